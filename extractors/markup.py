"""HTML, whole pages and tables inside text: a stream of tags in, paragraphs and table fragments out.

The standard library's parser reads any tag soup in one pass, fetches nothing and expands no entity but the named
characters. Places carry the line of the source.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from extractors.drawn_tables import DrawnCell, read_drawn_table
from extractors.footnote_marks import is_footnote_mark
from extractors.layout_tables import is_rule_text
from extractors.list_numbers import print_number
from extractors.model import Block, Paragraph, Place, Reading, TableFragment
from extractors.page import ReadingMode

# Names of tags read better as words than as a list of strings.
# ruff: noqa: SIM905
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd section article header footer main aside address blockquote center pre "
    "hr form fieldset figure figcaption caption body html head".split()
)
# What a reader of the page does not see, or what is no part of the document.
_UNSEEN = frozenset("script style template noscript svg iframe object select button nav title textarea del".split())
# Void elements, and those whose end authors leave out: what is hidden there has no sure end.
_ALWAYS_READ = frozenset(
    "area base br col embed hr img input link meta source track wbr html body tr td th li dt dd option".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_DEEPEST = 100

Attributes = Mapping[str, str | None]


@dataclass(slots=True)
class _Container:
    """A place that collects blocks: the page, or one cell; and the paragraph being read there."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    line: int | None = None


@dataclass(slots=True)
class _OpenTable:
    """A table being read: its rows so far, and the spans of the cell that is open."""

    rows: list[list[DrawnCell]] = field(default_factory=list)
    spans: tuple[int, int] | None = None
    line: int | None = None


@dataclass(slots=True)
class _OpenList:
    """A list being read: the number of the next item, None for a list of dots, and how numbers are printed."""

    number: int | None
    style: str = "1"


def read_markup(html: str, first_line: int = 1, page: int | None = None, width_before: int = 0) -> Reading:
    """Return the paragraphs and table fragments of HTML; `first_line` and `page` say where it stands in its file.

    `width_before` is the number of columns of a table just above, which the first table may go on with.

    >>> reading = read_markup("<p>QUYẾT ĐỊNH<table><tr><th>TT<th>Nhiệm vụ<tr><td>1<td>Số<br>hóa</table>")
    >>> reading.blocks[0].text, [row.texts for row in reading.blocks[1].rows]
    ('QUYẾT ĐỊNH', [('TT', 'Nhiệm vụ'), ('1', 'Số hóa')])
    """
    reader = _Reader(first_line, page, width_before)
    reader.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    return Reading(ReadingMode.TEXT, tuple(reader.finish()))


class _Reader(HTMLParser):
    """Keeps what is open while the tags go by; closing tags that authors leave out are implied."""

    def __init__(self, first_line: int, page: int | None, width_before: int) -> None:
        super().__init__(convert_charrefs=True)
        self._first_line, self._page, self._width = first_line, page, width_before
        self._containers = [_Container()]
        self._tables: list[_OpenTable] = []
        self._lists: list[_OpenList] = []
        self._unseen: list[str] = []
        self._raised: list[str] | None = None
        self._is_preformatted = False

    def finish(self) -> list[Block]:
        """All blocks, whatever was left open closed."""
        while self._tables:
            self._end_table()
        self._end_paragraph()
        return self._containers[0].blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens."""
        if self._unseen == ["p"] and tag in _BLOCKS:
            self._unseen.pop()  # a paragraph ends where the next begins
        if self._unseen:
            self._unseen += [tag] * (tag == self._unseen[0])
            return
        attributes = dict(attrs)
        if tag in _UNSEEN or (tag not in _ALWAYS_READ and _is_hidden(attributes)):
            self._unseen.append(tag)
        elif tag == "table":
            self._start_table()
        elif tag in ("tr", "td", "th") and self._tables:
            self._start_cell_or_row(tag, attributes)
        elif tag == "br":
            self._containers[-1].words.append("\n")
        elif tag == "sup":
            self._end_raised()
            self._raised = []
        elif tag in _BLOCKS:
            self._start_block(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<br/>` is `<br>`; browsers take `<p/>` for `<p>`, an unseen element closed at once is nothing."""
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag closes."""
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
        elif tag == "sup":
            self._end_raised()
        elif tag in _CLOSERS and self._tables:
            _CLOSERS[tag](self)
        elif tag in _BLOCKS:
            self._end_paragraph()
            self._is_preformatted &= tag != "pre"
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        """Words, blanks and line feeds single-spaced unless they are preformatted."""
        if self._unseen:
            return
        if self._raised is not None:
            self._raised.append(data)
            return
        container = self._containers[-1]
        if container.line is None and data.strip():
            blank_lines = len(data) - len(data.lstrip())
            container.line = self._line() + data[:blank_lines].count("\n")
        container.words.append(data if self._is_preformatted else re.sub(r"\s+", " ", data))

    def _line(self) -> int:
        return self._first_line + self.getpos()[0] - 1

    def _end_raised(self) -> None:
        raised, self._raised = "".join(self._raised or ()), None
        if raised and not is_footnote_mark(raised, "".join(self._containers[-1].words[-3:])):
            self.handle_data(raised)

    def _start_block(self, tag: str, attributes: Attributes) -> None:
        self._end_paragraph()
        self._is_preformatted |= tag == "pre"
        if tag in ("ul", "ol"):
            number = _number(attributes.get("start"), 1) if tag == "ol" else None
            self._lists.append(_OpenList(number, attributes.get("type") or "1"))
        elif tag == "li" and self._lists:
            self._containers[-1].words.append(_item_mark(self._lists[-1], attributes))

    def _end_paragraph(self) -> None:
        if self._raised is not None:
            self._end_raised()
        container = self._containers[-1]
        for line in "".join(container.words).split("\n"):
            text = " ".join(unicodedata.normalize("NFC", line).split())
            if text and not is_rule_text(text):
                place = Place(container.line or self._line(), self._page)
                container.blocks.append(Paragraph(text, place, len(container.blocks)))
        container.words, container.line = [], None

    def _start_table(self) -> None:
        self._end_paragraph()
        if len(self._tables) < _DEEPEST:
            self._tables.append(_OpenTable())

    def _start_cell_or_row(self, tag: str, attributes: Attributes) -> None:
        self._end_cell()
        table = self._tables[-1]
        if tag == "tr" or not table.rows:
            table.rows.append([])
        if tag != "tr":
            table.spans = (_number(attributes.get("rowspan"), 1), _number(attributes.get("colspan"), 1) or 1)
            table.line = self._line()
            self._containers.append(_Container())

    def _end_cell(self) -> None:
        table = self._tables[-1]
        self._end_paragraph()
        if table.spans is not None:
            blocks = self._containers.pop().blocks
            table.rows[-1].append(DrawnCell(tuple(blocks), Place(table.line, self._page), *table.spans))
            table.spans = None

    def _end_table(self) -> None:
        self._end_cell()
        rows = self._tables.pop().rows
        blocks = read_drawn_table([row for row in rows if row], 0 if self._tables else self._width)
        if not self._tables:
            self._width = _width(blocks)
        self._containers[-1].blocks += blocks


_CLOSERS: dict[str, Callable[[_Reader], None]] = {
    "td": _Reader._end_cell,
    "th": _Reader._end_cell,
    "tr": _Reader._end_cell,
    "table": _Reader._end_table,
}


def _width(blocks: tuple[Block, ...]) -> int:
    fragment = blocks[-1] if blocks else None
    return len(fragment.rows[0].cells) if isinstance(fragment, TableFragment) and fragment.rows else 0


def _is_hidden(attributes: Attributes) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _number(text: str | None, default: int) -> int:
    """A span or a start as browsers read it: leading digits, else the default."""
    found = re.match(r"\s*(\d{1,6})", text or "")
    return int(found[1]) if found else default


def _item_mark(open_list: _OpenList, attributes: Attributes) -> str:
    """What the browser prints before an item."""
    if open_list.number is None:
        return "• "
    number = _number(attributes.get("value"), open_list.number)
    open_list.number = number + 1
    return f"{print_number(number, open_list.style)}. "
