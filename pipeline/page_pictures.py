"""Pages as pictures for people, and what was read drawn on them. The pictures that are read from are made elsewhere."""

from io import BytesIO
from typing import TYPE_CHECKING

from extractors.model import FileKind
from pipeline.datasets import PageRow
from pipeline.errors import ShowError

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

# Dots a point: 144 an inch, at which table print of 10 points reads well on a screen.
SCALE = 2.0
# A page box whose size differs by less than this, in points, is the one that was read.
_SAME_SIZE = 1.0


def picture_of_page(data: bytes, kind: FileKind, page: PageRow) -> "Image":
    """Return the picture of one page as it was read: turned upright, laid straight, `SCALE` dots a point.

    Raises `ShowError` where the page cannot be drawn.
    """
    picture = _pdf_page(data, page) if kind is FileKind.PDF else _frame(data, page.page)
    if page.turned:
        picture = picture.rotate(-page.turned, expand=True)
    if page.skew:
        picture = picture.rotate(-page.skew, fillcolor="white")
    return picture.resize((round(page.width * SCALE), round(page.height * SCALE)))


def _frame(data: bytes, number: int) -> "Image":
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as picture:
        picture.seek(number - 1)
        return ImageOps.exif_transpose(picture).convert("RGB")


def _pdf_page(data: bytes, page: PageRow) -> "Image":
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise ShowError(f"The PDF cannot be drawn: {problem}.") from problem
    try:
        source = document[page.page - 1]
        _show_what_was_read(source, page)
        picture: Image = source.render(scale=SCALE).to_pil().convert("RGB")
        return picture
    except pypdfium2.PdfiumError as problem:
        raise ShowError(f"Page {page.page} cannot be drawn: {problem}.") from problem
    finally:
        document.close()


def _show_what_was_read(source: "pypdfium2.PdfPage", page: PageRow) -> None:
    """Show the page whose size was read: boxes count from the corner of the media box, viewers show the crop box."""
    x0, y0, x1, y1 = source.get_mediabox()
    width, height = sorted((page.width, page.height))
    shorter, longer = sorted((x1 - x0, y1 - y0))
    if abs(shorter - width) < _SAME_SIZE and abs(longer - height) < _SAME_SIZE:
        source.set_cropbox(x0, y0, x1, y1)
