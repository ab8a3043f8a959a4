"""What the letters of a PDF font stand for: its own maps, checked against each other, and what no map tells.

A font may name its letters in several ways: a map to Unicode, an encoding, the embedded font's own table, the standard
order of letters. The first is the one to believe, but some writers leave letters out of it, or call them blanks. Where
another way agrees with the map on all that both know, it is believed on what the map does not tell.
"""

import re
import struct
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from extractors.truetype import TrueType, has_outline, letters_by_glyph, read_truetype

# Stands for a letter that is drawn on the page and that nothing names: U+FFFD, the replacement character.
UNKNOWN_LETTER = "\ufffd"
# Another naming is believed once it agrees with the font's map on so many letters, and on this share of all both know.
# Fonts of visible documents: those that agree at all do so on 45 to 60 letters without one exception, those of another
# order on none to three.
_ENOUGH_LETTERS, _AGREEMENT = 15, 0.95
# Blanks of one font are equally wide but for this much of the type size.
_BLANK_WIDTH = 0.02
# Fonts that draw signs, not letters; their codes beyond Unicode stay as they are but for the usual bullets.
_SIGNS = re.compile(r"symbol|wingdings|webdings|dingbats|marlett|opensymbol", re.IGNORECASE)
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf0fc": "✓",
    "\uf06f": "□",
    "\uf0a8": "◻",
    "\uf0e0": "→",
    "\uf02d": "-",
    "\uf02b": "+",
}
# Marks of direction and joints without width: they draw nothing.
_NOTHING = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2069\ufeff")
)
_LIGATURES = {ligature: unicodedata.normalize("NFKC", chr(ligature)) for ligature in range(0xFB00, 0xFB07)}

# In Windows' Latin code page a hyphen (PDF 32000-1:2008, annex D.2, note 6), which pdfminer takes for a blank.
_SOFT_HYPHEN = 0xAD
# Fonts whose tables are held ready; a page seldom has more.
_FONTS_KEPT = 16

Naming = Callable[[int], str | None]


def letter_of(font: Any, code: int) -> str:
    """Return what the code of a pdfminer font draws: letters, a blank, or `UNKNOWN_LETTER`; "" for what draws nothing.

    Ligatures are taken apart; private codes of text fonts are the letters of Windows' Latin code page, as
    symbol-encoded TrueType fonts have it.
    """
    text = _mapped(font, code)
    if code == _SOFT_HYPHEN and text == " " and not font.is_multibyte():
        return chr(_SOFT_HYPHEN)
    if text is None or _is_false_blank(font, code, text):
        text = _named_otherwise(font, code) or UNKNOWN_LETTER
    return "".join(_tidy(letter, font_name(font)) for letter in text).translate(_LIGATURES).translate(_NOTHING)


def font_name(font: Any) -> str:
    """Return the name of a pdfminer font; where its description is missing, that of the font itself."""
    return str(font.fontname if font.fontname != "unknown" else getattr(font, "basefont", "unknown"))


def standard_letter(glyph: int) -> str | None:
    """Return the letter at this place in the standard order of TrueType letters, None from where fonts depart from it.

    The order is Macintosh's (OpenType specification, "post" table, format 1): the Mac's character set without its
    control codes. Times New Roman, Arial and their kin keep it up to the letter before the no-break space.

    >>> standard_letter(36), standard_letter(47), standard_letter(126), standard_letter(1200)
    ('A', 'L', 'ú', None)
    """
    if 3 <= glyph <= 97:
        return chr(glyph + 29)
    return bytes([glyph + 30]).decode("mac_roman") if 98 <= glyph <= 171 else None


def is_proven(naming: Naming, known: Mapping[int, str]) -> bool:
    """Whether a way of naming letters agrees with what the font's map says of them; blanks prove nothing.

    >>> is_proven(lambda code: chr(code + 29), {code: chr(code + 29) for code in range(36, 60)})
    True
    >>> is_proven(chr, {code: chr(code + 29) for code in range(36, 60)})
    False
    """
    pairs = [(naming(code), text) for code, text in known.items() if not text.isspace()]
    both = [named == text for named, text in pairs if named is not None]
    return sum(both) >= max(_ENOUGH_LETTERS, _AGREEMENT * len(both))


def _mapped(font: Any, code: int) -> str | None:
    """What the font's own map says, None for nothing and for what cannot be a letter."""
    from pdfminer.pdffont import PDFUnicodeNotDefined

    try:
        text: str | None = font.to_unichr(code) if _has_map(font) else _own_letters(font).get(code)
    except PDFUnicodeNotDefined:
        return None
    return text if text and not any(_is_no_letter(letter) for letter in text) else None


def _is_no_letter(letter: str) -> bool:
    return letter == UNKNOWN_LETTER or (unicodedata.category(letter) in ("Cc", "Cn", "Cs") and not letter.isspace())


def _is_false_blank(font: Any, code: int, text: str) -> bool:
    """Whether the map calls a letter a blank: other codes are blanks too, and this one is of another width or drawn."""
    if not text.isspace():
        return False
    blanks = [other for other, name in _known(font).items() if name == text]
    if len(blanks) < 2 or code == blanks[0]:
        return False
    program = _program(font)
    is_drawn = has_outline(program, code) if program else None
    return is_drawn if is_drawn is not None else abs(font.char_width(code) - font.char_width(blanks[0])) > _BLANK_WIDTH


def _known(font: Any) -> Mapping[int, str]:
    """All codes of the font's map to Unicode."""
    return getattr(font.unicode_map, "cid2unichr", None) or {}


def _named_otherwise(font: Any, code: int) -> str | None:
    known = _known(font)
    for naming in _namings(font):
        name = naming(code)
        if name and not name.isspace() and not _is_no_letter(name) and is_proven(naming, known):
            return name
    return None


def _namings(font: Any) -> Iterable[Naming]:
    encoding = getattr(font, "cid2unicode", None)
    if encoding is not None:
        yield encoding.get
        return
    yield _own_letters(font).get
    yield standard_letter


@lru_cache(maxsize=_FONTS_KEPT)
def _has_map(font: Any) -> bool:
    """Whether the letters come from a map of the PDF; pdfminer fills in for one, and misreads lists of glyphs."""
    from pdfminer.pdffont import TrueTypeFont

    if not _own_letters(font):
        return True
    try:
        filled_in = TrueTypeFont("", BytesIO(font.fontfile.get_data())).create_unicode_map().cid2unichr
    except (TrueTypeFont.CMapNotFound, struct.error, AssertionError, LookupError):
        return True
    return bool(filled_in != _known(font))


@lru_cache(maxsize=_FONTS_KEPT)
def _own_letters(font: Any) -> Mapping[int, str]:
    """Glyph → letter as the embedded font itself has it; empty where there is none, or codes are no glyphs."""
    program = _program(font)
    return letters_by_glyph(program) if program else {}


def _program(font: Any) -> TrueType | None:
    """The embedded TrueType font, where the font's codes are its glyphs."""
    stream = getattr(font, "fontfile", None)
    return read_truetype(stream.get_data()) if stream is not None and font.is_multibyte() else None


def _tidy(letter: str, font_name: str) -> str:
    if not "\uf000" <= letter <= "\uf0ff":
        return letter
    if _SIGNS.search(font_name):
        return _BULLETS.get(letter, letter)
    return bytes([ord(letter) & 0xFF]).decode("cp1252", errors="replace")
