"""Words into lines: breaking at blanks (and, as Word does, behind hyphens), aligning, joining back to text."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.making.fonts import Face, width_of
from tests.making.truth import Align

LEADING = 1.15  # line height over type size
ASCENT, DESCENT = 0.891, 0.216  # of Times and its metric twins
_BASELINE = ASCENT + (LEADING - ASCENT - DESCENT) / 2
_MARK_SIZE = 0.62  # of a footnote mark, raised by a third


class Word(NamedTuple):
    text: str
    face: Face = Face.REGULAR
    glued: bool = False  # follows the word before without a blank
    raised: bool = False  # a footnote mark


class Line(NamedTuple):
    words: tuple[Word, ...]
    indent: float = 0.0
    last: bool = True  # of its paragraph: not stretched


class Setting(NamedTuple):
    """Where and how lines are set."""

    width: float
    size: float
    align: Align = Align.LEFT


def split_words(text: str, face: Face = Face.REGULAR, *, break_hyphens: bool = False) -> list[Word]:
    """The words of a text; with `break_hyphens` a symbol such as 12/QĐ-UBND may part behind its hyphen."""
    words = []
    for token in text.split():
        parts = re.findall(r"[^-]+-(?=\w)|.+", token) if break_hyphens else [token]
        words += [Word(part, face, glued=place > 0) for place, part in enumerate(parts)]
    return words


def word_width(word: Word, size: float) -> float:
    """The width of one word at a type size."""
    return width_of(word.text, word.face) * size * (_MARK_SIZE if word.raised else 1)


def break_lines(words: Iterable[Word], setting: Setting, indent: float = 0.0) -> list[Line]:
    """The lines of one paragraph; a word wider than the line stands alone and runs over."""
    lines: list[list[Word]] = [[]]
    used = indent
    for word in words:
        wanted = word_width(word, setting.size)
        gap = 0.0 if word.glued or not lines[-1] else _blank(word, setting.size)
        if lines[-1] and used + gap + wanted > setting.width and not word.raised:
            lines.append([])
            used = gap = 0.0
        lines[-1].append(word)
        used += gap + wanted
    last = len(lines) - 1
    return [Line(tuple(line), 0.0 if place else indent, place == last) for place, line in enumerate(lines)]


def place_words(line: Line, setting: Setting) -> Iterator[tuple[float, Word]]:
    """Every word of the line with its distance from the left edge."""
    widths = [word_width(word, setting.size) for word in line.words]
    gaps = [0.0 if word.glued or not place else _blank(word, setting.size) for place, word in enumerate(line.words)]
    spare = setting.width - line.indent - sum(widths) - sum(gaps)
    stretch = setting.align is Align.JUSTIFY and not line.last and any(gaps)
    extra = spare / sum(gap > 0 for gap in gaps) if stretch else 0.0
    x = line.indent + (spare / 2 if setting.align is Align.CENTRE else 0.0)
    for word, width, gap in zip(line.words, widths, gaps, strict=True):
        x += gap + (extra if gap else 0.0)
        yield x, word
        x += width


def text_of(lines: Iterable[Line]) -> str:
    """The lines' text on one line, footnote marks left out."""
    words = [word for line in lines for word in line.words if not word.raised]
    return "".join(("" if word.glued else " ") + word.text for word in words).strip()


def baseline(top: float, size: float) -> float:
    """The baseline of a line whose box starts at `top`."""
    return top + _BASELINE * size


def size_of(word: Word, size: float) -> float:
    """The type size a word is drawn in."""
    return size * (_MARK_SIZE if word.raised else 1)


def rise_of(word: Word, size: float) -> float:
    """How far above the baseline a word stands."""
    return size / 3 if word.raised else 0.0


def _blank(word: Word, size: float) -> float:
    return width_of(" ", word.face) * size
