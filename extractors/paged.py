"""Pages, however they were read, to one reading: tables from their rules, paragraphs from the rest, in order."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.borderless import find_open_tables
from extractors.glyphs import line_up
from extractors.grid import Grid, find_grids, fragment_of, open_grid
from extractors.layout import Passage, find_passages, scribble_passage, without_page_numbers
from extractors.line_text import SAME_LINE
from extractors.look_alikes import settle_look_alikes
from extractors.model import Reading, TableFragment
from extractors.page import Page, PageFacts, ReadingMode, Signature, Word
from extractors.page_flow import PageContent, flow
from extractors.scribbles import part_scribbles


def read_paged(pages: Iterable[Page]) -> Reading:
    """Return the paragraphs and table fragments of pages with words and rules, in reading order.

    The pages are walked once and let go. Pages that show something and hold no words are not read.
    """
    contents: list[PageContent] = []
    facts: list[PageFacts] = []
    signatures: list[Signature] = []
    columns: Sequence[float] = ()
    gutters: Sequence[tuple[float, float]] = ()
    for page in pages:
        facts.append(page.facts)
        signatures += page.signatures
        if page.is_unread:
            continue
        ruled = find_grids(page, columns)
        columns = ruled[-1].xs if ruled else ()
        opened, gutters = _open_grids(page, ruled, gutters)
        grids = sorted([*ruled, *opened], key=lambda grid: grid.box.top)
        contents.append(PageContent(page.number, page.height, tuple(_parts(page, grids))))
    return Reading(_mode(facts), flow(contents), len(facts), pages=tuple(facts), signatures=tuple(signatures))


def _open_grids(
    page: Page, ruled: Sequence[Grid], before: Sequence[tuple[float, float]]
) -> tuple[list[Grid], Sequence[tuple[float, float]]]:
    """Tables without drawn columns, and the gutters of the one at the foot of the page, which may go on on the next."""
    free = without_page_numbers(page, _free_text(page, ruled))
    tables = find_open_tables(page, free, () if ruled else before)
    grids = [(table, grid) for table in tables if (grid := open_grid(table.lattice, free, page.size))]
    if not grids:
        return [], ()
    last, grid = grids[-1]
    below = [line for line in line_up(free, SAME_LINE) if line[0].box.top > grid.box.bottom]
    is_last = not below or below[0][0].is_raised
    return [grid for _, grid in grids], last.gutters if is_last else ()


def _free_words(page: Page, grids: Sequence[Grid]) -> list[Word]:
    held = {id(word) for grid in grids for words in grid.words for word in words}
    return [word for word in page.words if id(word) not in held]


def _free_text(page: Page, grids: Sequence[Grid]) -> list[Word]:
    return part_scribbles(_free_words(page, grids), page.size)[0]


def _mode(facts: Sequence[PageFacts]) -> ReadingMode:
    modes = {page.how.mode for page in facts if page.word_count}
    return modes.pop() if len(modes) == 1 else ReadingMode.MIXED if modes else ReadingMode.TEXT_LAYER


def _parts(page: Page, grids: Sequence[Grid]) -> Iterator[Passage | TableFragment]:
    """Paragraphs and tables from top to bottom; words beside a table stand before what is below its upper edge."""
    words, scribbles = part_scribbles(_free_words(page, grids), page.size)
    yield from map(scribble_passage, scribbles)
    passages = list(find_passages(page, words))
    for grid in grids:
        above = [passage for passage in passages if not passage.is_note and passage.box.top < grid.box.top]
        yield from above
        passages = [passage for passage in passages if passage not in above]
        yield fragment_of(settle_look_alikes(grid), page.number)
    yield from passages
