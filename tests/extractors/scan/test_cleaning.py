"""Edges, dust and light go; dots, marks, hyphens and rules stay."""

import numpy

from extractors.scan.cleaning import flatten, remove_specks, to_grey, whiten_edges
from extractors.scan.ink import find_ink, is_two_tone
from extractors.scan.letters import find_blobs, letter_height
from tests.extractors.scan.drawn import scanned

SMALL = "dai_hoc_quy_nhon_2024"


def paper(height=600, width=800):
    return numpy.full((height, width), 255, numpy.uint8)


def test_black_edges_go_and_a_rule_that_runs_into_them_stays():
    page = paper()
    page[:, :25] = 10
    page[:60, 700:] = 10
    page[300:302, :500] = 0
    page[302:330, 200:203] = 0
    cleaned = whiten_edges(page, 200.0)
    assert (cleaned[310:, :25] == 255).all()
    assert (cleaned[:55, 705:] == 255).all()
    assert (cleaned[300:302, 40:500] == 0).all()
    assert (cleaned[305:328, 200:203] == 0).all()


def test_a_page_clear_at_its_edges_stays_as_it_is():
    page = paper()
    page[40:560, 60] = page[100, 40:700] = 0
    assert (whiten_edges(page, 200.0) == page).all()


def test_print_at_the_very_edge_is_no_black_edge():
    page = paper()
    page[100:120, 0:3] = 0
    page[100:120, 6:9] = 0
    assert (whiten_edges(page, 200.0)[102:118, 6:9] == 0).all()


def test_specks_go_and_small_print_stays():
    page, letter = paper(), 15.0
    page[100:115, 100:112] = 0  # a letter
    page[92:96, 104:108] = 0  # its dot above
    page[119:122, 104:107] = 0  # its dot below
    page[112:115, 115:118] = 0  # a full stop
    page[106:108, 40:50] = 0  # a hyphen before it
    page[112:115, 200:203] = page[112:115, 210:213] = page[112:115, 220:223] = 0  # an ellipsis
    page[400:403, 600:603] = 0  # dust
    page[300, 300] = 0
    cleaned = remove_specks(page, find_blobs(find_ink(page)), letter)
    assert (cleaned[390:410, 590:610] == 255).all()
    assert cleaned[300, 300] == 255
    kept = page.copy()
    kept[390:410, 590:610] = 255
    kept[300, 300] = 255
    assert (cleaned == kept).all()


def test_no_ink_of_a_clean_page_is_taken_for_dust():
    image, _, _ = scanned(SMALL, "clean300")[1]
    ink = find_ink(image.pixels)
    blobs = find_blobs(ink)
    cleaned = remove_specks(image.pixels, blobs, letter_height(blobs, image.dpi))
    assert ((ink > 0) & (cleaned == 255)).sum() == 0


def test_letters_are_measured():
    image, _, _ = scanned(SMALL, "clean300")[1]
    letter = letter_height(find_blobs(find_ink(image.pixels)), image.dpi) / image.dpi * 72
    assert 5.0 <= letter <= 6.6


def test_uneven_light_becomes_white_paper():
    page = numpy.linspace(120, 255, 800, dtype=numpy.uint8)[None, :].repeat(600, axis=0).copy()
    page[300:312, 100:700:40] = 20
    flat = flatten(page, 200.0)
    assert flat[100].min() > 230
    assert flat[305, 100] < 80


def test_coloured_print_stays_and_a_coloured_seal_goes():
    page = numpy.full((800, 800, 3), 255, numpy.uint8)
    y, x = numpy.mgrid[:800, :800]
    ring = abs(numpy.hypot(y - 500, x - 500) - 130) < 5
    page[ring] = (205, 30, 45)
    page[495:500, 300:700] = (page[495:500, 300:700] * 0.1).astype(numpy.uint8)  # black print under it
    page[100:115, 100:110] = page[100:115, 115:125] = (30, 40, 160)  # blue print
    grey, boxes = to_grey(page, 200.0)
    assert len(boxes) == 1
    assert grey[ring & (y < 490)].min() > 230
    assert grey[495:500, 380:620].max() < 90
    assert grey[105, 105] < 100


def test_a_name_stamped_in_colour_below_a_seal_stays():
    page = numpy.full((800, 800, 3), 255, numpy.uint8)
    y, x = numpy.mgrid[:800, :800]
    page[abs(numpy.hypot(y - 400, x - 400) - 130) < 5] = (205, 30, 45)
    for left in range(420, 560, 24):
        page[548:566, left : left + 14] = (205, 30, 45)
    grey, boxes = to_grey(page, 200.0)
    assert len(boxes) == 1
    assert grey[400, 270] > 230
    assert grey[555, 427] < 120


def test_two_tone_pictures_are_told():
    image, _, _ = scanned(SMALL, "fax200")[0]
    assert is_two_tone(image.pixels)
    assert not is_two_tone(numpy.tile(numpy.arange(256, dtype=numpy.uint8), (300, 1)))
