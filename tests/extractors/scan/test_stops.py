"""Stops that the ink does not bear out are doubtful; those that it does, and signs that are none, are not."""

import pytest

from extractors.scan.line_measures import Measures
from extractors.scan.stops import is_odd_stop
from tests.extractors.scan.drawn import ink_of

# Where pieces stand: rows from, to; columns from, to. The line's small letters are 12 pixels high, its baseline at 40.
LETTER = (28, 40, 10, 20)
DOT, UPPER_DOT, COMMA = (37, 40, 24, 27), (29, 32, 24, 27), (37, 44, 24, 27)
MARK_ABOVE, DOT_BELOW, DUST = (20, 23, 14, 17), (43, 46, 14, 17), (12, 15, 24, 27)
DUST_BELOW, DUST_ABOVE = (41, 44, 24, 27), (35, 38, 24, 27)


@pytest.mark.parametrize(
    ("text", "pieces", "is_odd"),
    [
        ("học.", [DOT], False),
        ("học,", [COMMA], False),
        ("học:", [DOT, UPPER_DOT], False),
        ("học;", [COMMA, UPPER_DOT], False),
        ("học", [], False),
        ("học", [MARK_ABOVE], False),
        ("học", [DOT_BELOW], False),
        ("học", [DUST], False),
        ("học.", [], True),
        ("học.", [MARK_ABOVE, DUST], True),
        ("học:", [DOT], True),
        ("học,", [COMMA, UPPER_DOT], True),
        ("học", [DOT], True),
        ("học.", [COMMA], True),
        ("học,", [DOT], True),
        ("học:", [COMMA, UPPER_DOT], True),
        ("học.", [DUST_BELOW], True),
        ("học.", [DUST_ABOVE], True),
        ("học,", [DUST_BELOW], True),
        ("học...", [DOT], False),
        ("(học)", [DOT], False),
        ("học”", [DOT], False),
        ("", [DOT], False),
    ],
)
def test_stops_are_counted_in_the_ink(text, pieces, is_odd):
    ink = ink_of((LETTER, *pieces))
    [letter] = [piece for piece in range(1, ink.count) if ink.bottom[piece] - ink.top[piece] == 12]
    small = [piece for piece in range(1, ink.count) if piece != letter]
    assert is_odd_stop(text, ink, [letter], small, Measures(40.0, 12.0)) is is_odd
