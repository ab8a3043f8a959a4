"""Rows of a table without drawn columns: lines parted by rules, by blank in most columns, or where a number stands."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.open_header import Interval, Line, ink_gap, ink_of
from extractors.page import Word

# In shares of the type size: lines of one cell, set solid, leave a fifth between them; more than this parts rows.
_PARTS = 0.35
# Beside what parts the rows, so much more blank stands behind the last one.
_END_GAP = 1.0
# Lines whose print may reach below that of later ones: cells set in the middle mix their lines.
_NEAR = 6


def part_rows(
    lines: Sequence[Line], starts: Sequence[int], gutters: Sequence[Interval], edges: Sequence[float]
) -> list[list[Line]]:
    """Return the lines row by row.

    `starts` are the lines with a number in the first column, `edges` the heights of rules between rows, in points.
    Between two numbers without a rule, rows part where most columns are blank; elsewhere where the blank over all
    columns is as wide as between numbers. A cell merged over rows runs through the blank of the others.
    """
    if not lines:
        return []
    cuts = {at for at in range(1, len(lines)) if _is_ruled(lines[at - 1], lines[at], edges)}
    pairs = [(one, other) for one, other in pairwise(starts) if not any(one < cut <= other for cut in cuts)]
    columns = _by_column(lines, gutters)
    fullest = max(columns, key=lambda column: len(columns[column]))
    between = {_best_cut(lines, pair, gutters, fullest) for pair in pairs}
    gaps = [0.0, *(_gap(lines, at) for at in range(1, len(lines)))]
    size = max(word.size for word in lines[0])
    clear = [gaps[cut] for cut in between if gaps[cut] > _PARTS * size]
    if between and 2 * len(clear) > len(between):
        between |= {at for at in range(1, len(lines)) if gaps[at] > 0.9 * min(clear)}
    elif not between and not any(edge > lines[0][0].baseline for edge in edges):
        between = {at for at in range(1, len(lines)) if gaps[at] > _PARTS * size}
    ends = [0, *sorted(cuts | between), len(lines)]
    return [list(lines[start:end]) for start, end in pairwise(ends) if start < end]


def end_of_rows(lines: Sequence[Line], starts: Sequence[int], size: float) -> int:
    """Return how many lines belong to the table: those above the first gap that is wider than any between rows."""
    gaps = [_gap(lines, at) for at in range(1, len(lines))]
    numbered = [max(gaps[one:other]) for one, other in pairwise(starts)]
    usual = sorted(numbered)[len(numbered) // 2] if numbered else _PARTS * size
    return next((at for at, gap in enumerate(gaps, start=1) if gap > usual + _END_GAP * size), len(lines))


def _gap(lines: Sequence[Line], at: int) -> float:
    return ink_gap(lines[max(0, at - _NEAR) : at], lines[at])


def _best_cut(lines: Sequence[Line], pair: tuple[int, int], gutters: Sequence[Interval], fullest: int) -> int:
    """The line between two numbers above which most columns are blank, the fullest among them; of several the last.

    What runs on through the cut is more likely a cell merged over rows ("PGĐ Lê Sơn Phong") than the text of a task.
    """
    one, other = pair
    size = lines[other][0].size

    def worth(at: int) -> tuple[int, float, bool, int]:
        gaps = list(_column_gaps(lines, at, gutters))
        is_parted = gaps[fullest] > _PARTS * size
        return sum(gap > _PARTS * size for gap in gaps), round(min(gaps) / size, 1), is_parted, at

    return max(range(one + 1, other + 1), key=worth)


def _column_gaps(lines: Sequence[Line], at: int, gutters: Sequence[Interval]) -> Iterator[float]:
    """The blank in each column between what stands above a line and what stands from it on; wide where it is empty."""
    above, below = _by_column(lines[max(0, at - _NEAR) : at], gutters), _by_column(lines[at : at + _NEAR], gutters)
    for column in range(len(gutters) + 1):
        if not above[column] or not below[column]:
            yield lines[at][0].size
            continue
        foot = max(ink_of(word)[1] for word in above[column])
        yield min(lines[at][0].size, min(ink_of(word)[0] for word in below[column]) - foot)


def _by_column(lines: Sequence[Line], gutters: Sequence[Interval]) -> dict[int, list[Word]]:
    columns: dict[int, list[Word]] = defaultdict(list)
    for word in (word for line in lines for word in line):
        columns[column_of(word, gutters)].append(word)
    return columns


def column_of(word: Word, gutters: Sequence[Interval]) -> int:
    """Return the column, from 0, in which the midpoint of a word lies."""
    return sum(word.middle[0] > (start + end) / 2 for start, end in gutters)


def _is_ruled(above: Line, below: Line, edges: Sequence[float]) -> bool:
    upper = max(word.middle[1] for word in above)
    lower = min(word.middle[1] for word in below)
    return any(upper < edge < lower for edge in edges)
