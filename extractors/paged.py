"""Pages, however they were read, to one reading: tables from their rules, paragraphs from the rest, in order."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.grid import Grid, find_grids, fragment_of
from extractors.layout import Passage, find_passages
from extractors.model import Reading, TableFragment
from extractors.page import Page, PageFacts, ReadingMode, Signature
from extractors.page_flow import PageContent, flow


def read_paged(pages: Iterable[Page]) -> Reading:
    """Return the paragraphs and table fragments of pages with words and rules, in reading order.

    The pages are walked once and let go. Pages that show something and hold no words are not read.
    """
    contents: list[PageContent] = []
    facts: list[PageFacts] = []
    signatures: list[Signature] = []
    columns: Sequence[float] = ()
    for page in pages:
        facts.append(page.facts)
        signatures += page.signatures
        if page.is_unread:
            continue
        grids = find_grids(page, columns)
        columns = grids[-1].xs if grids else ()
        contents.append(PageContent(page.number, page.height, tuple(_parts(page, grids))))
    return Reading(_mode(facts), flow(contents), len(facts), pages=tuple(facts), signatures=tuple(signatures))


def _mode(facts: Sequence[PageFacts]) -> ReadingMode:
    modes = {page.how.mode for page in facts if page.word_count}
    return modes.pop() if len(modes) == 1 else ReadingMode.MIXED if modes else ReadingMode.TEXT_LAYER


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
