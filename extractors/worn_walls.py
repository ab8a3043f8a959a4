"""Cells that a worn rule left in one, parted by their words: a wall between texts, a rule between two numbers."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.lattice import Lattice, Span
from extractors.line_text import text_of
from extractors.ordinals import is_ordinal
from extractors.page import Word

# White that a wall leaves between the texts on its sides, in shares of the type size. A blank is a quarter wide; lines
# of one text do not leave white at the same place.
_WHITE = 0.8
# Words of so few letters, read less surely than this, may be dust.
_FEW, _BELIEVED = 3, 0.5


def part_cells(spans: Iterable[Span], lattice: Lattice, words: Sequence[Word], size: float) -> Iterator[Span]:
    """Yield the cells, those apart that are several: `size` is the page's type size.

    A number alone in the first column is one without its wall too; other texts only on a scan, where rules wear off.
    """
    for span in spans:
        if (span.left, span.right) == (0, 1):
            yield from _by_numbers(span, lattice, words)
        elif span.right - span.left > 1:
            yield from _by_walls(span, lattice, words, _WHITE * size)
        else:
            yield span


def _by_numbers(span: Span, lattice: Lattice, words: Sequence[Word]) -> Iterator[Span]:
    """The rows of a cell, where each holds a number of its own; else the cell."""
    rows = [span._replace(top=row, bottom=row + 1) for row in range(span.top, span.bottom)]
    is_several = len(rows) > 1 and all(is_ordinal(text_of(_inside(row, lattice, words))) for row in rows)
    yield from rows if is_several else [span]


def _by_walls(span: Span, lattice: Lattice, words: Sequence[Word], least: float) -> Iterator[Span]:
    own = _inside(span, lattice, words)
    may_be = range(span.left + 1, span.right) if _is_scanned(own) else _number_wall(span, lattice, own)
    walls = [column for column in may_be if _is_wall(lattice.xs[column], own, least)]
    if _holds_number(span, lattice) and _stand_behind(lattice.xs[1], own):
        walls = [1]
    yield from (span._replace(left=left, right=right) for left, right in pairwise((span.left, *walls, span.right)))


def _holds_number(span: Span, lattice: Lattice) -> bool:
    """Whether a cell takes the first two columns of several: that of the numbers and the one beside it."""
    return (span.left, span.right) == (0, 2) and len(lattice.xs) > 3


def _stand_behind(wall: float, words: Sequence[Word]) -> bool:
    """Whether scanned words all stand behind the place of the first wall: the rest of a cut row has no number."""
    return bool(words) and _is_scanned(words) and min(word.box.x0 for word in words) >= wall


def _inside(span: Span, lattice: Lattice, words: Sequence[Word]) -> list[Word]:
    box = lattice.box_of(span)
    return [word for word in words if word.is_inside(box)]


def _is_text(word: Word) -> bool:
    """Whether a word can bound a cell: a dash far from a section's title is dust as often as not."""
    letters = sum(map(str.isalnum, word.text))
    return letters > _FEW or (letters > 0 and (word.confidence is None or word.confidence >= _BELIEVED))


def _is_scanned(words: Sequence[Word]) -> bool:
    return all(word.confidence is not None for word in words)


def _number_wall(span: Span, lattice: Lattice, words: Sequence[Word]) -> Sequence[int]:
    """The first wall, where a number alone stands before it in a cell of the first two columns of several."""
    before = [word for word in words if word.middle[0] < lattice.xs[1]]
    return (1,) if _holds_number(span, lattice) and is_ordinal(text_of(before)) else ()


def _is_wall(wall: float, words: Sequence[Word], least: float) -> bool:
    """Whether texts stand on both sides of a place, and white over all their lines reaches across it."""
    before, after = ([word for word in words if (word.middle[0] < wall) is side] for side in (True, False))
    if not (any(map(_is_text, before)) and any(map(_is_text, after))):
        return False
    end, start = max(word.box.x1 for word in before), min(word.box.x0 for word in after)
    return end <= wall <= start and start - end >= least
