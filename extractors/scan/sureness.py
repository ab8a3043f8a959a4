"""How sure a recognised word is: the share of such words that are right, from what recognition says of them.

The recogniser's own confidence lies at 0.96 for nearly all words, right or wrong. Far more is told by looks that
differ, by words that are no words, by a stop before a small letter. A logistic formula weighs them. Its weights were
fitted on the words of one made plan as scans of 150 and 200 dpi (7,300 words, 90 of them wrong after repair) and
rounded; the weight of looks that differ was raised, so that clean scans show their few errors.
"""

import math
import unicodedata

from extractors.scan.ocr import SeenWord
from extractors.scan.readings import Choice, plausibility

_BASE = 7.7
# Upper ends of the recogniser's confidence, and what speaks against a word below.
_BANDS = ((0.5, 4.5), (0.8, 3.1), (0.9, 3.2), (0.95, 2.1))
_LOOKS_DIFFER, _NO_WORD, _STOP_BEFORE_SMALL = 4.3, 2.6, 4.0
# Two-tone pages, and those of fewer dots an inch, lose marks: a hook is read as an acute in every look.
_HARD_PAGE, _ACUTE_ON_HARD_PAGE = 1.8, 0.8
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
    against += _LOOKS_DIFFER * (choice.votes < choice.voters) + _NO_WORD * (plausibility(word.text) < 1)
    against += _STOP_BEFORE_SMALL * (word.text.endswith((".", ":")) and after[:1].islower())
    if is_hard:
        against += _HARD_PAGE + _ACUTE_ON_HARD_PAGE * (_ACUTE in unicodedata.normalize("NFD", word.text))
    return 1 / (1 + math.exp(against - _BASE))
