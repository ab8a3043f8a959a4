"""What a perfect reader makes of a truth: the tasks, with sections carried down and merged cells filled in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.making.truth import Expectation, Row, RowKind, TableFacts, Truth

# Columns a row may take over from the merged cell of its group (guide: domain knowledge on shared cells).
_NUMBERED = (RowKind.GROUP, RowKind.TASK)


@dataclass(frozen=True, slots=True)
class ExpectedTask:
    """One numbered row. `merged` names the columns whose text stands in a merged cell that began in a row above:
    a format without spans (text) shows them empty."""

    table: int  # counted from 1
    row: int  # index in the table's rows, counted from 0
    kind: RowKind
    section_code: str | None
    section_title: str | None
    ordinal: str | None
    path: tuple[str, ...]
    level: int
    cells: dict[str, str]  # column key -> text, single-spaced
    roles: dict[str, str]  # column key -> role
    merged: tuple[str, ...] = ()
    expect: Expectation = field(default_factory=Expectation)

    @property
    def address(self) -> str:
        """Section and ordinal path, as in `VI/2` or `1/1.1/a`."""
        return "/".join(filter(None, [self.section_code, *self.path]))


def expected_tasks(truth: Truth) -> list[ExpectedTask]:
    """The tasks and groups of every task table, in printed order."""
    tables = enumerate(truth.tables, start=1)
    return [task for number, table in tables if table.kind == "task" for task in _table_tasks(table, number)]


def single_spaced(text: str) -> str:
    """The text on one line, as a cell is compared."""
    return " ".join(text.split())


def headers_of(table: TableFacts) -> dict[str, str]:
    """Column key -> header with its levels joined, as in `Kinh phí / Tổng số`."""
    columns: list[list[str]] = [[] for _ in table.columns]
    free = [0] * len(table.columns)  # the first level not yet covered, by column
    for level, cells in enumerate(table.header):
        places = iter([place for place, first in enumerate(free) if first <= level])
        for cell in cells:
            for place in [next(places) for _ in range(cell.columns)]:
                columns[place].append(single_spaced(cell.text))
                free[place] = level + cell.rows
    return {column.key: " / ".join(texts) for column, texts in zip(table.columns, columns, strict=True)}


def _table_tasks(table: TableFacts, number: int) -> Iterator[ExpectedTask]:
    roles = {column.key: column.role for column in table.columns}
    sections: list[Row] = []
    parents: list[Row] = []
    for index, row in enumerate(table.rows):
        if row.kind is RowKind.SECTION:
            sections = [*(open_row for open_row in sections if open_row.level < row.level), row]
            parents = []
        if row.kind not in _NUMBERED:
            continue
        parents = [*(open_row for open_row in parents if open_row.level < row.level), row]
        cells, merged = _filled(table, index)
        yield ExpectedTask(
            table=number,
            row=index,
            kind=row.kind,
            section_code="/".join(section.ordinal or "" for section in sections) or None,
            section_title=single_spaced(sections[-1].title or "") if sections else None,
            ordinal=row.ordinal,
            path=tuple((parent.ordinal or "").rstrip(".)") for parent in parents),
            level=row.level,
            cells=cells,
            roles=roles,
            merged=merged,
            expect=row.expect or Expectation(),
        )


def _filled(table: TableFacts, index: int) -> tuple[dict[str, str], tuple[str, ...]]:
    row = table.rows[index]
    cells = {key: single_spaced(text) for key, text in row.cells.items() if text}
    merged = {key: _above(table, index, key) for key in (column.key for column in table.columns)}
    taken = {key: text for key, text in merged.items() if text and key not in cells}
    return cells | taken, tuple(taken)


def _above(table: TableFacts, index: int, key: str) -> str:
    starts = (above for above in range(index - 1, -1, -1) if key in table.rows[above].spans)
    start = next(starts, None)
    if start is None or start + table.rows[start].spans[key] <= index:
        return ""
    return single_spaced(table.rows[start].cells[key])
