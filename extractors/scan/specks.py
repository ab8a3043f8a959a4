"""Specks of dirt that were read as signs: stops that stand alone, quotation marks that nothing closes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.scan.readings import Choice

# What a speck of dirt is read as. A dash is none of them: alone in a cell it says that there is nothing.
_SPECKS = re.compile(r"[.,;:'‘’\"]{1,2}")
_QUOTE_BEFORE = re.compile(r"['‘’](?=\w)")
_QUOTES = re.compile(r"['‘’]")


def without_specks(choices: Sequence[Choice]) -> list[Choice]:
    """Return the pieces of a line without the signs that are dirt.

    Stops are printed at the word before them: one that stands alone is dirt, so a line of nothing else is. A line
    with one single quotation mark at the beginning of a word quotes nothing.

    >>> from extractors.scan.ocr import SeenWord
    >>> line = [Choice((SeenWord(text, 0, 0, 9, 9, 0.9),), 2, 2) for text in ("'về", ".", "nếp", "-")]
    >>> [word.text for choice in without_specks(line) for word in choice.words]
    ['về', 'nếp', '-']
    """
    quotes = sum(len(_QUOTES.findall(text)) for text in _texts(choices))
    kept = [
        replace(choice, words=tuple(word for word in choice.words if not _SPECKS.fullmatch(word.text)))
        for choice in choices
    ]
    return [_without_quote(choice) for choice in kept] if quotes == 1 else kept


def _texts(choices: Iterable[Choice]) -> list[str]:
    return [word.text for choice in choices for word in choice.words]


def _without_quote(choice: Choice) -> Choice:
    return replace(
        choice, words=tuple(replace(word, text=_QUOTE_BEFORE.sub("", word.text, count=1)) for word in choice.words)
    )
