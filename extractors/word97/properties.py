"""Properties of letters and paragraphs: single property modifiers on pages of 512 bytes ([MS-DOC] 2.4.2–2.6)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from extractors.word97.binary import Part, WordBinary, read_plex
from extractors.word97.pieces import Pieces

_PAGE = 512
_PAGE_NUMBER = 0x3FFFFF
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # operand bytes by the top three bits
_VARIABLE = 6
_HUGE = frozenset((0x6645, 0x6646))


class Sprm(IntEnum):
    """The modifiers that matter to words, tables and lists; all others are skipped by their size."""

    IN_TABLE = 0x2416
    ROW_END = 0x2417
    INNER_CELL_END = 0x244B
    INNER_ROW_END = 0x244C
    TABLE_DEPTH = 0x6649
    LIST_LEVEL = 0x260A
    LIST = 0x460B
    TABS = 0xC615
    ROW_SHAPE = 0xD608
    CELL_MERGE_DOWN = 0xD62B
    CELLS_MERGE = 0x5624
    DELETED = 0x0800
    IS_SPECIAL = 0x0855
    SYMBOL = 0x6A09
    CHARACTER_STYLE = 0x4A30
    PLAIN = 0x2A33
    CAPITALS = 0x083B
    HIDDEN = 0x083C
    RAISED = 0x2A48
    FONT = 0x4A4F
    FONT_OTHER = 0x4A51


Modifiers = list[tuple[int, bytes]]


def read_modifiers(content: bytes) -> Iterator[tuple[int, bytes]]:
    r"""Yield each modifier's number and operand; what is cut off at the end is left out.

    >>> [(hex(number), operand) for number, operand in read_modifiers(b"\x16\x24\x01\x49\x66\x02\0\0\0")]
    [('0x2416', b'\x01'), ('0x6649', b'\x02\x00\x00\x00')]
    """
    at = 0
    while at + 2 <= len(content):
        (number,) = struct.unpack_from("<H", content, at)
        at += 2
        head, size = _operand(number, content, at)
        if at + head + size > len(content):
            return
        yield number, content[at + head : at + head + size]
        at += head + size


def _operand(number: int, content: bytes, at: int) -> tuple[int, int]:
    """How many bytes tell the size of the operand, and the size."""
    kind = number >> 13
    if kind != _VARIABLE:
        return 0, _SIZES[kind]
    if number == Sprm.ROW_SHAPE:
        return 2, max(0, int.from_bytes(content[at : at + 2], "little") - 1)
    size = content[at] if at < len(content) else 0
    if number == Sprm.TABS and size == 255:
        removed = content[at + 1]
        added = content[at + 2 + 4 * removed]
        return 1, 2 + 4 * removed + 3 * added
    return 1, size


def as_number(operand: bytes) -> int:
    """The operand as a whole number, least byte first."""
    return int.from_bytes(operand, "little")


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes of the main stream that share properties; `style` is that of paragraphs."""

    start: int
    end: int
    changes: bytes
    style: int = 0


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans in the order of the stream."""

    items: tuple[Span, ...]
    starts: tuple[int, ...]

    def find(self, offset: int) -> Span:
        """The span with this byte; one without properties where there is none."""
        at = bisect_right(self.starts, offset) - 1
        if at >= 0 and self.items[at].end > offset:
            return self.items[at]
        following = self.starts[at + 1] if at + 1 < len(self.starts) else 1 << 32
        return Span(offset, following, b"")


def read_character_spans(file: WordBinary) -> Spans:
    """Return the direct properties of letters."""
    return _in_order(
        Span(start, end, _character_changes(page, page[4 * (count + 1) + at]))
        for page, count in _pages(file, Part.CHARACTERS)
        for at, (start, end) in enumerate(_bounds(page, count))
    )


def read_paragraph_spans(file: WordBinary) -> Spans:
    """Return the style and the direct properties of paragraphs; long ones are fetched from the data stream."""
    return _in_order(
        _paragraph_span(file, page, page[4 * (count + 1) + 13 * at], bounds)
        for page, count in _pages(file, Part.PARAGRAPHS)
        for at, bounds in enumerate(_bounds(page, count))
    )


def letter_runs(pieces: Pieces, spans: Spans) -> Iterator[Span]:
    """Yield the runs of letters that share direct properties, in the order of the document, by character positions."""
    for piece in pieces.items:
        at = piece.start
        while at < piece.end:
            span = spans.find(piece.offset + (at - piece.start) * piece.width)
            stop = piece.start + (span.end - piece.offset) // piece.width
            stop = min(max(stop, at + 1), piece.end)
            yield Span(at, stop, span.changes + piece.changes)
            at = stop


def _in_order(spans: Iterator[Span]) -> Spans:
    items = tuple(sorted(spans, key=lambda span: span.start))
    return Spans(items, tuple(span.start for span in items))


def _pages(file: WordBinary, part: Part) -> Iterator[tuple[bytes, int]]:
    for _, _, entry in read_plex(file.part(part), 4):
        start = (as_number(entry) & _PAGE_NUMBER) * _PAGE
        page = file.main[start : start + _PAGE]
        yield page, page[-1]


def _bounds(page: bytes, count: int) -> Iterator[tuple[int, int]]:
    offsets = struct.unpack_from(f"<{count + 1}I", page)
    return pairwise(offsets)


def _character_changes(page: bytes, half: int) -> bytes:
    if not half:
        return b""
    return page[2 * half + 1 : 2 * half + 1 + page[2 * half]]


def _paragraph_span(file: WordBinary, page: bytes, half: int, bounds: tuple[int, int]) -> Span:
    if not half:
        return Span(*bounds, b"")
    at = 2 * half
    # One byte counts words and the style is part of them; zero says that the next byte counts.
    size, at = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
    (style,) = struct.unpack_from("<H", page, at)
    return Span(*bounds, _with_huge(file, page[at + 2 : at + size]), style)


def _with_huge(file: WordBinary, changes: bytes) -> bytes:
    """The modifiers, those too long for a page put in from the data stream."""
    if not file.data:
        return changes
    whole = changes
    for number, operand in read_modifiers(changes):
        if number in _HUGE:
            start = as_number(operand)
            size = as_number(file.data[start : start + 2])
            whole += file.data[start + 2 : start + 2 + size]
    return whole


def read_switch(modifiers: Mapping[int, bytes], number: Sprm, *, inherited: bool = False) -> bool:
    """Return whether a property is on; 0x80 keeps what the style says and 0x81 turns it round ([MS-DOC] 2.6.1)."""
    operand = modifiers.get(number)
    if operand is None:
        return inherited
    value = as_number(operand)
    return inherited ^ bool(value & 1) if value & 0x80 else bool(value)
