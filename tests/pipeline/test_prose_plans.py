"""A plan whose tasks stand in prose has no rows of tables; prose rows only where a body is really given something."""

import io

import pytest

from pipeline.process import process

PROSE = """KẾ HOẠCH
Chuyển đổi số năm 2025
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức của cán bộ, công chức về chuyển đổi số;
- Hoàn thành các chỉ tiêu được giao trong năm 2025.
2. Yêu cầu: bảo đảm rõ người, rõ việc, rõ thời hạn hoàn thành.
II. NHIỆM VỤ
1. Hoàn thiện thể chế
a) Rà soát, sửa đổi quy chế quản lý dữ liệu, hoàn thành trong Quý I/2025.
b) Ban hành danh mục dữ liệu dùng chung.
Đơn vị chủ trì: Sở Khoa học và Công nghệ.
Đơn vị phối hợp: các sở, ban, ngành.
Thời gian hoàn thành: Quý II/2025.
2. Phát triển hạ tầng số
2.1. Giao Sở Tài chính:
- Bố trí kinh phí thực hiện Kế hoạch;
- Báo cáo kết quả trước ngày 15/12/2025.
2.2. Giao Công an tỉnh:
+ Bảo đảm an toàn, an ninh mạng;
+ Kiểm tra, đôn đốc các đơn vị.
III. TỔ CHỨC THỰC HIỆN
1. Các sở, ban, ngành căn cứ nhiệm vụ được giao xây dựng kế hoạch chi tiết.
2. Ủy ban nhân dân các huyện báo cáo định kỳ hằng quý.
3. Sở Nội vụ theo dõi, đôn đốc, tổng hợp kết quả thực hiện."""
HEAD = (("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("TỈNH A", "Độc lập - Tự do - Hạnh phúc"))
FOOT = (
    ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
    ("- Như trên;", "CHỦ TỊCH"),
    ("- Các sở, ban, ngành;", ""),
    ("- Lưu: VT, KHCN.", "Trần Văn Hòa"),
)
CONTACTS = ("1. Ông Trần Văn Hòa, điện thoại 0912 345 678", "2. Bà Lê Thị Mai, điện thoại 0987 654 321")


def as_text():
    head = [f"{left}\t{right}" for left, right in HEAD]
    foot = [f"{left}\t{right}" for left, right in FOOT]
    return "\n".join([*head, "", *PROSE.split("\n"), *CONTACTS, "", *foot]).encode()


def as_spaced_text():
    """Columns side by side as a program that copies text from PDFs writes them."""
    sides = [f"{left:<36}{right}" for left, right in (*HEAD, *FOOT)]
    return "\n".join([*sides[:2], "", *PROSE.split("\n"), *CONTACTS, "", *sides[2:]]).encode()


def as_html():
    def layout(rows):
        return "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows) + "</table>"

    body = "".join(f"<p>{line}</p>" for line in (*PROSE.split("\n"), *CONTACTS))
    return f"<html><body>{layout(HEAD)}{body}{layout(FOOT)}</body></html>".encode()


def as_docx():
    docx = pytest.importorskip("docx")
    document = docx.Document()

    def layout(rows):
        table = document.add_table(rows=len(rows), cols=2)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(at, column).text = text

    layout(HEAD)
    for line in (*PROSE.split("\n"), *CONTACTS):
        document.add_paragraph(line)
    layout(FOOT)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def as_pdf():
    """Hanging numbers and bullets, set with tabulators, as word processors print lists."""
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    from tests.making.fonts import Face, register_fonts

    register_fonts()
    content = io.BytesIO()
    canvas = canvas_module.Canvas(content, pagesize=(595, 842), invariant=1)
    canvas.setFont(Face.REGULAR, 13)
    y = 780
    for left, right in HEAD:
        canvas.drawString(70, y, left)
        canvas.drawString(280, y, right)
        y -= 16
    for line in (*PROSE.split("\n"), *CONTACTS):
        mark, _, rest = line.partition(" ")
        is_item = mark[-1:] in ".)-+"
        canvas.drawString(85, y, mark if is_item else line)
        if is_item:
            canvas.drawString(115, y, rest)
        y -= 18
    for left, right in FOOT:
        canvas.drawString(85, y, left)
        canvas.drawString(330, y, right)
        y -= 16
    canvas.save()
    return content.getvalue()


@pytest.mark.parametrize("make", [as_text, as_spaced_text, as_html, as_docx, as_pdf])
def test_no_row_of_a_table_is_made_up(make):
    result = process(make())
    assert result.document.status != "failed", result.document.failure_message
    assert [(task.ordinal, task.task) for task in result.rows["tasks"] if task.kind != "prose"] == []


GIVEN = [
    ("Sở Khoa học và Công nghệ", "Ban hành danh mục dữ liệu dùng chung."),
    ("Sở Tài chính", "Bố trí kinh phí thực hiện Kế hoạch;"),
    ("Sở Tài chính", "Báo cáo kết quả trước ngày 15/12/2025."),
    ("Công an tỉnh", "Bảo đảm an toàn, an ninh mạng;"),
    ("Công an tỉnh", "Kiểm tra, đôn đốc các đơn vị."),
    ("Các sở, ban, ngành", "căn cứ nhiệm vụ được giao xây dựng kế hoạch chi tiết."),
    ("Ủy ban nhân dân các huyện", "báo cáo định kỳ hằng quý."),
    ("Sở Nội vụ", "theo dõi, đôn đốc, tổng hợp kết quả thực hiện."),
]


@pytest.mark.parametrize("make", [as_text, as_spaced_text, as_html, as_docx, as_pdf])
def test_what_a_body_is_given_is_the_same_in_every_kind_of_file(make):
    assert [(task.lead, task.task) for task in process(make()).rows["tasks"]] == GIVEN


@pytest.mark.parametrize("make", [as_text, as_spaced_text, as_html, as_docx, as_pdf])
def test_every_word_of_it_is_kept(make):
    rows = process(make()).rows
    kept = " ".join([*(row.text for row in rows["paragraphs"]), *(cell.text_raw or "" for cell in rows["cells"])])
    for words in ("Bố trí kinh phí thực hiện Kế hoạch", "Kiểm tra, đôn đốc các đơn vị", "0912 345 678"):
        assert words in kept
