"""What a deadline looks like in folded text: one pattern, its named shapes most specific first."""

import re
from functools import cache

from normalizers.deadlines.calendar_words import DAY, MONTH, QUARTER, counts, period_pattern
from normalizers.resources import load_resource
from normalizers.text import fold

UNIT = r"(?:ngay|tuan|thang|quy|nam)(?!\w)"
_EVERY = r"(?:hang|moi)\s+"
_CLOCK = r"(?:(?:truoc|cham\s*nhat(?:\s*la)?|(?:vao\s*)?luc)\s*\d{1,2}\s*(?:gio|h)\s*(?:\d\d)?(?:\s*phut)?\s*,?\s*)?"
_TIMES = r"lan(?!\w)"


def words(kind: str) -> str:
    """Alternatives of the words of one kind, folded, longest first, ended at a word's end."""
    listed = sorted({fold(word) for word in load_resource("deadlines.yml")[kind]}, key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, listed))})(?!\w)"


def number() -> str:
    """A count in figures or as a word."""
    return rf"(?:\d{{1,3}}|{'|'.join(counts())})(?!\w)"


@cache
def signature_pattern() -> re.Pattern[str]:
    """From the signing of this very document: "ngày ký", "ngày Kế hoạch này được ban hành"."""
    return re.compile(r"(?:(?:ngay|khi)|nay)\s+(?:duoc\s+)?(?:ky|ban\s*hanh)(?!\w)")


@cache
def deadline_pattern() -> re.Pattern[str]:
    """Every shape, for a column of deadlines: there a bare period or an event is one too."""
    shapes = {
        "note": r"\([^()]*\)",
        "relative": _relative(),
        **_recurring(),
        "ongoing": _ongoing(),
        **_bounded(),
        "occasional": r"dinh\s*ky(?:\s+theo\s+[^;\n(]*|(?=\s*(?:[,;.\n(]|$)))",
        "point": rf"(?:trong\s+)?{period_pattern()}",
        "event": _event(),
    }
    return _compiled(shapes)


@cache
def wording_pattern() -> re.Pattern[str]:
    """The shapes that say by themselves that something is due, for columns of tasks and results."""
    bounded = _bounded()
    shapes = {
        "relative": _relative(),
        **_recurring(),
        **bounded,
        "point": rf"trong\s+{period_pattern()}",
    }
    return _compiled(shapes)


def _compiled(shapes: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?P<{kind}>{shape})" for kind, shape in shapes.items()))


def _event() -> str:
    alone = rf"{words('occasions')}(?=\s*(?:[,;.\n(]|$))"
    opened = rf"(?:{words('events')})\s+\w[^;\n(]*?"
    reference = rf"(?:{words('reference_heads')})[^;\n(]*?\d+/[^;\n(]*?"
    return rf"(?:{alone}|{opened}|{reference}){_end()}"


def _end() -> str:
    """Where words of an event end: the clause's end, or where a new deadline begins."""
    again = rf"(?:truoc|cham nhat|hoan thanh|xong|den het|hang\s+(?:nam|quy|thang)|{period_pattern()})"
    return rf"(?=\s*(?:[;\n(]|\.\s|,\s*(?:va\s+)?{again}|\.?$))"


def _relative() -> str:
    unit = r"(?:ngay\s*lam\s*viec|ngay|tuan|thang|nam|gio)(?!\w)"
    within = r"trong(?:\s*(?:vong|thoi\s*han|thoi\s*gian|khoang))?"
    lead = rf"(?:(?:{within}|sau|cham\s*nhat(?:\s*la)?|khong\s*qua|toi\s*da|thoi\s*han)\s*)+"
    spelt = r"(?:\s*\([^()\d]{2,12}\))?"
    anchor = r"\s*,?\s*(?:ke\s*tu|tinh\s*tu|tu\s*ngay|tu\s*khi|sau\s*khi|sau\s*ngay|sau)\s*[^;\n(,.]*"
    not_part = r"(?!\s*(?:/|dau\s*nam|cuoi\s*nam|mot\s*lan|\d|lan|tuoi|hoc))"
    return rf"(?:{lead})?{number()}{spelt}\s*{unit}{anchor}|{lead}{number()}\s*{unit}{not_part}|{number()}\s*{unit}\s*$"


def _recurring() -> dict[str, str]:
    count, acts = number(), words("repeated_acts")
    some = rf"(?:{count}\s*)?{UNIT}"
    once = rf"(?:\s*/?\s*(?:mot|0?1)?\s*{_TIMES})?"
    # "Quý II", "năm 2024" and "năm trước" are no units of repetition; after "hằng" only figures tell.
    no_figure = r"(?!\s*(?:\d|[ivx]+(?!\w)))"
    not_this = rf"{no_figure}(?!\s*(?:dau|cuoi|hoc|nay|truoc|sau|ke|toi))"
    also = rf"(?:(?:\s*[,/]\s*|\s+va\s+){some}{not_this})*"
    in_turn = r"theo\s+(?:tung\s+)?(?:quy|thang|tuan|nam)(?=\s*(?:[,;.)]|$))"
    in_some = rf"{count}\s*{_TIMES}\s*(?:/|trong)\s*{count}\s*{UNIT}"
    a_unit = rf"{count}\s*{_TIMES}\s*(?:/|tren|moi|mot|trong|hang)\s*(?:0?1\s*|mot\s*)?{UNIT}"
    return {
        "dated": _day_of_each(),
        "times": rf"(?:{_EVERY}{UNIT}\s*{count}|{a_unit}|{in_some})(?:\s*{_TIMES})?",
        "every": rf"{_CLOCK}{_EVERY}{UNIT}{no_figure}{also}|{in_turn}",
        "spaced": rf"{count}\s*{UNIT}\s*(?:/\s*|moi\s*)?(?:mot|0?1)?\s*{_TIMES}|(?:moi|cu)\s*{count}\s*{UNIT}{once}",
        "periodic": rf"dinh\s*ky\s*{some}{not_this}{once}{also}",
        "act": rf"{acts}\s+(?P<core>(?:{count}\s*thang(?!\w)|{UNIT}){not_this}{also})",
    }


def _day_of_each() -> str:
    """ "Trước ngày 15 hằng tháng", "ngày 20 tháng cuối hằng quý", "trước 15 giờ thứ sáu hằng tuần"."""
    lead = r"(?:(?:truoc|vao|cham\s*nhat(?:\s*la)?|den|tu)\s+)?"
    last_day = r"ngay\s*(?:lam\s*viec\s*)?cuoi(?:\s*cung)?"
    day = rf"ngay\s*{DAY}(?:\s*(?:/|thang)\s*{MONTH})?|{DAY}\s*/\s*{MONTH}|{DAY}|{last_day}"
    weekday = r"thu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s*nhat|tuan\s*(?:dau|cuoi|thu\s*\w+)"
    part = rf"thang\s*{MONTH}|quy\s*{QUARTER}|cuoi|dau|giua"
    last_month = r"(?:thang\s*cuoi\s*(?:cua\s*)?)?"
    return rf"(?:{_CLOCK}|{lead})(?:{day}|{weekday}|{part})\s*,?\s*(?:cua\s*)?{last_month}{_EVERY}{UNIT}"


def _ongoing() -> str:
    kinds = words("ongoing")
    span = rf"(?:\s+(?:(?:trong|tu|den|den\s*het)\s+)?{period_pattern()})?"
    return rf"{kinds}(?:\s*,?\s*(?:va\s+)?{kinds})*{span}"


def _bounded() -> dict[str, str]:
    period = period_pattern()
    hour = r"(?:\d{1,2}\s*(?:gio|h)\s*(?:\d\d\s*)?(?:phut\s*)?,?\s*)?"
    since = rf"{words('from')}\s*(?:trong\s*|vao\s*)?"
    return {
        "open": rf"(?:{since})?{period}\s*,?\s*{words('onwards')}",
        "range": rf"(?:{since})?{period}\s*(?:[-÷→]|(?:cho\s*)?den(?:\s*het)?(?!\w)|toi(?!\w))\s*{period}",
        "before": rf"{words('before')}\s*(?:thoi\s*diem\s*)?{hour}{period}",
        "until": rf"{words('until')}\s*(?:(?:la|vao|trong|ngay|den|het)\s+){{0,3}}{hour}{period}",
        "from": rf"{since}{period}",
    }
