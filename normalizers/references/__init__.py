"""Legal references: found, resolved to what they mean, and given canonical ids."""

from normalizers.references.find import find_references
from normalizers.references.history import find_date_order_suspects, inherit
from normalizers.references.printed import format_citation, format_reference
from normalizers.references.reference import LegalReference, ReferenceContext, ReferenceNote, Relation

__all__ = [
    "LegalReference",
    "ReferenceContext",
    "ReferenceNote",
    "Relation",
    "find_date_order_suspects",
    "find_references",
    "format_citation",
    "format_reference",
    "inherit",
]
