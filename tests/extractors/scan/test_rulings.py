"""Rules drawn by hand on white: worn, bent, faint, double, touched by letters; and what is no rule."""

import numpy
import pytest

from extractors.scan.ink import find_ink
from extractors.scan.rulings import find_rules, without_rules

LETTER = 12.0


def frame(thickness=2, grey=0):
    """Two rows of three cells, 200 dpi: rules at x = 100, 300, 600, 900 and y = 100, 200, 320."""
    page = numpy.full((500, 1000), 255, numpy.uint8)
    for y in (100, 200, 320):
        page[y : y + thickness, 100:902] = grey
    for x in (100, 300, 600, 900):
        page[100:322, x : x + thickness] = grey
    return page


def places(ruled):
    return sorted({round(rule.at / 4) * 4 for rule in ruled.horizontals}), sorted(
        {round(rule.at / 4) * 4 for rule in ruled.verticals}
    )


def lengths(rules):
    return sorted(round(rule.end - rule.start, -1) for rule in rules)


@pytest.mark.parametrize(("thickness", "grey"), [(1, 0), (2, 0), (4, 60), (2, 190)])
def test_thick_thin_and_faint_rules(thickness, grey):
    ruled = find_rules(frame(thickness, grey), LETTER)
    assert lengths(ruled.horizontals) == [800] * 3
    assert lengths(ruled.verticals) == [220] * 4


def test_broken_rules_are_whole():
    page = frame()
    page[:, 130:1000:40] = page[:, 135:1000:40] = 255
    page[110:500:50] = page[115:500:50] = 255
    for x in range(150, 900, 80):
        page[:, x : x + 12] = 255
    ruled = find_rules(page, LETTER)
    assert lengths(ruled.horizontals) == [800] * 3
    assert lengths(ruled.verticals) == [220] * 4


def test_a_bent_rule_is_one():
    page = numpy.full((400, 1000), 255, numpy.uint8)
    for x in range(50, 950):
        y = 200 + round(2 * numpy.sin(x / 250))
        page[y : y + 2, x] = 0
    (rule,) = find_rules(page, LETTER).horizontals
    assert rule.end - rule.start > 880


def test_dashes_make_a_rule():
    page = numpy.full((400, 1000), 255, numpy.uint8)
    for x in range(50, 950, 14):
        page[200:202, x : x + 10] = 0
    (rule,) = find_rules(page, LETTER).horizontals
    assert rule.end - rule.start > 880


def test_a_worn_wall_that_meets_neither_rule_is_one():
    """In line with the wall above, two thirds of it there, both ends worn off."""
    page = frame()
    page[201:215, 300:302] = page[235:240, 300:302] = page[270:275, 300:302] = page[305:319, 300:302] = 255
    ruled = find_rules(page, LETTER)
    assert lengths(ruled.verticals) == [220] * 4


def test_a_wall_that_is_not_drawn_stays_open():
    page = frame()
    page[203:319, 300:302] = 255
    ruled = find_rules(page, LETTER)
    assert 100 in lengths(ruled.verticals)


def test_strokes_and_bars_are_no_rules():
    page = numpy.full((400, 600), 255, numpy.uint8)
    page[100:130, 100:400] = 0  # a bar
    page[200:225, 100:103] = 0  # a capital I
    page[300:302, 100:130] = 0  # a dash
    ruled = find_rules(page, LETTER)
    assert not ruled.horizontals
    assert not ruled.verticals


def test_rules_are_painted_out_and_letters_that_touch_them_stay():
    page = frame()
    page[188:214, 400:404] = 0  # a stroke over the middle rule
    ruled = find_rules(page, LETTER)
    unruled = without_rules(page, find_ink(page), ruled)
    assert (unruled[188:214, 400:404] < 128).mean() > 0.95
    assert (unruled < 128).sum() < (page < 128).sum() * 0.12


def test_a_scanner_streak_is_no_rule():
    page = numpy.full((500, 1000), 255, numpy.uint8)
    page[60:63, 400:900] = 0  # the rule under a heading
    page[10:490, 500:502] = 205  # a streak down the page, which meets that rule
    for top in range(100, 460, 30):
        page[top : top + 12, 450:455] = 0
        page[top : top + 12, 499:504] = 0  # a letter on the streak
    ruled = find_rules(page, LETTER)
    assert len(ruled.horizontals) == 1
    assert not ruled.verticals


def test_tops_of_capitals_in_a_cell_are_no_rule():
    page = frame()
    for x in range(620, 760, 12):  # "TTTTTTTTTTTT"
        page[150:152, x : x + 11] = 0
        page[152:168, x + 4 : x + 6] = 0
    ruled = find_rules(page, LETTER)
    assert lengths(ruled.horizontals) == [800] * 3
    assert not without_rules(page, find_ink(page), ruled)[150:152, 620:760].all()


def test_a_stem_on_its_foot_under_a_wall_is_no_wall():
    """A row over all columns right below the header: "NHI" stands where the wall ended, its feet in one line."""
    page = frame()
    page[236:238, 100:902] = 0
    page[203:236, 300:302] = 255
    page[206:228, 300:302] = page[206:228, 285:287] = page[206:228, 316:318] = 0
    page[226:228, 278:324] = 0
    ruled = find_rules(page, LETTER)
    assert [(round(start, -1), round(end, -1)) for at, start, end in ruled.verticals if 290 < at < 310] == [
        (100, 200),
        (240, 320),
    ]
