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
# How far the lowest dot reaches below the baseline where it is a dot, and at least where it is a comma; above, at
# least. Of 1,100 stops on 48 made scans, 20 were outside these bounds: nearly all dust.
_DOT_BELOW, _COMMA_BELOW, _ABOVE = (-0.08, 0.1), 0.1, 0.14


def is_odd_stop(text: str, ink: Spots, pieces: Sequence[int], small: Sequence[int], measures: Measures) -> bool:
    """Return whether the dots behind the last letter of a word are not as many as its stop has, or have another shape.

    `pieces` are the word's letters, `small` the small pieces of ink near it.
    """
    if not pieces or not text or "..." in text or text[-1] in "…”\"'’)/-":
        return False
    edge = max(float(ink.x1[piece]) for piece in pieces) - _UNDER * measures.letter
    dots = [piece for piece in small if _is_dot(ink, piece, edge, measures)]
    low = [piece for piece in dots if ink.bottom[piece] > measures.baseline - _LOW * measures.letter]
    if not low or text[-1] not in _DOTS:
        return bool(low) != (text[-1] in _DOTS)
    return len(dots) != _DOTS[text[-1]] or not _is_shaped(text[-1], max(ink.bottom[low]), min(ink.top[low]), measures)


def _is_shaped(stop: str, bottom: int, top: int, measures: Measures) -> bool:
    """Whether the lowest dot of a stop is a dot on the baseline, or a comma."""
    unit = measures.letter
    below, above = (bottom - measures.baseline) / unit, (measures.baseline - top) / unit
    fits = below > _COMMA_BELOW if stop in ",;" else _DOT_BELOW[0] <= below <= _DOT_BELOW[1]
    return above >= _ABOVE and fits


def _is_dot(ink: Spots, piece: int, edge: float, measures: Measures) -> bool:
    unit = measures.letter
    height, width = ink.bottom[piece] - ink.top[piece], ink.x1[piece] - ink.x0[piece]
    is_small = max(height, width) >= _LEAST * unit and height <= _MOST * unit and width <= _MOST * unit
    return bool(is_small and ink.x0[piece] >= edge and ink.top[piece] > measures.baseline - _HIGH * unit)
