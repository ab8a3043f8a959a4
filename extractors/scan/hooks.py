"""Hooks over an i by their ink: "chi" and "chỉ", "tinh" and "tỉnh" are all words, and recognition prefers the usual."""

import unicodedata
from collections.abc import Sequence

from extractors.scan.line_measures import Measures
from extractors.scan.spots import Spots

# In heights of a small letter: marks stand between so far above the baseline; a hook is 0.32 high and wide (Times New
# Roman, Liberation Serif), a dot 0.23. Of the 75 hooks read on 24 made grey pages of 200 and 300 dpi the three
# below this were dots.
_OVER, _DOT = (0.95, 2.3), 0.27
_HOOKED = unicodedata.normalize("NFD", "ỉ")


def is_dotted(text: str, ink: Spots, small: Sequence[int], measures: Measures) -> bool:
    """Return whether a word was read with a hook over an i where its ink has a dot.

    `small` are the small pieces of ink near it.
    """
    if _HOOKED not in unicodedata.normalize("NFD", text):
        return False
    unit = measures.letter
    low, high = (measures.baseline - share * unit for share in _OVER)
    over = [piece for piece in small if ink.bottom[piece] < low and ink.top[piece] > high]
    sizes = [max(ink.bottom[piece] - ink.top[piece], ink.x1[piece] - ink.x0[piece]) for piece in over]
    return len(sizes) == 1 and bool(sizes[0] < _DOT * unit)
