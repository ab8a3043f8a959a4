"""The track "reviewed scan": a scan is read, a person corrects what the review page doubts and nothing else, and again.

`python -m tests.evaluation.review_track` says how much there was to look at, and what is wrong all the same.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from normalizers.text import clean
from pipeline.evaluation.alignment import Key, align
from pipeline.evaluation.figures import Figure, Ratio
from pipeline.evaluation.scoring import Score, score_document, wanted_fields
from pipeline.evaluation.truth import TrueDocument, load_truth
from pipeline.process import DocumentResult
from pipeline.review.desk import Desk
from pipeline.review.published import PublishedDocument, load_documents
from pipeline.review.saving import Asked, save_correction
from pipeline.review.views import CellView, FieldView, RowView, Sheet
from pipeline.run import run
from pipeline.settings import Settings
from tests.evaluation.tracks import TrackScore
from tests.making.files import load_truths
from tests.making.kinds import expectations, make_files


@dataclass(frozen=True, slots=True)
class Looked:
    """How many cells, fields and rows (each as a whole) a person looked at, and of how many."""

    cells: Ratio
    fields: Ratio
    rows: Ratio


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A scan before and after a person corrected what was doubted; `left` says what is read where it is still wrong."""

    looked: Looked
    before: Score
    after: Score
    left: Mapping[str, str]


def score_reviewed(name: str, preset: str) -> TrackScore:
    """Return what is right after the review, and the shares of the document that nobody had to look at."""
    reviewed = review_scan(name, preset)
    looked = reviewed.looked
    figures: dict[str, Figure] = {
        **reviewed.after.figures,
        "cells not looked at": Ratio(looked.cells.total - looked.cells.good, looked.cells.total),
        "fields not looked at": Ratio(looked.fields.total - looked.fields.good, looked.fields.total),
        "rows not looked at as a whole": Ratio(looked.rows.total - looked.rows.good, looked.rows.total),
    }
    return TrackScore(figures, reviewed.after.wrong, count=1)


def review_scan(name: str, preset: str) -> Reviewed:
    """Read a made scan of a truth, correct what the review page doubts and nothing else, and read it again."""
    with tempfile.TemporaryDirectory() as folder:
        truth = _make(name, preset, Path(folder))
        settings = _settings(Path(folder))
        first = _read(settings)
        sheet = Desk(settings).sheet(first)
        for content in answers(sheet, truth):
            # As on the page, every answer meets what was answered before.
            save_correction(settings.corrections, Desk(settings).sheet(first), Asked(content))
        second = _read(settings)
        after = _score(truth, second)
        return Reviewed(count_looks(sheet), _score(truth, first), after, _left(Desk(settings).sheet(second), truth))


def answers(sheet: Sheet, truth: TrueDocument) -> Iterator[dict[str, str]]:
    """What a person sends from the page, doubt by doubt: it is right, or what is printed; a row is right as a whole."""
    printed = printed_texts(sheet, truth)
    cells, rows, fields = _cells(sheet), _rows(sheet), {f"f-{each.name}": each for each in sheet.fields}
    for target in dict.fromkeys(doubt.target for doubt in sheet.doubts):
        if target in rows:
            _, table, row = target.split("-")
            was = " | ".join(cell.raw for cell in rows[target].cells).rstrip(" |")
            yield {"table": table, "row": row, "was": was, "action": "accept"}
        elif target in cells:
            _, table, row, column = target.split("-")
            yield {"table": table, "row": row, "column": column, **_answer(cells[target], printed.get(target))}
        elif target in fields:
            yield {"field": fields[target].name, **_answer(fields[target], printed.get(target))}


def _answer(seen: CellView | FieldView, printed: str | None) -> dict[str, str]:
    is_right = printed is None or clean(printed) == clean(seen.text)
    said = {"action": "accept"} if is_right else {"action": "read", "now": printed or ""}
    return {"was": seen.raw, **said}


def printed_texts(sheet: Sheet, truth: TrueDocument) -> dict[str, str]:
    """Return what is printed where, by the places of the page: cells of tasks, fields that the truth knows."""
    places = [(target, row) for target, row in _rows(sheet).items() if row.address]
    found = [Key(f"{target.split('-')[1]}:{row.address}", _text(row, "task")) for target, row in places]
    wanted = [Key(task.address, task.cells.get("task", "")) for task in truth.tasks]
    texts = {f"f-{name}": text for name, text in _printed_fields(truth).items()}
    for i, j in align(wanted, found):
        if i is not None and j is not None:
            target, row = places[j]
            known = {**truth.tasks[i].cells, "ordinal": truth.tasks[i].ordinal or ""}
            texts |= {
                f"c{target[1:]}-{cell.column}": known.get(cell.name, "") for cell in row.cells if not cell.is_covered
            }
    return texts


def _printed_fields(truth: TrueDocument) -> dict[str, str]:
    """The fields as the page shows them, a list one entry a line; a body with two names is not asked for."""
    return {
        name: "\n".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        for name, value in wanted_fields(truth.fields).items()
        if not isinstance(value, frozenset)
    }


def count_looks(sheet: Sheet) -> Looked:
    """Return how much of a document is doubted."""
    targets = {doubt.target for doubt in sheet.doubts}
    places: Sequence[Sequence[str]] = (
        list(_cells(sheet)),
        [f"f-{field.name}" for field in sheet.fields],
        list(_rows(sheet)),
    )
    return Looked(*(Ratio(len(targets.intersection(all_of)), len(all_of)) for all_of in places))


def _left(sheet: Sheet, truth: TrueDocument) -> dict[str, str]:
    """What is published against what is printed, by the place on the page, where they still differ."""
    shown = _cells(sheet) | {f"f-{each.name}": each for each in sheet.fields}
    return {
        target: _difference(text, shown[target].text)
        for target, text in printed_texts(sheet, truth).items()
        if target in shown and clean(shown[target].text) != clean(text)
    }


def _difference(printed: str, published: str) -> str:
    """The words of two texts from the first that differs to the last that does."""
    wanted, found = printed.split(), published.split()
    while wanted and found and wanted[0] == found[0]:
        wanted, found = wanted[1:], found[1:]
    while wanted and found and wanted[-1] == found[-1]:
        wanted, found = wanted[:-1], found[:-1]
    return f"printed {' '.join(wanted)!r}, published {' '.join(found)!r}"


def _rows(sheet: Sheet) -> dict[str, RowView]:
    return {f"r-{table.number}-{row.row}": row for table in sheet.tables for row in table.rows}


def _cells(sheet: Sheet) -> dict[str, CellView]:
    return {f"c{target[1:]}-{cell.column}": cell for target, row in _rows(sheet).items() for cell in row.cells}


def _text(row: RowView, name: str) -> str:
    return next((cell.text for cell in row.cells if cell.name == name), "")


def _make(name: str, preset: str, folder: Path) -> TrueDocument:
    """Put the scan into the folder of documents; return what is printed on it."""
    [truth] = load_truths((name,))
    (folder / "raw").mkdir()
    scan = dict(make_files(truth, ("scan",), (preset,)))[f"{name}.{preset}.pdf"]
    (folder / "raw" / f"{name}.{preset}.pdf").write_bytes(scan)
    expected = folder / "expected.json"
    expected.write_text(json.dumps(expectations(truth), ensure_ascii=False), encoding="utf-8")
    return load_truth(expected, has_spans=True)


def _settings(folder: Path) -> Settings:
    return Settings(folder / "raw", folder / "out", folder / "cache", corrections=folder / "corrections")


def _read(settings: Settings) -> PublishedDocument:
    run(settings)
    [document] = load_documents(settings.out)
    published = Desk(settings).published(document.document_id or "")
    assert published is not None
    return published


def _score(truth: TrueDocument, published: PublishedDocument) -> Score:
    rows = {"documents": [published.document], "tasks": published.tasks, "actors": published.actors}
    return score_document(truth, DocumentResult(rows))


@click.command()
@click.option("--truth", default="seed_2022", show_default=True, help="Name of the truth.")
@click.option("--preset", default="office200", show_default=True, help="How it is scanned.")
def main(truth: str, preset: str) -> None:
    """Say how much of a scan a person had to look at, and what is wrong after that."""
    reviewed = review_scan(truth, preset)
    looked = reviewed.looked
    for word, share in (("cells", looked.cells), ("fields", looked.fields), ("rows as a whole", looked.rows)):
        click.echo(f"{share.good:g} of {share.total:g} {word} looked at")
    click.echo(f"{len(reviewed.before.wrong)} wrong before, {len(reviewed.after.wrong)} after:")
    for name in reviewed.after.wrong:
        click.echo(f"  {name}")
    for place, sentence in reviewed.left.items():
        click.echo(f"  {place} {sentence}")


if __name__ == "__main__":
    main()
