"""PDF files page by page, in reading order."""

from extractors.model import Reading, Unreadable
from extractors.paged import read_paged
from extractors.recognition import Recognise, with_recognised
from extractors.text_layer import read_pages


def read_pdf(data: bytes, recognise: Recognise | None = None) -> Reading:
    """Return the paragraphs and table fragments of a PDF, in reading order; pages without text through `recognise`.

    Pages that show something but hold no text are named in `pages_not_read`. Raises `Unreadable` where the file is
    locked, damaged or without pages, and with `needs_ocr` where no page holds text; `PagesWanted` where `recognise`
    has not all pages at hand.
    """
    reading = read_paged(with_recognised(read_pages(data), recognise))
    if not reading.blocks:
        raise _without_text(reading)
    return reading


def _without_text(reading: Reading) -> Unreadable:
    if any(page.how.failure for page in reading.pages):
        return Unreadable(
            "pages_not_read",
            "No page of the PDF could be recognised: each took too long, needed too much memory or made the reader "
            "crash. Scan the document again, or try once more with --retry-failed.",
        )
    if reading.pages_not_read:
        return Unreadable(
            "needs_ocr",
            "The PDF holds pictures of pages and no text: it needs text recognition, which is not built in yet. "
            "Run it through a program that recognises text and put the result in its place.",
        )
    return Unreadable("empty_pages", "The pages of the PDF are blank. Put the full document in its place.")
