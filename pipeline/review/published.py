"""Published rows of one document, back as the values they were made from."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from pipeline.datasets import (
    DATASETS,
    ActorRow,
    CellRow,
    CorrectionRow,
    DocumentRow,
    FlagRow,
    PageRow,
    ParagraphRow,
    ReferenceRow,
    RepairRow,
    TableRow,
    TaskRow,
)

_NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """Everything that the review page shows of one document, in document order."""

    document: DocumentRow
    tables: tuple[TableRow, ...] = ()
    cells: tuple[CellRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    flags: tuple[FlagRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    repairs: tuple[RepairRow, ...] = ()
    pages: tuple[PageRow, ...] = ()
    paragraphs: tuple[ParagraphRow, ...] = ()
    corrections: tuple[CorrectionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around the tables of a document, there at once: its own row and its pages."""

    document: DocumentRow
    pages: tuple[PageRow, ...] = ()


def load_frame(out: Path, document: DocumentRow) -> Frame:
    """Return a document's row with its pages."""
    return Frame(document, _load(PageRow, out, document.document_id, document.year))


def load_documents(out: Path) -> tuple[DocumentRow, ...]:
    """Return the rows of `documents`; none where nothing is published."""
    return _load(DocumentRow, out, None, None)


def count_flags(out: Path) -> Mapping[str, Mapping[str, int]]:
    """Return how many flags of each weight every document bears."""
    counts: dict[str, dict[str, int]] = {}
    for path in sorted((out / "flags").rglob("*.parquet")):
        for row in _read(path, None, ["document_id", "weight"]):
            weights = counts.setdefault(row["document_id"], {})
            weights[row["weight"]] = weights.get(row["weight"], 0) + 1
    return counts


def load_actors(out: Path) -> tuple[ActorRow, ...]:
    """Return the rows of `actors` of all documents."""
    return _load(ActorRow, out, None, None)


def load_document(out: Path, document: DocumentRow) -> PublishedDocument:
    """Return the rows of one document; only the files of its year are opened."""
    place = (out, document.document_id, document.year)
    return PublishedDocument(
        document,
        _load(TableRow, *place),
        _load(CellRow, *place),
        _load(TaskRow, *place),
        _load(FlagRow, *place),
        _load(ReferenceRow, *place),
        _load(ActorRow, *place),
        _load(RepairRow, *place),
        _load(PageRow, *place),
        _load(ParagraphRow, *place),
        _load(CorrectionRow, *place),
    )


def _load(kind: type[_Row], out: Path, document_id: str | None, year: int | None) -> tuple[_Row, ...]:
    folder = out / next(name for name, row in DATASETS.items() if row is kind)
    if document_id is not None:
        folder = folder / f"year={_NO_YEAR if year is None else year}"
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    rows: list[_Row] = []
    for path in sorted(folder.rglob("*.parquet")):
        of_file = next((_year(part) for part in path.parts if part.startswith("year=")), None)
        for row in _read(path, document_id, known):
            rows.append(kind(**{**row, **({"year": of_file} if "year" in known else {})}))
    return tuple(rows)


def _year(part: str) -> int | None:
    text = part.removeprefix("year=")
    return int(text) if text.isdigit() else None


def _read(path: Path, document_id: str | None, columns: list[str]) -> list[dict[str, Any]]:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    wanted = None if document_id is None else pc.field("document_id") == document_id
    names = set(pq.read_schema(path).names)
    rows: list[dict[str, Any]] = pq.read_table(
        path, columns=[column for column in columns if column in names], filters=wanted, partitioning=None
    ).to_pylist()
    return rows
