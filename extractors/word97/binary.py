"""The streams of a Word 97 file and the places its header names ([MS-DOC] 2.5, the file information block)."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

_WORD = 0xA5EC
_OLDER = frozenset((0xA5DC, 0xA59B, 0xA59C, 0xA697, 0xA699))  # Word 2, 6 and 95
_FIRST_VERSION = 0xC1  # Word 97
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PLACES = 154  # FibRgFcLcb97
_COUNTS = 76  # ccpText in FibRgLw97


class Part(IntEnum):
    """Structures of the table stream, by their place in FibRgFcLcb97."""

    STYLES = 1
    CHARACTERS = 12
    PARAGRAPHS = 13
    FONTS = 15
    PIECES = 33
    SHAPES = 40
    TEXT_BOXES = 56
    LISTS = 73
    LIST_OVERRIDES = 74


class NotWord97(Exception):  # noqa: N818 (what the file is, not a fault)
    """A compound file that holds something else: `reason` is encrypted, older, workbook, slides or other."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class WordBinary:
    """The three streams that hold the words. Offsets are bytes, character positions count UTF-16 units."""

    main: bytes
    table: bytes
    data: bytes

    def part(self, part: Part) -> bytes:
        """A structure of the table stream; empty where the file has none."""
        start, size = struct.unpack_from("<II", self.main, _PLACES + 8 * part)
        return self.table[start : start + size]

    def after(self, part: Part) -> bytes:
        """What follows a structure: the levels of lists stand behind the list of lists."""
        start, size = struct.unpack_from("<II", self.main, _PLACES + 8 * part)
        return self.table[start + size :]

    @property
    def body_length(self) -> int:
        """How many characters the body has; what follows is footnotes, headers, comments and text boxes."""
        return self._counts()[0]

    @property
    def text_box_start(self) -> int:
        """Where the words of the text boxes begin."""
        return sum(self._counts()[:6])

    def _counts(self) -> tuple[int, ...]:
        counts: tuple[int, ...] = struct.unpack_from("<8I", self.main, _COUNTS)
        return counts


def open_word97(data: bytes) -> WordBinary:
    """Return the streams of a Word 97 file; raise `NotWord97` for other compound files, `OSError` for damage."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as archive:
        if archive.exists("EncryptedPackage") or archive.exists("EncryptionInfo"):
            raise NotWord97("encrypted")
        if not archive.exists("WordDocument"):
            raise NotWord97(_other(archive.exists))
        main = archive.openstream("WordDocument").read()
        name = _table_name(main)
        data_stream = archive.openstream("Data").read() if archive.exists("Data") else b""
        return WordBinary(main, archive.openstream(name).read(), data_stream)


def _table_name(main: bytes) -> str:
    magic, version = struct.unpack_from("<HH", main)
    (flags,) = struct.unpack_from("<H", main, 10)
    if magic in _OLDER or (magic == _WORD and version < _FIRST_VERSION):
        raise NotWord97("older")
    if magic != _WORD:
        raise OSError("the main stream does not begin as one of Word")
    if flags & _ENCRYPTED:
        raise NotWord97("encrypted")
    return "1Table" if flags & _SECOND_TABLE else "0Table"


def _other(exists: object) -> str:
    streams = {"Workbook": "workbook", "Book": "workbook", "PowerPoint Document": "slides"}
    assert callable(exists)
    return next((reason for name, reason in streams.items() if exists(name)), "other")


def read_plex(content: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield start, end and entry of a PLC: positions first, then entries of `size` bytes ([MS-DOC] 2.2.2).

    >>> [entry for entry in read_plex(struct.pack("<III2s2s", 0, 5, 9, b"ab", b"cd"), 2)]
    [(0, 5, b'ab'), (5, 9, b'cd')]
    """
    count = max(0, (len(content) - 4) // (4 + size))
    starts = struct.unpack_from(f"<{count + 1}I", content) if count else ()
    for at in range(count):
        place = 4 * (count + 1) + size * at
        yield starts[at], starts[at + 1], content[place : place + size]
