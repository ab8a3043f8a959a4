"""Unicode text as TCVN3 or VNI typists stored it: tables turned round, capitals in fonts of capitals."""

import io
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.making.archive import freeze_archive

FONTS = {"tcvn3": (".VnTime", ".VnTimeH"), "vni": ("VNI-Times", "VNI-Times")}
# What viparse's table of VNI lacks; the marks are those of its neighbours.
_VNI_MORE = {"ẳ": "aú", "Ẳ": "AÚ"}


def encode(text: str, encoding: str) -> list[tuple[str, str]]:
    """The text as pieces with their fonts; TCVN3 has no capitals with tones, so they stand in small letters.

    >>> encode("Số: Ủy ban", "tcvn3")
    [('Sè: ', '.VnTime'), ('ñ', '.VnTimeH'), ('y ban', '.VnTime')]
    >>> encode("Quyết định", "vni")
    [('Quyeát ñònh', 'VNI-Times')]
    """
    plain, capitals = FONTS[encoding]
    pieces: list[tuple[str, str]] = []
    for letter in unicodedata.normalize("NFC", text):
        stored, font = _stored(letter, encoding, plain, capitals)
        if pieces and pieces[-1][1] == font:
            pieces[-1] = pieces[-1][0] + stored, font
        else:
            pieces.append((stored, font))
    return pieces


def _stored(letter: str, encoding: str, plain: str, capitals: str) -> tuple[str, str]:
    table = _table(encoding)
    if letter in table or letter.isascii() or letter.lower() not in table:
        return table.get(letter, letter), plain
    return table[letter.lower()], capitals


@cache
def _table(encoding: str) -> dict[str, str]:
    from viparse.normalize.encodings import get_charmap

    pairs = sorted(get_charmap(encoding).pairs, key=lambda pair: len(pair[0]), reverse=True)
    return {letter: stored for stored, letter in pairs} | (_VNI_MORE if encoding == "vni" else {})


def legacy_docx(content: bytes, encoding: str) -> bytes:
    """The same .docx, every run of its body stored in the legacy encoding and set in its fonts."""
    import docx
    from docx.oxml.ns import qn

    file: Any = docx.Document(io.BytesIO(content))
    for run in list(file.element.body.iter(qn("w:r"))):
        for piece in _encoded_runs(run, encoding):
            run.addprevious(piece)
        run.getparent().remove(run)
    made = io.BytesIO()
    file.save(made)
    return freeze_archive(made.getvalue())


def _encoded_runs(run: Any, encoding: str) -> Iterator[Any]:
    """The run cut where its font changes; breaks and tabs in runs of their own."""
    from copy import deepcopy

    from docx.oxml.ns import qn

    for child in [each for each in run if each.tag != qn("w:rPr")]:
        is_text = child.tag == qn("w:t")
        for text, font in encode(child.text or "", encoding) if is_text else [("", "")]:
            piece = deepcopy(run)
            for old in [each for each in piece if each.tag != qn("w:rPr")]:
                piece.remove(old)
            piece.append(deepcopy(child))
            if is_text:
                piece[-1].text = text
                _set_font(piece, font)
            yield piece


def _set_font(run: Any, font: str) -> None:
    from docx.oxml.ns import qn

    fonts = run.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def legacy_xlsx(content: bytes, encoding: str) -> bytes:
    """The same .xlsx, every text stored in the legacy encoding; a cell has the font that most of its letters need."""
    from copy import copy

    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        if not isinstance(cell.value, str):
            continue
        pieces = encode(cell.value, encoding)
        font = copy(cell.font)
        font.name = pieces[0][1] if pieces else FONTS[encoding][0]
        cell.font = font
        is_one = len(pieces) < 2
        cell.value = (
            pieces[0][0]
            if is_one and pieces
            else CellRichText(*(TextBlock(InlineFont(rFont=name), text) for text, name in pieces))
        )
    made = io.BytesIO()
    book.save(made)
    return freeze_archive(made.getvalue())
