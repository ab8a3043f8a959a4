"""Tables over pages: a row breaks wherever the page ends, between the lines of its cells, and goes on on the next."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from tests.making.expected import headers_of
from tests.making.fonts import Face
from tests.making.grid import GridCell, make_grid
from tests.making.lines import LEADING, Line, Setting, Word, break_lines, split_words, text_of, word_width
from tests.making.pages import Box, Page, Piece, Press, draw_line
from tests.making.truth import PrintStyle, RuleStyle, TableFacts

_PAD_X, _PAD_Y = 4.0, 2.0
_LEAST_LINES = 1  # of a row that is begun at the foot of a page


class _Segment(NamedTuple):
    """So many lines of one grid row on one page."""

    page: int
    row: int
    lines: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class TableAddress:
    """How the pieces of a table are named in the layout."""

    number: int
    rows: tuple[str, ...]
    columns: tuple[str, ...]


class TableSetter:
    """Sets one table with the press."""

    def __init__(self, press: Press, table: TableFacts, style: PrintStyle, address: TableAddress) -> None:
        self.press, self.table, self.style, self.address = press, table, style, address
        self.size = style.table_size
        self.leading = style.table_size * LEADING
        self.grid = make_grid(table, style.sections)
        widths = fit_widths(self.grid.weights, self._least_widths(), press.width)
        self.edges = [press.left + sum(widths[:place]) for place in range(len(widths) + 1)]
        self.lines = {cell: self._break(cell) for row in (*self.grid.header, *self.grid.body) for cell in row}
        self.footnotes = {note.row: (str(n), note.text) for n, note in enumerate(table.footnotes, start=1)}

    def set(self) -> None:
        """Header, rows and page breaks."""
        first = self._heights(self.grid.body)[:1] or [1]
        if self.press.room < self._header_height() + 2 * _PAD_Y + min(first[0], 2) * self.leading:
            self.press.new_page()
        self._set_header()
        segments = list(self._paginate())
        for row in self.grid.body:
            for cell in row:
                self._set_cell(cell, segments)

    def _words(self, cell: GridCell) -> list[list[Word]]:
        face = Face.BOLD if cell.bold else Face.REGULAR
        hyphens = self.style.break_hyphens
        paragraphs = [split_words(text, face, break_hyphens=hyphens) for text in cell.text.split("\n")]
        if cell.mark:
            paragraphs[-1].append(Word(cell.mark, face, glued=True, raised=True))
        return paragraphs

    def _least_widths(self) -> list[float]:
        widths = [0.0] * len(self.grid.weights)
        for cell in (cell for row in (*self.grid.header, *self.grid.body) for cell in row if cell.columns == 1):
            words = [word_width(word, self.size) for paragraph in self._words(cell) for word in paragraph]
            widths[cell.column] = max([widths[cell.column], *(word + 2 * _PAD_X + 0.5 for word in words)])
        return widths

    def _break(self, cell: GridCell) -> list[Line]:
        setting = self._setting(cell)
        return [line for words in self._words(cell) if words for line in break_lines(words, setting)]

    def _setting(self, cell: GridCell) -> Setting:
        left, right = self._sides(cell)
        return Setting(right - left - 2 * _PAD_X, self.size, cell.align)

    def _sides(self, cell: GridCell) -> tuple[float, float]:
        return self.edges[cell.column], self.edges[cell.column + cell.columns]

    def _heights(self, rows: tuple[tuple[GridCell, ...], ...]) -> list[int]:
        """How many lines every row needs; what a cell over several rows needs beyond them goes to its last row."""
        heights = [max([len(self.lines[cell]) for cell in row if cell.rows == 1] + [1]) for row in rows]
        for cell in (cell for row in rows for cell in row if cell.rows > 1):
            covered = heights[cell.row : cell.row + cell.rows]
            heights[cell.row + cell.rows - 1] += max(0, len(self.lines[cell]) - sum(covered))
        return heights

    def _header_height(self) -> float:
        return sum(self._row_height(lines) for lines in self._heights(self.grid.header))

    def _row_height(self, lines: int) -> float:
        return lines * self.leading + 2 * _PAD_Y

    def _set_header(self) -> None:
        segments = []
        for row, lines in enumerate(self._heights(self.grid.header)):
            segments.append(self._segment(row, lines))
        for cell in (cell for row in self.grid.header for cell in row):
            self._set_cell(cell, segments, heading=True)

    def _segment(self, row: int, lines: int) -> _Segment:
        top = self.press.y
        self.press.y += self._row_height(lines)
        return _Segment(len(self.press.pages) - 1, row, lines, top, self.press.y)

    def _paginate(self) -> Iterator[_Segment]:
        for row, height in enumerate(self._heights(self.grid.body)):
            rest = height
            self._keep_with_note(row, height)
            while (fitting := self._fitting()) < rest:
                if fitting >= _LEAST_LINES and (self.style.break_rows or self._page_is_fresh()):
                    yield self._segment(row, fitting)
                    rest -= fitting
                self._turn_page()
            yield self._segment(row, rest)

    def _fitting(self) -> int:
        return math.floor((self.press.room - 2 * _PAD_Y) / self.leading)

    def _page_is_fresh(self) -> bool:
        header = self._header_height() if self.style.repeat_header else 0.0
        return self.press.y <= self.press.margins.top + header + 0.01

    def _turn_page(self) -> None:
        self.press.new_page()
        if self.style.repeat_header:
            self._set_header()

    def _keep_with_note(self, row: int, height: int) -> None:
        """A row with a footnote is not cut, so that mark and note share a page."""
        if row not in self.footnotes:
            return
        lines = self.press.note_lines(*self.footnotes[row])
        if self.press.room < self._row_height(height) + self.press.note_height(lines):
            self._turn_page()
        self.press.add_note(*self.footnotes[row])

    def _set_cell(self, cell: GridCell, segments: list[_Segment], *, heading: bool = False) -> None:
        """Draw the cell on every page its rows stand on; its lines fill the first page, then the next."""
        rest = self.lines[cell]
        own = [segment for segment in segments if cell.row <= segment.row < cell.row + cell.rows]
        for place, parts in groupby(own, key=lambda segment: segment.page):
            shown = list(parts)
            left, right = self._sides(cell)
            box = Box(left, shown[0].top, right, shown[-1].bottom)
            room = math.floor((box.bottom - box.top - 2 * _PAD_Y) / self.leading + 0.01)
            here, rest = rest[:room], rest[room:]
            page = self.press.pages[place]
            text_box = self._draw(page, cell, here, box, heading)
            page.pieces.append(self._piece(cell, here, box, text_box, heading))
        assert not rest, "every line of a cell is printed"

    def _draw(self, page: Page, cell: GridCell, lines: list[Line], box: Box, heading: bool) -> Box | None:
        page.rules |= set(self._rules(box, heading))
        spare = box.bottom - box.top - len(lines) * self.leading
        top = box.top + (spare / 2 if self.style.middle or heading else _PAD_Y)
        setting = self._setting(cell)
        corners = [(box.x0 + _PAD_X, top + place * self.leading) for place in range(len(lines))]
        boxes = [draw_line(page, line, setting, corner) for line, corner in zip(lines, corners, strict=True)]
        return around(boxes)

    def _rules(self, box: Box, heading: bool) -> Iterator[Box]:
        style = self.style.rules
        if style in (RuleStyle.ALL, RuleStyle.ACROSS) or (style is RuleStyle.HEADER and heading):
            yield Box(box.x0, box.top, box.x1, box.top)
            yield Box(box.x0, box.bottom, box.x1, box.bottom)
        if style is RuleStyle.ALL:
            yield Box(box.x0, box.top, box.x0, box.bottom)
            yield Box(box.x1, box.top, box.x1, box.bottom)

    def _piece(self, cell: GridCell, lines: list[Line], box: Box, text_box: Box | None, heading: bool) -> Piece:
        column = self.address.columns[cell.column]
        row = None if heading else cell.row
        address = "header" if heading else self.address.rows[cell.row]
        glued = bool(lines) and lines[0].words[0].glued
        return Piece(self.address.number, row, address, column, text_of(lines), glued, box, text_box)


def make_address(table: TableFacts, number: int, rows: tuple[str, ...]) -> TableAddress:
    """Names for the pieces of a table: one address a row, the keys of its columns."""
    return TableAddress(number, rows, tuple(headers_of(table)))


def around(boxes: list[Box]) -> Box | None:
    """The smallest box around all; None around nothing."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def fit_widths(weights: tuple[float, ...], least: list[float], width: float) -> list[float]:
    """Column widths by weight, none narrower than its longest word; a table that cannot fit is a ValueError.

    >>> fit_widths((1, 3), [40, 10], 100)
    [40.0, 60.0]
    """
    if sum(least) > width:
        raise ValueError(f"a table needs {sum(least):.0f} points, the page offers {width:.0f}")
    pinned: set[int] = set()
    while True:
        free = width - sum(least[place] for place in pinned)
        shared = sum(weight for place, weight in enumerate(weights) if place not in pinned)
        widths = [least[n] if n in pinned else free * weight / shared for n, weight in enumerate(weights)]
        narrow = {place for place, found in enumerate(widths) if found < least[place] - 1e-6}
        if not narrow:
            return [float(found) for found in widths]
        pinned |= narrow
