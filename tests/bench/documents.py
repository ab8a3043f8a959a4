"""Which documents a suite takes, made from the truths of `tests/truth`, and the rows each of them prints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.scoring import TruthRow
from tests.making.expected import expected_tasks, headers_of
from tests.making.files import load_truths
from tests.making.kinds import make_files
from tests.making.truth import Truth


@dataclass(frozen=True, slots=True)
class Suite:
    """Names of truths and presets; none named: all truths."""

    truths: tuple[str, ...]
    scanned: tuple[str, ...]
    presets: tuple[str, ...]


SUITES = {
    "quick": Suite(
        ("seed_2022", "seed_2023", "bo_xay_dung_2024", "ubnd_huyen_thanh_son_2022"),
        ("ubnd_huyen_thanh_son_2022",),
        ("clean300", "office200"),
    ),
    "full": Suite(
        (),
        ("seed_2022", "seed_2023", "ubnd_huyen_thanh_son_2022", "ubnd_lam_dong_2024"),
        ("clean300", "office200", "fax200", "poor150"),
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is for, and its printed header."""

    role: str
    header: str


@dataclass(frozen=True, slots=True)
class BenchDocument:
    """One file of a track. `columns`: those of each printed table, the first table first."""

    name: str
    track: str
    path: Path
    pages: int
    rows: tuple[TruthRow, ...]
    columns: tuple[tuple[Column, ...], ...]


def make_documents(suite: Suite, folder: Path) -> list[BenchDocument]:
    """Write the suite's documents and return them; the same truth gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    truths = load_truths(suite.truths)
    scanned = load_truths(suite.scanned)
    made = [document for truth in truths for document in _documents(truth, ("txt", "pdf"), (), folder)]
    made += [document for truth in scanned for document in _documents(truth, ("pdf", "scan"), suite.presets, folder)]
    return list({document.path: document for document in made}.values())


def truth_rows(truth: Truth) -> tuple[TruthRow, ...]:
    """The numbered rows of the task tables as printed, column by column."""
    rows = []
    for task in expected_tasks(truth):
        columns = truth.tables[task.table - 1].columns
        merged = frozenset(place for place, column in enumerate(columns) if column.key in task.merged)
        texts = (task.ordinal if column.role == "ordinal" else task.cells.get(column.key) for column in columns)
        rows.append(TruthRow(tuple(text or "" for text in texts), merged))
    return tuple(rows)


def our_rows(tasks: list[Mapping[str, Any]], columns: tuple[tuple[Column, ...], ...]) -> list[list[str]]:
    """Rows of our dataset laid out as the printed table's columns, to be compared like anybody's."""
    return [[_our_cell(task, column) for column in columns[_table_index(task, columns)]] for task in tasks]


def _table_index(task: Mapping[str, Any], columns: tuple[tuple[Column, ...], ...]) -> int:
    number = task["table"] or 1
    return number - 1 if number <= len(columns) else 0


def _our_cell(task: Mapping[str, Any], column: Column) -> str:
    text = task["other"].get(column.header) if column.role == "other" else task["cells"].get(column.role)
    return text or ""


def _documents(truth: Truth, kinds: tuple[str, ...], presets: tuple[str, ...], folder: Path) -> Iterator[BenchDocument]:
    files = dict(make_files(truth, kinds, presets))
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for name in files:
        if track := _track(name, truth):
            columns = tuple(_columns(truth, index) for index in range(len(truth.tables)))
            pages = _page_count(files[f"{truth.id}.pdf.layout.json"])
            yield BenchDocument(name, track, folder / name, pages, truth_rows(truth), columns)


def _track(name: str, truth: Truth) -> str | None:
    if name == f"{truth.id}.txt":
        return "text"
    if name == f"{truth.id}.pdf":
        return "text layer"
    return "scan" if name.endswith(".pdf") else None


def _columns(truth: Truth, index: int) -> tuple[Column, ...]:
    headers = headers_of(truth.tables[index])
    return tuple(Column(column.role, headers[column.key]) for column in truth.tables[index].columns)


def _page_count(layout: bytes) -> int:
    import json

    return len(json.loads(layout)["pages"])
