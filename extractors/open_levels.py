"""The levels of a header without drawn columns: where labels over several columns part it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.open_header import Head
from extractors.page import Ruling

# Labels over columns that end within this share of the type size end at one level.
_SAME_LEVEL = 0.3


@dataclass(frozen=True, slots=True)
class _Over:
    """A label over several columns: the walls around these, and how far down it reaches."""

    left: float
    right: float
    foot: float

    def is_in(self, other: "_Over") -> bool:
        """Whether another label stands above it, over its columns and perhaps more."""
        return other.left <= self.left and self.right <= other.right and other.foot < self.foot


def part_levels(head: Head, xs: Sequence[float], bounds: tuple[float, float], size: float) -> tuple[Ruling, ...]:
    """Return the walls of a header between its `bounds` (top and foot) and the rules below labels over columns.

    `xs` are the walls of the columns. A label beside those over several columns runs through all levels, wherever in
    its height it is printed; a rule only runs along the columns below such a label.
    """
    over = list(_over_columns(head, xs, size))
    ys = sorted({bounds[0], *(label.foot for label in over), bounds[1]})
    walls = (
        Ruling(x, top, foot, is_horizontal=False)
        for top, foot in pairwise(ys)
        for x in xs
        if not any(label.left < x < label.right and _is_beside(label, over, (top, foot)) for label in over)
    )
    return (*walls, *(Ruling(label.foot, label.left, label.right, is_horizontal=True) for label in over))


def _over_columns(head: Head, xs: Sequence[float], size: float) -> Iterator[_Over]:
    """The labels over columns, those of several lines once."""
    lowest: dict[tuple[float, float], float] = {}
    feet: list[float] = []
    for box in sorted(head.over, key=lambda box: box.bottom):
        below = [place for place, label in enumerate(head.labels) if label[0] < box.x1 and box.x0 < label[1]]
        foot = next((foot for foot in feet if abs(foot - box.bottom) <= _SAME_LEVEL * size), box.bottom)
        feet.append(foot)
        walls = xs[below[0]], xs[below[-1] + 1]
        lowest[walls] = max(foot, lowest.get(walls, foot))
    yield from (_Over(left, right, foot) for (left, right), foot in lowest.items())


def _is_beside(label: _Over, over: Sequence[_Over], level: tuple[float, float]) -> bool:
    """Whether a label takes up a level: below the labels above it, down to its foot."""
    above = max((other.foot for other in over if label.is_in(other)), default=level[0])
    return above <= level[0] and level[1] <= label.foot
