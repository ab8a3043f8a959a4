"""Properties: a table cut anywhere, inside cells too, is stitched back equal; no word is lost or made up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.delimited import read_delimited
from extractors.model import Paragraph, RowKind
from extractors.stitch import stitch

TEXT = """rà soát xây dựng kế hoạch hồ sơ dữ liệu Bộ Sở Vụ Cục Pháp chế Trung tâm triển khai báo cáo, quy trình. năm
2024; Hà Nội 100% của và (CNTT) số: đề án"""
WORDS = st.sampled_from(TEXT.split())
CELL = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
HEADER = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Kết quả", "Ghi chú")


@st.composite
def cut_tables(draw):
    """Rows of a numbered table, and the same rows as a text with page breaks in random places."""
    width = draw(st.integers(3, 6))
    row_count = draw(st.integers(1, 8))
    rows = [(str(n), *(draw(CELL) for _ in range(width - 1))) for n in range(1, row_count + 1)]
    lines = ["\t".join(HEADER[:width])]
    for row in rows:
        lines += draw(st.sampled_from([[], [], [""]]))
        lines += draw(cut_row(row))
    return rows, "\n".join(lines)


@st.composite
def cut_row(draw, row):
    """A row as one line, or as two with a page break between; at least one cell goes on, each keeps a first word."""
    cells = [cell.split() for cell in row[1:]]
    at = [draw(st.integers(1, len(words))) for words in cells]
    if not draw(st.booleans()) or all(cut == len(words) for cut, words in zip(at, cells, strict=True)):
        return ["\t".join(row)]
    first = [row[0], *(" ".join(words[:cut]) for cut, words in zip(at, cells, strict=True))]
    rest = ["", *(" ".join(words[cut:]) for cut, words in zip(at, cells, strict=True))]
    return ["\t".join(first), "", "\t".join(rest)]


@settings(max_examples=300, deadline=None)
@given(cut_tables())
def test_a_table_cut_anywhere_is_stitched_back(case):
    rows, text = case
    [table] = stitch(read_delimited(text).blocks)
    assert [row.texts for row in table.rows] == rows
    assert {row.kind for row in table.rows} == {RowKind.TASK}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(st.text("ab1.I -|\t", max_size=8), min_size=1, max_size=5).map("\t".join), max_size=12).map(
        "\n".join
    )
)
def test_every_word_of_any_table_text_is_kept(text):
    reading = read_delimited(text)
    tables = stitch(reading.blocks)
    seen = [word for block in reading.blocks if isinstance(block, Paragraph) for word in block.text.split()]
    for table in tables:
        for row in (*table.header_rows, *table.rows):
            seen += [word for cell in row.texts for word in cell.split()]
    wanted = text.replace("|", " ").replace("-", " ").split()
    assert sorted("".join(seen).replace("-", "").replace("|", "")) == sorted("".join(wanted))
