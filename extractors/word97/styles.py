"""Fonts and styles of a Word 97 file: names by number, and what a paragraph or a letter inherits ([MS-DOC] 2.9)."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractors.word97.binary import Part, WordBinary
from extractors.word97.properties import Sprm, as_number, read_modifiers, read_switch

_PARAGRAPH_STYLE, _LETTER_STYLE = 1, 2
_MOST_STYLES = 20
_FONT_NAME = 40  # behind the fixed part of FFN


@dataclass(frozen=True, slots=True)
class Style:
    """The modifiers of one style and the number of the style it is based on."""

    parent: int
    paragraph: bytes = b""
    letters: bytes = b""


@dataclass(frozen=True, slots=True)
class Look:
    """What matters of a run of letters: its font, and whether it is printed, raised or in capitals."""

    font: str | None
    is_hidden: bool
    is_deleted: bool
    is_special: bool
    is_raised: bool
    is_capitals: bool
    symbol: int | None


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Names of fonts, styles by number, and the fonts of letters that name none: of ASCII and of others."""

    fonts: tuple[str, ...]
    styles: Mapping[int, Style]
    default_font: int = 0

    def paragraph(self, style: int, changes: bytes) -> dict[int, bytes]:
        """The modifiers of a paragraph, inherited ones first; a later one stands for an earlier one."""
        inherited = b"".join(each.paragraph for each in self._chain(style))
        return dict(read_modifiers(inherited + changes))

    def look(self, style: int, changes: bytes) -> Look:
        """The look of a run in a paragraph of this style."""
        inherited = dict(read_modifiers(b"".join(each.letters for each in self._chain(style))))
        own: dict[int, bytes] = {}
        for number, operand in read_modifiers(changes):
            if number == Sprm.PLAIN:
                own.clear()
            elif number == Sprm.CHARACTER_STYLE:
                own.update(read_modifiers(b"".join(each.letters for each in self._chain(as_number(operand)))))
            else:
                own[number] = operand
        return self._look(inherited, own)

    def _look(self, inherited: Mapping[int, bytes], own: Mapping[int, bytes]) -> Look:
        def is_on(number: Sprm) -> bool:
            return read_switch(own, number, inherited=read_switch(inherited, number))

        both = {**inherited, **own}
        symbol = both.get(Sprm.SYMBOL)
        return Look(
            font=self._font(both),
            is_hidden=is_on(Sprm.HIDDEN),
            is_deleted=is_on(Sprm.DELETED),
            is_special=is_on(Sprm.IS_SPECIAL),
            is_raised=as_number(both.get(Sprm.RAISED, b"")) == 1,
            is_capitals=is_on(Sprm.CAPITALS),
            symbol=as_number(symbol[2:]) if symbol else None,
        )

    def _font(self, modifiers: Mapping[int, bytes]) -> str | None:
        """The font of letters beyond ASCII, which legacy fonts are told by."""
        operand = modifiers.get(Sprm.FONT_OTHER) or modifiers.get(Sprm.FONT)
        number = as_number(operand) if operand else self.default_font
        return self.fonts[number] if number < len(self.fonts) else None

    def _chain(self, number: int) -> list[Style]:
        """The style with all it is based on, the first one first."""
        found: list[Style] = []
        while (style := self.styles.get(number)) is not None and len(found) < _MOST_STYLES:
            found.append(style)
            number = style.parent
        return found[::-1]


def read_style_sheet(file: WordBinary) -> StyleSheet:
    """Return fonts and styles of the file."""
    content = file.part(Part.STYLES)
    if not content:
        return StyleSheet(tuple(_fonts(file.part(Part.FONTS))), {})
    header = as_number(content[:2])
    count, fixed = struct.unpack_from("<HH", content, 2)
    default_font = as_number(content[18:20]) if header >= 18 else 0  # rgftcStandardChpStsh, letters beyond ASCII
    styles = dict(_styles(content[2 + header :], count, fixed))
    return StyleSheet(tuple(_fonts(file.part(Part.FONTS))), styles, default_font)


def _fonts(content: bytes) -> Iterator[str]:
    at = 4
    for _ in range(as_number(content[:2])):
        end = at + 1 + content[at]
        name = content[at + _FONT_NAME : end].decode("utf-16-le", errors="replace")
        yield name.partition("\0")[0]
        at = end


def _styles(content: bytes, count: int, fixed: int) -> Iterator[tuple[int, Style]]:
    at = 0
    for number in range(count):
        size = as_number(content[at : at + 2])
        if size:
            yield number, _style(content[at + 2 : at + 2 + size], fixed)
        at += 2 + size


def _style(content: bytes, fixed: int) -> Style:
    _, kind_and_parent, changes_count = struct.unpack_from("<HHH", content)
    kind, parent = kind_and_parent & 0xF, kind_and_parent >> 4
    changes = list(_changes(content, fixed, changes_count & 0xF))
    if kind == _PARAGRAPH_STYLE and len(changes) > 1:
        return Style(parent, changes[0][2:], changes[1])  # the first two bytes repeat the style's number
    if kind == _LETTER_STYLE and changes:
        return Style(parent, letters=changes[0])
    return Style(parent)


def _changes(content: bytes, fixed: int, count: int) -> Iterator[bytes]:
    """The groups of modifiers behind the style's name; each begins at an even place."""
    name = as_number(content[fixed : fixed + 2])
    at = fixed + 2 + 2 * name + 2
    for _ in range(count):
        size = as_number(content[at : at + 2])
        yield content[at + 2 : at + 2 + size]
        at += 2 + size + size % 2
