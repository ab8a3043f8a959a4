"""Short lines are read side by side, as if they stood on one line.

Tesseract knows letters by their neighbours; a lone "II", "7" or "c)" has none, and a picture of its own costs as much
as a word of ten letters. Of the 1,060 short lines of 48 made scans (150 to 300 dpi), 98.1 % were read right behind a
longer line of their page each, at 9 ms a line and look; side by side 97.5 %, at 2.4 ms.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from operator import attrgetter

from extractors.scan.line_pictures import CutLine
from extractors.scan.text_lines import TextLine

# In heights of a small letter: lines shorter than this are short; so much of them, with what parts them, makes a row.
_SHORT, _ROW, _PARTED = 9.0, 24.0, 1.0
# The best length of a line that stands before a short one.
_BEST = 14.0
# Lines whose baselines, or left ends, are within this of the first stand in one line, or in one column.
_SAME_LINE, _SAME_COLUMN = 0.6, 2.0
# What reaches farther from its baseline would make all letters of its row small: it is read alone.
_HIGHEST, _LOWEST = 2.4, 1.1


def is_short(line: CutLine, usual: float) -> bool:
    """Whether a line is too short to be read alone; `usual` is the height of a small letter in pixels."""
    return line.line.x1 - line.line.x0 < _SHORT * usual


def in_rows(lines: Sequence[CutLine], usual: float, *, by_column: bool) -> Iterator[tuple[int, ...]]:
    """Yield the lines, by their place among the given, that are read in one picture: short ones together.

    They follow each other as on the page, or `by_column`, left columns in turn with right ones: so each look shows a
    line beside others, and figures not beside figures, which would be read as one ("4", "5", "6" as "456").
    """
    short = [place for place, line in enumerate(lines) if is_short(line, usual) and _fits(line, usual)]
    yield from ((place,) for place in sorted({*range(len(lines))} - {*short}))
    row: list[int] = []
    width = 0.0
    ordered = _ordered(short, [line.line for line in lines], usual, by_column=by_column)
    for place in _in_turn(ordered) if by_column else ordered:
        more = (lines[place].line.x1 - lines[place].line.x0) / usual + _PARTED
        if row and width + more > _ROW:
            yield tuple(row)
            row, width = [], 0.0
        row.append(place)
        width += more
    if row:
        yield tuple(row)


def find_company(lines: Sequence[CutLine], usual: float) -> CutLine | None:
    """Return the line that is best fit to stand before one that cannot be read beside other short ones."""

    def width(line: CutLine) -> float:
        return (line.line.x1 - line.line.x0) / usual

    fit = [line for line in lines if _SHORT <= width(line) <= _ROW and _fits(line, usual)]
    return min(fit, key=lambda line: abs(width(line) - _BEST), default=None)


def _ordered(places: Sequence[int], lines: Sequence[TextLine], usual: float, *, by_column: bool) -> list[int]:
    """The places line by line from the left, or column by column from the top."""
    baseline, left = attrgetter("measures.baseline"), attrgetter("x0")
    across, along, near = (left, baseline, _SAME_COLUMN) if by_column else (baseline, left, _SAME_LINE)
    bands: dict[int, float] = {}
    start = float("-inf")
    for place in sorted(places, key=lambda place: across(lines[place])):
        start = start if across(lines[place]) - start <= near * usual else across(lines[place])
        bands[place] = start
    return sorted(places, key=lambda place: (bands[place], along(lines[place])))


def _in_turn(places: Sequence[int]) -> list[int]:
    """The first, the first of the second half, the second, the second of the second half …"""
    middle = (len(places) + 1) // 2
    pairs = zip_longest(places[:middle], places[middle:])
    return [place for pair in pairs for place in pair if place is not None]


def _fits(line: CutLine, usual: float) -> bool:
    unit = usual if not line.line.is_raised else line.line.measures.letter
    base = line.line.measures.baseline
    return base - line.line.top <= _HIGHEST * unit and line.line.bottom - base <= _LOWEST * unit
