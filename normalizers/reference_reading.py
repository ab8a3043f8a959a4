"""From the parts of a citation to its meaning: kind, number, symbol, year, issuer, identity."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from normalizers.canonical import canonical_id
from normalizers.citation_parts import Core, Tail
from normalizers.document_types import DocumentType, document_types, is_type_spelling
from normalizers.issuer_names import IssuerWords
from normalizers.issuers import issuers
from normalizers.legal_reference import LegalReference, ReferenceContext, ReferenceNote
from normalizers.reference_text import ReferenceText
from normalizers.symbols import Symbol, SymbolForm, assembly_of_year, parse_symbol
from normalizers.text import slug

_ISSUED_BY = {"Hiến pháp": "QH", "Bộ luật": "QH", "Luật": "QH", "Pháp lệnh": "UBTVQH", "Nghị định": "CP", "Sắc lệnh": "CTN"}
_ASSEMBLY_TYPES = ("Luật", "Bộ luật", "Nghị quyết", "Pháp lệnh", "Hiến pháp")
# Decree 30/2020/NĐ-CP: these never carry a year in the symbol; one there is an error or an older document.
_NEVER_WITH_YEAR = ("Công điện", "Thông báo", "Kế hoạch", "Công văn", "Chỉ thị", "Tờ trình", "Báo cáo")
_LAST_NORMATIVE_NUMBER = 150
_DASHES = re.compile("[‐‑‒–—―−]")
_ATTACHED = re.compile(r"\( *(?:ban hanh )?kem theo +$")
_DECLARED = re.compile(r"goi (?:tat |chung )?la:? *\"?$")


@dataclass(frozen=True, slots=True)
class Draft:
    """A citation before it is read: `type` is the type word's, `core` is None for laws by title and "không số"."""

    start: int
    core: Core | None
    type: DocumentType | None
    tail: Tail
    title: str | None = None
    surface: str | None = None
    is_inherited: bool = False
    issuer_before: IssuerWords | None = None
    is_listed: bool = True


def read_draft(forms: ReferenceText, draft: Draft, context: ReferenceContext) -> LegalReference | None:
    """Return what the parts mean together, or None where they are no legal reference."""
    symbol = _symbol(draft)
    kind = _kind(draft, symbol) if draft.core is not None else draft.type
    if kind is None or (draft.core is not None and symbol is None):
        return None
    reference = LegalReference(
        raw=forms.text[draft.start : draft.tail.end],
        start=draft.start,
        end=draft.tail.end,
        type=kind.name,
        type_code=kind.code,
        number=draft.core.number if draft.core else None,
        symbol=symbol.text if symbol else None,
        date=draft.tail.date,
        title=draft.title,
        is_repaired=_is_repaired(forms, draft, symbol),
        type_surface=draft.surface,
    )
    reference = _with_issuer(_with_year(reference, draft), draft, symbol, context)
    reference = replace(reference, notes=(*reference.notes, *_notes(forms, reference, draft, symbol, context)))
    identified = replace(reference, canonical_id=canonical_id(reference))
    return replace(identified, confidence=_confidence(identified, draft))


def _symbol(draft: Draft) -> Symbol | None:
    if draft.core is None:
        return None
    words = draft.tail.issuer or draft.issuer_before
    named = words.code if words else None
    is_joint = draft.type is not None and draft.type.id in ("ttlt", "nqlt")
    symbol = parse_symbol(draft.core.symbol, draft.core.separator, named, is_joint=is_joint)
    year = draft.core.year or (draft.tail.date.year if draft.tail.date else None)
    if symbol is not None and symbol.form is SymbolForm.ASSEMBLY and year is not None:
        return assembly_of_year(symbol, year)
    return symbol


def _kind(draft: Draft, symbol: Symbol | None) -> DocumentType | None:
    if symbol is None or draft.core is None:
        return None
    word = draft.type
    if word is not None and word.name != "Công văn" and not draft.is_inherited:
        return word if _is_believable(draft, symbol) else None
    if symbol.type is not None and symbol.form is not SymbolForm.OLD:
        return symbol.type if word is not None or symbol.issuers or _has_word_number(draft) else None
    if symbol.form is SymbolForm.ASSEMBLY:
        return word if word and word.name in _ASSEMBLY_TYPES else _assembly_kind(draft, symbol)
    if symbol.form is SymbolForm.LETTER and (word is not None or _is_plain_letter(draft, symbol)):
        return document_types()["Công văn"]
    return word if word is not None and (symbol.form is SymbolForm.OLD or draft.is_inherited) else None


def _is_believable(draft: Draft, symbol: Symbol) -> bool:
    return bool(symbol.issuers or symbol.type or _has_word_number(draft))


def _has_word_number(draft: Draft) -> bool:
    """Whether "số" or a type word stands right before the number, so that the symbol need not be known."""
    return draft.core is not None and draft.start < draft.core.start


def _assembly_kind(draft: Draft, symbol: Symbol) -> DocumentType | None:
    # Laws and resolutions of the Assembly share the symbol; alone it is taken for a law, and its confidence says so.
    if draft.core is None or draft.core.year is None:
        return None
    return document_types()["Luật" if symbol.issuers[0].code == "QH" else "Nghị quyết"]


def _is_plain_letter(draft: Draft, symbol: Symbol) -> bool:
    return bool(symbol.issuers) and draft.core is not None and draft.core.year is None and draft.core.separator == "/"


def _with_year(reference: LegalReference, draft: Draft) -> LegalReference:
    written = {
        "symbol": draft.core.year if draft.core else None,
        "date": (draft.tail.date.year if draft.tail.date else draft.tail.year) if draft.tail.has_date else None,
        "text": draft.tail.year,
    }
    source = next((name for name, year in written.items() if year is not None), None)
    year = written[source] if source else None
    years = {value for value in written.values() if value is not None}
    notes = (ReferenceNote.YEAR_CONFLICT,) if len(years) > 1 else ()
    in_symbol = draft.core is not None and draft.core.year is not None
    return replace(reference, year=year, year_from=source, year_in_symbol=in_symbol, notes=notes)


def _with_issuer(
    reference: LegalReference, draft: Draft, symbol: Symbol | None, context: ReferenceContext
) -> LegalReference:
    words = draft.tail.issuer or draft.issuer_before
    code = symbol.issuer_code if symbol else None
    if code is None and (symbol is None or not _names_issuer(symbol)):
        code = (words.code if words else None) or _ISSUED_BY.get(reference.type)
    name, source = _issuer_name(reference, symbol, words)
    scope, is_open = _scope(symbol, words, context)
    notes = (*reference.notes, ReferenceNote.SCOPE_UNRESOLVED) if is_open else reference.notes
    return replace(reference, issuer=name, issuer_code=code, issuer_from=source, scope=scope, notes=notes)


def _names_issuer(symbol: Symbol) -> bool:
    """Whether the symbol has a code for the issuer, even one that no list knows: "QĐ-ĐHXYZ", but not "QĐ"."""
    return "-" in symbol.text or "/" in symbol.text or symbol.type is None


def _issuer_name(
    reference: LegalReference, symbol: Symbol | None, words: IssuerWords | None
) -> tuple[str | None, str | None]:
    if words is not None:
        return words.words, "text"
    named = [issuer.name for issuer in symbol.issuers if not issuer.is_vague] if symbol else []
    if named:
        return "; ".join(named), "symbol"
    implied = _ISSUED_BY.get(reference.type)
    if implied is not None and not (symbol and symbol.issuers):
        return issuers()[implied].name, "type"
    return None, None


def _scope(
    symbol: Symbol | None, words: IssuerWords | None, context: ReferenceContext
) -> tuple[str | None, bool]:
    """The place or parent body that makes a shared code one body, and whether it stays open."""
    if symbol is None or not symbol.issuers or not symbol.issuers[0].is_scoped:
        return None, False
    issuer = symbol.issuers[0]
    if words is not None and words.scope:
        return words.scope, False
    if words is not None and words.code and issuers()[words.code].main_code != issuer.main_code:
        return slug(words.code), False
    body = slug(context.body) if context.body and issuer.level == "committee" else None
    found = body or context.province
    return found, found is None


def _is_repaired(forms: ReferenceText, draft: Draft, symbol: Symbol | None) -> bool:
    if draft.surface is not None and not is_type_spelling(draft.surface):
        return True
    if draft.core is None or symbol is None:
        return False
    written = _DASHES.sub("-", forms.text[draft.core.start : draft.core.end])
    expected = "/".join(str(part) for part in (draft.core.year, symbol.text) if part is not None)
    if draft.core.number is None:
        return not written.lower().endswith(expected.lower())
    separator = draft.core.separator
    return written.lower() != f"{draft.core.number}{separator}{expected}".lower()


def _notes(
    forms: ReferenceText, reference: LegalReference, draft: Draft, symbol: Symbol | None, context: ReferenceContext
) -> Iterator[ReferenceNote]:
    before = forms.folded[max(0, draft.start - 40) : draft.start]
    facts = {
        ReferenceNote.BLANK_NUMBER: draft.core is not None and draft.core.number is None,
        ReferenceNote.TYPE_INHERITED: draft.is_inherited,
        ReferenceNote.ATTACHMENT: _ATTACHED.search(before) is not None,
        ReferenceNote.ALIAS_DECLARATION: _DECLARED.search(before) is not None,
        ReferenceNote.OWN_NUMBER_LINE: _is_own_line(forms, draft),
        ReferenceNote.PARTY: symbol is not None and _is_party(symbol),
        ReferenceNote.JOINT: symbol is not None and len(symbol.issuers) > 1,
        ReferenceNote.ISSUER_UNKNOWN: symbol is not None and not symbol.issuers and _names_issuer(symbol),
        ReferenceNote.ISSUER_CONFLICT: _is_conflict(symbol, draft.tail.issuer),
        ReferenceNote.YEAR_AFTER_DOCUMENT: context.year is not None and (reference.year or 0) > context.year,
        ReferenceNote.YEAR_UNUSUAL: _is_year_unusual(reference),
    }
    return (note for note, holds in facts.items() if holds)


def _is_own_line(forms: ReferenceText, draft: Draft) -> bool:
    if draft.type is not None or draft.core is None:
        return False
    opening = forms.folded[draft.start : draft.core.end][:6].replace(" ", "")
    return opening.startswith("so:") and forms.text[: draft.start].rstrip(" ")[-1:] in ("", "\n", "\t", "|")


def _is_party(symbol: Symbol) -> bool:
    if symbol.issuers:
        return symbol.issuers[0].is_party
    return symbol.form is SymbolForm.PARTY


def _is_conflict(symbol: Symbol | None, words: IssuerWords | None) -> bool:
    if symbol is None or not symbol.issuers or words is None or words.code is None:
        return False
    named = issuers()[words.code]
    # VKSTC and VKSNDTC, TU and ThU: two codes of one body are no conflict.
    return all(issuer.main_code != named.main_code and issuer.name != named.name for issuer in symbol.issuers)


def _is_year_unusual(reference: LegalReference) -> bool:
    if not reference.year_in_symbol:
        return False
    if reference.symbol == "QĐ-TTg":
        digits = re.match(r"\d+", reference.number or "0")
        return digits is not None and int(digits[0]) > _LAST_NORMATIVE_NUMBER and (reference.year or 0) >= 2010
    return reference.type in _NEVER_WITH_YEAR and (reference.year or 0) >= 2010


_DOUBTS = {
    ReferenceNote.ISSUER_UNKNOWN: 0.75,
    ReferenceNote.ISSUER_CONFLICT: 0.85,
    ReferenceNote.YEAR_CONFLICT: 0.6,
    ReferenceNote.YEAR_AFTER_DOCUMENT: 0.5,
    ReferenceNote.YEAR_UNUSUAL: 0.8,
    ReferenceNote.TYPE_INHERITED: 0.97,
}


def _confidence(reference: LegalReference, draft: Draft) -> float:
    value = 0.9 if reference.is_repaired else 1.0
    for note in reference.notes:
        value *= _DOUBTS.get(note, 1.0)
    if draft.type is None:
        value *= 0.6 if reference.type == "Luật" else 0.9
    if not draft.is_listed:
        value *= 0.8
    return round(value, 3)
