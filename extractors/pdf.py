"""PDF files page by page: tables from their rules, paragraphs from the rest, in reading order."""

from collections.abc import Iterator, Sequence

from extractors.grid import Grid, find_grids, fragment_of
from extractors.layout import Passage, find_passages
from extractors.model import Page, Reading, ReadingMode, TableFragment, Unreadable
from extractors.page_flow import PageContent, flow
from extractors.text_layer import read_pages


def read_pdf(data: bytes) -> Reading:
    """Return the paragraphs and table fragments of a PDF's text layer, in reading order.

    Pages that show something but hold no text are named in `pages_not_read`. Raises `Unreadable` where the file is
    locked, damaged or without pages, and with `needs_ocr` where no page holds text.
    """
    contents: list[PageContent] = []
    not_read: list[int] = []
    columns: Sequence[float] = ()
    count = 0
    for page in read_pages(data):
        count += 1
        if page.is_unread:
            not_read.append(page.number)
            continue
        grids = find_grids(page, columns)
        columns = grids[-1].xs if grids else ()
        contents.append(PageContent(page.number, page.height, tuple(_parts(page, grids))))
    if not any(content.parts for content in contents):
        raise _without_text(not_read)
    blocks = flow(contents)
    return Reading(ReadingMode.TEXT_LAYER, blocks, count, pages_not_read=tuple(not_read))


def _without_text(not_read: Sequence[int]) -> Unreadable:
    if not_read:
        return Unreadable(
            "needs_ocr",
            "The PDF holds pictures of pages and no text: it needs text recognition, which is not built in yet. "
            "Run it through a program that recognises text and put the result in its place.",
        )
    return Unreadable("empty_pages", "The pages of the PDF are blank. Put the full document in its place.")


def _parts(page: Page, grids: Sequence[Grid]) -> Iterator[Passage | TableFragment]:
    """Paragraphs and tables from top to bottom; words beside a table stand before what is below its upper edge."""
    held = {id(word) for grid in grids for words in grid.words for word in words}
    free = [word for word in page.words if id(word) not in held]
    passages = list(find_passages(page, free))
    for grid in grids:
        above = [passage for passage in passages if not passage.is_note and passage.box.top < grid.box.top]
        yield from above
        passages = [passage for passage in passages if passage not in above]
        yield fragment_of(grid, page.number)
    yield from passages
