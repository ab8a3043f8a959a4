"""What a printed line looks like: number, place and date, a post, a name; as decree 30/2020/NĐ-CP has them."""

import re
from collections.abc import Sequence
from functools import cache

from extractors.resources import load_words

_NUMBER_LINE = re.compile(r"số\s*[:.]?\s*[\d\s.…_/\\-]*[a-zđ]?\s*[/\\]\s*\S.{0,60}", re.IGNORECASE)
_PLACE_DATE = re.compile(
    r"[^\W\d_][\w .,'’-]{1,60}?,?\s*ngày[\s\d.…_/-]{0,20}tháng[\s\d.…_/-]{0,20}năm[\s\d.…_]{0,20}", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:\*\*)?Điều\s+(\d+[a-zđ]?)\s*[.:]\s*(.*)", re.DOTALL)
_ATTACHMENT = re.compile(r"\(?\s*(?:ban hành\s+)?(?:đính\s+)?kèm theo\b", re.IGNORECASE)
_UNIT_REMARK = re.compile(r"(?:đơn vị tính|đvt|đơn vị)\s*:", re.IGNORECASE)
# A remark in parentheses above a table is no longer than this.
_REMARK_LINES = 4
_NAME = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]*(?:\s+|$)){2,5}")
_RECIPIENTS = re.compile(r"(?:nơi nhận|kính gửi)\s*:?\s*(.*)", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.)]\s*\S")


def is_motto(text: str) -> bool:
    """Whether the line is part of the national title and motto.

    >>> is_motto("Độc lập – Tự do – Hạnh phúc")
    True
    """
    return re.sub(r"\s*[-–—]\s*", " - ", text.upper()).strip(" -") in _words("mottos")


def is_number_line(text: str) -> bool:
    """Whether the line is "Số: …/…", the number filled in or blank.

    >>> is_number_line("Số: /QĐ-BCĐCĐS"), is_number_line("Số: 20/2020/QĐ-TTg"), is_number_line("Số hóa hồ sơ/năm")
    (True, True, False)
    """
    return _NUMBER_LINE.fullmatch(text) is not None


def is_place_date(text: str) -> bool:
    """Whether the line is place and date, filled in or blank.

    >>> is_place_date("Hà Nội, ngày tháng năm 2022"), is_place_date("Căn cứ Luật ngày 19 tháng 6 năm 2015;")
    (True, False)
    """
    return _PLACE_DATE.fullmatch(text) is not None and len(text.split(",", maxsplit=1)[0].split()) <= 6


def is_type(text: str) -> bool:
    """Whether the line is the name of a type of document and nothing else.

    An appendix is headed "Phụ lục II" in small letters (decree 30/2020, annex I), all else in capitals.

    >>> is_type("QUYẾT ĐỊNH"), is_type("Phụ lục II"), is_type("QUYẾT ĐỊNH:"), is_type("Kế hoạch")
    (True, True, False, False)
    """
    has_its_case = text.isupper() or text.startswith("Phụ lục")
    return has_its_case and type_name(text).upper() in _words("types")


def type_name(text: str) -> str:
    """Return the name of a type without the number of the appendix behind it.

    >>> type_name("PHỤ LỤC II"), type_name("KẾ HOẠCH")
    ('PHỤ LỤC', 'KẾ HOẠCH')
    """
    return re.sub(r"\s+(?:(?:SỐ|số)\s*)?(?:[IVX]+|\d+|[A-Z])$", "", text)


def is_order(text: str) -> bool:
    """Whether the line stands between bases and articles ("QUYẾT ĐỊNH:").

    >>> is_order("QUYẾT ĐỊNH:"), is_order("QUYẾT ĐỊNH")
    (True, False)
    """
    return re.sub(r"\s*:", ":", text) in _words("orders")


def is_title_note(text: str) -> bool:
    """Whether a line gives a detail below the title ("Địa điểm: …") and is no part of it.

    >>> is_title_note("Địa điểm: xã Tân Lập"), is_title_note("Dự án: Xây dựng cầu")
    (True, False)
    """
    label, colon, _ = text.partition(":")
    return bool(colon) and label.strip().casefold() in _words("title_notes")


def is_basis(text: str) -> bool:
    """Whether a paragraph gives a basis ("Căn cứ …"), the proposer included.

    >>> is_basis("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;"), is_basis("Căn hộ số 3")
    (True, False)
    """
    return text.startswith(_starts("bases"))


def is_proposer(text: str) -> bool:
    """Whether a paragraph names who proposes the decision.

    >>> is_proposer("Theo đề nghị của Giám đốc Sở Nội vụ.")
    True
    """
    return text.startswith(_starts("proposers"))


def parse_article(text: str) -> tuple[str, str] | None:
    """Return an article's number and the rest of its first line, or None.

    >>> parse_article("Điều 2. Kinh phí thực hiện"), parse_article("Điều 2 của Luật này")
    (('2', 'Kinh phí thực hiện'), None)
    """
    found = _ARTICLE.match(text)
    return (found[1], found[2].strip()) if found else None


def parse_recipients(text: str) -> str | None:
    """Return what follows "Nơi nhận:" on its line (mostly nothing), or None when the line is another.

    >>> parse_recipients("Nơi nhận:"), parse_recipients("Nơi ở")
    ('', None)
    """
    found = _RECIPIENTS.fullmatch(text)
    return found[1].strip() if found and len(text) < 200 else None


def is_attachment_line(text: str) -> bool:
    """Whether the line begins "(Kèm theo Quyết định …".

    >>> is_attachment_line("(Ban hành kèm theo Quyết định số /QĐ-UBND"), is_attachment_line("Điều 1. Ban hành kèm theo")
    (True, False)
    """
    return _ATTACHMENT.match(text) is not None


def find_table_title(lines: Sequence[str]) -> str:
    """Return the line that heads a table among those above it: the nearest that is no remark; "" without one.

    Remarks are what an attachment belongs to, what stands in parentheses, and the unit of all amounts.

    >>> find_table_title(["DANH MỤC NHIỆM VỤ", "(Kèm theo Quyết định số 12/QĐ-UBND", "của Ủy ban nhân dân tỉnh)"])
    'DANH MỤC NHIỆM VỤ'
    >>> find_table_title(["Bảng 1 (năm 2025)", "Đơn vị tính: triệu đồng"])
    'Bảng 1 (năm 2025)'
    """
    at = len(lines)
    while at:
        start = _remark_start(lines, at - 1)
        if start is None:
            return _with_its_beginning(lines[:at])
        at = start
    return ""


def _with_its_beginning(lines: Sequence[str]) -> str:
    """The last line, joined to the one above where it begins with a small letter: it goes on with that."""
    is_rest = len(lines) > 1 and lines[-1][:1].islower() and not lines[-2].endswith((".", ":", ";"))
    return f"{lines[-2]} {lines[-1]}" if is_rest else lines[-1]


def _remark_start(lines: Sequence[str], at: int) -> int | None:
    """Where the remark begins that ends on a line; None where the line ends none."""
    if is_attachment_line(lines[at]) or _UNIT_REMARK.match(lines[at]):
        return at
    if not lines[at].rstrip(".").endswith(")"):
        return None
    first = max(0, at - _REMARK_LINES + 1)
    opening = next((above for above in range(at, first - 1, -1) if "(" in lines[above]), None)
    return opening if opening is not None and lines[opening].startswith("(") else None


def is_post(text: str) -> bool:
    """Whether a line in capitals begins with a capacity (KT., TM.) or a post; what follows may be the body led.

    >>> is_post("KT. CHỦ TỊCH"), is_post("TRƯỞNG BAN BAN CHỈ ĐẠO"), is_post("TRƯỞNG THÀNH")
    (True, True, False)
    """
    return text.isupper() and (text.startswith(_starts("capacities")) or split_post(text) is not None)


def split_post(text: str) -> tuple[str, str] | None:
    """Return the post a line in capitals begins with and the rest, or None.

    >>> split_post("PHÓ CHỦ TỊCH"), split_post("TRƯỞNG BAN BAN CHỈ ĐẠO")
    (('PHÓ CHỦ TỊCH', ''), ('TRƯỞNG BAN', 'BAN CHỈ ĐẠO'))
    """
    for post in sorted(_words("posts"), key=len, reverse=True):
        if text == post or text.startswith(f"{post} "):
            return post, text[len(post) :].strip(" ,")
    return None


def is_body_name(text: str) -> bool:
    """Whether a line in capitals begins as the name of a body does ("ỦY BAN NHÂN DÂN …").

    >>> [is_body_name(text) for text in ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "BỘ TRƯỞNG", "BỘT GIẶT")]
    [True, False, False]
    """
    if not text.isupper() or split_post(text) is not None:
        return False
    return any(text == word or text.startswith(f"{word} ") for word in _words("bodies"))


def is_person_name(text: str) -> bool:
    """Whether a line has the shape of a Vietnamese name: two to five capitalised syllables, titles before it aside.

    >>> is_person_name("Huỳnh Thành Đạt"), is_person_name("PGS.TS. Võ Đình Thuận"), is_person_name("Như Điều 4")
    (True, True, False)
    """
    return _NAME.fullmatch(strip_name_titles(text)) is not None


def strip_name_titles(text: str) -> str:
    """Return a name without the academic, medical or military titles before it (kept by those services alone).

    >>> strip_name_titles("BS.CKII. Phan Hữu Thế"), strip_name_titles("Đại tá Lê Văn Nam")
    ('Phan Hữu Thế', 'Lê Văn Nam')
    """
    return _name_titles().sub("", text)


@cache
def _name_titles() -> re.Pattern[str]:
    titles = "|".join(re.escape(title) for title in sorted(_words("name_titles"), key=len, reverse=True))
    return re.compile(rf"^(?:(?:{titles})(?:\s*\.\s*|\s*,\s*|\s+))+")


def is_heading(text: str) -> bool:
    """Whether a line is a short numbered heading ("B. Nội dung chi tiết").

    >>> is_heading("A. Căn cứ xây dựng kế hoạch"), is_heading("- Quyết định số 749/QĐ-TTg")
    (True, False)
    """
    return _HEADING.match(text) is not None and len(text) < 200


@cache
def _words(topic: str) -> frozenset[str]:
    return frozenset(load_words("layout_words.yml")[topic])


@cache
def _starts(topic: str) -> tuple[str, ...]:
    return tuple(sorted(_words(topic)))
