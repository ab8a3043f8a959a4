"""Paragraphs of a Word 97 file as `w:p` elements: runs with their fonts, fields without their codes, text boxes."""

import xml.etree.ElementTree as ET
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractors.word97.binary import Part, WordBinary, read_plex
from extractors.word97.pieces import Pieces, read_pieces
from extractors.word97.properties import (
    Span,
    Spans,
    Sprm,
    as_number,
    letter_runs,
    read_character_spans,
    read_paragraph_spans,
)
from extractors.word97.styles import Look, StyleSheet, read_style_sheet
from extractors.word_numbering import W

CELL_END = "\x07"
_PARAGRAPH_ENDS = frozenset(("\r", CELL_END, "\x0c"))
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_SHAPE = "\x08"
_SIGNS = {"\t": "tab", "\x0b": "br", "\x0e": "br", "\x1e": "noBreakHyphen", "\x1f": "softHyphen"}
_SYMBOL = "("
_FIRST_LETTER = " "
_MOST_LISTS = 0x7FF  # beyond it the number says "no list", or one of Word 6
_SHAPE_SIZE, _BOX_SIZE = 26, 22


@dataclass(frozen=True, slots=True)
class WordText:
    """All that the words of a file need: text with marks, properties by byte and by character, styles."""

    text: str
    pieces: Pieces
    paragraphs: Spans
    runs: tuple[Span, ...]
    run_starts: tuple[int, ...]
    styles: StyleSheet
    boxes: Mapping[int, tuple[int, int]]  # anchor -> where the words of its text box stand
    loose_boxes: tuple[tuple[int, int], ...]

    def paragraph_ends(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield begin and end of the paragraphs between two positions, the mark being the last letter."""
        begin = start
        for at in range(start, min(end, len(self.text))):
            if self.text[at] in _PARAGRAPH_ENDS:
                yield begin, at + 1
                begin = at + 1
        if begin < min(end, len(self.text)):
            yield begin, min(end, len(self.text))

    def properties(self, mark: int) -> tuple[int, dict[int, bytes]]:
        """The style of the paragraph that ends at this position, and its modifiers."""
        offset, changes = self.pieces.find(mark)
        span = self.paragraphs.find(offset)
        return span.style, self.styles.paragraph(span.style, span.changes + changes)

    def looks(self, start: int, end: int, style: int) -> Iterator[tuple[str, int, Look]]:
        """Yield the letters of each run between two positions, where they begin, and their look."""
        at = max(0, bisect_right(self.run_starts, start) - 1)
        while at < len(self.runs) and self.runs[at].start < end:
            run = self.runs[at]
            begin, stop = max(run.start, start), min(run.end, end)
            yield self.text[begin:stop], begin, self.styles.look(style, run.changes)
            at += 1


def read_text(file: WordBinary) -> WordText:
    """Return the words of a file with their properties."""
    pieces = read_pieces(file)
    runs = tuple(letter_runs(pieces, read_character_spans(file)))
    boxes, loose = _text_boxes(file)
    return WordText(
        pieces.text,
        pieces,
        read_paragraph_spans(file),
        runs,
        tuple(run.start for run in runs),
        read_style_sheet(file),
        boxes,
        loose,
    )


def _text_boxes(file: WordBinary) -> tuple[dict[int, tuple[int, int]], tuple[tuple[int, int], ...]]:
    """Text boxes by the position of the anchor of their shape, and those without one."""
    shapes = {as_number(entry[:4]): start for start, _, entry in read_plex(file.part(Part.SHAPES), _SHAPE_SIZE)}
    first = file.text_box_start
    entries = list(read_plex(file.part(Part.TEXT_BOXES), _BOX_SIZE))[:-1]  # the last one only closes the list
    found = [(as_number(entry[14:18]), (first + start, first + end)) for start, end, entry in entries]
    anchored = {shapes[name]: bounds for name, bounds in found if name in shapes}
    return anchored, tuple(bounds for name, bounds in found if name not in shapes)


@dataclass(slots=True)
class ParagraphMaker:
    """Makes elements of paragraphs in reading order; fields may begin in one paragraph and end in another."""

    text: WordText
    _fields: list[bool] = field(default_factory=list)  # of each open field, whether its result has begun

    def make(self, start: int, end: int, style: int, modifiers: Mapping[int, bytes]) -> ET.Element:
        """The `w:p` of one paragraph; `end` is behind its mark."""
        paragraph = ET.Element(f"{W}p")
        _add_number(paragraph, modifiers)
        for letters, begin, look in self.text.looks(start, end, style):
            if not look.is_deleted:
                self._add_run(paragraph, letters, begin, look)
        return paragraph

    def _add_run(self, paragraph: ET.Element, letters: str, begin: int, look: Look) -> None:
        run = ET.SubElement(paragraph, f"{W}r")
        _add_look(run, look)
        plain = ""
        for at, letter in enumerate(letters, start=begin):
            if self._is_code(letter) or letter in _PARAGRAPH_ENDS:
                continue
            if letter >= _FIRST_LETTER and not (look.is_special and look.symbol is not None):
                plain += letter
                continue
            _add_words(run, plain)
            plain = ""
            self._add_sign(run, letter, at, look)
        _add_words(run, plain)

    def _is_code(self, letter: str) -> bool:
        """Whether the letter belongs to the code of a field, not to what is printed."""
        if letter == _FIELD_BEGIN:
            self._fields.append(False)
        elif letter == _FIELD_RESULT and self._fields:
            self._fields[-1] = True
        elif letter == _FIELD_END and self._fields:
            self._fields.pop()
        return not all(self._fields)

    def _add_sign(self, run: ET.Element, letter: str, at: int, look: Look) -> None:
        if letter == _SYMBOL and look.symbol is not None:
            ET.SubElement(run, f"{W}sym", {f"{W}char": f"{look.symbol:04X}"})
        elif letter in _SIGNS:
            ET.SubElement(run, f"{W}{_SIGNS[letter]}")
        elif letter == _SHAPE and at in self.text.boxes:
            run.append(self.box(*self.text.boxes[at]))

    def box(self, start: int, end: int) -> ET.Element:
        """The `w:pict` of a text box with its paragraphs."""
        picture = ET.Element(f"{W}pict")
        content = ET.SubElement(picture, f"{W}txbxContent")
        for begin, stop in self.text.paragraph_ends(start, end):
            content.append(ParagraphMaker(self.text).make(begin, stop, *self.text.properties(stop - 1)))
        return picture


def _add_number(paragraph: ET.Element, modifiers: Mapping[int, bytes]) -> None:
    number = as_number(modifiers.get(Sprm.LIST, b""))
    if 0 < number < _MOST_LISTS:
        properties = ET.SubElement(paragraph, f"{W}pPr")
        membership = ET.SubElement(properties, f"{W}numPr")
        depth = as_number(modifiers.get(Sprm.LIST_LEVEL, b""))
        ET.SubElement(membership, f"{W}ilvl", {f"{W}val": str(depth)})
        ET.SubElement(membership, f"{W}numId", {f"{W}val": str(number)})


def _add_look(run: ET.Element, look: Look) -> None:
    properties = ET.SubElement(run, f"{W}rPr")
    if look.font:
        ET.SubElement(properties, f"{W}rFonts", {f"{W}ascii": look.font, f"{W}hAnsi": look.font})
    if look.is_hidden:
        ET.SubElement(properties, f"{W}vanish")
    if look.is_capitals:
        ET.SubElement(properties, f"{W}caps")
    if look.is_raised:
        ET.SubElement(properties, f"{W}vertAlign", {f"{W}val": "superscript"})


def _add_words(run: ET.Element, letters: str) -> None:
    if letters:
        element = ET.SubElement(run, f"{W}t")
        # Two units of UTF-16 that belong together are one letter.
        element.text = letters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", errors="replace")
