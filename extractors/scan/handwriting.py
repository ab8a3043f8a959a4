"""Figures written by hand into a printed line: they are higher than print, or hang below its baseline."""

import re
from collections.abc import Iterable

from extractors.scan.line_measures import CAPITAL, Measures
from extractors.scan.spots import Spots

# Only figures that stand alone are judged: print sets all of them at one height on the baseline.
_FIGURES = re.compile(r"\d{1,6}")
# In heights of a small letter: printed figures of four scans were 1.42 to 1.60 high and 0.06 below the baseline at
# most, figures by hand on the same lines 1.75 to 2.18 and 0.09 to 0.31.
_HIGHEST, _LOWEST = 1.2 * CAPITAL, 0.2


def is_written(text: str, ink: Spots, pieces: Iterable[int], measures: Measures) -> bool:
    """Return whether a word of figures is not print, by its pieces of ink on a line of the given measures."""
    if not _FIGURES.fullmatch(text):
        return False
    unit, base = measures.letter, measures.baseline
    return any(
        ink.bottom[piece] - ink.top[piece] > _HIGHEST * unit or ink.bottom[piece] - base > _LOWEST * unit
        for piece in pieces
    )
