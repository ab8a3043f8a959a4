"""What an embedded TrueType font tells of its glyphs: which letter they are for, and whether they draw anything.

After the OpenType specification, tables "cmap" (formats 0, 4, 6 and 12), "head" and "loca".
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

# Encodings of Unicode: platform 0, and Windows' with 1 (basic plane) and 10 (all planes). (3, 0) is a symbol font's.
_UNICODE = {(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (3, 1), (3, 10)}
_NO_GLYPH = 0


@dataclass(frozen=True, slots=True)
class TrueType:
    """The bytes of a font with the place of each table."""

    program: bytes
    tables: dict[bytes, int]


def read_truetype(program: bytes) -> TrueType | None:
    """Return the font, None where the bytes are no TrueType font or are cut off."""
    try:
        count = struct.unpack_from(">H", program, 4)[0]
        entries = [struct.unpack_from(">4s3L", program, 12 + 16 * at) for at in range(count)]
    except struct.error:
        return None
    return TrueType(program, {name: offset for name, _, offset, _ in entries})


def letters_by_glyph(font: TrueType) -> dict[int, str]:
    """Return the letter of each glyph that the font's own table names; the first where a glyph serves several."""
    letters: dict[int, str] = {}
    try:
        for offset in _subtables(font):
            for code, glyph in _pairs(font.program, offset):
                if glyph != _NO_GLYPH and not 0xD800 <= code < 0xE000 and code < 0x110000:
                    letters.setdefault(glyph, chr(code))
    except struct.error:
        pass  # a table that is cut off tells what stands before the cut
    return letters


def has_outline(font: TrueType, glyph: int) -> bool | None:
    """Return whether the glyph draws anything, None where the font does not say."""
    try:
        is_long = struct.unpack_from(">h", font.program, font.tables[b"head"] + 50)[0]
        if not 0 <= glyph < struct.unpack_from(">H", font.program, font.tables[b"maxp"] + 4)[0]:
            return None
        form, size = (">2L", 4) if is_long else (">2H", 2)
        start, end = struct.unpack_from(form, font.program, font.tables[b"loca"] + glyph * size)
    except (struct.error, KeyError):
        return None
    return bool(start != end)


def _subtables(font: TrueType) -> Iterator[int]:
    start = font.tables.get(b"cmap")
    if start is None:
        return
    for at in range(struct.unpack_from(">H", font.program, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", font.program, start + 4 + 8 * at)
        if (platform, encoding) in _UNICODE:
            yield start + offset


def _pairs(program: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Code and glyph of one subtable."""
    kind = struct.unpack_from(">H", program, at)[0]
    if kind == 0:
        yield from enumerate(struct.unpack_from(">256B", program, at + 6))
    elif kind == 4:
        yield from _segments(program, at)
    elif kind == 6:
        first, count = struct.unpack_from(">2H", program, at + 6)
        yield from enumerate(struct.unpack_from(f">{count}H", program, at + 10), start=first)
    elif kind == 12:
        for group in range(struct.unpack_from(">L", program, at + 12)[0]):
            start, end, glyph = struct.unpack_from(">3L", program, at + 16 + 12 * group)
            yield from ((code, glyph + code - start) for code in range(start, min(end, start + 0xFFFF) + 1))


def _segments(program: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Format 4: glyphs lie a fixed step from their codes, or in a list whose place is told from the place of that."""
    count = struct.unpack_from(">H", program, at + 6)[0] // 2
    columns = [at + 14 + 2 * count * number + (2 if number else 0) for number in range(4)]
    for segment in range(count):
        end, start, delta, offset = (struct.unpack_from(">H", program, place + 2 * segment)[0] for place in columns)
        for code in range(start, end + 1) if start <= end != 0xFFFF else ():
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", program, columns[3] + 2 * segment + offset + 2 * (code - start))[0]
            yield code, (glyph + delta) & 0xFFFF if glyph or not offset else _NO_GLYPH
