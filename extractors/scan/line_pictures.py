"""Lines of text as pictures for the recogniser: neighbours painted out, ink black on white, letters of one height."""

from dataclasses import dataclass, replace

from extractors.scan.page_image import Pixels
from extractors.scan.spots import Spots
from extractors.scan.text_lines import TextLine

# Paper left around the letters, in heights of a small letter.
_MARGIN = 0.85
# Ink that is not the line's is painted out with this many pixels around it.
_HALO = 3


@dataclass(frozen=True, slots=True)
class Look:
    """A way to show a line: the height of a small letter in pixels, and a blur before (deviation in page pixels)."""

    letter: float
    blur: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class LinePicture:
    """The picture of a line; `left`, `top` is its corner on the page and `scale` its pixels a pixel of the page.

    What stands left of `starts` (pixels of the page) is not of the line.
    """

    pixels: Pixels
    left: float
    top: float
    scale: float
    starts: float = float("-inf")


@dataclass(frozen=True, slots=True, eq=False)
class CutLine:
    """A line with its picture and the height of small letters in it, in pixels."""

    line: TextLine
    picture: LinePicture
    letter: float


def cut_line(grey: Pixels, ink: Spots, line: TextLine) -> CutLine:
    """Return the line alone, at the page's own scale, black on white."""
    import cv2
    import numpy

    margin = round(_MARGIN * line.measures.letter)
    top, left = line.top - margin, line.x0 - margin
    height, width = line.bottom - line.top + 2 * margin, line.x1 - line.x0 + 2 * margin
    pixels = _window(grey, (top, left), (height, width), 255)
    labels = _window(ink.labels, (top, left), (height, width), 0)
    is_own = numpy.isin(labels, line.parts)
    is_other = ((labels > 0) & ~is_own).astype(numpy.uint8)
    is_other = cv2.dilate(is_other, numpy.ones((_HALO, _HALO), numpy.uint8)).astype(bool) & ~is_own
    paper = float(numpy.median(pixels[labels == 0])) if (labels == 0).any() else 255.0
    black = float(numpy.percentile(pixels[is_own], 10)) if is_own.any() else 0.0
    stretched = (pixels.astype(numpy.float32) - black) * (255 / max(paper - black, 1.0))
    stretched[is_other] = 255
    picture = LinePicture(numpy.clip(stretched, 0, 255).astype(numpy.uint8), left, top, 1.0)
    return CutLine(line, picture, line.measures.letter)


def show_line(line: CutLine, look: Look) -> LinePicture:
    """Return the line as this look shows it."""
    import cv2

    picture = line.picture
    pixels, scale = picture.pixels, look.letter / line.letter
    if look.blur:
        pixels = cv2.GaussianBlur(pixels, (0, 0), look.blur)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    return replace(picture, pixels=cv2.resize(pixels, size, interpolation=how), scale=scale)


def _window(picture: Pixels, corner: tuple[int, int], size: tuple[int, int], empty: int) -> Pixels:
    """A part of a picture; what lies beyond its edges is `empty`."""
    import numpy

    (top, left), (height, width) = corner, size
    window: Pixels = numpy.full((height, width), empty, picture.dtype)
    y0, x0 = max(top, 0), max(left, 0)
    y1, x1 = min(top + height, picture.shape[0]), min(left + width, picture.shape[1])
    window[y0 - top : y1 - top, x0 - left : x1 - left] = picture[y0:y1, x0:x1]
    return window
