"""What stands before a number: the type word, the law's title, or the list that it continues."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.references.cores import Core
from normalizers.references.document_types import (
    DocumentType,
    document_types,
    excluded_before,
    resolve_type_word,
    type_word_grammar,
)
from normalizers.references.forms import ReferenceText
from normalizers.references.law_titles import LawTitle
from normalizers.references.reference import LegalReference

# The type word may be parted from the number by its own date or by its issuer.
_MIDDLE = (
    r"(?: *ngay +[\d/.-]+| *ngay +\d+ +thang +\d+ +nam +\d{4}| +cua +[^,;.:()\t\d]{3,70}?| +bo [^,;.:()\t\d]{3,90}?"
    r"|(?: (?!va |theo |tai |nay |cac |duoc |thay |kem |so )[a-z]+){1,2}(?= so))"
)
_LAW_INSIDE = re.compile(r"(?<!\w)(?:luat|phap lenh|hien phap)(?!\w)")
_LIST_GAP = re.compile(r"(?: ?[,;] ?| va | ?, va | hoac | den |/)?(?: ?cac )?(?: ?cac van ban )? ?(?:so ?:? ?)?")
_AFTER_LAW = re.compile(r" ?\(? ?(?:(?:bo )?luat )?(?:so)? ?:? ?")
_NUMBER_WORD = re.compile(r"(?<!\w)so *:? *$")
_WINDOW = 130
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Head:
    """Where a citation starts and its type word; a law is its title, `middle` is what parts type word and number."""

    start: int
    type: DocumentType | None
    surface: str | None = None
    is_inherited: bool = False
    law: LawTitle | None = None
    middle: tuple[int, int] | None = None


def read_head(forms: ReferenceText, core: Core, laws: Sequence[LawTitle], last: LegalReference | None) -> Head | None:
    """Return what stands before a number, or None where it is a form, a standard or an address.

    `laws` are those of the text, `last` is the reference before this one.
    """
    begin = max(0, core.start - _WINDOW)
    if excluded_before().search(forms.folded, begin, core.start):
        return None
    law = _law_before(forms, core, laws)
    if law is not None:
        return Head(law.start, document_types()[law.kind], None, False, law)
    begin = begin if last is None else max(begin, last.end)
    match = _type_before("").search(forms.folded, max(begin, core.start - _NEAR), core.start)
    match = match or _parted_type(forms, begin, core.start)
    if match is not None:
        return _typed(forms, core, match)
    start = _number_word(forms, core)
    if last is not None and _LIST_GAP.fullmatch(forms.folded, last.end, core.start):
        return Head(start, document_types()[last.type], None, True)
    return Head(start, None)


def _parted_type(forms: ReferenceText, begin: int, end: int) -> re.Match[str] | None:
    """The type word parted from the number: "Quy định của Bộ Y tế số", but not "theo quy định của Luật X số"."""
    match = _type_before(_MIDDLE).search(forms.folded, begin, end)
    if match is None or not forms.plain[match.start("type")].isupper():
        return None
    return None if _LAW_INSIDE.search(match["middle"]) else match


def _typed(forms: ReferenceText, core: Core, match: re.Match[str]) -> Head:
    kind = resolve_type_word(match["type"])
    surface = forms.text[match.start("type") : match.end("type")]
    if match["colon"]:
        return Head(_number_word(forms, core), kind, surface, True)
    middle = match.span("middle") if match["middle"] else None
    return Head(match.start("type"), kind, surface, False, None, middle)


def _law_before(forms: ReferenceText, core: Core, laws: Sequence[LawTitle]) -> LawTitle | None:
    index = bisect_left(laws, core.start, key=lambda law: law.end + 1)
    law = laws[index - 1] if index else None
    return law if law and _AFTER_LAW.fullmatch(forms.folded, law.end, core.start) else None


def _number_word(forms: ReferenceText, core: Core) -> int:
    match = _NUMBER_WORD.search(forms.folded, max(0, core.start - 8), core.start)
    return match.start() if match else core.start


@cache
def _type_before(middle: str) -> re.Pattern[str]:
    numbers = r"(?:\d{1,5}[a-z]?(?: ?, ?| va ))*"
    return re.compile(
        rf"(?<!\w)(?P<type>{type_word_grammar()})(?P<middle>{middle})(?P<colon> *:(?= *so))?"
        rf"(?: *\([^()]{{1,12}}\))? *(?:so)? *[:.]? *{numbers}$"
    )
