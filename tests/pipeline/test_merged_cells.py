"""A cell merged over several rows counts for each of them, and what is taken over is named."""

from dataclasses import replace

from extractors.model import Cell, CellPart, Document, Place, Reading, Row, RowNote, TableFragment
from extractors.page import BBox
from extractors.stitch import stitch
from pipeline.datasets import DocumentRow
from pipeline.judging import Facts
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


def test_an_empty_cell_that_is_not_merged_stays_empty():
    rows = [("TT", "Nhiệm vụ", "Đơn vị chủ trì"), ("1", "Rà soát", "Sở Nội vụ"), ("2", "Tổng kết", "")]
    [table] = stitch([TableFragment(tuple(make_row(*row) for row in rows))])
    assert [task.lead for task in task_rows(read_table(table), DocumentRow(document_id="x"), 1)] == ["Sở Nội vụ", None]


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
    def seen(text, rows=1):
        return Cell((CellPart(text, Place(page=1, box=BBox(0, 0, 9, 9))),), row_span=rows)

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
