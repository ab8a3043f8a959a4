"""What the ink says of words that were read: bars, dashes, stops, hooks, figures by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.page import UNREAD
from extractors.scan.bars import count_bars, is_counted
from extractors.scan.dashes import settle_dash
from extractors.scan.handwriting import is_written
from extractors.scan.hooks import is_dotted
from extractors.scan.ocr import SeenWord
from extractors.scan.readings import Choice, tidy_case
from extractors.scan.spots import Spots
from extractors.scan.stops import is_odd_stop
from extractors.scan.text_lines import TextLine
from extractors.scan.unread import is_unread


def settle(choices: Sequence[Choice], line: TextLine, ink: Spots) -> list[Choice]:
    """Return the choices with Roman numerals by their strokes, dashes by theirs, and without stray capitals.

    What was changed is doubtful, and so are stops and hooks that are not as their ink, and figures written by hand,
    though every look reads them alike.
    """
    words = [word for choice in choices for word in choice.words]
    letters = _near(words, line.letters, ink)
    small = _near(words, set(line.parts) - set(line.letters), ink)

    def by_hand(word: SeenWord) -> bool:
        return is_written(word.text, ink, letters[id(word)], line.measures)

    def settled(word: SeenWord) -> SeenWord:
        own = letters[id(word)]
        if is_unread(word.text, ink, [piece for piece in own if _is_over(word, ink, piece)], line.measures):
            return replace(word, text=UNREAD, confidence=0.0)
        text = tidy_case(settle_dash(count_bars(word.text, ink, own), ink, own))
        is_odd = is_odd_stop(text, ink, own, small[id(word)], line.measures)
        is_odd |= is_dotted(text, ink, small[id(word)], line.measures)
        is_same = text == word.text and not is_odd and not by_hand(word)
        counted = not is_odd and is_counted(text, ink, own)
        sure = word.confidence if is_same else word.confidence / 2
        return replace(word, text=text, confidence=sure, is_counted=counted) if counted or not is_same else word

    return [
        replace(
            choice,
            words=tuple(map(settled, choice.words)),
            votes=0 if any(map(by_hand, choice.words)) else choice.votes,
        )
        for choice in choices
    ]


def _is_over(word: SeenWord, ink: Spots, piece: int) -> bool:
    """Whether a piece of ink stands in the word's own box: the nearest may be the next word's first letter."""
    return bool(word.x0 <= (ink.x0[piece] + ink.x1[piece]) / 2 <= word.x1)


def _near(words: Sequence[SeenWord], pieces: Iterable[int], ink: Spots) -> dict[int, list[int]]:
    """Each word's pieces of ink, by the word's identity: those nearest to it."""
    import numpy

    near: dict[int, list[int]] = {id(word): [] for word in words}
    numbers = numpy.array(sorted(pieces), int)
    if not near or not len(numbers):
        return near
    middles = (ink.x0[numbers] + ink.x1[numbers])[:, None] / 2
    starts, ends = numpy.array([(word.x0, word.x1) for word in words]).T
    nearest = numpy.maximum(starts - middles, middles - ends).argmin(axis=1)
    for number, place in zip(numbers.tolist(), nearest.tolist(), strict=True):
        near[id(words[place])].append(number)
    return near
