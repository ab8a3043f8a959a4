"""Workbooks: titles, headers anywhere, merges, numbers as shown, several tables and sheets; broken files."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from extractors.identify import identify
from extractors.model import Paragraph, TableFragment, Unreadable
from extractors.number_formats import show_value
from extractors.readers import read
from extractors.workbook import read_workbook
from pipeline.process import process

HEADER = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"]


def book_of(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def paragraphs(reading):
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def tables(reading):
    return [[list(row.texts) for row in block.rows] for block in reading.blocks if isinstance(block, TableFragment)]


def test_titles_table_notes_and_signature():
    book = book_of(
        ["UBND TỈNH X", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ Y TẾ", None, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["KẾ HOẠCH\nNăm 2024"],
        HEADER,
        [1.0, "Số hóa", "Phòng A", "Quý I"],
        [],
        [2.0, "Tập huấn", "Phòng B", None],
        ["Ghi chú: kinh phí chi thường xuyên"],
        [],
        [None, "NGƯỜI LẬP", None, "GIÁM ĐỐC"],
        [None, "Trần B", None, "Lê C"],
    )
    reading = read_workbook(saved(book))
    assert tables(reading) == [[HEADER, ["1", "Số hóa", "Phòng A", "Quý I"], ["2", "Tập huấn", "Phòng B", ""]]]
    assert paragraphs(reading) == [
        *("UBND TỈNH X", "SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *("KẾ HOẠCH", "Năm 2024", "Ghi chú: kinh phí chi thường xuyên"),
        *("NGƯỜI LẬP", "Trần B", "GIÁM ĐỐC", "Lê C"),
    ]
    [fragment] = [block for block in reading.blocks if isinstance(block, TableFragment)]
    assert (fragment.rows[2].cells[0].parts[0].place.line, fragment.rows[2].cells[0].parts[0].place.page) == (8, 1)


def test_merged_cells_become_tasks_with_what_they_share():
    book = book_of(["Danh mục nhiệm vụ"], [None, *HEADER], [None, 1, "Số hóa", "Sở A"], [None, 2, "Họp", None])
    sheet = book.active
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("D3:D4")
    sheet.merge_cells("H1:H1048576")
    result = process(saved(book))
    assert [(task.ordinal, task.lead, task.inherited) for task in result.rows["tasks"]] == [
        ("1", "Sở A", ()),
        ("2", "Sở A", ("lead",)),
    ]
    assert result.rows["tables"][0].title == "Danh mục nhiệm vụ"


def test_several_tables_on_a_sheet_and_sheets():
    book = book_of(HEADER, [1, "a", "Sở A"], [], ["Phụ lục 2"], ["STT", "Chỉ tiêu", "Đơn vị tính"], [1, "b", "%"])
    hidden, other = book.create_sheet("ẩn"), book.create_sheet("PL3")
    hidden.append(["không đọc"])
    hidden.sheet_state = "hidden"
    other.append(HEADER)
    other.append([1.1, "c", "Sở C"])
    other.row_dimensions[2].hidden = True
    reading = read_workbook(saved(book))
    assert [table[1][:2] for table in tables(reading)] == [["1", "a"], ["1", "b"], ["1.1", "c"]]
    assert paragraphs(reading) == ["Phụ lục 2"] and reading.page_count == 2


def test_codes_make_the_tree():
    head = ["STT", "Mã", "Nhiệm vụ", "Đơn vị chủ trì"]
    codes = (("I", "KH7_N01"), (None, "KH7_N01.1"), (1, "KH7_N01.1.1"), (2, "KH7_N01.1.2"), (3, "KH7_N01.2"))
    rows = [[number, code, "Việc", None if number == "I" else "Sở A"] for number, code in codes]
    tasks = process(saved(book_of(head, *rows))).rows["tasks"]
    assert [task.level for task in tasks] == [1, 2, 3, 3, 2]
    assert [task.kind for task in tasks] == ["group", "group", "task", "task", "task"]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (13.0, "General", "13"),
        (1.5, "General", "1,5"),
        (0.1 + 0.2, "General", "0,3"),
        (0.255, "0.0%", "25,5%"),
        (1250000, "#,##0", "1.250.000"),
        (1250.5, "#,##0.00", "1.250,50"),
        (-7, "#,##0;(#,##0)", "-7"),
        (12, '0" triệu đồng"', "12 triệu đồng"),
        (3, "00", "03"),
        (1234567, '_(* #,##0_);_(* "-"_)', "1.234.567"),
        (dt.datetime(2026, 2, 5), "mm-dd-yy", "05/02/2026"),
        (dt.datetime(2026, 2, 5, 14, 30), "dd/mm/yyyy hh:mm", "14:30 05/02/2026"),
        (dt.datetime(2026, 2, 5), "mm/yyyy", "02/2026"),
        (dt.datetime(2026, 4, 1), '"Tháng "m/yyyy', "Tháng 4/2026"),
        (True, "General", "TRUE"),
        (10**20, "General", "1" + "0" * 20),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_values_as_shown(value, number_format, shown):
    assert show_value(value, number_format) == shown


def test_an_empty_book_and_what_cannot_be_opened():
    assert process(saved(openpyxl.Workbook())).document.failure == "no_table"
    whole = saved(book_of(HEADER))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", b" " * 30_000_000)
    for data, code in ((made.getvalue(), "too_large"), (whole[:-400], "damaged_file")):
        with pytest.raises(Unreadable) as problem:
            read(data, identify(data))
        assert problem.value.code == code


def test_hidden_rows_are_read_and_flagged():
    book = openpyxl.Workbook()
    for row in (["TT", "Nhiệm vụ", "Chủ trì"], [1, "Số hóa hồ sơ", "Sở Y tế"], [2, "Đào tạo cán bộ", "Sở Nội vụ"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    content = io.BytesIO()
    book.save(content)
    rows = process(content.getvalue()).rows
    assert [task.task for task in rows["tasks"]] == ["Số hóa hồ sơ", "Đào tạo cán bộ"]
    (flag,) = [flag for flag in rows["flags"] if flag.code == "row_hidden"]
    assert flag.task_id == rows["tasks"][1].task_id


def test_a_title_that_begins_as_a_basis_does():
    book = openpyxl.Workbook()
    for row in (["KẾ HOẠCH"], ["Thực hiện nhiệm vụ chuyển đổi số năm 2024"], [], ["TT", "Nhiệm vụ"], [1, "Số hóa"]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    assert process(content.getvalue()).document.title == "Thực hiện nhiệm vụ chuyển đổi số năm 2024"
