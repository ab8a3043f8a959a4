from dataclasses import replace

from extractors.glyphs import Glyph, make_words
from extractors.layout import find_passages
from extractors.page_flow import PageContent, flow
from tests.extractors.pages import across, page, word, words

FULL = "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu"


def texts(lines, rules=(), width=595.0):
    items = [item for line in lines for item in line]
    return [passage.text for passage in find_passages(page(items, rules, width=width), items)]


def letters(text, x, y, size=12.0):
    return [Glyph(letter, x + 6 * at, y - 10, x + 6 * at + 6, y + 2, size, y) for at, letter in enumerate(text)]


def test_the_two_column_head_is_read_column_by_column():
    left = [words("UBND TỈNH", 60, 50), words("SỞ NỘI VỤ", 60, 66), words("Số:   /QĐ-SNV", 60, 90)]
    right = [words("CỘNG HÒA VIỆT NAM", 300, 50), words("Độc lập", 330, 66), words("ngày    tháng", 310, 90)]
    title = [words("QUYẾT ĐỊNH", 250, 130), words(FULL, 60, 150)]
    read = texts([*left, *right, *title])
    assert read == [
        "UBND TỈNH",
        "SỞ NỘI VỤ",
        "Số: /QĐ-SNV",
        "CỘNG HÒA VIỆT NAM",
        "Độc lập",
        "ngày tháng",
        "QUYẾT ĐỊNH",
        FULL,
    ]


def test_a_blank_left_open_for_a_pen_does_not_part_a_line():
    left = [words("UBND TỈNH", 60, 50), [*words("Số:", 60, 66), *words("/QĐ-UBND", 110, 66)]]
    right = [words("CỘNG HÒA", 300, 50), words("Hà Nội, ngày", 300, 66)]
    assert texts([*left, *right]) == ["UBND TỈNH", "Số: /QĐ-UBND", "CỘNG HÒA", "Hà Nội, ngày"]


def test_recipients_and_signer_at_heights_of_their_own():
    left = [words("Nơi nhận:", 60, 500), words("- Như Điều 3, và các đơn vị", 60, 513), words("thuộc Bộ;", 60, 526)]
    right = [words("GIÁM ĐỐC", 330, 502), words("Phan Hữu Thế", 320, 590)]
    assert texts([*left, *right]) == ["Nơi nhận:", "- Như Điều 3, và các đơn vị thuộc Bộ;", "GIÁM ĐỐC", "Phan Hữu Thế"]


def test_a_list_with_tabs_is_not_two_columns():
    lines = [
        [*words(f"{letter})", 60, y), *words("nội dung công việc", 110, y)]
        for letter, y in zip("ab", (50, 66), strict=True)
    ]
    assert texts(lines) == ["a) nội dung công việc", "b) nội dung công việc"]


def test_wrapped_lines_are_joined_and_indents_part_paragraphs():
    lines = [
        words(f"Điều 1 {FULL}", 90, 200),
        words(f"tiếp theo {FULL}", 60, 216),
        words("hết.", 60, 232),
        words("Điều 2 ngắn.", 90, 248),
    ]
    assert texts(lines) == [f"Điều 1 {FULL} tiếp theo {FULL} hết.", "Điều 2 ngắn."]


def test_centred_lines_stay_apart():
    lines = [
        words("BAN HÀNH KẾ HOẠCH NĂM 2024", 150, 200),
        words("(Kèm theo Quyết định)", 172, 216),
        words(FULL, 60, 260),
    ]
    assert texts(lines)[:2] == ["BAN HÀNH KẾ HOẠCH NĂM 2024", "(Kèm theo Quyết định)"]


def test_page_number_first_and_footnotes_last():
    lines = [
        words("12", 290, 40),
        words(FULL, 60, 100),
        [word("1", 60, 756, size=7, raised=True), *words("Chú thích", 66, 760)],
    ]
    read = [*(item for line in lines for item in line)]
    found = find_passages(page(read, [across(745, 60, 180)]), read)
    assert [(passage.text, passage.is_page_number, passage.is_note) for passage in found] == [
        ("12", True, False),
        (FULL, False, False),
        ("1 Chú thích", False, True),
    ]


def passages(*lines):
    items = [item for line in lines for item in line]
    return find_passages(page(items), items)


def test_a_paragraph_cut_by_the_page_break_is_joined():
    lines = (
        [*words(f"Căn cứ {FULL}", 90, 700), word("bảy", 466, 700)],
        [*words(f"tiếp {FULL}", 60, 716), word("chín", 460, 716)],
    )
    first = passages(*lines)
    second = passages(words("2", 290, 40), words("và phần còn lại;", 60, 100))
    blocks = flow([PageContent(1, 842, first), PageContent(2, 842, second)])
    assert next(block.text for block in blocks).endswith("chín và phần còn lại;")


def test_running_heads_are_kept_once():
    pages = [
        PageContent(
            number, 842, passages(words("UBND TỈNH A - Kế hoạch", 60, 40), words(f"Trang {number} {FULL}.", 60, 200))
        )
        for number in (1, 2, 3)
    ]
    read = [block.text for block in flow(pages)]
    assert read.count("UBND TỈNH A - Kế hoạch") == 1
    assert sum(text.startswith("Trang") for text in read) == 3


def test_letters_drawn_twice_count_once():
    once = letters("Vụ Pháp", 50, 100)
    twice = [glyph for glyph in once for glyph in (glyph, glyph._replace(x0=glyph.x0 + 0.3, x1=glyph.x1 + 0.3))]
    assert [word.text for word in make_words(twice)] == ["Vụ", "Pháp"]


def test_combining_marks_are_composed():
    assert [word.text for word in make_words(letters("Vu\u0323", 50, 100))] == ["Vụ"]


def test_small_raised_words_are_marks():
    line = [*letters("m", 50, 100), *letters("2", 56, 95, size=7.0)]
    assert [(word.text, word.is_raised) for word in sorted(make_words(line), key=lambda word: word.box.x0)] == [
        ("m", False),
        ("2", True),
    ]


def test_a_line_of_raised_marks_alone_stops_nothing():
    # The debris of a junk layer after the point of a list once stopped the reading.
    lines = [*words("a) Rà soát văn bản", 90, 300), *(replace(each, is_raised=True) for each in words("x y", 90, 314))]
    assert "Rà soát" in " ".join(passage.text for passage in find_passages(page(lines), lines))
