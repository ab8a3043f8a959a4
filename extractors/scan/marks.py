"""Small pieces of ink that belong to a line of text, by where they stand: marks, dots, commas, quotes. Dust does not.

Dust and print have the same size, so the place decides: a mark stands over or under its letter, a full stop on the
baseline close behind one, a quotation mark at the height of capitals and beside another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.scan.line_measures import Measures
from extractors.scan.page_image import Pixels
from extractors.scan.spots import Spots

# All in heights of a small letter (Times: 0.45 of the type size). A full stop is 0.24 wide; less than this is grain.
_LEAST, _MOST = 0.13, 1.3
# A mark over a capital ends this far above it, a dot below begins this far under the baseline.
_OVER, _UNDER = 0.95, 0.6
# A mark may reach this far beyond its letter's sides.
_BEYOND = 0.2
# A part that broke off a letter fills some of its height, from this size on, and leaves no wider gap.
_PART, _CRACK = 0.3, 0.35
# No piece belongs to a letter that is farther from its sides than this.
_REACH = 2.0
# Punctuation follows its word within this gap; a full stop of the same font leaves 0.15 to 0.35.
_CLOSE = 0.5
# Where a comma ends below the baseline, where a full stop begins above it.
_COMMA, _STOP = 0.6, 0.5
# The upper dot of a colon stands over the lower within this share of a letter; in italics it leans to the right.
_UPRIGHT, _SLANT = 0.2, 0.35
# Quotation marks hang between the height of capitals and this much below.
_CAPITALS, _HANG = 1.75, 0.75
# Pieces that are looked through together.
_AT_ONCE = 64


@dataclass(frozen=True, slots=True, eq=False)
class _Letters:
    """Letters as arrays from left to right, with the line of each and that line's measures; how far one can matter."""

    numbers: Pixels
    lines: Pixels
    baselines: Pixels
    heights: Pixels
    reach: float

    def near(self, ink: Spots, pieces: Pixels) -> "_Letters":
        """Those that any of these pieces can belong to."""
        import numpy

        ends = ink.x0[pieces].min() - self.reach, ink.x1[pieces].max() + self.reach
        first, last = numpy.searchsorted(ink.x0[self.numbers], ends)
        near = slice(int(first), int(last))
        return _Letters(self.numbers[near], self.lines[near], self.baselines[near], self.heights[near], self.reach)


def find_marks(ink: Spots, lines: Sequence[Sequence[int]], measures: Sequence[Measures]) -> Iterator[tuple[int, int]]:
    """Yield small pieces of ink with the line (its place in `lines`) that each belongs to."""
    if not lines:
        return
    letters = _all_letters(ink, lines, measures)
    small = _small(ink, letters)
    drops = _drops(ink, small)
    owners: dict[int, int] = {}
    # Neighbours have nearly the same letters near them: these are looked through together.
    for start in range(0, len(small), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        found = _owners(ink, small[some], letters.near(ink, small[some]), drops[some])
        owners |= {number: line for number, line in zip(small[some].tolist(), found.tolist(), strict=True) if line >= 0}
    loose = [number for number in small.tolist() if number not in owners]
    owners |= _in_company(ink, loose, owners, letters)
    yield from owners.items()


def _all_letters(ink: Spots, lines: Sequence[Sequence[int]], measures: Sequence[Measures]) -> _Letters:
    import numpy

    counts = [len(line) for line in lines]
    numbers = numpy.concatenate([numpy.array(line, int) for line in lines])
    order = numpy.argsort(ink.x0[numbers], kind="stable")
    heights = numpy.repeat([measure.letter for measure in measures], counts)
    widest = float((ink.x1[numbers] - ink.x0[numbers]).max())
    return _Letters(
        numbers[order],
        numpy.repeat(numpy.arange(len(lines)), counts)[order],
        numpy.repeat([measure.baseline for measure in measures], counts)[order],
        heights[order],
        _REACH * float(heights.max()) + widest,
    )


def _small(ink: Spots, letters: _Letters) -> Pixels:
    """Pieces that are small enough to be marks, from left to right."""
    import numpy

    usual = float(numpy.median(letters.heights))
    height, width = ink.bottom - ink.top, ink.x1 - ink.x0
    size = numpy.maximum(height, width)
    is_small = (size >= _LEAST * usual) & (size <= 2 * _MOST * usual) & (numpy.minimum(height, width) <= _MOST * usual)
    is_small[letters.numbers] = False
    is_small[0] = False
    found = numpy.flatnonzero(is_small)
    ordered: Pixels = found[numpy.argsort(ink.x0[found], kind="stable")]
    return ordered


def _drops(ink: Spots, small: Pixels) -> Pixels:
    """How far it is from each piece down to the next small one under it: a hook stands on the hat of its letter."""
    import numpy

    left, right, top, bottom = ink.x0[small], ink.x1[small], ink.top[small], ink.bottom[small]
    drops = numpy.full(len(small), numpy.inf)
    widest = (right - left).max(initial=0)
    for start in range(0, len(small), _AT_ONCE):
        some = slice(start, start + _AT_ONCE)
        near = slice(*numpy.searchsorted(left, (left[some].min() - widest, right[some].max())).tolist())
        under = (left[near] < right[some, None]) & (right[near] > left[some, None])
        under &= (top + bottom)[near] > (top + bottom)[some, None]
        gaps = numpy.maximum(0, top[near] - bottom[some, None])
        drops[some] = numpy.where(under, gaps, numpy.inf).min(axis=1, initial=numpy.inf)
    return drops


def _owners(ink: Spots, pieces: Pixels, letters: _Letters, drops: Pixels) -> Pixels:
    """The line of each mark that stands over or under a letter, or on the baseline close behind one; -1 of others.

    Where lines stand close, a mark of the lower line may be nearer to the letters above: then what it stands on tells.
    """
    import numpy

    if not len(letters.numbers):
        return numpy.full(len(pieces), -1)
    own = pieces[:, None]
    across, over, under = _distances(ink, own, letters)
    limit = letters.heights
    stacked = (across < _BEYOND * limit) & (over < _OVER * limit) & (under < _UNDER * limit)
    base = letters.baselines
    on_line = (ink.bottom[own] > base - _STOP / 2 * limit) & (ink.bottom[own] < base + _COMMA * limit)
    on_line &= ink.top[own] > base - _STOP * limit
    gap = ink.x0[own] - ink.x1[letters.numbers]
    behind = on_line & (gap > -_BEYOND * limit) & (gap < _CLOSE * limit)
    near = stacked | behind | _broke_off(ink, own, across, letters)
    down = numpy.maximum(numpy.minimum(over, drops[:, None]), 0)
    distance = numpy.where(near, numpy.maximum(across, 0) + down + numpy.maximum(under, 0), numpy.inf)
    found: Pixels = numpy.where(near.any(axis=1), letters.lines[distance.argmin(axis=1)], -1)
    return found


def _broke_off(ink: Spots, number: Pixels | int, across: Pixels, letters: _Letters) -> Pixels:
    """Beside which letters a piece is a part of a broken one: it stands between baseline and the height of "x"."""
    limit, base = letters.heights, letters.baselines
    height = ink.bottom[number] - ink.top[number]
    inside = (ink.top[number] > base - (1 + _STOP / 2) * limit) & (ink.bottom[number] < base + _STOP / 2 * limit)
    half = (ink.x1[number] - ink.x0[number]) / 2
    found: Pixels = inside & (height > _PART * limit) & (across < half + _CRACK * limit)
    return found


def _distances(ink: Spots, number: Pixels | int, letters: _Letters) -> tuple[Pixels, Pixels, Pixels]:
    """How far a piece stands beside, above and below each letter; negative where it reaches over it."""
    import numpy

    own = letters.numbers
    middle = (ink.x0[number] + ink.x1[number]) / 2
    across = numpy.maximum(ink.x0[own] - middle, middle - ink.x1[own])
    return across, ink.top[own] - ink.bottom[number], ink.top[number] - ink.bottom[own]


def _in_company(ink: Spots, loose: Sequence[int], owners: dict[int, int], letters: _Letters) -> dict[int, int]:
    """Pieces that mean something with another: the upper dot of a colon, a pair of quotes, the next dot of "…"."""
    import numpy

    found: dict[int, int] = {}
    usual = float(numpy.median(letters.heights))
    for number in sorted(loose, key=lambda piece: int(ink.x0[piece])):
        line = _line_beside(ink, number, letters)
        if line is None:
            continue
        mates = [mate for mate, owner in (owners | found).items() if owner == line and mate != number]
        twins = [mate for mate in loose if mate != number]
        is_dot = _tops_a_dot(ink, number, mates, usual) or _follows_a_dot(ink, number, mates, usual)
        if is_dot or _is_quote(ink, number, twins, usual):
            found[number] = line
    return found


def _line_beside(ink: Spots, number: int, letters: _Letters) -> int | None:
    """The line at whose height a piece stands, within two letters of one of its letters."""
    import numpy

    across, *_ = _distances(ink, number, letters)
    at_height = (ink.bottom[number] < letters.baselines + _COMMA * letters.heights) & (
        ink.top[number] > letters.baselines - _CAPITALS * letters.heights
    )
    near = at_height & (across < 2 * letters.heights)
    if not near.any():
        return None
    return int(letters.lines[int(numpy.where(near, across, numpy.inf).argmin())])


def _tops_a_dot(ink: Spots, number: int, mates: Sequence[int], usual: float) -> bool:
    def tops(mate: int) -> bool:
        lean = (ink.x0[number] + ink.x1[number] - ink.x0[mate] - ink.x1[mate]) / 2
        rise = ink.top[mate] - ink.bottom[number]
        return bool(-_UPRIGHT * usual < lean < _UPRIGHT * usual + _SLANT * rise and 0 < rise < usual)

    return bool(ink.bottom[number] - ink.top[number] < 0.5 * usual) and any(map(tops, mates))


def _follows_a_dot(ink: Spots, number: int, mates: Sequence[int], usual: float) -> bool:
    return any(
        0 < ink.x0[number] - ink.x1[mate] < 0.6 * usual
        and abs(ink.bottom[mate] - ink.bottom[number]) < 0.12 * usual
        and abs(ink.top[mate] - ink.top[number]) < 0.15 * usual
        for mate in mates
    )


def _is_quote(ink: Spots, number: int, twins: Sequence[int], usual: float) -> bool:
    """Whether a piece has a twin beside it, as high and as large: a quotation mark is drawn as two strokes."""
    height = ink.bottom[number] - ink.top[number]
    if height < 0.3 * usual:
        return False
    return any(
        abs(ink.x0[number] - ink.x0[mate]) < 0.8 * usual
        and abs(ink.top[number] - ink.top[mate]) < 0.15 * usual
        and abs(ink.bottom[number] - ink.bottom[mate]) < 0.15 * usual
        for mate in twins
    )
