"""Turned only on evidence: text says which way it stands, blank paper says nothing."""

import numpy
import pytest

from extractors.page import BBox, Word
from extractors.scan.upright import find_lie, find_skew, rotate, turn
from tests.extractors.scan.drawn import scanned

SMALL = "dai_hoc_quy_nhon_2024"


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("place", [0, 1])
def test_text_and_tables_are_turned_upright(place, degrees):
    image, _, _ = scanned(SMALL, "fax200")[place]
    assert find_lie(turn(image.pixels, degrees), image.dpi).turned == -degrees % 360


@pytest.mark.parametrize("skew", [-5.0, -1.3, -0.3, 0.0, 0.2, 2.7, 5.0])
def test_skew_is_found_to_a_twentieth_of_a_degree(skew):
    image, _, page = scanned(SMALL, "clean300")[1]
    lie = find_lie(rotate(image.pixels, skew), image.dpi)
    assert abs(lie.skew + skew + page.skew) <= 0.05


def test_a_single_line_is_not_turned_and_readers_decide():
    image, layout, _ = scanned(SMALL, "fax200")[0]
    box = layout["lines"][0]["box"]
    scale = image.dpi / 72
    page = numpy.full_like(image.pixels, 255)
    rows = slice(int((box[1] - 4) * scale), int((box[3] + 4) * scale))
    page[rows] = image.pixels[rows]
    assert find_lie(page, image.dpi).turned == 0

    def read_words(pixels, dpi):
        ink = numpy.flatnonzero((pixels < 128).any(axis=1))
        is_upright = len(ink) and ink.mean() < len(pixels) / 2
        return [Word("thành phố", BBox(0, 0, 1, 1), 12, 1, confidence=0.9)] * (12 if is_upright else 0)

    assert find_lie(turn(page, 180), image.dpi, read_words).turned == 180
    assert find_lie(page, image.dpi, read_words).turned == 0


def test_no_ink_has_no_skew():
    assert find_skew(numpy.full((400, 300), 255, numpy.uint8)) == 0.0
