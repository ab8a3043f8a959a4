"""OCR'd text: tab-separated or Markdown pipe tables, cut by the pages they stood on, as the sample files have them.

A page break leaves a blank line and, where it fell inside a row, a row whose short cells are empty: each cell goes on
where it was cut. Spans are lost: a merged cell shows its text in its first row only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from zlib import crc32

from tests.making.expected import single_spaced
from tests.making.grid import Grid, GridCell, make_grid
from tests.making.truth import Attachment, DocumentFacts, SectionForm, TableFacts, Truth
from tests.making.wording import (
    MOTTO,
    RECIPIENTS,
    STATE,
    article_heading,
    number_line,
    place_date_line,
    recipient_lines,
    signature_lines,
)

_LINE_WIDTH = 95  # characters of all columns together, on one printed line
_PAGE_LINES = (18, 34)  # printed table lines a page holds: least, most


@dataclass(frozen=True, slots=True)
class MadeText:
    """The text and, for every table, the rows (counted from 0) that a page break cut."""

    text: str
    cut_rows: tuple[tuple[int, ...], ...]


def make_text(truth: Truth, *, pipes: bool = False) -> MadeText:
    """The truth as OCR'd text: tabs, or with `pipes` Markdown. Same truth, same text."""
    rng = Random(crc32(truth.id.encode()) + pipes)
    blocks = list(_front(truth.document, pipes or rng.random() < 0.3))
    cuts = []
    for table in truth.tables:
        blocks += _table_head(table)
        lines, cut = _table(make_grid(table, SectionForm.PLAIN), pipes, rng)
        blocks += ["\n".join(lines), *table.notes, *(note.text for note in table.footnotes)]
        cuts.append(cut)
    return MadeText("\n\n" + "\n\n".join(block for block in blocks if block) + "\n", tuple(cuts))


def _front(document: DocumentFacts, with_motto: bool) -> Iterator[str]:
    if with_motto:
        yield "\n".join(filter(None, [document.letterhead.parent, document.letterhead.issuing]))
        yield f"**{STATE}**\n**{MOTTO}**"
    yield number_line(document)
    yield place_date_line(document.place, document.date)
    yield document.type.upper()
    yield f"**{document.title}**"
    yield document.authority
    yield from document.legal_bases
    yield document.proposal or ""
    yield f"{document.type.upper()}:"
    for article in document.articles:
        yield f"{article_heading(article)} {article.text}"
        yield from (f"{clause.ordinal}. {clause.text}" for clause in article.clauses)
    yield RECIPIENTS
    yield "\n".join(recipient_lines(document.recipients))
    yield f"**{chr(10).join(signature_lines(document))}**"
    yield f"**{document.signer.printed_name or document.signer.name}**"
    if document.attachment:
        yield from _attachment(document, document.attachment)


def _attachment(document: DocumentFacts, attachment: Attachment) -> Iterator[str]:
    if attachment.with_place_and_date:
        yield place_date_line(document.place, document.date)
    yield attachment.type.upper()
    yield attachment.title
    yield attachment.attached_to
    for part in attachment.parts:
        yield part.heading
        yield "\n".join(part.paragraphs)


def _table_head(table: TableFacts) -> list[str]:
    appendix = table.appendix
    return [f"**{appendix.heading}**", appendix.title, appendix.attached_to] if appendix else []


def _table(grid: Grid, pipes: bool, rng: Random) -> tuple[list[str], tuple[int, ...]]:
    width = len(grid.weights)
    lines = [_line(_spread(row, width), pipes) for row in grid.header]
    if pipes:
        lines.insert(1, _line(["---"] * width, pipes))
    room, cuts = rng.randint(*_PAGE_LINES), []
    for index, row in enumerate(grid.body):
        rest = _spread(row, width)
        while (height := _height(grid, rest)) > room:
            head, rest = _cut(grid, rest, room)
            if any(head):
                lines.append(_line(head, pipes))
                cuts.append(index)
            lines += [""] + ([_line(["---"] * width, pipes)] if pipes and rng.random() < 0.5 else [])
            room = rng.randint(*_PAGE_LINES)
        room -= height
        marked = not pipes and index == len(grid.body) - 1 and rng.random() < 0.5
        lines.append(_line([f"<p>{cell}</p>" if marked and cell else cell for cell in rest], pipes))
    if not pipes and rng.random() < 0.5:
        lines.append(_line(["-" * rng.randint(2, 20) for _ in range(width)], pipes))
    return lines, tuple(dict.fromkeys(cuts))


def _spread(row: tuple[GridCell, ...], width: int) -> list[str]:
    cells = [""] * width
    for cell in row:
        cells[cell.column] = single_spaced(cell.text)
    return cells


def _line(cells: list[str], pipes: bool) -> str:
    return f"| {' | '.join(cells)} |" if pipes else "\t".join(cells)


def _measures(grid: Grid) -> list[int]:
    return [max(5, int(_LINE_WIDTH * weight / sum(grid.weights))) for weight in grid.weights]


def _height(grid: Grid, cells: list[str]) -> int:
    return max(-(-len(cell) // measure) for cell, measure in zip(cells, _measures(grid), strict=True)) or 1


def _cut(grid: Grid, cells: list[str], lines: int) -> tuple[list[str], list[str]]:
    """What stands on the first so many lines of each cell, and the rest; a word is never cut."""
    parts = [_cut_cell(cell, lines * measure) for cell, measure in zip(cells, _measures(grid), strict=True)]
    return [head for head, _ in parts], [rest for _, rest in parts]


def _cut_cell(cell: str, room: int) -> tuple[str, str]:
    if len(cell) <= room:
        return cell, ""
    blank = cell.rfind(" ", 0, room + 1)
    return (cell[:blank], cell[blank + 1 :]) if blank > 0 else ("", cell)
