"""Excel files as offices pass task lists around: one sheet a table, heading in merged cells, numbers as numbers."""

import datetime as dt
import io
from typing import Any

from tests.making.archive import freeze_archive
from tests.making.grid import Grid, GridCell, make_grid
from tests.making.truth import Align, DocumentFacts, TableFacts, Truth
from tests.making.wording import number_line, place_date_line


def make_xlsx(truth: Truth) -> bytes:
    """The truth as an .xlsx file: letterhead, title, attachment line, then the table with its merged cells."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    book.properties.created = dt.datetime(2024, 1, 1)
    for number, table in enumerate(truth.tables, start=1):
        sheet = book.create_sheet(table.appendix.heading if table.appendix else f"Sheet{number}")
        grid = make_grid(table, truth.style.sections)
        start = _heading(sheet, _heading_lines(truth.document, table), len(grid.weights))
        _fill(sheet, grid, start)
        below = [*table.notes, *(note.text for note in table.footnotes)]
        for place, text in enumerate(below, start=start + len(grid.header) + len(grid.body)):
            sheet.cell(place, 1, text)
    content = io.BytesIO()
    book.save(content)
    return freeze_archive(content.getvalue())


def _heading_lines(document: DocumentFacts, table: TableFacts) -> list[str]:
    body = " ".join(document.letterhead.issuing.split())
    lines = [body, number_line(document), place_date_line(document.place, document.date)]
    if table.appendix:
        return [*lines, f"{table.appendix.heading}\n{table.appendix.title}\n{table.appendix.attached_to}"]
    attachment = document.attachment
    return [*lines, f"{attachment.type.upper()}\n{attachment.title}\n{attachment.attached_to}"] if attachment else lines


def _heading(sheet: Any, lines: list[str], width: int) -> int:
    for row, line in enumerate(lines, start=1):
        sheet.cell(row, 1, line)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    return len(lines) + 2


def _fill(sheet: Any, grid: Grid, start: int) -> None:
    from openpyxl.utils import get_column_letter

    for place, weight in enumerate(grid.weights, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = 9 * weight
    for offset, rows in ((start, grid.header), (start + len(grid.header), grid.body)):
        for cell in (cell for row in rows for cell in row):
            _place(sheet, cell, offset)


def _place(sheet: Any, cell: GridCell, offset: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    row, column = offset + cell.row, cell.column + 1
    made = sheet.cell(row, column, _value(cell))
    side = Side(style="thin")
    made.border = Border(side, side, side, side)
    made.font = Font(name="Times New Roman", bold=cell.bold)
    horizontal = {Align.LEFT: "left", Align.CENTRE: "center", Align.JUSTIFY: "justify"}[cell.align]
    made.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_cells(
            start_row=row, end_row=row + cell.rows - 1, start_column=column, end_column=column + cell.columns - 1
        )


def _value(cell: GridCell) -> str | int | None:
    """A plain ordinal is typed as a number; everything else stays text, so that 1.250 is not read as 1,25."""
    if cell.column == 0 and cell.text.isdigit():
        return int(cell.text)
    return cell.text or None
