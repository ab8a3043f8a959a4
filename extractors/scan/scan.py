"""A picture of a page to a page of words: made ready, then read."""

from collections.abc import Iterator
from functools import cache

from extractors.model import Reading
from extractors.page import Page
from extractors.paged import read_paged
from extractors.recognition import A4, Recognise, nothing_read, recognised_here, with_recognised
from extractors.scan.page_image import PageImage


def read_scan(image: PageImage) -> Page:
    """Return the words and rulings of a picture of a page, in points of the page as turned upright.

    Raises `Unreadable` where recognition is missing or fails.
    """
    from extractors.scan.prepare import prepare
    from extractors.scan.recognise import read_sample, recognise

    _use_one_thread()
    return recognise(prepare(image, read_sample))


@cache
def _use_one_thread() -> None:
    """Keep OpenCV to one thread: pages are read side by side already.

    Its threads cost a third more than they save: 0.40 s a page of our own CPU with them on two cores, 0.30 without,
    and no more time on the clock.
    """
    import cv2

    cv2.setNumThreads(1)


def read_image(data: bytes, recognise: Recognise | None = None) -> Reading:
    """Return the paragraphs and tables of an image file, page by page (TIFF holds several).

    Raises `Unreadable` where the file is damaged, or where no page could be read: the first page's reason;
    `PagesWanted` where `recognise` has not all pages at hand.
    """
    reading = read_paged(with_recognised(_unread_pages(data), recognise or recognised_here(data)))
    if not reading.blocks:
        sentence = "Nothing readable was found in the picture. Put a clearer scan of the document in its place."
        raise nothing_read(reading, sentence)
    return reading


def _unread_pages(data: bytes) -> Iterator[Page]:
    from extractors.scan.pictures import count_frames

    for number in range(1, count_frames(data) + 1):
        yield Page(number, *A4, has_picture=True)
