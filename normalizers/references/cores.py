"""A number with its symbol, as printed: what looks like one. Whether it cites a document, its symbol decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from normalizers.references.document_types import is_type_code, type_word_grammar
from normalizers.references.forms import ReferenceText
from normalizers.references.issuers import CodeMatch, resolve_issuer_code
from normalizers.references.symbols import SYMBOL, TOKEN

_YEAR = r"(?:(?P<year>[12][\dOo]{3}) ?[/\\|-] ?)?"
# "749I QĐ-TTg": a slash read as I or l, believed only before a frequent kind.
_MISREAD_SLASH = r"[Il](?= ?(?:QĐ|QD|NĐ|ND|TT|NQ|CT|KH|TB)[ -]) ?"
_NUMBERED = re.compile(
    r"(?P<number>\d[\dOol]{0,5}(?:[a-zđ](?![\w&])|[A-ZĐ](?= ?[/-]))?)"
    rf"(?P<separator> ?[/\\|] ?| ?- ?|{_MISREAD_SLASH}){_YEAR}(?P<symbol>{SYMBOL})"
)
# Before 1997: "1357TC/QĐ-TCT", "167 HĐ/CTN", "150 CP"; read only after a type word.
_OLD_SYMBOL = rf"{TOKEN}/{SYMBOL}|(?:CP|TTg|HĐBT|HĐCP|SL)(?![\w/-])"
_OLD_NUMBERED = re.compile(rf"(?P<number>\d{{1,5}}[a-z]?)(?P<separator> ?)(?P<year>)(?P<symbol>{_OLD_SYMBOL})")
_BLANK = re.compile(rf"(?P<separator>/ ?){_YEAR}(?P<symbol>{SYMBOL})")
_BLANK_BEFORE = re.compile(r"(?<!\w)so ?[ :.…-]*$")
_OTHER_SEPARATORS = re.compile(r"\d ?[\\|Il-] ?[A-ZĐ]")
_SPLIT_CODE = re.compile(r" (?P<rest>[A-ZĐ][A-ZĐa-z]{0,7}|g|\d{1,2}(?= ngày|[,;.)]|$))(?!\w)")
# "Số: 1 30 /KH-UBND", or a number broken by the line's end: the parts of a list would have a comma between them.
_BROKEN_NUMBER = re.compile(r"(?<!\w)so ?:? (?P<digits>\d{1,3}) $")
_MISREAD = str.maketrans("OolI", "0011")


@dataclass(frozen=True, slots=True)
class Core:
    """A number with its symbol as printed; `number` is None for a blank one, `year` is the one inside the symbol."""

    start: int
    end: int
    number: str | None
    year: int | None
    symbol: str
    separator: str


def find_cores(forms: ReferenceText) -> Iterator[Core]:
    """Yield numbers with symbols in reading order: what looks like one; whether it is one is decided by its symbol.

    >>> from normalizers.references.forms import reference_text
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
    broken = _BROKEN_NUMBER.search(forms.folded, max(0, match.start() - 9), match.start()) if number else None
    if broken is not None:
        number, start = broken["digits"] + match["number"], broken.start("digits")
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
    return (
        resolve_issuer_code(code + rest)[1] is CodeMatch.EXACT and resolve_issuer_code(rest)[1] is not CodeMatch.EXACT
    )


def _may_precede(plain: str, start: int) -> bool:
    before = plain[start - 1] if start else " "
    if plain[max(0, start - 2) : start].lower() == "số":
        return True
    if before.isalnum() or before in "/\\&@_":
        return False
    return not (before in ".,:-" and start > 1 and plain[start - 2].isdigit())


@cache
def _type_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{type_word_grammar()}) *(?:so)? *:? *$")
