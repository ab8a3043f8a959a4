"""Word 97 files: made ones read as the .docx they were made from; structures by hand; what is refused, and damage."""

import io
import struct

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.identify import identify
from extractors.model import FileKind, Paragraph, Unreadable
from extractors.old_office import read_old_office
from extractors.word97.pieces import decode_piece
from extractors.word97.properties import Sprm, read_modifiers, read_switch
from extractors.word97.reading import read_word97
from extractors.word97.tables import CellShape, TableRow, find_grid, make_table, read_shapes
from extractors.word_file import read_word_file
from extractors.word_numbering import W
from pipeline.process import process
from tests.evaluation.diacritics import score_diacritics
from tests.gold import shared_file
from tests.making.compound import make_compound
from tests.making.doc import DocText, make_doc, row_shape, write_doc
from tests.making.docx import make_docx
from tests.making.files import load_truths
from tests.making.legacy import legacy_docx

DELETED = struct.pack("<HB", 0x0800, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
CAPITALS = struct.pack("<HB", 0x083B, 1)


def never(data, suffix):
    raise AssertionError("LibreOffice is not asked")


def content(reading):
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[(cell.text, cell.row_span, cell.column_span) for cell in row.cells] for row in block.rows]
        for block in reading.blocks
    ]


def saved(file):
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


@pytest.mark.parametrize("truth", load_truths(), ids=lambda truth: truth.id)
def test_a_made_document_reads_as_its_docx(truth):
    word = make_docx(truth)
    old = make_doc(word)
    assert identify(old) is FileKind.DOC
    assert content(read_old_office(old, never)) == content(read_word_file(word))


@pytest.mark.parametrize(("encoding", "eight_bits"), [("tcvn3", True), ("vni", True), ("tcvn3", False)])
def test_legacy_fonts_in_pieces_of_eight_and_sixteen_bits(encoding, eight_bits):
    (truth,) = load_truths(("dai_hoc_quy_nhon_2024",))
    word = make_docx(truth)
    reading = read_word97(make_doc(legacy_docx(word, encoding), eight_bits=eight_bits))
    assert (content(reading), reading.encoding) == (content(read_word_file(word)), encoding)


def test_tasks_come_out_of_a_made_document():
    (truth,) = load_truths(("seed_2022",))
    word = make_docx(truth)
    old, new = process(make_doc(word)), process(word)
    assert old.document.file_kind == "doc" and old.document.citation == new.document.citation
    assert [task.task for task in old.rows["tasks"]] == [task.task for task in new.rows["tasks"]] != []


def one(*runs, **keywords):
    text = DocText()
    for letters, changes in runs:
        text.add(letters, changes=changes)
    text.end()
    return [block for block in content(read_word97(write_doc(text, **keywords))) if isinstance(block, str)]


def test_what_word_does_not_print():
    assert one(("Quyết ", b""), ("xóa ", DELETED), ("ẩn ", HIDDEN), ("định", b"")) == ["Quyết định"]
    assert one(("quyết ", CAPITALS), ("định", b"")) == ["QUYẾT định"]
    assert one(("Xem \x13 PAGEREF _Toc1 \\h \x14trang 3\x15 nhé", b"")) == ["Xem trang 3 nhé"]
    assert one(("a\x13 IF \x13 X \x14y\x15 \x14b\x15c", b"")) == ["abc"]
    assert one(("12\x1eQĐ\x0bdòng hai", b"")) == ["12-QĐ", "dòng hai"]
    assert one(("Ghi chú\x02 và hình\x01\x08.", b"")) == ["Ghi chú và hình."]


def test_letters_beyond_sixteen_bits():
    assert one(("Điểm 😀 cười", b"")) == ["Điểm 😀 cười"]


def test_merged_cells_and_rows():
    file = docx.Document()
    table = file.add_table(rows=3, cols=3)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(place)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    word = saved(file)
    assert content(read_word97(make_doc(word))) == content(read_word_file(word))


def test_edges_drawn_a_little_apart_are_one():
    assert find_grid([0, 1000, 2000, 0, 1040, 1960]) == (0, 1000, 1960)


def test_cells_merged_by_later_modifiers():
    shape = row_shape([(1, 0), (1, 0), (1, 0)])
    (operand,) = [operand for number, operand in read_modifiers(shape) if number == Sprm.ROW_SHAPE]
    across = struct.pack("<HBB", Sprm.CELLS_MERGE, 0, 2)
    down = struct.pack("<HBBB", Sprm.CELL_MERGE_DOWN, 2, 2, 3)
    cells = read_shapes(operand, across + down)
    assert [(cell.is_merged_across, cell.down) for cell in cells] == [(False, None), (True, None), (False, "restart")]
    made = [row_cell(text) for text in "abc"]
    row = make_table([TableRow(tuple(made), cells)]).find(f"{W}tr")
    assert ["".join(each.itertext()) for each in row] == ["ab", "c"]
    assert [each.find(f"{W}tcPr/{W}gridSpan").get(f"{W}val") for each in row] == ["2", "1"]


def row_cell(text):
    import xml.etree.ElementTree as ET

    cell = ET.Element(f"{W}tc")
    ET.SubElement(cell, f"{W}p").text = text
    return cell


def test_a_row_that_begins_further_right():
    cells = (row_cell("a"), row_cell("b"))
    whole = TableRow(cells, (CellShape(0, 1000), CellShape(1000, 2000)))
    late = TableRow((row_cell("c"),), (CellShape(1000, 2000),))
    rows = make_table([whole, late]).findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}gridBefore") is not None for row in rows] == [False, True]


def test_switches_keep_or_turn_what_the_style_says():
    states = [(value, style) for value in (0, 1, 0x80, 0x81) for style in (False, True)]
    found = [read_switch({Sprm.HIDDEN: bytes((value,))}, Sprm.HIDDEN, inherited=style) for value, style in states]
    assert found == [False, False, True, True, False, True, True, False]


@given(st.binary(max_size=40))
def test_modifiers_of_any_bytes_end(changes):
    assert sum(2 + len(operand) for _, operand in read_modifiers(changes)) <= len(changes)


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=20))
def test_sixteen_bits_give_every_letter(text):
    assert decode_piece(text.encode("utf-16-le"), 2) == text


@pytest.mark.parametrize(
    ("streams", "code", "word"),
    [
        ({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}, "password_protected", "password"),
        ({"Workbook": b"x"}, "kind_unsupported", ".xls"),
        ({"PowerPoint Document": b"x"}, "kind_unsupported", ".ppt"),
        ({"Contents": b"x"}, "kind_unsupported", "neither"),
    ],
)
def test_other_compound_files_are_refused_in_a_sentence(streams, code, word):
    with pytest.raises(Unreadable) as problem:
        read_old_office(make_compound(streams), never)
    assert problem.value.code == code and word in problem.value.sentence and problem.value.sentence.endswith(".")


def test_a_document_with_a_password():
    text = DocText()
    text.end()
    with pytest.raises(Unreadable) as problem:
        read_old_office(write_doc(text, flags=0x0100), never)
    assert problem.value.code == "password_protected"


@pytest.mark.parametrize(
    "data",
    [
        write_doc(DocText("\r", [(1, b"")], [(1, b"")]), version=0x68),
        b"{\\rtf1\\ansi Quy\\'d5t \\'ae\\'denh}",
    ],
    ids=["word 95", "rtf"],
)
def test_older_documents_and_rtf_go_through_libreoffice(data):
    file = docx.Document()
    file.add_paragraph("Quyết định")
    asked = []

    def convert(given, suffix):
        asked.append((given == data, suffix))
        return saved(file)

    assert content(read_old_office(data, convert)) == ["Quyết định"]
    assert asked == [(True, ".rtf" if data.startswith(b"{") else ".doc")]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_broken_files_fail_in_a_sentence_or_give_less(data):
    (truth,) = load_truths(("dai_hoc_quy_nhon_2024",))
    whole = bytearray(make_doc(make_docx(truth)))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(8, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(600, len(whole)))])

    def convert(given, suffix):
        raise Unreadable("libreoffice_missing", "LibreOffice is not here.")

    try:
        read_old_office(cut, convert)
    except Unreadable as problem:
        assert problem.sentence.endswith(".")


def test_a_damaged_file_that_libreoffice_can_read():
    (truth,) = load_truths(("dai_hoc_quy_nhon_2024",))
    word = make_docx(truth)
    cut = make_doc(word)[:3000]
    assert content(read_old_office(cut, lambda data, suffix: word)) == content(read_word_file(word))


@pytest.mark.parametrize("name", ["tcvn3_2003-02144qd", "tcvn3_2004-0328NDCP", "vni_2008-QD-991-UBND"])
def test_real_documents_keep_their_marks(name):
    truth = shared_file(f"corpus/office/{name}.truth.txt").read_text(encoding="utf-8")
    reading = read_old_office(shared_file(f"corpus/office/{name}.doc").read_bytes(), never)
    lines = [
        block if isinstance(block, str) else " ".join(cell[0] for row in block for cell in row)
        for block in content(reading)
    ]
    assert score_diacritics(truth, "\n".join(lines)).score >= 0.99
