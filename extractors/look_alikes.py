"""Digits that recognition took for letters that look like them, told by the other cells of the column.

A column of codes has one shape ("G01", "G02" …), a column of numbers counts on. A cell that differs is settled only
where its letters look like the digits that the column asks for; the word then counts as doubtful.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, product

from extractors.grid import Grid

# What Tesseract reads for a digit in coarse print; seen in ruled tables of codes at 200 and 300 dpi.
_DIGITS: Mapping[str, str] = {
    **dict.fromkeys("IiíìlÍÌ|]!", "1"),
    **dict.fromkeys("OoQ", "0"),
    **dict.fromkeys("SŠ", "5"),
    **dict.fromkeys("óÓ", "6"),
    **dict.fromkeys("B", "8"),
    **dict.fromkeys("Z", "2"),
}
# The other way round, where the column's codes begin with a letter.
_LETTERS: Mapping[str, str] = {"1": "IJL", "0": "OQ", "5": "S", "8": "B", "2": "Z"}
_ROMAN = re.compile(r"[IVXLC]+")
# A column has a shape when so many cells and so large a share of them have it; it counts when half of them do.
_LEAST_CELLS, _SHARE, _MOSTLY = 3, 0.6, 0.5


def settle_look_alikes(grid: Grid) -> Grid:
    """Return the grid with look-alike letters in codes and in running numbers settled as digits.

    Words of a text layer stay as they are, and so do Roman numerals in a column of numbers.
    """
    words = list(grid.words)
    for _, numbers in groupby(_by_column(grid), key=lambda at: grid.spans[at].left):
        column = [at for at in numbers if len(words[at]) == 1]
        texts = [words[at][0].text for at in column]
        for at, text in zip(column, _settled(texts), strict=True):
            word = words[at][0]
            if text != word.text and word.confidence is not None:
                words[at] = (replace(word, text=text, confidence=word.confidence / 2),)
    return replace(grid, words=tuple(words))


def _by_column(grid: Grid) -> list[int]:
    return sorted(range(len(grid.spans)), key=lambda at: (grid.spans[at].left, grid.spans[at].top))


def _settled(texts: Sequence[str]) -> list[str]:
    """The cells of a column from top to bottom.

    >>> _settled(["G07", "G08", "G09", "G10", "GI1", "G12", "KS3"])
    ['G07', 'G08', 'G09', 'G10', 'G11', 'G12', 'KS3']
    >>> _settled(["I20", "I21", "122", "I23", "I24", "I2ó", "I27", "I28"])
    ['I20', 'I21', 'I22', 'I23', 'I24', 'I26', 'I27', 'I28']
    >>> _settled(["]", "2", "3", "4", "Š", "6", "7", "II"])
    ['1', '2', '3', '4', '5', '6', '7', 'II']
    """
    shapes = Counter(_shape(text) for text in texts)
    shape, count = max(shapes.items(), key=lambda item: item[1], default=("", 0))
    if any(letter == "9" for letter in shape) and "A" in shape and count >= max(_LEAST_CELLS, _SHARE * len(texts)):
        return [_as_code(text, shape, texts) for text in texts]
    if sum(text.isdigit() for text in texts) >= max(_LEAST_CELLS, _MOSTLY * len(texts)):
        return [_as_number(texts, at) for at in range(len(texts))]
    return list(texts)


def _shape(text: str) -> str:
    """A for letters, 9 for digits, all else as it is."""
    return "".join("9" if sign.isdigit() else "A" if sign.isalpha() else sign for sign in text)


def _as_code(text: str, shape: str, texts: Sequence[str]) -> str:
    """A cell in the shape of its column; what it begins with must be what other cells begin with."""
    if len(text) != len(shape) or _shape(text) == shape:
        return text
    digits = shape.index("9")
    tail = "".join(_DIGITS.get(sign, sign) if kind == "9" else sign for sign, kind in zip(text, shape, strict=True))
    settled = [f"{begins}{tail[digits:]}" for begins in _beginnings(tail[:digits])]
    usual = [
        code
        for code in settled
        if _shape(code) == shape and sum(other.startswith(code[:digits]) for other in texts) >= _LEAST_CELLS
    ]
    return usual[0] if len(usual) == 1 else text


def _beginnings(text: str) -> list[str]:
    """What letters a code may begin with where recognition saw a digit.

    >>> _beginnings("G"), _beginnings("1")
    (['G'], ['I', 'J', 'L'])
    """
    return ["".join(signs) for signs in product(*(_LETTERS.get(sign, sign) for sign in text))]


def _as_number(texts: Sequence[str], at: int) -> str:
    """A cell as the number that follows on the one above and comes before the one below.

    >>> _as_number(["7", "8", "B", "9"], 2), _as_number(["7", "B", "9"], 1)
    ('B', '8')
    """
    text = texts[at]
    settled = "".join(_DIGITS.get(sign, sign) for sign in text)
    if text.isdigit() or _ROMAN.fullmatch(text) or not settled.isdigit():
        return text
    above, below = texts[at - 1] if at else "", texts[at + 1] if at + 1 < len(texts) else ""
    number = int(settled)
    follows = not above.isdigit() or number == 1 or int(above) + 1 == number
    leads = not below.isdigit() or number + 1 == int(below)
    # "B" between 8 and 9 is a section: one neighbour at least must ask for the number, and neither speak against it.
    return settled if follows and leads and (above.isdigit() or below.isdigit()) else text
