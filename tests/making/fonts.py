"""A Times-metric font with Vietnamese letters from the usual font folders, and the width of words set in it."""

import os
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

# The usual font folders; the variable names one to look in first.
_FOLDER_VARIABLE = "BOCTACH_FONTS"
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
# Regular, bold, italic, bold italic; the first family that is complete and knows Vietnamese wins. Liberation has
# Vietnamese letters from version 2 on (Debian 12: fonts-liberation2). The last ones run wider than Times.
_FAMILIES = (
    tuple(f"LiberationSerif-{style}.ttf" for style in _STYLES),
    tuple(f"Tinos-{style}.ttf" for style in _STYLES),
    ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
    tuple(f"DejaVuSerifCondensed{style}.ttf" for style in ("", "-Bold", "-Italic", "-BoldItalic")),
    tuple(f"DejaVuSerif{style}.ttf" for style in ("", "-Bold", "-Italic", "-BoldItalic")),
)
_NEEDED = "ữệĐợẵ"


class Face(StrEnum):
    REGULAR = "Body"
    BOLD = "Body-Bold"
    ITALIC = "Body-Italic"
    BOLD_ITALIC = "Body-BoldItalic"


def find_fonts() -> tuple[Path, ...]:
    """The files of the four faces; without a complete family one file for all; none at all is a LookupError."""
    files = list(_font_files())
    for family in _FAMILIES:
        for first in (path for path in files if path.name == family[0]):
            faces = tuple(first.with_name(name) for name in family)
            if all(path.exists() for path in faces) and _has_vietnamese(first):
                return faces
    for path in files:
        if _has_vietnamese(path):
            return (path,) * 4
    raise LookupError(
        "no TrueType font with Vietnamese letters found: install fonts-liberation2 (Debian 12), "
        f"fonts-liberation 2 or fonts-dejavu, or name a folder in {_FOLDER_VARIABLE}"
    )


@cache
def register_fonts() -> None:
    """Make the four faces known to reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face, path in zip(Face, find_fonts(), strict=True):
        pdfmetrics.registerFont(TTFont(face, str(path)))


@cache
def width_of(text: str, face: Face) -> float:
    """The width of a text at size 1."""
    from reportlab.pdfbase import pdfmetrics

    register_fonts()
    return float(pdfmetrics.stringWidth(text, face, 1000)) / 1000


def _font_files() -> Iterator[Path]:
    for folder in filter(None, (os.environ.get(_FOLDER_VARIABLE), *_FOLDERS)):
        yield from sorted(Path(folder).expanduser().rglob("*.ttf"))


def _has_vietnamese(path: Path) -> bool:
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

    try:
        glyphs = TTFontFile(str(path)).charToGlyph
    except TTFError:
        return False
    return all(ord(letter) in glyphs for letter in _NEEDED)
