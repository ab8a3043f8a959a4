"""Is it a table of data, or a table that only sets things side by side: the two-column head, the signature block?

One judgement for every kind of file, over the cells' texts.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from extractors.line_shapes import is_motto, is_number_line, is_place_date, parse_recipients
from extractors.ordinals import is_ordinal, is_ordinal_header

_T = TypeVar("_T")
Texts = Sequence[Sequence[str]]

# The head and the signature block have a handful of rows; the header of a table may stand below a title or two.
_MOST_BLOCK_ROWS = 6
_HEADER_WITHIN = 3
_RULE_CHARACTERS = "-|:+=_ \t"


def is_data_table(rows: Texts, width_before: int = 0, *, has_rule: bool = False) -> bool:
    """Return whether these rows of texts are data, and not two columns of print or a numbered list.

    `width_before` is the number of columns of the table just above, which these rows may go on with; `has_rule` says
    that a rule is drawn below the first row.

    >>> is_data_table([("TT", "Nhiệm vụ"), ("1", "Số hóa")]), is_data_table([("a)", "Sở Y tế"), ("b)", "Sở Nội vụ")])
    (True, False)
    """
    width = max(map(len, rows), default=0)
    if width_before and width_before - 1 <= width <= width_before + 1:
        return True
    if width < 2:
        return False
    if has_rule or is_ordinal_header(rows[0][0]):
        return True
    has_ordinals = any(is_ordinal(cells[0]) for cells in rows)
    same_width = all(len(cells) == width for cells in rows)
    return width > 2 and (has_ordinals or width > 3 or (len(rows) > 2 and same_width))


def is_drawn_data_table(rows: Texts, lines: Sequence[str], width_before: int = 0) -> bool:
    """Return the same for a table that the file itself calls one; `lines` are the printed lines of all its cells.

    A real grid of two columns is data when it is long and full; a head or signature block never is.

    >>> rows = [("SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "")]
    >>> is_drawn_data_table(rows, rows[0])
    False
    """
    if not rows or len(rows[0]) < 2:
        return False
    if any(is_ordinal_header(cells[0]) for cells in rows[:_HEADER_WITHIN]):
        return True
    if len(rows) <= _MOST_BLOCK_ROWS and any(map(_is_letter_line, lines)):
        return False
    is_full = len(rows) > 2 and sum(all(cells) for cells in rows) > len(rows) / 2
    return is_full or is_data_table(rows, width_before)


def side_by_side(rows: Sequence[Sequence[_T]], firsts: Sequence[str]) -> Iterator[_T]:
    """Yield the cells of a layout table as a person reads them: column by column, a numbered list row by row.

    `firsts` are the texts of the rows' first cells.

    >>> list(side_by_side([("BỘ Y TẾ", "CỘNG HÒA"), ("Số: 1/QĐ-BYT", "Hà Nội")], ["BỘ Y TẾ", "Số: 1/QĐ-BYT"]))
    ['BỘ Y TẾ', 'Số: 1/QĐ-BYT', 'CỘNG HÒA', 'Hà Nội']
    """
    if any(map(is_ordinal, firsts)):
        yield from (cell for row in rows for cell in row)
        return
    width = max(map(len, rows), default=0)
    yield from (row[column] for column in range(width) for row in rows if column < len(row))


def is_rule_text(text: str) -> bool:
    """Whether a line only draws a line.

    >>> is_rule_text("----\\t---"), is_rule_text("|:--|--:|"), is_rule_text("- Như Điều 4")
    (True, True, False)
    """
    return ("--" in text or "==" in text) and not text.strip(_RULE_CHARACTERS)


def _is_letter_line(line: str) -> bool:
    return bool(line) and (
        is_motto(line) or is_number_line(line) or is_place_date(line) or parse_recipients(line) is not None
    )
