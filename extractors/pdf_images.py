"""Pages of a PDF as pictures, at the resolution of the images that they hold. The only home of pypdfium2.

Pages are asked for one at a time and let go, so that memory stays flat over a thousand pages.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from extractors.pdf_damage import unopened_pdf
from extractors.scan.page_image import PageImage, Pixels

# Where a page is drawn with outlines, or its images are mere logos, it is rendered so: Tesseract's own advice.
_DPI = 300.0
# Finer than this nothing is gained; coarser than this the image is a thumbnail and the page is no scan.
_LARGEST_DPI, _LEAST_DPI = 400.0, 72.0
# No page picture has more pixels than A3 at 400 dpi (31 million): a poster is rendered coarser.
_MOST_PIXELS = 31_000_000
# Images that cover less than this share of a page are logos and signatures on it.
_COVERS = 0.3
# An image within this share of a page's edges fills it.
_FILLS = 0.01
# How deep images may lie in forms within forms.
_DEPTH = 8
_BLANK_SIZE = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An image on a page: its object, pixels across and down, and the matrix that puts the unit square on the page."""

    source: Any
    size: tuple[int, int]
    matrix: tuple[float, ...]

    @property
    def sides(self) -> tuple[float, float]:
        """Points across and down as printed."""
        a, b, c, d, _, _ = self.matrix
        return (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5

    @property
    def area(self) -> float:
        return self.sides[0] * self.sides[1]

    @property
    def dpi(self) -> float:
        """The finer of the two directions."""
        sides = self.sides
        return max(72 * pixels / side for pixels, side in zip(self.size, sides, strict=True) if side > 0)

    @property
    def is_upright(self) -> bool:
        a, b, c, d, _, _ = self.matrix
        return a > 0 and d > 0 and abs(b) + abs(c) < _FILLS * (a + d)


@contextmanager
def open_pdf(data: bytes) -> Iterator[Any]:
    """Open a PDF for `page_image`; raise `Unreadable` where it is locked or damaged. Closed on leaving.

    Form widgets (visible signatures with the document's number and date) are drawn as a viewer shows them.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise unopened_pdf(is_locked="password" in str(problem).lower()) from problem
    try:
        _init_forms(document)
        yield document
    finally:
        document.close()


def page_image(document: Any, page_number: int) -> PageImage:
    """Return the picture of page `page_number` (from 1), as a viewer shows it, /Rotate honoured.

    One image that fills the page is taken as it lies in the file. Everything else (images beside images, masks,
    outlines, notes and signatures drawn over a scan) is rendered at the resolution of the page's images, or at 300 dpi.
    A damaged page comes blank, with its problem.
    """
    import pypdfium2

    try:
        page = document[page_number - 1]
    except pypdfium2.PdfiumError:
        return _blank(page_number)
    try:
        found = _as_it_lies(page)
        pixels, dpi = found if found else _rendered(page)
    except (pypdfium2.PdfiumError, ValueError, MemoryError, ArithmeticError):
        return _blank(page_number)
    finally:
        page.close()
    return PageImage(page_number, _without_idle_colour(pixels), dpi)


def _init_forms(document: Any) -> None:
    import pypdfium2

    try:
        document.init_forms()
    except pypdfium2.PdfiumError:
        return  # a broken form only means that its widgets are not drawn


def _as_it_lies(page: Any) -> tuple[Pixels, float] | None:
    """The pixels and dpi of the one image that fills the page; None where more than that is to be seen."""
    import pypdfium2.raw as pdfium

    objects = list(page.get_objects(max_depth=1))
    images = [item for item in objects if item.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    others = [item for item in objects if item.type != pdfium.FPDF_PAGEOBJ_IMAGE and not _is_hidden_text(item)]
    if len(images) != 1 or others or page.get_rotation() or _has_notes(page):
        return None
    placed = _placed(images[0])
    if placed is None or not _is_plain(images[0]) or not _fills(placed, page):
        return None
    across, down = (72 * pixels / side for pixels, side in zip(placed.size, placed.sides, strict=True))
    if abs(across - down) > _FILLS * across or not _LEAST_DPI <= across <= _LARGEST_DPI:
        return None
    bitmap = images[0].get_bitmap()
    pixels = _rgb(bitmap)
    return (pixels, across) if pixels.shape[1::-1] == placed.size else None


def _is_hidden_text(item: Any) -> bool:
    """Text in rendering mode 3: the invisible layer that recognition programs put over a scan."""
    import pypdfium2.raw as pdfium

    is_text = item.type == pdfium.FPDF_PAGEOBJ_TEXT
    return bool(is_text and pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _has_notes(page: Any) -> bool:
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFPage_GetAnnotCount(page) > 0)


def _is_plain(image: Any) -> bool:
    """Whether the image is painted as it is: no stencil, no soft mask."""
    import pypdfium2.raw as pdfium

    is_stencil = image.get_metadata().colorspace == pdfium.FPDF_COLORSPACE_UNKNOWN
    return not is_stencil and not pdfium.FPDFPageObj_HasTransparency(image)


def _placed(image: Any) -> _Placed | None:
    data = image.get_metadata()
    matrix = image.get_matrix().get()
    placed = _Placed(image, (data.width, data.height), matrix)
    return placed if placed.area > 1 and min(placed.size) > 0 else None


def _fills(placed: _Placed, page: Any) -> bool:
    left, bottom, right, top = page.get_cropbox()
    a, _, _, d, e, f = placed.matrix
    slack = _FILLS * max(right - left, top - bottom)
    edges = ((e, left), (f, bottom), (e + a, right), (f + d, top))
    return placed.is_upright and all(abs(found - wanted) <= slack for found, wanted in edges)


def _rendered(page: Any) -> tuple[Pixels, float]:
    width, height = page.get_size()
    dpi = _render_dpi(page, width * height)
    dpi = min(dpi, 72 * (_MOST_PIXELS / (width * height)) ** 0.5)
    # Just under, so that a width of 1,666.0001 pixels is not rounded up and the scan stretched by one.
    bitmap = page.render(scale=dpi / 72 * (1 - 1e-7), rev_byteorder=True)
    return _rgb(bitmap), dpi


def _render_dpi(page: Any, page_area: float) -> float:
    """The resolution of the largest image, where images cover enough of the page to be what is read."""
    import pypdfium2.raw as pdfium

    objects = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH)
    images = [placed for item in objects if (placed := _placed(item))]
    if sum(image.area for image in images) < _COVERS * page_area:
        return _DPI
    dpi = _usual_dpi(images)
    return dpi if _LEAST_DPI <= dpi <= _LARGEST_DPI else _DPI


def _usual_dpi(images: Sequence[_Placed]) -> float:
    return max(images, key=lambda image: image.area).dpi


def _rgb(bitmap: Any) -> Pixels:
    """Pixels as grey or red, green, blue; the bitmap's own memory is let go with it."""
    import numpy

    pixels = bitmap.to_numpy()
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return numpy.array(pixels.reshape(pixels.shape[:2]))
    colours = pixels[:, :, :3]
    return numpy.ascontiguousarray(colours if bitmap.rev_byteorder else colours[:, :, ::-1])


def _without_idle_colour(pixels: Pixels) -> Pixels:
    """One channel where all three are equal: a third of the memory."""
    import numpy

    if pixels.ndim == 2:
        return pixels
    for step in (37, 1):  # a look at some rows spares most colour pages the look at all
        red, green, blue = (pixels[::step, :, channel] for channel in range(3))
        if not (numpy.array_equal(red, green) and numpy.array_equal(green, blue)):
            return pixels
    return numpy.ascontiguousarray(pixels[:, :, 0])


def _blank(number: int) -> PageImage:
    import numpy

    width, height = (round(side * 200 / 72) for side in _BLANK_SIZE)
    problem = f"Page {number} of the PDF is damaged and cannot be drawn. Get the file again, or scan the page again."
    return PageImage(number, numpy.full((height, width), 255, numpy.uint8), 200.0, problem)
