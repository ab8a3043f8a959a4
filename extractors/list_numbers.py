"""Numbers that a program prints before the items of a list: 1, a, iv."""

from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN = 4000


def print_number(number: int, style: str) -> str:
    """Return a number in a style named as Word names it; HTML's names of one letter are known too.

    Letters are those of the English alphabet, as both programs print them: no đ, doubled after z (27 is aa). A style
    we do not know prints digits.

    >>> [print_number(4, style) for style in ("decimal", "lowerLetter", "upperRoman", "decimalZero", "i")]
    ['4', 'd', 'IV', '04', 'iv']
    """
    printer = _PRINTERS.get(style)
    return printer(number) if printer and number > 0 else str(number)


def _letters(number: int) -> str:
    repeats, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * min(repeats + 1, 10)


def _roman(number: int) -> str:
    if number >= _MOST_ROMAN:
        return str(number)
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        text += letters * (number // value)
        number %= value
    return text


_PRINTERS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
}
