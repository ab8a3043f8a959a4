"""Letters of which only marks were told: ".." where ".B." is printed."""

from collections.abc import Sequence

from extractors.scan.line_measures import Measures
from extractors.scan.spots import Spots

_LOW_MARKS = frozenset(".,;:·-–'\"’“”")
# In heights of a small letter: capitals and figures are 1.4 high, no mark of these is as high as the first; strokes of
# seals and of a hand are higher than the second.
_TALL, _TALLEST = 1.2, 2.2


def is_unread(text: str, ink: Spots, pieces: Sequence[int], measures: Measures) -> bool:
    """Return whether a word is nothing but low marks where one of its `pieces` of ink is as high as capitals."""
    heights = (int(ink.bottom[piece] - ink.top[piece]) / measures.letter for piece in pieces)
    return set(text) <= _LOW_MARKS and any(_TALL <= height <= _TALLEST for height in heights)
