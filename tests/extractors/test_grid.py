from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.grid import find_grids, fragment_of
from extractors.lattice import Span, merge_rules
from tests.extractors.pages import across, down, lattice, page, word, words

XS, YS = (50, 100, 300, 400), (100, 130, 160, 190)
FILLED = [word(f"{row}{column}", x + 5, y + 20) for row, y in enumerate(YS[:-1]) for column, x in enumerate(XS[:-1])]


def texts(found):
    [grid] = found
    return [list(row.texts) for row in fragment_of(grid, 1).rows]


def spans(found):
    [grid] = found
    return {
        cell.text: (cell.row_span, cell.column_span)
        for row in fragment_of(grid, 1).rows
        for cell in row.cells
        if cell.row_span * cell.column_span > 1
    }


def scanned(words):
    return [item if item.confidence is not None else replace(item, confidence=0.9) for item in words]


WHOLE = [["00", "01", "02"], ["10", "11", "12"], ["20", "21", "22"]]


def test_a_ruled_table():
    assert texts(find_grids(page(FILLED, lattice(XS, YS)))) == WHOLE


def test_rules_in_pieces_and_double_rules_are_one():
    pieces = [across(y, start, end) for y in YS for start, end in ((50, 101), (99, 300), (301, 400))]
    doubled = [down(x + shift, 99, 191) for x in XS for shift in (-0.8, 0.8)]
    assert texts(find_grids(page(FILLED, pieces + doubled))) == WHOLE


@pytest.mark.parametrize("missing", ["left", "right", "top", "bottom", "sides"])
def test_outer_rules_that_are_not_drawn(missing):
    gone = {
        "left": {down(50, 100, 190)},
        "right": {down(400, 100, 190)},
        "top": {across(100, 50, 400)},
        "bottom": {across(190, 50, 400)},
        "sides": {down(50, 100, 190), down(400, 100, 190)},
    }[missing]
    rules = [rule for rule in lattice(XS, YS) if rule not in gone]
    assert texts(find_grids(page(FILLED, rules))) == WHOLE


def test_cells_merged_over_rows():
    rules = [rule for rule in lattice(XS, YS) if rule != across(130, 50, 400)] + [across(130, 50, 300)]
    kept = [item for item in FILLED if item.text != "12"]
    found = find_grids(page(kept, rules))
    assert spans(found) == {"02": (2, 1)}
    assert fragment_of(found[0], 1).rows[1].cells[2].is_covered


def test_cells_merged_over_columns():
    rules = [rule for rule in lattice(XS, YS) if rule != down(100, 100, 190)] + [down(100, 130, 190)]
    kept = [item for item in FILLED if item.text != "01"]
    found = find_grids(page(kept, rules))
    assert spans(found) == {"00": (1, 2)}
    assert texts(found)[0] == ["00", "", "02"]


def test_a_word_on_a_rule_belongs_to_the_cell_of_its_midpoint():
    wide = word("chữ", 286, 120)  # from 286 to 304, over the rule at 300
    assert texts(find_grids(page([*FILLED, wide], lattice(XS, YS))))[0] == ["00", "01 chữ", "02"]


def test_a_rule_drawn_askew_makes_no_column():
    rules = [rule for rule in lattice(XS, YS) if rule != down(300, 100, 190)]
    rules += [down(300, 100, 130), down(309, 130, 190)]
    assert texts(find_grids(page(FILLED, rules))) == WHOLE


def test_a_rule_moved_by_hand_makes_no_column_and_words_beside_it_stay_in_their_cells():
    rules = [rule for rule in lattice(XS, YS) if rule not in (down(300, 100, 190), down(400, 100, 190))]
    rules += [down(300, 100, 130), down(330, 130, 190), down(400, 100, 190)]
    row = [word("10", 55, 150), word("11", 105, 150), word("ab", 312, 150), word("12", 340, 150)]
    found = find_grids(page([*FILLED[:3], *row], rules))
    assert texts(found)[:2] == [["00", "01", "02"], ["10", "11 ab", "12"]]
    assert spans(found) == {}


def test_frames_and_short_rules_are_no_tables():
    frame = lattice((50, 400), (100, 190))
    assert find_grids(page(FILLED, frame)) == ()
    assert find_grids(page(FILLED, [across(130, 200, 300)])) == ()
    assert find_grids(page([], lattice(XS, YS))) == ()


def test_two_tables_on_a_page():
    below = [word(f"{column}", x + 5, 320) for column, x in enumerate(XS[:-1])]
    found = find_grids(page([*FILLED, *below], [*lattice(XS, YS), *lattice(XS, (300, 330))]))
    assert [grid.box[1] for grid in found] == [100, 300]


def test_a_page_with_merged_cells_only_has_the_columns_of_the_page_before():
    section = words("II Hạ tầng số", 60, 120)
    rules = [*lattice((50, 400), (100, 130)), down(100, 100, 130)]
    [grid] = find_grids(page(section, rules), columns_before=XS)
    assert [cell.column_span for cell in fragment_of(grid, 1).rows[0].cells] == [1, 2, 1]


def test_lines_of_a_cell_are_joined_and_marks_left_out():
    lines = [
        word("12/QĐ-", 105, 112),
        word("BKHCN", 105, 126),
        word("tăng", 105, 140),
        word("1", 131, 134, size=7, raised=True),
    ]
    rules = lattice(XS, (100, 150, 190))
    assert texts(find_grids(page([*lines, word("x", 55, 112)], rules)))[0][1] == "12/QĐ-BKHCN tăng"


def test_exponents_stay_with_their_unit():
    lines = [word("12", 105, 112), word("m", 125, 112), word("2", 132, 106, size=7, raised=True)]
    assert texts(find_grids(page([*lines, word("x", 55, 112)], lattice(XS, YS))))[0][1] == "12 m2"


@given(st.lists(st.tuples(st.floats(55, 395), st.floats(105, 185)), min_size=1, max_size=30))
def test_every_word_inside_stands_in_exactly_one_cell(places):
    items = [word("x", x - 3, y) for x, y in places]
    [grid] = find_grids(page(items, lattice(XS, YS)))
    held = [id(item) for cell in grid.words for item in cell]
    inside = [item for item in items if 50 <= item.middle[0] < 400 and 100 <= item.middle[1] < 190]
    assert sorted(held) == sorted(map(id, inside))


def test_merging_rules_twice_changes_nothing():
    once = merge_rules([rule for rule in lattice(XS, YS) if rule.is_horizontal], 12)
    assert merge_rules(once, 12) == once


def test_a_number_stands_apart_where_the_wall_beside_it_is_worn_off_in_its_row():
    xs = (50, 80, 300, 400)
    rules = [rule for rule in lattice(xs, YS) if rule != down(80, 100, 190)] + [down(80, 100, 160)]
    rows = [
        [word(str(number), 60, y + 20), word("Rà", 90, y + 20), word("Vụ", 310, y + 20)]
        for number, y in enumerate(YS[:-1], 5)
    ]
    assert texts(find_grids(page([item for row in rows for item in row], rules)))[2] == ["7", "Rà", "Vụ"]


@pytest.mark.parametrize("first, x", [("7", 75), ("Tổng", 60)])
def test_a_cell_merged_over_the_number_stays_one(first, x):
    xs = (50, 80, 300, 400)
    rules = [rule for rule in lattice(xs, YS) if rule != down(80, 100, 190)] + [down(80, 100, 160)]
    last = [word(first, x, 180), word("cộng", 90, 180), word("Vụ", 310, 180)]
    assert texts(find_grids(page([*FILLED[:6], *last], rules)))[2][0] == f"{first} cộng"


def test_the_rest_of_a_cut_row_stands_behind_the_wall_that_is_worn_off_in_it():
    xs = (50, 80, 300, 400)
    rules = [rule for rule in lattice(xs, YS) if rule != down(80, 100, 190)] + [down(80, 130, 190)]
    rest = [word("môi", 90, 120), word("trường", 110, 120)]
    rows = [[word(str(number), 60, y + 20), word("Rà", 90, y + 20)] for number, y in enumerate(YS[1:-1], 5)]
    found = find_grids(page(scanned([*rest, *(item for row in rows for item in row)]), rules))
    assert texts(found)[0] == ["", "môi trường", ""]


def test_numbers_stand_apart_where_the_rule_between_them_is_worn_off():
    xs = (50, 80, 300, 400)
    rules = [rule for rule in lattice(xs, YS) if rule != across(160, 50, 400)] + [across(160, 80, 400)]
    rows = [
        [word(number, 60, y + 20), word("Rà", 90, y + 20), word("Vụ", 310, y + 20)]
        for number, y in zip(("7", "8", "9"), YS, strict=False)
    ]
    found = find_grids(page([item for row in rows for item in row], rules))
    assert [row[0] for row in texts(found)] == ["7", "8", "9"]
    assert spans(found) == {}
    del rows[2][0]
    assert spans(find_grids(page([item for row in rows for item in row], rules))) == {"8": (2, 1)}


def header_without_its_second_wall(*items):
    """A table of three columns whose header lost the wall between the last two; the body's words are of a scan."""
    xs = (50, 80, 300, 400)
    rules = [rule for rule in lattice(xs, YS) if rule != down(300, 100, 190)] + [down(300, 130, 190)]
    body = [word(text, x, y + 20) for y in YS[1:-1] for text, x in (("1", 60), ("Rà", 90), ("Vụ", 310))]
    found = texts(find_grids(page(scanned([word("TT", 55, 120), *items, *body]), rules)))[0]
    return [text for text in found if text]


def test_texts_stand_apart_where_the_wall_between_them_is_worn_off():
    header = [word("Nhiệm", 150, 120), word("vụ", 185, 120), word("Chủ", 330, 120), word("trì", 355, 120)]
    assert header_without_its_second_wall(*header) == ["TT", "Nhiệm vụ", "Chủ trì"]


def test_a_text_over_two_columns_of_a_scan_stays_one():
    header = [word("Cơ", 270, 120), word("quan", 286, 120), word("chủ", 316, 120), word("trì", 340, 120)]
    assert header_without_its_second_wall(*header) == ["TT", "Cơ quan chủ trì"]


@pytest.mark.parametrize("text, confidence", [("-", 0.9), ("l", 0.2)])
def test_dust_beside_a_text_over_two_columns_parts_nothing(text, confidence):
    dust = replace(word(text, 350, 120), confidence=confidence)
    found = header_without_its_second_wall(word("Nhiệm", 150, 120), word("vụ", 185, 120), dust)
    assert found == ["TT", f"Nhiệm vụ {text}"]


def test_a_long_word_parts_cells_however_badly_it_was_read():
    doubted = replace(word("Tổngsố", 240, 120), confidence=0.2)
    assert header_without_its_second_wall(doubted, word("NSTW", 320, 120)) == ["TT", "Tổngsố", "NSTW"]


def test_a_doubted_word_fills_its_place():
    doubted = replace(word("quan", 290, 120), confidence=0.2)
    assert header_without_its_second_wall(word("Cơ", 260, 120), doubted, word("chủ", 322, 120)) == ["TT", "Cơ quan chủ"]


def test_typed_texts_with_white_between_them_stay_one():
    xs = (50, 80, 300, 400)
    rules = [rule for rule in lattice(xs, YS) if rule != down(300, 100, 190)] + [down(300, 130, 190)]
    first = [word("1", 60, 120), word("Tổng", 90, 120), word("100", 350, 120)]
    assert texts(find_grids(page([*first, *FILLED[3:]], rules)))[0] == ["1", "Tổng 100", ""]


def test_a_wall_worn_off_beside_a_lower_level_of_the_header():
    """The first label stays beside both levels, the second's years are columns of their own."""
    rules = [
        *(across(y, XS[0], XS[-1]) for y in (100, 160, 190)),
        across(130, 100, 400),
        *(down(x, 100, 190) for x in (50, 400)),
        *(down(100, 100, 130), down(100, 160, 190)),
        down(300, 130, 190),
    ]
    items = [*words("Tiến độ", 55, 136), *words("Kinh phí", 180, 120), word("2024", 150, 150), word("2025", 340, 150)]
    body = [word(text, x, 180) for text, x in (("Quý", 60), ("100", 150), ("200", 340))]
    assert texts(find_grids(page([*items, *body], rules))) == [
        ["Tiến độ", "Kinh phí", ""],
        ["", "2024", "2025"],
        ["Quý", "100", "200"],
    ]


def test_an_open_corner_where_both_lines_could_go_on_is_left():
    rules = [rule for rule in lattice(XS, YS) if rule not in (across(130, 50, 400), down(100, 100, 190))]
    rules += [across(130, 100, 400), down(100, 100, 130), down(100, 160, 190)]
    kept = [item for item in FILLED if item.text not in ("10", "11")]
    [grid] = find_grids(page(kept, rules))
    assert Span(1, 0, 2, 2) in grid.spans
