import pytest

from extractors.delimited import read_delimited
from extractors.model import RowKind, TableFragment
from extractors.stitch import stitch
from tests.cases import load_cases

LETTERS = {
    "S": RowKind.SECTION,
    "T": RowKind.TASK,
    "U": RowKind.UNNUMBERED,
    "N": RowKind.TOTAL,
    "R": RowKind.RULE,
    "H": RowKind.HEADER,
    "C": RowKind.COLUMN_NUMBERS,
    "X": RowKind.UNKNOWN,
}


def read_case(text):
    return read_delimited(text.replace("→", "\t").replace("⏎", ""))


@pytest.mark.parametrize("case", load_cases("stitch.yml"))
def test_rows_of_a_stitched_table(case):
    [table] = stitch(read_case(case["text"]).blocks)
    expected = [(LETTERS[line[0]], line[3:].replace("\\|", "¦")) for line in case["expect"]]
    seen = [(row.kind, "|".join(text.replace("|", "¦") for text in row.texts)) for row in table.rows]
    assert seen == expected
    if "header" in case:
        assert list(table.header) == case["header"]


@pytest.mark.parametrize("case", load_cases("stitch.yml"))
def test_no_word_is_lost(case):
    reading = read_case(case["text"])
    read = sorted(
        word
        for block in reading.blocks
        if isinstance(block, TableFragment)
        for row in block.rows
        for text in row.texts
        for word in text.split()
    )
    kept = sorted(
        word
        for table in stitch(reading.blocks)
        for row in (*table.header_rows, *table.rows)
        for text in row.texts
        for word in text.split()
    )
    assert kept == read
