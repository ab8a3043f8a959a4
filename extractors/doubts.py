"""Words that the recogniser was not sure of, named by their place in the text they stand in."""

from collections.abc import Iterator, Sequence

from extractors.glyphs import line_up
from extractors.line_text import SAME_LINE
from extractors.page import Doubt, Word

# Confidence is how often such a word is right (`scan/sureness.py`).
DOUBTFUL = 0.97


def find_doubts(words: Sequence[Word], text: str) -> tuple[Doubt, ...]:
    """Return the doubtful words of a text that these words make up; a raised mark that is left out shifts none.

    >>> from extractors.page import BBox
    >>> make = lambda text, x, sure: Word(text, BBox(x, 0, x + 20, 12), 12, 10, False, sure)
    >>> find_doubts([make("hồ", 0, 1.0), make("sợ", 30, 0.4)], "hồ sợ")
    (Doubt(word=1, text='sợ', confidence=0.4),)
    """
    if all(word.confidence is None for word in words):
        return ()
    return tuple(_doubts(words, text))


def _doubts(words: Sequence[Word], text: str) -> Iterator[Doubt]:
    printed = text.split()
    at, rest = 0, printed[0] if printed else ""
    for word in (word for line in line_up(words, SAME_LINE) for word in line):
        if not rest and at + 1 < len(printed):
            at, rest = at + 1, printed[at + 1]
        if not rest.startswith(word.text):
            continue
        rest = rest[len(word.text) :]
        if word.confidence is not None and word.confidence < DOUBTFUL:
            yield Doubt(at, printed[at], word.confidence)
