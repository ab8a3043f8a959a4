"""Words that stand together to text: lines from top to bottom, footnote marks left out, units kept."""

import re
from collections.abc import Sequence

from extractors.glyphs import line_up
from extractors.model import join_lines
from extractors.page import Word

# Baselines of one line differ by no more than this share of the type size.
SAME_LINE = 0.45
# "m2", "km3": an exponent belongs to its unit and is no footnote mark.
_EXPONENT = re.compile(r"[23]")
_UNIT = re.compile(r"(?:^|[\d(/])(?:[kcdm]?m|h?a)$")


def text_of(words: Sequence[Word]) -> str:
    """Return the text of words, lines joined, superscript footnote marks left out.

    >>> from extractors.model import BBox
    >>> make = lambda text, x, y: Word(text, BBox(x, y - 10, x + 20, y), 12, y)
    >>> text_of([make("hồ", 30, 10), make("Số", 0, 10), make("sơ", 0, 25)])
    'Số hồ sơ'
    """
    return join_lines(line_text(line) for line in line_up(words, SAME_LINE))


def line_text(line: Sequence[Word]) -> str:
    """Return the text of one line."""
    texts: list[str] = []
    for word in line:
        if not word.is_raised:
            texts.append(word.text)
        elif texts and _EXPONENT.fullmatch(word.text) and _UNIT.search(texts[-1]):
            texts[-1] += word.text
    return " ".join(texts)
