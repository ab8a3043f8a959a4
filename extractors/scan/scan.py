"""Pictures of pages to pages of words: made ready, then read. A page that cannot be read does not stop the others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.model import Reading, Unreadable
from extractors.page import Page
from extractors.paged import read_paged
from extractors.scan.page_image import PageImage


def read_scan(image: PageImage) -> Page:
    """Return the words and rulings of a picture of a page, in points of the page as turned upright.

    Raises `Unreadable` where recognition is missing or fails.
    """
    from extractors.scan.prepare import prepare
    from extractors.scan.recognise import read_sample, recognise

    return recognise(prepare(image, read_sample))


def read_image(data: bytes) -> Reading:
    """Return the paragraphs and tables of an image file, page by page (TIFF holds several).

    Raises `Unreadable` where the file is damaged, or where no page could be read: the first page's reason.
    """
    from extractors.scan.pictures import read_image_file

    failures: list[Unreadable] = []
    return _judged(read_paged(scan_pages(read_image_file(data), failures)), failures)


def scan_pages(images: Iterable[PageImage], failures: list[Unreadable]) -> Iterator[Page]:
    """Yield the pages of pictures; a page that cannot be read comes without words, its reason goes to `failures`."""
    for image in images:
        try:
            yield read_scan(image)
        except Unreadable as failure:
            failures.append(failure)
            height, width = image.pixels.shape[:2]
            yield Page(image.number, width * 72 / image.dpi, height * 72 / image.dpi, 12.0, has_picture=True)


def with_scans(data: bytes, pages: Iterable[Page], failures: list[Unreadable]) -> Iterator[Page]:
    """Yield a PDF's pages, those without words of their own read from their picture.

    A page whose text layer was rejected keeps the reason. A page that cannot be read comes without words, its reason
    goes to `failures`.
    """
    for page in pages:
        if not (page.is_unread or page.how.rejected):
            yield page
            continue
        try:
            yield _read_pdf_page(data, page)
        except Unreadable as failure:
            failures.append(failure)
            yield replace(page, words=(), has_picture=True)


def _read_pdf_page(data: bytes, page: Page) -> Page:
    from extractors.pdf_images import open_pdf, page_image

    with open_pdf(data) as document:
        scanned = read_scan(page_image(document, page.number))
    how = replace(scanned.how, rejected=page.how.rejected)
    return replace(scanned, how=how, signatures=page.signatures)


def _judged(reading: Reading, failures: list[Unreadable]) -> Reading:
    """The reading; where it is empty, the reason is raised."""
    if reading.blocks:
        return reading
    if failures:
        raise failures[0]
    raise Unreadable(
        "empty_pages", "Nothing readable was found in the picture. Put a clearer scan of the document in its place."
    )
