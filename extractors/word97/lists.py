"""Automatic numbers of a Word 97 file as the `w:numbering` element of a .docx ([MS-DOC] 2.9.131, 2.9.150)."""

import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.word97.binary import Part, WordBinary
from extractors.word97.properties import as_number
from extractors.word_numbering import W

# Number formats of [MS-OSHARED] 2.2.1.3 by the names of ECMA-376; others are counted in digits.
_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
    23: "bullet", 255: "none",
}  # fmt: skip
_LIST, _OVERRIDE = 28, 16
_IS_SIMPLE, _IS_LEGAL = 0x01, 0x04
_HAS_START, _HAS_LEVEL, _LEVEL_NUMBER = 0x10, 0x20, 0x0F


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str
    text: str
    is_legal: bool
    size: int


def read_numbering(file: WordBinary) -> ET.Element:
    """Return the lists of the file; paragraphs name them by their place among the overrides, from 1."""
    root = ET.Element(f"{W}numbering")
    content = file.part(Part.LISTS)
    names = []
    levels = file.after(Part.LISTS)
    for at in range(as_number(content[:2])):
        entry = content[2 + _LIST * at : 2 + _LIST * (at + 1)]
        names.append(as_number(entry[:4]))
        definition = ET.SubElement(root, f"{W}abstractNum", {f"{W}abstractNumId": str(names[-1])})
        for depth in range(1 if entry[26] & _IS_SIMPLE else 9):
            level = _read_level(levels)
            levels = levels[level.size :]
            _add_level(definition, depth, level)
    for number, (name, changes) in enumerate(_overrides(file.part(Part.LIST_OVERRIDES)), start=1):
        made = ET.SubElement(root, f"{W}num", {f"{W}numId": str(number)})
        _set(made, "abstractNumId", str(name))
        for depth, start, changed in changes:
            _add_override(made, depth, start, changed)
    return root


def _read_level(content: bytes) -> _Level:
    start, style, flags = struct.unpack_from("<iBB", content)
    places = content[6:15]
    letters, paragraph = content[24], content[25]
    at = 28 + letters + paragraph
    count = as_number(content[at : at + 2])
    text = content[at + 2 : at + 2 + 2 * count].decode("utf-16-le", errors="replace")
    return _Level(
        start, _FORMATS.get(style, "decimal"), _with_places(text, places), bool(flags & _IS_LEGAL), at + 2 + 2 * count
    )


def _with_places(text: str, places: bytes) -> str:
    r"""The text with %1 for the number of level 1: `places` say, from 1, which letters are levels.

    >>> _with_places("\x00.\x01)", bytes((1, 3, 0, 0, 0, 0, 0, 0, 0)))
    '%1.%2)'
    """
    numbers = {place - 1 for place in places if place}
    return "".join(
        f"%{ord(letter) + 1}" if at in numbers and ord(letter) < 9 else letter for at, letter in enumerate(text)
    )


def _overrides(content: bytes) -> Iterator[tuple[int, list[tuple[int, int | None, _Level | None]]]]:
    count = as_number(content[:4])
    at = 4 + _OVERRIDE * count
    for number in range(count):
        entry = content[4 + _OVERRIDE * number : 4 + _OVERRIDE * (number + 1)]
        at += 4  # a position that nothing uses
        changes: list[tuple[int, int | None, _Level | None]] = []
        for _ in range(entry[12]):
            start, flags = struct.unpack_from("<iI", content, at)
            at += 8
            level = _read_level(content[at:]) if flags & _HAS_LEVEL else None
            at += level.size if level else 0
            begins = level.start if level else start
            changes.append((flags & _LEVEL_NUMBER, begins if flags & _HAS_START else None, level))
        yield as_number(entry[:4]), changes


def _add_override(parent: ET.Element, depth: int, start: int | None, level: _Level | None) -> None:
    made = ET.SubElement(parent, f"{W}lvlOverride", {f"{W}ilvl": str(depth)})
    if start is not None:
        _set(made, "startOverride", str(start))
    if level is not None:
        _add_level(made, depth, level)


def _add_level(parent: ET.Element, depth: int, level: _Level) -> None:
    made = ET.SubElement(parent, f"{W}lvl", {f"{W}ilvl": str(depth)})
    for name, value in (("start", str(level.start)), ("numFmt", level.style), ("lvlText", level.text)):
        _set(made, name, value)
    if level.is_legal:
        ET.SubElement(made, f"{W}isLgl")


def _set(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, f"{W}{name}", {f"{W}val": value})
