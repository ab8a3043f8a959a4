"""How often: "hằng quý", "02 lần/năm", "trước ngày 15 hằng tháng" as ISO 8601 durations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from normalizers.deadlines.calendar_words import counts
from normalizers.deadlines.patterns import UNIT, number

# Days, weeks, months or years in one unit, folded.
_LENGTHS = {"ngay": (1, "D"), "tuan": (1, "W"), "thang": (1, "M"), "quy": (3, "M"), "nam": (1, "Y"), "gio": (1, "H")}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One recurrence in folded text: where it stands, its period, and the day in it where one is named."""

    start: int
    end: int
    freq: str | None
    day: int | None = None
    month: int | None = None


def parse_duration(text: str) -> str | None:
    """Return a length of time in folded text as ISO 8601, None where it names none.

    >>> parse_duration("trong 06 thang"), parse_duration("02 quy"), parse_duration("24 gio")
    ('P6M', 'P6M', 'PT24H')
    """
    found = re.search(rf"(?:(?P<count>{number()})[^a-z]*)?(?P<unit>ngay|tuan|thang|quy|nam|gio)(?!\w)", text)
    return _duration(_count(found["count"]), found["unit"]) if found else None


def find_rhythms(kind: str, found: re.Match[str]) -> Iterator[Rhythm]:
    """Recurrences of one match of the deadline pattern, `kind` the shape that matched."""
    if kind == "dated":
        unit = re.findall(UNIT, found[0])[-1]
        day = re.search(r"(?:^|ngay|truoc|vao|nhat|la|den)\s*(\d+)", found[0])
        month = re.search(r"(?:/|thang)\s*(\d+)", found[0])
        yield Rhythm(*found.span(), _duration(1, unit), day and int(day[1]), month and int(month[1]))
    elif kind == "times":
        yield Rhythm(*found.span(), _shared(found[0]))
    elif kind == "spaced":
        yield Rhythm(*found.span(), parse_duration(found[0]))
    elif kind == "occasional":
        yield Rhythm(*found.span(), None)
    else:
        yield from _listed(found, "core" if kind == "act" else kind)


def _listed(found: re.Match[str], group: str) -> Iterator[Rhythm]:
    """Each unit of "hằng tháng, quý, năm"; the first keeps the words before it."""
    start = found.start(group)
    for item in re.finditer(rf"(?:{number()}\s*)?{UNIT}(?:\s*/?\s*(?:mot|0?1)?\s*lan(?!\w))?", found[group]):
        yield Rhythm(start, found.start(group) + item.end(), parse_duration(item[0]))
        following = re.match(r"(?:\s*[,/]\s*|\s+va\s+)?", found[group][item.end() :])
        start = found.start(group) + item.end() + (following.end() if following else 0)


def _shared(text: str) -> str | None:
    """So many times a unit: the unit divided, where that leaves whole months or weeks."""
    unit = re.findall(UNIT, text)[-1]
    times = next((_count(word) for word in re.findall(number(), text)), 1)
    length, letter = {"nam": (12, "M"), "quy": (3, "M"), "thang": (1, "M"), "tuan": (7, "D")}.get(unit, (1, "D"))
    if times == 1:
        return _duration(1, unit)
    return f"P{length // times}{letter}" if length % times == 0 else None


def _count(text: str | None) -> int:
    return counts().get(text) or int(text) if text else 1


def _duration(count: int, unit: str) -> str:
    length, letter = _LENGTHS[unit]
    if (count * length, letter) == (12, "M"):
        return "P1Y"
    return f"P{'T' if letter == 'H' else ''}{count * length}{letter}"
