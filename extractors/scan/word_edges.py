"""Where words begin and end, by their ink: Tesseract tells of a line as it is where words begin, give or take a letter.

Between two words lies the widest blank near the place where the second is said to begin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.scan.line_pictures import CutLine
from extractors.scan.ocr import SeenWord
from extractors.scan.page_image import Pixels

# Heights of a small letter within which the blank before a word is looked for.
_NEAR = 1.0


def at_ink(words: Sequence[SeenWord], line: CutLine) -> list[SeenWord]:
    """Return the words of a line from the first to the last of their ink, in pixels of the page."""
    import numpy

    inked = numpy.flatnonzero(line.columns)
    if not words or not len(inked):
        return list(words)
    breaks = numpy.flatnonzero(numpy.diff(inked) > 1)
    blanks = numpy.stack([inked[breaks] + 1, inked[breaks + 1]], axis=1) + line.left
    starts, ends = [line.left + float(inked[0])], []
    for word in words[1:]:
        end, start = _blank_before(word, blanks, line.line.measures.letter)
        ends.append(max(end, starts[-1]))
        starts.append(max(start, starts[-1]))
    ends.append(line.left + float(inked[-1]) + 1)
    return list(_placed(words, starts, ends))


def _blank_before(word: SeenWord, blanks: Pixels, letter: float) -> tuple[float, float]:
    """Where the ink before a word ends and its own begins; where it is said to begin if there is no blank."""
    near = blanks[abs(blanks[:, 1] - word.x0) <= _NEAR * letter]
    if not len(near):
        return word.x0, word.x0
    start, end = near[int((near[:, 1] - near[:, 0]).argmax())]
    return float(start), float(end)


def _placed(words: Sequence[SeenWord], starts: Sequence[float], ends: Sequence[float]) -> Iterator[SeenWord]:
    for word, start, end in zip(words, starts, ends, strict=True):
        yield replace(word, x0=start, x1=max(end, start + 1))
