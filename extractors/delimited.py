"""OCR'd text and Markdown with tab, pipe or HTML tables: lines in, paragraphs and table fragments out.

A run of table lines between blank lines is one fragment: recognisers leave a blank line where a page ends. Whether
fragments belong together is decided in `stitch`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.inline_markup import strip_markup
from extractors.layout_tables import is_data_table, is_rule_text, side_by_side
from extractors.markup import read_markup
from extractors.model import Block, Cell, CellPart, Paragraph, Place, Reading, Row, TableFragment, Unreadable
from extractors.ordinals import is_ordinal
from extractors.page import ReadingMode

# A line longer than this has lost its line breaks, and with them its tables.
MAX_LINE_LENGTH = 1_000_000

_PIPE = re.compile(r"(?<!\\)\|")
_FORM_FEED = "\f"
_TABLE_START = re.compile(r"<table[\s>]|<table$", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    page: int | None
    text: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line cut at its delimiters; a line without any is one cell."""
        if "\t" in self.text:
            return tuple(self.text.split("\t"))
        if self.is_piped:
            return tuple(_PIPE.split(self.text.strip().removeprefix("|").removesuffix("|")))
        return (self.text,)

    @property
    def is_piped(self) -> bool:
        return "|" in self.text and (self.text.lstrip().startswith("|") or len(_PIPE.findall(self.text)) > 1)

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_rule(self) -> bool:
        return is_rule_text(self.text)

    @property
    def is_delimited(self) -> bool:
        return "\t" in self.text.rstrip("\r\n") or self.is_piped


def read_delimited(text: str) -> Reading:
    r"""Return the paragraphs and table fragments of a text, in reading order.

    Pages are known only where form feeds mark them; else places carry the line alone. Raises `Unreadable` for a text
    that has lost its line breaks.

    >>> reading = read_delimited("QUYẾT ĐỊNH\n\nTT\tNhiệm vụ\tChủ trì\n1\tSố hóa\tVụ A\n\n\thồ sơ\t\n")
    >>> [type(block).__name__ for block in reading.blocks]
    ['Paragraph', 'TableFragment', 'TableFragment']
    """
    lines, page_count = _number_lines(text)
    blocks: list[Block] = []
    width = 0
    for is_html, stretch in _stretches(lines):
        if is_html:
            blocks += _html_blocks(stretch, width)
            width = _last_width(blocks)
            continue
        for run in _runs(stretch):
            if _is_table(run, width):
                blocks.append(_fragment(run))
                width = max(len(line.cells) for line in run)
            else:
                paragraphs = list(_paragraphs(run, block=len(blocks)))
                blocks += paragraphs
                width = width if all(is_page_number(paragraph.text) for paragraph in paragraphs) else 0
    return Reading(ReadingMode.TEXT, tuple(blocks), page_count)


def is_page_number(text: str) -> bool:
    """Whether a line holds nothing but a page number; a speck behind it may be read as a comma.

    >>> is_page_number("12"), is_page_number("- 3 -"), is_page_number("Trang 2/10"), is_page_number("12 đơn vị")
    (True, True, True, False)
    """
    return re.fullmatch(r"(?:[Tt]rang\s*)?[-–—\s]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*[,;'’]?", text) is not None


def _number_lines(text: str) -> tuple[list[_Line], int | None]:
    has_pages = _FORM_FEED in text
    lines, page = [], 1
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if len(raw) > MAX_LINE_LENGTH:
            raise Unreadable(
                "line_too_long",
                f"Line {number} has {len(raw):,} characters: the text has lost its line breaks. "
                "Export it again with one line a row.",
            )
        page += raw.count(_FORM_FEED)
        lines.append(_Line(number, page if has_pages else None, raw.replace(_FORM_FEED, "")))
    return lines, (page if has_pages else None)


def _stretches(lines: Sequence[_Line]) -> Iterator[tuple[bool, list[_Line]]]:
    """Lines inside `<table>` … `</table>`, as some recognisers write tables (True), and the lines around them."""
    depths: list[bool] = []
    depth = 0
    for line in lines:
        opened, closed = (len(pattern.findall(line.text)) for pattern in (_TABLE_START, _TABLE_END))
        depths.append(depth > 0 or opened > 0)
        depth = max(0, depth + opened - closed)
    for is_html, group in groupby(zip(depths, lines, strict=True), key=lambda pair: pair[0]):
        yield is_html, [line for _, line in group]


def _html_blocks(lines: Sequence[_Line], width_before: int) -> list[Block]:
    """Tables written in HTML, and what stands on their lines; Markdown's emphasis is taken off as elsewhere."""
    html = "\n".join(line.text for line in lines)
    return [_plain(block) for block in read_markup(html, lines[0].number, lines[0].page, width_before).blocks]


def _plain(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=strip_markup(block.text))
    return TableFragment(tuple(replace(row, cells=tuple(map(_plain_cell, row.cells))) for row in block.rows))


def _plain_cell(cell: Cell) -> Cell:
    return replace(cell, parts=tuple(replace(part, text=strip_markup(part.text)) for part in cell.parts))


def _last_width(blocks: Sequence[Block]) -> int:
    last = blocks[-1] if blocks else None
    return len(last.rows[0].cells) if isinstance(last, TableFragment) and last.rows else 0


def _runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines between blank lines, cut again where prose turns into table lines."""
    for is_blank, group in groupby(lines, key=lambda line: line.is_blank):
        if not is_blank:
            yield from _split_prose(list(group))


def _split_prose(lines: list[_Line]) -> Iterator[list[_Line]]:
    tabular = [line.is_delimited or line.is_rule for line in lines]
    # One bare line between table lines is a row whose empty cells were trimmed, not a paragraph.
    inside = [
        kind or (0 < at < len(lines) - 1 and tabular[at - 1] and tabular[at + 1]) for at, kind in enumerate(tabular)
    ]
    for _, group in groupby(zip(inside, lines, strict=True), key=lambda pair: pair[0]):
        yield [line for _, line in group]


def _is_table(run: Sequence[_Line], width_before: int) -> bool:
    """Whether delimited lines are rows, and not the two-column head, a signature block or a numbered list."""
    rows = [line.cells for line in run if not line.is_rule]
    if not any(line.is_delimited for line in run):
        return False
    return is_data_table(rows, width_before, has_rule=len(run) > 1 and run[1].is_rule and run[1].is_delimited)


def _fragment(run: Sequence[_Line]) -> TableFragment:
    return TableFragment(tuple(Row(tuple(_cell(text, line) for text in line.cells)) for line in run))


def _cell(text: str, line: _Line) -> Cell:
    return Cell((CellPart(strip_markup(text), Place(line.number, line.page)),))


def _paragraphs(run: Sequence[_Line], block: int) -> Iterator[Paragraph]:
    """Lines as paragraphs; side-by-side columns are read one after the other, as a person reads them."""
    if any(is_ordinal(line.cells[0]) for line in run):
        pieces = [(line, " ".join(line.cells)) for line in run]
    else:
        rows = [[(line, text) for text in line.cells] for line in run]
        pieces = list(side_by_side(rows, [line.cells[0] for line in run]))
    for line, text in pieces:
        words = strip_markup(text)
        if words and not is_rule_text(text):
            yield Paragraph(words, Place(line.number, line.page), block)
