"""The header of a table without drawn columns: its labels, and the labels that stand over several columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.glyphs import touching
from extractors.line_text import line_text
from extractors.ordinals import is_ordinal, is_ordinal_header
from extractors.page import BBox, Ruling, Word
from extractors.resources import load_words

Line = Sequence[Word]
Interval = tuple[float, float]

# In shares of the type size. Wider gaps part the labels of two columns; a blank is a quarter.
LABEL_GAP = 0.5
# Print reaches so far above and below its baseline: lines set solid leave a fifth between them.
_ABOVE, _BELOW = 0.75, 0.2
# Lines of one header stand no further apart, labels over groups of columns no further than the second from those below
# them; and they reach no further above the first label than below it.
_HEADER_GAP, _LEVEL_GAP, _LOPSIDED = 0.45, 0.9, 0.6
# The first row stands within so many lines below the label of the numbers; a label has no more words than this.
_MOST_HEADER_LINES, _MOST_LABEL_WORDS = 8, 8
_LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Head:
    """A header: its first line and the one behind its last, the extent of each column's label, labels over several."""

    start: int
    end: int
    labels: tuple[Interval, ...]
    over: tuple[BBox, ...] = ()
    is_numbered: bool = True


def ink_gap(above: Iterable[Line], below: Line) -> float:
    """Return the blank between the print of lines and that of a line below them, in points; negative where they mix."""
    foot = max(ink_of(word)[1] for line in above for word in line)
    return min(ink_of(word)[0] for word in below) - foot


def ink_of(word: Word) -> Interval:
    """Return from where to where print reaches, up and down."""
    return word.baseline - _ABOVE * word.size, word.baseline + _BELOW * word.size


def find_heads(lines: Sequence[Line], rules: Sequence[Ruling], size: float) -> Iterator[Head]:
    """Yield the headers of three columns or more, from top to bottom; none begins inside another."""
    free = 0
    for at in range(len(lines)):
        if at < free:
            continue
        head = _numbered(lines, (free, at), rules, size) or _labelled(lines, at, size)
        if head and len(head.labels) >= _LEAST_COLUMNS:
            yield head
            free = head.end


def _numbered(lines: Sequence[Line], places: tuple[int, int], rules: Sequence[Ruling], size: float) -> Head | None:
    """The header around a line that begins with the label of the numbers."""
    free, at = places
    first = next(touching(lines[at], LABEL_GAP * size))
    if not is_ordinal_header(line_text(first)):
        return None
    column = first[0].box.x0 - size, first[-1].box.x1 + size
    ruled = _between_rules(lines, at, rules, column)
    end = ruled[1] if ruled else _end(lines, at, column, size)
    if end is None:
        return None
    start = ruled[0] if ruled else _start(lines, (free, at, end), first, size)
    labels, over = _labels(lines[start:end], size)
    return Head(start, end, labels, over)


def _number_in(line: Line, column: Interval) -> bool:
    first = line[0]
    return column[0] <= first.middle[0] <= column[1] and is_ordinal(first.text)


def _between_rules(lines: Sequence[Line], at: int, rules: Sequence[Ruling], column: Interval) -> tuple[int, int] | None:
    """The lines between the nearest rules above and below that run over the column of numbers."""
    base = lines[at][0].baseline
    middle = (column[0] + column[1]) / 2
    heights = [rule.at for rule in rules if rule.start <= middle <= rule.end]
    top = max((height for height in heights if height < base), default=None)
    foot = min((height for height in heights if height > base), default=None)
    if top is None or foot is None:
        return None
    inside = [number for number, line in enumerate(lines) if top < line[0].baseline < foot]
    return (inside[0], inside[-1] + 1) if len(inside) <= _MOST_HEADER_LINES else None


def _end(lines: Sequence[Line], at: int, column: Interval, size: float) -> int | None:
    """Where the first row begins: behind the first wide gap, else the widest one above the first number."""
    near = range(at + 1, min(len(lines), at + 1 + _MOST_HEADER_LINES))
    gaps = {place: round(ink_gap(lines[at:place], lines[place]) / size, 1) for place in near}
    parted = next((place for place in near if gaps[place] > _HEADER_GAP), None)
    number = next((place for place in near if _number_in(lines[place], column)), None)
    if number is None or (parted and parted <= number):
        return parted
    return max(range(at + 1, number + 1), key=lambda place: (gaps[place], place))


def _start(lines: Sequence[Line], places: tuple[int, int, int], label: Line, size: float) -> int:
    """Where the header begins: labels of more lines reach as far above the label of the numbers as below it."""
    free, at, end = places
    base = label[0].baseline
    reach = base - (lines[end - 1][0].baseline - base) - _LOPSIDED * size
    start = at
    while start > free:
        above = lines[start - 1]
        is_beside = above[0].box.x1 > label[0].box.x0
        most = _LEVEL_GAP if _are_labels(above, size) else _HEADER_GAP
        is_near = ink_gap([above], lines[start]) <= most * size
        if above[0].baseline < reach or not is_near or not is_beside:
            break
        start -= 1
    return start


def _are_labels(line: Line, size: float) -> bool:
    """Whether a line is several labels far apart, as over groups of columns."""
    runs = [line_text(run) for run in touching(line, 2 * LABEL_GAP * size)]
    return len(runs) > 1 and all(map(_is_label, runs))


def _labelled(lines: Sequence[Line], at: int, size: float) -> Head | None:
    """A header without numbers: most of its labels hold words that stand in headers."""
    runs = [line_text(run) for run in touching(lines[at], 2 * LABEL_GAP * size)]
    if len(runs) < _LEAST_COLUMNS or not all(map(_is_label, runs)):
        return None
    names = load_words("layout_words.yml")["column_words"]
    if 2 * sum(any(name in run.casefold() for name in names) for run in runs) <= len(runs):
        return None
    nexts = [next(touching(line, LABEL_GAP * size)) for line in lines[at + 1 : at + 4]]
    if any(is_ordinal_header(line_text(run)) for run in nexts):
        return None
    end = at + 1
    while end < len(lines) and ink_gap(lines[at:end], lines[end]) < 0:
        end += 1
    labels, over = _labels(lines[at:end], size)
    return Head(at, end, labels, over, is_numbered=False)


def _is_label(text: str) -> bool:
    return len(text.split()) <= _MOST_LABEL_WORDS and not text.endswith((".", ";", ",", ":")) and text[:1].isupper()


def _labels(lines: Sequence[Line], size: float) -> tuple[tuple[Interval, ...], tuple[BBox, ...]]:
    """The extent of each column's label, from the lowest line up; what stands over several of them apart."""
    columns: list[Interval] = []
    baselines: dict[Interval, float] = {}
    over: list[BBox] = []
    for at in range(len(lines) - 1, -1, -1):
        for run in touching(lines[at], LABEL_GAP * size):
            extent = run[0].box.x0, run[-1].box.x1
            below = [column for column in columns if _meet(column, extent)]
            upper = _run_above(lines[at - 1] if at else (), extent, size)
            if len(below) == 1 and _goes_with(upper, run, baselines[below[0]], columns):
                extent = upper[0].box.x0, upper[-1].box.x1
                below = [column for column in columns if _meet(column, extent)]
            if len(below) > 1:
                over.append(BBox(extent[0], run[0].box.top, extent[1], max(word.box.bottom for word in run)))
                continue
            columns = [column for column in columns if column not in below]
            columns.append((min([extent[0], *(c[0] for c in below)]), max([extent[1], *(c[1] for c in below)])))
            baselines[columns[-1]] = run[0].baseline
    return tuple(sorted(columns)), tuple(over)


def _meet(one: Interval, other: Interval) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _run_above(line: Line, extent: Interval, size: float) -> Line:
    """The one label of a line that stands over an extent, or nothing."""
    runs = touching(line, LABEL_GAP * size) if line else iter(())
    found = [run for run in runs if _meet((run[0].box.x0, run[-1].box.x1), extent)]
    return found[0] if len(found) == 1 else ()


def _goes_with(upper: Line, run: Line, below: float, columns: Sequence[Interval]) -> bool:
    """Whether a short line is the last of a label over several columns: nearer to it than to the label below.

    "đồng)" under "Dự kiến kinh phí (triệu", over the second of three years.
    """
    if not upper or sum(_meet((upper[0].box.x0, upper[-1].box.x1), column) for column in columns) < 2:
        return False
    return run[0].baseline - upper[0].baseline < below - run[0].baseline
