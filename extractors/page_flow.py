"""Pages to one text: running heads kept once, footnotes put behind the table they interrupt, cut paragraphs joined."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.layout import Passage
from extractors.model import Block, Paragraph, Place, TableFragment, join_lines, moved_to_end

# Heads and feet stand within this share of the height from the upper or lower edge, and on so many pages.
_MARGIN = 0.12
_LEAST_REPEATS = 3
_SENTENCE_ENDS = (".", ";", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What one page shows, in reading order."""

    number: int
    height: float
    parts: tuple[Passage | TableFragment, ...]


@dataclass(slots=True)
class _Flow:
    """The blocks so far, the footnotes that wait for the end of a table, and the paragraph that may go on."""

    blocks: list[Block]
    waiting: list[Paragraph]
    last: Passage | None = None
    last_at: int = -1

    def add_table(self, fragment: TableFragment) -> None:
        self.blocks.append(fragment)
        self.last = None

    def add(self, passage: Passage, page: int, *, is_first: bool) -> None:
        place = Place(None, page, passage.box, passage.confidence)
        paragraph = Paragraph(passage.text, place, len(self.blocks), passage.doubts, passage.is_scribble)
        if passage.is_note:
            self.waiting.append(paragraph)
        elif passage.is_page_number or passage.is_scribble:
            self.blocks.append(paragraph)
        elif is_first and self.last and _goes_on(self.last, passage):
            self._join(paragraph)
            self.last = passage
        else:
            self.blocks += [*self.waiting, paragraph]
            self.waiting = []
            self.last, self.last_at = passage, len(self.blocks) - 1

    def _join(self, rest: Paragraph) -> None:
        before = self.blocks[self.last_at]
        if isinstance(before, Paragraph):
            text = join_lines([before.text, rest.text])
            doubts = (*before.doubts, *moved_to_end(rest.doubts, rest.text, text))
            self.blocks[self.last_at] = replace(before, text=text, doubts=doubts)


def flow(pages: Sequence[PageContent]) -> tuple[Block, ...]:
    """Return the blocks of all pages in reading order."""
    so_far = _Flow([], [])
    for page in _with_heads_once(pages):
        is_first = True
        for part in page.parts:
            if isinstance(part, TableFragment):
                so_far.add_table(part)
            else:
                so_far.add(part, page.number, is_first=is_first)
            is_first = is_first and isinstance(part, Passage) and _is_aside(part)
    return (*so_far.blocks, *so_far.waiting)


def _is_aside(passage: Passage) -> bool:
    return passage.is_page_number or passage.is_note or passage.is_scribble


def _goes_on(before: Passage, rest: Passage) -> bool:
    """Whether a paragraph at the top of a page is the rest of the one at the foot of the page before."""
    starts_small = rest.text[:1].islower() or rest.text[:1].isdigit()
    return before.runs_on and rest.may_continue and (starts_small or not before.text.endswith(_SENTENCE_ENDS))


def _with_heads_once(pages: Sequence[PageContent]) -> Iterator[PageContent]:
    """The pages with repeated heads and feet left out but for the first, which waits as footnotes do."""
    counts = Counter(key for page in pages for key in {_key(part) for part in page.parts if _in_margin(part, page)})
    repeated = {key for key, count in counts.items() if count >= _LEAST_REPEATS}
    seen: set[str] = set()
    for page in pages:
        parts: list[Passage | TableFragment] = []
        for part in page.parts:
            key = _key(part)
            if key not in repeated or not _in_margin(part, page):
                parts.append(part)
            elif key not in seen and isinstance(part, Passage):
                parts.append(replace(part, is_note=True))
                seen.add(key)
        yield replace(page, parts=tuple(parts))


def _in_margin(part: Passage | TableFragment, page: PageContent) -> bool:
    if isinstance(part, TableFragment) or part.is_page_number or part.is_scribble:
        return False
    return part.box.bottom < _MARGIN * page.height or part.box.top > (1 - _MARGIN) * page.height


def _key(part: Passage | TableFragment) -> str:
    return re.sub(r"\d+", "#", part.text) if isinstance(part, Passage) else ""
