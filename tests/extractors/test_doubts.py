"""Words that the recogniser doubted keep their place: through lines, joined codes, cut cells and paragraphs."""

from dataclasses import replace

from extractors.assemble import assemble
from extractors.doubts import find_doubts
from extractors.grid import find_grids, fragment_of
from extractors.layout import find_passages
from extractors.model import Cell, CellPart, Place
from extractors.page import Doubt, HowRead, ReadingMode
from extractors.paged import read_paged
from pipeline.corrections.entries import NO_CORRECTIONS
from pipeline.datasets import DocumentRow
from pipeline.process import _result
from tests.extractors.pages import across, lattice, page, word, words


def unsure(text, x, y, sure=0.4, *, raised=False):
    return replace(word(text, x, y, raised=raised), confidence=sure)


def sure(text, x, y):
    return [replace(each, confidence=1.0) for each in words(text, x, y)]


def test_a_text_layer_has_no_doubts():
    assert find_doubts(words("kiểm tra", 0, 12), "kiểm tra") == ()


def test_raised_marks_left_out_and_codes_joined_shift_no_doubt():
    seen = [*sure("Số 12/QĐ-", 0, 12), unsure("1", 80, 8, raised=True), *sure("BKHCN ngày", 0, 30), unsure("7", 90, 30)]
    assert find_doubts(seen, "Số 12/QĐ-BKHCN ngày 7") == (Doubt(3, "7", 0.4),)


def test_a_cell_over_two_pages_counts_on():
    first = CellPart("kiểm tra", Place(), doubts=(Doubt(1, "tra", 0.5),))
    rest = CellPart("việc chi", Place(), doubts=(Doubt(1, "chi", 0.3),))
    assert Cell((first,)).join(Cell((rest,))).doubts == (Doubt(1, "tra", 0.5), Doubt(3, "chi", 0.3))
    assert Cell((first,), reading="kiểm soát").doubts == ()


def test_a_cell_and_a_paragraph_carry_their_doubts():
    inside = [*sure("Số hóa", 105, 120), unsure("hỗ", 160, 120), *sure("1", 55, 120)]
    [grid] = find_grids(page(inside, lattice((50, 100, 300), (100, 130, 160))))
    assert fragment_of(grid, 1).rows[0].cells[1].doubts == (Doubt(2, "hỗ", 0.4),)
    below = page([*sure("Căn cứ Luật", 50, 300), unsure("Đất", 150, 300)])
    told = [doubt for block in read_paged([below]).blocks for doubt in block.doubts]
    assert [(doubt.text, doubt.confidence) for doubt in told] == [("Đất", 0.4)]


def test_small_type_under_a_short_rule_is_a_note_on_a_scan_without_its_mark():
    body = [*sure("Nội dung của trang này", 50, 300), *sure("và dòng sau", 50, 320)]
    note = [replace(each, confidence=1.0) for each in words("Số liệu của đơn vị", 50, 780, size=9)]
    every = [*body, *note]
    typed = [replace(each, confidence=None) for each in every]
    rules = [across(765, 50, 200)]
    assert [passage.is_note for passage in find_passages(page(every, rules), every)][-1]
    assert not any(passage.is_note for passage in find_passages(page(typed, rules), typed))


def test_cells_with_doubtful_or_unknown_words_are_flagged_and_tasks_bear_the_least_confidence():
    xs, ys = (50, 90, 300, 420), (100, 130, 160, 190)
    rows = [
        ("TT", "Nhiệm vụ", "Đơn vị chủ trì"),
        ("1", "Số hóa hồ sơ", "Vụ Pháp chế"),
        ("2", "Thi trắc nghệm", "Sở Y tế"),
    ]
    seen = [
        each
        for y, row in zip(ys[:3], rows, strict=True)
        for x, text in zip(xs[:3], row, strict=True)
        for each in sure(text, x + 5, y + 20)
    ]
    seen = [replace(each, confidence=0.5) if each.text == "Pháp" else each for each in seen]
    scan = replace(page(seen, lattice(xs, ys)), how=HowRead(ReadingMode.OCR))
    result = _result(assemble(read_paged([scan])), DocumentRow(document_id="d"), NO_CORRECTIONS)
    flags = [(flag.task_id, flag.column) for flag in result.rows["flags"] if flag.code == "low_confidence"]
    assert flags == [("d:1::1", "lead"), ("d:1::2", "task")]
    assert [task.confidence for task in result.rows["tasks"]] == [0.5, 1.0]
