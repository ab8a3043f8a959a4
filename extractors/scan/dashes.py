"""Dashes by their ink: a short flat stroke alone is read as a colon or a stop, and would be left out as dirt."""

from collections.abc import Sequence

from extractors.scan.spots import Spots

# What a dash alone is read as.
_READ_AS = frozenset(":.,;=_·~*")
# So many times as wide as high is no dot; a dash of half an em is wider than so many times its height.
_FLAT, _LONG = 1.6, 6.0


def settle_dash(text: str, ink: Spots, pieces: Sequence[int]) -> str:
    """Return the word as the dash that its ink is; any other word as it is. `pieces` are its letters' numbers.

    A colon has two pieces, a full stop is as high as wide.
    """
    if text not in _READ_AS or len(pieces) != 1:
        return text
    [piece] = pieces
    width, height = int(ink.x1[piece] - ink.x0[piece]), int(ink.bottom[piece] - ink.top[piece])
    if width < _FLAT * height:
        return text
    return "–" if width > _LONG * height else "-"
