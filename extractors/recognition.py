"""Pages whose words stand only in a picture: how a reader asks for them, and what recognises one.

A reader is given a function that looks pages up. Whoever gives it decides when pages are recognised: at once, in this
process, or beforehand by many workers. A page that could not be recognised comes back without words, with the reason.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from extractors.layer_trust import why_rejected
from extractors.model import Reading, Unreadable
from extractors.page import HowRead, Page, PageFailure, ReadingMode

# The recognised page with this number; None where it is not at hand yet.
Recognise = Callable[[int], Page | None]
# Recognises one page of a file from the file's bytes; raises `Unreadable` where that fails.
PageReader = Callable[[bytes, int], Page]
# Width, height and type size of a page of which nothing better is known, in points.
A4 = (595.0, 842.0, 12.0)


class PagesWanted(Exception):  # noqa: N818 (a state of the reading, not a fault)
    """The document can be read once these pages are recognised."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


def with_recognised(pages: Iterable[Page], recognise: Recognise) -> Iterator[Page]:
    """Yield the pages, those without words of their own as recognised; they keep why their text layer was rejected.

    Raises `PagesWanted` with all missing pages once every page was looked at; the pages after the first missing one
    are not given out, for what would be made of them is not used.
    """
    wanted: list[int] = []
    for page in pages:
        found: Page | None = page
        if page.is_unread or page.how.rejected:
            found = recognise(page.number)
        if found is None:
            wanted.append(page.number)
        elif not wanted:
            yield found if found is page else _in_place_of(page, found)
    if wanted:
        raise PagesWanted(tuple(wanted))


def _in_place_of(page: Page, found: Page) -> Page:
    """The recognised page with what is known of the page in the file."""
    how = replace(found.how, rejected=page.how.rejected)
    if how.failure:
        return replace(page, words=(), rulings=(), has_picture=True, how=how)
    return replace(found, how=how, signatures=page.signatures)


def recognise_page(data: bytes, number: int) -> Page:
    """Return a page of a PDF or image file as read from its picture; raise `Unreadable` where that fails."""
    from extractors.pdf_images import open_pdf, page_image
    from extractors.scan.pictures import read_frame
    from extractors.scan.scan import read_scan

    if data.startswith(b"%PDF-"):
        with open_pdf(data) as document:
            image = page_image(document, number)
    else:
        image = read_frame(data, number)
    if image.problem:
        raise Unreadable("page_damaged", image.problem)
    return read_scan(image)


def recognised_here(data: bytes) -> Recognise:
    """Return a lookup that recognises a page of the file when it is asked for it."""
    return partial(read_or_give_up, recognise_page, data)


def read_or_give_up(read_page: PageReader, data: bytes, number: int) -> Page:
    """Return a page as `read_page` gives it, or as given up for the reason it names."""
    try:
        return read_page(data, number)
    except Unreadable as problem:
        return given_up(number, problem.code, problem.sentence)


def given_up(number: int, code: str, sentence: str) -> Page:
    """Return what stands for a page that could not be recognised: it shows something, and no words are known.

    >>> given_up(3, "late", "It took too long.").facts.how.is_read
    False
    """
    how = HowRead(ReadingMode.OCR, is_read=False, failure=PageFailure(code, sentence))
    return Page(number, *A4, has_picture=True, how=how)


def nothing_read(reading: Reading, sentence: str) -> Unreadable:
    """Return the failure of a document without a word: its first page's reason, else the sentence about blank pages."""
    failures = [page.how.failure for page in reading.pages if page.how.failure]
    if failures:
        return Unreadable(failures[0].code, failures[0].sentence)
    return Unreadable("empty_pages", f"{why_rejected(reading.rejections)}{sentence}")
