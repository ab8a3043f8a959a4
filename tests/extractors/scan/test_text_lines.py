"""Pieces of ink to lines: what belongs together, what is dust, where rules part."""

import numpy
import pytest

from extractors.page import Ruling
from extractors.scan.spots import find_spots
from extractors.scan.text_lines import find_text_lines
from tests.extractors.scan.pages import cleaned, scanned

LETTER = 12


def drawn(*boxes):
    """Black boxes (x0, top, x1, bottom) on white."""
    pixels = numpy.full((300, 600), 255, numpy.uint8)
    for x0, top, x1, bottom in boxes:
        pixels[top:bottom, x0:x1] = 0
    return find_spots(pixels)


def letters(start, count, baseline=100, step=16):
    return [(x, baseline - LETTER, x + 10, baseline) for x in range(start, start + count * step, step)]


def spans(ink, rulings=()):
    return [(line.x0, line.x1) for line in find_text_lines(ink, LETTER, rulings)]


def test_letters_side_by_side_are_a_line():
    assert spans(drawn(*letters(50, 6))) == [(50, 140)]


def test_a_wide_gap_and_a_rule_part_lines():
    ink = drawn(*letters(50, 3), *letters(200, 3))
    assert spans(ink) == [(50, 92), (200, 242)]
    ink = drawn(*letters(50, 3), *letters(110, 3))
    assert spans(ink) == [(50, 152)]
    assert spans(ink, [Ruling(100, 0, 300, is_horizontal=False)]) == [(50, 92), (110, 152)]


def test_marks_and_stops_belong_dust_does_not():
    mark, stop, dust, far = (52, 82, 58, 85), (94, 97, 97, 100), (70, 60, 73, 63), (130, 97, 133, 100)
    (line,) = find_text_lines(drawn(*letters(50, 3), mark, stop, dust, far), LETTER)
    assert (line.x0, line.top, line.x1, line.bottom) == (50, 82, 97, 100)
    assert len(line.parts) == 5


def test_a_dash_before_an_item_is_kept():
    assert spans(drawn((34, 93, 42, 95), *letters(50, 3))) == [(34, 92)]


def test_a_thin_short_dash_of_small_print_is_one_too():
    assert spans(drawn((34, 93, 39, 95), *letters(50, 3))) == [(34, 92)]


def test_the_upper_dot_of_a_semicolon_leans_in_italics():
    dot, comma = (98, 89, 101, 92), (94, 98, 98, 104)
    (line,) = find_text_lines(drawn(*letters(50, 3), comma, dot), LETTER)
    assert len(line.parts) == 5


def test_a_letter_broken_across_stands_in_its_line():
    bowl, loop = (98, 88, 108, 97), (97, 99, 109, 108)
    (line,) = find_text_lines(drawn(*letters(50, 3), bowl, loop, *letters(112, 3)), LETTER)
    assert (line.x0, line.x1, len(line.letters), line.is_raised) == (50, 154, 8, False)


def test_a_broken_figure_is_no_raised_mark():
    upper, foot = (98, 83, 104, 94), (97, 97, 106, 100)
    (line,) = find_text_lines(drawn(*letters(50, 3), upper, foot, *letters(112, 3)), LETTER)
    assert len(line.parts) == 8


def test_the_part_of_a_letter_that_broke_off_is_kept():
    stem, bowl = (104, 88, 108, 100), (97, 94, 102, 100)
    (line,) = find_text_lines(drawn(*letters(50, 3), bowl, stem), LETTER)
    assert len(line.parts) == 5


def test_a_blank_page_has_no_lines():
    assert spans(drawn()) == []


@pytest.mark.parametrize("preset", ["clean300", "office200"])
def test_every_printed_line_of_a_page_is_found_once(preset):
    layout, _ = scanned(preset)
    clean = cleaned(preset, 1)
    scale = clean.dpi / 72
    ink = find_spots(clean.unruled)
    found = find_text_lines(ink, clean.letter_height * scale, clean.rulings, scale)
    middles = [((line.x0 + line.x1) / 2 / scale, (line.top + line.bottom) / 2 / scale) for line in found]
    for printed in layout[0]["lines"]:
        x0, top, x1, bottom = printed["box"]
        inside = [x for x, y in middles if x0 - 3 < x < x1 + 3 and top - 3 < y < bottom + 3]
        assert inside, printed["text"]
