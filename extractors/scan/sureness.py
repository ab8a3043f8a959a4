"""How sure a recognised word is: the share of such words that are right, from what recognition says of them.

Nearly all words have a confidence of 0.96 or more from the recogniser, and of those read with less than 0.93 one in
twenty is wrong on scans of 200 dpi though a second look agreed. Looks that differ tell more, and words that are no
words, or end in a stop before a small letter. A logistic formula weighs them; its weights were fitted on the 133,000
words of 92 made pages as scans of four qualities (2,300 of them wrong as read) and rounded, its base so that one cell
in six of an office scan asks to be looked at.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from extractors.scan.ocr import SeenWord
from extractors.scan.readings import SURE, Choice, plausibility

_BASE = 7.1
# Upper ends of the recogniser's confidence, and what speaks against a word below.
_BANDS = ((0.5, 4.5), (0.8, 4.5), (0.9, 4.0), (0.93, 3.4), (0.96, 1.6))
_LOOKS_DIFFER, _DIFFER_BUT_SURE, _NO_WORD, _STOP_BEFORE_SMALL = 1.3, 1.2, 1.6, 3.2
# Figures have no spelling: where looks differ nothing speaks for one of them (a written "51" was read 9†, 94 and 9).
_FIGURES_DIFFER = 1.5
# What speaks for a word: the page has it elsewhere, surely read, unless the ink speaks against it (its confidence was
# halved); capitals alone, of which the recogniser is seldom surer than this.
_ELSEWHERE, _HALVED = 1.3, 0.5
_CAPITALS, _SURE_CAPITALS = 1.0, 0.9
_SURELY_READ = 0.95
_ALL_CAPITALS = re.compile(r"[A-ZĐ&]{2,}[,;.]?")
# Two-tone pages, and those of fewer dots an inch, lose marks: a hook is read as an acute in every look.
_HARD_PAGE, _ACUTE_ON_HARD_PAGE = 1.0, 2.3
_FEW_DOTS = 180
_ACUTE = "\u0301"
_SIGNS = re.compile(r"\W")

# A quarter whose bars were counted in its ink, and whose year the page has elsewhere, surely read.
_COUNTED, _YEAR = 0.99, 4
# How sure a word is, from itself, its choice and the word behind it.
Judge = Callable[[SeenWord, Choice, str], float]


def is_hard_page(dpi: float, *, is_two_tone: bool) -> bool:
    """Return whether a page is of the kind on which small marks are lost."""
    return is_two_tone or dpi < _FEW_DOTS


def sure_words(lines: Iterable[Sequence[Choice]]) -> frozenset[str]:
    """Return the words of a page that every look has, surely read, without signs and in small letters."""
    return frozenset(
        _bare(word.text)
        for choices in lines
        for choice in choices
        for word in choice.words
        if choice.votes == choice.voters and word.confidence >= _SURELY_READ
    )


def as_told(word: SeenWord, choice: Choice, after: str) -> float:
    """Return the recogniser's own confidence: all there is where nothing is known of the page."""
    return word.confidence


def sureness(word: SeenWord, choice: Choice, after: str, *, sure: frozenset[str], is_hard: bool) -> float:
    """Return how likely a word is right, 0–1; `after` is the word behind it in its line, empty for the last.

    `sure`: the page's `sure_words`.

    >>> word = SeenWord("kiếm", 0, 0, 9, 9, 0.92)
    >>> from functools import partial
    >>> judge = partial(sureness, word, Choice((word,), 2, 2), "tra", is_hard=False)
    >>> [round(judge(sure=sure), 2) for sure in (frozenset(), frozenset({"kiếm"}))]
    [0.98, 0.99]
    >>> quarter = SeenWord("II/2024", 0, 0, 9, 9, 0.4, is_counted=True)
    >>> judge = partial(sureness, quarter, Choice((quarter,), 1, 2), "", is_hard=False)
    >>> [round(judge(sure=sure), 2) for sure in (frozenset(), frozenset({"quý", "52024"}))]
    [0.79, 0.99]
    """
    if word.is_counted and any(known.endswith(word.text[-_YEAR:]) for known in sure):
        return _COUNTED
    against = next((weight for end, weight in _BANDS if word.confidence < end), 0.0)
    if choice.votes < choice.voters:
        against += _LOOKS_DIFFER + _DIFFER_BUT_SURE * (word.confidence >= SURE)
        against += _FIGURES_DIFFER * word.text.isdigit()
    against += _NO_WORD * (plausibility(word.text) < 1)
    against += _STOP_BEFORE_SMALL * (word.text.endswith((".", ":")) and after[:1].islower())
    if is_hard:
        against += _HARD_PAGE + _ACUTE_ON_HARD_PAGE * (_ACUTE in unicodedata.normalize("NFD", word.text))
    against -= _ELSEWHERE * (word.confidence >= _HALVED and _bare(word.text) in sure)
    against -= _CAPITALS * (word.confidence >= _SURE_CAPITALS and bool(_ALL_CAPITALS.fullmatch(word.text)))
    return 1 / (1 + math.exp(against - _BASE))


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
