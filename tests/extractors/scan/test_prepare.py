"""A scan made from a known page comes upright and straight, and its rules make the cells that were drawn."""

import numpy
import pytest

from extractors.scan.page_image import PageImage
from extractors.scan.prepare import prepare
from tests.extractors.scan.drawn import grids_drawn, grids_found, scanned

SMALL = "dai_hoc_quy_nhon_2024"


@pytest.mark.parametrize("preset", ["office200", "colour200", "fax200", "poor150", "turned200"])
def test_cells_are_those_that_were_drawn(preset):
    image, layout, page = scanned(SMALL, preset)[1]
    clean = prepare(image)
    assert clean.turned == -page.turn % 360
    assert abs(clean.skew + page.skew) <= 0.05
    found, drawn = grids_found(layout, clean), grids_drawn(layout)
    assert [sorted(grid.spans) for grid in found] == [sorted(grid.spans) for grid in drawn]
    for one, other in zip(found, drawn, strict=True):
        assert numpy.allclose(one.xs, other.xs, atol=2.5)
        assert numpy.allclose(one.ys, other.ys, atol=2.5)


def test_a_page_without_tables_has_none():
    image, layout, _ = scanned(SMALL, "office200")[0]
    assert not grids_found(layout, prepare(image))


def test_a_seal_in_colour_is_taken_out_and_its_place_kept():
    image, layout, _ = scanned(SMALL, "colour200")[0]
    clean = prepare(image)
    x0, top, x1, bottom = layout["signature"]
    place = [(box.x0 + box.x1) / 2 for box in clean.stamps if box.top < (top + bottom) / 2 < box.bottom]
    assert any(x0 - 60 < x < x1 for x in place)
    scale = clean.dpi / 72
    where = (slice(int(top * scale), int(bottom * scale)), slice(int((x0 - 80) * scale), int(x0 * scale)))
    assert (clean.grey[where] < 128).mean() < 0.02


@pytest.mark.parametrize("shape", [(70, 70), (900, 200), (300, 2400, 3)])
@pytest.mark.parametrize("value", [0, 255, 128])
def test_blank_pages_of_any_shape_stay_as_they_are(shape, value):
    clean = prepare(PageImage(1, numpy.full(shape, value, numpy.uint8), 200.0))
    assert (clean.turned, clean.skew, clean.rulings) == (0, 0.0, ())
    assert clean.grey.shape == shape[:2]


def test_noise_holds_no_rules():
    noise = numpy.random.default_rng(7).integers(0, 256, (1200, 900), dtype=numpy.uint8)
    assert len(prepare(PageImage(1, noise, 150.0)).rulings) < 3


def test_a_fine_scan_is_brought_to_300_dpi():
    clean = prepare(PageImage(1, numpy.full((1400, 1000), 255, numpy.uint8), 600.0))
    assert (clean.dpi, clean.grey.shape) == (300.0, (700, 500))
