"""Ruled lines of an upright picture, found as long thin runs of ink, and the picture without them.

All lengths are in x-heights of the page's own print, so that the same rules hold at any size and resolution.
"""

from dataclasses import dataclass
from typing import NamedTuple

from extractors.page import Ruling
from extractors.scan.page_image import Pixels

# A run of ink shorter than this is a stroke of a letter: capitals are 1.5 high, brackets 2.2.
_SHORTEST = 2.6
# Rules are at most this thick; what is thicker is a bar or a picture.
_THICKEST = 0.8
# A rule that is broken for less than this goes on: no column is so narrow.
_GAP = 2.0
# Pieces of one rule may stand this far apart across it: paper bends, and the skew is known to 0.03 degrees only.
_ASIDE = 0.4
# A rule ends this near the rule that it meets; what is missing there was lost.
_REACH = 1.6
# Where ink lies close beside a run along this share of it, the run is the foot or head of letters: the strokes of an
# "m" stand on two fifths of its serifs. A long run crosses some letters that stand on it.
_CROWDED, _CROWDED_SHORT = 0.6, 0.25
_LONG = 12.0
# A dent in a rule that a run leaps.
_DENT = 0.15
# Grey values by which the faintest rule is darker than its paper; and how far above the usual noise.
_FAINTEST, _OVER_NOISE = 22.0, 2.2
# A shorter rule than this must meet another at both ends.
_ALONE = 6.0


class Segment(NamedTuple):
    """A piece of a rule in pixels: where it stands, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, eq=False)
class Ruled:
    """Rules in pixels of the picture, and the mask of the pixels that they cover."""

    horizontals: tuple[Segment, ...]
    verticals: tuple[Segment, ...]
    mask: Pixels

    def in_points(self, dpi: float) -> tuple[Ruling, ...]:
        """The rules as the page's rulings."""
        scale = 72 / dpi
        across = (Ruling(at * scale, start * scale, end * scale, True) for at, start, end in self.horizontals)
        down = (Ruling(at * scale, start * scale, end * scale, False) for at, start, end in self.verticals)
        return (*across, *down)


def find_rules(grey: Pixels, letter: float) -> Ruled:
    """Return the ruled lines of a flattened grey picture, `letter` being the x-height in pixels."""
    import cv2
    import numpy

    across, mask = _segments(grey, letter)
    down, mask_down = _segments(numpy.ascontiguousarray(grey.T), letter)
    mask = cv2.bitwise_or(mask, numpy.ascontiguousarray(mask_down.T))
    across, down = _joined(across, letter), _joined(down, letter)
    across, down = _meeting(across, down, letter), _meeting(down, across, letter)
    across, down = _lasting(across, down, letter), _lasting(down, across, letter)
    return Ruled(tuple(across), tuple(down), mask)


def without_rules(grey: Pixels, ink: Pixels, ruled: Ruled) -> Pixels:
    """Return the picture with its rules painted white; where a letter touches a rule, the rule's ink stays."""
    import cv2
    import numpy

    square = numpy.ones((3, 3), numpy.uint8)
    rules = cv2.dilate(ruled.mask, square)
    letters = cv2.morphologyEx(cv2.bitwise_and(ink, cv2.bitwise_not(rules)), cv2.MORPH_OPEN, numpy.ones((2, 2)))
    touched = cv2.dilate(letters, numpy.ones((5, 5), numpy.uint8))
    paint = cv2.bitwise_and(cv2.dilate(rules, square), cv2.bitwise_not(touched))
    unruled = grey.copy()
    unruled[paint > 0] = 255
    return unruled


def _segments(grey: Pixels, letter: float) -> tuple[list[Segment], Pixels]:
    """Horizontal runs of a picture that are rules, and the mask of their pixels."""
    import cv2
    import numpy

    length = max(8, round(_SHORTEST * letter))
    thin = _thin_ink(grey, letter)
    # One pixel up and down, so that a rule that climbs from row to row is still one run.
    thick = cv2.dilate(thin, numpy.ones((3, 1), numpy.uint8))
    thick = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, numpy.ones((1, max(2, round(_DENT * letter))), numpy.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, numpy.ones((1, length), numpy.uint8))
    runs = cv2.bitwise_and(runs, thin)
    _, labels, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
    kept = numpy.zeros(len(stats), bool)
    segments = []
    for place in range(1, len(stats)):
        left, top, width, height, area = stats[place].tolist()
        if width < 0.8 * length or area / width > _THICKEST * letter or height > _THICKEST * letter + 0.02 * width:
            continue
        box = (left, top, width, height)
        if _is_crowded(thin, box, letter):
            continue
        kept[place] = True
        segments.append(Segment(float(centres[place][1]) + 0.5, float(left), float(left + width)))
    return segments, kept[labels].astype(numpy.uint8) * 255


def _thin_ink(grey: Pixels, letter: float) -> Pixels:
    """What is darker than the paper above and below it within a rule's thickness: faint rules too, no shadows."""
    import cv2
    import numpy

    height = max(5, round(_THICKEST * letter * 1.3)) | 1
    depth = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, numpy.ones((height, 1), numpy.uint8))
    noise = float(numpy.median(depth[::5, ::5]))
    return cv2.threshold(depth, max(_FAINTEST, _OVER_NOISE * noise), 255, cv2.THRESH_BINARY)[1]


def _is_crowded(ink: Pixels, box: tuple[int, int, int, int], letter: float) -> bool:
    """Whether ink lies close above or below a run along much of it: then it is the foot or head of letters."""
    left, top, width, height = box
    reach = max(2, round(0.3 * letter))
    rim = 2  # pixels beside the run that are its own soft edge
    above = ink[max(0, top - rim - reach) : max(0, top - rim), left : left + width]
    below = ink[top + height + rim : top + height + rim + reach, left : left + width]
    shares = [float((side > 0).max(axis=0).mean()) if side.size else 0.0 for side in (above, below)]
    return max(shares) > (_CROWDED if width > _LONG * letter else _CROWDED_SHORT)


def _joined(segments: list[Segment], letter: float) -> list[Segment]:
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


def _goes_on(joined: list[Segment], piece: Segment, letter: float) -> int | None:
    near = [
        (abs(segment.at - piece.at), place)
        for place, segment in enumerate(joined)
        if abs(segment.at - piece.at) <= _ASIDE * letter and piece.start - segment.end <= _GAP * letter
    ]
    return min(near)[1] if near else None


def _meeting(segments: list[Segment], crossing: list[Segment], letter: float) -> list[Segment]:
    """Pieces led on to the rule across them that they nearly reach."""
    reach = _REACH * letter
    met = []
    for at, start, end in segments:
        across = [other.at for other in crossing if other.start - reach <= at <= other.end + reach]
        first = min(across, key=lambda x: abs(x - start), default=start)
        last = min(across, key=lambda x: abs(x - end), default=end)
        start = first if abs(first - start) <= reach and first < end else start
        end = last if abs(last - end) <= reach and last > start else end
        met.append(Segment(at, start, end))
    return met


def _lasting(segments: list[Segment], crossing: list[Segment], letter: float) -> list[Segment]:
    """The long pieces, and the short ones that lead from one rule across to another."""

    def meets(at: float, end: float) -> bool:
        return any(abs(other.at - end) < 1 and other.start - 1 <= at <= other.end + 1 for other in crossing)

    def lasts(piece: Segment) -> bool:
        is_long = piece.end - piece.start >= _ALONE * letter
        return is_long or (meets(piece.at, piece.start) and meets(piece.at, piece.end))

    return [piece for piece in segments if lasts(piece)]
