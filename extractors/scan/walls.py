"""Worn rules made whole: pieces in one line joined, led on to the rules across them, and looked for between these."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

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
# Where letters that stand on a rule begin beside it.
_STRIP = 0.35
# A rule may climb by this share of its length, half of it to each side.
_LEAN = 0.001

Segments = Sequence[Segment]


def complete(across: Direction, down: Direction, letter: float) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return horizontal and vertical rules, each in as few pieces as it is drawn."""
    level, upright = _joined(across.segments, letter), _joined(down.segments, letter)
    for _ in range(2):
        level = _joined([*level, *_walls(across.thin, level, upright, letter)], letter)
        upright = _joined([*upright, *_walls(down.thin, upright, level, letter)], letter)
        level, upright = _meeting(level, upright, letter), _meeting(upright, level, letter)
    level, upright = _judged(across.thin, level, upright, letter), _judged(down.thin, upright, level, letter)
    level, upright = _lasting(level, upright, letter), _lasting(upright, level, letter)
    return tuple(level), tuple(upright)


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


def _walls(thin: Pixels, segments: Segments, crossing: Segments, letter: float) -> list[Segment]:
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
            if not known and end - start > letter and (place := _drawn_at(thin, Segment(at, start, end), letter)):
                found.append(Segment(place, start, end))
    return found


def _judged(thin: Pixels, segments: Segments, crossing: Segments, letter: float) -> list[Segment]:
    """The pieces without the walls between two rules across where nothing is drawn: letters in line, gaps leapt."""
    kept: list[Segment] = []
    for at, start, end in segments:
        inner = [other.at for other in crossing if other.start - 2 <= at <= other.end + 2 and start < other.at < end]
        ends = [start, *sorted(inner), end]
        for first, last in pairwise(ends):
            is_free = len(ends) > 2 and last - first <= letter
            if is_free or _drawn_at(thin, Segment(at, first, last), letter) is not None:
                kept.append(Segment(at, first, last))
    return _strung(kept)


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


def _drawn_at(thin: Pixels, wall: Segment, letter: float) -> float | None:
    """Where a wall is drawn, within the width that rules bend; None where there is none."""
    length = wall.end - wall.start
    slack, beside = max(2, round(_ASIDE * letter)), max(2, round(_STRIP * letter))
    half = 1 + round(_LEAN * length)
    row, margin = round(wall.at - 0.5), slack + beside + half + 3
    columns = slice(max(0, round(wall.start) + 2), round(wall.end) - 2)
    strip = thin[max(0, row - margin) : row + margin + 1, columns] > 0
    if strip.shape[0] < 2 * margin + 1 or strip.shape[1] < letter / 2:
        return None
    filled = strip.mean(axis=1)
    best, place = _DRAWN, None
    for middle in range(margin - slack, margin + slack + 1):
        along = float(strip[middle - half : middle + half + 1].any(axis=0).mean())
        above = float(filled[middle - half - 2 - beside : middle - half - 1].mean())
        below = float(filled[middle + half + 2 : middle + half + 3 + beside].mean())
        score = along - _BESIDE_WEIGHT * max(above, below) - 0.001 * abs(middle - margin)
        if score > best:
            best, place = score, row + middle - margin + 0.5
    return place


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

    def meets(at: float, end: float) -> bool:
        return any(abs(other.at - end) < 1 and other.start - 1 <= at <= other.end + 1 for other in crossing)

    def lasts(piece: Segment) -> bool:
        is_long = piece.end - piece.start >= _ALONE * letter
        return is_long or (meets(piece.at, piece.start) and meets(piece.at, piece.end))

    return [piece for piece in segments if lasts(piece)]
