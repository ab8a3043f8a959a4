"""Which way a page stands and how askew it lies, from its pixels.

Lines of text alternate with white across the reading direction: this tells upright from lying. Vietnamese letters
reach above the small letters (marks, capitals, b d đ h k l t) far more than below: this tells upright from upside
down. A page that shows neither is left as it is.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import NamedTuple

from extractors.page import Word
from extractors.scan.ink import find_ink
from extractors.scan.page_image import Pixels

# Words and their confidence from grey pixels of so many dpi: recognition, given from outside.
ReadWords = Callable[[Pixels, float], Sequence[Word]]

# Letters of 10 point print are 7 pixels high at this resolution: enough to tell, and quick.
_DPI = 110.0
_TILE = 88  # pixels: 0.8 inch, four to five lines, over which 5 degrees of skew shift a line by half its pitch
_LEAST_INK, _MOST_INK = 0.01, 0.4  # of a tile with text
_SMOOTH = 9  # pixels: an x-height, over which strokes of letters are smoothed
# How much clearer lines across must be than lines down, from -1 to 1 (made scans: -0.9 to -0.5 upright, the same with
# the other sign lying); and in how many tiles.
_CLEAR_LYING, _ENOUGH_TILES = 0.2, 4
# Lines must say upright or upside down by so many deviations of chance (made full pages: 3 to 12 upright).
_CLEAR_VOTES = 3.0
_MOST_SKEW = 6.0  # degrees looked at
_SOFTLY = (0.25, 0.75, 1.0, 0.75, 0.25)  # over half pixels: an edge counts as much wherever it lies between two rows
_EDGE = 25  # grey values from one row to the next: an edge of ink
_MANY = 10_000  # edges that tell half degrees apart


class Lie(NamedTuple):
    """Degrees clockwise to turn a picture by (0, 90, 180, 270), then by `skew` more; `votes` says how clear it was."""

    turned: int
    skew: float
    votes: float


def find_lie(grey: Pixels, dpi: float, read_words: ReadWords | None = None) -> Lie:
    """Return how to turn a flattened grey picture upright and straight.

    Where the shapes of letters do not tell upright from upside down, `read_words` reads both ways; without it, or when
    neither reads, the page stays.
    """
    small = _small(grey, dpi)
    turned = 90 if _is_lying(_without_rules(find_ink(small))) else 0
    small = turn(small, turned)
    skew = find_skew(small)
    votes = _upright_votes(_without_rules(find_ink(rotate(small, skew))))
    if votes <= -_CLEAR_VOTES:
        return Lie((turned + 180) % 360, skew, votes)
    if votes < _CLEAR_VOTES and read_words is not None:
        return _read_both_ways(grey, dpi, Lie(turned, skew, votes), read_words)
    return Lie(turned, skew, votes)


def turn(pixels: Pixels, degrees: int) -> Pixels:
    """Return the picture turned clockwise by quarter turns."""
    import numpy

    return numpy.ascontiguousarray(numpy.rot90(pixels, -degrees // 90)) if degrees % 360 else pixels


def rotate(pixels: Pixels, degrees: float, paper: int = 255) -> Pixels:
    """Return the picture turned clockwise about its middle by a small angle, of the same size; corners are paper."""
    import cv2

    if abs(degrees) < 0.01:
        return pixels
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1.0)
    return cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper)


def find_skew(grey: Pixels) -> float:
    """Return by how many degrees to turn clockwise so that lines of text and rules lie level; 0 without evidence.

    The lower edges of ink are summed along lines of every angle up to 6°; the sharpest sum wins. An edge between two
    rows of pixels has a share in both, so that the result is finer than the pixels: within 0.05° of known angles.
    """
    import cv2
    import numpy

    edges = cv2.subtract(grey[1:], grey[:-1])
    y, x = numpy.nonzero(edges > _EDGE)
    if len(y) < 200:
        return 0.0
    weights = edges[y, x].astype(numpy.float32)
    # Spread within their row: edges that all lie at whole numbers would look sharpest unturned.
    y = y + (x * 0.6180339887) % 1.0
    x = x - grey.shape[1] / 2

    def sharpness(degrees: float, every: int = 1) -> float:
        rows = y[::every] + x[::every] * math.tan(math.radians(degrees)) + grey.shape[1]
        sums = numpy.convolve(numpy.bincount((rows * 2).astype(numpy.int32), weights[::every]), _SOFTLY)
        return float((sums * sums).sum())

    return _peak(partial(sharpness, every=1 + len(y) // _MANY), sharpness)


def _peak(roughly: Callable[[float], float], sharpness: Callable[[float], float]) -> float:
    """The angle of the sharpest sums: to half a degree by a share of the edges, then by all."""
    scores = {step / 2: roughly(step / 2) for step in range(-int(_MOST_SKEW * 2), int(_MOST_SKEW * 2) + 1)}
    usual = sorted(scores.values())[len(scores) // 2]
    best = max(scores, key=scores.__getitem__)
    if scores[best] < 1.15 * usual:
        return 0.0
    fine = cache(sharpness)
    for step in (0.25, 0.1, 0.05, 0.025):
        best = max((best - 2 * step, best - step, best, best + step, best + 2 * step), key=fine)
    return round(best, 3)


def _small(grey: Pixels, dpi: float) -> Pixels:
    """The picture in the resolution looked at: halved, which is quick, and then brought there."""
    import cv2

    scale = _DPI / dpi
    while scale <= 0.5:
        grey, scale = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 2 * scale
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR) if scale < 1 else grey


def _without_rules(ink: Pixels) -> Pixels:
    """Ink without ruled lines: runs of more than 0.35 inch either way, which no letter has."""
    import cv2
    import numpy

    length = round(0.35 * _DPI)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((1, length), numpy.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((length, 1), numpy.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), numpy.ones((3, 3), numpy.uint8))
    return cv2.bitwise_and(ink, cv2.bitwise_not(rules))


def _is_lying(ink: Pixels) -> bool:
    """Whether lines of text run from top to bottom in the tiles of the picture that hold text."""
    import cv2

    rows, columns = ink.shape[0] // _TILE, ink.shape[1] // _TILE
    if not rows or not columns:
        return False
    part = ink[: rows * _TILE, : columns * _TILE]
    density = cv2.resize(part, (columns, rows), interpolation=cv2.INTER_AREA) / 255
    with_text = (density > _LEAST_INK) & (density < _MOST_INK)
    if with_text.sum() < _ENOUGH_TILES:
        return False
    across, down = _variance(part, columns)[with_text].sum(), _variance(part.T, rows).T[with_text].sum()
    return bool((down - across) / (down + across) > _CLEAR_LYING)


def _variance(ink: Pixels, columns: int) -> Pixels:
    """By tile, how much the ink of its rows varies from row to row.

    Smoothed over a letter, so that lines and the white between them count, and strokes of letters do not.
    """
    import cv2
    import numpy

    rows = cv2.resize(ink, (columns, ink.shape[0]), interpolation=cv2.INTER_AREA).astype(numpy.float32)
    smooth = cv2.blur(rows, (1, _SMOOTH))
    found: Pixels = smooth.reshape(-1, _TILE, columns).var(axis=1)
    return found


def _upright_votes(ink: Pixels) -> float:
    """How clearly lines reach above their small letters rather than below, in deviations; negative: upside down."""
    import cv2
    import numpy

    votes: list[float] = []
    for left in range(0, ink.shape[1] - _TILE + 1, _TILE):
        strip = ink[:, left : left + _TILE]
        votes += _line_votes(cv2.reduce(strip, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F).ravel() / 255)
    if len(votes) < 2:
        return 0.0
    return float(numpy.mean(votes) / max(float(numpy.std(votes)), 0.3) * math.sqrt(len(votes)))


def _line_votes(profile: Pixels) -> list[float]:
    """One vote a line of text of a strip, from 1 where ink lies only right above its dense band to -1 for below."""
    import cv2
    import numpy

    high = cv2.dilate(profile.reshape(-1, 1), numpy.ones((round(0.2 * _DPI), 1), numpy.uint8)).ravel()
    dense = (profile > 0.5 * high) & (high >= 6)
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], dense.astype(numpy.int8), [0]))))
    votes = []
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        height = bottom - top
        reach = round(0.8 * height)
        above, below = float(profile[max(0, top - reach) : top].sum()), float(profile[bottom : bottom + reach].sum())
        if 4 <= height <= 16 and above + below >= 4:
            votes.append((above - below) / (above + below))
    return votes


def _read_both_ways(grey: Pixels, dpi: float, lie: Lie, read_words: ReadWords) -> Lie:
    """The lie, or its opposite where clearly more is read upside down."""
    ways = [lie, lie._replace(turned=(lie.turned + 180) % 360)]
    sums = [_read_sum(read_words(rotate(turn(grey, way.turned), way.skew), dpi)) for way in ways]
    return ways[1] if sums[1] > 1.5 * sums[0] + 10 else lie


def _read_sum(words: Sequence[Word]) -> float:
    """Letters of longer words, weighed with their confidence: junk is short and doubted."""
    letters = [(sum(map(str.isalpha, word.text)), word.confidence or 0.0) for word in words]
    return sum(count * confidence**2 for count, confidence in letters if count > 2)
