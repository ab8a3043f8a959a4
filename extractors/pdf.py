"""PDF files page by page, in reading order."""

from collections.abc import Sequence

from extractors.model import Reading, Unreadable
from extractors.paged import read_paged
from extractors.scan.scan import with_scans
from extractors.text_layer import read_pages


def read_pdf(data: bytes) -> Reading:
    """Return the paragraphs and table fragments of a PDF in reading order: its text layer, scanned pages recognised.

    Pages that show something and could not be read are named in `pages_not_read`. Raises `Unreadable` where the file
    is locked, damaged or without pages, and where no page could be read: `ocr_missing`, `ocr_failed`, `empty_pages`.
    """
    failures: list[Unreadable] = []
    reading = read_paged(with_scans(data, read_pages(data), failures))
    if not reading.blocks:
        raise _without_text(failures)
    return reading


def _without_text(failures: Sequence[Unreadable]) -> Unreadable:
    if failures:
        return failures[0]
    return Unreadable("empty_pages", "The pages of the PDF are blank. Put the full document in its place.")
