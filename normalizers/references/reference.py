"""The value of a legal reference, and what a document knows that helps to read its references."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """What a reference is to the text that holds it, or to its parent."""

    CITES = "cites"
    AMENDED_BY = "amended_by"
    NESTED = "nested"


class ReferenceNote(StrEnum):
    """What is worth knowing about how a reference was read. Judgement is for whoever reads the notes."""

    BLANK_NUMBER = "blank_number"
    TYPE_INHERITED = "type_inherited"
    SYMBOL_INHERITED = "symbol_inherited"
    ALIAS = "alias"
    ALIAS_DECLARATION = "alias_declaration"
    ATTACHMENT = "attachment"
    OWN_NUMBER_LINE = "own_number_line"
    PARTY = "party"
    JOINT = "joint"
    ISSUER_UNKNOWN = "issuer_unknown"
    ISSUER_CONFLICT = "issuer_conflict"
    SCOPE_UNRESOLVED = "scope_unresolved"
    YEAR_CONFLICT = "year_conflict"
    YEAR_AFTER_DOCUMENT = "year_after_document"
    YEAR_UNUSUAL = "year_unusual"


@dataclass(frozen=True, slots=True)
class ReferenceContext:
    """What the document knows: its province's slug, its body's code, its year: to doubt later ones, not to fill in."""

    province: str | None = None
    body: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class LegalReference:
    """One citation: `text[start:end] == raw` over the NFC text, the rest is what it means.

    `number` and `symbol` are corrected, `year` is written or inherited (an alias keeps it in `canonical_id` only),
    `date` is only what stands there, `parent` is the index of the outer or amended reference in the same tuple.
    """

    raw: str
    start: int
    end: int
    type: str
    type_code: str | None = None
    number: str | None = None
    symbol: str | None = None
    year: int | None = None
    year_from: str | None = None
    year_in_symbol: bool = False
    date: datetime.date | None = None
    issuer: str | None = None
    issuer_code: str | None = None
    issuer_from: str | None = None
    scope: str | None = None
    title: str | None = None
    component: str | None = None
    component_raw: str | None = None
    relation: Relation = Relation.CITES
    parent: int | None = None
    canonical_id: str | None = None
    is_repaired: bool = False
    confidence: float = 1.0
    type_surface: str | None = None
    notes: tuple[ReferenceNote, ...] = ()
