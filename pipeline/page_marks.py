"""What was found on one page, as marks to draw: cells, rows, paragraphs, and rows that go on on other pages.

Boxes are points, origin top left, of the page as turned upright: those of the datasets `cells` and `paragraphs`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.model import RowKind
from extractors.page import BBox
from pipeline.datasets import CellRow, ParagraphRow


@dataclass(frozen=True, slots=True)
class CellMark:
    """A piece of a cell: its box, the role of its column, the kind and number of its row."""

    box: BBox
    role: str
    row_kind: str
    row: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class RowMark:
    """The part of a row that the page shows, and what stands beside it: `1.12` is row 12 of table 1."""

    box: BBox
    label: str


@dataclass(frozen=True, slots=True)
class JoinMark:
    """The cells of a row that go on from or on another page, and the words that say so."""

    boxes: tuple[BBox, ...]
    text: str
    is_below: bool


@dataclass(frozen=True, slots=True)
class ParagraphMark:
    """A paragraph that begins on the page, with the part it plays."""

    box: BBox
    role: str


@dataclass(frozen=True, slots=True)
class PageMarks:
    """All that is drawn on one page."""

    cells: tuple[CellMark, ...]
    rows: tuple[RowMark, ...]
    joins: tuple[JoinMark, ...]
    paragraphs: tuple[ParagraphMark, ...]


def marks_of(page: int, cells: Sequence[CellRow], paragraphs: Sequence[ParagraphRow]) -> PageMarks:
    """Return the marks of one page, from 1; `cells` and `paragraphs` are those of the whole document."""
    here = [(cell, box) for cell in cells if cell.page == page and (box := _box(cell))]
    return PageMarks(
        tuple(CellMark(box, cell.role or "other", cell.row_kind, cell.row, not cell.text) for cell, box in here),
        tuple(_row_marks(here)),
        tuple(_join_marks(page, cells, here)),
        tuple(ParagraphMark(box, row.role) for row in paragraphs if row.page == page and (box := _box(row))),
    )


def _box(row: CellRow | ParagraphRow) -> BBox | None:
    if row.x0 is None or row.top is None or row.x1 is None or row.bottom is None:
        return None
    return BBox(row.x0, row.top, row.x1, row.bottom)


def _row_marks(here: Sequence[tuple[CellRow, BBox]]) -> Iterator[RowMark]:
    """One mark a row, as high as its cells that are not merged over rows."""
    rows: dict[tuple[int, int], list[tuple[CellRow, BBox]]] = defaultdict(list)
    for cell, box in here:
        rows[cell.table, cell.row].append((cell, box))
    for (table, row), found in rows.items():
        own = [box for cell, box in found if cell.row_span == 1] or [box for _, box in found]
        kind = found[0][0].row_kind
        label = f"{table}.{row}" if row else f"{table}"
        yield RowMark(_around(own), label if kind == RowKind.TASK else f"{label} {kind}")


def _around(boxes: Sequence[BBox]) -> BBox:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return BBox(min(lefts), min(tops), max(rights), max(bottoms))


def _join_marks(page: int, cells: Sequence[CellRow], here: Sequence[tuple[CellRow, BBox]]) -> Iterator[JoinMark]:
    pages: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for cell in cells:
        if cell.page and cell.row:
            pages[cell.table, cell.row, cell.column].add(cell.page)
    found: dict[tuple[str, bool], list[BBox]] = defaultdict(list)
    for cell, box in here:
        for text, is_below in _joins(page, pages.get((cell.table, cell.row, cell.column), set())):
            found[f"{cell.table}.{cell.row} {text}", is_below].append(box)
    for (text, is_below), boxes in found.items():
        yield JoinMark(tuple(boxes), text, is_below)


def _joins(page: int, pages: set[int]) -> Iterator[tuple[str, bool]]:
    before = [number for number in pages if number < page]
    after = [number for number in pages if number > page]
    if before:
        yield f"goes on from page {max(before)}", False
    if after:
        yield f"goes on on page {min(after)}", True
