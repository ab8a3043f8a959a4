"""Roman numerals by their strokes: "II" and "III" are upright bars, which recognition takes for H, IH or too few."""

import re
from collections.abc import Iterator, Sequence

from extractors.scan.page_image import Pixels
from extractors.scan.spots import Spots

# What bars are read as; at least one I or H must be among them, so that "11" stays eleven: the feet decide there.
_BARS = re.compile(r"[IHL1l]+")
_NUMERAL = re.compile(r"[IHVXL1l]+(?=$|[./),;–-])")
_ONES = re.compile(r"[1l]{1,3}(?=/(?:19|20)\d\d)")
# Bars among which one was taken for a T, and bars before a year whose slash was taken for one of them.
_BARS_AS_T = re.compile(r"(?=[IHL1l]*T)[IHTL1l]{2,4}(?=$|[./)])")
_SLASH_AS_BAR = re.compile(r"[IHL1l]{2,4}(?=(?:19|20)\d\d$)")
# A numeral with marks on its bars: specks over them. No word of capitals has none but these letters.
_MARKED = re.compile(r"(?=[^ÍÌÏỈĨÎ]*[ÍÌÏỈĨÎ])[IÍÌÏỈĨÎHVXL1l]+(?=$|[./),;–-])")
_PLAIN = str.maketrans("ÍÌÏỈĨÎ", "IIIIII")
# Bars behind the stop of a numeral: "I.1", "II.11".
_BEHIND_STOP = re.compile(r"[.,]([1lI]+)")
# The first bars of "II/2024" and "IV/2024".
_QUARTER = re.compile(r"(I{1,3}|I(?=V))V?/(?:19|20)\d\d$")
_MOST_BARS, _MOST_ONES = 4, 3
# A capital I is half as wide as high, a T nearly as wide.
_NARROW = 0.62
# A capital I has feet on both sides at its head, a one a flag on the left; looked for in this share of the height.
_HEAD = 0.12
# Rows at these shares of a letter's height cross a bar between its feet, and an H above, on and below its crossbar.
_ROWS = (0.25, 0.35, 0.42, 0.5, 0.58, 0.65, 0.75)
# Between the first and the last of them a bar leans by less than this share of its height, a slash by more.
_UPRIGHT = 0.08


def count_bars(text: str, ink: Spots, pieces: Sequence[int]) -> str:
    """Return the text with the Roman numeral at its start as its ink has it; `pieces` are its letters' numbers.

    The numeral is changed only where runs of bars on paper and in the text stand behind as many other letters: the H
    of "HIV" is none of its bars.
    """
    if marked := _MARKED.match(text):
        text = marked[0].translate(_PLAIN) + text[marked.end() :]
    if ones := _ONES.match(text):
        count = max(len(ones[0]), _first_bars(ink, pieces))
        return "I" * count + text[ones.end() :] if _have_serifs(ink, pieces, count) else text
    if slashed := _SLASH_AS_BAR.match(text):
        count = _bars_before_slash(ink, pieces, text[slashed.end() :])
        return "I" * count + "/" + text[slashed.end() :] if count else text
    if (crossed := _BARS_AS_T.match(text)) and _are_all_bars(ink, pieces):
        return "I" * len(pieces) + text[crossed.end() :]
    found = _NUMERAL.match(text)
    if not found or not any(letter in "IH" for letter in found[0]):
        return text
    runs = list(_BARS.finditer(found[0]))
    seen = list(_runs_of_bars(ink, pieces))[: len(runs)]
    places = [run.start() - sum(len(before[0]) for before in runs[:at]) for at, run in enumerate(runs)]
    if [place for place, _ in seen] != places or not all(0 < count <= _MOST_BARS for _, count in seen):
        return text
    counts = [count for _, count in seen]
    if behind := _BEHIND_STOP.match(text, found.end()):
        counts[-1] = _before_stop(counts[-1], len(runs[-1][0]), len(behind[1]))
    numeral = list(found[0])
    for run, count in reversed(list(zip(runs, counts, strict=True))):
        numeral[run.start() : run.end()] = "I" * count
    return "".join(numeral) + text[found.end() :]


def _before_stop(seen: int, read: int, ones: int) -> int:
    """How many bars stand before the stop of "I.1": a stop is no letter, so a one behind it may be in their run."""
    return read if seen in (read, read + ones) else max(1, seen - ones)


def is_counted(text: str, ink: Spots, pieces: Sequence[int]) -> bool:
    """Return whether the text begins with a quarter or such a number whose bars are as many as its ink shows."""
    found = _QUARTER.match(text)
    return found is not None and next(_runs_of_bars(ink, pieces), None) == (0, len(found[1]))


def _bars_before_slash(ink: Spots, pieces: Sequence[int], after: str) -> int:
    """How many bars stand before a slash that as many letters follow as are told; 0 where that is not so."""
    count = 0
    for at, piece in enumerate(sorted(pieces, key=lambda number: int(ink.x0[number])), start=1):
        bars, is_end = _bars(ink, piece)
        count += bars
        if is_end or not bars:
            return count if is_end and len(pieces) - at == len(after) else 0
    return 0


def _are_all_bars(ink: Spots, pieces: Sequence[int]) -> bool:
    """Whether every piece is one narrow bar."""

    def is_narrow(piece: int) -> bool:
        return bool(ink.x1[piece] - ink.x0[piece] <= _NARROW * (ink.bottom[piece] - ink.top[piece]))

    return 1 < len(pieces) <= _MOST_BARS and all(is_narrow(one) and _bars(ink, one) == (1, False) for one in pieces)


def _first_bars(ink: Spots, pieces: Sequence[int]) -> int:
    """How many pieces that are one bar each, a slash at the last, stand first; 0 where they are too many."""
    count = 0
    for piece in sorted(pieces, key=lambda number: int(ink.x0[number])):
        bars, is_end = _bars(ink, piece)
        count += bars == 1
        if is_end or bars != 1:
            break
    return count if count <= _MOST_ONES else 0


def _have_serifs(ink: Spots, pieces: Sequence[int], count: int) -> bool:
    """Whether the first pieces are so many bars, each with feet on both sides of its head."""
    first = sorted(pieces, key=lambda number: int(ink.x0[number]))[:count]
    return len(first) == count and all(_bars(ink, piece)[0] == 1 and _is_serifed(ink, piece) for piece in first)


def _is_serifed(ink: Spots, piece: int) -> bool:
    import numpy

    part = ink.labels[ink.top[piece] : ink.bottom[piece], ink.x0[piece] : ink.x1[piece]] == piece
    stem = numpy.flatnonzero(part[part.shape[0] // 2])
    head = numpy.flatnonzero(part[: max(2, round(_HEAD * part.shape[0]))].any(axis=0))
    # A slash that touches the last bar ends the stem's row; only what stands near the stem is its head.
    left, right = stem[0] - head[0], min(int(head[-1]), int(stem[0] + 2 * part.shape[0] // 5)) - stem[0]
    width = int((numpy.diff(stem) == 1).argmin()) + 1 if len(stem) > 1 and (numpy.diff(stem) != 1).any() else len(stem)
    return bool(left >= 1 and right - (width - 1) >= max(1, 0.5 * left))


def _runs_of_bars(ink: Spots, pieces: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Bars that stand side by side, run by run: behind how many other letters, and how many; 0 where that is unknown,
    for the last of them may hang together with what follows.
    """
    others = count = 0
    for piece in sorted(pieces, key=lambda number: int(ink.x0[number])):
        bars, is_end = _bars(ink, piece)
        count += bars
        if count and (is_end or not bars):
            yield others, 0 if not bars and not is_end and _begins_upright(ink, piece) else count
            count = 0
        others += is_end or not bars
    if count:
        yield others, count


def _bars(ink: Spots, piece: int) -> tuple[int, bool]:
    """The number of upright bars that a piece of ink consists of, feet aside, and whether a slash touches the last.

    0 where it is something else.
    """
    part = ink.labels[ink.top[piece] : ink.bottom[piece], ink.x0[piece] : ink.x1[piece]] == piece
    if part.shape[0] < part.shape[1] * 0.5:
        return 0, False
    rows = [_stroke_middles(part[int(share * part.shape[0])]) for share in _ROWS]
    if not rows[0] or len({len(row) for row in rows}) != 1:
        return 0, False
    leans = [above - below for above, below in zip(rows[0], rows[-1], strict=True)]
    upright = [abs(lean) <= max(1.0, _UPRIGHT * part.shape[0]) for lean in leans]
    if all(upright):
        return len(upright), False
    is_before_slash = all(upright[:-1]) and leans[-1] > 0
    return (len(upright) - 1, True) if is_before_slash else (0, False)


def _begins_upright(ink: Spots, piece: int) -> bool:
    """Whether the first of several strokes side by side is a bar: "I/2" in one piece."""
    part = ink.labels[ink.top[piece] : ink.bottom[piece], ink.x0[piece] : ink.x1[piece]] == piece
    rows = [_stroke_middles(part[int(share * part.shape[0])]) for share in _ROWS]
    firsts = [row[0] for row in rows if row]
    return min(map(len, rows)) > 1 and max(firsts) - min(firsts) <= max(1.0, _UPRIGHT * part.shape[0])


def _stroke_middles(row: Pixels) -> list[float]:
    """Where the strokes that a row of pixels crosses have their middles."""
    import numpy

    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], row.astype(int), [0]))))
    return [float(start + end) / 2 for start, end in zip(edges[::2], edges[1::2], strict=True)]
