"""Stops by their ink: a full stop, comma or colon that was read and is not there, is there and was not read, or is
another. What differs is left as it was read, and is doubtful: a stop may hang on its letter."""

from collections.abc import Sequence

from extractors.scan.line_measures import Measures
from extractors.scan.spots import Spots

# In heights of a small letter: dots and commas are between so high and wide, end near the baseline, and the upper dot
# of a colon no higher than this.
_LEAST, _MOST = 0.12, 0.8
_LOW, _HIGH = 0.35, 1.15
# How much of a letter's width a stop may reach under its right side.
_UNDER = 0.12
_DOTS = {".": 1, ",": 1, ":": 2, ";": 2}


def is_odd_stop(text: str, ink: Spots, pieces: Sequence[int], small: Sequence[int], measures: Measures) -> bool:
    """Return whether the dots behind the last letter of a word are not as many as its stop has.

    `pieces` are the word's letters, `small` the small pieces of ink near it.
    """
    if not pieces or not text or "..." in text or text[-1] in "…”\"'’)/-":
        return False
    edge = max(float(ink.x1[piece]) for piece in pieces) - _UNDER * measures.letter
    dots = [piece for piece in small if _is_dot(ink, piece, edge, measures)]
    low = [piece for piece in dots if ink.bottom[piece] > measures.baseline - _LOW * measures.letter]
    return len(dots) != _DOTS.get(text[-1], 0) if low else text[-1] in _DOTS


def _is_dot(ink: Spots, piece: int, edge: float, measures: Measures) -> bool:
    unit = measures.letter
    height, width = ink.bottom[piece] - ink.top[piece], ink.x1[piece] - ink.x0[piece]
    is_small = max(height, width) >= _LEAST * unit and height <= _MOST * unit and width <= _MOST * unit
    return bool(is_small and ink.x0[piece] >= edge and ink.top[piece] > measures.baseline - _HIGH * unit)
