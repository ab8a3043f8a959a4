"""Cells merged over rows that the page break cuts: the rest on the next page belongs to the cell where they began.

A reader shows such a cell once a page, below the break without its words or with the rest of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.continuation import goes_on, low_columns
from extractors.model import Cell, Row, RowKind, RowNote

_CONTENT = frozenset({RowKind.TASK, RowKind.UNNUMBERED, RowKind.UNKNOWN})
_BETWEEN = frozenset({RowKind.RULE, RowKind.HEADER, RowKind.COLUMN_NUMBERS})


def carry_spans(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with merged cells whole over page breaks: one cell where it begins, covered cells below.

    A row at the top of a page whose cells were so given to the rows above is noted as `MERGE_INFERRED`.

    >>> from extractors.model import CellPart, Place
    >>> def cell(text, rows=1): return Cell((CellPart(text, Place()),), row_span=rows)
    >>> first = Row((cell("1"), cell("Vụ A")), RowKind.TASK, (0,))
    >>> second = Row((cell("2"), cell("", 2)), RowKind.TASK, (1,))
    >>> third = Row((cell("3"), Cell(is_covered=True)), RowKind.TASK, (1,))
    >>> [row.cells[1].is_covered for row in carry_spans([first, second, third])]
    [False, True, True]
    """
    whole = list(rows)
    for at, row in enumerate(whole):
        above = _row_above(whole, at)
        if above is None or row.kind not in _CONTENT or above.fragments[-1] == row.fragments[0]:
            continue
        rest = {column for column in range(len(row.cells)) if _is_rest(whole, at, column)}
        cells = [
            replace(cell, is_covered=True, row_span=1) if column in rest else cell
            for column, cell in enumerate(row.cells)
        ]
        whole[at] = replace(row, cells=tuple(cells)).with_notes(*([RowNote.MERGE_INFERRED] if rest else []))
    return _settle(whole)


def _row_above(rows: Sequence[Row], at: int) -> Row | None:
    for place in range(at - 1, -1, -1):
        if rows[place].kind not in _BETWEEN:
            return rows[place] if rows[place].kind in _CONTENT else None
    return None


def _is_rest(rows: Sequence[Row], at: int, column: int) -> bool:
    """Whether a cell at the top of a page is the rest of the merged cell above the break."""
    above, cell = _row_above(rows, at), rows[at].cells[column]
    if above is None or column >= len(above.cells) or cell.is_covered or cell.column_span > 1:
        return False
    begun = _origin(rows, at, column)
    if begun is None or not begun.text:
        return False
    is_merged = above.cells[column].is_covered or cell.row_span > 1
    if not is_merged and not _leads(rows[at], column) and not _merges(rows, column):
        return False
    if cell.text:
        if begun.parts[-1].has_room:
            return False
        inside = [row.texts for place, row in enumerate(rows) if _is_inside(rows, place)]
        return goes_on(begun.text, cell.text, begins_low=column in low_columns(inside))
    return cell.row_span > 1 or _leads(rows[at], column) or not _leaves_blanks(rows, column)


def _leads(row: Row, column: int) -> bool:
    """Whether the row has no number of its own and nothing up to this column: a row under what stands above."""
    is_cell_seen = any(part.place.box for part in row.cells[column].parts)
    return is_cell_seen and row.kind is RowKind.UNNUMBERED and not any(row.texts[: column + 1])


def _origin(rows: Sequence[Row], at: int, column: int) -> Cell | None:
    """The last cell of the column above a row that no cell above covers."""
    above = (rows[place] for place in range(at - 1, -1, -1))
    cells = (row.cells[column] for row in above if row.kind in _CONTENT and column < len(row.cells))
    return next((cell for cell in cells if not cell.is_covered), None)


def _merges(rows: Sequence[Row], column: int) -> bool:
    """Whether cells of the column are merged over rows elsewhere."""
    return any(column < len(row.cells) and row.cells[column].is_covered for row in rows if row.kind in _CONTENT)


def _leaves_blanks(rows: Sequence[Row], column: int) -> bool:
    """Whether cells of the column stand empty inside pages, where none can be the rest of another."""
    inside = (row.cells for place, row in enumerate(rows) if _is_inside(rows, place))
    return any(not cells[column].text and not cells[column].is_covered for cells in inside if column < len(cells))


def _is_inside(rows: Sequence[Row], at: int) -> bool:
    """Whether a row of content begins the table, or stands below another on one page."""
    if rows[at].kind not in _CONTENT:
        return False
    above = next((row for row in reversed(rows[:at]) if row.kind not in _BETWEEN), None)
    return above is None or above.fragments[-1] == rows[at].fragments[0]


def _settle(rows: Sequence[Row]) -> list[Row]:
    """Rows in which no covered cell holds words, and every merged cell knows how many rows it covers."""
    whole = [list(row.cells) for row in rows]
    content = [number for number, row in enumerate(rows) if row.kind in _CONTENT]
    for column in range(max((len(cells) for cells in whole), default=0)):
        _settle_column(whole, [number for number in content if column < len(whole[number])], column)
    return [replace(row, cells=tuple(cells)) for row, cells in zip(rows, whole, strict=True)]


def _settle_column(rows: list[list[Cell]], numbers: Sequence[int], column: int) -> None:
    origin: int | None = None
    covered = 0
    for number in numbers:
        cell = rows[number][column]
        if not cell.is_covered or origin is None:
            origin, covered = number, 0
            continue
        covered += 1
        begun = rows[origin][column]
        if cell.text:
            begun = begun.join(cell)
        rows[number][column] = Cell(is_covered=True)
        rows[origin][column] = replace(begun, row_span=max(begun.row_span, covered + 1))
