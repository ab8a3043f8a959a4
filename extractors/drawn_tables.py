"""Tables that the file describes as cells with spans (HTML, Word): unrolled into full grids, or read as prose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractors.layout_tables import is_drawn_data_table, side_by_side
from extractors.model import Block, Cell, CellPart, Paragraph, Place, Row, TableFragment, Unreadable

# Spans beyond these are slips or attacks; real plans have some twenty columns.
_MOST_COLUMNS_SPANNED = 100
MOST_CELLS = 5_000_000


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell as the file describes it: its content, and how many rows (0: all that follow) and columns it takes."""

    blocks: tuple[Block, ...] = ()
    place: Place = field(default_factory=Place)
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """Everything in the cell on one line, nested tables included."""
        return " ".join(_texts(self.blocks))


@dataclass(frozen=True, slots=True)
class _Placed:
    """What stands at a place of the grid: a cell that begins there, or the rest of one."""

    cell: DrawnCell | None
    rows: int = 1
    is_covered: bool = False


_Line = dict[int, _Placed]


def read_drawn_table(rows: Sequence[Sequence[DrawnCell]], width_before: int = 0) -> tuple[Block, ...]:
    """Return the table as one fragment, or as paragraphs where it only sets things side by side.

    >>> head = DrawnCell((Paragraph("TT", Place()),)), DrawnCell((Paragraph("Nhiệm vụ", Place()),), column_span=2)
    >>> numbers = [DrawnCell((Paragraph(text, Place()),)) for text in ("1", "Số hóa", "hồ sơ")]
    >>> [fragment] = read_drawn_table([head, numbers])
    >>> [row.texts for row in fragment.rows]
    [('TT', 'Nhiệm vụ', ''), ('1', 'Số hóa', 'hồ sơ')]
    """
    grid = unroll(rows)
    texts = [row.texts for row in grid]
    cells = [cell for row in rows for cell in row]
    lines = [block.text for cell in cells for block in cell.blocks if isinstance(block, Paragraph)]
    is_nesting = any(isinstance(block, TableFragment) for cell in cells for block in cell.blocks)
    if is_drawn_data_table(texts, lines, 0 if is_nesting else width_before) and not (is_nesting and len(rows) < 3):
        return (TableFragment(tuple(grid)),)
    return tuple(block for cell in _as_read(rows) for block in cell.blocks)


def unroll(rows: Sequence[Sequence[DrawnCell]]) -> list[Row]:
    """Return the rows as full grids; a grid column in which no cell begins is none.

    Raises `Unreadable` where spans make more cells than any document has.
    """
    lines = _place(rows)
    starts = sorted({column for line in lines for column, placed in line.items() if placed.cell})
    return [Row(tuple(_cells(line, starts))) for line in lines]


def _as_read(rows: Sequence[Sequence[DrawnCell]]) -> Iterator[DrawnCell]:
    """The cells of a layout table as a person reads them; a cell over the whole width parts what is above and below."""
    for _, group in groupby(rows, key=lambda row: len(row) > 1):
        run = list(group)
        yield from side_by_side(run, [row[0].text for row in run if row])


def _place(rows: Sequence[Sequence[DrawnCell]]) -> list[_Line]:
    lines: list[_Line] = [{} for _ in rows]
    count = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in lines[at]:
                column += 1
            covered = lines[at : at + cell.row_span] if cell.row_span else lines[at:]
            width = max(1, min(cell.column_span, _MOST_COLUMNS_SPANNED))
            count += len(covered) * width
            if count > MOST_CELLS:
                raise too_large()
            _fill(covered, column, width, cell)
    return lines


def too_large() -> Unreadable:
    """The failure of a file whose table has no measure."""
    return Unreadable(
        "too_large", "A table has millions of cells. Save the part that holds the plan as a document of its own."
    )


def _fill(covered: Sequence[_Line], column: int, width: int, cell: DrawnCell) -> None:
    for below, line in enumerate(covered):
        for beside in range(width):
            begins = below == beside == 0
            line.setdefault(column + beside, _Placed(cell if begins else None, len(covered), below > 0))


def _cells(line: _Line, starts: Sequence[int]) -> Iterator[Cell]:
    for at, column in enumerate(starts):
        placed = line.get(column)
        if placed is None or placed.cell is None:
            yield Cell(is_covered=placed.is_covered if placed else False)
            continue
        end = column + max(1, min(placed.cell.column_span, _MOST_COLUMNS_SPANNED))
        span = sum(start < end for start in starts[at:])
        text = placed.cell.text
        parts = (CellPart(text, placed.cell.place),) if text else ()
        yield Cell(parts, placed.rows, span)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (text for row in block.rows for text in row.texts if text)
