"""Components of ink to lines of text: letters side by side are linked, marks and dots go to the letters they touch.

Nothing here needs words, columns or cells: a ruled line between two letters parts them, and so does a wide gap. What
belongs to no line (dust, rests of rules, seals) is left out.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.page import Ruling
from extractors.scan.line_measures import CAPITAL, Measures, find_raised, measure_letters
from extractors.scan.marks import find_marks
from extractors.scan.page_image import Pixels
from extractors.scan.spots import Spots

# All in heights of a small letter. Letters with ascender and descender, capitals with two marks that touch them:
_LEAST_LETTER, _MOST_LETTER = 0.65, 3.4
# A line of a heading, letters that run together in bold: no wider than this. A dash or a bullet is wider than a dot.
_WIDEST, _LEAST_BULLET, _FLAT = 14.0, 0.42, 1.6
# The dash before a recipient, in print of 11 point on a page of 14: 0.41 long; two pixels thick at 200 dpi.
_LEAST_DASH, _THIN = 0.36, 0.09
# Letters of one line leave no wider gap than two wide blanks of a justified line.
_GAP = 3.2
# Letters that are looked through together.
_AT_ONCE = 64
# Letters of one line stand beside each other along this share of the lower one.
_BESIDE = 0.45
# A flat piece within this distance over or under a letter is a mark of it.
_MARK_GAP = 0.75
# Lower than this, and with another piece nearer below than lines ever stand, a piece is the mark of that letter; two
# such pieces are a letter that broke ("g", figures).
_HAT, _HAT_GAP = 0.95, 0.4
# A part that broke off stands in no line of its own: so many beside it at most are such parts too ("gg").
_ALONE = 2
# Smaller in both directions than this: grain of the picture.
_GRAIN = 0.12


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A line of text: its pieces' numbers in the page's ink, letters apart, its box in pixels; or a raised mark."""

    parts: tuple[int, ...]
    letters: tuple[int, ...]
    x0: int
    top: int
    x1: int
    bottom: int
    measures: Measures
    is_raised: bool = False


def find_text_lines(ink: Spots, letter: float, rulings: Sequence[Ruling] = (), scale: float = 1.0) -> list[TextLine]:
    """Return the lines of text from top to bottom; `letter` in pixels, `scale` pixels a point of the rulings."""
    letters = _letters(ink, letter)
    groups = _link(ink, letters, letter, _walls(rulings, scale))
    members: dict[int, list[int]] = {}
    for number, group in groups.items():
        members.setdefault(group, []).append(number)
    found = list(members.values())
    measures = [measure_letters(ink, line, letter) for line in found]
    raised = [find_raised(ink, line, measure) for line, measure in zip(found, measures, strict=True)]
    found = [[number for number in line if number not in above] for line, above in zip(found, raised, strict=True)]
    marks: dict[int, list[int]] = {}
    for number, line in find_marks(ink, found, measures):
        marks.setdefault(line, []).append(number)
    lines = [
        _line(ink, letters, marks.get(at, []), measure)
        for at, (letters, measure) in enumerate(zip(found, measures, strict=True))
    ]
    lines += [_raised_line(ink, above) for above in raised if above]
    return sorted(lines, key=lambda line: (line.top, line.x0))


def _raised_line(ink: Spots, pieces: Sequence[int]) -> TextLine:
    bottom = max(float(ink.bottom[number]) for number in pieces)
    height = max(float(ink.bottom[number] - ink.top[number]) for number in pieces)
    return replace(_line(ink, pieces, [], Measures(bottom, height / CAPITAL)), is_raised=True)


def _line(ink: Spots, letters: Sequence[int], marks: Sequence[int], measures: Measures) -> TextLine:
    import numpy

    ordered, parts = (
        pieces[numpy.argsort(ink.x0[pieces], kind="stable")]
        for pieces in (numpy.array(letters, int), numpy.array([*letters, *marks], int))
    )
    return TextLine(
        tuple(parts.tolist()),
        tuple(ordered.tolist()),
        int(ink.x0[parts].min()),
        int(ink.top[parts].min()),
        int(ink.x1[parts].max()),
        int(ink.bottom[parts].max()),
        measures,
    )


def _letters(ink: Spots, letter: float) -> list[int]:
    """Components that are letters, digits or dashes by their size, from left to right."""
    import numpy

    height, width = (ink.bottom - ink.top) / letter, (ink.x1 - ink.x0) / letter
    is_letter = (height >= _LEAST_LETTER) & (height <= _MOST_LETTER) & (width <= _WIDEST) & (width >= _GRAIN)
    is_dash = (width >= _LEAST_DASH) & (width <= 3) & (height >= _THIN) & (height < _LEAST_LETTER)
    is_dash &= (width >= _FLAT * height) | (numpy.minimum(width, height) >= _LEAST_BULLET)
    is_letter &= ~_are_hats(ink, letter, numpy.flatnonzero(is_letter), height)
    found = numpy.flatnonzero(is_letter | (is_dash & _is_free(ink, letter, is_letter, is_dash)))
    found = found[found > 0]
    ordered: list[int] = found[numpy.argsort(ink.x0[found], kind="stable")].tolist()
    return ordered


def _are_hats(ink: Spots, letter: float, letters: Pixels, height: Pixels) -> Pixels:
    """Which pieces, as high as a letter nearly, sit right over a whole one: double marks of bold or coarse print."""
    import numpy

    hats = numpy.zeros(ink.count, bool)
    is_whole = height[letters] >= _HAT
    over, _ = _right_under(ink, letters[~is_whole], letters[is_whole], letter)
    hats[over] = True
    return hats


def _right_under(ink: Spots, pieces: Pixels, others: Pixels, letter: float) -> tuple[Pixels, Pixels]:
    """Pairs of a piece and another that begins nearer under its middle than lines ever stand."""
    import numpy

    others = others[numpy.argsort(ink.top[others], kind="stable")]
    tops = ink.top[others]
    first = numpy.searchsorted(tops, ink.bottom[pieces] - 1)
    counts = numpy.searchsorted(tops, ink.bottom[pieces] + _HAT_GAP * letter) - first
    over = pieces.repeat(counts)
    places = numpy.arange(len(over)) - (counts.cumsum() - counts).repeat(counts) + first.repeat(counts)
    under = others[places]
    middle = (ink.x0[over] + ink.x1[over]) / 2
    is_there = (ink.x0[under] < middle) & (ink.x1[under] > middle)
    return over[is_there], under[is_there]


def _is_free(ink: Spots, letter: float, is_letter: Pixels, is_dash: Pixels) -> Pixels:
    """Which flat components stand over and under no letter: dashes and bullets, not tildes, hats and rests."""
    import numpy

    free = numpy.zeros(ink.count, bool)
    numbers = numpy.flatnonzero(is_letter)
    numbers = numbers[numbers > 0]
    for number in numpy.flatnonzero(is_dash):
        across = (ink.x0[numbers] < ink.x1[number]) & (ink.x1[numbers] > ink.x0[number])
        below = ink.top[numbers] - ink.bottom[number]
        above = ink.top[number] - ink.bottom[numbers]
        free[number] = not bool((across & (numpy.maximum(below, above) < _MARK_GAP * letter)).any())
    return free


def _walls(rulings: Iterable[Ruling], scale: float) -> Pixels:
    """Vertical rules in pixels as rows of x, top and bottom."""
    import numpy

    found = [(rule.at, rule.start, rule.end) for rule in rulings if not rule.is_horizontal]
    return numpy.array(found, float).reshape(-1, 3) * scale


def _link(ink: Spots, letters: Sequence[int], letter: float, walls: Pixels) -> dict[int, int]:
    """The line of each letter: each is linked with the nearest on its right."""
    import numpy

    roots = {number: number for number in letters}

    def root(number: int) -> int:
        while roots[number] != number:
            roots[number] = roots[roots[number]]
            number = roots[number]
        return number

    order = numpy.array(letters, int)
    befores, afters = _neighbours(ink, order, letter)
    free = ~_are_walled(ink, befores, afters, walls)
    for number, after in zip(befores[free].tolist(), afters[free].tolist(), strict=True):
        roots[root(after)] = root(number)
    sizes = Counter(root(number) for number in letters)
    broken = order[ink.bottom[order] - ink.top[order] < _HAT * letter]
    over, under = _right_under(ink, broken, broken, letter)
    for number, part in zip(over.tolist(), under.tolist(), strict=True):
        if min(sizes[root(number)], sizes[root(part)]) <= _ALONE:
            roots[root(part)] = root(number)
    return {number: root(number) for number in letters}


def _neighbours(ink: Spots, order: Pixels, letter: float) -> tuple[Pixels, Pixels]:
    """Letters, sorted by left edge, that have another on their right, and the nearest such."""
    import numpy

    lefts, tops, bottoms = ink.x0[order], ink.top[order], ink.bottom[order]
    first = numpy.searchsorted(lefts, lefts, side="right")
    last = numpy.searchsorted(lefts, ink.x1[order] + _GAP * letter, side="right")
    after = numpy.full(len(order), -1)
    # Letters near each other have nearly the same others on their right: these are looked through together.
    for start in range(0, len(order), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        places = numpy.arange(first[some].min(), max(last[some].max(), first[some].min() + 1)).clip(max=len(order) - 1)
        lower = numpy.minimum(bottoms[places], bottoms[some, None])
        shared = lower - numpy.maximum(tops[places], tops[some, None])
        least = numpy.minimum((bottoms - tops)[places], (bottoms - tops)[some, None])
        beside = (shared >= _BESIDE * least) & (places >= first[some, None]) & (places < last[some, None])
        after[some] = numpy.where(beside.any(axis=1), places[beside.argmax(axis=1)], -1)
    found = after >= 0
    return order[found], order[after[found]]


def _are_walled(ink: Spots, before: Pixels, after: Pixels, walls: Pixels) -> Pixels:
    """Which of these pairs of letters have a vertical rule between them."""
    import numpy

    left, right = ((ink.x0[side] + ink.x1[side])[:, None] / 2 for side in (before, after))
    upper = numpy.maximum(ink.top[before], ink.top[after])
    middle = (upper + numpy.minimum(ink.bottom[before], ink.bottom[after]))[:, None] / 2
    at, start, end = walls.T
    found: Pixels = ((at > left) & (at < right) & (start <= middle) & (end >= middle)).any(axis=1)
    return found
