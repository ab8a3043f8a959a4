"""A made scan to words: text right, boxes where the truth has them, confidence below one where it should be."""

from dataclasses import replace

import numpy
import pytest

from extractors.line_text import text_of
from extractors.page import UNREAD, ReadingMode
from extractors.scan.bars import count_bars, is_counted
from extractors.scan.dashes import settle_dash
from extractors.scan.handwriting import is_written
from extractors.scan.line_measures import Measures
from extractors.scan.recognise import read_sample, recognise
from extractors.scan.spots import find_spots
from tests.extractors.scan.pages import cleaned, scanned


@pytest.fixture(scope="module")
def page():
    return recognise(cleaned("office200", 2))


def inside(page, box):
    x0, top, x1, bottom = box
    return [word for word in page.words if x0 <= word.middle[0] < x1 and top <= word.middle[1] < bottom]


def test_cells_hold_what_is_printed_in_them(page):
    pieces = [piece for piece in scanned("office200")[0][1]["pieces"] if piece["text"]]
    read = [(text_of(inside(page, piece["box"])), piece["text"]) for piece in pieces]
    right = [text for text, printed in read if text == printed]
    assert len(right) >= 0.8 * len(read), [pair for pair in read if pair[0] != pair[1]]


def test_empty_cells_stay_empty(page):
    pieces = [piece for piece in scanned("office200")[0][1]["pieces"] if not piece["text"]]
    assert [text_of(inside(page, piece["box"])) for piece in pieces] == [""] * len(pieces)


def test_the_page_says_how_it_was_read(page):
    assert page.how.mode is ReadingMode.OCR and page.how.dpi == 200 and page.how.is_read
    assert page.how.engine and page.how.engine.startswith("tesseract ") and page.how.engine.endswith(" vie")
    assert page.width == pytest.approx(595, abs=3) and not page.is_unread


def test_every_word_has_confidence_size_and_a_sane_box(page):
    assert all(word.confidence is not None and 0 <= word.confidence <= 1 for word in page.words)
    assert all(8 < word.size < 18 for word in page.words)
    assert all(word.box.top < word.baseline < word.box.bottom for word in page.words)
    assert all(0 <= word.box.x0 < word.box.x1 <= page.width for word in page.words)


def test_a_blank_page_has_no_words():
    clean = cleaned("clean300", 1)
    blank = replace(clean, unruled=numpy.full_like(clean.unruled, 255), rulings=())
    assert recognise(blank).words == ()


def test_ink_of_which_nothing_is_read_is_shown_and_dust_is_not(monkeypatch):
    """The engine says nothing, as it does of a number that a speck touches."""
    monkeypatch.setattr("extractors.scan.looks.read_lines", lambda pictures: [[] for _ in pictures])
    clean = cleaned("clean300", 1)
    pixels = numpy.full_like(clean.unruled, 255)
    pixels[500:535, 400:420] = 0  # as high as a figure
    pixels[800:806, 400:406] = 0  # dust
    pixels[1000:1120, 400:520] = 0  # a blot
    [shown] = recognise(replace(clean, unruled=pixels, rulings=())).words
    assert (shown.text, shown.confidence) == (UNREAD, 0.0)
    assert shown.box.x0 == pytest.approx(400 * 72 / 300, abs=1) and shown.baseline == pytest.approx(
        535 * 72 / 300, abs=1
    )


def test_a_sample_reads_upright_better_than_upside_down():
    grey = cleaned("clean300", 1).grey

    def letters(pixels):
        return sum(len(word.text) * (word.confidence or 0) ** 2 for word in read_sample(pixels, 300))

    assert letters(grey) > 2 * letters(numpy.ascontiguousarray(grey[::-1, ::-1]))


def draw_stroke(pixels, stroke, left):
    if stroke == "/":  # its foot touches the foot of the bar before
        for row in range(10, 40):
            pixels[row, left + 4 + (40 - row) // 3 : left + 7 + (40 - row) // 3] = 0
        pixels[38:40, left - 24 : left + 6] = 0
    elif stroke == "V":  # leans as no slash does
        for row in range(10, 40):
            pixels[row, left + 2 + (row - 10) // 2 : left + 6 + (row - 10) // 2] = 0
    else:
        pixels[10:40, left + 4 : left + 8] = 0
        for rows, columns in PARTS.get("2" if stroke.isdigit() else stroke, ()):
            pixels[slice(*rows), left + columns[0] : left + columns[1]] = 0


# What strokes have besides a bar: an "s" has feet at its head, the foot of a "J" touches what stands behind it.
PARTS = {
    "2": [((10, 14), (4, 18)), ((36, 40), (4, 18))],
    "s": [((10, 13), (0, 12))],
    "J": [((38, 40), (4, 52))],
    "T": [((10, 14), (-6, 18))],
    "H": [((10, 40), (16, 20)), ((23, 27), (4, 20))],
}


@pytest.mark.parametrize(
    ("text", "strokes", "expected"),
    [
        ("H", "II", "II"),
        ("IH/2025", "III", "III/2025"),
        ("II", "III", "III"),
        ("11", "II", "11"),
        ("H", "H", "H"),
        ("Hà", "H", "Hà"),
        ("XII", "II", "XII"),
        ("HIV", "HI", "HIV"),
        ("II/2024", "III/", "III/2024"),
        ("TH", "III", "III"),
        ("TI.", "III", "III."),
        ("TH", "TH", "TH"),
        ("IL2023", "II/2023", "II/2023"),
        ("II2023", "II2023", "II2023"),
        ("1/2023", "ss/", "II/2023"),
        ("1/2023", "s/", "I/2023"),
        ("1/2023", "I/", "1/2023"),
        ("II-", "III", "III-"),
        ("ÏII/2025", "III/", "III/2025"),
        ("HỈ", "III", "III"),
        ("TÍNH", "TINH", "TÍNH"),
        ("III/2024", "IIJV", "III/2024"),
        ("I.1", "II", "I.1"),
        ("II.1", "II", "II.1"),
        ("II.1", "IIII", "III.1"),
        ("IH.2", "III", "III.2"),
    ],
)
def test_roman_numerals_follow_their_strokes(text, strokes, expected):
    pixels = numpy.full((60, 20 + 30 * len(strokes)), 255, numpy.uint8)
    for at, stroke in enumerate(strokes):
        draw_stroke(pixels, stroke, 10 + 30 * at)
    ink = find_spots(pixels)
    assert count_bars(text, ink, list(range(1, ink.count))) == expected


@pytest.mark.parametrize(
    ("text", "strokes", "expected"),
    [
        ("II/2024", "II/", True),
        ("III/2024", "II/", False),
        ("III/2024", "IIJV", False),
        ("IV/2024", "IV", True),
        ("II", "II", False),
        ("II/202", "II/", False),
    ],
)
def test_quarters_are_counted_by_their_strokes(text, strokes, expected):
    pixels = numpy.full((60, 20 + 30 * len(strokes)), 255, numpy.uint8)
    for at, stroke in enumerate(strokes):
        draw_stroke(pixels, stroke, 10 + 30 * at)
    ink = find_spots(pixels)
    assert is_counted(text, ink, list(range(1, ink.count))) is expected


@pytest.mark.parametrize(
    ("text", "top", "bottom", "expected"),
    [("51", 82, 100, False), ("51", 76, 100, True), ("51", 86, 104, True), ("51/QĐ", 76, 104, False)],
)
def test_figures_that_stand_off_the_line_are_by_hand(text, top, bottom, expected):
    pixels = numpy.full((140, 140), 255, numpy.uint8)
    pixels[top:bottom, 20:30] = pixels[82:100, 40:50] = 0
    assert is_written(text, find_spots(pixels), [1, 2], Measures(100.0, 12.0)) is expected


@pytest.mark.parametrize(
    ("text", "width", "height", "expected"),
    [(":", 9, 3, "-"), (".", 4, 4, "."), (",", 14, 2, "–"), ("a", 9, 3, "a"), (";", 3, 6, ";")],
)
def test_a_flat_stroke_alone_is_a_dash(text, width, height, expected):
    pixels = numpy.full((40, 60), 255, numpy.uint8)
    pixels[20 : 20 + height, 20 : 20 + width] = 0
    assert settle_dash(text, find_spots(pixels), [1]) == expected


def test_two_dots_are_a_colon():
    pixels = numpy.full((40, 60), 255, numpy.uint8)
    pixels[14:18, 20:24] = pixels[26:30, 20:24] = 0
    assert settle_dash(":", find_spots(pixels), [1, 2]) == ":"
