"""Word files (.docx): paragraphs and tables in the order of the body; merged cells, nested tables, lists, text boxes.

Pages are not known before Word lays them out: places carry the number of the paragraph in the body instead of a line.
"""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from extractors.alphabet import CAPITAL
from extractors.drawn_tables import DrawnCell, read_drawn_table
from extractors.layout_tables import is_data_table, is_rule_text, side_by_side
from extractors.legacy_runs import LegacyFonts, find_legacy_fonts
from extractors.line_shapes import parse_recipients
from extractors.model import Block, Cell, CellPart, Paragraph, Place, Reading, Row, TableFragment
from extractors.office_archive import DAMAGE, check_archive, damaged
from extractors.ordinals import is_ordinal
from extractors.page import ReadingMode
from extractors.word_fonts import WordFonts
from extractors.word_numbering import Numbering, W
from extractors.word_text import children, local_name, paragraph_runs, printed_text, text_boxes

# Deeper tables are damage or an attack.
_DEEPEST = 40
# Two columns of a head make a shorter line than a sentence with a stray tab.
_LONGEST_COLUMNS = 200
# A blank to be filled in is followed by a sign or a small letter ("Số:      /QĐ"), a column by a capital.
_LABEL = re.compile(r"[-+•*–]\s.*:")  # "- Thành phần:", what it says stands behind the tab
_TRAILING_RULE = re.compile(r"\s{3,}[-_=]{4,}$")
_INDENT = re.compile(r"\t|[ \u00a0]{20}")
_TYPED_GAP = re.compile(rf"[ \u00a0]*\t?[ \u00a0]{{5,}}(?=[({CAPITAL}])")


def read_word_file(data: bytes) -> Reading:
    """Return the paragraphs and tables of a .docx; raise `Unreadable` where it is damaged, locked or a bomb.

    Tracked insertions are read, deletions are not; automatic numbers stand before their paragraph as Word prints them.
    """
    check_archive(data)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        body, styles = document.element.body, document.styles.element
    except DAMAGE as error:
        raise damaged() from error
    theme = _part(document, "/theme")
    try:
        fonts = WordFonts(styles, ElementTree.fromstring(theme.blob) if theme is not None else None)
    except ElementTree.ParseError as error:
        raise damaged() from error
    return read_word_body(body, Numbering(getattr(_part(document, "/numbering"), "element", None), styles), fonts)


def read_word_body(body: Any, numbering: Numbering, fonts: WordFonts) -> Reading:
    """Return the paragraphs and tables of a `w:body`; text in legacy fonts as Unicode, their encoding named."""
    legacy = find_legacy_fonts(paragraph_runs(paragraph, fonts) for paragraph in body.iter(f"{W}p"))
    walk = _Walk(numbering, fonts, legacy)
    blocks = tuple(walk.blocks(body))
    return Reading(ReadingMode.TEXT, blocks, encoding="+".join(legacy.encodings) or None)


def _part(document: Any, kind: str) -> Any:
    relations = document.part.rels.values()
    return next((each.target_part for each in relations if not each.is_external and each.reltype.endswith(kind)), None)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph's line before it is known whether its tabs set columns."""

    text: str
    place: Place
    block: int
    is_indented: bool = False


@dataclass(slots=True)
class _Walk:
    """Goes through the body once, counting paragraphs and the numbers of lists."""

    numbering: Numbering
    fonts: WordFonts
    legacy: LegacyFonts
    count: int = 0
    depth: int = field(default=0)

    def blocks(self, parent: Any, *, in_cell: bool = False) -> list[Block]:
        """The blocks of a body, a cell or a text box."""
        found: list[Block | _Line] = []
        for child in children(parent):
            if local_name(child) == "p":
                found += self._lines(child, in_cell)
                for box in text_boxes(child):
                    found += self.blocks(box)
            elif local_name(child) == "tbl" and self.depth < _DEEPEST:
                self.depth += 1
                found += read_drawn_table(self._rows(child))
                self.depth -= 1
        return list(_with_columns(found))

    def _lines(self, paragraph: Any, in_cell: bool) -> Iterator[_Line]:
        self.count += 1
        number = self.numbering.number(paragraph)
        text = printed_text(self.legacy.to_print(paragraph_runs(paragraph, self.fonts)))
        if number and (in_cell or text.strip()):
            text = f"{number} {text.lstrip()}"
        if in_cell:
            text = text.replace("\t", " ")
        for line in text.split("\n"):
            if line.strip() and not is_rule_text(line):
                yield _Line(_with_tabs(line), Place(line=self.count), self.count, _INDENT.match(line) is not None)

    def _rows(self, table: Any) -> list[list[DrawnCell]]:
        rows = [row for row in children(table) if local_name(row) == "tr" and row.find(f"{W}trPr/{W}del") is None]
        drawn: list[list[DrawnCell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # grid column -> row and place of the cell merged downwards
        for at, row in enumerate(rows):
            line: list[DrawnCell] = []
            still_open: dict[int, tuple[int, int]] = {}
            for column, cell in self._cells(row):
                if (start := open_cells.get(column)) and _continues(cell):
                    above = drawn[start[0]][start[1]]
                    drawn[start[0]][start[1]] = replace(above, row_span=at - start[0] + 1)
                    still_open[column] = start
                    self.blocks(cell)  # hidden under the cell above, yet Word counts its numbers
                    continue
                if _merge(cell) is not None:
                    still_open[column] = at, len(line)
                line.append(self._cell(cell))
            drawn.append(line)
            open_cells = still_open
        return drawn

    def _cells(self, row: Any) -> Iterator[tuple[int, Any]]:
        """The cells of a row with the grid column each begins in; None stands for columns left out at its ends."""
        before, after = (row.find(f"{W}trPr/{W}{name}") for name in ("gridBefore", "gridAfter"))
        column = _number(before, 0)
        if column:
            yield 0, column
        for cell in children(row):
            if local_name(cell) == "tc":
                yield column, cell
                column += _width(cell)
        if after is not None and _number(after, 0):
            yield column, _number(after, 0)

    def _cell(self, cell: Any) -> DrawnCell:
        if isinstance(cell, int):
            return DrawnCell(column_span=cell)
        place = Place(line=self.count + 1)
        return DrawnCell(tuple(self.blocks(cell, in_cell=True)), place, column_span=_width(cell))


def _with_columns(found: list[Block | _Line]) -> Iterator[Block]:
    """Lines as paragraphs; runs of lines set in columns with tabs as the table or the two columns they show."""
    marked = zip(_in_columns(found), found, strict=True)
    for is_tabbed, group in groupby(marked, key=lambda pair: pair[0]):
        run = [each for _, each in group]
        if is_tabbed:
            yield from _columns([each for each in run if isinstance(each, _Line)])
        else:
            yield from (_paragraph(each, each.text) if isinstance(each, _Line) else each for each in run)


def _in_columns(found: list[Block | _Line]) -> Iterator[bool]:
    """Whether each line is set in columns: it has a tab, or stands below recipients with a signature beside them."""
    is_foot = False
    for each in found:
        is_tabbed = isinstance(each, _Line) and "\t" in each.text
        is_foot = isinstance(each, _Line) and (is_foot or (is_tabbed and _begins_foot(each.text)))
        yield is_tabbed or is_foot


def _begins_foot(text: str) -> bool:
    return parse_recipients(text.split("\t", maxsplit=1)[0].strip()) is not None


def _columns(lines: list[_Line]) -> Iterator[Block]:
    texts = [line.text.split("\t") for line in lines]
    if len(lines) > 1 and is_data_table(texts):
        rows = [Row(tuple(Cell((CellPart(_clean(text), line.place),)) for text in cells))
                for line, cells in zip(lines, texts, strict=True)]  # fmt: skip
        yield TableFragment(tuple(rows))
        return
    is_foot = _begins_foot(lines[0].text)
    pieces = [[(line, text) for text in _pieces(line.text)] for line in lines]
    for cells in pieces:
        if is_foot and len(cells) == 1 and cells[0][0].is_indented:
            cells.insert(0, (cells[0][0], ""))  # a line of the signature alone
    for line, text in side_by_side(pieces, [cells[0][1] for cells in pieces]):
        if _clean(text):
            yield _paragraph(line, text)


def _with_tabs(line: str) -> str:
    """The line with a tab for a wide gap typed with spaces, as heads and signatures of old documents have them.

    >>> _with_tabs("BỘ Y TẾ          CỘNG HÒA"), _with_tabs("Số:         /QĐ-BYT"), _with_tabs("ngày      tháng 5")
    ('BỘ Y TẾ\\tCỘNG HÒA', 'Số:         /QĐ-BYT', 'ngày      tháng 5')
    """
    text = _TRAILING_RULE.sub("", line.strip())
    return text if len(text) > _LONGEST_COLUMNS else _TYPED_GAP.sub("\t", text)


def _pieces(text: str) -> list[str]:
    """What stands in the columns of a line; a tab behind a number, before mere dots or in long prose sets none."""
    pieces = text.split("\t")
    is_prose = len(text) > _LONGEST_COLUMNS or not all(re.search(r"\w", piece) for piece in pieces)
    is_prose |= is_ordinal(pieces[0]) or _LABEL.fullmatch(pieces[0].strip()) is not None
    return [" ".join(pieces)] if is_prose else pieces


def _paragraph(line: _Line, text: str) -> Paragraph:
    return Paragraph(_clean(text), line.place, line.block)


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _merge(cell: Any) -> Any:
    return None if isinstance(cell, int) else cell.find(f"{W}tcPr/{W}vMerge")


def _continues(cell: Any) -> bool:
    merge = _merge(cell)
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _width(cell: Any) -> int:
    return max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))


def _number(element: Any, default: int) -> int:
    text = element.get(f"{W}val") or "" if element is not None else ""
    return int(text) if text.isdigit() and len(text) < 4 else default
