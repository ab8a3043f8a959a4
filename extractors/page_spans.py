"""Cells merged over rows that the page break cuts: the rest on the next page belongs to the cell where they began.

A reader shows such a cell once a page, below the break without its words or with the rest of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.continuation import goes_on, low_columns
from extractors.model import Cell, Row, RowKind, RowNote
from extractors.ordinals import Ordinal, OrdinalStyle, parse_ordinal

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
    habits = _habits(rows)
    for at, row in enumerate(whole):
        above = _row_above(whole, at)
        if above is None or row.kind not in _CONTENT or above.fragments[-1] == row.fragments[0]:
            continue
        rest = {column for column in range(len(row.cells)) if _is_rest(whole, at, column, habits)}
        cells = [
            replace(cell, is_covered=True, row_span=1) if column in rest else cell
            for column, cell in enumerate(row.cells)
        ]
        whole[at] = replace(row, cells=tuple(cells)).with_notes(*([RowNote.MERGE_INFERRED] if rest else []))
    return _settle(whole)


@dataclass(frozen=True, slots=True)
class _Habits:
    """What columns do in rows that begin inside a page, whose cells are no rests: those that merge cells over rows
    (anywhere), leave some blank, begin some in lower case. Of blanks it is kept whether a row opens a list: a task with
    others under it often has nobody in charge.
    """

    merging: frozenset[int]
    blank: frozenset[tuple[int, bool]]
    low: frozenset[int]


def _habits(rows: Sequence[Row]) -> _Habits:
    inside = [at for at, is_top in enumerate(_tops(rows)) if rows[at].kind in _CONTENT and not is_top]
    content = (row for row in rows if row.kind in _CONTENT)
    merging = (column for row in content for column, cell in enumerate(row.cells) if cell.is_covered)
    blank = (
        (column, opens)
        for at in inside
        for opens in (_opens_list(rows, at),)
        for column, cell in enumerate(rows[at].cells)
        if not cell.text and not cell.is_covered
    )
    return _Habits(frozenset(merging), frozenset(blank), low_columns([rows[at].texts for at in inside]))


def _opens_list(rows: Sequence[Row], at: int) -> bool:
    """Whether the row after a numbered one begins what stands under it: 3.1 or a) below 3."""
    number = _number(rows[at])
    places = range(at + 1, len(rows))
    following = next((rows[place] for place in places if rows[place].kind not in _BETWEEN), None)
    if number is None or following is None:
        return False
    below = _number(following)
    if below is None or below.style is OrdinalStyle.BULLET:
        return following.kind in _CONTENT and number.style is not OrdinalStyle.BULLET
    return below.value[-1] == 1 and (below.value[:-1] == number.value or below.style is OrdinalStyle.LETTER)


def _number(row: Row) -> Ordinal | None:
    return parse_ordinal(row.cells[0].text) if row.cells else None


def _tops(rows: Sequence[Row]) -> Iterator[bool]:
    """For each row, whether it is the first of its page below another page of the table."""
    fragment: int | None = None
    for row in rows:
        yield fragment is not None and fragment != row.fragments[0]
        if row.kind not in _BETWEEN:
            fragment = row.fragments[-1]


def _row_above(rows: Sequence[Row], at: int) -> Row | None:
    for place in range(at - 1, -1, -1):
        if rows[place].kind not in _BETWEEN:
            return rows[place] if rows[place].kind in _CONTENT else None
    return None


def _is_rest(rows: Sequence[Row], at: int, column: int, habits: _Habits) -> bool:
    """Whether a cell at the top of a page is the rest of the merged cell above the break."""
    above, cell = _row_above(rows, at), rows[at].cells[column]
    if above is None or column >= len(above.cells) or cell.is_covered or cell.column_span > 1:
        return False
    is_merged = above.cells[column].is_covered or cell.row_span > 1 or column in habits.merging
    if not is_merged and not _leads(rows[at], column):
        return False
    begun = _origin(rows, at, column)
    if begun is None or not begun.text:
        return False
    if cell.text:
        return not begun.parts[-1].has_room and goes_on(begun.text, cell.text, begins_low=column in habits.low)
    is_blank = (column, _opens_list(rows, at)) in habits.blank
    return cell.row_span > 1 or _leads(rows[at], column) or not is_blank


def _leads(row: Row, column: int) -> bool:
    """Whether the row has no number of its own and nothing up to this column: a row under what stands above."""
    is_cell_seen = any(part.place.box for part in row.cells[column].parts)
    return is_cell_seen and row.kind is RowKind.UNNUMBERED and not any(row.texts[: column + 1])


def _origin(rows: Sequence[Row], at: int, column: int) -> Cell | None:
    """The last cell of the column above a row that no cell above covers."""
    above = (rows[place] for place in range(at - 1, -1, -1))
    cells = (row.cells[column] for row in above if row.kind in _CONTENT and column < len(row.cells))
    return next((cell for cell in cells if not cell.is_covered), None)


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
