"""Tables without drawn columns are found by their header and gutters; prose side by side is none."""

from dataclasses import replace

import pytest

from extractors.model import TableFragment
from extractors.page import Page
from extractors.paged import read_paged
from extractors.pdf import read_pdf
from pipeline.process import process
from tests.extractors.pages import SIZE, across, word, words
from tests.gold import SHARED
from tests.making.files import load_truths
from tests.making.pdf import make_pdf
from tests.making.truth import RuleStyle

LINE = 14.0
ROWS = (
    ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"),
    ("1", "Số hóa hồ sơ", "Vụ Pháp chế", "Quý I"),
    ("2", "Tập huấn cán bộ", "Văn phòng Bộ", "Quý II"),
    ("3", "Báo cáo năm", "Vụ Kế hoạch", "Tháng 12"),
)
XS = (60, 100, 280, 420)


def set_rows(rows, xs=XS, *, top=100.0, step=LINE * 1.4):
    """Words of rows, a line a row; a cell may be a tuple of lines."""
    found, y = [], top
    for row in rows:
        heights = []
        for x, cell in zip(xs, row, strict=False):
            lines = cell if isinstance(cell, tuple) else (cell,)
            heights.append(len(lines))
            found += [item for at, line in enumerate(lines) for item in words(line, x, y + at * LINE)]
        y += step + (max(heights) - 1) * LINE
    return found


def page(items, rules=(), number=1):
    return Page(number, 595.0, 842.0, SIZE, tuple(items), tuple(rules))


def tables(*pages):
    blocks = read_paged(pages).blocks
    return [[row.texts for row in block.rows] for block in blocks if isinstance(block, TableFragment)]


def test_a_table_without_any_rule():
    assert tables(page(set_rows(ROWS))) == [list(ROWS)]


def test_cells_of_several_lines():
    rows = (ROWS[0], ("1", ("Số hóa hồ sơ", "lưu trữ"), "Vụ Pháp chế", ("Quý I", "năm 2025")), ROWS[2])
    [found] = tables(page(set_rows(rows)))
    assert found[1] == ("1", "Số hóa hồ sơ lưu trữ", "Vụ Pháp chế", "Quý I năm 2025")


def test_rows_set_solid_part_where_a_number_stands():
    rows = (*ROWS[:2], ("2", ("Tập huấn", "cán bộ"), "Văn phòng Bộ", "Quý II"), ROWS[3])
    [found] = tables(page(set_rows(rows, step=LINE)))
    assert [row[:2] for row in found[1:]] == [("1", "Số hóa hồ sơ"), ("2", "Tập huấn cán bộ"), ("3", "Báo cáo năm")]


def test_headings_over_the_columns_stay_inside():
    heading = ("I. Xây dựng thể chế và hoàn thiện chính sách của ngành",)
    [found] = tables(page(set_rows((ROWS[0], heading, *ROWS[1:]))))
    assert found[1][0] == heading[0]
    assert len(found) == 5


def test_a_numbered_heading_over_the_columns_stays_inside():
    """The number of the row below it stands in the middle of nine lines."""
    items = set_rows((ROWS[0], ("1 Xây dựng và phát triển Chính phủ điện tử, Chính phủ số",)))
    for at in range(9):
        items += words("Số hóa hồ sơ", 100, 145 + at * LINE)
    items += set_rows((("1.1", "", *ROWS[1][2:]),), top=145 + 4 * LINE)
    items += set_rows((("1.2", *ROWS[2][1:]),), top=145 + 9 * LINE + 8)
    [found] = tables(page(items))
    assert [row[0] for row in found] == ["TT", "1 Xây dựng và phát triển Chính phủ điện tử, Chính phủ số", "1.1", "1.2"]


def test_a_list_behind_the_table_is_none_of_its_headings():
    item = "1. Văn phòng Bộ theo dõi, đôn đốc việc thực hiện Kế hoạch này."
    [found] = tables(page(set_rows((*ROWS, (item,), (item,)))))
    assert found == list(ROWS)


LEVELS = (
    ("Đơn vị chủ trì", "Đơn vị phối hợp", "Tổng số", "NSTW"),
    ("1", "Số hóa hồ sơ", "Quý I", "Vụ Pháp chế", "Sở Y tế", "100", "60"),
    ("2", "Tập huấn cán bộ", "Quý II", "Văn phòng Bộ", "Sở Nội vụ", "90", "30"),
)
LEVEL_XS = (40, 65, 165, 215, 320, 425, 490)


def test_labels_over_columns_make_levels_and_the_others_run_through_them():
    """Three labels stand in the middle of both levels, beside neither."""
    middle = set_rows((("TT", "Nhiệm vụ", "Thời hạn"),), LEVEL_XS, top=100 + 0.6 * LINE)
    over = [*words("Tổ chức thực hiện", 268, 100), *words("Kinh phí", 450, 100)]
    lower = set_rows((LEVELS[0],), LEVEL_XS[3:], top=100 + 1.2 * LINE)
    rows = set_rows(LEVELS[1:], LEVEL_XS, top=100 + 2.7 * LINE)
    [fragment] = [
        block
        for block in read_paged([page([*middle, *over, *lower, *rows])]).blocks
        if isinstance(block, TableFragment)
    ]
    upper, below, *body = [row.texts for row in fragment.rows]
    assert upper[:4] == ("TT", "Nhiệm vụ", "Thời hạn", "Tổ chức thực hiện")
    assert below[3:] == LEVELS[0]
    assert body == list(LEVELS[1:])


def test_the_last_line_of_a_label_over_columns_is_no_label_of_the_middle_one():
    header = [*set_rows((("TT", "Nhiệm vụ", "Chủ trì"),), (40, 75, 200), top=112)]
    header += [*words("Dự kiến kinh phí (triệu", 300, 100), *words("đồng)", 354, 100 + LINE)]
    header += set_rows((("2023", "2024", "2025"),), (300, 355, 410), top=100 + LINE * 2.1)
    rows = set_rows((("1", "Số hóa", "Vụ A", "10", "20", "30"),), (40, 75, 200, 300, 355, 410), top=160)
    [[upper, below, *_]] = tables(page([*header, *rows]))
    assert upper[3] == "Dự kiến kinh phí (triệu đồng)"
    assert below[3:] == ("2023", "2024", "2025")


def test_what_runs_on_between_two_numbers_is_rather_a_cell_merged_over_rows():
    """Two lines of a cell merged over both rows stand as near to each other as those of a task."""
    items = set_rows((("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Phụ trách"),))
    for texts, y in ((("1", "Số hóa hồ sơ", "lưu trữ"), 128), (("2", "Tập huấn cán bộ", "của Bộ"), 159)):
        items += words(texts[0], 60, y + LINE / 2) + words("Vụ Pháp chế", 280, y + LINE / 2)
        items += words(texts[1], 100, y) + words(texts[2], 100, y + LINE)
    items += words("Ông Lê", 420, 144) + words("Sơn Phong", 420, 144 + LINE)
    [found] = tables(page(items))
    assert [row[1] for row in found[1:]] == ["Số hóa hồ sơ lưu trữ", "Tập huấn cán bộ của Bộ"]


def test_a_title_without_a_code_at_the_foot_of_the_page():
    items = [*set_rows(ROWS), *words("Công tác nghiên cứu khoa học", 60, 100 + 4 * 1.4 * LINE)]
    rest = (("4", "Sơ kết", "Vụ Pháp chế", "Quý III"), ("5", "Tổng kết", "Văn phòng", "Quý IV"))
    first, second = tables(page(items), page(set_rows(rest), number=2))
    assert first[-1][0] == "Công tác nghiên cứu khoa học"
    assert second == list(rest)


def test_a_heading_over_the_columns_in_two_lines():
    items = [*set_rows(ROWS[:1]), *words("II. Huấn luyện nghiệp vụ cho người làm công tác an toàn, vệ sinh", 60, 120)]
    items += words("lao động tại các doanh nghiệp", 60, 120 + LINE)
    [found] = tables(page([*items, *set_rows(ROWS[1:], top=160)]))
    assert [row[0] for row in found[2:]] == ["1", "2", "3"]
    assert " ".join(found[1]).split()[-2:] == ["doanh", "nghiệp"]


def test_rules_across_part_rows_without_numbers():
    rows = (("TT", *ROWS[0][1:]), ("1", ("Số hóa", "hồ sơ"), "Vụ A", "Quý I"), ("", "Họp", "Vụ B", "Quý II"))
    items = set_rows(rows)
    rules = [across(y, 55, 500) for y in (85, 106, 138, 160)]
    [found] = tables(page(items, rules))
    assert found == [rows[0], ("1", "Số hóa hồ sơ", "Vụ A", "Quý I"), rows[2]]


def test_rows_without_numbers_part_at_gaps_below_a_header_between_rules():
    rows = (ROWS[0], ("", ("Số hóa", "hồ sơ"), "Vụ A", "Quý I"), ("", "Họp", "Vụ B", "Quý II"))
    [found] = tables(page(set_rows(rows), [across(85, 55, 500), across(106, 55, 500)]))
    assert [row[1] for row in found[1:]] == ["Số hóa hồ sơ", "Họp"]


def test_it_goes_on_on_the_next_page_by_its_gutters():
    rest = (("4", "Sơ kết", "Vụ Pháp chế", "Quý III"), ("5", "Tổng kết", "Văn phòng", "Quý IV"))
    _, second = tables(page(set_rows(ROWS)), page(set_rows(rest), number=2))
    assert second == list(rest)


def test_what_stands_behind_it_is_not_its_rest():
    sign = set_rows((("Nơi nhận:", "", "", "VỤ TRƯỞNG"), ("- Như trên;", "", "", "Trần Văn A")), top=260)
    [found] = tables(page([*set_rows(ROWS), *sign]))
    assert len(found) == 4


NEGATIVES = {
    "two-column head": set_rows(
        (("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("TỈNH A", "Độc lập - Tự do - Hạnh phúc")),
        (60, 260),
    ),
    "recipients and signature": set_rows(
        (("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Như Điều 3;", "CHỦ TỊCH"), ("- Lưu: VT.", "Trần Văn A")), (60, 330)
    ),
    "list with hanging numbers": set_rows(
        tuple((f"{n}.", "Rà soát, hoàn thiện quy định về quản lý đất đai") for n in range(1, 9)), (60, 100)
    ),
    "table of contents": set_rows(
        tuple((f"{n}.", f"Chương {n} .....................", str(3 * n)) for n in range(1, 8)), (60, 100, 480)
    ),
    "numbered contacts": set_rows(
        tuple((f"{n}", "Ông Trần Văn A", "Trưởng phòng", "0912 345 678") for n in range(1, 5))
    ),
    "recipients in three columns": set_rows(
        tuple((f"- Sở Y tế {n};", f"- Sở Nội vụ {n};", f"- UBND huyện {n};") for n in range(1, 5)), (60, 220, 380)
    ),
    "prose that names units and dates": set_rows(
        tuple(("Giao đơn vị chủ trì nhiệm vụ phối hợp cơ quan thời hạn kết quả theo kế hoạch",) for _ in range(9)),
        (60,),
    ),
    "prose set with wide blanks": [
        word(text, 60 + 110 * at, 100 + LINE * line)
        for line in range(6)
        for at, text in enumerate(("giao", "đơn", "vị", "này,"))
    ],
    "TT at the head of prose": set_rows(
        (("TT Huế là đơn vị chủ trì nhiệm vụ này",), ("1. Giao các sở, ngành",)), (60,)
    ),
    "a list with titles": set_rows((("TT", "Nội dung"), ("1", "Số hóa"), ("2", "Tập huấn")), (60, 100)),
}


@pytest.mark.parametrize("name", NEGATIVES)
def test_what_only_stands_side_by_side_is_no_table(name):
    assert tables(page(NEGATIVES[name])) == []


@pytest.mark.parametrize("rules", [RuleStyle.NONE, RuleStyle.HEADER, RuleStyle.ACROSS])
def test_made_documents_without_drawn_columns(rules):
    [truth] = load_truths(("ubnd_huyen_thanh_son_2022",))
    ruled = process(make_pdf(truth).content).rows["tasks"]
    found = process(make_pdf(replace(truth, style=replace(truth.style, rules=rules))).content).rows["tasks"]
    assert [(task.section_code, task.ordinal) for task in found] == [
        (task.section_code, task.ordinal) for task in ruled
    ]
    same = sum(one.task == other.task for one, other in zip(found, ruled, strict=True))
    assert same >= 0.9 * len(ruled)


def test_inferred_columns_are_flagged():
    [truth] = load_truths(("dai_hoc_quy_nhon_2024",))
    opened = replace(truth, style=replace(truth.style, rules=RuleStyle.NONE))
    found = [process(make_pdf(made).content).rows["flags"] for made in (truth, opened)]
    assert ["columns_inferred" in {row.code for row in rows} for rows in found] == [False, True]


def test_no_table_on_front_pages():
    for truth in load_truths(()):
        made = make_pdf(replace(truth, style=replace(truth.style, rules=RuleStyle.NONE)))
        first = min(piece.page for piece in pieces(made))
        assert all(part.place.page >= first for part in parts(made.content)), truth.id


def pieces(made):
    from types import SimpleNamespace

    return [SimpleNamespace(page=page["number"]) for page in made.layout["pages"] if page["pieces"]]


def parts(content):
    blocks = [block for block in read_pdf(content).blocks if isinstance(block, TableFragment)]
    return [part for block in blocks for row in block.rows for cell in row.cells for part in cell.parts]


PROSE = {
    "QD_TT-NgaiGiao_phan-cong-nhiem-vu_VNI-font.pdf": 0,
    "quangngai_05.signed.pdf": 0,
    "tcvn3_2006-1E499_ND109veDKKD_dacotrenmucPTDNN-V.pdf": 0,
    "QD-2858-QD-UBND_HaNoi_2025_nhiem-vu-quy-hoach.pdf": 1,
}


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize("name", PROSE)
def test_real_prose_pages_show_no_tables(name):
    """The fourth has one ruled table; the others have none."""
    assert len(process((SHARED / "corpus/digital" / name).read_bytes()).rows["tables"]) == PROSE[name]
