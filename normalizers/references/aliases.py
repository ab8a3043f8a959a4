"""Documents cited by kind and number alone: "Đề án 06", "Nghị quyết 57 của Bộ Chính trị", "NĐ 356" explained nearby."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from normalizers.references.canonical import canonical_id, plain_number
from normalizers.references.document_types import DocumentType, bare_type_grammar, resolve_type_word
from normalizers.references.forms import ReferenceText, fold_letters
from normalizers.references.issuers import issuers
from normalizers.references.reference import LegalReference, ReferenceNote
from normalizers.references.tail import Tail, read_tail
from normalizers.resources import load_resource

# NQ, NĐ, QĐ, TTLT: abbreviations of a kind, told from other words by their capitals.
_LONGEST_SHORT = 4
_NUMBER = r"(?P<number>\d{1,4}[a-zđ]?)(?![\w%])(?! ?[/+-] ?\w|[.,:]\d)"
# After these two kinds a number counts nothing: "Nghị định 54 thì", but "Quyết định 12 tháng", "Nghị quyết 15 điểm".
_SELDOM_COUNTED = ("Nghị định", "Thông tư")
_CLAUSE_END = re.compile(
    r" ?(?:$|[.,;:)\"\t]|(?:va|hoac|duoc|thi|thuc hien|quy dinh|de|da|ve|la|cua|khong|nhu|phai)(?!\w))"
)
_CHEAP_TYPE = re.compile(
    r"de an|da ?\d|chuong trinh|nghi |(?:nq|nd|qd|tt|ct|kl) ?\d|quyet dinh|thong tu|chi thi|ket luan"
)


def find_aliases(forms: ReferenceText, found: Sequence[LegalReference]) -> list[LegalReference]:
    """Return the mentions by kind and number: popular names, short forms of a citation in the text, named issuers.

    The year of an alias is in its `canonical_id` only; `symbol` and `year` are None, since they are not written.
    """
    taken = [(reference.start, reference.end) for reference in found]
    cited = _cited(found)
    return [alias for alias in _aliases(forms, cited) if not _overlaps(alias, taken)]


def popular_id(reference: LegalReference) -> str | None:
    """Return the identity of a popular name that is written with a symbol, as in "Đề án 06/CP", or None."""
    for entry in load_resource("reference_aliases.yml"):
        is_same = entry["type"] == reference.type and reference.symbol in entry.get("symbols", ())
        if is_same and plain_number(entry["number"]) == plain_number(reference.number or ""):
            return str(entry["id"])
    return None


def _aliases(forms: ReferenceText, cited: dict[tuple[str, str], str | None]) -> Iterator[LegalReference]:
    if not _CHEAP_TYPE.search(forms.folded):
        return
    for match in _mention().finditer(forms.folded):
        kind = resolve_type_word(match["type"])
        surface = forms.text[match.start("type") : match.end("type")]
        is_short = len(surface) <= _LONGEST_SHORT
        if kind is None or not (surface.isupper() if is_short else surface[0].isupper()):  # "Đã 06 tháng" is no ĐA 06
            continue
        tail = read_tail(forms, match.end())
        alias = _alias(forms, match, kind, tail, cited)
        if alias is not None:
            yield replace(alias, type_surface=surface)


def _alias(
    forms: ReferenceText, match: re.Match[str], kind: DocumentType, tail: Tail, cited: dict[tuple[str, str], str | None]
) -> LegalReference | None:
    number = match["number"]
    words = tail.issuer.code if tail.issuer else None
    known = cited.get((kind.name, plain_number(number))) or _popular(kind, number, words)
    if known is None and not _stands_alone(forms, match, kind, tail):
        return None
    end = match.end() if known and len(match["type"]) <= _LONGEST_SHORT else tail.end
    reference = LegalReference(
        raw=forms.text[match.start() : end],
        start=match.start(),
        end=end,
        type=kind.name,
        type_code=kind.code,
        number=number,
        year=tail.year or (tail.date.year if tail.date else None),
        year_from="date" if tail.has_date else "text" if tail.year else "alias" if known else None,
        date=tail.date,
        issuer=tail.issuer.words if tail.issuer else None,
        issuer_code=words or ("CP" if kind.name == "Nghị định" and not known else None),
        issuer_from="text" if tail.issuer else "type" if kind.name == "Nghị định" and not known else None,
        scope=tail.issuer.scope if tail.issuer else None,
        notes=(ReferenceNote.ALIAS, *((ReferenceNote.PARTY,) if words and issuers()[words].is_party else ())),
        confidence=0.9 if known else 0.6,
    )
    return replace(reference, canonical_id=known or canonical_id(reference))


def _stands_alone(forms: ReferenceText, match: re.Match[str], kind: DocumentType, tail: Tail) -> bool:
    """Whether the mention is a citation though no list explains it: "số", an issuer or the clause's end says so."""
    if not kind.is_bare or match["type"] != fold_letters(kind.name):
        return False
    if tail.issuer is not None or match["so"] is not None:
        return True
    is_seldom_counted = kind.name in _SELDOM_COUNTED and len(match["number"]) > 1
    return is_seldom_counted and _CLAUSE_END.match(forms.folded, match.end()) is not None


def _popular(kind: DocumentType, number: str, words: str | None) -> str | None:
    for entry in load_resource("reference_aliases.yml"):
        if entry["type"] != kind.name or plain_number(entry["number"]) != plain_number(number):
            continue
        if words in entry["issuers"] or (words is None and not entry.get("needs_issuer")):
            return str(entry["id"])
    return None


def _cited(found: Sequence[LegalReference]) -> dict[tuple[str, str], str | None]:
    """The full citations of the text by kind and number; None where two documents share both."""
    cited: dict[tuple[str, str], str | None] = {}
    for reference in found:
        if reference.number is None or reference.symbol is None or reference.canonical_id is None:
            continue
        key = (reference.type, plain_number(reference.number))
        is_other = key in cited and cited[key] != reference.canonical_id
        cited[key] = None if is_other else reference.canonical_id
    return cited


def _overlaps(alias: LegalReference, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < alias.end and alias.start < end for start, end in taken)


@cache
def _mention() -> re.Pattern[str]:
    popular = {fold_letters(entry["type"]) for entry in load_resource("reference_aliases.yml")}
    kinds = "|".join([bare_type_grammar(), "da", *sorted(popular, key=len, reverse=True)])
    return re.compile(rf"(?<!\w)(?P<type>{kinds}) ?(?P<so>so ?:? ?)?{_NUMBER}")
