"""How large the print of a page is, from its letters: the measure of every tolerance in this folder."""

from dataclasses import dataclass

from extractors.scan.page_image import Pixels

# The x-height of 12 to 14 point Times is 5.4 to 6.3 points: what is taken where a page shows too few letters.
_USUAL = 5.8
# Small letters stand between 6 and 28 point print: x-heights in points.
_LEAST, _LARGEST = 2.6, 13.0
# So many letters make a measure.
_ENOUGH = 25
# A letter's box is between this much narrower and wider than high.
_NARROW, _WIDE = 0.35, 1.6


@dataclass(frozen=True, slots=True, eq=False)
class Blobs:
    """The connected pieces of ink of a picture: their labels by pixel, and box and area of each (pixels)."""

    labels: Pixels
    left: Pixels
    top: Pixels
    width: Pixels
    height: Pixels
    area: Pixels


def find_blobs(ink: Pixels) -> Blobs:
    """Return the connected pieces of ink (values above 0); the first entry is the paper, with no area."""
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    stats[0] = 0
    return Blobs(labels, *(stats[:, place] for place in range(5)))


def letter_height(blobs: Blobs, dpi: float) -> float:
    """Return the usual x-height in pixels: the commonest height of letter-shaped pieces of ink.

    Capitals, and letters with their marks, are fewer than small letters without; a page with next to no letters counts
    as one in 13 point print.
    """
    import numpy

    point = dpi / 72
    shaped = (blobs.height >= _LEAST * point) & (blobs.height <= _LARGEST * point)
    shaped &= (blobs.width >= _NARROW * blobs.height) & (blobs.width <= _WIDE * blobs.height)
    heights = blobs.height[shaped]
    if len(heights) < _ENOUGH:
        return _USUAL * point
    counts = numpy.bincount(heights).astype(float)
    smooth = numpy.convolve(counts, (0.5, 1.0, 0.5), "same")
    return float(numpy.argmax(smooth))
