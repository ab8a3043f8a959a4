"""Which text layers are believed, and which words are put together: cases with tempting negatives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.glyphs import Glyph, make_words
from extractors.layer_trust import Backdrop, covered_share, doubt_count, doubt_recognition, doubt_text
from extractors.page import BBox, Ruling
from tests.cases import load_cases
from tests.gold import shared_file

_SIZE, _WIDE = 12.0, 6.0


@pytest.mark.parametrize("case", load_cases("layer_trust.yml"))
def test_which_layers_are_believed(case):
    doubt = {"page": doubt_recognition, "text": doubt_text}[case["over"]](case["text"].split())
    assert (doubt is None) is case["believed"], doubt


@pytest.mark.parametrize("case", load_cases("letter_spacing.yml"))
def test_words_are_made_whole_where_their_spelling_proves_it(case):
    glyphs, walls, x = [], [], 50.0
    for letter in case["text"]:
        if letter == "|":
            walls.append(Ruling(x + 1, 0, 50, is_horizontal=False))
        x += {"_": _SIZE / 4, "|": 3.0}.get(letter, 0.0)
        if letter not in "_|":
            glyphs.append(Glyph(letter, x, 10, x + _WIDE, 22, _SIZE, 20))
            x += _WIDE
    assert [word.text for word in make_words(glyphs, walls)] == case["expect"]


@given(st.lists(st.tuples(*[st.floats(0, 100)] * 4), max_size=6))
def test_boxes_cover_no_more_than_the_page_and_more_boxes_no_less(corners):
    boxes = [BBox(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]
    shares = [covered_share(boxes[:count], 100, 100) for count in range(len(boxes) + 1)]
    assert shares == sorted(shares) and shares[-1] <= 1


@pytest.mark.parametrize(("count", "backdrop", "is_believed"), [
    (3, Backdrop(), True), (3, Backdrop(images=0.05), True), (12, Backdrop(images=0.3), True),
    (400, Backdrop(images=1.0), True), (40, Backdrop(images=0.65), False), (2, Backdrop(images=0.3), False),
    (2, Backdrop(outlines=0.5), False), (30, Backdrop(outlines=0.5), True), (0, Backdrop(images=1.0), True),
])  # fmt: skip
def test_a_few_words_on_a_picture_are_not_the_page(count, backdrop, is_believed):
    assert (doubt_count(count, backdrop) is None) is is_believed


@pytest.mark.parametrize(("name", "believed", "doubted"), [
    ("scan/CV-STP-HCM_garbageOcrLayer.pdf", 0, 2), ("digital/QD_TT-NgaiGiao_phan-cong-nhiem-vu_VNI-font.pdf", 2, 0),
    ("digital/quangngai_05.signed.pdf", 2, 0), ("scan/quangngai_05CT.pdf", 0, 0),
])  # fmt: skip
def test_real_layers(name, believed, doubted):
    from extractors.text_layer import read_pages

    pages = list(read_pages(shared_file(f"corpus/{name}").read_bytes()))
    assert sum(bool(page.words) for page in pages) == believed
    assert sum(page.how.rejected is not None for page in pages) == doubted
