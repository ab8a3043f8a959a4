"""The parts of a citation around its title or number: the number and symbol themselves, then date and issuer."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from normalizers.dates import date_grammar, date_of, date_parts
from normalizers.document_types import is_type_code, type_word_grammar
from normalizers.issuer_names import IssuerWords, read_issuer
from normalizers.issuers import CodeMatch, resolve_issuer_code
from normalizers.reference_text import ReferenceText
from normalizers.symbols import SYMBOL, TOKEN

_YEAR = r"(?:(?P<year>[12][\dOo]{3}) ?[/\\|-] ?)?"
_KIND_AHEAD = r"(?= ?(?:QĐ|QD|NĐ|ND|TT|NQ|CT|KH|TB)[ -])"
_NUMBERED = re.compile(
    rf"(?P<number>\d[\dOol]{{0,5}}(?:[a-zđ](?![\w&])|[A-ZĐ](?= ?[/-]))?)(?P<separator> ?[/\\|] ?| ?- ?|[Il]{_KIND_AHEAD} ?)"
    rf"{_YEAR}(?P<symbol>{SYMBOL})"
)
# Before 1997: "1357TC/QĐ-TCT", "167 HĐ/CTN", "150 CP"; read only after a type word.
_OLD_NUMBERED = re.compile(
    rf"(?P<number>\d{{1,5}}[a-z]?)(?P<separator> ?)(?P<year>)(?P<symbol>{TOKEN}/{SYMBOL}|(?:CP|TTg|HĐBT|HĐCP|SL)(?![\w/-]))"
)
_BLANK = re.compile(rf"(?P<separator>/ ?){_YEAR}(?P<symbol>{SYMBOL})")
_BLANK_BEFORE = re.compile(r"(?<!\w)so ?[ :.…-]*$")
_SPLIT_CODE = re.compile(r" (?P<rest>[A-ZĐ][A-ZĐa-z]{0,7}|g|\d{1,2}(?= ngày|[,;.)]|$))(?!\w)")
_MISREAD = str.maketrans("OolI", "0011")

# "TT-BCA (A11)": the drafting unit of a police circular.
_UNIT = re.compile(r" ?\([A-Z]\d{1,2}(?:\([A-Z]\d{1,2}\))?\)")
_PASSED = r"(?:ky |cong bo |(?:da )?duoc quoc hoi[^,;.\t]{0,60}?thong qua |thong qua )"
_TAIL_DATE = re.compile(rf" ?(?P<comma>, ?)?(?P<open>\()?{_PASSED}?{date_grammar()}(?(open)\))")
_TAIL_YEAR = re.compile(r" ?(?:,? ?nam ?|(?P<open>\())(?P<year>[12]\d{3})(?!\d)(?(open)\))|(?<=\w) (?P<bare>(?:19|20)\d\d)(?![\d/.-]\d)(?!\w)")
_OF = re.compile(r" ?(?:,? ?cua) ?(?=\w)")
_NEXT_ISSUER = re.compile(r"(?: ?, ?| va | ?, va | ?- ?)(?:cua )?")
_AFTER_BARE_ISSUER = re.compile(r" ?(?:$|[;.,)\t]|ve |quy dinh|phe duyet|ban hanh|huong dan|sua doi)")
_AFTER_COMMA_DATE = re.compile(r" ?(?:cua|ve|[;,.)\t]|$|quy dinh|phe duyet|ban hanh)")


@dataclass(frozen=True, slots=True)
class Core:
    """A number with its symbol as printed; `number` is None for a blank one, `year` is the one inside the symbol."""

    start: int
    end: int
    number: str | None
    year: int | None
    symbol: str
    separator: str


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows number or title: date, year in words, issuer in words, and where they end."""

    end: int
    date: datetime.date | None = None
    year: int | None = None
    has_date: bool = False
    issuer: IssuerWords | None = None


def find_cores(forms: ReferenceText) -> Iterator[Core]:
    """Yield numbers with symbols in reading order: what looks like one; whether it is one is decided by its symbol.

    >>> from normalizers.reference_text import reference_text
    >>> [core.symbol for core in find_cores(reference_text("số 45/2020/NĐ-CP; Số: …/KH-UBND; IPv4/IPv6; 24/7"))]
    ['NĐ-CP', 'KH-UBND']
    """
    if "/" not in forms.plain and not _OTHER_SEPARATORS.search(forms.plain):
        return
    found = [core for match in _NUMBERED.finditer(forms.plain) if (core := _numbered(forms, match))]
    found += [core for match in _OLD_NUMBERED.finditer(forms.plain) if (core := _old(forms, match))]
    found += [core for match in _BLANK.finditer(forms.plain) if (core := _blank(forms, match))]
    end = 0
    for core in sorted(found, key=lambda core: (core.start, -core.end)):
        if core.start >= end:
            yield core
            end = core.end


_OTHER_SEPARATORS = re.compile(r"\d ?[\\|Il-] ?[A-ZĐ]")


def read_tail(forms: ReferenceText, start: int, year: int | None = None, *, is_joint: bool = False) -> Tail:
    """Return the date and issuer that follow the offset; `year` is the one in the symbol, `is_joint` allows several issuers.

    >>> from normalizers.reference_text import reference_text
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


def _numbered(forms: ReferenceText, match: re.Match[str]) -> Core | None:
    if match.start() and not _may_precede(forms.plain, match.start()):
        return None
    separator = "-" if "-" in match["separator"] else "/"
    if separator == "-" and match["year"]:
        return None
    return _core(forms, match, separator)


def _old(forms: ReferenceText, match: re.Match[str]) -> Core | None:
    if not _may_precede(forms.plain, match.start()) or not _type_before().search(
        forms.folded, max(0, match.start() - 30), match.start()
    ):
        return None
    return _core(forms, match, " ")


def _blank(forms: ReferenceText, match: re.Match[str]) -> Core | None:
    before = _BLANK_BEFORE.search(forms.folded, max(0, match.start() - 40), match.start())
    if before is None:
        return None
    return _core(forms, match, "/", before.start() + 2)


def _core(forms: ReferenceText, match: re.Match[str], separator: str, start: int | None = None) -> Core:
    number = None if start is not None else match["number"]
    year = int(match["year"].translate(_MISREAD)) if match["year"] else None
    symbol, end = match["symbol"], match.end()
    rest = _SPLIT_CODE.match(forms.plain, end)
    if rest is not None and _continues(symbol, rest["rest"]):
        link = "-" if is_type_code(symbol) else ""
        symbol, end = symbol + link + rest["rest"], rest.end()
    digits = number and re.sub(r"[OolI](?=.|$)", lambda letter: letter[0].translate(_MISREAD), number)
    return Core(match.start() if start is None else start, end, digits, year, symbol, separator)


def _continues(symbol: str, rest: str) -> bool:
    """Whether a code was broken by a blank: "BKH CN", "TT g", "QH 12", or a blank stands for the hyphen: "QĐ BTC"."""
    code = symbol.replace(" ", "").rsplit("-", 1)[-1]
    if is_type_code(symbol):
        return len(rest) > 1 and resolve_issuer_code(rest)[1] is CodeMatch.EXACT
    return resolve_issuer_code(code + rest)[1] is CodeMatch.EXACT and resolve_issuer_code(rest)[1] is not CodeMatch.EXACT


def _may_precede(plain: str, start: int) -> bool:
    before = plain[start - 1] if start else " "
    if plain[max(0, start - 2) : start].lower() == "số":
        return True
    if before.isalnum() or before in "/\\&@_":
        return False
    return not (before in ".,:-" and start > 1 and plain[start - 2].isdigit())


def _read_date(forms: ReferenceText, tail: Tail, year: int | None) -> Tail:
    match = _TAIL_DATE.match(forms.folded, tail.end)
    if match is not None and ("ngay" in match[0] or not match["comma"]):
        if not match["comma"] or _comma_fits(forms, match, year):
            found = date_of(match)
            return Tail(match.end(), found, date_parts(match)[2], True, tail.issuer)
        return tail
    match = _TAIL_YEAR.match(forms.folded, tail.end)
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


@cache
def _type_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{type_word_grammar()}) *(?:so)? *:? *$")
