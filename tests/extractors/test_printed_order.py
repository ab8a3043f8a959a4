"""Row numbers that recognition misread are settled by the printed order; all else stays as it is."""

import pytest

from extractors.model import Cell, CellPart, Place, Row, RowNote
from extractors.printed_order import settle_numbers
from tests.cases import load_cases


def rows(case, confidence=0.9):
    titles = case.get("titles", ())
    for at, number in enumerate(case["read"]):
        texts = (number, "Thể chế", "") if at in titles else (number, "Số hóa hồ sơ", "Vụ Pháp chế")
        if at in case.get("whole", ()):
            texts = (number, number, number)
        yield Row(
            tuple(Cell((CellPart(text, Place(page=1, confidence=confidence)),) if text else ()) for text in texts)
        )


CASES = pytest.mark.parametrize("case", load_cases("printed_order.yml"))


@CASES
def test_numbers_follow_the_printed_order(case):
    settled = settle_numbers(list(rows(case)))
    assert [row.texts[0] for row in settled] == case["expect"]


@CASES
def test_what_was_read_is_kept_and_what_was_settled_is_noted(case):
    settled = settle_numbers(list(rows(case)))
    assert [row.cells[0].text_as_read for row in settled] == case["read"]
    changed = [row.texts[0] != read for row, read in zip(settled, case["read"], strict=True)]
    assert [RowNote.NUMBER_SETTLED in row.notes for row in settled] == changed


@CASES
def test_typed_numbers_are_the_writers_own(case):
    typed = list(rows(case, confidence=None))
    assert settle_numbers(typed) == typed


@CASES
def test_settling_twice_is_settling_once(case):
    once = settle_numbers(list(rows(case)))
    assert [row.texts for row in settle_numbers(once)] == [row.texts for row in once]


def test_numbers_of_columns_printed_again_begin_no_series():
    texts = [
        ("9", "Họp", "Vụ A"),
        ("10", "Họp", "Vụ B"),
        ("(1)", "(2)", "(3)"),
        ("11", "Họp", "Vụ A"),
        ("12", "Họp", ""),
    ]
    seen = [
        Row(tuple(Cell((CellPart(text, Place(page=1, confidence=0.9)),)) for text in row_texts)) for row_texts in texts
    ]
    assert [row.texts[0] for row in settle_numbers(seen)] == ["9", "10", "(1)", "11", "12"]
