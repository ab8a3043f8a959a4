"""From the printed front matter to the columns of `documents`."""

import datetime as dt
import math
import re
from dataclasses import dataclass, replace

from extractors.line_shapes import is_body_name, split_post
from extractors.model import Document, ParagraphRole
from normalizers.text import strip_marks
from pipeline.datasets import DocumentRow
from pipeline.rows.bodies import find_issuing_body

# Asked of text without marks, which recognition loses first.
_NUMBER = re.compile(r"\W{0,3}so\s*[:;.]?\s*([^/\\]*?)\s*[/\\]\s*(\S.*)", re.IGNORECASE)
_DATE = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})", re.IGNORECASE)
# Specks beside the figures of a scan: "ngày 30-tháng 12". Beside one figure the sign may be another one, by hand.
_SPECK = re.compile(
    r"(?<=\d\d)[.,:'-]+(?=\s*(?:thang|nam))|(?:(?<=ngay)|(?<=thang)|(?<=nam))\s*[.,:'-]+\s*(?=\d\d)", re.IGNORECASE
)
_BEFORE_DAY = re.compile(r",|\bngay\b")
_YEAR = re.compile(r"nam\s*(\d{4})", re.IGNORECASE)
# How a title names the year of its plan, surest first: "năm 2023"; "Năm An toàn giao thông 2025"; the first year of
# "năm học 2024 - 2025" and "giai đoạn 2021 - 2025". "đến năm 2030" is the reach of a programme, not its year.
_PLAN_YEARS = (
    re.compile(r"(?<!đến )(?<!từ )(?<!hướng )(?<!nhìn )\bnăm\s+(20\d\d)(?!\s*[-–]\s*\d)", re.IGNORECASE),
    re.compile(r"\bNăm\s[^,;:()\d]{1,60}\s(20\d\d)(?!\s*[-–]\s*\d)"),
    re.compile(r"\b(?:năm học|giai đoạn|thời kỳ|nhiệm kỳ|các năm)\s+(20\d\d)\b", re.IGNORECASE),
)
_SYMBOL = re.compile(r"(?:\d{4}/)?(?P<type>[^-/\s]+)\s*-\s*(?P<issuer>\S.*)")
# Printed letters alone, as box 3 of annex I has them: what handwriting before them was read as is not in it.
_LAST_SYMBOL = re.compile(r"[/\\]\s*((?:(?:19|20)\d\d/)?[A-ZĐa-z]{1,8}\d{0,2}\s?-\s?[A-ZĐƯa-z&-]+)$")
# A number is digits, a letter at most behind them ("12a").
_DIGITS = re.compile(r"\d[\d.]*[a-zđ]?")
# From this confidence of the least sure word on, a recognised number is taken, and a date. Handwriting on which two
# readings of three agreed has up to 0.65 (a written "51" read as "94"); a line of a date has more words to doubt.
_SURE_NUMBER, _SURE_DATE = 0.7, 0.6
_CAPACITY = re.compile(r"(TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*\.\s*|(T/M|K/T|T/L)\s*\.?\s*")


@dataclass(frozen=True, slots=True)
class Symbol:
    """Number and symbol as printed on the number line; None where blank."""

    number: str | None = None
    symbol: str | None = None
    type_code: str | None = None
    issuer_code: str | None = None


def parse_number_line(line: str | None) -> Symbol:
    """Return number and symbol of a "Số: …" line; a blank number is None, never invented.

    >>> parse_number_line("Số: /QĐ-BCĐCĐS")
    Symbol(number=None, symbol='QĐ-BCĐCĐS', type_code='QĐ', issuer_code='BCĐCĐS')
    >>> parse_number_line("Số: 20/2020/QĐ-TTg").symbol
    '2020/QĐ-TTg'
    """
    plain = line.strip() if line else ""
    found = _NUMBER.fullmatch(strip_marks(plain))
    if not found:
        return Symbol()
    printed, symbol = plain[found.start(1) : found.end(1)], plain[found.start(2) :]
    number = printed if _DIGITS.fullmatch(printed) else None
    parts = _SYMBOL.fullmatch(symbol)
    return Symbol(number, symbol, parts["type"] if parts else None, parts["issuer"] if parts else None)


def parse_place_date(line: str | None) -> tuple[str | None, dt.date | None, int | None]:
    """Return place, date and year of the date line; the date is None when day or month is blank or impossible.

    >>> parse_place_date("Hà Nội, ngày tháng năm 2022")
    ('Hà Nội', None, 2022)
    >>> parse_place_date("Quảng Ngãi, ngày 05 tháng 01 năm 2024")[1]
    datetime.date(2024, 1, 5)
    """
    if not line:
        return None, None, None
    plain = strip_marks(line)
    place = line[: len(_BEFORE_DAY.split(plain, maxsplit=1)[0])].strip() or None
    year = _YEAR.search(plain)
    return place, _parse_date(plain), int(year[1]) if year else None


def find_plan_year(*titles: str | None) -> int | None:
    """Return the year a plan is for, from the first title that names one; the first year of a period.

    >>> find_plan_year("Hoạt động của Ban Chỉ đạo năm 2023"), find_plan_year("Chiến lược đến năm 2030")
    (2023, None)
    >>> find_plan_year("Chương trình phát triển nông nghiệp giai đoạn 2024 - 2026")
    2024
    """
    for pattern in _PLAN_YEARS:
        for title in filter(None, titles):
            if years := pattern.findall(title):
                return int(years[-1])
    return None


def document_fields(document: Document, row: DocumentRow) -> DocumentRow:
    """Return the row with every field that the front matter gives."""
    return derived_fields(printed_fields(document, row))


def printed_fields(document: Document, row: DocumentRow) -> DocumentRow:
    """Return the row with the fields that are printed as such; `year` is that of the date line."""
    front = document.front_matter
    symbol = parse_number_line(front.number_line)
    # "Số: /4/2/UBND-VX": what was written by hand came out as a slash here and there.
    is_torn = symbol.number is None and (symbol.symbol or "A")[0] in "/0123456789"
    if is_unsure(document, ParagraphRole.NUMBER, math.inf if is_torn else _SURE_NUMBER):
        symbol = _printed_symbol(front.number_line)
    place, date, year = parse_place_date(front.place_date_line)
    if is_unsure(document, ParagraphRole.PLACE_DATE, _SURE_DATE):
        date = None
    body = find_issuing_body(front, [paragraph.text for paragraph in document.paragraphs])
    return replace(
        row,
        type=front.type.capitalize() if front.type else None,
        number=symbol.number,
        symbol=symbol.symbol,
        date=date,
        place=place,
        parent_body=body.parent,
        issuing_body=body.name,
        title=front.title,
        title_raw=front.title,
        signer_name=front.signer_name,
        signer_title=_signer_title(front.signer_lines, is_recognised=_is_recognised(document)),
        signer_capacity=_signer_capacity(front.signer_lines),
        recipients=front.recipients,
        attachment_type=front.attachment_type.capitalize() if front.attachment_type else None,
        attachment_title=front.attachment_title,
        attachment_line=front.attachment_line,
        authority=front.authority,
        proposer=front.proposer,
        legal_bases=front.bases,
        plan_bases=front.plan_bases,
        plan_year=find_plan_year(front.attachment_title, front.title),
        year=year,
    )


def is_unsure(document: Document, role: ParagraphRole, least: float) -> bool:
    """Whether recognition doubts the first paragraph of a role: numbers and dates written by hand are not guessed."""
    labelled = zip(document.paragraphs, document.roles, strict=True)
    confidence = next((paragraph.place.confidence for paragraph, its_role in labelled if its_role is role), None)
    return confidence is not None and confidence < least


def _printed_symbol(line: str | None) -> Symbol:
    """What may be believed of a doubtful number line: the symbol at its end, of the usual shape; not the number.

    >>> [_printed_symbol(line).symbol for line in ("Số://Z4/UBND- VX", "Số: 2#/UB?ND", "Số: 14/QĐĐ-UBND")]
    ['UBND- VX', None, None]
    """
    found = _LAST_SYMBOL.search(line.strip()) if line else None
    # One "Đ" seen twice: no code of a type or body has two in a row.
    return parse_number_line(f"Số: /{found[1]}") if found and "ĐĐ" not in found[1] else Symbol()


def derived_fields(row: DocumentRow) -> DocumentRow:
    """Return the row with what follows from its printed fields: citation, codes of the symbol, years.

    >>> row = derived_fields(DocumentRow(document_id="x", type="Quyết định", number="12", symbol="QĐ-BYT"))
    >>> row.citation, row.type_code, row.issuer_code
    ('12/QĐ-BYT', 'QĐ', 'BYT')
    """
    parts = _SYMBOL.fullmatch(row.symbol) if row.symbol else None
    plan_year = row.plan_year if "plan_year" in row.reviewed else find_plan_year(row.attachment_title, row.title)
    year = row.date.year if row.date else row.year
    return replace(
        row,
        type_code=parts["type"] if parts and row.type else None,
        issuer_code=parts["issuer"] if parts else None,
        citation=f"{row.number}/{row.symbol}" if row.number and row.symbol else None,
        plan_year=plan_year,
        year=plan_year or year,
    )


def _parse_date(line: str) -> dt.date | None:
    found = _DATE.search(_SPECK.sub(" ", line))
    if not found:
        return None
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:  # 31/02: what the recogniser read is no day of the calendar
        return None


def _is_recognised(document: Document) -> bool:
    labelled = zip(document.paragraphs, document.roles, strict=True)
    return any(
        paragraph.place.confidence is not None for paragraph, role in labelled if role is ParagraphRole.SIGNATURE
    )


def _signer_title(lines: tuple[str, ...], *, is_recognised: bool) -> str | None:
    """The last line above the name without its capacity; of a recognised page, where a seal hides nothing of it."""
    title = _CAPACITY.sub("", lines[-1], count=1) if lines else None
    is_whole = title is not None and (split_post(title) is not None or (" " in title and is_body_name(title)))
    return title if is_whole or not is_recognised else None


def _signer_capacity(lines: tuple[str, ...]) -> str | None:
    """The first capacity mark; without one, the post printed above the title (a committee using a ministry's seal)."""
    marks = [found[0].strip() for line in lines if (found := _CAPACITY.match(line))]
    if marks:
        return marks[0]
    return lines[0] if len(lines) > 1 else None
