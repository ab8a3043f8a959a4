"""Dates as Vietnamese documents write them: always day, month, year; blanks of a form are no date."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from normalizers.references.forms import Squeezed, reference_text, squeeze

# A blank of a form: dots, or nothing at all, where the day or month would stand.
_BLANK = r"[ .…]*"
_YEAR = r"[12]\d{3}"


def date_grammar(prefix: str = "") -> str:
    """Return the grammar of one date over folded text, its groups named with the prefix.

    "ngày 03 tháng 6 năm 2020", "ngày 03/6/2020", "ngày 3-6-2020", "ngày … tháng … năm 2022" of a form.
    """
    words = (
        rf"ngay ?(?:(?P<@day>[0-3]?\d)|{_BLANK})[ ,]*(?:thang|ngay) ?(?:(?P<@month>[01]?\d)|{_BLANK})[ ,]*"
        rf"nam ?(?:(?P<@year>{_YEAR})(?!\d)|[ .…]{{2,}})"
    )
    numbers = (
        r"(?:ngay *)?(?P<@day2>[0-3]?\d) ?(?P<@mark>[/.-]) ?(?P<@month2>[01]?\d) ?(?P=@mark) ?"
        rf"(?P<@year2>{_YEAR})(?![\d/])"
    )
    blanks = rf"ngay *(?:\d{{1,2}} ?|[.…]+ ?)/ ?(?:\d{{1,2}} ?|[.…]+ ?)/ ?(?P<@year3>{_YEAR})(?![\d/])"
    return rf"(?:{words}|{numbers}|{blanks})".replace("@", prefix)


_DATE = re.compile(rf"(?<![\w/.-]){date_grammar()}")
_CHEAP = re.compile(r"ngay|\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date with its span; `value` is None where a part is blank or the day does not exist."""

    raw: str
    start: int
    end: int
    day: int | None
    month: int | None
    year: int | None
    value: date | None


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the dates in reading order; offsets are those of the NFC text. Partial and blank dates have no value.

    >>> [(found.raw, found.value) for found in find_dates("ngày 03 tháng 6 năm 2020; ngày tháng năm 2022")]
    [('ngày 03 tháng 6 năm 2020', datetime.date(2020, 6, 3)), ('ngày tháng năm 2022', None)]
    """
    composed = unicodedata.normalize("NFC", text)
    squeezed = squeeze(composed)
    forms = reference_text(squeezed.text)
    if not _CHEAP.search(forms.folded):
        return ()
    return tuple(_found(match, composed, squeezed) for match in _DATE.finditer(forms.folded))


def parse_date(text: str) -> date | None:
    """Return the day that the whole string names, or None: another string, a blank form, or no such day.

    >>> parse_date("ngày 30.5.2023"), parse_date("31/02/2023"), parse_date("ngày tháng năm 2022")
    (datetime.date(2023, 5, 30), None, None)
    """
    match = _DATE.fullmatch(reference_text(squeeze(unicodedata.normalize("NFC", text.strip())).text).folded)
    return None if match is None else date_of(match)


def date_parts(match: re.Match[str], prefix: str = "") -> tuple[int | None, int | None, int | None]:
    """Return day, month and year of a match of `date_grammar`, None for a blank."""
    return (
        _number(match[f"{prefix}day"] or match[f"{prefix}day2"]),
        _number(match[f"{prefix}month"] or match[f"{prefix}month2"]),
        _number(match[f"{prefix}year"] or match[f"{prefix}year2"] or match[f"{prefix}year3"]),
    )


def date_of(match: re.Match[str], prefix: str = "") -> date | None:
    """Return the day of a match of `date_grammar`, None where a part is blank or impossible."""
    day, month, year = date_parts(match, prefix)
    if day is None or month is None or year is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # 31/02 or 21/0: misread or misprinted, and not for us to guess
        return None


def _found(match: re.Match[str], text: str, squeezed: Squeezed) -> FoundDate:
    start, end = squeezed.original(match.start(), match.end())
    return FoundDate(text[start:end], start, end, *date_parts(match), date_of(match))


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
