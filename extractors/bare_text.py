"""Text without marks: recognition loses or confuses them first, and the words of a page's layout are told without."""

import unicodedata
from functools import cache


@cache
def _bare_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    return unicodedata.normalize("NFD", letter)[0]


def bare(text: str) -> str:
    """Return NFC text without its marks, Đ as D; one character stays one character.

    >>> bare("QUYẾT ĐỊNH: Nơi nhận")
    'QUYET DINH: Noi nhan'
    """
    return "".join(map(_bare_letter, text))
