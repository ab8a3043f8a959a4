"""Two columns side by side: runs of lines that leave the same gap open, and lines over the whole width."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.line_shapes import is_addressing, is_heading, is_motto, is_order, is_type
from extractors.page import Word

# In shares of the type size: the least width of the gap that all lines of a run leave open, and of a gap that parts
# a line by itself.
_GUTTER = 0.9
_WIDE_GAP = 1.4
# A narrower gap parts a line too where it is so many times as wide as every other of the line and the next line
# leaves a wide one under it: full heads ("UBND THÀNH PHỐ …" beside the national title) stand one em apart.
_STANDS_OUT = 2.0
# Recipients and signer begin at heights that differ by less than this beyond a line.
_NEARLY_BESIDE = 0.5
# The national title stands in the right column always, however near the left one comes: so much of that gap stays.
_KEPT = 0.8
# So many lines must stand on either side of the gap, and one on the left be this wide: else it is a list.
_LEAST_ROWS = 2
_LEAST_WIDTH = 3.5


@dataclass(frozen=True, slots=True)
class ColumnRun:
    """Lines that follow one another; `gutter` is where the two columns part, None for lines over the whole width."""

    lines: tuple[Sequence[Word], ...]
    gutter: float | None = None


@dataclass(frozen=True, slots=True)
class _Gap:
    start: float
    end: float

    @property
    def width(self) -> float:
        return self.end - self.start

    def narrowed(self, line: Sequence[Word]) -> list["_Gap"]:
        """What is left of the gap once the words of a line stand in the way."""
        found, start = [], self.start
        for word in line:
            if word.box.x0 > start and word.box.x0 > self.start:
                found.append(_Gap(start, min(word.box.x0, self.end)))
            start = max(start, word.box.x1)
        return [gap for gap in [*found, _Gap(start, self.end)] if gap.width > 0]


def find_column_runs(lines: Sequence[Sequence[Word]], size: float) -> Iterator[ColumnRun]:
    """Yield the lines as runs, in order: two columns where neighbours leave a common gap open, else whole lines."""
    at, plain = 0, 0
    while at < len(lines):
        end, gutter = _longest_run(lines, at, size)
        if gutter is None:
            at += 1
            continue
        if plain < at:
            yield ColumnRun(tuple(lines[plain:at]))
        yield ColumnRun(tuple(lines[at:end]), gutter)
        at = plain = end
    if plain < len(lines):
        yield ColumnRun(tuple(lines[plain:]))


def _longest_run(lines: Sequence[Sequence[Word]], start: int, size: float) -> tuple[int, float | None]:
    """How far two columns go from this line on, and where they part; no gutter when they do not."""
    gaps = _gap_before_motto(lines[start]) or _wide_gaps(lines[start], size) or _gaps_standing_out(lines, start, size)
    if not gaps and start + 1 < len(lines):
        gaps = _gaps_beside(lines[start], lines[start + 1], size)
    best: tuple[int, float | None] = (start, None)
    for gap in gaps:
        end, left = _follow(lines, start, gap, min(_GUTTER * size, _KEPT * gap.width))
        middle = (left.start + left.end) / 2
        end = _end_of_head(lines, start, end)
        if end > best[0] and _has_both_sides(lines[start:end], middle):
            best = (end, middle)
    return best


def _inner_gaps(line: Sequence[Word]) -> list[_Gap]:
    return [_Gap(before.box.x1, after.box.x0) for before, after in pairwise(line)]


def _gap_before_motto(line: Sequence[Word]) -> list[_Gap]:
    """The gap before the national title where a line ends with it and does not begin with it."""
    starts = [at for at in range(1, len(line) - 1) if is_motto(_text(line[at:]))]
    gaps = [_Gap(line[at - 1].box.x1, line[at].box.x0) for at in starts]
    return [max(gaps, key=lambda gap: gap.width)] if gaps else []


def _wide_gaps(line: Sequence[Word], size: float) -> list[_Gap]:
    return [gap for gap in _inner_gaps(line) if gap.width > _WIDE_GAP * size]


def _gaps_standing_out(lines: Sequence[Sequence[Word]], start: int, size: float) -> list[_Gap]:
    """The widest gap of a line where it stands out and the next line leaves a wide one at the same place."""
    gaps = sorted(_inner_gaps(lines[start]), key=lambda gap: gap.width)
    if len(gaps) < 2 or start + 1 == len(lines):
        return []
    second, widest = gaps[-2:]
    if widest.width < max(_GUTTER * size, _STANDS_OUT * second.width):
        return []
    below = _wide_gaps(lines[start + 1], size)
    shared = [min(gap.end, widest.end) - max(gap.start, widest.start) for gap in below]
    return [widest] if any(width >= _GUTTER * size for width in shared) else []


def _gaps_beside(line: Sequence[Word], below: Sequence[Word], size: float) -> list[_Gap]:
    """The gap between two lines that stand beside each other at nearly one height, or that the lower one leaves."""
    if below[0].box.top > line[0].box.bottom + _NEARLY_BESIDE * size:
        return []
    if wide := _wide_gaps(below, size):
        return [rest for gap in wide for rest in gap.narrowed(line) if rest.width > _WIDE_GAP * size]
    first, second = sorted([line, below], key=lambda words: words[0].box.x0)
    gap = _Gap(first[-1].box.x1, second[0].box.x0)
    return [gap] if gap.width > _WIDE_GAP * size else []


def _follow(lines: Sequence[Sequence[Word]], start: int, gap: _Gap, least: float) -> tuple[int, _Gap]:
    """Down to which line the gap stays open, and how wide it is then."""
    for at in range(start, len(lines)):
        open_gaps = [rest for rest in gap.narrowed(lines[at]) if rest.width >= least]
        if not open_gaps:
            return at, gap
        gap = max(open_gaps, key=lambda rest: rest.width)
    return len(lines), gap


def _end_of_head(lines: Sequence[Sequence[Word]], start: int, end: int) -> int:
    """Where the body begins below the national title: with the type, a heading, the order or "Kính gửi"."""
    opens = (at for at in range(start + 1, end) if _opens_body(_text(lines[at])))
    return next((at for at in opens if any(map(_shows_motto, lines[start:at]))), end)


def _opens_body(text: str) -> bool:
    return is_type(text) or is_heading(text) or is_order(text) or is_addressing(text)


def _shows_motto(line: Sequence[Word]) -> bool:
    return bool(_gap_before_motto(line)) or is_motto(_text(line))


def _text(line: Sequence[Word]) -> str:
    return " ".join(word.text for word in line)


def _has_both_sides(lines: Sequence[Sequence[Word]], middle: float) -> bool:
    """Whether both sides have two lines at least, side by side at one height, and the left one is no row of marks."""
    left = [run for line in lines if (run := [word for word in line if word.middle[0] < middle])]
    right = [run for line in lines if (run := [word for word in line if word.middle[0] > middle])]
    if min(len(left), len(right)) < _LEAST_ROWS:
        return False
    widest = max(run[-1].box.x1 - run[0].box.x0 for run in left)
    is_beside = any(
        one[0].box.top < other[0].box.bottom and other[0].box.top < one[0].box.bottom for one in left for other in right
    )
    return is_beside and widest > _LEAST_WIDTH * left[0][0].size
