"""Regions of ruled lines to cells and rows: pure geometry. A word belongs to the cell that holds its midpoint."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.corners import square_corners
from extractors.doubts import find_doubts
from extractors.lattice import Lattice, Side, Span, find_lattices
from extractors.line_text import text_of
from extractors.model import Cell, CellPart, Place, Row, RowNote, TableFragment
from extractors.page import BBox, Page, Word, least_confidence
from extractors.worn_walls import part_cells

# In shares of the page's type size. A column narrower than this that holds no word is a rule drawn askew.
_SLIVER = 1.0
# A column narrower than this that is a cell of its own in no row lies between two places of one rule, moved by hand.
_STAGGER = 6.0
# Outer edges of the table before, on the page before: nearer than this it is the same table.
_SAME_EDGE = 0.8
# A cell that leaves more than this below its words was not cut by the page's end: with widow control a paragraph keeps
# two lines together, so that one line may stay free.
_ROOM = 2.6


@dataclass(frozen=True, slots=True)
class Grid:
    """A table region: where its columns and rows part, and its cells: the spans, ruled box and words of each.

    `is_open` where the columns are not drawn, and so the cells' edges inferred.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    boxes: tuple[BBox, ...]
    words: tuple[tuple[Word, ...], ...]
    is_open: bool = False

    @property
    def box(self) -> BBox:
        """The outer edges."""
        return BBox(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_grids(page: Page, columns_before: Sequence[float] = ()) -> tuple[Grid, ...]:
    """Return the table regions of a page from top to bottom, each with its cells and their words.

    `columns_before` says where the columns of the table at the foot of the page before part: a page that shows only
    merged cells of that table has the same columns. Frames around one cell, and lines without words, are no tables.
    """
    grids: list[Grid] = []
    for at, lattice in enumerate(find_lattices(page.rulings, page.size)):
        columns = columns_before if at == 0 else ()
        grid = _grid(lattice, page, columns)
        if grid and not any(_overlaps(grid.box, other.box) for other in grids):
            grids.append(grid)
    return tuple(grids)


def fragment_of(grid: Grid, page: int) -> TableFragment:
    """Return the rows of a region, every cell with its text, box and spans."""
    rows = [[Cell() for _ in grid.xs[1:]] for _ in grid.ys[1:]]
    for span, box, words in zip(grid.spans, grid.boxes, grid.words, strict=True):
        text = text_of(words)
        part = CellPart(
            text,
            Place(page=page, box=box, confidence=least_confidence(words)),
            has_room=None if grid.is_open else _has_room(words, box),
            doubts=find_doubts(words, text),
        )
        cell = Cell((part,), row_span=span.bottom - span.top, column_span=span.right - span.left)
        rows[span.top][span.left] = cell
        for row in range(span.top + 1, span.bottom):
            for column in range(span.left, span.right):
                rows[row][column] = Cell(is_covered=True)
    notes = frozenset({RowNote.COLUMNS_INFERRED}) if grid.is_open else frozenset()
    return TableFragment(tuple(Row(tuple(cells), notes=notes) for cells in rows))


def _has_room(words: Sequence[Word], box: BBox) -> bool | None:
    if not words:
        return None
    free = box.bottom - max(word.box.bottom for word in words)
    return free > _ROOM * max(word.size for word in words)


def _grid(lattice: Lattice, page: Page, columns_before: Sequence[float]) -> Grid | None:
    if len(lattice.xs) < 2 or len(lattice.ys) < 2:
        return None
    box = BBox(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1])
    words = [word for word in page.words if word.is_inside(box)]
    lattice = replace(lattice, xs=_without_slivers(lattice.xs, words, _SLIVER * page.size))
    lattice = _with_columns(lattice, columns_before, _SAME_EDGE * page.size)
    if not words or len(lattice.xs) < 3:
        return None
    return _cells(square_corners(lattice, words), words, page.size)


def open_grid(lattice: Lattice, words: Iterable[Word], size: float) -> Grid | None:
    """Return the cells of a table whose walls were inferred, with those of the words that stand in it."""
    box = BBox(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1])
    grid = _cells(lattice, [word for word in words if word.is_inside(box)], size)
    return replace(grid, is_open=True) if grid else None


def _cells(lattice: Lattice, words: Sequence[Word], size: float) -> Grid | None:
    spans = tuple(part_cells(_spans(lattice), lattice, words, size))
    if len(spans) < 2:
        return None
    boxes = tuple(lattice.box_of(span) for span in spans)
    xs, moved = _without_staggers(lattice.xs, spans, _STAGGER * size)
    return Grid(tuple(xs), lattice.ys, tuple(moved), boxes, tuple(_fill(lattice, spans, words)))


def _overlaps(one: BBox, other: BBox) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def _without_slivers(xs: Sequence[float], words: Sequence[Word], limit: float) -> tuple[float, ...]:
    """Column edges without those that only part off a sliver in which no word stands."""
    kept = [xs[0]]
    for x in xs[1:]:
        is_sliver = x - kept[-1] < limit and not any(kept[-1] <= word.middle[0] < x for word in words)
        if not is_sliver:
            kept.append(x)
        elif x == xs[-1] and len(kept) > 1:
            kept[-1] = x
    return tuple(kept)


def _without_staggers(xs: Sequence[float], spans: Sequence[Span], limit: float) -> tuple[list[float], list[Span]]:
    """Columns and spans without columns that no row has as a cell of its own: they go to the column on their left."""
    kept, moved = list(xs), list(spans)
    for left in range(len(xs) - 3, 0, -1):
        is_own = any(span.left == left and span.right == left + 1 for span in moved)
        if xs[left + 1] - xs[left] < limit and not is_own:
            del kept[left]
            moved = [
                span._replace(left=span.left - (span.left > left), right=span.right - (span.right > left))
                for span in moved
            ]
    return kept, moved


def _with_columns(lattice: Lattice, columns: Sequence[float], limit: float) -> Lattice:
    """The lattice with the columns of the table before, where its own are some of them between the same edges."""
    if len(columns) <= len(lattice.xs):
        return lattice
    same_edges = abs(columns[0] - lattice.xs[0]) < limit and abs(columns[-1] - lattice.xs[-1]) < limit
    are_some = all(any(abs(column - x) < limit for column in columns) for x in lattice.xs)
    return replace(lattice, xs=tuple(columns)) if same_edges and are_some else lattice


def _spans(lattice: Lattice) -> Iterator[Span]:
    """Cells: runs of places without a wall between them, joined with equal runs below where no rule is drawn."""
    open_spans: dict[tuple[int, int], Span] = {}
    walls = lattice.walls()
    for row in range(len(lattice.ys) - 1):
        below: dict[tuple[int, int], Span] = {}
        for left, right in _runs(walls, row, len(lattice.xs) - 1):
            above = open_spans.pop((left, right), None)
            if above and not lattice.is_ruled(row, left, right):
                below[left, right] = above._replace(bottom=row + 1)
                continue
            if above:
                yield above
            below[left, right] = Span(row, left, row + 1, right)
        yield from open_spans.values()
        open_spans = below
    yield from open_spans.values()


def _runs(walls: Collection[Side], row: int, width: int) -> Iterator[tuple[int, int]]:
    left = 0
    for column in range(1, width + 1):
        if column == width or (row, column) in walls:
            yield left, column
            left = column


def _fill(lattice: Lattice, spans: Sequence[Span], words: Iterable[Word]) -> Iterator[tuple[Word, ...]]:
    owners = {
        (row, column): number
        for number, span in enumerate(spans)
        for row in range(span.top, span.bottom)
        for column in range(span.left, span.right)
    }
    cells: list[list[Word]] = [[] for _ in spans]
    for word in words:
        x, y = word.middle
        place = bisect_right(lattice.ys, y) - 1, bisect_right(lattice.xs, x) - 1
        cells[owners[place]].append(word)
    return map(tuple, cells)
