"""Tables without drawn columns: where the words of a header and of the rows below it leave gutters open.

A table is looked for only where its header is plain to see (the first of three labels or more heads a column of
numbers, or most of them are words that stand in headers), or where a page goes on with such a table. Everything else
side by side (the two-column head, recipients and signature, lists, tables of contents) is no table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from extractors.glyphs import line_up, touching
from extractors.lattice import Lattice, merge_rules
from extractors.line_text import SAME_LINE, line_text
from extractors.open_header import LABEL_GAP, Head, Interval, Line, find_heads, ink_gap
from extractors.open_levels import part_levels
from extractors.open_rows import column_of, end_of_rows, part_rows
from extractors.ordinals import is_ordinal
from extractors.page import Page, Ruling, Word
from extractors.rows import TableTraits, is_total, parse_section

# In shares of the type size. A gutter that runs through all rows of a table is at least this wide; one below a header
# without a column of numbers is as wide as a tabulator.
_GUTTER, _WIDE_GUTTER = 0.3, 0.6
# A rule over the header or between rows is at least this share of the page's width.
_LONG_RULE = 0.3
# A rule that is drawn along this share of the table's width parts rows; the rest belongs to merged cells.
_ROW_RULE = 0.25
# A heading inside the table, over its columns, has so many lines at most, and stands as near as other rows.
_HEADING_LINES, _HEADING_GAP = 3, 1.5
# Lines of one heading leave no more than this between them.
_SOLID = 0.4
# The number of a row, set in its middle, stands among so many lines.
_LONGEST_ROW = 15
# Lines in several columns below a header without a column of numbers before it is believed to be one.
_LEAST_ROWS = 2
_NO_TRAITS = TableTraits((), has_ordinals=True)


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table without drawn columns: its cells' walls as a lattice, and the gutters between its columns."""

    lattice: Lattice
    gutters: tuple[Interval, ...]


@dataclass(slots=True)
class _Body:
    """The rows being gathered: their lines, which of them run over the columns, and what is left of the gutters."""

    free: list[list[Interval]]
    lines: list[Line] = field(default_factory=list)
    across: set[int] = field(default_factory=set)

    def fits(self, line: Line, least: float) -> bool:
        """Whether a line leaves all gutters open."""
        return all(any(_without(intervals, line, least)) for intervals in self.free)

    def take(self, line: Line, least: float) -> bool:
        """Add a line that leaves all gutters open; say whether it does."""
        narrowed = [list(_without(intervals, line, least)) for intervals in self.free]
        if not all(narrowed):
            return False
        self.free = narrowed
        self.lines.append(line)
        return True

    def take_heading(self, lines: Iterable[Line]) -> None:
        """Add lines that run over the columns."""
        for line in lines:
            self.across.add(len(self.lines))
            self.lines.append(line)


def find_open_tables(page: Page, words: Sequence[Word], gutters_before: Sequence[Interval] = ()) -> list[OpenTable]:
    """Return the tables without drawn columns among words that stand in no ruled table, from top to bottom.

    `gutters_before` are those of such a table that stands at the foot of the page before and may go on here.
    """
    lines = line_up(words, SAME_LINE)
    rules = _long_rules(page)
    heads = list(find_heads(lines, rules, page.size))
    first = heads[0].start if heads else len(lines)
    tables = [_rest_of_table(lines[:first], gutters_before, page)] if gutters_before and first else []
    ends = [*(head.start for head in heads[1:]), len(lines)]
    tables += [_table(lines[:end], head, page) for head, end in zip(heads, ends, strict=False)]
    return [table for table in tables if table]


def _long_rules(page: Page) -> list[Ruling]:
    across = merge_rules([rule for rule in page.rulings if rule.is_horizontal], page.size)
    return sorted(rule for rule in across if rule.end - rule.start > _LONG_RULE * page.width)


def _table(lines: Sequence[Line], head: Head, page: Page) -> OpenTable | None:
    body = _Body([[(one[1], other[0])] for one, other in pairwise(head.labels)])
    _gather(body, lines[head.end :], head.labels[0], page.size)
    column = head.labels[0][0] - page.size, body.free[0][0][1]
    _cut_off(body, column, lines[head.start : head.end], page)
    if not _is_table(body, page.size, is_numbered=head.is_numbered):
        return None
    return _make(body, lines[head.start : head.end], head, page)


def _rest_of_table(lines: Sequence[Line], gutters: Sequence[Interval], page: Page) -> OpenTable | None:
    """The rest of the table before: from the first line on, with the same gutters."""
    body = _Body([[gutter] for gutter in gutters])
    column = 0.0, gutters[0][0]
    _gather(body, lines, column, page.size)
    _cut_off(body, column, (), page)
    shown = {place for line in body.lines for place in _filled(line, gutters)}
    if not body.lines or len(shown) < 2:
        return None
    return _make(body, (), None, page)


def _gather(body: _Body, lines: Sequence[Line], column: Interval, size: float) -> None:
    at = 0
    while at < len(lines):
        if body.take(lines[at], _GUTTER * size):
            at += 1
            continue
        end = _end_of_heading(body, lines, at, column, size)
        if end is None:
            return
        body.take_heading(lines[at:end])
        at = end


def _without(intervals: Iterable[Interval], line: Line, least: float) -> Iterator[Interval]:
    """What words leave of intervals, in pieces of at least this width."""
    for start, end in intervals:
        at = start
        for word in line:
            if word.box.x1 <= at or word.box.x0 >= end:
                continue
            if word.box.x0 - at >= least:
                yield at, word.box.x0
            at = max(at, word.box.x1)
        if end - at >= least:
            yield at, end


def _end_of_heading(body: _Body, lines: Sequence[Line], at: int, column: Interval, size: float) -> int | None:
    """Behind a heading over the columns: a coded one, a total, or any that a numbered row follows."""
    numbers = column[0] - size, column[1] + size
    if body.lines and ink_gap(body.lines[-2:], lines[at]) > _HEADING_GAP * size:
        return None
    for end in range(at + 1, min(at + _HEADING_LINES, len(lines) - 1) + 1):
        if end < len(lines) and ink_gap(lines[at:end], lines[end]) > _HEADING_GAP * size:
            break
        if end < len(lines) and body.fits(lines[end], _GUTTER * size) and _number_of(lines[end], numbers):
            return end
    is_heading = (
        _is_coded_or_total(lines[at], size)
        or _is_numbered_heading(body, lines[at:], numbers, size)
        or (at == len(lines) - 1 and _is_title(body, lines[at], numbers, size))
    )
    return _behind_wrapped(body, lines, at, size) if is_heading else None


def _behind_wrapped(body: _Body, lines: Sequence[Line], at: int, size: float) -> int:
    """Behind the further lines of a heading: set solid under it, over the columns too or from its own left edge on."""
    end = at + 1
    while end < min(at + _HEADING_LINES, len(lines)) and ink_gap([lines[end - 1]], lines[end]) <= _SOLID * size:
        first = lines[end][0]
        is_below = abs(first.box.x0 - lines[at][0].box.x0) <= _SOLID * size and not is_ordinal(first.text)
        if not is_below and body.fits(lines[end], _GUTTER * size):
            break
        end += 1
    return end


def _is_title(body: _Body, line: Line, numbers: Interval, size: float) -> bool:
    """Whether a line, the last of its page, is a title from the number column on that crosses the first gutter only."""
    text = line_text(line)
    is_one = len(list(touching(line, LABEL_GAP * size))) == 1 and numbers[0] <= line[0].middle[0] <= numbers[1]
    others = all(any(_without(intervals, line, _GUTTER * size)) for intervals in body.free[1:])
    return is_one and others and bool(body.lines) and parse_section((text, "")) is not None


def _is_numbered_heading(body: _Body, lines: Sequence[Line], numbers: Interval, size: float) -> bool:
    """Whether a line with a number runs over the columns and the row of the next number does not: no list in prose."""
    if not _number_of(lines[0], numbers):
        return False
    row = list(takewhile(lambda line: body.fits(line, _GUTTER * size), lines[1 : 1 + _LONGEST_ROW]))
    return any(_number_of(line, numbers) for line in row)


def _is_coded_or_total(line: Line, size: float) -> bool:
    """Whether a line is a heading with a code ("II", "B.") before it, or a total."""
    whole, rest = line_text(line), line_text(line[1:])
    headings = parse_section((whole, "")), parse_section((line[0].text, rest)) if rest else None
    first = line_text(next(touching(line, LABEL_GAP * size)))
    return any(heading and heading.code for heading in headings) or is_total((first,), _NO_TRAITS)


def _number_of(line: Line, column: Interval) -> bool:
    first = line[0]
    return not first.is_raised and column[0] <= first.middle[0] <= column[1] and is_ordinal(first.text)


def _starts(lines: Sequence[Line], column: Interval) -> list[int]:
    return [at for at, line in enumerate(lines) if _number_of(line, column)]


def _cut_off(body: _Body, column: Interval, head: Sequence[Line], page: Page) -> None:
    """Leave out what stands behind the last rule, or behind more blank than parts the rows."""
    if not body.lines:
        return
    end = end_of_rows(body.lines, _starts(body.lines, column), page.size)
    body.lines = body.lines[:end]
    edges = _row_rules(page, [*head, *body.lines])
    below_header = [edge for edge in edges if edge > body.lines[0][0].baseline]
    behind = [line for line in body.lines if below_header and line[0].baseline > below_header[-1]]
    if behind and not any(_number_of(line, column) for line in behind):
        body.lines = body.lines[: -len(behind)]


def _is_table(body: _Body, size: float, *, is_numbered: bool) -> bool:
    gutters = _gutters(body, size)
    filled = [_filled(line, gutters) for at, line in enumerate(body.lines) if at not in body.across]
    if is_numbered:
        return any(len(found) > 1 for found in filled)
    is_wide = all(end - start >= _WIDE_GUTTER * size for start, end in gutters)
    return is_wide and sum(len(found) > 1 for found in filled) >= _LEAST_ROWS


def _filled(line: Line, gutters: Sequence[Interval]) -> set[int]:
    """The columns in which words of a line stand."""
    return {column_of(word, gutters) for word in line}


def _gutters(body: _Body, size: float) -> list[Interval]:
    """The gutter between every two columns: where most lines begin anew behind it, else the widest."""
    starts = [run[0].box.x0 for line in body.lines for run in touching(line, _GUTTER * size)]

    def worth(gap: Interval) -> tuple[int, float]:
        return sum(abs(start - gap[1]) < _GUTTER * size for start in starts), gap[1] - gap[0]

    return [max(intervals, key=worth) for intervals in body.free]


def _row_rules(page: Page, lines: Sequence[Line]) -> list[float]:
    """The heights of rules along the lines, drawn whole or in pieces."""
    left = min(line[0].box.x0 for line in lines)
    right = max(word.box.x1 for line in lines for word in line)
    top = min(word.box.top for word in lines[0]) - page.size
    foot = max(word.box.bottom for word in lines[-1]) + page.size
    across = merge_rules([rule for rule in page.rulings if rule.is_horizontal], page.size)
    drawn: dict[float, float] = {}
    for rule in across:
        if top < rule.at < foot:
            length = min(rule.end, right) - max(rule.start, left)
            drawn[rule.at] = drawn.get(rule.at, 0.0) + max(0.0, length)
    return sorted(at for at, length in drawn.items() if length > _ROW_RULE * (right - left))


def _make(body: _Body, header: Sequence[Line], head: Head | None, page: Page) -> OpenTable:
    gutters = _gutters(body, page.size)
    lines = [*header, *body.lines]
    edges = _row_rules(page, lines)
    column = 0.0, (gutters[0][0] + gutters[0][1]) / 2
    rows = part_rows(body.lines, _starts(body.lines, column), gutters, edges)
    return OpenTable(_lattice([header, *rows] if head else rows, gutters, edges, page, head), tuple(gutters))


def _lattice(
    rows: Sequence[Sequence[Line]], gutters: Sequence[Interval], edges: Sequence[float], page: Page, head: Head | None
) -> Lattice:
    words = [word for row in rows for line in row for word in line]
    left = min([gutters[0][0] - page.size, *(word.box.x0 for word in words)]) - page.size / 4
    right = max([gutters[-1][1] + page.size, *(word.box.x1 for word in words)]) + page.size / 4
    xs = left, *((start + end) / 2 for start, end in gutters), right
    ys = _heights(rows, edges, page.size)
    levels = part_levels(head, xs, (ys[0], ys[1]), page.size) if head and head.over else ()
    # A header of levels has walls of its own.
    walled = list(zip(rows, pairwise(ys), strict=True))[1 if levels else 0 :]
    verticals = [
        Ruling(x, top, foot, is_horizontal=False)
        for row, (top, foot) in walled
        for x in xs
        if not _is_crossed(row, x, page.size)
    ]
    drawn = merge_rules([rule for rule in page.rulings if rule.is_horizontal], page.size)
    across = [
        rule
        for y in ys
        for rule in ([rule for rule in drawn if rule.at == y] or [Ruling(y, left, right, is_horizontal=True)])
    ]
    inside = {rule.at for rule in levels if rule.is_horizontal}
    verticals += (rule for rule in levels if not rule.is_horizontal)
    across += (rule for rule in levels if rule.is_horizontal)
    return Lattice(xs, tuple(sorted({*ys, *inside})), tuple(verticals), tuple(across))


def _heights(rows: Sequence[Sequence[Line]], edges: Sequence[float], size: float) -> list[float]:
    """Where rows part: at the rule between them, else half way."""
    tops = [min(word.box.top for line in row for word in line) for row in rows]
    feet = [max(word.box.bottom for line in row for word in line) for row in rows]
    bounds = [(tops[0] - size, tops[0]), *zip(feet, tops[1:], strict=False), (feet[-1], feet[-1] + size)]
    heights = [tops[0] - size / 4, *((foot + top) / 2 for foot, top in bounds[1:-1]), feet[-1] + size / 4]
    for place, (foot, top) in enumerate(bounds):
        low, high = min(foot, top) - size / 3, max(foot, top) + size / 3
        ruled = [edge for edge in edges if low <= edge <= high]
        if ruled:
            heights[place] = ruled[0] if place < len(rows) else ruled[-1]
    return heights


def _is_crossed(row: Sequence[Line], x: float, size: float) -> bool:
    """Whether words of the row run over a column's edge."""
    runs = (run for line in row for run in touching(line, LABEL_GAP * size))
    return any(run[0].box.x0 < x < run[-1].box.x1 for run in runs)
