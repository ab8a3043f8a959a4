"""A Word 97 file read by us, without an office program."""

import struct
from typing import Final

from extractors.model import Reading
from extractors.office_archive import damaged
from extractors.word97.binary import open_word97
from extractors.word97.body import read_body
from extractors.word97.lists import read_numbering
from extractors.word_file import read_word_body
from extractors.word_fonts import WordFonts
from extractors.word_numbering import Numbering

# What broken streams lead to: places beyond the end, letters and numbers that cannot be.
_DAMAGE: Final = (OSError, struct.error, IndexError, ValueError, KeyError, OverflowError, MemoryError)


def read_word97(data: bytes) -> Reading:
    """Return the paragraphs and tables of a .doc; raise `NotWord97` for other files, `Unreadable` for damage."""
    try:
        file = open_word97(data)
        body, numbering = read_body(file), read_numbering(file)
    except _DAMAGE as error:
        raise damaged() from error
    return read_word_body(body, Numbering(numbering, None), WordFonts())
