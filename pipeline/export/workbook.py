"""All datasets in one Excel workbook: a sheet a dataset, header frozen, filters set, names in Vietnamese."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.export.flat import Value, column_name, flat_rows, sheet_name
from pipeline.files import written_beside

if TYPE_CHECKING:
    import pyarrow as pa

# Limits of the file format (ECMA-376): rows of a sheet, characters of a cell.
_MOST_ROWS = 1_048_575
_MOST_LETTERS = 32_767
_CUT = " … (cắt bớt)"
# Control characters that XML 1.0 cannot hold.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Widths in characters: from the first rows, between these two.
_NARROW, _WIDE = 8, 60
_ROWS_MEASURED = 200


def export_workbook(tables: "Iterable[tuple[str, pa.Table]]", file: Path) -> None:
    """Write a workbook with one sheet for each named table; more than a million rows go on in the next sheet.

    Texts are texts: nothing of a document is ever a formula.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for dataset, table in tables:
        rows = flat_rows(table)
        first: list[list[Value]] = list(islice(rows, _ROWS_MEASURED))
        widths = [_width(name, column) for name, column in zip(table.column_names, _columns(first, table), strict=True)]
        remaining: Iterator[list[Value]] = chain(first, rows)
        for part in range(1, max(1, -(-table.num_rows // _MOST_ROWS)) + 1):
            name = sheet_name(dataset) if part == 1 else f"{sheet_name(dataset)} {part}"
            _write_sheet(book.create_sheet(name), table.column_names, widths, islice(remaining, _MOST_ROWS))
    with written_beside(file) as temporary:
        book.save(temporary)


def _write_sheet(sheet: Any, columns: Sequence[str], widths: Sequence[float], rows: Iterable[list[Value]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    header = [WriteOnlyCell(sheet, column_name(column)) for column in columns]
    for cell in header:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="FFE8EEF4")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(header)
    count = 1
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"


def _cell(sheet: Any, value: Value) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value)
    cell = WriteOnlyCell(sheet, text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - len(_CUT)] + _CUT)
    cell.data_type = "s"  # openpyxl would make a formula of what begins with "="
    return cell


def _columns(rows: Sequence[Sequence[Value]], table: "pa.Table") -> Sequence[Sequence[Value]]:
    return list(zip(*rows, strict=True)) or [()] * table.num_columns


def _width(name: str, values: Iterable[Value]) -> float:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return float(min(max(longest, len(column_name(name)), _NARROW), _WIDE)) + 2
