"""Periods of the calendar as Vietnamese plans write them: days, weeks, months, quarters, parts of a year, years."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from normalizers.resources import load_resource
from normalizers.text import fold

# Patterns are for folded text: lower case, no tone marks. Recognisers write o, l, | for figures.
DAY = r"(?:3[01ol]|[0-2ol|]?[\dol|])(?!\w)"
MONTH = r"(?:[1l][0-2ol]|[0o]?[1-9l])(?!\w)"
YEAR = r"(?:(?:19|2[0o])[\do]{2})(?!\w)"
QUARTER = r"(?:[0o]?[1-4]|[1il|!і]{1,3}|[1il|!і]v|[ⅰ-ⅳ])(?!\w)"
_OF_YEAR = rf"(?:\s*[/.,-]\s*(?:nam\s*)?{YEAR}|\s*,?\s*(?:cua\s*)?nam\s*{YEAR}|\s+{YEAR}|/\s*2\d(?!\w))"
_THE_YEAR = rf"nam(?:\s*{YEAR}|(?!\s*(?:hoc|nay)\b)\b)"
_NEXT = r"(?:\s*[,&+-]\s*(?:va\s+)?|\s+va\s+|\s+den\s+)"


@dataclass(frozen=True, slots=True)
class Period:
    """Months, and days in them, of one year or several; the year may not be written."""

    first: tuple[int, int] = (1, 1)
    last: tuple[int, int | None] = (12, None)
    year: int | None = None
    last_year: int | None = None
    is_day: bool = False
    is_range: bool = False
    approx: bool = False
    ocr: bool = False
    school_year: str | None = None
    shift: int = 0

    def start(self) -> date | None:
        """First day; None where the year is unknown or the calendar has no such day."""
        return None if self.school_year else _day(self.year, *self.first)

    def end(self) -> date | None:
        """Last day; None where the year is unknown or the calendar has no such day."""
        return None if self.school_year else _day(self.last_year or self.year, *self.last)

    def in_year(self, year: int) -> "Period":
        """The same period in the year it is shifted to; one that runs over the turn of the year ends in the next."""
        over = self.last[0] < self.first[0]
        year += self.shift
        return replace(self, year=year, last_year=year + 1 if over else None)


Readings = Iterator[tuple[int, int, Period]]


def parse_periods(folded: str) -> tuple[tuple[int, int, Period], ...]:
    """Read one written period; a list of months or quarters that are not neighbours gives several.

    The string is folded and is wholly what `period_pattern` matched; offsets are those in it.

    >>> [(start, end, period.start()) for start, end, period in parse_periods("thang 6, 12/2024")]
    [(0, 7, datetime.date(2024, 6, 1)), (9, 16, datetime.date(2024, 12, 1))]
    """
    for shape, read in _shapes():
        found = shape.fullmatch(folded)
        if found is not None:
            misread = re.search(r"\do|o\d", folded) is not None
            return tuple((a, b, replace(period, ocr=period.ocr or misread)) for a, b, period in read(found))
    return ()


@cache
def period_pattern() -> str:
    """The pattern of one written period in folded text, without groups."""
    nameless = (re.sub(r"\?P<\w+>", "?:", shape.pattern) for shape, _ in _shapes())
    return rf"(?<![\w/])(?:{'|'.join(nameless)})"


@cache
def counts() -> dict[str, int]:
    """Number words, folded, and their values."""
    return {fold(word): number for word, number in load_resource("deadlines.yml")["counts"].items()}


def _day(year: int | None, month: int, day: int | None) -> date | None:
    if year is None:
        return None
    length = calendar.monthrange(year, month)[1]
    return date(year, month, day or length) if (day or 1) <= length else None


@cache
def _month_words() -> dict[str, int]:
    # "Tháng năm 2024" is no May: of the number words five alone is also the word for year.
    words = {fold(word): number for word, number in load_resource("deadlines.yml")["months"].items()}
    return {word: number for word, number in words.items() if word != "nam"}


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Readings]], ...]:
    words = "|".join(sorted(_month_words(), key=len, reverse=True))
    month = rf"(?:{MONTH}|(?:{words})(?!\w))"
    of_year = rf"(?P<year>{_OF_YEAR})?"
    week = r"(?P<week>[1-5]|i{1,3}|iv|nhat|hai|ba|tu|nam|dau|cuoi)(?:\s*tien|\s*cung)?"
    a_month = rf"(?:thang\s*|thg\.?\s*|t\.?)(?P<month>{month}){of_year}"
    any_part = rf"(?:{a_month}|quy\s*(?P<quarter>{QUARTER})(?P<of>{_OF_YEAR})?|{_THE_YEAR})"
    later_month = rf"(?:{_NEXT}{MONTH}(?!\s*[/-]\s*[01]?\d\s*[/-]))*"
    shapes: tuple[tuple[str, Callable[[re.Match[str]], Readings]], ...] = (
        (
            rf"(?:ngay\s*)?(?:(?P<from>{DAY})\s*(?:-|den)\s*(?:ngay\s*)?)?(?P<day>{DAY})"
            r"(?:(?=\s*(?:[/.]\s*[\dol|]+\s*[/.]|-\s*[\dol|]+\s*-))"
            rf"\s*[/.-]\s*(?P<month>{MONTH})\s*[/.-]\s*(?:nam\s*)?(?P<year>{YEAR}|2\d(?!\w))"
            rf"|(?:\s*/\s*|\s+thang\s*)(?P<m>{MONTH})(?P<y>{_OF_YEAR})?)",
            _read_days,
        ),
        (rf"(?P<y>{YEAR})-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?:[\st]\d\d:\d\d(?::\d\d)?)?(?!\w)", _read_iso),
        (rf"(?P<count>0?[3-9]|ba|sau|chin)\s*thang\s*(?P<part>dau|cuoi)\s*{_THE_YEAR}", _read_half),
        (rf"(?P<count>nua)\s*(?P<part>dau|cuoi)\s*(?:cua\s*)?{_THE_YEAR}", _read_half),
        (rf"tuan\s*(?:thu\s*)?{week}\s*(?:cua\s*)?,?\s*thang\s*(?P<month>{month}){of_year}", _read_week),
        (rf"(?P<part>thuong|trung|ha)\s*tuan\s*thang\s*(?P<month>{month}){of_year}(?P<quarter>)(?P<of>)", _read_part),
        (rf"(?:(?:cac|nhung)\s*thang\s*)?(?P<part>dau|giua|cuoi)\s*{any_part}", _read_part),
        (rf"(?:quy|qui|q)[\s.]*(?P<items>{QUARTER}(?:(?:{_NEXT}|\s*/\s*){QUARTER})*){of_year}", _read_quarters),
        (rf"(?:(?:thang|thg\.?)\s*(?P<items>{month}{later_month})){of_year}", _read_months),
        (rf"t\.?(?P<items>{MONTH}{later_month}){of_year}", _read_months),
        (rf"(?P<items>{MONTH}(?:\s*-\s*{MONTH})?)\s*(?P<year>[/.-]\s*{YEAR})", _read_months),
        (rf"nam\s*hoc(?:\s*(?P<from>{YEAR})\s*[-/]\s*(?P<to>{YEAR}))?", _read_school_year),
        (rf"(?P<from>{YEAR})\s*(?:[-÷]|den(?:\s*het)?(?:\s*nam)?)\s*(?P<to>{YEAR})", _read_years),
        (
            rf"nam\s*(?P<from>{YEAR})(?!\s*[-÷]\s*{YEAR})(?:(?:\s*,\s*|\s*va\s*)(?P<to>{YEAR})(?!\s*[-÷/]))?",
            _read_years,
        ),
        (rf"(?:ca|trong|suot)\s*nam(?!\s*(?:hoc|nay|{YEAR}))\b", lambda found: iter([(*found.span(), Period())])),
        (rf"(?P<from>{YEAR})", _read_years),
    )
    return tuple((re.compile(pattern), read) for pattern, read in shapes)


def _number(text: str) -> tuple[int, bool]:
    """The number, and whether letters stood for figures in it."""
    plain = text.translate(str.maketrans("ol|", "011"))
    return int(plain), plain != text


def _year_of(text: str | None) -> int | None:
    found = re.search(rf"{YEAR}\s*$|(?<=/)\s*2\d\s*$|^2\d$", text or "")
    year = _number(found[0].strip())[0] if found else None
    return year + 2000 if year is not None and year < 100 else year


def _month_of(text: str) -> tuple[int, bool]:
    return (_month_words()[text], False) if text in _month_words() else _number(text)


def _quarter_of(text: str) -> tuple[int, bool]:
    """Quarter 1 to 4 and whether misread: strokes are counted, for there is no quarter 11."""
    if text in "ⅰⅱⅲⅳ":
        return "ⅰⅱⅲⅳ".index(text) + 1, False
    if text.endswith("v"):
        return 4, text != "iv"
    if re.fullmatch(r"[0o]?[1-4]", text):
        return int(text[-1]), False
    return len(text), text.strip("i") != ""


def _read_days(found: re.Match[str]) -> Readings:
    (last, last_ocr), (month, month_ocr) = _number(found["day"]), _number(found["month"] or found["m"])
    first, first_ocr = _number(found["from"]) if found["from"] else (last, False)
    if not 1 <= first <= last <= 31:
        return
    ocr = first_ocr or last_ocr or month_ocr
    year = _year_of(found["year"] or found["y"])
    yield (
        *found.span(),
        Period((month, first), (month, last), year, is_day=first == last, is_range=first != last, ocr=ocr),
    )


def _read_iso(found: re.Match[str]) -> Readings:
    # Workbooks write dates so.
    month, day = int(found["m"]), int(found["d"])
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield *found.span(), Period((month, day), (month, day), _year_of(found["y"]), is_day=True)


def _read_half(found: re.Match[str]) -> Readings:
    lengths = {fold(word): length for word, length in load_resource("deadlines.yml")["parts_in_months"].items()}
    length = lengths.get(found["count"]) or int(found["count"])
    first, last = (1, length) if found["part"] == "dau" else (13 - length, 12)
    yield *found.span(), Period((first, 1), (last, None), _year_of(found[0]))


def _read_week(found: re.Match[str]) -> Readings:
    month, _ = _month_of(found["month"])
    words = {fold(word): number for word, number in load_resource("deadlines.yml")["weeks"].items()}
    number = words.get(found["week"]) or int(found["week"])
    # The last week is the last seven days of most months.
    first, last = (7 * number - 6, 7 * number) if number < 5 else (22 if found["week"] == "cuoi" else 29, None)
    yield *found.span(), Period((month, first), (month, last), _year_of(found["year"]), approx=True)


def _read_part(found: re.Match[str]) -> Readings:
    conventions = load_resource("deadlines.yml")
    part = {"giua": 1, "trung": 1, "cuoi": 2, "ha": 2}.get(found["part"], 0)
    year = _year_of(found["year"] or found["of"] or found[0])
    if found["month"]:
        month, ocr = _month_of(found["month"])
        first, last = conventions["parts_of_month"][part]
        yield *found.span(), Period((month, first), (month, last), year, approx=True, ocr=ocr)
        return
    if found["quarter"]:
        quarter, ocr = _quarter_of(found["quarter"])
        first = last = 3 * quarter - 2 + part
    else:
        (first, last), ocr = conventions["parts_of_year"][part], False
    yield *found.span(), Period((first, 1), (last, None), year, approx=True, ocr=ocr)


def _read_quarters(found: re.Match[str]) -> Readings:
    items = [(item, *_quarter_of(item[0])) for item in re.finditer(QUARTER, found["items"])]
    return _read_list(found, [(item, 3 * number - 2, 3 * number, ocr) for item, number, ocr in items])


def _read_months(found: re.Match[str]) -> Readings:
    words = "|".join(sorted(_month_words(), key=len, reverse=True))
    items = [(item, *_month_of(item[0])) for item in re.finditer(rf"{MONTH}|(?:{words})(?!\w)", found["items"])]
    return _read_list(found, [(item, number, number, ocr) for item, number, ocr in items])


def _read_list(found: re.Match[str], items: list[tuple[re.Match[str], int, int, bool]]) -> Readings:
    """Neighbours, and what a dash joins, are one period; others are one each, all of the year at the end."""
    year = _year_of(found["year"])
    joined = re.search(r"-|\bden\b", found["items"]) is not None
    if joined or all(after[1] == before[2] + 1 for before, after in pairwise(items)):
        first, last = items[0][1], items[-1][2]
        ocr = any(item[3] for item in items)
        over = first > last
        yield (
            *found.span(),
            Period(
                (first, 1), (last, None), year - over if year else None, year if over else None,
                is_range=len(items) > 1, ocr=ocr,
            ),
        )  # fmt: skip
        return
    base = found.start("items")
    for item, first, last, ocr in items:
        start = found.start() if item is items[0][0] else base + item.start()
        end = found.end() if item is items[-1][0] else base + item.end()
        yield start, end, Period((first, 1), (last, None), year, ocr=ocr)


def _read_school_year(found: re.Match[str]) -> Readings:
    years = f"{found['from']}-{found['to']}" if found["from"] else "?"
    yield *found.span(), Period(school_year=years)


def _read_years(found: re.Match[str]) -> Readings:
    written = found.groupdict()
    first, last = _year_of(written["from"]), _year_of(written.get("to"))
    ranged = last is not None
    yield *found.span(), Period(year=first, last_year=last, is_range=ranged, ocr="o" in written["from"])
