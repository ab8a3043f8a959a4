"""The printed form of a reference: one canonical wording, which reads back as the same reference."""

from normalizers.references.document_types import is_type_code
from normalizers.references.reference import LegalReference, ReferenceNote


def format_reference(reference: LegalReference) -> str:
    """Return the citation in the wording of Decree 30/2020/NĐ-CP, annex I: type, number, date in words, issuer.

    >>> from normalizers.references.find import find_references
    >>> format_reference(find_references("QĐ 749/QD-TTg ngày 3/6/2020 của Thủ tướng Chính phủ")[0])
    'Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ'
    """
    return "".join((_document(reference), _date(reference), _issuer(reference)))


def format_citation(reference: LegalReference) -> str | None:
    """Return number and symbol alone, or None where either is missing.

    >>> from normalizers.references.find import find_references
    >>> format_citation(find_references("Nghị quyết số 57 - NQ/TW")[0])
    '57-NQ/TW'
    """
    if reference.number is None or reference.symbol is None:
        return None
    return f"{reference.number}{_separator(reference)}{_year_inside(reference)}{reference.symbol}"


def _document(reference: LegalReference) -> str:
    head = reference.type
    if reference.type in ("Luật", "Bộ luật", "Pháp lệnh") and reference.title:
        head = reference.title
    if reference.symbol is not None:
        number = reference.number or ""
        return f"{head} số {number}{_separator(reference)}{_year_inside(reference)}{reference.symbol}"
    if reference.number is not None:
        return f"{head} {reference.number}"
    return f"{head} không số" if ReferenceNote.BLANK_NUMBER in reference.notes else head


def _separator(reference: LegalReference) -> str:
    # 52-NQ/TW of the Party and 63-CP, 211-TTg of the years before 1997 have the dash before the slash, or no slash.
    symbol = reference.symbol or ""
    first_mark = next((mark for mark in symbol if mark in "-/"), None)
    is_plain = reference.year_in_symbol or is_type_code(symbol) or symbol.startswith(("QH", "UBTVQH"))
    return "/" if is_plain or first_mark == "-" else "-"


def _year_inside(reference: LegalReference) -> str:
    return f"{reference.year}/" if reference.year_in_symbol else ""


def _date(reference: LegalReference) -> str:
    if reference.date is not None:
        month = f"{reference.date.month:02d}" if reference.date.month <= 2 else str(reference.date.month)
        return f" ngày {reference.date.day:02d} tháng {month} năm {reference.date.year}"
    is_written = reference.year is not None and reference.year_from in ("text", "date") and not reference.year_in_symbol
    return f" năm {reference.year}" if is_written else ""


def _issuer(reference: LegalReference) -> str:
    issuers = (reference.issuer or "").replace("; ", ", ")
    return f" của {issuers}" if reference.issuer and reference.issuer_from == "text" else ""
