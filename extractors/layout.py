"""Words outside tables to paragraphs: columns side by side one after the other, wrapped lines joined.

The head of a decision (issuer on the left, state and motto on the right) and its end (recipients, signer) stand in two
columns, as annex I of decree 30/2020/NĐ-CP draws them; everything else runs over the width of the page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.alphabet import CAPITAL
from extractors.delimited import is_page_number
from extractors.doubts import find_doubts
from extractors.glyphs import line_up
from extractors.gutters import find_column_runs
from extractors.line_text import SAME_LINE, line_text
from extractors.model import join_lines
from extractors.page import BBox, Doubt, Page, Ruling, Word, least_confidence

# In shares of the type size. A first line is indented by more than this.
_INDENT = 0.8
# Lines of one paragraph are no further apart than this factor of the page's usual distance.
_LOOSE = 1.3
# Lines centred under one another: their middles differ by less than this, their beginnings by an indent.
_CENTRED = 0.4
# Page numbers stand within this share of the height from the upper or lower edge.
_MARGIN = 0.11
# The rule above footnotes is no longer than this share of the page's width, and stands in the page's lower part.
_NOTE_RULE, _NOTE_PART = 0.45, 0.4
# Where recognition loses a note's mark, its type still is no larger than this share of the page's.
_NOTE_TYPE = 0.9
# A wrapped line may begin with the dash of "2021 - 2025" or "kinh tế - xã hội", not with these.
_LIST_MARK = re.compile(
    rf"[-–+•*]\s*[{CAPITAL}]|[IVXLC]{{1,6}}\.\s+[{CAPITAL}]"
    r"|(?:\d{1,2}\.)*\d{1,2}[.)]\s|[a-zđ]\)\s|Điều \d+[a-zđ]?[.:]"
)
_BULLETS = ("-", "–", "+", "•", "*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as one page shows it: whether it may go on on the next page, or be the rest of one before."""

    text: str
    box: BBox
    runs_on: bool = False
    may_continue: bool = False
    is_page_number: bool = False
    is_note: bool = False
    is_scribble: bool = False
    confidence: float | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return line_text(self.words)

    @property
    def box(self) -> BBox:
        return box_around([word.box for word in self.words])

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def baseline(self) -> float:
        # A line of marks alone (the debris of a junk layer) stands where they do.
        level = [word.baseline for word in self.words if not word.is_raised]
        return max(level or [word.baseline for word in self.words])


def find_passages(page: Page, words: Sequence[Word]) -> tuple[Passage, ...]:
    """Return the paragraphs that words outside tables make up, in reading order: body first, then footnotes."""
    note_top = _note_top(page, words)
    body = [word for word in words if word.middle[1] < note_top]
    notes = [word for word in words if word.middle[1] >= note_top]
    lines = [_Line(tuple(line)) for line in line_up(body, SAME_LINE)]
    numbers = [line for line in lines if _is_number_line(line, page)]
    rest = [word for line in lines if line not in numbers for word in line.words]
    found = [_with_sureness(Passage(line.text, line.box, is_page_number=True), [line]) for line in numbers]
    return (*found, *_body(rest, page), *_notes(notes))


def scribble_passage(words: Sequence[Word]) -> Passage:
    """Return words that are no text as a paragraph of their own."""
    line = _Line(tuple(words))
    return _with_sureness(Passage(line.text, line.box, is_scribble=True), [line])


def without_page_numbers(page: Page, words: Sequence[Word]) -> list[Word]:
    """Return the words without a page number that stands as the first or last line of the page."""
    lines = [_Line(tuple(line)) for line in line_up(words, SAME_LINE)]
    outer = [line for line in (*lines[:1], *lines[-1:]) if _is_number_line(line, page)]
    return [word for line in lines if line not in outer for word in line.words]


def box_around(boxes: Sequence[BBox]) -> BBox:
    """Return the smallest box around all.

    >>> box_around([BBox(0, 0, 1, 1), BBox(2, 0, 3, 4)])
    BBox(x0=0, top=0, x1=3, bottom=4)
    """
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return BBox(min(lefts), min(tops), max(rights), max(bottoms))


def _is_number_line(line: _Line, page: Page) -> bool:
    in_margin = line.box.bottom < _MARGIN * page.height or line.box.top > (1 - _MARGIN) * page.height
    return in_margin and is_page_number(line.text)


def _note_top(page: Page, words: Sequence[Word]) -> float:
    """Where footnotes begin: under a short rule in the lower part of the page that begins at the left margin."""
    left = min((word.box.x0 for word in words), default=0.0)
    tops = [rule.at for rule in page.rulings if _is_note_rule(rule, page, left) and _is_followed(rule, page, words)]
    return min(tops, default=page.height + 1)


def _is_note_rule(rule: Ruling, page: Page, left: float) -> bool:
    is_short = rule.end - rule.start <= _NOTE_RULE * page.width
    return rule.is_horizontal and is_short and rule.at > _NOTE_PART * page.height and rule.start < left + 2 * page.size


def _is_followed(rule: Ruling, page: Page, words: Sequence[Word]) -> bool:
    """Whether what stands below the rule begins with a mark: a raised one, an asterisk or a number in parentheses.

    On a scan, where marks are lost, small type is enough.
    """
    below = [word for word in words if word.middle[1] > rule.at]
    if not below:
        return False
    if all(word.confidence is not None and word.size <= _NOTE_TYPE * page.size for word in below):
        return True
    lines = line_up(below, SAME_LINE)
    return lines[0][0].is_raised or lines[0][0].text[:1] in "*([" or _is_mark(lines[0][0])


def _is_mark(word: Word) -> bool:
    return word.text.isdigit() and len(word.text) < 3


def _notes(words: Sequence[Word]) -> Iterator[Passage]:
    """Footnotes, each with its mark before it."""
    note: list[_Line] = []
    for line in (_Line(tuple(words)) for words in line_up(words, SAME_LINE)):
        begins = line.words[0].is_raised or line.words[0].text[:1] in "*(["
        if note and begins:
            yield _note(note)
            note = []
        note.append(line)
    if note:
        yield _note(note)


def _note(lines: Sequence[_Line]) -> Passage:
    first = lines[0].words[0]
    mark = [first.text] if first.is_raised else []
    text = join_lines([*mark, *(line.text for line in lines)])
    passage = Passage(text, box_around([line.box for line in lines]), is_note=True)
    return _with_sureness(passage, lines)


def _body(words: Sequence[Word], page: Page) -> Iterator[Passage]:
    lines = line_up(words, SAME_LINE)
    pitch = _usual_pitch(lines)
    runs = list(find_column_runs(lines, page.size))
    right = _right_edge([run_line for run in runs if run.gutter is None for run_line in run.lines], page.size)
    for run in runs:
        if run.gutter is None:
            yield from _paragraphs([_Line(tuple(line)) for line in run.lines], pitch, right)
            continue
        every = [word for line in run.lines for word in line]
        for side in (True, False):
            column = [word for word in every if (word.middle[0] < run.gutter) is side]
            yield from _items([_Line(tuple(line)) for line in line_up(column, SAME_LINE)])


def _right_edge(lines: Sequence[Sequence[Word]], size: float) -> float:
    """Where full lines end: the farthest end that another line comes near to; a stroke in the margin is alone."""
    ends = sorted((line[-1].box.x1 for line in lines), reverse=True)
    full = (end for end, other in pairwise(ends) if end - other < size)
    return next(full, max(ends, default=0.0))


def _items(lines: Sequence[_Line]) -> Iterator[Passage]:
    """The lines of a narrow column, one by one; the rest of a list item is joined with its first line."""
    item: list[_Line] = []
    for line in lines:
        if item and not _continues_item(item, line):
            yield _narrow(item)
            item = []
        item.append(line)
    if item:
        yield _narrow(item)


def _narrow(lines: Sequence[_Line]) -> Passage:
    text = join_lines(line.text for line in lines)
    return _with_sureness(Passage(text, box_around([line.box for line in lines])), lines)


def _continues_item(item: Sequence[_Line], line: _Line) -> bool:
    first, above = item[0], item[-1]
    is_open = first.text.startswith(_BULLETS) and not above.text.endswith((";", ".", ":"))
    is_near = line.baseline - above.baseline < 2 * line.size and abs(line.box.x0 - first.box.x0) < 2 * line.size
    return is_open and is_near and not line.text.startswith(_BULLETS)


def _usual_pitch(lines: Sequence[Sequence[Word]]) -> float:
    """The distance between the baselines of two lines that most pairs of lines have, in points."""
    steps = [round(below[0].baseline - above[0].baseline) for above, below in pairwise(lines)]
    counts = Counter(step for step in steps if step > 0)
    return float(max(counts, key=lambda step: (counts[step], -step), default=0))


def _paragraphs(lines: Sequence[_Line], pitch: float, right: float) -> Iterator[Passage]:
    left = min((line.box.x0 for line in lines), default=0.0)
    paragraph: list[_Line] = []
    for line in lines:
        if paragraph and (_begins_anew(line, left) or not _goes_on(paragraph, line, pitch, right)):
            yield _passage(paragraph, left, right)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _passage(paragraph, left, right)


def _begins_anew(line: _Line, left: float) -> bool:
    """Whether a line has the indent of a first line and begins as one, or with the mark of a list."""
    text = line.text
    return (line.box.x0 > left + _INDENT * line.size and not text[:1].islower()) or bool(_LIST_MARK.match(text))


def _passage(lines: Sequence[_Line], left: float, right: float) -> Passage:
    last = lines[-1]
    runs_on = last.box.x1 > right - _INDENT * last.size
    may_continue = lines[0].box.x0 < left + _INDENT * lines[0].size
    text = join_lines(line.text for line in lines)
    return _with_sureness(Passage(text, box_around([line.box for line in lines]), runs_on, may_continue), lines)


def _with_sureness(passage: Passage, lines: Sequence[_Line]) -> Passage:
    words = [word for line in lines for word in line.words]
    return replace(passage, confidence=least_confidence(words), doubts=find_doubts(words, passage.text))


def _goes_on(paragraph: Sequence[_Line], line: _Line, pitch: float, right: float) -> bool:
    """Whether a line is the rest of the paragraph above: near, not indented, and the line above had no more room."""
    above = paragraph[-1]
    step = line.baseline - above.baseline
    if pitch and step > _LOOSE * max(pitch, line.size):
        return False
    indent = line.box.x0 - (above if len(paragraph) > 1 else line).box.x0
    if indent > _INDENT * line.size or (len(paragraph) == 1 and line.box.x0 > above.box.x0 + _INDENT * line.size):
        return False
    if _are_centred(above, line):
        return False
    blank = 0.3 * line.size
    return above.box.x1 + blank + _first_width(line) > right - 0.1 * line.size


def _first_width(line: _Line) -> float:
    return line.words[0].box.x1 - line.words[0].box.x0


def _are_centred(above: _Line, line: _Line) -> bool:
    middles = abs((above.box.x0 + above.box.x1) - (line.box.x0 + line.box.x1)) / 2
    return middles < _CENTRED * line.size and abs(above.box.x0 - line.box.x0) > _INDENT * line.size
