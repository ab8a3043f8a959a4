"""Printed numbering: what kind of number stands in the first column, and which comes next."""

import re
from dataclasses import dataclass
from enum import StrEnum

# Letters of a Vietnamese list: after d comes đ; f, j, w and z are not used.
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_HEADER = re.compile(r"(?:s\s*\.?\s*)?t\s*\.?\s*t\s*\.?/?|số\s*(?:tt|thứ tự)|stt", re.IGNORECASE)
_END = r"\s*[.)/:]?\s*"


class OrdinalStyle(StrEnum):
    """How a number is printed; the order of the members is no hierarchy."""

    ROMAN = "roman"
    CAPITAL = "capital"
    ARABIC = "arabic"
    DOTTED = "dotted"
    LETTER = "letter"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A number read from the page: its style, its place in its series (a tuple for dotted), and the code printed."""

    style: OrdinalStyle
    value: tuple[int, ...]
    code: str


def parse_ordinal(text: str) -> Ordinal | None:
    """Return the number a first cell holds, or None when it holds none or more than a number.

    A capital that is also a Roman numeral is read as Roman here; `next_in_series` accepts it as a letter where the row
    before was its neighbour. "13.0" is a spreadsheet's 13.

    >>> [parse_ordinal(text).value for text in ("IV.", "2", "1.1.2", "II.1", "đ)", "13.0")]
    [(4,), (2,), (1, 1, 2), (2, 1), (5,), (13,)]
    >>> [parse_ordinal(text) for text in ("", "12 đơn vị", "Vụ", "(1) và")]
    [None, None, None, None]
    """
    code = " ".join(text.split()).strip("()[]*")
    for style, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(code):
            return Ordinal(style, _value(style, found[1]), found[1])
    return None


def is_ordinal(text: str) -> bool:
    """Whether a cell holds a number of a list and nothing else.

    >>> is_ordinal(" 12. "), is_ordinal("2022 - 2025")
    (True, False)
    """
    return len(text) < 20 and parse_ordinal(text) is not None


def is_ordinal_header(text: str) -> bool:
    """Whether a header cell names the column of ordinals; the whole cell must, for "BTTTT" holds "TT" too.

    >>> [is_ordinal_header(text) for text in ("TT", "STT", "Số TT", "Số thứ tự", "S TT", "TT,", "BTTTT")]
    [True, True, True, True, True, True, False]
    """
    # A speck beside it is read as a stop.
    return _HEADER.fullmatch(" ".join(text.split()).strip("*# .,:;'-")) is not None


def follows(later: Ordinal, earlier: Ordinal) -> bool:
    """Whether one number is the next of its series after another.

    >>> pairs = (("1", "2"), ("d)", "đ)"), ("1.9", "1.10"), ("B", "C"), ("2a", "3"), ("1", "3"))
    >>> [follows(parse_ordinal(later), parse_ordinal(earlier)) for earlier, later in pairs]
    [True, True, True, True, True, False]
    """
    readings = {(reading.style, reading.value) for reading in _readings(later)}
    return any((reading.style, value) in readings for reading in _readings(earlier) for value in _next_values(reading))


def _next_values(ordinal: Ordinal) -> tuple[tuple[int, ...], ...]:
    *above, last = ordinal.value
    plain_next = (*above, last + 1)
    if ordinal.style is not OrdinalStyle.ARABIC:
        return (plain_next,)
    # 122, 122a, 122b, 123: rows inserted between two numbers.
    return ((ordinal.value[0] + 1,), plain_next if above else (last, 1))


def _readings(ordinal: Ordinal) -> tuple[Ordinal, ...]:
    if ordinal.style is OrdinalStyle.ROMAN and len(ordinal.code) == 1:
        return (ordinal, Ordinal(OrdinalStyle.CAPITAL, _letter_value(ordinal.code), ordinal.code))
    return (ordinal,)


def _letter_value(letter: str) -> tuple[int, ...]:
    place = LETTERS.find(letter.casefold())
    return (place + 1 if place >= 0 else ord(letter.casefold()),)


def _roman_value(text: str) -> tuple[int, ...]:
    values = [_ROMAN_VALUES[letter] for letter in text.upper()]
    following = [*values[1:], 0]
    return (sum(-value if value < later else value for value, later in zip(values, following, strict=True)),)


def _part_value(part: str) -> int:
    if part.isdigit():
        return int(part)
    return _roman_value(part)[0] if part.isupper() else _letter_value(part)[0]


def _value(style: OrdinalStyle, text: str) -> tuple[int, ...]:
    match style:
        case OrdinalStyle.ROMAN:
            return _roman_value(text)
        case OrdinalStyle.DOTTED | OrdinalStyle.ARABIC:
            return tuple(_part_value(part) for part in re.findall(r"\d+|[a-zđ]|[IVX]+", text))
        case OrdinalStyle.BULLET:
            return (0,)
        case OrdinalStyle.LETTER | OrdinalStyle.CAPITAL:
            return _letter_value(text)


# Most specific first: the first pattern that takes the whole cell decides.
_PATTERNS = {
    OrdinalStyle.ROMAN: re.compile(rf"({_ROMAN.pattern}){_END}"),
    OrdinalStyle.CAPITAL: re.compile(rf"([A-ZĐ]){_END}"),
    OrdinalStyle.ARABIC: re.compile(rf"(\d{{1,4}}[a-zđ]?)(?:\.0)?{_END}"),
    OrdinalStyle.DOTTED: re.compile(
        rf"((?:\d{{1,3}}|[IVX]{{1,5}})(?:\.\d{{1,3}}){{1,5}}|\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}\.[a-zđ]){_END}"
    ),
    OrdinalStyle.LETTER: re.compile(rf"([a-zđ]){_END}"),
    OrdinalStyle.BULLET: re.compile(r"([-–—+•*])"),
}
