"""Lines of text as pictures for the recogniser: neighbours painted out, ink black on white, letters of one height."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.scan.page_image import Pixels
from extractors.scan.spots import Spots
from extractors.scan.text_lines import TextLine

# Paper left at both ends of a line when it is shown, in heights of a small letter. Tesseract sees full stops in wider
# ends: with 0.5 a third of all lines got one.
_END = 0.25
# Ink keeps its soft rim (pixels). Ink that is not the line's is painted out with the rim that the second one reaches.
_RIM, _HALO = 2, 1


@dataclass(frozen=True, slots=True)
class Look:
    """A way to show lines.

    `height` of the picture in pixels (Tesseract brings all to 36); room `above` and `below` the baseline and the
    `blank` between lines side by side, in heights of a small letter; `width` of letters as a share of their own;
    `sharp`: how much edges are sharpened.
    """

    height: int
    above: float
    below: float
    blank: float
    width: float = 1.0
    sharp: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class CutLine:
    """A line alone, at the page's own scale: its pixels, their corner on the page, and which columns hold its ink."""

    line: TextLine
    pixels: Pixels
    left: int
    top: int
    columns: Pixels


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a line stands in a picture, in pixels of it; `left` on the page is `start` here."""

    start: float
    end: float
    left: float
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class LinePicture:
    """The picture of one line or of several side by side, and where each stands in it."""

    pixels: Pixels
    slots: tuple[Slot, ...]


def cut_line(grey: Pixels, ink: Spots, line: TextLine) -> CutLine:
    """Return the line alone, black on white."""
    import cv2
    import numpy

    margin = _RIM + _HALO
    top, left = line.top - margin, line.x0 - margin
    size = line.bottom - line.top + 2 * margin, line.x1 - line.x0 + 2 * margin
    pixels = _window(grey, (top, left), size, 255)
    kinds = numpy.full(ink.count, 2, numpy.uint8)
    kinds[0] = 0
    kinds[list(line.parts)] = 1
    shown: Pixels = kinds[_window(ink.labels, (top, left), size, 0)]
    paper, own, others = (cv2.inRange(shown, numpy.array(kind), numpy.array(kind)) for kind in range(3))
    white, black = _level(pixels, paper, 0.5, 255), _level(pixels, own, 0.1, 0)
    stretched = (numpy.arange(256) - black) * (255 / max(white - black, 1))
    pixels = cv2.LUT(pixels, numpy.clip(stretched, 0, 255).astype(numpy.uint8))
    halo = cv2.dilate(others, numpy.ones((2 * _HALO + 1, 2 * _HALO + 1), numpy.uint8))
    pixels = cv2.bitwise_or(pixels, cv2.bitwise_and(halo, cv2.bitwise_not(own)))
    return CutLine(line, pixels, left, top, cv2.reduce(own, 0, cv2.REDUCE_MAX).ravel() > 0)


def cut_part(line: CutLine, x0: int, x1: int) -> CutLine:
    """Return the part of a line between two places, in pixels of the page."""
    left = max(x0 - _RIM - _HALO, line.left)
    across = slice(left - line.left, x1 + _RIM + _HALO - line.left)
    columns = line.columns[across].copy()
    columns[: x0 - left] = columns[x1 - left :] = False
    return CutLine(replace(line.line, x0=x0, x1=x1), line.pixels[:, across], left, line.top, columns)


def _level(pixels: Pixels, mask: Pixels, share: float, empty: int) -> int:
    """The grey value that this share of the masked pixels does not exceed; `empty` where there are none."""
    import cv2
    import numpy

    counts = cv2.calcHist([pixels], [0], mask, [256], [0, 256]).ravel().cumsum()
    return int(numpy.searchsorted(counts, share * counts[-1])) if counts[-1] else empty


def show_lines(lines: Sequence[CutLine], look: Look, usual: float) -> LinePicture:
    """Return lines side by side on one baseline as this look shows them; `usual`: a small letter's height in pixels."""
    import numpy

    letter = lines[0].line.measures.letter if len(lines) == 1 else usual
    trimmed = [_trimmed(line, letter) for line in lines]
    above = max(look.above * letter, *(rise for _, rise, _ in trimmed))
    below = max(look.below * letter, *(pixels.shape[0] - rise for pixels, rise, _ in trimmed))
    height = round(above + below)
    end, blank = max(0, round(_END * letter) - _RIM), max(1, round(look.blank * letter) - 2 * _RIM)
    total = sum(pixels.shape[1] for pixels, _, _ in trimmed) + 2 * end + blank * (len(lines) - 1)
    joined: Pixels = numpy.full((height, total), 255, numpy.uint8)
    scale = look.height / height
    at, slots = end, []
    for (pixels, rise, left), line in zip(trimmed, lines, strict=True):
        top = max(0, min(round(above - rise), height - pixels.shape[0]))
        joined[top : top + pixels.shape[0], at : at + pixels.shape[1]] = pixels
        across = scale * look.width
        own = pixels.shape[1] / (line.line.x1 - line.line.x0 + 2 * _RIM)
        slots.append(Slot(at * across, (at + pixels.shape[1]) * across, left, across * own))
        at += pixels.shape[1] + blank
    return LinePicture(_sharpened(_resized(joined, look, scale), look.sharp), tuple(slots))


def _trimmed(line: CutLine, letter: float) -> tuple[Pixels, float, float]:
    """The line without the paper around it, how far it reaches above its baseline, and where it begins on the page.

    A raised mark is brought to the size of the letters beside it; others keep theirs, for few letters measure a line
    badly.
    """
    import cv2

    box, own = line.line, line.line.measures.letter
    top, left = box.top - _RIM - line.top, box.x0 - _RIM - line.left
    pixels = line.pixels[top : box.bottom + _RIM - line.top, left : box.x1 + _RIM - line.left]
    rise = box.measures.baseline - box.top + _RIM
    by = letter / own if box.is_raised else 1.0
    if by != 1.0:
        size = max(1, round(pixels.shape[1] * by)), max(1, round(pixels.shape[0] * by))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC)
    return pixels, rise * by, box.x0 - _RIM


def _resized(pixels: Pixels, look: Look, scale: float) -> Pixels:
    import cv2

    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(pixels, (max(1, round(pixels.shape[1] * scale * look.width)), look.height), interpolation=how)


def _sharpened(pixels: Pixels, by: float) -> Pixels:
    import cv2

    return cv2.addWeighted(pixels, 1 + by, cv2.GaussianBlur(pixels, (0, 0), 1), -by, 0) if by else pixels


def _window(picture: Pixels, corner: tuple[int, int], size: tuple[int, int], empty: int) -> Pixels:
    """A part of a picture; what lies beyond its edges is `empty`."""
    import numpy

    (top, left), (height, width) = corner, size
    window: Pixels = numpy.full((height, width), empty, picture.dtype)
    y0, x0 = max(top, 0), max(left, 0)
    y1, x1 = min(top + height, picture.shape[0]), min(left + width, picture.shape[1])
    window[y0 - top : y1 - top, x0 - left : x1 - left] = picture[y0:y1, x0:x1]
    return window
