"""Word 97 files written from .docx files: text, fonts, tables with merged cells, paragraph by paragraph ([MS-DOC])."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.making.compound import make_compound

_TEXT_START = 0x600
_PAGE = 512
_COLUMN = 1200  # twentieths of a point
_FONT_OTHER, _FONT, _RAISED = 0x4A51, 0x4A4F, 0x2A48
_IN_TABLE, _ROW_END, _ROW_SHAPE = 0x2416, 0x2417, 0xD608
_SIGNS = {"tab": "\t", "br": "\x0b", "noBreakHyphen": "\x1e"}


@dataclass(slots=True)
class DocText:
    """Letters, runs and paragraphs as they are written: ends of runs and paragraphs with their modifiers."""

    letters: str = ""
    runs: list[tuple[int, bytes]] = field(default_factory=list)
    paragraphs: list[tuple[int, bytes]] = field(default_factory=list)
    fonts: list[str] = field(default_factory=lambda: ["Times New Roman"])

    def add(self, text: str, font: str | None = None, *, is_raised: bool = False, changes: bytes = b"") -> None:
        """One run of the paragraph that is being written."""
        if not text:
            return
        name = font or self.fonts[0]
        if name not in self.fonts:
            self.fonts.append(name)
        number = self.fonts.index(name)
        look = struct.pack("<HHHH", _FONT, number, _FONT_OTHER, number)
        look += struct.pack("<HB", _RAISED, 1) if is_raised else b""
        self.letters += text
        self.runs.append((len(self.letters), look + changes))

    def end(self, mark: str = "\r", changes: bytes = b"") -> None:
        """Close the paragraph with its mark."""
        self.add(mark)
        self.paragraphs.append((len(self.letters), changes))


def make_doc(content: bytes, *, eight_bits: bool = False) -> bytes:
    """The body of a .docx as a .doc; `eight_bits` stores its letters in one byte, as Word does without Unicode."""
    import docx

    text = DocText()
    _write_blocks(docx.Document(io.BytesIO(content)).element.body, text)
    return write_doc(text, eight_bits=eight_bits)


def write_doc(text: DocText, *, eight_bits: bool = False, flags: int = 0, version: int = 0xC1) -> bytes:
    """The compound file of a text; `flags` and `version` are those of the file's header."""
    width = 1 if eight_bits else 2
    raw = text.letters.encode("cp1252" if eight_bits else "utf-16-le")
    main = bytearray(_TEXT_START) + raw
    main += bytes(-len(main) % _PAGE)
    bins = []
    for ends, is_paragraph in ((text.runs, False), (text.paragraphs, True)):
        places = [(_TEXT_START + end * width, _stored(changes, is_paragraph)) for end, changes in ends]
        bins.append(_write_pages(main, places, is_paragraph))
    place = _TEXT_START * (2 if eight_bits else 1) | (0x40000000 if eight_bits else 0)
    pieces = struct.pack("<IIHIH", 0, len(text.letters), 0, place, 0)
    parts = {12: bins[0], 13: bins[1], 15: _fonts(text.fonts), 33: b"\x02" + struct.pack("<I", len(pieces)) + pieces}
    table = bytearray()
    for number, part in parts.items():
        struct.pack_into("<II", main, 154 + 8 * number, len(table), len(part))
        table += part
    struct.pack_into("<HHHHHHH", main, 0, 0xA5EC, version, 0, 0x042A, 0, 0x0200 | 0x1000 | flags, 0xBF)
    struct.pack_into("<H", main, 32, 14)
    struct.pack_into("<H", main, 62, 22)
    struct.pack_into("<I", main, 64, len(main))
    struct.pack_into("<I", main, 76, len(text.letters))
    struct.pack_into("<H", main, 152, 93)
    return make_compound({"WordDocument": bytes(main), "1Table": bytes(table)})


def _stored(changes: bytes, is_paragraph: bool) -> bytes:
    if not is_paragraph:
        return bytes((len(changes),)) + changes
    body = struct.pack("<H", 0) + changes
    return bytes((0, len(body) // 2)) + body if len(body) % 2 == 0 else bytes((len(body) // 2 + 1,)) + body


def _write_pages(main: bytearray, items: list[tuple[int, bytes]], is_paragraph: bool) -> bytes:
    """Append pages of modifiers to the main stream and return the list of the pages."""
    entry = 13 if is_paragraph else 1
    starts, numbers = [], []
    begin = _TEXT_START
    while items:
        count, used = 0, 5
        while count < min(len(items), 20 if is_paragraph else 80) and used + _size(items[count], entry) < _PAGE:
            used += _size(items[count], entry)
            count += 1
        starts.append(begin)
        numbers.append(len(main) // _PAGE)
        main += _page(begin, items[:count], entry)
        begin = items[count - 1][0]
        items = items[count:]
    return struct.pack(f"<{len(starts) + 1}I", *starts, begin) + struct.pack(f"<{len(numbers)}I", *numbers)


def _size(item: tuple[int, bytes], entry: int) -> int:
    return 4 + entry + len(item[1]) + len(item[1]) % 2


def _page(begin: int, items: list[tuple[int, bytes]], entry: int) -> bytes:
    page = bytearray(_PAGE)
    ends = [begin, *(end for end, _ in items)]
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    top = _PAGE - 1
    for place, (_, stored) in enumerate(items):
        top = (top - len(stored)) // 2 * 2
        page[top : top + len(stored)] = stored
        page[4 * len(ends) + entry * place] = top // 2
    page[-1] = len(items)
    return bytes(page)


def _fonts(names: list[str]) -> bytes:
    entries = []
    for name in names:
        body = bytes((0x16,)) + struct.pack("<hBB", 400, 0, 0) + bytes(34) + (name + "\0").encode("utf-16-le")
        entries.append(bytes((len(body),)) + body)
    return struct.pack("<HH", len(names), 0) + b"".join(entries)


def _write_blocks(parent: Any, text: DocText) -> None:
    from docx.oxml.ns import qn

    for child in parent:
        if child.tag == qn("w:p"):
            _write_runs(child, text)
            text.end()
        elif child.tag == qn("w:tbl"):
            if child.getprevious() is not None and child.getprevious().tag == child.tag:
                text.end()  # tables that touch are one
            for row in child.findall(qn("w:tr")):
                _write_row(row, text)


def _write_runs(paragraph: Any, text: DocText) -> None:
    from docx.oxml.ns import qn

    for run in paragraph.iter(qn("w:r")):
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
        letters = "".join(_letters(child) for child in run)
        text.add(letters, fonts.get(qn("w:hAnsi")) if fonts is not None else None, is_raised=raised is not None)


def _letters(element: Any) -> str:
    name = element.tag.rpartition("}")[2]
    return element.text or "" if name == "t" else _SIGNS.get(name, "")


def _write_row(row: Any, text: DocText) -> None:
    from docx.oxml.ns import qn

    shapes = []
    in_table = struct.pack("<HB", _IN_TABLE, 1)
    for cell in row.findall(qn("w:tc")):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        down = 0 if merge is None else 0x60 if merge.get(qn("w:val")) == "restart" else 0x20
        shapes.append((int(span.get(qn("w:val"))) if span is not None else 1, down))
        paragraphs = cell.findall(qn("w:p"))
        for paragraph in paragraphs:
            _write_runs(paragraph, text)
            text.end("\x07" if paragraph is paragraphs[-1] else "\r", in_table)
    text.end("\x07", in_table + struct.pack("<HB", _ROW_END, 1) + row_shape(shapes))


def row_shape(shapes: list[tuple[int, int]]) -> bytes:
    """The modifier with the edges of a row's cells; each cell by the columns that it covers and its flags."""
    edges = list(_edges(width for width, _ in shapes))
    body = bytes((len(shapes),)) + struct.pack(f"<{len(edges)}h", *edges)
    body += b"".join(struct.pack("<H18x", flags) for _, flags in shapes)
    return struct.pack("<HH", _ROW_SHAPE, len(body) + 1) + body


def _edges(widths: Iterator[int]) -> Iterator[int]:
    edge = 0
    yield edge
    for width in widths:
        edge += width * _COLUMN
        yield edge
