"""Rubbish that recognition makes of handwriting, seals and blots: runs of words of which none can be believed.

They are kept as paragraphs of a role of their own, with their box, and stand in no other text.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.glyphs import line_up, touching
from extractors.line_text import SAME_LINE
from extractors.page import Word
from extractors.syllables import is_syllable

# From this confidence on a word that spells something is one, and from the second any letter or digit ("I.", "a)").
_BELIEVED, _SURE = 0.5, 0.8
# Handwriting is seldom read as a long syllable: so many letters that spell one are print, however badly read.
_LONG, _LEAST_BELIEVED = 4, 0.25
# A run of so many possible syllables is print that was read badly: doubtful text, no scribble.
_MOST_SYLLABLES = 3
# Wider gaps than this, in shares of the type size, part a run from the line that it stands beside.
_APART = 1.0
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# What is printed before and behind a number written by hand is text, whatever was read between: "Số: 2J4Ä/TB-SYT".
_OF_NUMBER = re.compile(r"S[oố]\s*[:;.]|.*/[A-ZĐ]{1,8}\d?-[A-ZĐ]", re.IGNORECASE)
_MAIL = re.compile(r"\S+@[\w-]+\.[\w.]+\W*")
_CODE = re.compile(r"\(?\d[\d.,/:%-]*[).,;]?|.*[^\W\d_].*[^\W\d_].*[^\W\d_].*")


def part_scribbles(words: Sequence[Word], size: float) -> tuple[list[Word], list[list[Word]]]:
    """Return the words that are text, and the runs of words that are none; words of a text layer are all text."""
    scribbles = [run for run in _runs(words, size) if is_scribble(run)]
    left_out = {id(word) for run in scribbles for word in run}
    return [word for word in words if id(word) not in left_out], scribbles


def is_scribble(run: Sequence[Word]) -> bool:
    """Whether none of the words that stand together can be believed.

    >>> from extractors.page import BBox
    >>> def word(text, confidence): return Word(text, BBox(0, 0, 9, 9), 9, 9, confidence=confidence)
    >>> is_scribble([word("&-", 0.1), word("%", 0.9)]), is_scribble([word("Số", 0.2), word("12", 0.6)])
    (True, False)
    >>> is_scribble([word("I.", 0.9)]), is_scribble([word("…", None)])
    (False, False)
    """
    if any(word.confidence is None for word in run):
        return False
    return not any(map(_is_believed, run)) and sum(map(_spells, run)) < _MOST_SYLLABLES


def _runs(words: Sequence[Word], size: float) -> Iterator[list[Word]]:
    for line in line_up(words, SAME_LINE):
        yield from touching(line, _APART * size)


def _is_believed(word: Word) -> bool:
    if _OF_NUMBER.match(word.text) or _MAIL.fullmatch(word.text):
        return True
    confidence = word.confidence or 0.0
    if confidence >= _LEAST_BELIEVED and any(map(_is_long_syllable, _LETTERS.findall(word.text))):
        return True
    has_sign = any(letter.isalnum() for letter in word.text)
    return has_sign and (confidence >= _SURE or (confidence >= _BELIEVED and (_spells(word) or _is_code(word))))


def _spells(word: Word) -> bool:
    """Whether a word holds a possible syllable of two letters at least."""
    return any(map(is_syllable, _LETTERS.findall(word.text)))


def _is_long_syllable(letters: str) -> bool:
    return len(letters) >= _LONG and is_syllable(letters)


def _is_code(word: Word) -> bool:
    return _CODE.fullmatch(word.text) is not None
