"""Ruled lines of an upright picture, found as long thin runs of ink with white on both sides.

All lengths are in x-heights of the page's own print, so that the same rules hold at any size and resolution. A rule is
first seen where it is plain (`_segments`); where it is worn, or letters stand on it, it is looked for again between
the rules that it should meet (`extractors/scan/walls.py`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.page import Ruling
from extractors.scan.letters import find_pieces
from extractors.scan.page_image import Pixels

# Over so long a stretch a rule is told from strokes of letters: the height of three lines of capitals.
WINDOW = 4.0
# A rule lies within this of its row, and letters that stand on it begin within the strip beside it.
_BESIDE = 0.35
# Ink along a stretch, less that beside it (weighted), as shares: a worn rule keeps 0.6 and has 0.1 beside it; the feet
# of letters fill 0.7 with 0.4 above them.
_PLAIN, _BESIDE_WEIGHT = 0.45, 1.5
# Rules are at most this thick; what is thicker is a bar or a picture.
_THICKEST = 0.8
# Ink this near the middle of a rule is the rule's, also where it is worn.
_CLOSE = 0.15
# Grey values by which the faintest rule is darker than its paper; and how far above the usual noise.
_FAINTEST, _OVER_NOISE = 22.0, 2.2
# Ink this dark that is not thin (a seal's star, a blot) hides a rule.
_DARK = 190
# An x-height is so many pixels along rules where these are looked for.
_NARROWED = 4.0
# A rule's pixels are at most this share of the way from its usual grey to white.
_PALER = 0.12
# Larger x-heights (pixels) than this show nothing more of rules and cost time: the picture is made smaller.
_LARGE, _ENOUGH = 19.0, 15.0


Part = tuple[slice, slice]


class Segment(NamedTuple):
    """A piece of a rule in pixels: where it stands, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """Rules of one direction as if they lay level: the picture, the thin ink in it, the pieces found and their pixels.

    `level` is the lightest grey of the page's rules: a grey seal over them is lighter.
    """

    grey: Pixels
    thin: Pixels
    level: float
    segments: tuple[Segment, ...]
    mask: Pixels

    def dark(self, part: Part) -> Pixels:
        """The thin ink of a part that is as dark as the page's rules, as 255."""
        import cv2

        dark = cv2.threshold(self.grey[part], self.level, 255, cv2.THRESH_BINARY_INV)[1]
        return cv2.bitwise_and(dark, self.thin[part])

    def is_hidden(self, part: Part) -> Pixels:
        """Which pixels of a part are dark and not thin: what hides rules."""
        found: Pixels = (self.grey[part] <= _DARK) & (self.thin[part] == 0)
        return found


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

    if letter <= _LARGE:
        return _rules(grey, letter)
    scale = _ENOUGH / letter
    small = _rules(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), _ENOUGH)
    height, width = grey.shape[:2]
    mask = cv2.resize(small.mask, (width, height), interpolation=cv2.INTER_LINEAR)
    across, down = width / small.mask.shape[1], height / small.mask.shape[0]
    horizontals = tuple(Segment(at * down, start * across, end * across) for at, start, end in small.horizontals)
    verticals = tuple(Segment(at * across, start * down, end * down) for at, start, end in small.verticals)
    return Ruled(horizontals, verticals, cv2.threshold(mask, 127, 255, cv2.THRESH_BINARY)[1])


def _rules(grey: Pixels, letter: float) -> Ruled:
    import cv2

    from extractors.scan.ink import find_ink
    from extractors.scan.streaks import without_streaks
    from extractors.scan.walls import complete

    across = _direction(grey, letter)
    down = _direction(cv2.transpose(grey), letter)
    level, up = complete(across, down, letter)
    ink = find_ink(grey)
    horizontals = tuple(without_streaks(level, up, ink, letter))
    verticals = tuple(without_streaks(up, level, ink.T, letter))
    upright = cv2.transpose(_covered(down, verticals, letter))
    return Ruled(horizontals, verticals, cv2.bitwise_or(_covered(across, horizontals, letter), upright))


def _covered(direction: Direction, segments: Sequence[Segment], letter: float) -> Pixels:
    """The pixels of rules: what was plain along them however they bend, else the thin ink right on them."""
    import numpy

    covered = numpy.zeros_like(direction.thin)
    for at, start, end in segments:
        columns = slice(max(0, round(start) - 1), round(end) + 1)
        for ink, share in ((direction.mask, _THICKEST), (direction.thin, _CLOSE)):
            reach = max(2, round(share * letter))
            band = slice(max(0, round(at) - reach), round(at) + reach)
            covered[band, columns] |= ink[band, columns]
    return covered


def without_rules(grey: Pixels, ink: Pixels, ruled: Ruled) -> Pixels:
    """Return the picture with its rules painted white; where a letter touches a rule, the rule's ink stays."""
    import cv2
    import numpy

    square = numpy.ones((3, 3), numpy.uint8)
    rules = cv2.dilate(ruled.mask, square)
    letters = cv2.morphologyEx(cv2.bitwise_and(ink, cv2.bitwise_not(rules)), cv2.MORPH_OPEN, numpy.ones((2, 2)))
    touched = cv2.dilate(letters, numpy.ones((5, 5), numpy.uint8))
    paint = cv2.bitwise_and(cv2.dilate(rules, square), cv2.bitwise_not(touched))
    return cv2.bitwise_or(grey, paint)


def plainness(thin: Pixels, letter: float, step: int = 1) -> Pixels:
    """Return by pixel how plainly a level rule runs there, 0–255: ink along it, less the ink right above or below.

    A pixel of `thin` stands for `step` pixels along the rule.
    """
    import cv2
    import numpy

    length, beside = max(9, round(WINDOW * letter / step)), max(2, round(_BESIDE * letter))
    near = cv2.dilate(thin, numpy.ones((3, 1), numpy.uint8))
    along = cv2.blur(near, (length, 1))
    strip = cv2.blur(thin, (length, beside))
    offset = beside // 2 + 3
    above, below = numpy.zeros_like(strip), numpy.zeros_like(strip)
    above[offset:] = strip[:-offset]
    below[:-offset] = strip[offset:]
    return cv2.addWeighted(along, 1.0, cv2.max(above, below), -_BESIDE_WEIGHT, 0)


def _direction(grey: Pixels, letter: float) -> Direction:
    import numpy

    thin = _thin_ink(grey, letter)
    mask = numpy.zeros_like(thin)
    segments = []
    for part, own in _plain_pieces(thin, letter):
        ink = own & (thin[part] > 0)
        if segment := _measured(ink, part[1].start, part[0].start):
            mask[part][ink] = 255
            segments.append(segment)
    return Direction(grey, thin, _lightest_rule(grey, mask), tuple(segments), mask)


def _plain_pieces(thin: Pixels, letter: float) -> Iterator[tuple[Part, Pixels]]:
    """Where rules run plainly: each with the part of the picture that holds it, and which pixels there are its own.

    They are looked for in a picture that is narrowed along them: it shows as much of them in a third of the time.
    """
    import cv2
    import numpy

    step = max(1, round(letter / _NARROWED))
    height, width = thin.shape[0], thin.shape[1] // step
    narrow = cv2.resize(thin[:, : width * step], (width, height), interpolation=cv2.INTER_AREA)
    plain = cv2.threshold(plainness(narrow, letter, step), round(_PLAIN * 255), 255, cv2.THRESH_BINARY)[1]
    labels, stats = find_pieces(plain)
    for place in range(1, len(stats)):
        left, top, width, height, _ = stats[place].tolist()
        if step * width < 0.5 * WINDOW * letter or height > _THICKEST * letter + 0.02 * step * width + 3:
            continue
        own = labels[top : top + height, left : left + width] == place
        # With its soft rim.
        rows, columns = slice(max(0, top - 1), top + height + 1), slice(left * step, (left + width) * step)
        padded = numpy.pad(own.repeat(step, axis=1), ((top - rows.start, 1), (0, 0))).astype(numpy.uint8)
        rim = cv2.dilate(padded, numpy.ones((3, 3), numpy.uint8)) > 0
        yield (rows, columns), rim[: thin.shape[0] - rows.start]


def _lightest_rule(grey: Pixels, mask: Pixels) -> float:
    import numpy

    values = grey[::2, ::2][mask[::2, ::2] > 0]
    level = float(numpy.median(values)) if len(values) else 255.0
    return level + _PALER * (255 - level)


def _measured(ink: Pixels, left: int, top: int) -> Segment | None:
    """Where the ink of a run stands and from where to where it reaches."""
    import numpy

    rows, columns = ink.sum(axis=1), numpy.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return None
    at = float((rows * numpy.arange(len(rows))).sum() / rows.sum()) + 0.5
    return Segment(top + at, float(left + columns[0]), float(left + columns[-1] + 1))


def _thin_ink(grey: Pixels, letter: float) -> Pixels:
    """What is darker than the paper above and below it within a rule's thickness: faint rules too, no shadows."""
    import cv2
    import numpy

    height = max(5, round(_THICKEST * letter * 1.3)) | 1
    depth = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, numpy.ones((height, 1), numpy.uint8))
    noise = float(numpy.median(depth[::5, ::5]))
    return cv2.threshold(depth, max(_FAINTEST, _OVER_NOISE * noise), 255, cv2.THRESH_BINARY)[1]
