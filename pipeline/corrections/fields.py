"""Corrections applied to the fields of a document: a number written by hand, a stamped date, a list of recipients."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.corrections.entries import Applied, Correction, FieldCheck, Outcome, Reading
from pipeline.corrections.guard import judge, wanted_text, wanted_texts
from pipeline.datasets import DocumentRow

# Columns of `documents` that are printed; the others follow from them.
FIELDS = (
    "type", "number", "symbol", "date", "place", "parent_body", "issuing_body", "title", "authority", "proposer",
    "signer_name", "signer_title", "signer_capacity", "attachment_type", "attachment_title", "attachment_line",
    "plan_year", "legal_bases", "plan_bases", "recipients",
)  # fmt: skip
# Fields that hold several printed texts: an entry gives all of them as a list.
LISTS = frozenset({"legal_bases", "plan_bases", "recipients"})
_VIETNAMESE_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def correct_fields(
    row: DocumentRow, entries: Sequence[Correction]
) -> tuple[DocumentRow, FieldCheck, tuple[Applied, ...]]:
    """Return the document's row with its fields corrected, which fields people read, and what became of each entry.

    >>> from pipeline.corrections.entries import Action
    >>> entry = Correction(Action.READ, None, field="date", now="05/01/2024")
    >>> row, check, [applied] = correct_fields(DocumentRow(document_id="x"), [entry])
    >>> row.date, check.read, applied.outcome.value
    (datetime.date(2024, 1, 5), frozenset({'date'}), 'applied')
    """
    check, outcomes = FieldCheck(), []
    for entry in entries:
        if entry.field is None:
            continue
        row, check, applied = _correct_field(row, check, entry)
        outcomes.append(replace(applied, column=entry.field))
    return row, check, tuple(outcomes)


def _correct_field(row: DocumentRow, check: FieldCheck, entry: Correction) -> tuple[DocumentRow, FieldCheck, Applied]:
    name = entry.field or ""
    if name not in FIELDS:
        sentence = f"{name} is no field that can be corrected; there are {', '.join(FIELDS)}."
        return row, check, Applied(entry, Outcome.FAILED, sentence=sentence)
    value = _value(name, entry)
    if isinstance(value, ValueError):
        return row, check, Applied(entry, Outcome.FAILED, sentence=str(value))
    applied = judge(_in_own_form(name, entry), field_reading(getattr(row, name)))
    is_settled = entry.is_accepted and applied.outcome is not Outcome.DRIFTED
    check = FieldCheck(check.read | {name}, check.accepted | ({name} if is_settled else set()))
    return replace(row, **{name: value}), check, replace(applied, entry=entry)


def field_reading(value: object) -> Reading:
    """Return a field as it stands in a correction file.

    >>> field_reading(dt.date(2024, 1, 5)), field_reading(None), field_reading(["Như Điều 3", "Lưu: VT"])
    ('2024-01-05', '', ('Như Điều 3', 'Lưu: VT'))
    """
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    return "" if value is None else str(value)


def _in_own_form(name: str, entry: Correction) -> Correction:
    """The entry with its dates written alike, so that 5/1/2024 and 2024-01-05 are the same reading."""
    if name != "date":
        return entry
    texts = {key: _date_text(text) for key in ("was", "now") if isinstance(text := getattr(entry, key), str)}
    changes: dict[str, Any] = texts
    return replace(entry, **changes)


def _date_text(text: str) -> str:
    value = _parse("date", text)
    return text if isinstance(value, ValueError) else str(value or "")


def _value(name: str, entry: Correction) -> Any:
    """The value that an entry gives a field; a `ValueError` (returned) with a sentence where it cannot be one."""
    if name in LISTS:
        return wanted_texts(entry)
    if any(isinstance(each, tuple) for each in (entry.was, entry.now)):
        return ValueError(f"{name} is one text, not a list.")
    return _parse(name, wanted_text(entry))


def _parse(name: str, text: str) -> Any:
    """The value of a field from its text; a `ValueError` (returned) with a sentence where it cannot be one."""
    if not text:
        return None
    try:
        if name == "plan_year":
            return int(text)
        if name == "date":
            found = _VIETNAMESE_DATE.fullmatch(text)
            return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else dt.date.fromisoformat(text)
    except ValueError:
        form = "a year such as 2024" if name == "plan_year" else "a day such as 2024-01-05 or 5/1/2024"
        return ValueError(f"{name} is {form}, not {text!r}.")
    return text
