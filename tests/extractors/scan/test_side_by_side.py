"""Short lines side by side: which are shown together, whose words are whose, and where words end by their ink."""

import itertools

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.scan.dealing import deal
from extractors.scan.line_measures import Measures
from extractors.scan.line_pictures import CutLine, Look, Slot, show_lines
from extractors.scan.ocr import SeenWord
from extractors.scan.short_lines import find_company, in_rows, is_short
from extractors.scan.text_lines import TextLine
from extractors.scan.word_edges import at_ink

LETTER = 10.0


def line(x0, baseline, width, high=15, low=0):
    """A line of solid ink on its baseline."""
    box = TextLine((1,), (1,), x0, baseline - high, x0 + width, baseline + low, Measures(float(baseline), LETTER))
    pixels = numpy.full((high + low + 8, width + 8), 255, numpy.uint8)
    pixels[4 : 4 + high + low, 4 : 4 + width] = 0
    return CutLine(box, pixels, x0 - 4, baseline - high - 4, (pixels < 128).any(axis=0))


def said(text, x0, x1=None):
    return SeenWord(text, x0, 0, x1 or x0 + 10, 9, 0.9)


SHORT = [line(10, 100, 8), line(200, 101, 60), line(10, 130, 18), line(200, 130, 40), line(400, 99, 30)]


@pytest.mark.parametrize(
    ("by_column", "rows"), [(False, [(0, 1, 4, 2, 3)]), (True, [(0, 3, 2, 4, 1)])], ids=["by line", "by column"]
)
def test_short_lines_are_shown_in_one_picture(by_column, rows):
    assert list(in_rows(SHORT, LETTER, by_column=by_column)) == rows


def test_long_lines_and_high_ones_are_shown_alone():
    lines = [line(10, 100, 300), line(10, 130, 20, high=40), line(10, 160, 20), line(60, 160, 20)]
    assert list(in_rows(lines, LETTER, by_column=False)) == [(0,), (1,), (2, 3)]
    assert is_short(lines[1], LETTER) and not is_short(lines[0], LETTER)


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(50, 900), st.integers(3, 400)), max_size=40), st.booleans())
def test_every_line_is_shown_once(places, by_column):
    lines = [line(*place) for place in places]
    rows = list(in_rows(lines, LETTER, by_column=by_column))
    assert sorted(itertools.chain(*rows)) == list(range(len(lines)))


def test_company_is_a_line_of_some_length():
    lines = [line(0, 50, 30), line(0, 80, 150), line(0, 110, 700)]
    assert find_company(lines, LETTER) is lines[1]
    assert find_company(lines[:1], LETTER) is None


@pytest.mark.parametrize("look", [Look(36, 1.85, 0.7, 1.0, width=0.9, sharp=0.6), Look(48, 1.75, 0.6, 0.8)])
def test_lines_stand_where_their_slots_say(look):
    shown = show_lines(SHORT, look, LETTER)
    assert shown.pixels.shape[0] == look.height
    dark = (shown.pixels < 100).any(axis=0)
    for slot, cut in zip(shown.slots, SHORT, strict=True):
        inside = numpy.flatnonzero(dark[round(slot.start) : round(slot.end)]) + round(slot.start)
        x0, x1 = (slot.left + (x - slot.start) / slot.scale for x in (inside[0], inside[-1] + 1))
        assert (x0, x1) == pytest.approx((cut.line.x0, cut.line.x1), abs=1.5)


SLOTS = [Slot(10, 60, 0, 1), Slot(90, 100, 0, 1), Slot(130, 220, 0, 1)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("Sở", 12), ("3", 92), ("Hằng", 131), ("quý", 180)], ["Sở", "3", "Hằng quý"]),
        ([("Sở", 12), ("3", 71), ("Hằng", 108), ("quý", 180)], ["Sở", "3", "Hằng quý"]),
        ([("Sở", 12), ("Hằng", 131), ("quý", 180)], ["Sở", "", "Hằng quý"]),
        ([("3", 92)], ["", "3", ""]),
        ([], ["", "", ""]),
    ],
    ids=["all where they are", "told too far left", "one line unread", "one line read", "nothing read"],
)
def test_words_go_to_the_line_they_stand_in(words, expected):
    dealt = deal([said(text, x0) for text, x0 in words], SLOTS)
    assert [" ".join(word.text for word in own) for own in dealt] == expected


@given(st.lists(st.floats(-50, 300), max_size=12))
def test_no_word_is_lost_or_moved_before_another(starts):
    words = [said(str(number), x0) for number, x0 in enumerate(starts)]
    assert list(itertools.chain(*deal(words, SLOTS))) == words


def inked(*runs):
    """A line whose ink covers these columns of the page."""
    cut = line(100, 50, 200)
    columns = numpy.zeros(208, bool)
    for x0, x1 in runs:
        columns[x0 - cut.left : x1 - cut.left] = True
    return CutLine(cut.line, cut.pixels, cut.left, cut.top, columns)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("Sở", 103), ("Y", 153), ("tế", 172)], [(100, 120), (150, 160), (170, 190)]),
        ([("Sở", 103), ("Y", 143), ("tế", 167)], [(100, 120), (150, 160), (170, 190)]),
        ([("Sở", 140)], [(100, 190)]),
    ],
    ids=["told late", "told early", "one word has all ink"],
)
def test_words_end_where_their_ink_does(words, expected):
    cut = inked((100, 109), (110, 120), (150, 160), (170, 178), (180, 190))
    placed = at_ink([said(text, x0, 400) for text, x0 in words], cut)
    assert [(word.x0, word.x1) for word in placed] == expected


def test_words_without_a_blank_between_them_stay_in_order():
    placed = at_ink([said("Sở", 100), said("Y", 140), said("tế", 120)], inked((100, 190)))
    assert [word.x0 for word in placed] == sorted(word.x0 for word in placed)
    assert all(word.x0 < word.x1 for word in placed)


def gapped(width, start, end, height=15):
    """A line of solid ink with a blank from `start` to `end`, what stands before it so high."""
    cut = line(0, 100, width)
    cut.pixels[4 : 19 - height, 4 : 4 + start] = 255
    cut.pixels[:, 4 + start : 4 + end] = 255
    return CutLine(cut.line, cut.pixels, cut.left, cut.top, (cut.pixels < 128).any(axis=0))


def test_a_word_that_spans_a_blank_between_words_skipped_the_one_beside_it():
    [found] = at_ink([said("lớp,", 35)], gapped(80, 20, 32))
    assert (found.skips, found.confidence, found.x0) == (True, 0.45, 0)


@pytest.mark.parametrize("cut", [gapped(80, 20, 26), gapped(80, 4, 20, height=3)], ids=["narrow", "a speck before it"])
def test_a_narrow_blank_or_a_speck_is_no_word(cut):
    [found] = at_ink([said("lớp,", 35)], cut)
    assert (found.skips, found.confidence) == (False, 0.9)
