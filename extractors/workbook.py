"""Excel workbooks (.xlsx): each visible sheet is a page with titles, a table or several, and what is noted below.

Places carry the sheet as page and the row as line. Hidden sheets are left out: they hold lists for menus and old
versions. Hidden rows and columns are read, for a filter left on hides tasks. Formulas give the value stored with them.
"""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.drawn_tables import MOST_CELLS, too_large
from extractors.footnote_marks import is_footnote_mark
from extractors.model import Block, Cell, CellPart, Place, Reading
from extractors.number_formats import show_value
from extractors.office_archive import DAMAGE, check_archive, damaged
from extractors.page import ReadingMode
from extractors.sheet_regions import SheetCell, SheetRow, find_blocks

_At = tuple[int, int]  # row and column


def read_workbook(data: bytes) -> Reading:
    """Return titles, tables and notes of the visible sheets; raise `Unreadable` where damaged, locked or a bomb."""
    check_archive(data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    except DAMAGE as error:
        raise damaged() from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    blocks = [block for page, sheet in enumerate(sheets, start=1) for block in _sheet_blocks(sheet, page)]
    return Reading(ReadingMode.TEXT, tuple(blocks), len(sheets))


def _sheet_blocks(sheet: Any, page: int) -> list[Block]:
    return list(find_blocks(_read_rows(sheet, page)))


def _read_rows(sheet: Any, page: int) -> list[SheetRow]:
    texts = dict(_texts(sheet))
    if not texts:
        return []
    columns = [column for _, column in texts]
    first, last, bottom = min(columns), max(columns), max(row for row, _ in texts)
    if bottom * (last - first + 1) > MOST_CELLS:
        raise too_large()
    spans = _Spans([each.bounds for each in sheet.merged_cells.ranges], last, bottom)
    return [
        tuple(_cell(texts.get((row, column), ""), (row, column), spans, page) for column in range(first, last + 1))
        for row in range(1, bottom + 1)
    ]


class _Spans:
    """Merged cells by place, cut off where the words of the sheet end: some are merged to the last row of all."""

    def __init__(self, bounds: Sequence[tuple[int, int, int, int]], last: int, bottom: int) -> None:
        self.sizes: dict[_At, tuple[int, int]] = {}
        self.covered: set[_At] = set()
        for left, top, end, lowest in bounds:
            foot, right = min(lowest, bottom), min(end, last)
            if (foot - top + 1) * (right - left + 1) > MOST_CELLS:
                raise too_large()
            self.sizes[top, left] = foot - top + 1, right - left + 1
            self.covered |= {(row, column) for row in range(top + 1, foot + 1) for column in range(left, right + 1)}


def _cell(text: str, at: _At, spans: _Spans, page: int) -> SheetCell:
    rows, columns = spans.sizes.get(at, (1, 1))
    lines = tuple(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
    parts = (CellPart(" ".join(lines), Place(line=at[0], page=page)),) if lines else ()
    return SheetCell(Cell(parts, max(rows, 1), max(columns, 1), is_covered=at in spans.covered), lines)


def _texts(sheet: Any) -> Iterator[tuple[_At, str]]:
    """The filled cells by row and column, as shown; lines of a cell kept."""
    filled = [cell for cells in sheet.iter_rows() for cell in cells if cell.value is not None]
    # Numbers in the first column with words are ordinals ("1.1"), not amounts.
    ordinals = min((cell.column for cell in filled), default=0)
    for cell in filled:
        text = _shown(cell, is_ordinal=cell.column == ordinals)
        if text.strip():
            yield (cell.row, cell.column), unicodedata.normalize("NFC", text)


def _shown(cell: Any, *, is_ordinal: bool) -> str:
    if not isinstance(cell.value, list):
        return show_value(cell.value, cell.number_format, is_ordinal=is_ordinal)
    text = ""
    for piece in cell.value:  # rich text: strings, and pieces with a font
        is_raised = getattr(getattr(piece, "font", None), "vertAlign", None) == "superscript"
        words = getattr(piece, "text", None) or str(piece)
        text += "" if is_raised and is_footnote_mark(words, text) else words
    return text
