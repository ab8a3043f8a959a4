"""Tables of a Word 97 file as `w:tbl` elements: rows by their end marks, spans from where the cells' edges stand.

A cell's paragraphs end with a cell mark; the row with a paragraph that carries the edges of all its cells
([MS-DOC] 2.4.3, 2.9.327).
"""

import struct
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.word97.properties import Sprm, as_number, read_modifiers
from extractors.word_numbering import W

# Edges closer than this are one: a cell's own margins are 2 × 108 twentieths of a point wide.
_EDGE = 108
_MERGED_ACROSS, _MERGED_DOWN, _FIRST_DOWN = 0x02, 0x20, 0x40
_CELL_SIZE = 20


@dataclass(frozen=True, slots=True)
class CellShape:
    """Left and right edge of a cell in twentieths of a point, and how it is merged: across, or `down` as Word says."""

    left: int
    right: int
    is_merged_across: bool = False
    down: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row as `w:tc` elements, with their shapes as far as the row's end tells them."""

    cells: tuple[ET.Element, ...]
    shapes: tuple[CellShape, ...]


@dataclass(slots=True)
class OpenTable:
    """A table while its rows are read."""

    rows: list[TableRow] = field(default_factory=list)
    cells: list[ET.Element] = field(default_factory=list)
    content: list[ET.Element] = field(default_factory=list)

    def close_cell(self) -> None:
        """What was read since the last mark is a cell."""
        cell = ET.Element(f"{W}tc")
        cell.extend(self.content)
        self.cells.append(cell)
        self.content = []

    def close_row(self, modifiers: Mapping[int, bytes], changes: bytes) -> None:
        """The cells read since the last row end are a row."""
        self.rows.append(TableRow(tuple(self.cells), read_shapes(modifiers.get(Sprm.ROW_SHAPE, b""), changes)))
        self.cells, self.content = [], []

    def make(self) -> ET.Element:
        """The `w:tbl` of the rows; cells behind the last row end are a row of their own."""
        if self.content:
            self.close_cell()
        if self.cells:
            self.close_row({}, b"")
        return make_table(self.rows)


def read_shapes(operand: bytes, changes: bytes = b"") -> tuple[CellShape, ...]:
    """Return the shapes of a row's cells from `sprmTDefTable`, and what later modifiers merge."""
    if not operand:
        return ()
    count = operand[0]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    flags = [
        as_number(operand[at : at + 2]) for at in range(3 + 2 * count, 3 + 2 * count + _CELL_SIZE * count, _CELL_SIZE)
    ]
    for number, change in read_modifiers(changes):
        if number == Sprm.CELL_MERGE_DOWN and len(change) > 1 and change[0] < count:
            flags[change[0]] = flags[change[0]] & ~(_MERGED_DOWN | _FIRST_DOWN) | change[1] << 5
        elif number == Sprm.CELLS_MERGE:
            for at in range(change[0] + 1, min(change[1], count)):
                flags[at] |= _MERGED_ACROSS
    return tuple(_shape(edges[at], edges[at + 1], flags[at]) for at in range(count))


def _shape(left: int, right: int, flags: int) -> CellShape:
    down = "restart" if flags & _FIRST_DOWN else "continue" if flags & _MERGED_DOWN else None
    return CellShape(left, right, bool(flags & _MERGED_ACROSS), down)


def make_table(rows: Sequence[TableRow]) -> ET.Element:
    """Return the rows as one table, every cell as wide as the columns of the whole table that it covers."""
    table = ET.Element(f"{W}tbl")
    grid = find_grid([edge for row in rows for shape in row.shapes for edge in (shape.left, shape.right)])
    for row in rows:
        made = ET.SubElement(table, f"{W}tr")
        if row.shapes and (before := _column(grid, row.shapes[0].left)):
            _set(ET.SubElement(made, f"{W}trPr"), "gridBefore", str(before))
        _add_cells(made, row, grid)
    return table


def _add_cells(made: ET.Element, row: TableRow, grid: Sequence[int]) -> None:
    for at, cell in enumerate(row.cells):
        shape = row.shapes[at] if at < len(row.shapes) else None
        if shape is None:
            made.append(cell)
        elif shape.is_merged_across and at:
            made[-1].extend(list(cell))
            _widen(made[-1], _width(grid, shape))
        else:
            _add_properties(cell, _width(grid, shape), shape.down)
            made.append(cell)


def find_grid(edges: Sequence[int]) -> tuple[int, ...]:
    """Return the edges of the columns, left to right; edges that hardly differ are one.

    >>> find_grid([0, 1000, 3000, 0, 1030, 2990])
    (0, 1000, 2990)
    """
    grid: list[int] = []
    for edge in sorted(set(edges)):
        if not grid or edge - grid[-1] > _EDGE:
            grid.append(edge)
    return tuple(grid)


def _column(grid: Sequence[int], edge: int) -> int:
    return max((at for at, start in enumerate(grid) if start <= edge), default=0)


def _width(grid: Sequence[int], shape: CellShape) -> int:
    return max(1, _column(grid, shape.right) - _column(grid, shape.left))


def _add_properties(cell: ET.Element, width: int, down: str | None) -> None:
    properties = ET.Element(f"{W}tcPr")
    _set(properties, "gridSpan", str(width))
    if down:
        _set(properties, "vMerge", down)
    cell.insert(0, properties)


def _widen(cell: ET.Element, more: int) -> None:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    if span is not None:
        span.set(f"{W}val", str(int(span.get(f"{W}val") or 1) + more))


def _set(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, f"{W}{name}", {f"{W}val": value})
