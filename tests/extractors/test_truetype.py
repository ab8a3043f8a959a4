"""What embedded fonts tell of their glyphs, against another reader of the same font."""

import pytest

from extractors.truetype import has_outline, letters_by_glyph, read_truetype
from tests.making.fonts import find_fonts

ttfonts = pytest.importorskip("reportlab.pdfbase.ttfonts")


@pytest.fixture(scope="module")
def path():
    return find_fonts()[0]


def test_every_letter_is_found_with_its_glyph(path):
    wanted = ttfonts.TTFontFile(str(path)).charToGlyph
    found = letters_by_glyph(read_truetype(path.read_bytes()))
    assert len(found) > 1000
    # The other reader gives the no-break space the blank's glyph.
    assert not [glyph for glyph, letter in found.items() if letter != "\xa0" and wanted[ord(letter)] != glyph]
    assert all(found[wanted[ord(letter)]] == letter for letter in "ữệĐợẵAz19")


def test_blanks_draw_nothing_and_letters_do(path):
    glyphs = ttfonts.TTFontFile(str(path)).charToGlyph
    font = read_truetype(path.read_bytes())
    assert has_outline(font, glyphs[ord(" ")]) is False
    assert all(has_outline(font, glyphs[ord(letter)]) for letter in "Ưẵ.1")
    assert has_outline(font, 65535) is None


def test_fonts_cut_off_tell_what_they_can(path):
    whole = path.read_bytes()
    for length in (0, 3, 40, 200, len(whole) // 2):
        font = read_truetype(whole[:length])
        assert font is None or set(letters_by_glyph(font)) <= set(letters_by_glyph(read_truetype(whole)))
