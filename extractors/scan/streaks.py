"""Streaks that a dirty scanner draws down the page: pale lines that run through words and bound no cell."""

from collections.abc import Sequence

from extractors.scan.page_image import Pixels
from extractors.scan.rulings import Segment

# Share of a line's length that is as dark as print. Streaks through text have up to 0.33, from the letters on them;
# rules that stand alone, such as the one under the national motto, 0.9 and more.
_LEAST_INK = 0.5
# A line that comes this near (x-heights) to a rule across meets it; the side of a cell meets two, a streak that runs
# past a heading's rule one.
_REACH, _BOUNDS = 1.6, 2


def without_streaks(
    segments: Sequence[Segment], crossing: Sequence[Segment], ink: Pixels, letter: float
) -> list[Segment]:
    """Return the level lines without streaks: those that bound no cell and are paler than ink along most of it."""
    reach = _REACH * letter
    return [line for line in segments if _bounds(line, crossing, reach) or _ink_share(line, ink) >= _LEAST_INK]


def _bounds(line: Segment, crossing: Sequence[Segment], reach: float) -> bool:
    met = (
        line.start - reach <= other.at <= line.end + reach and other.start - reach <= line.at <= other.end + reach
        for other in crossing
    )
    return sum(met) >= _BOUNDS


def _ink_share(line: Segment, ink: Pixels) -> float:
    row = max(1, round(line.at - 0.5))
    strip = ink[row - 1 : row + 2, max(0, round(line.start)) : max(1, round(line.end))]
    return float((strip.max(axis=0) > 0).mean()) if strip.size else 1.0
