"""What `boctach export` does: the datasets of a published folder in every form that was asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.datasets import DATASETS
from pipeline.export.plan import Plan, make_plan
from pipeline.frames import load_table

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where each form goes; None where it is not wanted. Files for workbook and database, folders for the others."""

    xlsx: Path | None = None
    csv: Path | None = None
    jsonl: Path | None = None
    duckdb: Path | None = None
    docx: Path | None = None
    html: Path | None = None


def export(wanted: Wanted, out: Path, year: int | None = None) -> tuple[Path, ...]:
    """Write what is wanted and return the files and folders written; `RunError` where nothing is published."""
    from pipeline.export.database import export_database
    from pipeline.export.delimited import export_csv, export_json_lines
    from pipeline.export.plan_files import export_html, export_word
    from pipeline.export.workbook import export_workbook

    data = ((wanted.xlsx, export_workbook), (wanted.csv, export_csv), (wanted.jsonl, export_json_lines))
    tables = list(_tables(out, year))  # all there before the first file is begun
    for place, write in (*data, (wanted.duckdb, export_database)):
        if place:
            write(tables, place)
    for place, write_plans in ((wanted.docx, export_word), (wanted.html, export_html)):
        if place:
            write_plans(plans(out, year), place)
    return tuple(place for place, _ in (*data, (wanted.duckdb, 0), (wanted.docx, 0), (wanted.html, 0)) if place)


def plans(out: Path, year: int | None = None) -> Iterator[Plan]:
    """Yield the plan of every document that has tasks."""
    tasks, tables = _by_document("tasks", out, year), _by_document("tables", out, year)
    for document in load_table("documents", year, out).to_pylist():
        document_id = document["document_id"]
        if document_id in tasks:
            yield make_plan(document, tasks[document_id], tables.get(document_id, ()))


def _tables(out: Path, year: int | None) -> "Iterator[tuple[str, pa.Table]]":
    for dataset in DATASETS:
        table = load_table(dataset, None if _is_dimension(dataset) else year, out)
        yield dataset, table


def _is_dimension(dataset: str) -> bool:
    from pipeline.schema import is_partitioned

    return not is_partitioned(dataset)


def _by_document(dataset: str, out: Path, year: int | None) -> dict[str, Sequence[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in load_table(dataset, year, out).to_pylist():
        groups.setdefault(row["document_id"], []).append(row)
    return dict(groups)
