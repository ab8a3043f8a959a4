"""PDF files page by page, in reading order."""

from extractors.model import Reading
from extractors.paged import read_paged
from extractors.recognition import Recognise, nothing_read, recognised_here, with_recognised
from extractors.text_layer import read_pages


def read_pdf(data: bytes, recognise: Recognise | None = None) -> Reading:
    """Return the paragraphs and table fragments of a PDF in reading order: its text layer, other pages recognised.

    Pages that show something and could not be read are named in `pages_not_read`. Raises `Unreadable` where the file
    is locked, damaged or without pages, and where no page could be read: the first page's reason, or `empty_pages`;
    `PagesWanted` where `recognise` has not all pages at hand.
    """
    reading = read_paged(with_recognised(read_pages(data), recognise or recognised_here(data)))
    if not reading.blocks:
        raise nothing_read(reading, "The pages of the PDF are blank. Put the full document in its place.")
    return reading
