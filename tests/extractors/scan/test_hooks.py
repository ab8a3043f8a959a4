"""A hook over an i whose ink is a dot is doubtful; a hook, and a dot read as one, are not."""

import pytest

from extractors.scan.hooks import is_dotted
from extractors.scan.line_measures import Measures
from tests.extractors.scan.drawn import ink_of

# Where pieces stand: rows from, to; columns from, to. The line's small letters are 24 pixels high, its baseline at 80.
LETTER = (56, 80, 20, 40)
DOT, HOOK, DOT_BELOW, DUST = (44, 50, 28, 34), (42, 50, 27, 35), (84, 90, 28, 34), (4, 9, 28, 33)


@pytest.mark.parametrize(
    ("text", "pieces", "is_odd"),
    [
        ("chỉ", [DOT], True),
        ("Tỉnh;", [DOT], True),
        ("chỉ", [DOT, DUST, DOT_BELOW], True),
        ("chỉ", [HOOK], False),
        ("chi", [DOT], False),
        ("chị", [DOT, DOT_BELOW], False),
        ("chỉ", [], False),
        ("hỏi", [DOT, HOOK], False),
        ("", [DOT], False),
    ],
)
def test_hooks_are_measured_in_the_ink(text, pieces, is_odd):
    ink = ink_of((LETTER, *pieces))
    small = [piece for piece in range(1, ink.count) if ink.bottom[piece] - ink.top[piece] < 24]
    assert is_dotted(text, ink, small, Measures(80.0, 24.0)) is is_odd
