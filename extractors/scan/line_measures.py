"""How large the type of a line is and on which baseline it stands, from its letters' boxes."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.scan.page_image import Pixels
from extractors.scan.spots import Spots

# The height of a small letter in shares of the type size: Times New Roman 0.448, Liberation Serif 0.459.
SMALL_LETTER = 0.455
# Capitals and digits are higher than small letters by this factor (Times New Roman: 1.48; letters with ascender 1.52).
CAPITAL = 1.49
# Sizes of lines lie between these factors of the page's usual one; heights fit when they differ by less than this.
_LEAST, _MOST, _STEP, _FIT = 0.7, 1.65, 0.01, 0.06
# Letters whose lower edges differ by less than this share of a small letter stand on one baseline.
_LEVEL = 0.16
# Lines of at most so many letters are measured without their brackets; a bracket is this wide to its height at most.
_FEW, _BRACKET = 8, 0.4
# The figure of a footnote: in heights of a small letter, how high it is (0.6 to 0.7 of 1.49), how wide at most, how far
# its foot is above the baseline, and how near to the word before it.
_RAISED, _NARROW, _RISE, _NEAR = (0.7, 1.2), 0.85, 0.4, 0.6


@dataclass(frozen=True, slots=True)
class Measures:
    """The baseline of a line and the height of its small letters, in pixels."""

    baseline: float
    letter: float


def measure_letters(ink: Spots, letters: Sequence[int], usual: float) -> Measures:
    """Return baseline and letter height of a line; `usual` is the height of a small letter on this page, in pixels."""
    import numpy

    numbers = _without_brackets(ink, numpy.array(letters, int), usual)
    tops, bottoms = ink.top[numbers], ink.bottom[numbers]
    tall = bottoms - tops >= 0.8 * _LEAST * usual
    if not tall.any():
        return Measures(float(bottoms.max()), usual)
    tops, bottoms = tops[tall], bottoms[tall]
    near = numpy.abs(bottoms[:, None] - bottoms[None, :]) < _LEVEL * usual
    level = near[int(near.sum(axis=1).argmax())]
    baseline = float(numpy.median(bottoms[level]))
    return Measures(baseline, _letter_height(baseline - tops[level], usual))


def _without_brackets(ink: Spots, numbers: Pixels, usual: float) -> Pixels:
    """The letters without narrow pieces that reach below all others and as high: the brackets of "(4)" outnumber it."""
    if len(numbers) > _FEW:
        return numbers
    tops, bottoms, widths = ink.top[numbers], ink.bottom[numbers], (ink.x1 - ink.x0)[numbers]
    narrow = widths <= _BRACKET * (bottoms - tops)
    if narrow.all():
        return numbers
    lowest, highest = bottoms[~narrow].max(), tops[~narrow].min()
    found: Pixels = numbers[~(narrow & (bottoms > lowest + _LEVEL * usual) & (tops <= highest))]
    return found


def find_raised(ink: Spots, letters: Sequence[int], measures: Measures) -> list[int]:
    """Return the figures at the end of a line's words that stand raised, as marks of footnotes do."""
    unit = measures.letter
    usual = [number for number in letters if ink.bottom[number] > measures.baseline - _RISE * unit]

    def is_raised(number: int) -> bool:
        height, width = ink.bottom[number] - ink.top[number], ink.x1[number] - ink.x0[number]
        if _stands_on_ink(ink, number, measures):
            return False
        if not (_RAISED[0] * unit <= height <= _RAISED[1] * unit and width <= _NARROW * unit and width < height):
            return False
        gaps = [ink.x0[number] - ink.x1[other] for other in usual]
        over = any(ink.x0[other] < ink.x1[number] and ink.x1[other] > ink.x0[number] for other in usual)
        return not over and any(-0.1 * unit <= gap <= 2 * _NEAR * unit for gap in gaps)

    return [number for number in letters if number not in usual and is_raised(number)]


def _stands_on_ink(ink: Spots, number: int, measures: Measures) -> bool:
    """Whether another piece fills the room down to the baseline: a broken "2" or "5" is no raised figure."""
    middle = (ink.x0[number] + ink.x1[number]) / 2
    reach = measures.baseline + _LEVEL * measures.letter
    below = (ink.x0 < middle) & (ink.x1 > middle) & (ink.top >= ink.bottom[number] - 1)
    below &= (ink.bottom > measures.baseline - _LEVEL * measures.letter) & (ink.bottom < reach)
    return bool(below.any())


def _letter_height(heights: object, usual: float) -> float:
    """The height of small letters that explains most heights, as small letters or capitals; near the usual one."""
    import numpy

    sizes = numpy.arange(_LEAST, _MOST, _STEP) * usual
    known = numpy.asarray(heights, float)[:, None]
    small = numpy.clip(1 - numpy.abs(known / sizes - 1) / _FIT, 0, None)
    capital = numpy.clip(1 - numpy.abs(known / (CAPITAL * sizes) - 1) / _FIT, 0, None)
    fit = numpy.maximum(small, capital).sum(axis=0) / len(known)
    closeness = numpy.abs(numpy.log(sizes / usual))
    return float(sizes[int((fit - 0.5 * closeness).argmax())])
