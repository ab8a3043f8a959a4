"""Letters on a page to words: by baseline, then by the gaps between them. All tolerances in the letters' own size."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from extractors.letter_spacing import mend_spacing
from extractors.page import BBox, Ruling, Word

# A wider gap than this parts two words where no blank is drawn.
_WORD_GAP = 0.2
# The same letter again within this distance is drawn twice, for a bold look or a shadow.
_DOUBLED = 0.15
# Letters of one line share their baseline but for this much.
_SAME_BASELINE = 0.1
# A superscript is smaller than its line by this factor, and its baseline higher by a share of the line's size.
_SMALL = 0.85
_LEAST_RISE, _MOST_RISE = 0.12, 0.75
# A mark stands within this distance of the word it is put to.
_NEAR = 1.0


class Glyph(NamedTuple):
    """A letter with its box, type size and baseline; not upright where the text runs up or down the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    baseline: float
    is_upright: bool = True


def make_words(glyphs: Sequence[Glyph], verticals: Iterable[Ruling] = ()) -> tuple[Word, ...]:
    """Return the words that the letters make up, in NFC, line by line from top to bottom.

    A vertical rule between two letters parts them, however near they stand.

    >>> letters = [Glyph(text, 10 + 6 * at, 0, 16 + 6 * at, 12, 12, 10) for at, text in enumerate("TT Vụ")]
    >>> [word.text for word in make_words(letters)]
    ['TT', 'Vụ']
    """
    walls = sorted(verticals)
    upright = _with_marks(glyph for glyph in glyphs if glyph.is_upright)

    def is_parted(before: Word, after: Word) -> bool:
        return _has_wall(before.middle[0], after.middle, walls)

    words = [word for line in _lines(upright) for word in mend_spacing(list(_line_words(line, walls)), is_parted)]
    words += _turned_words([glyph for glyph in glyphs if not glyph.is_upright])
    return tuple(_mark_raised(words))


def _with_marks(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Letters with the combining marks that are drawn after them."""
    whole: list[Glyph] = []
    for glyph in glyphs:
        if whole and unicodedata.combining(glyph.text[0]):
            whole[-1] = whole[-1]._replace(text=whole[-1].text + glyph.text, x1=max(whole[-1].x1, glyph.x1))
        else:
            whole.append(glyph)
    return whole


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if line and glyph.baseline - line[0].baseline > _SAME_BASELINE * min(glyph.size, line[0].size):
            yield sorted(line, key=lambda glyph: glyph.x0)
            line = []
        line.append(glyph)
    if line:
        yield sorted(line, key=lambda glyph: glyph.x0)


def _line_words(line: Sequence[Glyph], walls: Sequence[Ruling]) -> Iterator[Word]:
    run: list[Glyph] = []
    for glyph in line:
        if run and _is_doubled(run, glyph):
            continue
        if run and (glyph.text.isspace() or _is_apart(run[-1], glyph, walls)):
            yield _word(run)
            run = []
        if not glyph.text.isspace():
            run.append(glyph)
    if run:
        yield _word(run)


def _is_doubled(run: Sequence[Glyph], glyph: Glyph) -> bool:
    limit = _DOUBLED * glyph.size
    return any(before.text == glyph.text and abs(before.x0 - glyph.x0) < limit for before in run[-2:])


def _is_apart(before: Glyph, after: Glyph, walls: Sequence[Ruling]) -> bool:
    if after.x0 - before.x1 > _WORD_GAP * max(before.size, after.size):
        return True
    middle = (after.x0 + after.x1) / 2, (after.top + after.bottom) / 2
    return bool(walls) and _has_wall((before.x0 + before.x1) / 2, middle, walls)


def _has_wall(low: float, point: tuple[float, float], walls: Sequence[Ruling]) -> bool:
    """Whether a vertical rule stands between x = `low` and the point, at the point's height."""
    high, middle = point
    at = bisect_left(walls, low, key=lambda wall: wall.at)
    while at < len(walls) and walls[at].at < high:
        if walls[at].start <= middle <= walls[at].end:
            return True
        at += 1
    return False


def _word(run: Sequence[Glyph], joint: str = "") -> Word:
    box = BBox(
        min(glyph.x0 for glyph in run),
        min(glyph.top for glyph in run),
        max(glyph.x1 for glyph in run),
        max(glyph.bottom for glyph in run),
    )
    text = unicodedata.normalize("NFC", joint.join(glyph.text for glyph in run)).replace("\xad", "-")
    return Word(text, box, max(glyph.size for glyph in run), run[0].baseline)


def _turned_words(glyphs: Sequence[Glyph]) -> Iterator[Word]:
    """Text that runs up or down the page: each run in the order in which it is drawn, as one word."""
    for _, run in groupby(glyphs, key=lambda glyph: round((glyph.x0 + glyph.x1) / 2 / max(glyph.size, 1))):
        letters = list(run)
        word = _word(letters)
        if word.text.strip():
            yield Word(" ".join(word.text.split()), word.box, word.size, word.box.bottom)


def _mark_raised(words: Sequence[Word]) -> Iterator[Word]:
    """Small words above the baseline of a neighbour on the line are superscript marks."""
    usual = sorted(words, key=lambda word: word.baseline)
    baselines = [word.baseline for word in usual]
    largest = max((word.size for word in words), default=0.0)
    for word in words:
        low = bisect_left(baselines, word.baseline + _LEAST_RISE * word.size)
        high = bisect_left(baselines, word.baseline + _MOST_RISE * largest)
        if any(_raises(word, other) for other in usual[low:high]):
            yield Word(word.text, word.box, word.size, word.baseline, is_raised=True)
        else:
            yield word


def _raises(word: Word, other: Word) -> bool:
    rise = other.baseline - word.baseline
    if word.size > _SMALL * other.size or not _LEAST_RISE * other.size < rise < _MOST_RISE * other.size:
        return False
    reach = _NEAR * other.size
    return -reach < word.box.x0 - other.box.x1 < reach or 0 <= other.box.x0 - word.box.x1 < reach


def line_up(words: Sequence[Word], tolerance: float) -> list[list[Word]]:
    """Return words as lines from top to bottom, each from left to right; `tolerance` in shares of the type size.

    Superscript marks stand on the line of the word that they are put to.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=_level):
        if lines and _level(word) - _level(lines[-1][0]) <= tolerance * max(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.box.x0) for line in lines]


def _level(word: Word) -> float:
    return word.baseline + (word.size * _MOST_RISE / 1.5 if word.is_raised else 0.0)


def touching(line: Sequence[Word], gap: float) -> Iterator[list[Word]]:
    """Yield runs of words with no gap wider than `gap` (points) between them."""
    run = list(line[:1])
    for before, after in pairwise(line):
        if after.box.x0 - before.box.x1 > gap:
            yield run
            run = []
        run.append(after)
    if run:
        yield run
