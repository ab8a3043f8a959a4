"""Seals in grey go, the print and the rules under them stay; what is no seal stays whole."""

import cv2
import numpy
import pytest

from extractors.scan.grey_seals import lighten_seals

DPI, POINT = 200.0, 200 / 72
CENTRE, RADIUS = (700, 500), round(51 * POINT)


def paper(print_grey=20):
    """Lines of print down the page, a few through the place of the seal."""
    page = numpy.full((1100, 1300), 250, numpy.uint8)
    for y in range(100, 1000, 50):
        for x in range(150, 1150, 22):
            page[y : y + 20, x : x + 12] = print_grey
    return page


def sealed(page, grey):
    """With a ring, a second one and a disc in it; ink only darkens."""
    seal = numpy.full_like(page, 255)
    for radius, width in ((RADIUS, 4), (round(0.8 * RADIUS), 3)):
        cv2.circle(seal, CENTRE, radius, grey, width)
    cv2.circle(seal, CENTRE, 40, grey, -1)
    return numpy.minimum(page, seal)


@pytest.mark.parametrize("grey", [100, 150])
def test_a_pale_seal_goes_and_the_print_under_it_stays(grey):
    plain = paper()
    cleaned, [box] = lighten_seals(sealed(plain, grey), DPI)
    assert abs(box.x0 - (CENTRE[0] - RADIUS)) < 30 and abs(box.bottom - (CENTRE[1] + RADIUS)) < 30
    assert (cleaned[plain == 20] == 20).all()
    left = (cleaned < 200) & (plain == 250)
    assert left.sum() < 0.1 * ((sealed(plain, grey) < 200) & (plain == 250)).sum()


def test_a_seal_as_dark_as_print_stays():
    page = sealed(paper(), 30)
    cleaned, boxes = lighten_seals(page, DPI)
    assert boxes == () and (cleaned == page).all()


def test_pale_rules_of_a_table_are_no_seal():
    page = paper()
    page[90:1000:60, 140:1160] = page[91:1000:60, 140:1160] = 120
    page[90:1000, 140:1160:170] = page[90:1000, 141:1160:170] = 120
    cleaned, boxes = lighten_seals(page, DPI)
    assert boxes == () and (cleaned == page).all()


def test_pale_rules_under_a_seal_stay():
    page = paper()
    page[480:482, 140:1160] = 120
    cleaned, [_] = lighten_seals(sealed(page, 120), DPI)
    assert (cleaned[480:482, 140:1160] <= 120).all()


def test_pale_print_is_no_seal():
    page = paper(print_grey=130)
    page[50:70, 150:700] = 10
    cleaned, boxes = lighten_seals(page, DPI)
    assert boxes == () and (cleaned == page).all()


def test_a_blank_page_has_none():
    page = numpy.full((500, 500), 250, numpy.uint8)
    assert lighten_seals(page, DPI)[1] == ()
