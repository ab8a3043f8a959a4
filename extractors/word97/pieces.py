"""The text of a Word 97 file: pieces of the main stream in 8 or 16 bits, in the order of the document."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.word97.binary import Part, WordBinary, read_plex

_EIGHT_BITS = 0x40000000
_CHANGES = 1
# [MS-DOC] 2.9.73 lists what bytes 0x82–0x9F stand for; it is Windows-1252 with the gaps left as they are.
_LETTERS = {value: bytes((value,)).decode("cp1252", errors="ignore") or chr(value) for value in range(0x80, 0xA0)}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together in the main stream: where in the document, where in the stream, bytes a letter.

    `changes` are the properties that a fast save laid over the whole piece.
    """

    start: int
    text: str
    offset: int
    width: int
    changes: bytes = b""

    @property
    def end(self) -> int:
        """The character position behind the piece."""
        return self.start + len(self.text)

    @property
    def offset_end(self) -> int:
        """The byte behind the piece in the main stream."""
        return self.offset + len(self.text) * self.width


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces in order. One character of `text` is one UTF-16 unit, so that positions are indexes."""

    items: tuple[Piece, ...]
    starts: tuple[int, ...]

    @property
    def text(self) -> str:
        """The text of the document with its marks."""
        return "".join(piece.text for piece in self.items)

    def find(self, position: int) -> tuple[int, bytes]:
        """The byte offset of a character in the main stream, and the changes laid over its piece."""
        piece = self.items[bisect_right(self.starts, position) - 1]
        return piece.offset + (position - piece.start) * piece.width, piece.changes


def read_pieces(file: WordBinary) -> Pieces:
    """Return the piece table of the file ([MS-DOC] 2.4.1)."""
    content = file.part(Part.PIECES)
    changes: list[bytes] = []
    at = 0
    while content[at] == _CHANGES:
        (size,) = struct.unpack_from("<H", content, at + 1)
        changes.append(content[at + 3 : at + 3 + size])
        at += 3 + size
    (size,) = struct.unpack_from("<I", content, at + 1)
    items = tuple(_pieces(file.main, content[at + 5 : at + 5 + size], changes))
    return Pieces(items, tuple(piece.start for piece in items))


def _pieces(main: bytes, table: bytes, changes: list[bytes]) -> Iterator[Piece]:
    for start, end, entry in read_plex(table, 8):
        _, place, change = struct.unpack("<HIH", entry)
        width = 1 if place & _EIGHT_BITS else 2
        offset = (place & ~_EIGHT_BITS) // (3 - width)
        raw = main[offset : offset + (end - start) * width]
        # An odd number points to the list of changes; an even one holds a single change of no matter to words.
        laid = changes[change >> 1] if change & 1 and change >> 1 < len(changes) else b""
        yield Piece(start, decode_piece(raw, width), offset, width, laid)


def decode_piece(raw: bytes, width: int) -> str:
    r"""Return the letters of a piece, one for each unit of 8 or 16 bits.

    >>> decode_piece(b"Qu\xd5t \x96", 1), decode_piece("Quyết".encode("utf-16-le"), 2)
    ('QuÕt –', 'Quyết')
    """
    if width == 1:
        return raw.decode("latin-1").translate(_LETTERS)
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])))
