"""Worn rules made whole: pieces in one line joined, led on to the rules across them, and looked for between these."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.scan.page_image import Pixels
from extractors.scan.rulings import Direction, Segment

# All in x-heights. A rule that is broken for less than this goes on: no column is so narrow.
_GAP = 2.0
# Pieces of one rule may stand this far apart across it: paper bends, and the skew is known to 0.03 degrees only.
_ASIDE = 0.4
# A rule ends this near the rule that it meets; what is missing there was lost.
_REACH = 1.6
# A shorter rule than this must meet another at both ends.
_ALONE = 6.0
# Ink along a wall between two rules, less the ink beside it, from which it is drawn.
_DRAWN, _BESIDE_WEIGHT = 0.5, 1.2
# The same for a piece that no other is in line with, where it is shorter than this, or than the second and does not
# lead from one rule across to another: the tops of the letters of "BTTTT-THH" are 9 long.
_DRAWN_ALONE, _SHORT, _SHORT_AND_FREE = 0.75, 9.0, 18.0
# Where letters that stand on a rule begin beside it.
_STRIP = 0.35
# White that letters leave to the rules above and below them, and worn rules seldom at both ends; walls no longer than
# the second are looked at so, for the stem of a capital fills little of a longer one.
_FREE, _ONE_LINE = 0.25, 6.0
# Share of a wall under dark ink from which it counts as hidden.
_HIDDEN = 0.45
# A rule may climb by this share of its length, half of it to each side.
_LEAN = 0.001

Segments = Sequence[Segment]


def complete(across: Direction, down: Direction, letter: float) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return horizontal and vertical rules, each in as few pieces as it is drawn."""
    level, upright = _joined(across.segments, letter), _joined(down.segments, letter)
    for _ in range(2):
        level = _joined([*level, *_walls(across, level, upright, letter)], letter)
        upright = _joined([*upright, *_walls(down, upright, level, letter)], letter)
        level, upright = _meeting(level, upright, letter), _meeting(upright, level, letter)
    level = _lasting(_judged(across, level, upright, letter), upright, letter)
    # After the others are judged: the feet of capitals in one line would make walls of the stems that stand on them.
    upright = _lasting(_judged(down, upright, level, letter), level, letter)
    return tuple(_lasting(level, upright, letter)), tuple(upright)


def _joined(segments: Iterable[Segment], letter: float) -> list[Segment]:
    """Pieces in one line made one, where no more is missing than damage takes."""
    joined: list[Segment] = []
    for piece in sorted(segments, key=lambda segment: segment.start):
        place = _goes_on(joined, piece, letter)
        if place is None:
            joined.append(piece)
            continue
        before = joined[place]
        weights = before.end - before.start, piece.end - piece.start
        at = (before.at * weights[0] + piece.at * weights[1]) / sum(weights)
        joined[place] = Segment(at, before.start, max(before.end, piece.end))
    return joined


def _goes_on(joined: Segments, piece: Segment, letter: float) -> int | None:
    near = [
        (abs(segment.at - piece.at), place)
        for place, segment in enumerate(joined)
        if abs(segment.at - piece.at) <= _ASIDE * letter and piece.start - segment.end <= _GAP * letter
    ]
    return min(near)[1] if near else None


def _walls(direction: Direction, segments: Segments, crossing: Segments, letter: float) -> list[Segment]:
    """Pieces that are drawn between two neighbouring rules across, in line with a rule found elsewhere."""
    reach = _REACH * letter
    found = []
    for at in _lines(segments, letter):
        ends = sorted(other.at for other in crossing if other.start - reach <= at <= other.end + reach)
        for start, end in pairwise(ends):
            known = any(
                abs(piece.at - at) <= _ASIDE * letter and piece.start <= start + 1 and piece.end >= end - 1
                for piece in segments
            )
            if known or end - start <= letter:
                continue
            wall = Segment(at, start, end)
            if (place := _drawn_at(direction, wall, letter)) or _goes_under(direction, wall, segments):
                found.append(Segment(place or at, start, end))
    return found


def _goes_under(direction: Direction, wall: Segment, segments: Segments) -> bool:
    """Whether dark ink hides the wall and a rule in line with it leads there."""
    leads = any(abs(piece.at - wall.at) < 2 and piece.start < wall.end and piece.end > wall.start for piece in segments)
    touches = any(
        abs(piece.at - wall.at) < 2 and min(abs(piece.end - wall.start), abs(piece.start - wall.end)) < 2
        for piece in segments
    )
    return (leads or touches) and _is_hidden(direction, wall)


def _judged(direction: Direction, segments: Segments, crossing: Segments, letter: float) -> list[Segment]:
    """The pieces without the walls between two rules across where nothing is drawn: letters in line, gaps leapt."""
    kept: list[Segment] = []
    for piece in segments:
        across = sorted(other.at for other in crossing if other.start - 2 <= piece.at <= other.end + 2)
        walls = _parted(piece, across, letter)
        short = _SHORT if _leads_across(piece, crossing) else _SHORT_AND_FREE
        least = _DRAWN_ALONE if _is_lonely(piece, segments, letter, short) else _DRAWN
        drawn = [_drawn_at(direction, wall, letter, least) is not None for wall in walls]
        for place, wall in enumerate(walls):
            beside = any(drawn[max(0, place - 1) : place + 2])
            is_stub = len(walls) > 1 and wall.end - wall.start <= letter
            if drawn[place] or (beside and (is_stub or _is_hidden(direction, wall))):
                kept.append(Segment(wall.at, max(wall.start, piece.start), min(wall.end, piece.end)))
    return _strung(kept)


def _parted(piece: Segment, across: Sequence[float], letter: float) -> list[Segment]:
    """The walls of a piece between the rules across it; what hangs over the last of these reaches to the next one.

    Else a capital's stem that stands under the end of a wall is a piece of it: "NHIỆM VỤ" in a row without walls.
    """
    start, end = piece.start, piece.end
    if any(start < place < end for place in across):
        start, end = _led_on(start, across, -_ONE_LINE * letter), _led_on(end, across, _ONE_LINE * letter)
    inner = [place for place in across if start < place < end]
    return [Segment(piece.at, *ends) for ends in pairwise([start, *inner, end])]


def _led_on(end: float, across: Sequence[float], far: float) -> float:
    """The next rule behind the end of a piece; its end where there is none near."""
    low, high = min(end, end + far), max(end, end + far)
    near = [place for place in across if low - 1 <= place <= high + 1]
    return min(near, key=lambda place: abs(place - end), default=end)


def _is_lonely(piece: Segment, segments: Segments, letter: float, short: float) -> bool:
    """Whether a short piece has no other in line: the arc of a seal bends less than a rule's width over a row."""
    in_line = sum(abs(other.at - piece.at) <= _ASIDE * letter for other in segments)
    return piece.end - piece.start < short * letter and in_line == 1


def _strung(pieces: Segments) -> list[Segment]:
    """Neighbouring walls of one rule as one piece again."""
    strung: list[Segment] = []
    for piece in pieces:
        if strung and strung[-1].at == piece.at and strung[-1].end == piece.start:
            strung[-1] = strung[-1]._replace(end=piece.end)
        else:
            strung.append(piece)
    return strung


def _lines(segments: Segments, letter: float) -> list[float]:
    """Where rules stand, each place once, by the longest piece there."""
    lines: list[float] = []
    for piece in sorted(segments, key=lambda segment: segment.start - segment.end):
        if all(abs(at - piece.at) > _ASIDE * letter for at in lines):
            lines.append(piece.at)
    return lines


def _is_hidden(direction: Direction, wall: Segment) -> bool:
    """Whether dark ink that is no rule lies over the larger part of a wall: a rule that runs into a seal goes on."""
    row = max(1, round(wall.at - 0.5))
    hidden = direction.is_hidden((slice(row - 1, row + 2), slice(max(0, round(wall.start)), max(1, round(wall.end)))))
    return bool(hidden.size and hidden.mean() > _HIDDEN)


class _Band(NamedTuple):
    """Rows (pixels) that are looked through for a wall: how far off its place, how thick it is, what stands beside."""

    slack: int
    half: int
    beside: int

    @property
    def margin(self) -> int:
        """So many rows on either side of the wall's own."""
        return self.slack + self.half + self.beside + 3


def _drawn_at(direction: Direction, wall: Segment, letter: float, least: float = _DRAWN) -> float | None:
    """Where a wall is drawn, within the width that rules bend; None where there is none."""
    half = 1 + round(_LEAN * (wall.end - wall.start))
    band = _Band(max(2, round(_ASIDE * letter)), half, max(2, round(_STRIP * letter)))
    row = round(wall.at - 0.5)
    rows = slice(max(0, row - band.margin), row + band.margin + 1)
    columns = slice(max(0, round(wall.start) + 2), max(0, round(wall.end) - 2))
    thin = direction.thin[rows, columns]
    if thin.shape[0] < 2 * band.margin + 1 or thin.shape[1] < letter / 2:
        return None
    off = _drawn_in(thin, band, letter, least)
    if off is None:
        off = _drawn_in(direction.dark((rows, columns)), band, letter, least)
    return None if off is None else row + off + 0.5


def _drawn_in(strip: Pixels, band: _Band, letter: float, least: float) -> int | None:
    """How many rows off the middle of a strip of ink a wall is drawn."""
    import cv2
    import numpy

    slack, half, beside = band
    filled = cv2.reduce(strip, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel() / (255 * strip.shape[1])
    sums = numpy.convolve(filled, numpy.ones(2 * half + 1), "same")
    besides = numpy.convolve(filled, numpy.ones(beside + 1) / (beside + 1), "valid")
    at = band.margin + numpy.arange(-slack, slack + 1)
    # The rows right above the wall's and right below them count against it.
    around = numpy.maximum(besides[at - half - 2 - beside], besides[at + half + 2])
    costs = _BESIDE_WEIGHT * around + 0.001 * abs(at - band.margin)
    most = numpy.where(sums[at] < least, 0, numpy.minimum(1.0, sums[at]) - costs)
    best, place = least, None
    for number in (-most).argsort(kind="stable").tolist():
        if most[number] <= best:
            break
        along = cv2.reduce(strip[at[number] - half : at[number] + half + 1], 0, cv2.REDUCE_MAX).ravel() > 0
        score = float(along.mean() - costs[number])
        if score > best and not _stands_free(along, letter):
            best, place = score, int(at[number] - band.margin)
    return place


def _stands_free(along: Pixels, letter: float) -> bool:
    """Whether ink reaches neither end and leaves a quarter open: a capital's stem within a row, no wall."""
    end = max(2, round(_FREE * letter))
    return len(along) <= _ONE_LINE * letter and not (along[:end].any() or along[-end:].any()) and along.mean() < 0.75


def _meeting(segments: Segments, crossing: Segments, letter: float) -> list[Segment]:
    """Pieces led on to the rule across them that they nearly reach."""
    reach = _REACH * letter
    met = []
    for at, start, end in segments:
        across = [other.at for other in crossing if other.start - reach <= at <= other.end + reach]
        first = min(across, key=lambda x: abs(x - start), default=start)
        last = min(across, key=lambda x: abs(x - end), default=end)
        begin = first if abs(first - start) <= reach and first < end else start
        finish = last if abs(last - end) <= reach and last > begin else end
        met.append(Segment(at, begin, finish))
    return met


def _lasting(segments: Segments, crossing: Segments, letter: float) -> list[Segment]:
    """The long pieces, and the short ones that lead from one rule across to another."""
    long = _ALONE * letter
    return [piece for piece in segments if piece.end - piece.start >= long or _leads_across(piece, crossing)]


def _leads_across(piece: Segment, crossing: Segments) -> bool:
    """Whether a piece ends at rules across it on both sides."""

    def meets(end: float) -> bool:
        return any(abs(other.at - end) < 1 and other.start - 1 <= piece.at <= other.end + 1 for other in crossing)

    return meets(piece.start) and meets(piece.end)
