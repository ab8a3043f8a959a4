"""Corners that no cells have: where a wall and a rule end together, one of the two was worn off and goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.lattice import Lattice, Side
from extractors.page import BBox, Ruling, Word

# A line runs through a word where it leaves this share of the word's height or width on both sides.
_INSIDE = 0.2


@dataclass(frozen=True, slots=True)
class _Edges:
    """The drawn sides of a lattice's places: walls by (row, edge of columns), rules by (edge of rows, column)."""

    walls: frozenset[Side]
    rules: frozenset[Side]

    def is_corner(self, row: int, column: int) -> bool:
        """Whether one wall and one rule end at a crossing, where nothing else is drawn."""
        above, below = (row - 1, column) in self.walls, (row, column) in self.walls
        before, behind = (row, column - 1) in self.rules, (row, column) in self.rules
        return above != below and before != behind


def square_corners(lattice: Lattice, words: Sequence[Word]) -> Lattice:
    """Return the lattice with what was worn off at corners, where only one of the two lines crosses no word.

    Cells are rectangles, so no two edges end at a corner inside a table: where a wall beside the years below "Kinh phí"
    is lost, the first year would be open to the column beside it. What is led on ends at the next line across it.
    """
    edges = _Edges(lattice.walls(), lattice.rules())
    inner = [(row, at) for row in range(1, len(lattice.ys) - 1) for at in range(1, len(lattice.xs) - 1)]
    added = [line for row, at in inner if edges.is_corner(row, at) for line in _lost(lattice, edges, (row, at), words)]
    walls, rules = ([line for line in added if line.is_horizontal is level] for level in (False, True))
    return replace(lattice, verticals=(*lattice.verticals, *walls), horizontals=(*lattice.horizontals, *rules))


def _lost(lattice: Lattice, edges: _Edges, crossing: tuple[int, int], words: Sequence[Word]) -> Iterator[Ruling]:
    """The one of the two lines that can go on; neither where both can, or none."""
    free = [
        line for line in (_wall(lattice, edges, crossing), _rule(lattice, edges, crossing)) if _is_free(line, words)
    ]
    yield from free if len(free) == 1 else []


def _wall(lattice: Lattice, edges: _Edges, crossing: tuple[int, int]) -> Ruling:
    row, column = crossing
    step = -1 if (row, column) in edges.walls else 1
    end = row + step
    while 0 < end < len(lattice.ys) - 1 and not {(end, column - 1), (end, column)} & edges.rules:
        end += step
    start, end = sorted((row, end))
    return Ruling(lattice.xs[column], lattice.ys[start], lattice.ys[end], is_horizontal=False)


def _rule(lattice: Lattice, edges: _Edges, crossing: tuple[int, int]) -> Ruling:
    row, column = crossing
    step = -1 if (row, column) in edges.rules else 1
    end = column + step
    while 0 < end < len(lattice.xs) - 1 and not {(row - 1, end), (row, end)} & edges.walls:
        end += step
    start, end = sorted((column, end))
    return Ruling(lattice.ys[row], lattice.xs[start], lattice.xs[end], is_horizontal=True)


def _is_free(line: Ruling, words: Sequence[Word]) -> bool:
    return not any(_crosses(line, word.box) for word in words)


def _crosses(line: Ruling, box: BBox) -> bool:
    """Whether a line runs through a word, not merely along its edge."""
    across, along = ((box.top, box.bottom), (box.x0, box.x1))[:: 1 if line.is_horizontal else -1]
    inside = _INSIDE * (across[1] - across[0])
    return across[0] + inside < line.at < across[1] - inside and along[0] < line.end and line.start < along[1]
