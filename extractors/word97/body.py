"""The body of a Word 97 file as the `w:body` element that the reader of .docx walks through."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from extractors.word97.binary import WordBinary
from extractors.word97.paragraphs import CELL_END, ParagraphMaker, WordText, read_text
from extractors.word97.properties import Sprm, as_number, read_switch
from extractors.word97.tables import OpenTable
from extractors.word_numbering import W

# Deeper tables are damage or an attack.
_DEEPEST = 40


def read_body(file: WordBinary) -> ET.Element:
    """Return the paragraphs and tables of the body in reading order; text boxes stand where they are anchored."""
    text = read_text(file)
    walk = _Walk(text, ParagraphMaker(text))
    for start, end in text.paragraph_ends(0, file.body_length):
        walk.add(start, end)
    walk.close_tables(0)
    for bounds in text.loose_boxes:
        paragraph = ET.SubElement(walk.body, f"{W}p")
        paragraph.append(walk.maker.box(*bounds))
    return walk.body


@dataclass(slots=True)
class _Walk:
    """Puts paragraphs where they belong: into the body, or into the cell that is open."""

    text: WordText
    maker: ParagraphMaker
    body: ET.Element = field(default_factory=lambda: ET.Element(f"{W}body"))
    tables: list[OpenTable] = field(default_factory=list)

    def add(self, start: int, end: int) -> None:
        """One more paragraph; `end` is behind its mark."""
        style, modifiers = self.text.properties(end - 1)
        depth = _depth(modifiers)
        self.close_tables(depth)
        while len(self.tables) < depth:
            self.tables.append(OpenTable())
        is_inner = depth > 1
        if depth and read_switch(modifiers, Sprm.INNER_ROW_END if is_inner else Sprm.ROW_END):
            offset, changes = self.text.pieces.find(end - 1)
            self.tables[-1].close_row(modifiers, self.text.paragraphs.find(offset).changes + changes)
            return
        self._put(self.maker.make(start, end, style, modifiers))
        ends_inner_cell = is_inner and read_switch(modifiers, Sprm.INNER_CELL_END)
        if depth and (ends_inner_cell or (not is_inner and self.text.text[end - 1] == CELL_END)):
            self.tables[-1].close_cell()

    def close_tables(self, depth: int) -> None:
        """Close the tables that are deeper than this."""
        while len(self.tables) > depth:
            table = self.tables.pop()
            self._put(table.make())

    def _put(self, element: ET.Element) -> None:
        if self.tables:
            self.tables[-1].content.append(element)
        else:
            self.body.append(element)


def _depth(modifiers: dict[int, bytes]) -> int:
    """How deep in tables a paragraph stands, 0 outside."""
    depth = as_number(modifiers.get(Sprm.TABLE_DEPTH, b""))
    if not depth and read_switch(modifiers, Sprm.IN_TABLE):
        depth = 1
    return min(depth, _DEEPEST)
