"""What a printed line looks like: number, place and date, a post, a name; as decree 30/2020/NĐ-CP has them."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from extractors.alphabet import CAPITAL, SMALL
from extractors.bare_text import bare
from extractors.resources import load_words

# These are asked of text without marks, for recognition loses marks first; the length stays the same.
_NUMBER_LINE = re.compile(r"so\s*[:.]?\s*[\d\s.…_/\\-]*[a-z]?\s*[/\\]\s*\S.{0,60}", re.IGNORECASE)
# A number written by hand becomes anything; the printed symbol behind it tells the line ("Số: 2# /CT-UBND").
_SYMBOL_LINE = re.compile(r"\W{0,3}[Ss]o\s*[:;.].{0,16}?/\s*(?:\d{4}/)?[A-Z]{1,8}\d?\s*-\s*[A-Z].{0,30}")
_PLACE_DATE = re.compile(
    r"[^\W\d_][\w .,'’-]{1,60}?,?\s*ngay[\s\d.…_/-]{0,20}thang[\s\d.…_/-]{0,20}nam[\s\d.…_]{0,20}", re.IGNORECASE
)  # Day and month written by hand become anything; the comma behind the place tells the line.
_WRITTEN_DATE = re.compile(r"[^\W\d_][\w .'’-]{1,60}?,\s*ngay.{0,12}?than.{0,14}?nam[\s\d.…_]{0,12}", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:\*\*)?Dieu\s+(\d+[a-z]?)\s*[.:]\s*(.*)", re.DOTALL)
_ATTACHMENT = re.compile(r"\(?\s*(?:ban hanh\s+)?(?:dinh\s+)?kem theo\b", re.IGNORECASE)
# Decrees before 2020 name the issuer behind the type: "NGHỊ ĐỊNH CỦA CHÍNH PHỦ".
_OF_ISSUER = re.compile(r"\s+CỦA\s+\S.*$")
_UNIT_REMARK = re.compile(r"(?:đơn vị tính|đvt|đơn vị)\s*:", re.IGNORECASE)
# A remark in parentheses above a table is no longer than this.
_REMARK_LINES = 4
_NAME = re.compile(rf"(?:[{CAPITAL}][{SMALL}]*(?:\s+|$)){{2,5}}")
# A stroke of the signature over its first letters leaves "ơi nhận:", alone on its line.
_RECIPIENTS = re.compile(r"(?:noi nhan|kinh gui)\s*:?\s*(.*)|[^\W\d_]{1,4} nhan\s*:()", re.IGNORECASE | re.DOTALL)
# Posts at least this long are known with a letter lost or misread.
_LEAST_WORN = 7
# Likeness of a line to the national motto from which it is that: "CỌNG HOA XÃ HÔI CHÚ NGHIA VIET NAM" less two letters.
_NEARLY = 0.88
_HEADING = re.compile(
    r"(?:Phần|Chương|Mục)\s+(?:[IVXLC]{1,6}|\d{1,2})\b|(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.)]\s*\S"
)


def is_motto(text: str) -> bool:
    """Whether the line is part of the national title and motto.

    >>> is_motto("Độc lập – Tự do – Hạnh phúc")
    True
    """
    plain = bare(re.sub(r"\s*[-–—]+\s*", " - ", text.upper()).strip(" -"))
    return any(_is_nearly(plain, motto) for motto in _bare_words("mottos"))


def _is_nearly(text: str, known: str) -> bool:
    """Whether a line is a known one, a misread letter in eight aside."""
    if text == known:
        return True
    few = len(known) // 8
    # Lines are many and letters few: most lines are told apart by a letter that the other has not.
    is_alike = abs(len(text) - len(known)) <= few and len(set(text) ^ set(known)) <= 2 * few
    return is_alike and SequenceMatcher(None, text, known, autojunk=False).ratio() >= _NEARLY


def is_number_line(text: str) -> bool:
    """Whether the line is "Số: …/…", the number filled in or blank.

    >>> is_number_line("Số: /QĐ-BCĐCĐS"), is_number_line("Số: 20/2020/QĐ-TTg"), is_number_line("Số hóa hồ sơ/năm")
    (True, True, False)
    """
    plain = bare(text)
    return any(shape.fullmatch(plain) for shape in (_NUMBER_LINE, _SYMBOL_LINE))


def is_place_date(text: str) -> bool:
    """Whether the line is place and date, filled in or blank.

    >>> is_place_date("Hà Nội, ngày tháng năm 2022"), is_place_date("Căn cứ Luật ngày 19 tháng 6 năm 2015;")
    (True, False)
    """
    plain = bare(text)
    is_shaped = any(shape.fullmatch(plain) for shape in (_PLACE_DATE, _WRITTEN_DATE))
    return is_shaped and len(text.split(",", maxsplit=1)[0].split()) <= 6


def is_type(text: str) -> bool:
    """Whether the line is the name of a type of document and nothing else.

    An appendix is headed "Phụ lục II" in small letters (decree 30/2020, annex I), all else in capitals.

    >>> is_type("QUYẾT ĐỊNH"), is_type("Phụ lục II"), is_type("QUYẾT ĐỊNH:"), is_type("Kế hoạch")
    (True, True, False, False)
    """
    has_its_case = text.isupper() or text.startswith("Phụ lục")
    return has_its_case and type_name(text).upper() in _words("types")


def type_name(text: str) -> str:
    """Return the name of a type as decree 30/2020 spells it, without the number of an appendix or the issuer behind it.

    >>> [type_name(text) for text in ("PHỤ LỤC II", "QUYÉT ĐỊNH", "NGHỊ ĐỊNH CỦA CHÍNH PHỦ", "SỔ TAY")]
    ['PHỤ LỤC', 'QUYẾT ĐỊNH', 'NGHỊ ĐỊNH', 'SỔ TAY']
    """
    plain = re.sub(r"\s+(?:(?:SỐ|số)\s*)?(?:[IVX]+|\d+|[A-Z])$", "", text)
    names = _bare_words("types")
    own = _OF_ISSUER.sub("", plain)
    known = names.get(bare(plain)) or names.get(bare(own))
    return known if known and text.isupper() else plain


def is_order(text: str) -> bool:
    """Whether the line stands between bases and articles ("QUYẾT ĐỊNH:").

    >>> is_order("QUYẾT ĐỊNH:"), is_order("QUYẾT ĐỊNH")
    (True, False)
    """
    return text.isupper() and bare(re.sub(r"\s*:", ":", text)) in _bare_words("orders")


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
    return bare(text).startswith(_starts("bases"))


def is_proposer(text: str) -> bool:
    """Whether a paragraph names who proposes the decision.

    >>> is_proposer("Theo đề nghị của Giám đốc Sở Nội vụ.")
    True
    """
    return bare(text).startswith(_starts("proposers"))


def parse_article(text: str) -> tuple[str, str] | None:
    """Return an article's number and the rest of its first line, or None.

    >>> parse_article("Điều 2. Kinh phí thực hiện"), parse_article("Điều 2 của Luật này")
    (('2', 'Kinh phí thực hiện'), None)
    """
    found = _ARTICLE.match(bare(text))
    return (text[found.start(1) : found.end(1)], text[found.start(2) :].strip()) if found else None


def parse_recipients(text: str) -> str | None:
    """Return what follows "Nơi nhận:" on its line (mostly nothing), or None when the line is another.

    >>> parse_recipients("Nơi nhận:"), parse_recipients("Nơi ở")
    ('', None)
    """
    found = _RECIPIENTS.fullmatch(bare(text)) if len(text) < 200 else None
    return (found[1] and text[found.start(1) :].strip()) or "" if found else None


def is_addressing(text: str) -> bool:
    """Whether the line addresses a letter ("Kính gửi: Sở Nội vụ").

    >>> is_addressing("Kính gửi:"), is_addressing("Nơi nhận:")
    (True, False)
    """
    return bare(text).casefold().startswith("kinh gui")


def is_attachment_line(text: str) -> bool:
    """Whether the line begins "(Kèm theo Quyết định …".

    >>> is_attachment_line("(Ban hành kèm theo Quyết định số /QĐ-UBND"), is_attachment_line("Điều 1. Ban hành kèm theo")
    (True, False)
    """
    return _ATTACHMENT.match(bare(text)) is not None


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
    plain = bare(text)
    for post in sorted(_bare_words("posts"), key=len, reverse=True):
        if plain == post or plain.startswith(f"{post} "):
            return text[: len(post)], text[len(post) :].strip(" ,")
    return (_bare_words("posts")[worn], "") if (worn := _worn_post(plain)) else None


def post_names() -> frozenset[str]:
    """Return the posts that may stand alone on a line.

    >>> "PHÓ GIÁM ĐỐC" in post_names()
    True
    """
    return _words("posts")


def _worn_post(plain: str) -> str | None:
    """The one post that a line is but for a letter: seals stand over its beginning ("HỦ TỊCH", "CHỦ LỊCH")."""
    posts = _bare_words("posts")
    near = [post for post in posts if len(post) >= _LEAST_WORN and _is_letter_off(plain, post)]
    return near[0] if len(near) == 1 else None


def _is_letter_off(text: str, known: str) -> bool:
    if len(text) == len(known):
        return sum(one != other for one, other in zip(text, known, strict=True)) == 1
    return text == known[1:]


def is_body_name(text: str) -> bool:
    """Whether a line in capitals begins as the name of a body does ("ỦY BAN NHÂN DÂN …").

    >>> [is_body_name(text) for text in ("BỘ KHOA HỌC VÀ CÔNG NGHỆ", "BỘ TRƯỞNG", "BỘT GIẶT", "TÌNH HÌNH")]
    [True, False, False, False]
    """
    if not text.isupper() or split_post(text) is not None:
        return False
    plain = bare(text)
    if plain.startswith(_starts("no_bodies")):
        return False
    return any(plain == word or plain.startswith(f"{word} ") for word in _bare_words("bodies"))


def is_person_name(text: str) -> bool:
    """Whether a line has the shape of a Vietnamese name: two to five capitalised syllables, titles before it aside.

    >>> is_person_name("Huỳnh Thành Đạt"), is_person_name("PGS.TS. Võ Đình Thuận"), is_person_name("Như Điều 4")
    (True, True, False)
    """
    name = strip_name_titles(text)
    return _NAME.fullmatch(name) is not None and all(syllable[0].isupper() for syllable in name.split())


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
def _bare_words(topic: str) -> dict[str, str]:
    """Words without marks → as they are spelt."""
    return {bare(word): word for word in load_words("layout_words.yml")[topic]}


@cache
def _starts(topic: str) -> tuple[str, ...]:
    return tuple(sorted(_bare_words(topic)))
