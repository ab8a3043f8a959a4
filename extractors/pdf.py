"""PDF files page by page, in reading order."""

from extractors.layer_trust import why_rejected
from extractors.model import Reading, Unreadable
from extractors.paged import read_paged
from extractors.text_layer import read_pages


def read_pdf(data: bytes) -> Reading:
    """Return the paragraphs and table fragments of a PDF's text layer, in reading order.

    Pages that show something but hold no text are named in `pages_not_read`. Raises `Unreadable` where the file is
    locked, damaged or without pages, and with `needs_ocr` where no page holds text.
    """
    reading = read_paged(read_pages(data))
    if not reading.blocks:
        raise _without_text(reading)
    return reading


def _without_text(reading: Reading) -> Unreadable:
    if reading.pages_not_read:
        what = "no text that can be believed" if reading.rejections else "no text"
        return Unreadable(
            "needs_ocr",
            f"The PDF holds pictures of pages and {what}: it needs text recognition, which is not built in yet. "
            f"{why_rejected(reading.rejections)}"
            "Run it through a program that recognises text and put the result in its place.",
        )
    return Unreadable("empty_pages", "The pages of the PDF are blank. Put the full document in its place.")
