"""Marks told where a capital stands hide it; marks that are printed as they were told do not."""

import pytest

from extractors.scan.line_measures import Measures
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
