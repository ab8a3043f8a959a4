"""Image files as page images: TIFF of many frames, JPEG, PNG, GIF, BMP, WebP. The only home of Pillow."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from extractors.model import Unreadable
from extractors.scan.page_image import PageImage, Pixels
from extractors.scan.paper import plausible_dpi

# A3 at 600 dpi has 70 million pixels; a file that asks for more than this is no scan of an office page.
_LARGEST = 120_000_000
# Narrower than a visiting card at 50 dpi: an icon, no page.
_SMALLEST = 64
# A fax has 204 pixels across and 98 or 196 down; closer than this they are square.
_SQUARE = 0.02
_FORMATS = ("TIFF", "JPEG", "PNG", "GIF", "BMP", "WEBP")
_DAMAGE = (OSError, ValueError, SyntaxError, LookupError, TypeError, ArithmeticError, EOFError)
# A file with more pages than any bundle of plans is made to keep a machine busy.
_MOST_FRAMES = 5_000
_BLANK = (1654, 2339)
_BLANK_DPI = 200.0


def read_image_file(data: bytes) -> Iterator[PageImage]:
    """Yield the pages of an image file one at a time: grey (rows × columns) or colour (rows × columns × 3) pixels.

    Turned as the camera noted (EXIF), transparent parts white, 16-bit and float values brought to 0–255, pixels made
    square. A damaged frame of a file of many comes blank, with its problem. Raises `Unreadable` where the file is
    damaged from its first page, larger than 120 million pixels a page, or no picture that is known.
    """
    for number in range(1, count_frames(data) + 1):
        yield read_frame(data, number)


def count_frames(data: bytes) -> int:
    """Return how many pages an image file has, a last one that is damaged included; raise `Unreadable` as above."""
    with _opened(data) as image:
        for number in range(_MOST_FRAMES):
            try:
                image.seek(number)
            except EOFError:
                return number
            except _DAMAGE:
                return number + 1
    return _MOST_FRAMES


def read_frame(data: bytes, number: int) -> PageImage:
    """Return one page of an image file, counted from 1, as `read_image_file` does."""
    with _opened(data) as image:
        try:
            image.seek(number - 1)
            return _page(image, number)
        except (EOFError, *_DAMAGE) as problem:
            if number == 1:
                raise _damaged() from problem
            return _blank(number)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of size and damage; both are judged here
        try:
            image = Image.open(BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError as problem:
            raise _too_large() from problem
        except _DAMAGE as problem:
            raise _damaged() from problem
        with image:
            yield image


def _page(image: Any, number: int) -> PageImage:
    if image.width * image.height > _LARGEST:
        raise _too_large()
    if min(image.size) < _SMALLEST:
        raise Unreadable("picture_too_small", "The picture is too small to be a page. Scan the page at 300 dpi.")
    stated = _stated_dpi(image)
    image.load()
    upright, is_swapped = _as_noted(image)
    across, down = plausible_dpi(upright.size, stated[::-1] if is_swapped else stated)
    pixels, dpi = squared(_eight_bit(upright), (across, down))
    return PageImage(number, pixels, dpi)


def _stated_dpi(image: Any) -> tuple[float, float]:
    try:
        across, down = image.info.get("dpi", (0, 0))
        return float(across), float(down)
    except (TypeError, ValueError, ArithmeticError):
        return 0.0, 0.0


def _as_noted(image: Any) -> tuple[Any, bool]:
    """The picture turned as its EXIF note says, and whether width and height changed places."""
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(image)
    return turned, turned.size != image.size


def _eight_bit(image: Any) -> Pixels:
    """Grey or colour values of 0–255 from any mode; what is transparent is white paper."""
    import numpy
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        return _scaled(numpy.asarray(image))
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        picture = image.convert("RGBA")
        paper = Image.new("RGBA", picture.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, picture).convert("RGB")
    mode = "L" if image.mode in ("1", "L") else "RGB"
    return numpy.array(image.convert(mode))


def _scaled(values: Pixels) -> Pixels:
    """16-bit, 32-bit and float grey values as 0–255: by the range that they use."""
    import numpy

    values = numpy.nan_to_num(values.astype(numpy.float32))
    largest = float(values.max(initial=0))
    full = next((full for full in (1.0, 255.0, 65535.0) if largest <= full), max(largest, 1.0))
    return numpy.clip(values * (255.0 / full), 0, 255).astype(numpy.uint8)


def squared(pixels: Pixels, dpi: tuple[float, float]) -> tuple[Pixels, float]:
    """Return the picture with square pixels and its dpi: the finer of the two directions is kept."""
    import cv2

    across, down = dpi
    if abs(across - down) <= _SQUARE * max(dpi):
        return pixels, across
    finer = max(dpi)
    height, width = pixels.shape[:2]
    size = (max(1, round(width * finer / across)), max(1, round(height * finer / down)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR), finer


def _blank(number: int) -> PageImage:
    import numpy

    pixels = numpy.full(_BLANK[::-1], 255, numpy.uint8)
    return PageImage(number, pixels, _BLANK_DPI, problem=f"Page {number} of the file is damaged. Scan it again.")


def _damaged() -> Unreadable:
    return Unreadable("damaged_picture", "The picture is damaged or cut off and cannot be opened. Scan the page again.")


def _too_large() -> Unreadable:
    return Unreadable(
        "picture_too_large",
        f"A page of the picture has more than {_LARGEST // 1_000_000} million pixels. Save it at 300 dpi.",
    )
