"""Pages being set: text, rules and the truth about them. Points, origin top left."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.making.fonts import Face
from tests.making.lines import (
    ASCENT,
    DESCENT,
    LEADING,
    Line,
    Setting,
    Word,
    baseline,
    break_lines,
    place_words,
    rise_of,
    size_of,
    split_words,
    text_of,
    word_width,
)
from tests.making.truth import Align

A4 = (595.28, 841.89)
MM = 72 / 25.4
_NUMBER_SIZE = 13.0
_NOTE_SIZE = 10.0


class Box(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float


class Run(NamedTuple):
    """One word to draw."""

    text: str
    x: float
    baseline: float
    face: Face
    size: float


class Piece(NamedTuple):
    """What one page shows of one table cell."""

    table: int  # counted from 1
    row: int | None  # in the table's rows, counted from 0; None in the header
    address: str
    column: str
    text: str
    glued: bool  # goes on a word that the page before broke behind its hyphen
    box: Box  # the ruled box
    text_box: Box | None  # around the words; None where the cell is empty here


class TextLine(NamedTuple):
    """A line outside tables."""

    text: str
    box: Box
    kind: str


@dataclass(slots=True)
class Page:
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rules: set[Box] = field(default_factory=set)
    pieces: list[Piece] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    signature: Box | None = None  # between the signer's post and name: where a seal is put
    notes: list[list[Line]] = field(default_factory=list)


class Press:
    """Sets pages one after the other; `y` is where the next line goes."""

    def __init__(self, margins: Box) -> None:
        self.margins = margins
        self.pages: list[Page] = []
        self.landscape = False
        self.number = 0
        self.y = 0.0
        self.reserved = 0.0

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def left(self) -> float:
        return self.margins.x0

    @property
    def width(self) -> float:
        return self.page.width - self.margins.x0 - self.margins.x1

    @property
    def room(self) -> float:
        return self.page.height - self.margins.bottom - self.reserved - self.y

    def new_page(self) -> None:
        """Close the page and start the next one; from the second on it bears its number."""
        self.close()
        width, height = A4[::-1] if self.landscape else A4
        self.pages.append(Page(width, height))
        self.y, self.reserved = self.margins.top, 0.0
        self.number += 1
        if self.number > 1:
            line = Line((Word(str(self.number)),))
            setting = Setting(width, _NUMBER_SIZE, Align.CENTRE)
            with self.at(self.margins.top - 1.6 * _NUMBER_SIZE):
                self.set_line(line, setting, "page number", left=0.0)

    def close(self) -> None:
        """Print the footnotes of the page."""
        if not self.pages or not self.page.notes:
            return
        y = self.page.height - self.margins.bottom - self.reserved + 6
        self.page.rules.add(Box(self.left, y, self.left + self.width / 4, y))
        with self.at(y + 4):
            for lines in self.page.notes:
                for line in lines:
                    self.set_line(line, Setting(self.width, _NOTE_SIZE), "footnote")
        self.page.notes = []

    @contextmanager
    def at(self, y: float) -> Iterator[None]:
        """Set something elsewhere on the page, then go on where we were."""
        before, self.y = self.y, y
        yield
        self.y = before

    def add_note(self, mark: str, text: str) -> None:
        """Keep room for a footnote and print it when the page is closed."""
        lines = self.note_lines(mark, text)
        self.reserved += self.note_height(lines)
        self.page.notes.append(lines)

    def note_lines(self, mark: str, text: str) -> list[Line]:
        """A footnote as lines."""
        return break_lines([Word(mark, raised=True), *split_words(text)], Setting(self.width, _NOTE_SIZE))

    def note_height(self, lines: list[Line]) -> float:
        """The room a footnote takes, with the rule above the first one."""
        return len(lines) * _NOTE_SIZE * LEADING + (0 if self.page.notes else 12)

    def set_line(self, line: Line, setting: Setting, kind: str, *, left: float | None = None) -> None:
        """Set one line at `y` and move on."""
        start = self.left if left is None else left
        box = draw_line(self.page, line, setting, (start, self.y))
        self.page.lines.append(TextLine(text_of([line]), box, kind))
        self.y += setting.size * LEADING

    def paragraph(self, words: Iterable[Word], setting: Setting, kind: str, indent: float = 0.0) -> None:
        """Set a paragraph, over as many pages as it takes."""
        for line in break_lines(words, setting, indent):
            if self.room < setting.size * LEADING:
                self.new_page()
            self.set_line(line, setting, kind, left=self.left + (self.width - setting.width) / 2)

    def text(self, text: str, size: float, face: Face, kind: str, *, share: float = 1.0) -> None:
        """Centred text, in forced lines and wrapped at a share of the width."""
        for part in text.split("\n"):
            words = split_words(part, face)
            self.paragraph(words, _balanced(words, Setting(self.width * share, size, Align.CENTRE)), kind)

    def rule(self, width: float, *, gap: float = 4.0) -> None:
        """A short centred rule under what was just set."""
        start = self.left + (self.width - width) / 2
        self.page.rules.add(Box(start, self.y + gap, start + width, self.y + gap))
        self.y += 2 * gap


def _balanced(words: list[Word], setting: Setting) -> Setting:
    """The narrowest width that takes no more lines, so that no word is left alone on the last one."""
    narrower = setting
    while len(break_lines(words, narrower)) == len(break_lines(words, setting)) and narrower.width > 60:
        setting, narrower = narrower, narrower._replace(width=narrower.width - 6)
    return setting


def draw_line(page: Page, line: Line, setting: Setting, corner: tuple[float, float]) -> Box:
    """Put the words of a line on the page, its left upper corner given; return the box around them."""
    left, top = corner
    base = baseline(top, setting.size)
    ends = [left + line.indent]
    for x, word in place_words(line, setting):
        size = size_of(word, setting.size)
        page.runs.append(Run(word.text, left + x, base - rise_of(word, setting.size), word.face, size))
        ends += [left + x, left + x + word_width(word, setting.size)]
    inked = ends[1:] or ends
    return Box(min(inked), base - ASCENT * setting.size, max(inked), base + DESCENT * setting.size)
