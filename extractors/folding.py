"""Phantom columns: a wrapped word that a recogniser put into a column of its own, on one page.

Found by evidence of the whole page: every row there has more cells than the header, and one column holds nothing but
stray words. Its words go to the end of the cell on its left, in the order of the file; none is lost.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.headers import is_drawn
from extractors.model import Cell, Row, RowNote

# A wrapped cell leaves a word or two a line at its right edge.
_STRAY_WORDS = 2
_MOST_PHANTOMS = 2


def fold_phantoms(rows: Sequence[Row], width: int, least: Sequence[int]) -> tuple[Row, ...]:
    """Return the rows of one fragment with phantom columns folded until they have `width` cells.

    `least` are the fewest words in a cell of each column, where the table has the right width. Rows come back
    unchanged when no column of the page qualifies.
    """
    for _ in range(_MOST_PHANTOMS):
        surplus = [row for row in rows if len(row.cells) > width and not is_drawn(row.texts)]
        phantom = _find_phantom(rows, width, least) if surplus else None
        if phantom is None:
            break
        rows = [_fold(row, phantom) if len(row.cells) > width else row for row in rows]
    return tuple(rows)


def fewest_words(rows: Sequence[Row], width: int) -> tuple[int, ...]:
    """Return how many words the shortest filled cell of each column has, in rows of the right width.

    >>> from extractors.model import CellPart, Place
    >>> row = Row(tuple(Cell((CellPart(text, Place()),)) for text in ("1", "", "Vụ Pháp chế")))
    >>> fewest_words([row], 3)
    (1, 0, 3)
    """
    columns = zip(*(row.texts for row in rows), strict=True) if rows else ((),) * width
    return tuple(min((len(text.split()) for text in column if text), default=0) for column in columns)


def fit(row: Row, width: int) -> Row:
    """Return the row with `width` cells: empty cells added at the end, or empty ones taken off there.

    A row that holds words beyond the last column keeps them all, and the note `CELLS_SURPLUS`.
    """
    if len(row.cells) < width:
        padding = (Cell(),) * (width - len(row.cells))
        return replace(row, cells=row.cells + padding).with_notes(RowNote.CELLS_ADDED)
    if not any(cell.text for cell in row.cells[width:]):
        return replace(row, cells=row.cells[:width])
    return row.with_notes(RowNote.CELLS_SURPLUS)


def _find_phantom(rows: Sequence[Row], width: int, least: Sequence[int]) -> int | None:
    full = [row for row in rows if not is_drawn(row.texts)]
    surplus = len(full[0].cells)
    if surplus <= width or any(len(row.cells) != surplus for row in full):
        return None
    stray = [
        column
        for column in range(1, surplus)
        if all(len(row.cells[column].text.split()) <= _STRAY_WORDS for row in full)
    ]
    return min(stray, key=lambda column: (_misfit(full, column, least), _words(full, column)), default=None)


def _words(rows: Sequence[Row], column: int) -> int:
    return sum(len(row.cells[column].text.split()) for row in rows)


def _misfit(rows: Sequence[Row], phantom: int, least: Sequence[int]) -> int:
    """How many filled cells would be shorter than any cell of their column, if this column were the phantom."""
    folded = [_fold(row, phantom).texts for row in rows]
    return sum(0 < len(text.split()) < fewest for texts in folded for text, fewest in zip(texts, least, strict=False))


def _fold(row: Row, phantom: int) -> Row:
    if phantom >= len(row.cells):
        return row
    moved = row.cells[phantom]
    cells = (*row.cells[: phantom - 1], row.cells[phantom - 1].join(moved), *row.cells[phantom + 1 :])
    folded = replace(row, cells=cells)
    return folded.with_notes(RowNote.COLUMN_FOLDED) if moved.text else folded
