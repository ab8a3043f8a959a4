"""Canonical identifiers of documents: vnlaw:qd/ttg/2020/749. Stable words, never guessed; no number, no identity."""

import re

from normalizers.references.document_types import document_types, resolve_type_code
from normalizers.references.reference import LegalReference, ReferenceNote
from normalizers.resources import load_resource
from normalizers.text import slug

# Only these kinds exist both as normative acts, with the year in the symbol, and as individual ones (1.6 rule 1).
_TWO_SERIES = ("qd", "nq", "ct")
_TITLED = {"luat": "qh", "boluat": "qh", "pl": "ubtvqh", "hp": "qh"}
_ASSEMBLY = re.compile(r"^(qh|ubtvqh)k?\d{0,2}$")


def canonical_id(reference: LegalReference) -> str | None:
    """Return the identifier by domain guide 2.2, with "-" for an unknown year, or None where no number is known.

    An id with "-" is a wildcard: two of them are never the same document by that alone.

    >>> canonical_id(LegalReference("", 0, 0, "Quyết định", number="08", symbol="QĐ-TTg", issuer_code="TTg", year=2019))
    'vnlaw:qd/ttg/2019/8'
    """
    kind = _identity_kind(reference)
    year = str(reference.year) if reference.year is not None else "-"
    if reference.number is None:
        return _titled_id(kind, year, reference)
    issuer = _issuer_slug(reference)
    if issuer is None:
        return None
    is_normative = kind in _TWO_SERIES and reference.year_in_symbol and not _ASSEMBLY.match(issuer.split("-")[0])
    is_assembly = _ASSEMBLY.match(slug(reference.symbol or "")) is not None
    series = "-qppl" if is_normative and not is_assembly else ""
    party = "dang." if ReferenceNote.PARTY in reference.notes else ""
    return f"vnlaw:{party}{kind}{series}/{issuer}/{year}/{plain_number(reference.number)}"


def _identity_kind(reference: LegalReference) -> str:
    approved = load_resource("document_types.yml")["approved"]
    code = re.match(r"\w+(?=-)", reference.symbol or "")
    own = resolve_type_code(code[0])[0] if code and reference.type in approved else None
    return (own or document_types()[reference.type]).id


def plain_number(number: str) -> str:
    """Return the number without leading zeros, its letter kept.

    >>> plain_number("06"), plain_number("36a")
    ('6', '36a')
    """
    return number.lstrip("0").lower() or "0"


def _titled_id(kind: str, year: str, reference: LegalReference) -> str | None:
    if kind not in _TITLED or reference.title is None or ReferenceNote.BLANK_NUMBER in reference.notes:
        return None
    if kind == "hp":  # one constitution at a time: its title is its kind
        return f"vnlaw:hp/qh/{year}/hien-phap"
    title = re.sub(rf"^{reference.type} ", "", reference.title, flags=re.IGNORECASE)
    return f"vnlaw:{kind}/{_TITLED[kind]}/{year}/{slug(title)}"


def _issuer_slug(reference: LegalReference) -> str | None:
    if reference.issuer_code is None:
        return None
    codes = [re.sub(r"^(qh|ubtvqh)k?\d{1,2}$", r"\1", slug(code)) for code in reference.issuer_code.split("-")]
    return "-".join(codes) + (f".{reference.scope}" if reference.scope else "")
