"""The syllables of a text with their offsets: what a repair may look at, and what it may touch."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from normalizers.text import spelling_key

_WORD = re.compile(r"[^\W\d_]+")
# Joined to a letter or digit by one of these, a word is part of a code, an address or a compound.
_GLUE = "/-‐‑–—_.@&\\|:'’"
_NO_LETTERS = 2
_BLANK = ("", " ")


class Syllable(NamedTuple):
    """A run of letters: offsets, key (lower case, tone mark as in hoà), and how it stands in the text."""

    start: int
    end: int
    key: str
    is_joined: bool
    is_free: bool
    is_capital: bool


def find_syllables(text: str) -> list[Syllable]:
    """Return the runs of letters of an NFC text in reading order.

    `is_joined`: only blanks stand between it and the one before, on the same line. `is_free`: no part of a code, an
    address, an abbreviation with a slash; only free ones may be repaired. "Trang/Cổng" are two free words.

    >>> [(word.key, word.is_joined, word.is_free) for word in find_syllables("Chỉ thị số 14/CT-TTg")]
    [('chỉ', False, True), ('thị', True, True), ('số', True, True), ('ct', False, False), ('ttg', False, False)]
    """
    return list(_syllables(text))


def _syllables(text: str) -> Iterator[Syllable]:
    last = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = found[0]
        gap = text[last:start]
        joined = last > 0 and (gap == " " or (gap.isspace() and "\n" not in gap))
        # Nearly every word stands between blanks: told without a call.
        free = text[start - 1 : start] in _BLANK or not _is_glued(text, start - 1, -1)
        free = free and (text[end : end + 1] in _BLANK or not _is_glued(text, end, 1))
        yield Syllable(start, end, key_of(word), joined, free, word[0].isupper())
        last = end


def _is_glued(text: str, at: int, step: int) -> bool:
    """Whether the character at an edge of a word ties it to what stands beyond."""
    beyond = at + step
    if not 0 <= at < len(text) or text[at].isspace():
        return False
    if text[at].isdigit() or text[at] == "_":
        return True
    if text[at] not in _GLUE or not 0 <= beyond < len(text) or not text[beyond].isalnum():
        return False
    return not (text[at] in "/-–" and _is_long_word(text, beyond, step))


def _is_long_word(text: str, at: int, step: int) -> bool:
    """Whether a Vietnamese-looking word of three letters or more starts (or ends) there: "Trang/Cổng", not "t/h"."""
    letters = 0
    lower = 0
    while 0 <= at < len(text) and text[at].isalpha():
        letters, lower = letters + 1, lower + text[at].islower()
        at += step
    whole = not 0 <= at < len(text) or text[at] not in _GLUE + "0123456789"
    return whole and letters > _NO_LETTERS and lower >= letters - 1


@cache
def key_of(word: str) -> str:
    """Return the key of one word: lower case, tone mark as in hoà.

    >>> key_of("Hòa")
    'hoà'
    """
    return spelling_key(word)
