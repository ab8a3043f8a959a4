"""Words written into the blanks of a printed page ("Số: ……/QĐ-UBND") put on the line that leaves the blank."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.glyphs import Glyph, line_up
from extractors.layout import box_around
from extractors.page import BBox, Word

# In shares of the type size. What is written by hand or by a stamp stands this much above or below its line at most:
# numbers drawn by signatures in decisions of 2024 and 2025 stand up to 0.3 off.
_OFF_LINE = 0.7
# A word further from the nearest printed one than this stands by itself.
_REACH = 6.0
# Characters that draw a blank; fewer of them in a row end a sentence or an abbreviation.
_LEADERS = frozenset(".…_·")
_LEAST_LEADERS = 2


def without_filled_blanks(glyphs: Sequence[Glyph], written: Sequence[BBox]) -> list[Glyph]:
    """Return the letters without the dotted lines that something is written on.

    >>> dots = [Glyph(".", 10 + 3 * at, 0, 13 + 3 * at, 12, 12, 10) for at in range(5)]
    >>> len(without_filled_blanks(dots, [])), len(without_filled_blanks(dots, [BBox(12, 0, 20, 11)]))
    (5, 0)
    """
    if not written:
        return list(glyphs)
    runs = (list(run) for _, run in groupby(glyphs, key=_blank_key))
    return [glyph for run in runs if not _is_filled(run, written) for glyph in run]


def _blank_key(glyph: Glyph) -> tuple[bool, int]:
    return glyph.text in _LEADERS, round(glyph.baseline)


def _is_filled(run: Sequence[Glyph], written: Sequence[BBox]) -> bool:
    count = sum(3 if glyph.text == "…" else 1 for glyph in run)
    if run[0].text not in _LEADERS or count < _LEAST_LEADERS:
        return False
    blank = box_around([BBox(glyph.x0, glyph.top, glyph.x1, glyph.bottom) for glyph in run])
    return any(_overlap(blank, box) for box in written)


def _overlap(one: BBox, other: BBox) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.bottom, other.bottom) > max(one.top, other.top)


def put_on_lines(written: Iterable[Word], printed: Sequence[Word]) -> Iterator[Word]:
    """Yield written words with the baseline of the printed line that they stand on; their boxes stay as drawn.

    >>> box = BBox(0, 0, 10, 12)
    >>> [word.baseline for word in put_on_lines([Word("11", box, 12, 8)], [Word("Số:", box, 12, 10)])]
    [10]
    """
    for word in written:
        near = [other for other in printed if _is_beside(word, other)]
        nearest = min(near, key=lambda other: _gap(word, other), default=word)
        yield replace(word, baseline=nearest.baseline)


def _is_beside(word: Word, other: Word) -> bool:
    size = max(word.size, other.size)
    is_level = abs(word.baseline - other.baseline) <= _OFF_LINE * size
    return is_level and not other.is_raised and _gap(word, other) <= _REACH * size


def _gap(word: Word, other: Word) -> float:
    return max(other.box.x0 - word.box.x1, word.box.x0 - other.box.x1, 0.0)


def join_spaced(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words of one annotation with numbers put together that are set with wide gaps ("2 8 5 8").

    >>> spaced = [Word(text, BBox(20 * at, 0, 20 * at + 6, 12), 12, 10) for at, text in enumerate("2858")]
    >>> [word.text for word in join_spaced(spaced)]
    ['2858']
    """
    whole: list[Word] = []
    for line in line_up(words, _OFF_LINE):
        is_spaced = len(line) > 1 and all(len(word.text) == 1 and word.text.isdigit() for word in line)
        whole += [_joined(line)] if is_spaced else line
    return tuple(whole)


def _joined(line: Sequence[Word]) -> Word:
    return replace(line[0], text="".join(word.text for word in line), box=box_around([word.box for word in line]))
