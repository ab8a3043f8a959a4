"""Word files: body order, merges, lists, tabs, text boxes, tracked changes; damaged, locked and swollen files."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.identify import identify
from extractors.model import Paragraph, TableFragment, Unreadable
from extractors.readers import read
from extractors.word_file import read_word_file
from pipeline.process import process
from tests.making.compound import make_compound

LEVELS = (("decimal", "%1"), ("lowerLetter", "%2)"), ("decimal", "%1.%2.%3"))


def saved(file):
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def paragraphs(data):
    return [block.text for block in read_word_file(data).blocks if isinstance(block, Paragraph)]


def rows(data):
    fragments = [block for block in read_word_file(data).blocks if isinstance(block, TableFragment)]
    return [list(row.texts) for fragment in fragments for row in fragment.rows]


def xml(text):
    return parse_xml(text.replace(">", f" {nsdecls('w')}>", 1) if "/>" not in text.split(">")[0] + ">" else text)


def run(content):
    return f"<w:r>{content}</w:r>"


def add_paragraph(file, content):
    file.element.body.insert(len(file.element.body) - 1, xml(f"<w:p>{content}</w:p>"))


def table(file, texts):
    made = file.add_table(rows=len(texts), cols=len(texts[0]))
    for row, cells in zip(made.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return made


def add_list(file):
    """A list of three levels; returns a function that numbers a paragraph."""
    numbering = file.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(LEVELS)
    )
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(xml('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))

    def number(paragraph, depth=0):
        properties = xml(f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>')
        paragraph._p.get_or_add_pPr().append(properties)

    return number


def test_merged_cells_and_body_order():
    file = docx.Document()
    file.add_paragraph("KẾ HOẠCH")
    made = table(
        file, [["TT", "Nhiệm vụ", "Chủ trì"], ["I. Hạ tầng", "", ""], ["1", "Mạng", "Vụ A"], ["2", "Kênh", ""]]
    )
    made.cell(1, 0).merge(made.cell(1, 2))
    made.cell(2, 2).merge(made.cell(3, 2))
    file.add_paragraph("Hết")
    data = saved(file)
    assert paragraphs(data) == ["KẾ HOẠCH", "Hết"]
    [fragment] = [block for block in read_word_file(data).blocks if isinstance(block, TableFragment)]
    assert [row.texts[2] for row in fragment.rows] == ["Chủ trì", "", "Vụ A", ""]
    assert fragment.rows[1].cells[0].column_span == 3
    assert fragment.rows[2].cells[2].row_span == 2 and fragment.rows[3].cells[2].is_covered
    assert [task.lead for task in process(data).rows["tasks"]] == ["Vụ A", "Vụ A"]


def test_automatic_numbers_in_the_first_column():
    file = docx.Document()
    number = add_list(file)
    made = table(file, [["TT", "Nhiệm vụ", "Chủ trì"], *([["", "Số hóa", "Vụ A"]] * 4)])
    for row, depth in zip(list(made.rows)[1:], (0, 1, 1, 0), strict=True):
        number(row.cells[0].paragraphs[0], depth)
    data = saved(file)
    assert [row[0] for row in rows(data)] == ["TT", "1", "a)", "b)", "2"]
    assert [task.path for task in process(data).rows["tasks"]] == [("1",), ("1", "a"), ("1", "b"), ("2",)]


def test_numbered_paragraphs_and_legal_levels():
    file = docx.Document()
    number = add_list(file)
    for text, depth in (("Mục tiêu", 0), ("", 0), ("Chi tiết", 1), ("Sâu", 2)):
        number(file.add_paragraph(text), depth)
    assert paragraphs(saved(file)) == ["1 Mục tiêu", "a) Chi tiết", "2.a.1 Sâu"]


def test_tracked_changes_footnotes_and_fields():
    file = docx.Document()
    add_paragraph(
        file,
        run("<w:t>Sở </w:t>")
        + f"<w:del>{run('<w:delText>Công Thương</w:delText>')}</w:del><w:ins>{run('<w:t>Y tế</w:t>')}</w:ins>"
        + run('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t>')
        + run("<w:instrText>PAGE</w:instrText>")
        + run("<w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t>")
        + run("<w:t>, 5 km</w:t>")
        + run('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>'),
    )
    assert paragraphs(saved(file)) == ["Sở Y tế, 5 km2"]


def test_a_head_set_with_tabs_and_a_sentence_with_one():
    file = docx.Document()
    file.add_paragraph("UBND TỈNH X\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    file.add_paragraph("Số: 12/QĐ-UBND\tX, ngày 2 tháng 3 năm 2024")
    file.add_paragraph("QUYẾT ĐỊNH")
    file.add_paragraph("\tCăn cứ Luật Cư trú\t;")
    file.add_paragraph("1.\tKinh phí")
    assert paragraphs(saved(file)) == [
        "UBND TỈNH X",
        "Số: 12/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "X, ngày 2 tháng 3 năm 2024",
        "QUYẾT ĐỊNH",
        "Căn cứ Luật Cư trú ;",
        "1. Kinh phí",
    ]


def test_lines_nested_tables_and_deleted_rows():
    file = docx.Document()
    made = table(file, [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Số\nhóa", "Vụ A"], ["2", "bỏ", "Vụ B"]])
    inner = made.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "hồ sơ", "lưu trữ"
    made.rows[2]._tr.get_or_add_trPr().append(xml("<w:del></w:del>"))
    assert rows(saved(file)) == [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Số hóa hồ sơ lưu trữ", "Vụ A"]]


def test_text_boxes_are_read_once():
    file = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Dự thảo</w:t></w:r></w:p></w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    choice = f"<mc:AlternateContent {space}>{both}</mc:AlternateContent>"
    add_paragraph(file, run(choice) + run("<w:t>QUYẾT ĐỊNH</w:t>"))
    assert paragraphs(saved(file)) == ["QUYẾT ĐỊNH", "Dự thảo"]


def repacked(data, **members):
    source, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, members.get(name.replace("/", "_").removesuffix(".xml"), source.read(name)))
    return made.getvalue()


def test_what_cannot_be_opened_is_said():
    whole = saved(docx.Document())
    bomb = repacked(whole, word_document=b" " * 30_000_000)
    broken = repacked(whole, word_document=b"<w:document")
    locked = make_compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})
    for data, code in (
        (bomb, "too_large"),
        (whole[: len(whole) // 2], "damaged_file"),
        (broken, "damaged_file"),
        (locked, "password_protected"),
    ):
        with pytest.raises(Unreadable) as problem:
            read(data, identify(data))
        assert problem.value.code == code and problem.value.sentence.endswith(".")


def test_an_empty_document_is_no_failure_of_the_program():
    assert process(saved(docx.Document())).document.failure == "no_table"


def test_no_entity_is_expanded():
    data = saved(docx.Document())
    text = (
        '<!DOCTYPE x [<!ENTITY a "nổ">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
        '2006/main"><w:body><w:p><w:r><w:t>Số &a; hóa</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "nổ" not in " ".join(paragraphs(repacked(data, word_document=text.encode())))


def test_a_head_and_a_foot_set_with_spaces():
    file = docx.Document()
    for line in (
        "    BỘ Y TẾ                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số:        /QĐ-BYT                Hà Nội, ngày      tháng 5 năm 2004",
        "Chi tiết tại phụ lục, ban hành kèm theo Quyết định này",
        "Nơi nhận:                    KT. BỘ TRƯỞNG",
        "- Như Điều 2;                    THỨ TRƯỞNG",
        "- Các Sở;",
        "                                   Lê Văn Nam",
        "- Lưu: VT.",
    ):
        file.add_paragraph(line)
    assert paragraphs(saved(file)) == [
        "BỘ Y TẾ",
        "Số: /QĐ-BYT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Hà Nội, ngày tháng 5 năm 2004",
        "Chi tiết tại phụ lục, ban hành kèm theo Quyết định này",
        *("Nơi nhận:", "- Như Điều 2;", "- Các Sở;", "- Lưu: VT.", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Văn Nam"),
    ]


def test_labels_with_a_tab_behind_them():
    file = docx.Document()
    for line in ("- Thành phần:\tLãnh đạo Sở", "- Địa điểm:\tPhòng họp"):
        file.add_paragraph(line)
    assert paragraphs(saved(file)) == ["- Thành phần: Lãnh đạo Sở", "- Địa điểm: Phòng họp"]
