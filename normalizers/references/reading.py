"""From the parts of a citation to its meaning: kind, number, symbol, year, issuer, identity."""

from dataclasses import replace

from normalizers.references.canonical import canonical_id
from normalizers.references.document_types import DocumentType
from normalizers.references.draft import Draft, kind_of, symbol_of
from normalizers.references.forms import ReferenceText
from normalizers.references.issuer_names import IssuerWords
from normalizers.references.issuers import issuers
from normalizers.references.notes import Reading, confidence_of, is_repaired, notes_of
from normalizers.references.reference import LegalReference, ReferenceContext
from normalizers.references.symbols import Symbol
from normalizers.text import fold, slug

# Law 64/2025/QH15, article 4, and the older kinds: one body alone issues them.
_ISSUED_BY = {
    "Hiến pháp": "QH",
    "Bộ luật": "QH",
    "Luật": "QH",
    "Pháp lệnh": "UBTVQH",
    "Nghị định": "CP",
    "Sắc lệnh": "CTN",
}


def read_draft(forms: ReferenceText, draft: Draft, context: ReferenceContext) -> LegalReference | None:
    """Return what the parts mean together, or None where they are no legal reference."""
    symbol = symbol_of(draft)
    kind = kind_of(draft, symbol)
    if kind is None or (draft.core is not None and symbol is None):
        return None
    years = _years(draft)
    scope, is_open = _scope(symbol, draft.issuer_words, context)
    reading = Reading(kind.name, frozenset(years.values()), is_open, is_repaired(forms, draft, symbol))
    notes = notes_of(forms, draft, symbol, reading, context)
    reference = _build(forms, draft, kind, symbol)
    name, source = _issuer_name(kind, symbol, draft.issuer_words)
    year_from, year = next(iter(years.items()), (None, None))
    known = replace(
        reference,
        year=year,
        year_from=year_from,
        issuer=name,
        issuer_from=source,
        scope=scope,
        is_repaired=reading.is_repaired,
        notes=notes,
        confidence=confidence_of(draft, reading, notes),
    )
    return replace(known, canonical_id=canonical_id(known))


def implied_issuer(kind: str) -> str | None:
    """Return the code of the only body that issues documents of a kind, or None.

    >>> implied_issuer("Nghị định"), implied_issuer("Quyết định")
    ('CP', None)
    """
    return _ISSUED_BY.get(kind)


def _build(forms: ReferenceText, draft: Draft, kind: DocumentType, symbol: Symbol | None) -> LegalReference:
    return LegalReference(
        raw=forms.text[draft.start : draft.tail.end],
        start=draft.start,
        end=draft.tail.end,
        type=kind.name,
        type_code=kind.code,
        number=draft.core.number if draft.core else None,
        symbol=symbol.text if symbol else None,
        year_in_symbol=draft.core is not None and draft.core.year is not None,
        date=draft.tail.date,
        issuer_code=_issuer_code(kind, symbol, draft.issuer_words),
        title=draft.title,
        type_surface=draft.surface,
    )


def _years(draft: Draft) -> dict[str, int]:
    """The years that are written, by where they stand; the first decides (domain guide 2.3)."""
    dated = draft.tail.date.year if draft.tail.date else draft.tail.year
    written = {
        "symbol": draft.core.year if draft.core else None,
        "date": dated if draft.tail.has_date else None,
        "text": draft.tail.year,
    }
    return {source: year for source, year in written.items() if year is not None}


def _issuer_code(kind: DocumentType, symbol: Symbol | None, words: IssuerWords | None) -> str | None:
    if symbol is not None and (symbol.issuers or symbol.names_issuer):
        return symbol.issuer_code
    return (words.code if words else None) or implied_issuer(kind.name)


def _issuer_name(kind: DocumentType, symbol: Symbol | None, words: IssuerWords | None) -> tuple[str | None, str | None]:
    if words is not None:
        whole = symbol.issuers[0].name if symbol and symbol.issuers and not words.is_listed else None
        # A name cut off by a page break or cell border is the beginning of the one that the symbol has.
        return (whole if whole and fold(whole).startswith(f"{fold(words.words)} ") else words.words), "text"
    named = [issuer.name for issuer in symbol.issuers if not issuer.is_vague] if symbol else []
    if named:
        return "; ".join(named), "symbol"
    implied = implied_issuer(kind.name)
    if implied is not None and not (symbol and symbol.issuers):
        return issuers()[implied].name, "type"
    return None, None


def _scope(symbol: Symbol | None, words: IssuerWords | None, context: ReferenceContext) -> tuple[str | None, bool]:
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
