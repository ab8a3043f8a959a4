"""How sure a recognised word is: the share of such words that are right, from what recognition says of them.

Nearly all words have a confidence of 0.96 or more from the recogniser, and of those read with less than 0.93 one in
twenty is wrong on scans of 200 dpi though a second look agreed. Looks that differ tell more, and words that are no
words, or end in a stop before a small letter. A logistic formula weighs them; its weights were fitted on the 133,000
words of 92 made pages as scans of four qualities (2,300 of them wrong as read) and rounded.
"""

import math
import unicodedata

from extractors.scan.ocr import SeenWord
from extractors.scan.readings import Choice, plausibility

_BASE = 6.9
# Upper ends of the recogniser's confidence, and what speaks against a word below.
_BANDS = ((0.5, 4.7), (0.8, 4.6), (0.9, 4.2), (0.93, 3.7), (0.96, 1.8))
_LOOKS_DIFFER, _DIFFER_BUT_SURE, _NO_WORD, _STOP_BEFORE_SMALL = 1.3, 1.3, 2.6, 5.0
_SURE = 0.93
# Two-tone pages, and those of fewer dots an inch, lose marks: a hook is read as an acute in every look.
_HARD_PAGE, _ACUTE_ON_HARD_PAGE = 1.0, 2.3
_FEW_DOTS = 180
_ACUTE = "\u0301"


def is_hard_page(dpi: float, *, is_two_tone: bool) -> bool:
    """Return whether a page is of the kind on which small marks are lost."""
    return is_two_tone or dpi < _FEW_DOTS


def sureness(word: SeenWord, choice: Choice, after: str, *, is_hard: bool) -> float:
    """Return how likely a word is right, 0–1; `after` is the word behind it in its line, empty for the last.

    >>> word = SeenWord("kiếm", 0, 0, 9, 9, 0.96)
    >>> [round(sureness(word, Choice((word,), votes, 3), "tra", is_hard=True), 2) for votes in (3, 2)]
    [0.99, 0.69]
    """
    against = next((weight for end, weight in _BANDS if word.confidence < end), 0.0)
    if choice.votes < choice.voters:
        against += _LOOKS_DIFFER + _DIFFER_BUT_SURE * (word.confidence >= _SURE)
    against += _NO_WORD * (plausibility(word.text) < 1)
    against += _STOP_BEFORE_SMALL * (word.text.endswith((".", ":")) and after[:1].islower())
    if is_hard:
        against += _HARD_PAGE + _ACUTE_ON_HARD_PAGE * (_ACUTE in unicodedata.normalize("NFD", word.text))
    return 1 / (1 + math.exp(against - _BASE))
