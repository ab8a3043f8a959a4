"""Seals in grey: a red one is paler than the print under it and is taken out; of a black one only the place is told."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.page import BBox
from extractors.scan.letters import Blobs
from extractors.scan.page_image import Pixels

# Seals of state bodies are 36 mm across; those of parties, schools and firms 20 to 50 mm.
_LEAST, _LARGEST = 57.0, 142.0
# Grey values by which a seal is paler than print, and from which a pixel is paper.
_PALER, _PAPER = 45, 215
# A seal is looked for in every second row and column, and put together in a quarter of those.
_STEP, _COARSE = 2, 4
# Share of a coarse pixel that is pale.
_PALE = 40
# Of so many parts of a turn most show some of the seal's ring, this thick in coarse pixels to each side. Of a square's
# four sides two parts in five lie on a circle.
_PARTS, _SHOWN, _THICK = 36, 0.75, 1.2
# In the margin around a seal, in shares of its radius, few parts show anything: pale print would be everywhere.
_MARGIN, _FREE = 0.2, 0.5
# A seal's ring runs straight for less than this, in points.
_STRAIGHT = 36.0
# What is taken out reaches this far, in radii: the ring found may be the second one.
_REACH = 1.25
# Share of the square around a seal that is inked: of 33 on made scans 0.12 to 0.2; four places of tables that were
# taken for rings had 0.02 to 0.04.
_FILLED = 0.08
# Votes of edges from which a circle is looked at.
_VOTES = 12.0


class _Circle(NamedTuple):
    """A seal's place in pixels."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> BBox:
        return BBox(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


def lighten_seals(grey: Pixels, dpi: float) -> tuple[Pixels, tuple[BBox, ...]]:
    """Return a flattened grey picture with pale seals taken out, the print under them left; and their boxes (pixels).

    What is as dark as the page's print stays: black seals, and signatures in dark ink.
    """
    print_level = _print_level(grey)
    if print_level is None:
        return grey, ()
    pale = _pale(grey[::_STEP, ::_STEP], print_level)
    circles = [_Circle(*(_STEP * side for side in circle)) for circle in _circles(pale, dpi / _STEP)]
    for circle in circles:
        grey = _without_pale(grey, circle, print_level, dpi)
    return grey, tuple(circle.box for circle in circles)


def _print_level(grey: Pixels) -> float | None:
    """The usual grey of print: what the darker half of all ink does not exceed; None on a page without any."""
    import numpy

    counts = numpy.bincount(grey[::4, ::4].ravel(), minlength=256)[:128].cumsum()
    return float(numpy.searchsorted(counts, counts[-1] * 0.3)) if counts[-1] else None


def _pale(grey: Pixels, print_level: float) -> Pixels:
    """255 where ink is paler than print and stands beside none: the soft edges of letters do."""
    import cv2
    import numpy

    limit = min(print_level + _PALER, _PAPER - 1)
    ink = cv2.threshold(grey, _PAPER, 255, cv2.THRESH_BINARY_INV)[1]
    dark = cv2.dilate(cv2.threshold(grey, limit, 255, cv2.THRESH_BINARY_INV)[1], numpy.ones((3, 3), numpy.uint8))
    return cv2.bitwise_and(ink, cv2.bitwise_not(dark))


def _circles(pale: Pixels, dpi: float) -> Iterator[_Circle]:
    """Rings as large as seals, in pixels of the picture given."""
    import cv2

    least, largest = (side * dpi / 72 / _COARSE for side in (_LEAST, _LARGEST))
    if not _has_large_piece(_coarse(pale), least):
        return
    pale = _without_lines(pale, round(_STRAIGHT * dpi / 72))
    mask = _coarse(pale)
    if not _has_large_piece(mask, least):
        return
    radii = int(least / 2), int(largest / 2)
    found = cv2.HoughCircles(mask, cv2.HOUGH_GRADIENT, 1, least, param2=_VOTES, minRadius=radii[0], maxRadius=radii[1])
    for x, y, _ in () if found is None else found[0].tolist():
        if radius := _outer_ring(mask, (x, y), largest / 2):
            circle = _Circle(*(_COARSE * side for side in (x, y, radius)))
            if _is_filled(pale, circle):
                yield circle


def _is_filled(pale: Pixels, circle: _Circle) -> bool:
    """Whether letters and a coat of arms fill the ring, as they fill a seal."""
    x0, top, x1, bottom = (max(0, int(edge)) for edge in circle.box)
    return bool((pale[top : bottom + 1, x0 : x1 + 1] > 0).mean() >= _FILLED)


def _coarse(pale: Pixels) -> Pixels:
    import cv2

    small = cv2.resize(pale, None, fx=1 / _COARSE, fy=1 / _COARSE, interpolation=cv2.INTER_AREA)
    return cv2.threshold(small, _PALE, 255, cv2.THRESH_BINARY)[1]


def _has_large_piece(mask: Pixels, least: float) -> bool:
    import cv2
    import numpy

    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(mask, numpy.ones((3, 3), numpy.uint8)))
    return bool((stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].min(axis=1) > least).any())


def _without_lines(pale: Pixels, length: int) -> Pixels:
    """The pale ink without straight lines: the rules of tables are pale too."""
    import cv2
    import numpy

    across = cv2.morphologyEx(pale, cv2.MORPH_OPEN, numpy.ones((1, length), numpy.uint8))
    down = cv2.morphologyEx(pale, cv2.MORPH_OPEN, numpy.ones((length, 1), numpy.uint8))
    rules = cv2.dilate(cv2.bitwise_or(across, down), numpy.ones((5, 5), numpy.uint8))
    return cv2.bitwise_and(pale, cv2.bitwise_not(rules))


def _outer_ring(mask: Pixels, centre: tuple[float, float], largest: float) -> float | None:
    """The radius of the outermost ring around a place, of which most parts of a turn show some; None without one."""
    import numpy

    rows, columns = numpy.nonzero(mask)
    across, down = columns + 0.5 - centre[0], rows + 0.5 - centre[1]
    reach = numpy.hypot(across, down)
    parts = ((numpy.arctan2(down, across) / (2 * math.pi) + 0.5) * _PARTS).astype(int) % _PARTS

    def shown(inner: float, outer: float) -> float:
        return len(numpy.unique(parts[(reach >= inner) & (reach <= outer)])) / _PARTS

    for radius in numpy.arange(largest, _LEAST / _LARGEST * largest, -0.5):
        if shown(radius - _THICK, radius + _THICK) >= _SHOWN:
            beyond = radius + 2 * _THICK
            return float(radius) if shown(beyond, beyond + _MARGIN * radius) <= _FREE else None
    return None


def _without_pale(grey: Pixels, circle: _Circle, print_level: float, dpi: float) -> Pixels:
    """The picture with what is paler than print white around a seal; print keeps its soft rim, and rules stay."""
    import cv2
    import numpy

    reach = _REACH * circle.radius
    rows = slice(max(0, int(circle.y - reach)), int(circle.y + reach) + 1)
    columns = slice(max(0, int(circle.x - reach)), int(circle.x + reach) + 1)
    part = grey[rows, columns]
    dark = cv2.threshold(part, _between(part, print_level), 255, cv2.THRESH_BINARY_INV)[1]
    ink = cv2.threshold(part, _PAPER, 255, cv2.THRESH_BINARY_INV)[1]
    ruled = cv2.subtract(ink, _without_lines(ink, round(_STRAIGHT * dpi / 72)))
    kept = cv2.bitwise_or(cv2.dilate(dark, numpy.ones((3, 3), numpy.uint8)), ruled)
    cleaned = grey.copy()
    cleaned[rows, columns] = cv2.bitwise_or(part, cv2.bitwise_not(kept))
    return cleaned


def _between(part: Pixels, print_level: float) -> float:
    """The grey between print and seal: where fewest pixels are, from print on to the usual grey of the seal."""
    import numpy

    counts = numpy.bincount(part.ravel(), minlength=256).astype(float)
    smooth = numpy.convolve(counts, numpy.ones(9) / 9, "same")
    first, last = int(print_level) + _PALER // 2, int(print_level) + 2 * _PALER
    return float(first + int(smooth[first:last].argmin()))


def dark_seals(blobs: Blobs, dpi: float) -> Sequence[BBox]:
    """Boxes (pixels) of pieces of ink as large and square as a seal: 20 to 50 mm and not filled."""
    point = dpi / 72
    least, largest = _LEAST * point, _LARGEST * point
    sized = (blobs.width > least) & (blobs.width < largest) & (blobs.height > least) & (blobs.height < largest)
    sized &= (blobs.width < 1.4 * blobs.height) & (blobs.height < 1.4 * blobs.width)
    sized &= blobs.area < 0.5 * blobs.width * blobs.height
    boxes = zip(blobs.left[sized], blobs.top[sized], blobs.width[sized], blobs.height[sized], strict=True)
    return [BBox(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h in boxes]
