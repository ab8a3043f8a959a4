"""From what a person did on the page to an entry in the document's file."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.corrections.entries import (
    GAZETTEER_FILE,
    Action,
    Correction,
    NameDecision,
    Reading,
    Signature,
    Verdict,
)
from pipeline.corrections.fields import FIELDS
from pipeline.corrections.folder import file_name, write_entry
from pipeline.corrections.guard import normal, same
from pipeline.corrections.reading import (
    KINDS,
    correction_places,
    decision_places,
    format_correction,
    format_decision,
    read_corrections,
)
from pipeline.review.views import CellView, RowView, Sheet

_LONGEST = 20_000


class RefusedError(Exception):
    """What was asked cannot be saved; the message is a key of `messages.yml`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page sent: texts by name, lengths limited."""

    values: Mapping[str, str]

    def text(self, key: str) -> str:
        """A text; empty where it was not sent."""
        return self.values.get(key, "")

    def number(self, key: str) -> int:
        """A whole number; `RefusedError` where none was sent."""
        text = self.text(key)
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise RefusedError("refused_form")
        return int(text)


def parse_asked(content: Any) -> Asked:
    """Return what was sent; `RefusedError` where it is no object of texts of sensible length."""
    if not isinstance(content, dict):
        raise RefusedError("refused_form")
    texts = {str(key): str(value) for key, value in content.items() if isinstance(value, str | int)}
    if len(texts) != len(content) or any(len(text) > _LONGEST for text in texts.values()):
        raise RefusedError("refused_form")
    return Asked(texts)


def save_correction(folder: Path, sheet: Sheet, asked: Asked) -> str:
    """Write an entry, or take it out (`undo`), and return it as YAML; `RefusedError` where that cannot be."""
    path = folder / file_name(sheet.document.document_id or "")
    blocks = []
    for entry in _entries(sheet, asked):
        block = None if asked.text("action") == "undo" else format_correction(entry)
        _write(path, entry.place, block, correction_places)
        blocks.append(block or "")
    return "".join(blocks)


def save_decision(folder: Path, asked: Asked) -> str:
    """Write one decision about a name, or take it out (`undo`), and return it as YAML."""
    name, action = normal(asked.text("name")), asked.text("action")
    of = normal(asked.text("of")) or None
    if not name or action not in (*Verdict, "undo") or (action == Verdict.SHORT_FOR and of is None):
        raise RefusedError("refused_form")
    verdict = Verdict.IGNORE if action == "undo" else Verdict(action)
    decision = NameDecision(name, verdict, of, normal(asked.text("body")) or None, _signature(asked))
    block = None if action == "undo" else format_decision(decision)
    _write(folder / GAZETTEER_FILE, decision.place, block, decision_places)
    return block or ""


def current_entries(folder: Path, document_id: str) -> tuple[Correction, ...]:
    """Return the entries of a document's file as it is now; none where there is no file or it is no UTF-8."""
    try:
        text = (folder / file_name(document_id)).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ()
    return read_corrections(text)[0]


def _write(path: Path, place: tuple[str, str], block: str | None, places: Any) -> None:
    try:
        write_entry(path, place, block, places)
    except (ValueError, UnicodeDecodeError) as fault:
        raise RefusedError("refused_file") from fault
    except OSError as fault:
        raise RefusedError("refused_disk") from fault


def _entries(sheet: Sheet, asked: Asked) -> tuple[Correction, ...]:
    if asked.text("field"):
        return (_field_entry(sheet, asked),)
    row = _row(sheet, asked)
    if asked.text("column"):
        return (_cell_entry(row, asked),)
    return (_row_entry(row, asked), *(_repaired_cells(row, asked) if asked.text("action") == "accept" else ()))


def _repaired_cells(row: RowView, asked: Asked) -> Iterator[Correction]:
    """Who accepts a row accepts it as shown; an entry on a row says what was read, so repaired cells get their own."""
    for cell in row.cells:
        if not same(cell.text, cell.raw) and not cell.is_reviewed and cell.pending is None:
            blank = Correction(Action.READ, cell.raw, row.address, cell.name, signature=_signature(asked))
            yield replace(blank, now=cell.text, is_accepted=True)


def _cell_entry(row: RowView, asked: Asked) -> Correction:
    cell = next((cell for cell in row.cells if cell.column == asked.number("column")), None)
    if cell is None:
        raise RefusedError("refused_gone")
    _check_seen(cell.raw, asked)
    blank = Correction(Action.READ, cell.raw, row.address, cell.name, signature=_signature(asked))
    return _read_or_accept(blank, asked, _accepted_text(cell))


def _accepted_text(cell: CellView) -> str:
    return cell.text if cell.pending is None else cell.pending


def _field_entry(sheet: Sheet, asked: Asked) -> Correction:
    found = next((each for each in sheet.fields if each.name == asked.text("field")), None)
    if found is None or found.name not in FIELDS:
        raise RefusedError("refused_gone")
    _check_seen(found.raw, asked)
    form = _lines if found.is_list else _text
    blank = Correction(Action.READ, form(found.raw), field=found.name, signature=_signature(asked))
    return _read_or_accept(blank, asked, form(found.text if found.pending is None else found.pending), form)


def _text(text: str) -> Reading:
    return normal(text) or None


def _lines(text: str) -> Reading:
    return tuple(filter(None, map(normal, text.splitlines())))


def _read_or_accept(
    entry: Correction, asked: Asked, published: Reading, form: Callable[[str], Reading] = _text
) -> Correction:
    """An accepted cell keeps what is published: where a repair changed the reading, that text is written down."""
    if asked.text("action") == "accept":
        if same(published, entry.was):
            return replace(entry, action=Action.ACCEPT, is_accepted=True)
        return replace(entry, now=published, is_accepted=True)
    if asked.text("action") not in ("read", "undo"):
        raise RefusedError("refused_form")
    return replace(entry, now=form(asked.text("now")))


def _row_entry(row: RowView, asked: Asked) -> Correction:
    action = asked.text("action")
    was = tuple(cell.raw for cell in row.cells)
    _check_seen(" | ".join(was).rstrip(" |"), asked)
    entry = Correction(Action.ACCEPT, was, row.address, is_accepted=True, signature=_signature(asked))
    if action in ("accept", "undo"):
        return entry
    if action == "kind" and asked.text("kind") in KINDS:
        return replace(entry, action=Action.KIND, now=asked.text("kind"), is_accepted=False)
    if action in ("join", "drop"):
        return replace(entry, action=Action(action), is_accepted=False)
    raise RefusedError("refused_form")


def _row(sheet: Sheet, asked: Asked) -> RowView:
    table = next((table for table in sheet.tables if table.number == asked.number("table")), None)
    row = next((row for row in table.rows if row.row == asked.number("row")), None) if table else None
    if row is None or row.address is None:
        raise RefusedError("refused_gone")
    if not row.is_editable:
        raise RefusedError("refused_reshaped")
    return row


def _check_seen(raw: str, asked: Asked) -> None:
    """The page may have been open while a run made other rows of the document."""
    if not same(raw, asked.text("was")):
        raise RefusedError("refused_gone")


def _signature(asked: Asked) -> Signature:
    today = dt.datetime.now(tz=dt.UTC).astimezone().date().isoformat()
    return Signature(normal(asked.text("why")) or None, normal(asked.text("by")) or None, today)
