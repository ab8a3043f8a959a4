"""The ink of a page as components: black spots that hang together, with their boxes in pixels."""

from dataclasses import dataclass

from extractors.scan.page_image import Pixels

# The window in which ink is told from paper, and how much darker than its surroundings ink is (0–255).
_WINDOW_IN_LETTERS, _DARKER = 6.0, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Components of a page: `labels` names the component of each pixel (0: paper), the others one value each.

    Component 0 is the paper and stands in the arrays only to keep numbers and labels the same.
    """

    labels: Pixels
    x0: Pixels
    top: Pixels
    x1: Pixels
    bottom: Pixels
    area: Pixels

    @property
    def count(self) -> int:
        """The number of components, the paper among them."""
        return len(self.area)


def find_ink(grey: Pixels, letter: float) -> Ink:
    """Return the components of the dark places of a picture; `letter` is the height of a small letter in pixels.

    A pixel is ink where it is darker than half way between the paper around it and the page's blackest ink.
    """
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(_ink_mask(grey, letter), connectivity=8)
    left, top, width, height, area = stats.T
    return Ink(labels, left, top, left + width, top + height, area)


def _ink_mask(grey: Pixels, letter: float) -> Pixels:
    import cv2
    import numpy

    window = int(_WINDOW_IN_LETTERS * letter) // 2 * 2 + 1
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, numpy.ones((window // 4, window // 4), numpy.uint8))
    paper = cv2.resize(cv2.blur(paper, (5, 5)), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    black = float(numpy.percentile(grey, 0.5))
    limit = black + (paper.astype(numpy.float32) - black) * _DARKER
    return (grey < limit).astype(numpy.uint8)
