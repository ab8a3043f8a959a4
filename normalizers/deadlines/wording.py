"""Whether words of time in a task or a result say that something is due (domain guide 4.4, "not deadlines")."""

import re
from functools import cache

from normalizers.deadlines.calendar_words import Period
from normalizers.deadlines.patterns import signature_pattern, words
from normalizers.resources import load_resource
from normalizers.text import strip_marks

_CLAUSE_START = r"(?:^|[.;:\n])\s*[-+*]?\s*$"
# Words that without marks look like one after which no deadline stands.
_HOMOGRAPHS = frozenset({"tỉnh"})
_YEARS_ONLY = ((1, 1), (12, None))


def is_due(text: str, folded: str, found: re.Match[str], period: Period | None) -> bool:
    """Whether the match counts outside a column of deadlines: no title, no day of a reference, no span of data.

    `found` matches `folded`, the folded form of `text` of equal length; `period` is what it names, if anything.
    """
    before, after, kind = folded[: found.start()], folded[found.end() :], found.lastgroup or ""
    if _is_quoted(text, found.start()) or _is_after_fact(text, before) or _not_before().match(after):
        return False
    if not _is_marked(text[found.start() : found.end()]):
        return False
    if kind in {"before", "until", "from", "range", "point"}:
        return period is not None and _is_bound(kind, found[0], before, period)
    if kind == "relative":
        return signature_pattern().search(found[0]) is not None or "hieu luc" in found[0]
    if kind == "every":
        # "trước 16h00 hằng ngày" says by itself that something is due.
        has_hour = re.match(r"truoc|cham|luc|vao", found[0]) is not None
        return has_hour or re.search(rf"{words('repeated_acts')}\s*$|{_CLAUSE_START}", before) is not None
    return kind != "act" or re.search(r"\d|,", found["core"]) is not None


def _is_after_fact(text: str, before: str) -> bool:
    """Whether the words before the match speak of a fact; "UBND tỉnh trước ngày" is no "tính trước ngày"."""
    found = _not_after().search(before)
    return found is not None and text[found.start() : found.end()].strip(" ,").casefold() not in _HOMOGRAPHS


def _is_bound(kind: str, raw: str, before: str, period: Period) -> bool:
    years = (period.first, period.last) == _YEARS_ONLY
    clause = re.split(r"[.;\n]", before)[-1][-80:]
    finishing = re.search(words("finishing"), clause) is not None
    if kind == "point":
        return finishing or (not years and re.search(words("delivering"), clause) is not None)
    if kind == "range":
        return period.is_day and raw.startswith(("tu", "ke"))
    if kind == "from":
        return raw.startswith("bat dau") or (not years and raw.startswith(("tu", "ke")))
    if kind == "until" and years:
        opens = re.search(rf"{_CLAUSE_START}|phan dau\s*$", before) is not None
        return opens if re.match(r"(?:den|toi|cho den)\s*nam", raw) else True
    return not years or finishing or kind == "until"


def _is_quoted(text: str, place: int) -> bool:
    opened = text.count("“", 0, place) > text.count("”", 0, place)
    return opened or text.count('"', 0, place) % 2 == 1


def _is_marked(raw: str) -> bool:
    """Without its marks "đầu tư ngày" reads like "từ ngày": a text with marks must have the right ones."""
    if strip_marks(raw) == raw:
        return not re.match(r"(?:tu|truoc|den|cham)\b", raw.lower()) or strip_marks(raw).isascii()
    if re.search(r"\b(?:mối|mới|mọi|hạng|hãng|hang)\s", raw.lower()):
        return False
    first = re.match(r"\w+", raw.lower())
    return first is not None and first[0] in _opening_words()


@cache
def _opening_words() -> frozenset[str]:
    listed = load_resource("deadlines.yml")
    kinds = ("before", "until", "from", "ongoing", "repeated_acts", "finishing", "opening")
    phrases = [phrase for kind in kinds for phrase in listed[kind]]
    return frozenset(phrase.split()[0] for phrase in phrases)


@cache
def _not_after() -> re.Pattern[str]:
    past = rf"{words('past_marks')}\s+(?:\S+\s+){{0,3}}?{words('past_verbs')}"
    return re.compile(rf"(?:{words('not_after')}|{past})\s*,?\s*$")


@cache
def _not_before() -> re.Pattern[str]:
    return re.compile(rf"\s*{words('not_before')}")
