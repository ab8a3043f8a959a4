"""Values of a workbook as the page shows them: 13, 45%, 1.250.000, 05/02/2026, "Tháng 4/2026".

The number format says how many decimals there are and what stands around; marks are those of Vietnamese print (a dot
between thousands, a comma before decimals), whatever machine wrote the file.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

_GENERAL_DIGITS = 11
# Pieces of a format: quoted and escaped words, fillers, colours and conditions; then date or number placeholders.
_PIECE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[yYmMdDhHsS]+|AM/PM|.', re.DOTALL)
_PLACEHOLDERS = re.compile(r"[#0?][#0?,.]*")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]', re.DOTALL)


def show_value(value: object, number_format: str, *, is_ordinal: bool = False) -> str:
    """Return the text of a cell's value; empty for None. A number of an ordinal column keeps its dot ("1.1").

    >>> show_value(13.0, "General"), show_value(0.45, "0%"), show_value(1250000, "#,##0")
    ('13', '45%', '1.250.000')
    >>> day = dt.datetime(2026, 4, 1)
    >>> show_value(day, "dd/mm/yy"), show_value(day, '"Tháng "m/yyyy')
    ('01/04/2026', 'Tháng 4/2026')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _show_date(value, number_format)
    if isinstance(value, int | float | Decimal):
        return _show_number(Decimal(str(value)), number_format or "General", is_ordinal)
    return str(value)


def _show_number(value: Decimal, number_format: str, is_ordinal: bool) -> str:
    if not value.is_finite():
        return str(value)
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and _PLACEHOLDERS.search(sections[1]) else sections[0]
    plain = _LITERAL.sub(" ", section)
    found = _PLACEHOLDERS.search(plain)
    if found is None or "E+" in section.upper():
        return _print_marks(_general(value), is_ordinal)
    before, after = (_words(part) for part in _around(section))
    shown = _placed(value * 100 if "%" in plain else value, found[0])
    return f"{before}{_print_marks(shown, is_ordinal)}{after}".strip()


def _general(value: Decimal) -> str:
    """At most eleven digits, no zeros behind the point, no exponent."""
    if value == value.to_integral_value():
        return format(value.to_integral_value(), "f")
    rounded = format(Decimal(format(value, f".{_GENERAL_DIGITS - 1}g")), "f")
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded


def _placed(value: Decimal, placeholders: str) -> str:
    """The number in its placeholders, with English marks: `0.0#` has one decimal at least and two at most."""
    whole, _, decimals = placeholders.rstrip(",").partition(".")
    scaled = value / 1000 ** (len(placeholders) - len(placeholders.rstrip(",")))
    most, least = len(decimals), decimals.count("0")
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    text = format(rounded, ",f" if "," in whole else "f")
    while "." in text and text[-1] in "0." and len(text.partition(".")[2]) > least:
        text = text[:-1]
    width = whole.count("0")
    integer, point, rest = text.removesuffix(".").partition(".")
    sign = "-" if value < 0 and rounded else ""
    return f"{sign}{integer.zfill(width)}{point}{rest}"


def _print_marks(text: str, is_ordinal: bool) -> str:
    if is_ordinal:
        return text
    return text.translate(str.maketrans(",.", ".,"))


def _around(section: str) -> tuple[str, str]:
    """What stands before and behind the placeholders, quoted words untouched."""
    blank = _LITERAL.sub(lambda match: "\0" * len(match[0]), section)
    found = list(_PLACEHOLDERS.finditer(blank))
    return (section[: found[0].start()], section[found[-1].end() :]) if found else ("", "")


def _words(part: str) -> str:
    return _LITERAL.sub(lambda match: match[1] or match[2] or " ", part).strip("()")


def _show_date(value: dt.datetime | dt.date | dt.time, number_format: str) -> str:
    """A full date day first, as it is read in Vietnam, whatever the format's order; a month as the format has it."""
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    tokens = _PIECE.findall(number_format.split(";", maxsplit=1)[0])
    shown = {token[0].lower() for token in tokens if re.fullmatch(r"[ymd]+", token, re.IGNORECASE)}
    if shown in ({"m", "y"}, {"y"}):
        return "".join(_date_piece(value, token) for token in tokens).strip()
    text = f"{value.day:02d}/{value.month:02d}" + ("" if shown == {"d", "m"} else f"/{value.year}")
    has_time = isinstance(value, dt.datetime) and (value.hour or value.minute) and re.search("h", number_format, re.I)
    return f"{value:%H:%M} {text}" if has_time else text


def _date_piece(value: dt.date, token: str) -> str:
    kind = token[0].lower()
    if re.fullmatch(r"[ym]+", token, re.IGNORECASE):
        if kind == "y":
            return str(value.year)
        return f"{value.month:02d}" if len(token) == 2 else str(value.month)
    if found := _LITERAL.fullmatch(token):
        return found[1] or found[2] or ""
    return token if token in "/-. ," or token.isalpha() else ""
