"""What is worth knowing about how a citation was read, and how sure the reading is."""

import re
from dataclasses import dataclass

from normalizers.references.document_types import is_type_spelling
from normalizers.references.draft import Draft
from normalizers.references.forms import ReferenceText
from normalizers.references.issuer_names import IssuerWords
from normalizers.references.issuers import issuers
from normalizers.references.reference import ReferenceContext, ReferenceNote
from normalizers.references.symbols import Symbol, SymbolForm

# Decree 30/2020/NĐ-CP: these never carry a year in the symbol; one there is an error or an older document.
_NEVER_WITH_YEAR = ("Công điện", "Thông báo", "Kế hoạch", "Công văn", "Chỉ thị", "Tờ trình", "Báo cáo")
_FIRST_YEAR_OF_RULE = 2010
# The Prime Minister's normative decisions stay under a hundred a year; his individual ones pass two thousand.
_LAST_NORMATIVE_NUMBER = 150
_DASHES = re.compile("[‐‑‒–—―−]")
_ATTACHED = re.compile(r"\( *(?:ban hanh )?kem theo +$")
_DECLARED = re.compile(r"(?:goi|viet) (?:tat |chung )?la:? *\"?$")
_DOUBTS = {
    ReferenceNote.ISSUER_UNKNOWN: 0.75,
    ReferenceNote.ISSUER_CONFLICT: 0.85,
    ReferenceNote.YEAR_CONFLICT: 0.6,
    ReferenceNote.YEAR_AFTER_DOCUMENT: 0.5,
    ReferenceNote.YEAR_UNUSUAL: 0.8,
    ReferenceNote.TYPE_INHERITED: 0.97,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the parts of a citation turned out to mean, as far as the notes need it."""

    type: str
    years: frozenset[int]
    is_scope_open: bool
    is_repaired: bool


def notes_of(
    forms: ReferenceText, draft: Draft, symbol: Symbol | None, reading: Reading, context: ReferenceContext
) -> tuple[ReferenceNote, ...]:
    """Return the notes of a citation, in a fixed order."""
    before = forms.folded[max(0, draft.start - 40) : draft.start]
    facts = {
        ReferenceNote.BLANK_NUMBER: draft.core is not None and draft.core.number is None,
        ReferenceNote.TYPE_INHERITED: draft.is_inherited,
        ReferenceNote.ATTACHMENT: "kem theo" in before and _ATTACHED.search(before) is not None,
        ReferenceNote.ALIAS_DECLARATION: " la" in before and _DECLARED.search(before) is not None,
        ReferenceNote.OWN_NUMBER_LINE: _is_own_line(forms, draft),
        ReferenceNote.PARTY: symbol is not None and is_party(symbol),
        ReferenceNote.JOINT: symbol is not None and len(symbol.issuers) > 1,
        ReferenceNote.ISSUER_UNKNOWN: symbol is not None and not symbol.issuers and symbol.names_issuer,
        ReferenceNote.ISSUER_CONFLICT: _is_conflict(symbol, draft.tail.issuer),
        ReferenceNote.SCOPE_UNRESOLVED: reading.is_scope_open,
        ReferenceNote.YEAR_CONFLICT: len(reading.years) > 1,
        ReferenceNote.YEAR_AFTER_DOCUMENT: context.year is not None and max(reading.years, default=0) > context.year,
        ReferenceNote.YEAR_UNUSUAL: _is_year_unusual(draft, symbol, reading.type),
    }
    return tuple(note for note, holds in facts.items() if holds)


def is_repaired(forms: ReferenceText, draft: Draft, symbol: Symbol | None) -> bool:
    """Whether type word, number or symbol stand otherwise on the page, case and kind of hyphen aside."""
    if draft.surface is not None and not is_type_spelling(draft.surface):
        return True
    if draft.core is None or symbol is None:
        return False
    written = _DASHES.sub("-", forms.text[draft.core.start : draft.core.end]).lower()
    expected = "/".join(str(part) for part in (draft.core.year, symbol.text) if part is not None).lower()
    if draft.core.number is None:
        return not written.endswith(expected)
    return written != f"{draft.core.number}{draft.core.separator}{expected}".lower()


def is_party(symbol: Symbol) -> bool:
    """Whether a document of the Party has this symbol: by its issuer, or where that is unknown by the form 52-NQ/TW."""
    return symbol.issuers[0].is_party if symbol.issuers else symbol.form is SymbolForm.PARTY


def confidence_of(draft: Draft, reading: Reading, notes: tuple[ReferenceNote, ...]) -> float:
    """Return how sure the reading is, 0 to 1: a convention for ordering a review, not a probability."""
    value = 0.9 if reading.is_repaired else 1.0
    for note in notes:
        value *= _DOUBTS.get(note, 1.0)
    if draft.type is None:
        value *= 0.6 if reading.type == "Luật" else 0.9
    return round(value if draft.is_listed else value * 0.8, 3)


def _is_own_line(forms: ReferenceText, draft: Draft) -> bool:
    if draft.type is not None or draft.core is None:
        return False
    opening = forms.folded[draft.start : draft.core.end][:6].replace(" ", "")
    line = forms.text[max(0, draft.start - 20) : draft.start].rstrip(" ")
    return opening.startswith("so:") and line[-1:] in ("", "\n", "\t", "|")


def _is_conflict(symbol: Symbol | None, words: IssuerWords | None) -> bool:
    if symbol is None or not symbol.issuers or words is None or words.code is None:
        return False
    named = issuers()[words.code]
    # VKSTC and VKSNDTC: two codes of one body are no conflict.
    return all(issuer.main_code != named.main_code and issuer.name != named.name for issuer in symbol.issuers)


def _is_year_unusual(draft: Draft, symbol: Symbol | None, kind: str) -> bool:
    if draft.core is None or symbol is None or (draft.core.year or 0) < _FIRST_YEAR_OF_RULE:
        return False
    if symbol.text == "QĐ-TTg":
        digits = re.match(r"\d+", draft.core.number or "0")
        return digits is not None and int(digits[0]) > _LAST_NORMATIVE_NUMBER
    return kind in _NEVER_WITH_YEAR
