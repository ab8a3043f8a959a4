"""What the rows of a sheet are: titles above, a table from its header on, notes and signatures below, the next table.

A sheet has no paragraphs: whatever is no table is read as print, two columns side by side one after the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.headers import find_header
from extractors.layout_tables import side_by_side
from extractors.line_shapes import parse_recipients
from extractors.model import Block, Cell, Paragraph, Place, Row, RowNote, TableFragment
from extractors.ordinals import is_ordinal, is_ordinal_header
from extractors.rows import TableTraits, is_total

# Signatures and notes below a table take no more rows than this.
_MOST_TAIL_ROWS = 15
_HEADER_ROWS = 8


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a sheet, its text by printed lines, and whether its row is hidden."""

    cell: Cell
    lines: tuple[str, ...] = ()
    is_hidden: bool = False


SheetRow = tuple[SheetCell, ...]


def find_blocks(rows: Sequence[SheetRow]) -> Iterator[Block]:
    """Yield the paragraphs and tables of a sheet, top to bottom; `rows` are all of the same width.

    A header begins a table; the same header again, as on printed pages, does not.
    """
    starts = list(_table_starts(rows))
    if not starts and _is_bare_table(rows):
        starts = [next(at for at, row in enumerate(rows) if len(_filled(row)) > 1)]
    begin = 0
    for start, following in pairwise([*starts, len(rows)]):
        yield from _prose(rows[begin:start])
        end = following if following == len(rows) else _before_titles(rows, start, following)
        end = _without_tail(rows, start, end)
        yield _fragment(rows[start:end])
        begin = end
    yield from _prose(rows[begin:])


def _table_starts(rows: Sequence[SheetRow]) -> Iterator[int]:
    last: tuple[str, ...] = ()
    skip = 0
    for at, row in enumerate(rows):
        texts = tuple(filled.cell.text for _, filled in _filled(row))
        if at < skip or len(set(texts)) < 2 or texts == last or not _is_header(rows, at):
            continue
        last, skip = texts, at + 2
        yield at


def _is_header(rows: Sequence[SheetRow], at: int) -> bool:
    column, first = _filled(rows[at])[0]
    if is_ordinal_header(first.cell.text):
        return True
    if len(_filled(rows[at])) < 3:
        return False
    below = [Row(tuple(each.cell for each in row[column:])) for row in rows[at : at + _HEADER_ROWS]]
    header = find_header(below)
    return header is not None and header.title is None


def _is_bare_table(rows: Sequence[SheetRow]) -> bool:
    """Rows under no header: most of several have three cells or more."""
    counts = [len(_filled(row)) for row in rows if _filled(row)]
    return len(counts) > 2 and sum(count > 2 for count in counts) > len(counts) / 2


def _before_titles(rows: Sequence[SheetRow], start: int, following: int) -> int:
    """Where the table above ends: the lines over the next header are its titles."""
    at = following
    while at - 1 > start and len(_filled(rows[at - 1])) < 2:
        at -= 1
    return at


def _without_tail(rows: Sequence[SheetRow], start: int, end: int) -> int:
    """Where the rows end and notes or signatures begin."""
    end = _without_notes(rows, start, end)
    first = min(_filled(row)[0][0] for row in rows[start:end] if _filled(row))
    for blank in range(max(start + 1, end - _MOST_TAIL_ROWS), end):
        is_numbered_above = any(_is_content(row, first) for row in rows[start + 1 : blank])
        if not _filled(rows[blank]) and is_numbered_above and _is_signature(rows[blank:end], first):
            return _without_notes(rows, start, blank)
    return end


def _without_notes(rows: Sequence[SheetRow], start: int, end: int) -> int:
    while end - 1 > start and _is_note(rows[end - 1]):
        end -= 1
    return end


def _is_signature(rows: Sequence[SheetRow], first: int) -> bool:
    """Rows without a number, and a post in capitals or the recipients among them."""
    lines = [line for row in rows for each in row for line in each.lines]
    is_letter = any((line.isupper() and " " in line) or parse_recipients(line) is not None for line in lines)
    return is_letter and not any(_is_content(row, first) for row in rows)


def _is_note(row: SheetRow) -> bool:
    """A row with nothing but words in one cell at its left edge, or merged over the row, and no number."""
    filled = _filled(row)
    if len(filled) > 1:
        return False
    return not filled or not (is_ordinal(filled[0][1].cell.text) or is_total([filled[0][1].cell.text], _ANY))


_ANY = TableTraits((), has_ordinals=True)


def _is_content(row: SheetRow, first: int) -> bool:
    texts = [each.cell.text for each in row]
    return is_ordinal(texts[first]) or is_total(texts, _ANY)


def _fragment(rows: Sequence[SheetRow]) -> TableFragment:
    """The filled rows, cut to the columns in use."""
    used = [row for row in rows if _filled(row)]
    columns = [column for row in used for column, _ in _filled(row)]
    first, last = min(columns), max(columns)
    return TableFragment(tuple(_row(row[first : last + 1]) for row in used))


def _row(cells: SheetRow) -> Row:
    row = Row(tuple(each.cell for each in cells))
    return row.with_notes(RowNote.HIDDEN) if any(each.is_hidden for each in cells) else row


def _prose(rows: Sequence[SheetRow]) -> Iterator[Paragraph]:
    for count, group in groupby(rows, key=lambda row: min(len(_filled(row)), 2)):
        run = list(group)
        if not count:
            continue
        columns = sorted({column for row in run for column, _ in _filled(row)})
        cells = [[row[column] for column in columns] for row in run]
        for each in side_by_side(cells, [row[0].cell.text for row in cells]):
            for line in each.lines:
                yield Paragraph(line, _place(each.cell), (_place(each.cell).line or 0))


def _filled(row: SheetRow) -> list[tuple[int, SheetCell]]:
    return [(column, each) for column, each in enumerate(row) if each.lines]


def _place(cell: Cell) -> Place:
    return cell.parts[0].place
