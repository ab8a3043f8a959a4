"""The part of a line that is looked at again: its doubtful words and what stands beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.scan.line_pictures import CutLine, cut_part
from extractors.scan.ocr import SeenWord
from extractors.scan.readings import Reading

# Letters are known by their neighbours: in heights of a small letter, so much of the line stands on both sides of the
# doubtful words. Where the part would be more than this share of the line, the line is looked at.
_BESIDE, _MOST = 2.0, 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of a line as a line of its own, and the words of the line before and after it."""

    line: CutLine
    before: Reading = ()
    after: Reading = ()

    def complete(self, reading: Reading) -> Reading:
        """Return the whole line where this is what its part says."""
        return (*self.before, *reading, *self.after)


def find_part(line: CutLine, reading: Sequence[SeenWord], doubtful: Iterable[int], letter: float) -> Part:
    """Return the part of a line with its doubtful words (their places in the reading), or all of it.

    `letter`: the height of a small letter in pixels.
    """
    places = sorted(doubtful)
    if not places:
        return Part(line)
    edges = [place for place in range(1, len(reading)) if _has_blank_before(line, reading[place])]
    room = _BESIDE * letter
    start = max((at for at in edges if reading[at].x0 <= reading[places[0]].x0 - room), default=0)
    end = min((at for at in edges if reading[at - 1].x1 >= reading[places[-1]].x1 + room), default=len(reading))
    x0, x1 = max(round(reading[start].x0), line.line.x0), min(round(reading[end - 1].x1), line.line.x1)
    # Words without ink of their own may be told beyond the line's.
    if not room < x1 - x0 <= _MOST * (line.line.x1 - line.line.x0):
        return Part(line)
    return Part(cut_part(line, x0, x1), tuple(reading[:start]), tuple(reading[end:]))


def _has_blank_before(line: CutLine, word: SeenWord) -> bool:
    place = round(word.x0) - 1 - line.left
    return 0 <= place < len(line.columns) and not line.columns[place]
