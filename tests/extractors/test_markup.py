"""HTML: pages, soup, tables inside text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.delimited import read_delimited
from extractors.identify import identify
from extractors.markup import read_markup
from extractors.model import FileKind, Paragraph, TableFragment, Unreadable
from extractors.readers import read
from pipeline.process import process
from tests.cases import load_cases

PLAN = (
    "<table><tr><td>UBND TỈNH X</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table><p>QUYẾT ĐỊNH</p>"
    "<p>Ban hành Kế hoạch năm 2024</p><table><tr><td>TT</td><td>Nhiệm vụ</td><td>Đơn vị chủ trì</td></tr>"
    "<tr><td>1</td><td>Số hóa hồ sơ</td><td rowspan=2>Sở Nội vụ</td></tr><tr><td>2</td><td>Tập huấn</td></tr></table>"
)


def paragraphs(reading):
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def rows(reading):
    return [list(row.texts) for block in reading.blocks if isinstance(block, TableFragment) for row in block.rows]


@pytest.mark.parametrize("case", load_cases("html_tables.yml"))
def test_html(case):
    reading = read_markup(case["text"])
    assert (paragraphs(reading), rows(reading)) == (case["paragraphs"], case["rows"])


def test_a_page_becomes_tasks():
    result = process(f"<html><head><title>x</title></head><body>{PLAN}</body></html>".encode())
    tasks = result.rows["tasks"]
    assert [(task.ordinal, task.task, task.lead) for task in tasks] == [
        ("1", "Số hóa hồ sơ", "Sở Nội vụ"),
        ("2", "Tập huấn", "Sở Nội vụ"),
    ]
    assert tasks[1].inherited == ("lead",)
    assert result.document.file_kind == "html" and result.document.type is not None


def test_tables_of_recognisers_inside_text():
    text = "KẾ HOẠCH\n\n<table>\n<tr><td>TT</td><td>**Nhiệm vụ**</td><td>Chủ trì</td></tr>\n"
    text += "<tr><td>1</td><td>Số hóa</td><td>Vụ A</td></tr>\n</table>\n\n2\n\n<table><tr><td>2</td><td>Họp</td>"
    text += "<td>Vụ B</td></tr></table>\n\nNơi nhận:\n- Như trên."
    reading = read_delimited(text)
    assert paragraphs(reading) == ["KẾ HOẠCH", "2", "Nơi nhận:", "- Như trên."]
    assert rows(reading) == [["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Số hóa", "Vụ A"], ["2", "Họp", "Vụ B"]]
    assert [block.place.line for block in reading.blocks if isinstance(block, Paragraph)] == [1, 8, 12, 13]
    [first, _] = [block for block in reading.blocks if isinstance(block, TableFragment)]
    assert [row.cells[0].parts[0].place.line for row in first.rows] == [4, 5]
    assert [task.ordinal for task in process(text.encode()).rows["tasks"]] == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_encodings(encoding):
    data = f"<!-- lưu từ cổng --><html><body>{PLAN}</body></html>".encode(encoding)
    assert identify(data) is FileKind.HTML
    assert paragraphs(read(data, FileKind.HTML))[0] == "UBND TỈNH X"


def test_a_legacy_font_between_tags():
    words = "Quy\xd5t \xae\xdenh ban h\xb5nh K\xd5 ho\xb9ch n\xb9m 2009 cña Bé Néi vô".replace("\xb9m", "\xa8m")
    data = f"<html><body><p><font face='.VnTime' size=3>{words}</font></p></body></html>".encode("latin-1")
    assert paragraphs(read(data, FileKind.HTML)) == ["Quyết định ban hành Kế hoạch năm 2009 của Bộ Nội vụ"]


def test_a_table_with_too_many_cells_is_refused():
    html = "<table>" + "<tr><td rowspan=0 colspan=100>x" * 2_000 + "</table>"
    with pytest.raises(Unreadable) as problem:
        read_markup(html)
    assert problem.value.code == "too_large"


def test_deep_nesting_ends():
    html = "<table><tr><td>" * 5_000 + "sâu"
    assert paragraphs(read_markup(html)) == ["sâu"]


@given(st.lists(st.sampled_from(["<table>", "</table>", "<tr>", "<td>", "</td>", "<p>", "x ", "<sup>", "1", "</sup>"])))
def test_any_soup_is_read_and_its_words_kept(pieces):
    reading = read_markup("".join(pieces))
    words = " ".join([*paragraphs(reading), *(text for row in rows(reading) for text in row)])
    assert words.count("x") == pieces.count("x ")
