"""A cell merged over several rows counts for each of them, and what is taken over is named."""

from dataclasses import replace

from extractors.model import Cell, CellPart, Document, Place, Reading, Row, RowNote, TableFragment
from extractors.page import BBox
from extractors.stitch import stitch
from pipeline.datasets import DocumentRow
from pipeline.judging import Facts
from pipeline.process import process
from pipeline.quality import merge_inferred
from pipeline.rows.tasks import read_table, task_rows
from tests.rows import make_row


def test_a_merged_unit_counts_for_each_row_and_is_named():
    header = make_row("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn")
    first = make_row("1", "Rà soát", "Sở Nội vụ", "Quý I")
    below = make_row("2", "Tổng kết", "", "Quý II")
    first = replace(first, cells=(*first.cells[:2], replace(first.cells[2], row_span=2), first.cells[3]))
    below = replace(below, cells=(*below.cells[:2], Cell(is_covered=True), below.cells[3]))
    [table] = stitch([TableFragment((header, first, below))])
    one, two = task_rows(read_table(table), DocumentRow(document_id="x"), 1)
    assert (one.lead, one.inherited) == ("Sở Nội vụ", ())
    assert (two.lead, two.lead_raw, two.inherited) == ("Sở Nội vụ", "Sở Nội vụ", ("lead",))


def test_a_merged_cell_of_a_column_without_a_role_counts_for_each_row_too():
    header = make_row("TT", "Lĩnh vực", "Nhiệm vụ", "Đơn vị chủ trì")
    first, below = make_row("1", "Hạ tầng số", "Rà soát", "Vụ A"), make_row("2", "", "Tổng kết", "Vụ B")
    below = replace(below, cells=(below.cells[0], Cell(is_covered=True), *below.cells[2:]))
    [table] = stitch([TableFragment((header, first, below))])
    one, two = task_rows(read_table(table), DocumentRow(document_id="x"), 1)
    assert one.other == two.other == {"Lĩnh vực": "Hạ tầng số"}
    assert (one.inherited, two.inherited) == ((), ("Lĩnh vực",))


def test_an_empty_cell_that_is_not_merged_stays_empty():
    rows = [("TT", "Nhiệm vụ", "Đơn vị chủ trì"), ("1", "Rà soát", "Sở Nội vụ"), ("2", "Tổng kết", "")]
    [table] = stitch([TableFragment(tuple(make_row(*row) for row in rows))])
    assert [task.lead for task in task_rows(read_table(table), DocumentRow(document_id="x"), 1)] == ["Sở Nội vụ", None]


def test_a_row_that_ends_before_a_column_takes_nothing_over_from_the_row_above():
    """Only one row of a table without a header has a fourth cell."""
    rows = "1\tSố hóa hồ sơ\tVụ A\n2\tTổng kết năm\tVụ C\tTháng 3/2024\n3\tMua máy tính\tVụ A\n4\tHọp\tVụ B"
    result = process(f"KẾ HOẠCH\nNhiệm vụ năm 2024\n\n{rows}\n".encode())
    assert [task.deadline for task in result.rows["tasks"]] == [None, "Tháng 3/2024", None, None]
    assert [task.inherited for task in result.rows["tasks"]] == [()] * 4


def test_rows_under_a_merged_number_are_rows_of_their_own():
    rows = [
        make_row("TT", "Nhiệm vụ", "Đơn vị chủ trì"),
        make_row("1", "Rà soát", "Sở Y tế"),
        make_row("", "tập huấn", "Sở A"),
    ]
    rows[2] = replace(rows[2], cells=(Cell(is_covered=True), *rows[2].cells[1:]))
    [table] = stitch([TableFragment(tuple(rows))])
    assert [task.task for task in task_rows(read_table(table), DocumentRow(document_id="x"), 1)] == [
        "Rà soát",
        "tập huấn",
    ]


def test_what_is_taken_for_the_rest_of_a_merged_cell_is_flagged():
    header = make_row("TT", "Nhiệm vụ", "Đơn vị chủ trì")
    above = Row((seen("1"), seen("Rà soát"), seen("Sở Y tế")))
    rest = Row((seen("2"), seen("Tổng kết"), seen("", 2)))
    below = Row((seen("3"), seen("Báo cáo"), Cell(is_covered=True)))
    [table] = stitch([TableFragment((header, above)), TableFragment((rest, below))])
    assert [RowNote.MERGE_INFERRED in row.notes for row in table.rows] == [False, True, False]
    read, fields = read_table(table), DocumentRow(document_id="x")
    facts = Facts(Document(Reading("text", ()), (), (), (table,)), fields, (read,), tuple(task_rows(read, fields, 1)))
    [found] = merge_inferred(facts)
    assert found.row == 2


def test_merged_cells_inside_a_page_are_no_inference():
    rows = [("TT", "Nhiệm vụ", "Đơn vị chủ trì"), ("1", "Rà soát", "Sở Nội vụ"), ("2", "Tổng kết", "")]
    [table] = stitch([TableFragment(tuple(make_row(*row) for row in rows))])
    assert not any(RowNote.MERGE_INFERRED in row.notes for row in table.rows)


def seen(text, rows=1, has_room=None):
    return Cell((CellPart(text, Place(page=1, box=BBox(0, 0, 9, 9)), has_room=has_room),), row_span=rows)


def deadlines(pages):
    """The deadline of each row of a table, and which rows are noted as inferred; a page is a list of (text, rows)."""
    header = make_row("TT", "Nhiệm vụ", "Thời hạn")
    number, fragments = 0, []
    for cells in pages:
        rows = []
        for cell in cells:
            number += 1
            rows.append(
                Row((seen(str(number)), seen("Rà soát"), Cell(is_covered=True) if cell is None else seen(*cell)))
            )
        fragments.append(TableFragment((header, *rows) if not fragments else tuple(rows)))
    [table] = stitch(fragments)
    tasks = task_rows(read_table(table), DocumentRow(document_id="x"), 1)
    return [task.deadline_raw for task in tasks], [RowNote.MERGE_INFERRED in row.notes for row in table.rows]


def test_an_empty_cell_at_the_top_of_a_page_is_the_rest_of_a_merged_one_where_the_column_merges_and_has_no_blanks():
    pages = [[("Quý I", 2), None, ("Tháng 7",)], [("",), ("Quý II",)]]
    assert deadlines(pages) == (["Quý I", "Quý I", "Tháng 7", "Tháng 7", "Quý II"], [False, False, False, True, False])


def test_it_stays_empty_where_the_column_leaves_blanks_inside_pages():
    pages = [[("Quý I", 2), None, ("",), ("Tháng 7",)], [("",), ("Quý II",)]]
    assert deadlines(pages)[0] == ["Quý I", "Quý I", None, "Tháng 7", None, "Quý II"]


def test_blanks_of_rows_with_others_under_them_say_nothing_of_rows_without():
    header = ("TT", "Nhiệm vụ", "Phụ trách")
    number_and_chief = [("1", "Ông A"), ("2", ""), ("2.1", "Bà B"), ("2.2", "Ông A"), ("3", "Bà B"), ("4", None)]
    rows = [make_row(*header), *(Row((seen(n), seen("Rà soát"), seen(c or ""))) for n, c in number_and_chief)]
    rows[-2] = replace(rows[-2], cells=(*rows[-2].cells[:2], seen("Bà B", 2)))
    rows[-1] = replace(rows[-1], cells=(*rows[-1].cells[:2], Cell(is_covered=True)))
    for number, below, wanted in (("5", "6", "Bà B"), ("5", "5.1", None)):
        top = [Row((seen(number), seen("Rà soát"), seen(""))), Row((seen(below), seen("Họp"), seen("Ông A")))]
        [table] = stitch([TableFragment(tuple(rows)), TableFragment(tuple(top))])
        tasks = task_rows(read_table(table), DocumentRow(document_id="x"), 1)
        assert next(task.assignee for task in tasks if task.ordinal == number) == wanted


def test_it_stays_empty_where_the_column_merges_nothing():
    assert deadlines([[("Quý I",), ("Tháng 7",)], [("",), ("Quý II",)]])[0] == ["Quý I", "Tháng 7", None, "Quý II"]


def test_a_merged_value_in_lower_case_is_one_of_its_own_where_the_column_writes_them_so():
    pages = [[("quý I",), ("tháng 5",), ("Quý IV", 2), None], [("quý III", 2), None]]
    wanted = ["quý I", "tháng 5", "Quý IV", "Quý IV", "quý III", "quý III"]
    assert deadlines(pages) == (wanted, [False] * 6)


def test_it_is_the_rest_where_no_other_is_written_so():
    pages = [[("Quý I",), ("Tháng 5",), ("Trước", 2), None], [("tháng 8", 2), None]]
    assert deadlines(pages)[0] == ["Quý I", "Tháng 5", *["Trước tháng 8"] * 4]


def test_a_value_below_a_merged_one_that_had_room_for_more_lines_is_one_of_its_own():
    pages = [[("Quý I",), ("Liên tục", 2, True), None], [("tháng 2",)]]
    assert deadlines(pages)[0] == ["Quý I", "Liên tục", "Liên tục", "tháng 2"]
    pages = [[("Quý I",), ("Liên tục", 2, False), None], [("tháng 2",)]]
    assert deadlines(pages)[0] == ["Quý I", *["Liên tục tháng 2"] * 3]
