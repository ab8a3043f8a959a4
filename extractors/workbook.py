"""Excel workbooks (.xlsx): each visible sheet is a page with titles, a table or several, and what is noted below.

Places carry the sheet as page and the row as line. Hidden sheets are left out: they hold lists for menus and old
versions. Hidden rows and columns are read, for a filter left on hides tasks. Formulas give the value stored with them.
"""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extractors.drawn_tables import MOST_CELLS, too_large
from extractors.footnote_marks import is_footnote_mark
from extractors.legacy_runs import FontRun, LegacyFonts, find_legacy_fonts
from extractors.model import Cell, CellPart, Place, Reading
from extractors.number_formats import show_value
from extractors.office_archive import DAMAGE, check_archive, damaged
from extractors.page import ReadingMode
from extractors.sheet_regions import SheetCell, SheetRow, find_blocks

_At = tuple[int, int]  # row and column


def read_workbook(data: bytes) -> Reading:
    """Return titles, tables and notes of the visible sheets; raise `Unreadable` where damaged, locked or a bomb.

    Cells in legacy fonts give Unicode, their encoding is named. Hidden rows are noted.
    """
    check_archive(data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
    except DAMAGE as error:
        raise damaged() from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    legacy = find_legacy_fonts(cell_runs(cell) for sheet in sheets for cell in _filled(sheet))
    blocks = [
        block for page, sheet in enumerate(sheets, start=1) for block in find_blocks(_read_rows(sheet, page, legacy))
    ]
    return Reading(ReadingMode.TEXT, tuple(blocks), len(sheets), encoding="+".join(legacy.encodings) or None)


def _read_rows(sheet: Any, page: int, legacy: LegacyFonts) -> list[SheetRow]:
    texts = dict(_texts(sheet, legacy))
    if not texts:
        return []
    columns = [column for _, column in texts]
    first, last, bottom = min(columns), max(columns), max(row for row, _ in texts)
    if bottom * (last - first + 1) > MOST_CELLS:
        raise too_large()
    spans = _Spans([each.bounds for each in sheet.merged_cells.ranges], last, bottom)
    hidden = {row for row, size in sheet.row_dimensions.items() if size.hidden}
    return [
        tuple(
            replace(_cell(texts.get((row, column), ""), (row, column), spans, page), is_hidden=row in hidden)
            for column in range(first, last + 1)
        )
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


def _filled(sheet: Any) -> list[Any]:
    return [cell for cells in sheet.iter_rows() for cell in cells if cell.value is not None]


def _texts(sheet: Any, legacy: LegacyFonts) -> Iterator[tuple[_At, str]]:
    """The filled cells by row and column, as shown; lines of a cell kept."""
    filled = _filled(sheet)
    # Numbers in the first column with words are ordinals ("1.1"), not amounts.
    ordinals = min((cell.column for cell in filled), default=0)
    for cell in filled:
        if runs := cell_runs(cell):
            text = _printed(legacy.to_print(runs))
        else:
            text = show_value(cell.value, cell.number_format, is_ordinal=cell.column == ordinals)
        if text.strip():
            yield (cell.row, cell.column), unicodedata.normalize("NFC", text)


def cell_runs(cell: Any) -> list[FontRun]:
    """Return the words of a cell with their fonts; none for numbers and dates."""
    font = getattr(cell.font, "name", None)
    if isinstance(cell.value, str):
        return [FontRun(cell.value, font)]
    if not isinstance(cell.value, list):
        return []
    return [_rich_run(piece, font) for piece in cell.value]


def _rich_run(piece: Any, font: str | None) -> FontRun:
    own = getattr(piece, "font", None)
    words = getattr(piece, "text", None) or str(piece)
    return FontRun(words, getattr(own, "rFont", None) or font, getattr(own, "vertAlign", None) == "superscript")


def _printed(runs: Sequence[FontRun]) -> str:
    text = ""
    for run in runs:
        text += "" if run.is_raised and is_footnote_mark(run.text, text) else run.text
    return text
