"""Marks told where a capital stands hide it; marks that are printed as they were told do not."""

import pytest

from extractors.scan.line_measures import Measures
from extractors.scan.ocr import SeenWord
from extractors.scan.readings import Choice
from extractors.scan.settling import settle
from extractors.scan.text_lines import TextLine
from extractors.scan.unread import is_unread
from tests.extractors.scan.drawn import ink_of

# Rows from, to; columns from, to. Small letters are 12 pixels high, capitals 17, the baseline is at 40.
SMALL, CAPITAL, DOT, DASH, SEAL = (
    (28, 40, 10, 20),
    (23, 40, 10, 22),
    (37, 40, 10, 13),
    (33, 35, 10, 20),
    (5, 45, 10, 60),
)


@pytest.mark.parametrize(
    ("text", "piece", "hides"),
    [
        ("..", CAPITAL, True),
        (",", CAPITAL, True),
        (".", DOT, False),
        ("-", DASH, False),
        ("-", SEAL, False),
        ("B.", CAPITAL, False),
        (":", SMALL, False),
        ("/", CAPITAL, False),
    ],
)
def test_low_marks_where_a_capital_stands(text, piece, hides):
    assert is_unread(text, ink_of((piece,)), [1], Measures(40.0, 12.0)) is hides


@pytest.mark.parametrize(("x1", "text"), [(16, "-"), (32, "□")], ids=["the next word's capital", "its own"])
def test_only_a_capital_in_the_box_of_the_mark_hides_in_it(x1, text):
    """A dash at 10, a capital at 18: nearest to the dash in both cases, for the next word begins at 45."""
    ink = ink_of(((33, 35, 10, 16), (23, 40, 18, 30), (23, 40, 45, 57)))
    line = TextLine((1, 2, 3), (1, 2, 3), 10, 23, 57, 40, Measures(40.0, 12.0))
    words = (SeenWord("-", 10, 23, x1, 40, 0.9), SeenWord("T", 45, 23, 57, 40, 0.9))
    [choice] = settle([Choice(words, 1, 1)], line, ink)
    assert choice.words[0].text == text
