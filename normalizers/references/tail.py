"""What follows the number or title of a citation: its date, or its year in words, and who issued it."""

import datetime
import re
from dataclasses import dataclass, replace

from normalizers.references.dates import date_grammar, date_of, date_parts
from normalizers.references.forms import ReferenceText
from normalizers.references.issuer_names import IssuerWords, read_issuer

# "TT-BCA (A11)": the drafting unit of a police circular.
_UNIT = re.compile(r" ?\([A-Z]\d{1,2}(?:\([A-Z]\d{1,2}\))?\)")
_PASSED = r"(?:ky |cong bo |(?:duoc )?ban hanh |(?:da )?duoc quoc hoi[^,;.\t]{0,60}?thong qua |thong qua )"
_DATE = re.compile(rf" ?(?P<comma>, ?)?(?P<open>\()?{_PASSED}?{date_grammar()}(?(open)\))")
_YEAR = re.compile(
    r" ?(?:,? ?nam ?|(?P<open>\())(?P<year>[12]\d{3})(?!\d)(?(open)\))"
    r"|(?<=\w) (?P<bare>(?:19|20)\d\d)(?![\d/.-]\d)(?!\w)"
)
_OF = re.compile(r" ?(?:,? ?cua) ?(?=\w)")
_NEXT_ISSUER = re.compile(r"(?: ?, ?| va | ?, va | ?- ?)(?:cua )?")
_AFTER_BARE_ISSUER = re.compile(r" ?(?:$|[;.,)\t]|ve |quy dinh|phe duyet|ban hanh|huong dan|sua doi)")
_AFTER_COMMA_DATE = re.compile(r" ?(?:cua|ve|[;,.)\t]|$|quy dinh|phe duyet|ban hanh)")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows number or title: date, year in words, issuer in words, and where they end."""

    end: int
    date: datetime.date | None = None
    year: int | None = None
    has_date: bool = False
    issuer: IssuerWords | None = None


def read_tail(forms: ReferenceText, start: int, year: int | None = None, *, is_joint: bool = False) -> Tail:
    """Return the date and issuer that follow the offset.

    `year` is the one inside the symbol, `is_joint` allows several issuers.

    >>> from normalizers.references.forms import reference_text
    >>> read_tail(reference_text("749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ về"), 10).issuer.code
    'TTg'
    """
    unit = _UNIT.match(forms.plain, start)
    tail = _read_date(forms, Tail(unit.end() if unit else start), year)
    tail = _read_issuer(forms, tail)
    while is_joint and tail.issuer is not None and (more := _next_issuer(forms, tail.issuer)) is not None:
        tail = replace(tail, end=more.end, issuer=more)
    if tail.issuer is not None and not tail.has_date and tail.year is None:
        dated = _read_date(forms, tail, year)
        if dated.has_date or dated.year is not None:
            return dated
    return tail


def _read_date(forms: ReferenceText, tail: Tail, year: int | None) -> Tail:
    match = _DATE.match(forms.folded, tail.end)
    if match is not None and ("ngay" in match[0] or not match["comma"]):
        if not match["comma"] or _comma_fits(forms, match, year):
            found = date_of(match)
            return Tail(match.end(), found, date_parts(match)[2], True, tail.issuer)
        return tail
    match = _YEAR.match(forms.folded, tail.end)
    if match is None or (match["bare"] and tail.issuer is not None):
        return tail
    return Tail(match.end(), None, int(match["year"] or match["bare"]), False, tail.issuer)


def _comma_fits(forms: ReferenceText, match: re.Match[str], year: int | None) -> bool:
    """After a comma a date may open a new clause: it must agree with the symbol's year, or lead on to the issuer."""
    if year is not None:
        return date_parts(match)[2] == year
    return _AFTER_COMMA_DATE.match(forms.folded, match.end()) is not None


def _read_issuer(forms: ReferenceText, tail: Tail) -> Tail:
    of = _OF.match(forms.folded, tail.end)
    if of is not None:
        issuer = read_issuer(forms, of.end())
    elif tail.has_date and forms.folded[tail.end : tail.end + 1] == " ":
        issuer = read_issuer(forms, tail.end + 1, is_generic=False)
        if issuer is not None and not _AFTER_BARE_ISSUER.match(forms.folded, issuer.end):
            issuer = None
    else:
        issuer = None
    return Tail(issuer.end, tail.date, tail.year, tail.has_date, issuer) if issuer else tail


def _next_issuer(forms: ReferenceText, issuer: IssuerWords) -> IssuerWords | None:
    link = _NEXT_ISSUER.match(forms.folded, issuer.end)
    more = read_issuer(forms, link.end(), is_generic=False) if link else None
    return replace(issuer, end=more.end, words=f"{issuer.words}; {more.words}") if more else None
