"""A table as cells on a grid: header levels, merged cells and section rows resolved, ready to be set in any format."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.making.truth import Align, HeaderCell, Row, RowKind, SectionForm, TableFacts


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell at its upper left place; `key` is its column's key, None in the header."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    key: str | None = None
    bold: bool = False
    align: Align = Align.LEFT
    mark: str = ""  # of a footnote, printed raised behind the text


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by row, in reading order; a place covered by a merged cell has none. Body row = row of the truth."""

    weights: tuple[float, ...]
    header: tuple[tuple[GridCell, ...], ...]
    body: tuple[tuple[GridCell, ...], ...]


def make_grid(table: TableFacts, form: SectionForm) -> Grid:
    """The grid of a table whose section rows have the given form."""
    marks = {(note.row, note.column): str(place) for place, note in enumerate(table.footnotes, start=1)}
    body = [_body_row(table, index, row, form) for index, row in enumerate(table.rows)]
    marked = [tuple(replace(cell, mark=marks.get((cell.row, cell.key or ""), "")) for cell in row) for row in body]
    return Grid(tuple(column.weight for column in table.columns), tuple(_header(table)), tuple(marked))


def section_text(row: Row) -> str:
    """A section's ordinal and title on one line.

    >>> section_text(Row(RowKind.SECTION, "IV", "An toàn thông tin mạng"))
    'IV. An toàn thông tin mạng'
    """
    return f"{row.ordinal}. {row.title}" if row.ordinal else row.title or ""


def _header(table: TableFacts) -> Iterator[tuple[GridCell, ...]]:
    free = [0] * len(table.columns)  # the first level not yet covered, by column
    for level, cells in enumerate(table.header):
        yield tuple(_header_level(level, cells, free))
    if table.column_numbers:
        level = len(table.header)
        count = range(len(table.columns))
        yield tuple(GridCell(f"({place + 1})", level, place, align=Align.CENTRE) for place in count)


def _header_level(level: int, cells: tuple[HeaderCell, ...], free: list[int]) -> Iterator[GridCell]:
    place = 0
    for cell in cells:
        while free[place] > level:
            place += 1
        yield GridCell(cell.text, level, place, cell.rows, cell.columns, bold=True, align=Align.CENTRE)
        free[place : place + cell.columns] = [level + cell.rows] * cell.columns
        place += cell.columns


def _body_row(table: TableFacts, index: int, row: Row, form: SectionForm) -> tuple[GridCell, ...]:
    if row.kind is RowKind.SECTION:
        return tuple(_section_row(table, index, row, form))
    if row.kind is RowKind.TOTAL:
        return tuple(_total_row(table, index, row))
    return tuple(_task_row(table, index, row))


def _section_row(table: TableFacts, index: int, row: Row, form: SectionForm) -> Iterator[GridCell]:
    first, second = table.columns[0].key, table.columns[1].key
    width = len(table.columns)
    if form is SectionForm.FULL:
        yield GridCell(section_text(row), index, 0, columns=width, key=first, bold=True)
        return
    yield GridCell(row.ordinal or "", index, 0, key=first, bold=True, align=Align.CENTRE)
    merged = width - 1 if form is SectionForm.SPAN else 1
    yield GridCell(row.title or "", index, 1, columns=merged, key=second, bold=True)
    for place in range(1 + merged, width):
        yield GridCell("", index, place, key=table.columns[place].key)


def _total_row(table: TableFacts, index: int, row: Row) -> Iterator[GridCell]:
    filled = [place for place, column in enumerate(table.columns) if row.cells.get(column.key)]
    start = filled[0] if filled else len(table.columns)
    yield GridCell(row.title or "", index, 0, columns=start, key=table.columns[0].key, bold=True, align=Align.CENTRE)
    for place, column in list(enumerate(table.columns))[start:]:
        yield GridCell(row.cells.get(column.key, ""), index, place, key=column.key, bold=True, align=column.align)


def _task_row(table: TableFacts, index: int, row: Row) -> Iterator[GridCell]:
    for place, column in enumerate(table.columns):
        if _covered(table, index, column.key):
            continue
        text = row.ordinal or "" if column.role == "ordinal" else row.cells.get(column.key, "")
        bold = row.kind is RowKind.GROUP and column.role in ("ordinal", "task")
        rows = row.spans.get(column.key, 1)
        yield GridCell(text, index, place, rows, key=column.key, bold=bold, align=column.align)


def _covered(table: TableFacts, index: int, key: str) -> bool:
    above = ((back, table.rows[back].spans.get(key, 1)) for back in range(index - 1, -1, -1))
    return any(back + rows > index for back, rows in above)
