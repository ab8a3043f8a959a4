"""Roman numerals by their strokes: "II" and "III" are upright bars, which recognition takes for H, IH or too few."""

import re
from collections.abc import Iterator, Sequence

from extractors.scan.page_image import Pixels
from extractors.scan.spots import Spots

# What bars are read as; at least one I or H must be among them, so that "11" stays eleven.
_BARS = re.compile(r"[IHL1l]+")
_NUMERAL = re.compile(r"[IHVXL1l]+(?=$|[./)])")
_MOST_BARS = 4
# Rows at these shares of a letter's height cross a bar between its feet, and an H above, on and below its crossbar.
_ROWS = (0.25, 0.35, 0.42, 0.5, 0.58, 0.65, 0.75)


def count_bars(text: str, ink: Spots, pieces: Sequence[int]) -> str:
    """Return the text with the Roman numeral at its start as its ink has it; `pieces` are its letters' numbers.

    The numeral is changed only where runs of bars on paper and in the text stand behind as many other letters: the H
    of "HIV" is none of its bars.
    """
    found = _NUMERAL.match(text)
    if not found or not any(letter in "IH" for letter in found[0]):
        return text
    runs = list(_BARS.finditer(found[0]))
    seen = list(_runs_of_bars(ink, pieces))[: len(runs)]
    places = [run.start() - sum(len(before[0]) for before in runs[:at]) for at, run in enumerate(runs)]
    if [place for place, _ in seen] != places or any(count > _MOST_BARS for _, count in seen):
        return text
    numeral = list(found[0])
    for run, (_, count) in reversed(list(zip(runs, seen, strict=True))):
        numeral[run.start() : run.end()] = "I" * count
    return "".join(numeral) + text[found.end() :]


def _runs_of_bars(ink: Spots, pieces: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Bars that stand side by side, run by run: behind how many other letters, and how many."""
    others = count = 0
    for piece in sorted(pieces, key=lambda number: int(ink.x0[number])):
        bars = _bars(ink, piece)
        if count and not bars:
            yield others, count
            count = 0
        count += bars
        others += not bars
    if count:
        yield others, count


def _bars(ink: Spots, piece: int) -> int:
    """The number of upright bars that a piece of ink consists of, feet aside; 0 where it is something else."""
    part = ink.labels[ink.top[piece] : ink.bottom[piece], ink.x0[piece] : ink.x1[piece]] == piece
    if part.shape[0] < part.shape[1] * 0.5:
        return 0
    rows = [part[int(share * part.shape[0])] for share in _ROWS]
    counts = {_strokes(row) for row in rows}
    return counts.pop() if len(counts) == 1 and _are_upright(rows) else 0


def _strokes(row: Pixels) -> int:
    import numpy

    return int((numpy.diff(numpy.concatenate(([0], row.astype(int)))) == 1).sum())


def _are_upright(rows: Sequence[Pixels]) -> bool:
    """Whether the strokes stand at the same place in the uppermost and the lowest row: no V, no slash."""
    import numpy

    first, last = (numpy.flatnonzero(row) for row in (rows[0], rows[-1]))
    width = len(rows[0])
    return bool(abs(first[0] - last[0]) <= max(1, 0.12 * width) and abs(first[-1] - last[-1]) <= max(1, 0.12 * width))
