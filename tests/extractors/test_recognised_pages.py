"""Recognised pages of words: heads that nearly touch, scribbles between the lines, look-alikes in columns of codes."""

import datetime as dt
from dataclasses import replace

import pytest

from extractors.assemble import assemble
from extractors.front_matter import find_front_matter
from extractors.layout_roles import label_paragraphs
from extractors.model import Paragraph, ParagraphRole, Place, TableFragment
from extractors.page import BBox, HowRead, ReadingMode
from extractors.paged import read_paged
from pipeline.datasets import DocumentRow
from pipeline.judging import Facts
from pipeline.quality_scans import signer_doubtful, signer_post_completed
from pipeline.rows.document_fields import printed_fields
from pipeline.rows.repairs import Oddities, repair_document
from tests.extractors.pages import lattice, page, word, words

SCAN = HowRead(ReadingMode.OCR)


def read(found, confidence=0.95):
    """Words as a recogniser gives them."""
    return [replace(each, confidence=confidence) for each in found]


def document(texts, rules=()):
    return assemble(read_paged([replace(page(texts, rules), how=SCAN)]))


def head(number="Số: 12/QĐ-UBND", number_confidence=0.95, date="Hà Giang, ngày 05 tháng 6 năm 2024"):
    return [
        *read(words("THỦ TƯỚNG CHÍNH PHỦ", 60, 80)),
        # One em beside the left column, and nothing under its end on the left.
        *read(words("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 190, 80)),
        *read(words("Độc lập - Tự do - Hạnh phúc", 260, 95)),
        *read(words(number, 70, 120), number_confidence),
        *read(words(date, 250, 120)),
        *read(words("QUYẾT ĐỊNH", 260, 170)),
        *read(words("Về việc phê duyệt Kế hoạch", 200, 190)),
    ]


def fields(texts):
    return printed_fields(document(texts), DocumentRow(document_id="x"))


def test_head_lines_that_nearly_touch_are_parted_at_the_national_title():
    found = fields(head())
    assert (found.issuing_body, found.number, str(found.date)) == ("THỦ TƯỚNG CHÍNH PHỦ", "12", "2024-06-05")


@pytest.mark.parametrize(
    ("number", "confidence"), [("Số: 94 /QĐ-UBND", 0.64), ("Số: 2# /QĐ-UBND", 0.2), ("Số: /4/2/QĐ-UBND", 0.95)]
)
def test_a_number_by_hand_is_not_guessed_and_its_symbol_stays(number, confidence):
    found = fields(head(number, confidence))
    assert (found.number, found.symbol) == (None, "QĐ-UBND")


def test_a_date_by_hand_leaves_place_and_year():
    found = fields(head(date="Hà Giang, ngày4†tháng 6 năm 2024"))
    assert (found.place, found.date, found.year) == ("Hà Giang", None, 2024)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Hà Giang, ngày 30-tháng .12. năm 2024", dt.date(2024, 12, 30)),
        ("Hà Giang, ngày 3-tháng 12 năm 2024", None),
        ("Hà Giang, ngày .3 tháng 12 năm 2024", None),
    ],
    ids=["specks beside two figures", "a sign behind one figure may be another", "and before it"],
)
def test_specks_in_the_date_line(line, date):
    assert fields(head(date=line)).date == date


def test_what_a_stamp_prints_above_the_head_is_no_issuer():
    stamp = read(words("TRUNG TÂM CÔNG BÁO", 300, 30))
    assert fields([*stamp, *head()]).parent_body is None


@pytest.mark.parametrize(
    ("left", "right", "role"),
    [(40, 130, ParagraphRole.HEAD), (40, 165, ParagraphRole.TITLE), (40, 300, ParagraphRole.TITLE)],
)
def test_a_stamp_of_receipt_is_set_apart_from_the_title_beside_it(left, right, role):
    lines = [
        Paragraph(text, Place(page=1, box=box))
        for text, box in (
            ("QUYẾT ĐỊNH", BBox(250, 150, 330, 164)),
            ("ĐẾN Ngày: 27/6", BBox(left, 170, right, 184)),
            ("Về việc công nhận", BBox(170, 172, 410, 186)),
            ("tỉnh Đồng Tháp", BBox(200, 190, 380, 204)),
        )
    ]
    found = label_paragraphs(lines)
    assert found == (ParagraphRole.TYPE, role, ParagraphRole.TITLE, ParagraphRole.TITLE)


def test_a_stamp_of_receipt_names_no_body_where_the_number_is_lost():
    lines = [
        Paragraph(text, Place(page=1, box=box))
        for text, box in (
            ("UBND TỈNH KIÊN GIANG", BBox(80, 80, 230, 94)),
            ("QUYẾT ĐỊNH", BBox(250, 150, 330, 164)),
            ("CÔNG VĂN ĐẾN", BBox(40, 170, 130, 184)),
            ("Về việc công nhận", BBox(170, 172, 410, 186)),
        )
    ]
    assert find_front_matter(lines, label_paragraphs(lines)).head_lines == ("UBND TỈNH KIÊN GIANG",)


def test_scribbles_stand_apart_and_do_not_cut_a_paragraph():
    lines = [
        *read(words("Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025 và Nghị định", 100, 300)),
        *read(words("&- %", 300, 310), 0.1),
        *read(words("số 12/2020/NĐ-CP của Chính phủ về ứng dụng công nghệ;", 70, 318)),
        *read(words("Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023 của Quốc hội;", 100, 336)),
    ]
    found = document([*head(), *lines])
    scribbles = [
        each for each, role in zip(found.paragraphs, found.roles, strict=True) if role == ParagraphRole.SCRIBBLE
    ]
    assert [each.text for each in scribbles] == ["&- %"]
    assert scribbles[0].place.box is not None
    assert len(found.front_matter.bases) == 2


def test_words_of_a_text_layer_are_never_scribbles():
    read_page = read_paged([page([*words("&- %", 300, 310), *words("Điều 1. Ban hành", 70, 330)])])
    assert [block.is_scribble for block in read_page.blocks if isinstance(block, Paragraph)] == [False, False]


def codes(confidence):
    ys = [100 + 20 * at for at in range(9)]
    texts = ["G01", "G02", "GO3", "G04", "G05", "G06", "G07", "Mã"]
    made = [word(text, 210, y + 14) for text, y in zip(texts, ys, strict=False)]
    made += [word(str(at + 1), 110, y + 14) for at, y in enumerate(ys[:-1])]
    return [replace(each, confidence=confidence) for each in made], lattice([100, 200, 300], ys)


@pytest.mark.parametrize(("confidence", "third"), [(0.9, "G03"), (None, "GO3")])
def test_look_alikes_are_settled_by_their_column_where_they_were_recognised(confidence, third):
    texts, rules = codes(confidence)
    [table] = [block for block in read_paged([page(texts, rules)]).blocks if isinstance(block, TableFragment)]
    assert [row.texts[1] for row in table.rows] == ["G01", "G02", third, "G04", "G05", "G06", "G07", "Mã"]
    sure = table.rows[2].cells[1].parts[0].place.confidence
    assert sure == (0.45 if confidence else None)


def signed(*right, ends=";"):
    """The end of a decision: recipients on the left, the given lines of the signature on the right."""
    return [
        *read(words("Nơi nhận:", 60, 500)),
        *read(words(f"- Sở Tài chính{ends}", 60, 515)),
        *read(words(f"Ban Quản lý cảng{ends}", 66, 530)),
        *read(words("- Lưu: VT.", 60, 545)),
        *[each for at, (text, x) in enumerate(right) for each in read(words(text, x, 500 + 18 * at))],
    ]


def test_recipients_are_known_by_their_place_where_dash_and_semicolon_are_lost():
    found = fields([*head(), *signed(("CHỦ TỊCH", 400), ("Lý Văn Bình", 391), ends=":")])
    assert found.recipients == ("Sở Tài chính", "Ban Quản lý cảng", "Lưu: VT")
    assert (found.signer_title, found.signer_name) == ("CHỦ TỊCH", "Lý Văn Bình")


def test_the_rest_of_the_list_behind_the_signature_belongs_to_it():
    seal = [
        *read(words("- Ban Quản lý các khu công nghiệp của tỉnh ở phía nam", 60, 560)),
        *read(words("N1", 378, 560)),
    ]
    rest = [*read(words("- Kho bạc huyện;", 60, 575)), *read(words("- Lưu: VT, KT.", 60, 590))]
    found = fields([*head(), *signed(("CHỦ TỊCH", 400)), *seal, *rest, *read(words("ý Văn Bình", 397, 590))])
    assert found.recipients[-2:] == ("Kho bạc huyện", "Lưu: VT, KT")
    assert found.signer_name is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((("HỦ TƯỚNG", 406), ("Ủ TƯỚNG", 412)), ("PHÓ THỦ TƯỚNG", "KT.", None)),
        ((("KT. GIÁM", 388), ("PHÓ", 380), ("Lý Văn Bình", 391)), ("PHÓ GIÁM ĐỐC", "KT.", "Lý Văn Bình")),
        ((("Ủ TỊCH", 410), ("Lý Văn Bình", 391)), ("CHỦ TỊCH", None, "Lý Văn Bình")),
        ((("Ủ TỊCH", 421), ("Lý Văn Bình", 391)), ("PHÓ CHỦ TỊCH", None, "Lý Văn Bình")),
        ((("ẢM ĐỐC", 421), ("Lý Văn Bình", 391)), (None, None, "Lý Văn Bình")),
        ((("TRƯỞNG", 420), ("Lý Văn Bình", 391)), (None, None, "Lý Văn Bình")),
    ],
)
def test_posts_that_a_seal_hides_are_told_by_what_is_left(lines, expected):
    found = fields([*head(), *signed(*lines)])
    assert (found.signer_title, found.signer_capacity, found.signer_name) == expected


@pytest.mark.parametrize(
    ("lines", "hidden"),
    [
        ((("HỦ TƯỚNG", 406), ("Ủ TƯỚNG", 412)), ["KT., PHÓ"]),
        ((("KT. GIÁM", 388), ("PHÓ", 380), ("Lý Văn Bình", 391)), ["ĐỐC"]),
        ((("Ủ TỊCH", 410), ("Lý Văn Bình", 391)), ["CHỦ"]),
        ((("CHỦ TỊCH", 400), ("Lý Văn Bình", 391)), []),
    ],
)
def test_a_post_that_was_completed_asks_to_be_looked_at(lines, hidden):
    texts = [*head(), *signed(*lines)]
    found = list(signer_post_completed(Facts(document(texts), fields(texts))))
    assert [finding.message for finding in found] == [f"No line of the page shows: {words}." for words in hidden]


@pytest.mark.parametrize(
    ("name", "mended", "messages"),
    [
        ("Lý Văn Bình", "Lý Văn Bình", []),
        ("Trân Văn Bình", "Trần Văn Bình", ["“Trân Văn Bình” was read; the surname with these letters is another."]),
        ("Ít Văn Bình", "Ít Văn Bình", ["“Ít Văn Bình” begins with no surname that is known."]),
    ],
)
def test_a_signer_whose_surname_is_misread_asks_to_be_looked_at(name, mended, messages):
    read_document = document([*head(), *signed(("CHỦ TỊCH", 400), (name, 391))])
    row = printed_fields(read_document, DocumentRow(document_id="x", ocr_page_count=1))
    repaired = repair_document(read_document, row, (), Oddities({}, {}))
    assert repaired.fields.signer_name == mended
    changed = [(change.location, change.before, change.after) for change in repaired.changes]
    assert changed == ([("signer_name", "Trân", "Trần")] if mended != name else [])
    assert [found.message for found in signer_doubtful(Facts(read_document, repaired.fields))] == messages
    reviewed = replace(row, reviewed=("signer_name",))
    assert repair_document(read_document, reviewed, (), Oddities({}, {})).fields.signer_name == name
    assert not list(signer_doubtful(Facts(read_document, reviewed)))


def test_strokes_of_a_seal_over_the_bases_do_not_end_them():
    bases = [
        *read(words("Căn cứ Quyết định số 12/QĐ-UBND ngày 08 tháng 3 năm 2022 của Ủy ban nhân", 80, 230)),
        *read(words("1+ Y", 120, 243)),
        *read(words("dân tỉnh về việc phê duyệt Kế hoạch;", 60, 256)),
        *read(words("Căn cứ Luật Cư trú ngày 13 tháng 11 năm 2020", 80, 280)),
        *read(words("Căn cứ Luật Giá ngày 20 tháng 6 năm 2012;", 80, 304)),
    ]
    assert len(fields([*head(), *bases]).legal_bases) == 3


def test_kinh_gui_stands_below_both_columns_of_the_head():
    found = document(
        [
            *read(words("SỞ NỘI VỤ", 60, 80)),
            *read(words("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 250, 80)),
            *read(words("Số: 12/SNV-VP", 60, 100)),
            *read(words("Hà Giang, ngày 05 tháng 6 năm 2024", 270, 100)),
            *read(words("V/v báo cáo năm", 60, 115)),
            *read(words("Kính gửi:", 100, 140)),
            *read(words("- Các phòng, ban thuộc Sở;", 260, 155)),
            *read(words("- Ủy ban nhân dân các xã.", 260, 170)),
        ]
    )
    texts = [paragraph.text for paragraph in found.paragraphs]
    assert texts.index("Kính gửi:") > texts.index("Hà Giang, ngày 05 tháng 6 năm 2024")
    assert found.front_matter.title == "V/v báo cáo năm"


def test_a_long_syllable_read_badly_and_a_mail_address_are_no_scribbles():
    found = document([*read(words("thêm.", 60, 300), 0.4), *read(words("vanthu(@thu.gov.vn", 160, 300), 0.1)])
    assert all(not paragraph.is_scribble for paragraph in found.paragraphs)


def test_a_letter_is_told_by_whom_it_addresses():
    lines = [
        *read(words("UBND TỈNH HÀ GIANG", 60, 80)),
        *read(words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 260, 80)),
        *read(words("Số: 15/SYT-VP", 70, 100)),
        *read(words("Hà Giang, ngày 05 tháng 6 năm 2024", 300, 100)),
        *read(words("V/v báo cáo quý I", 70, 120)),
        *read(words("Kính gửi: Các trạm y tế", 200, 160)),
        *read(words("Sở Y tế đề nghị các trạm báo cáo.", 100, 190)),
    ]
    found = fields(lines)
    assert (found.type, found.title, found.number) == ("Công văn", "V/v báo cáo quý I", "15")
