"""Fragments to tables: which fragments are one table, which rows go on over the page break.

A table is cut wherever the page ends, inside cells too. The fragments come in reading order; a fragment continues the
table before it unless it brings a header of its own, other columns, or prose stands between them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from extractors.continuation import Numbering, Surroundings, goes_on, judge, low_columns
from extractors.delimited import is_page_number
from extractors.folding import fewest_words, fit, fold_phantoms
from extractors.headers import Header, find_header, is_drawn, is_same_header
from extractors.line_shapes import find_table_title, is_heading
from extractors.model import Block, Cell, CellPart, Paragraph, Row, RowKind, RowNote, Table, TableFragment
from extractors.ordinals import Ordinal, follows, is_ordinal, is_ordinal_header, parse_ordinal
from extractors.page_spans import carry_spans
from extractors.printed_order import settle_numbers
from extractors.rows import TableTraits, classify

_CONTENT = frozenset({RowKind.TASK, RowKind.UNNUMBERED, RowKind.UNKNOWN})
# Rows that may stand between the two pieces of a row that the page break cuts.
_BETWEEN = frozenset({RowKind.RULE, RowKind.HEADER, RowKind.COLUMN_NUMBERS})
_LONGEST_TITLE = 300
# Alone on its line, so few letters are no word of a decision.
_SPECK = 2
# A table may lose or gain this many columns on one page before it counts as another table.
_WIDTH_SLACK = 2


@dataclass(frozen=True, slots=True)
class _Group:
    """Fragments of one table, its header, the paragraph above it, and how many rows have how many cells."""

    fragments: tuple[TableFragment, ...]
    header: Header | None
    title: str | None
    widths: Counter[int]

    @property
    def width(self) -> int:
        return len(self.header.texts) if self.header else _usual(self.widths)

    def followed_by(self, fragment: TableFragment) -> "_Group":
        return replace(self, fragments=(*self.fragments, fragment), widths=self.widths + _widths(fragment))


def stitch(blocks: Sequence[Block]) -> tuple[Table, ...]:
    r"""Return the tables that the fragments among the blocks make up, rows whole again, numbered from 1.

    >>> from extractors.delimited import read_delimited
    >>> text = "TT\tNhiệm vụ\tChủ trì\n1\tSố hóa\tVụ Pháp\n\n\thồ sơ\tchế\n2\tHọp\tVụ A"
    >>> [table] = stitch(read_delimited(text).blocks)
    >>> [row.texts for row in table.rows]
    [('1', 'Số hóa hồ sơ', 'Vụ Pháp chế'), ('2', 'Họp', 'Vụ A')]
    """
    return tuple(_make_table(number, group) for number, group in enumerate(_groups(blocks), start=1))


def _groups(blocks: Sequence[Block]) -> Iterator[_Group]:
    group: _Group | None = None
    between: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            between += [] if _is_nothing(block) else [block]
            continue
        is_new = bool(between) and is_heading(between[-1].text) and _counts_anew(block)
        if group and not is_new and _continues(group, block, has_prose_between=bool(between)):
            group = group.followed_by(block)
        else:
            if group:
                yield group
            header = find_header(block.rows)
            group = _Group((block,), header, _title(header, between), _widths(block))
        between = []
    if group:
        yield group


def _is_nothing(paragraph: Paragraph) -> bool:
    """Whether a paragraph parts no table: a page number, a scribble, a speck that recognition took for a letter."""
    is_speck = paragraph.place.confidence is not None and len(paragraph.text) <= _SPECK
    return is_speck or paragraph.is_scribble or is_page_number(paragraph.text)


def _counts_anew(fragment: TableFragment) -> bool:
    """Whether a fragment with a header begins at 1: under a heading of its own it is another table of one kind."""
    numbers = [number for row in fragment.rows if (number := _number(row))]
    return find_header(fragment.rows) is not None and bool(numbers) and numbers[0] == parse_ordinal("1")


def _title(header: Header | None, before: Sequence[Paragraph]) -> str | None:
    if header and header.title:
        return header.title
    near = find_table_title([paragraph.text for paragraph in before])
    return near if 0 < len(near) <= _LONGEST_TITLE else None


def _continues(group: _Group, fragment: TableFragment, *, has_prose_between: bool) -> bool:
    first = next((row.texts for row in fragment.rows if not is_drawn(row.texts)), ())
    if not first:
        return not has_prose_between
    header = find_header(fragment.rows)
    if header:
        return group.header is not None and _is_again(header, group.header, group, fragment)
    if abs(_usual(_widths(fragment)) - group.width) > _WIDTH_SLACK:
        return False
    return not has_prose_between or _numbering_goes_on(group, fragment)


def _is_again(header: Header, printed: Header, group: _Group, fragment: TableFragment) -> bool:
    """Whether a fragment prints the group's header again; its rows are only asked where a number of it differs."""
    is_recognised = _is_recognised(fragment)
    if is_same_header(header, printed, is_recognised=is_recognised):
        return True
    is_like = is_recognised and is_same_header(header, printed, is_recognised=True, counts_on=True)
    return is_like and _numbering_goes_on(group, fragment)


def _is_recognised(fragment: TableFragment) -> bool:
    parts = (part for row in fragment.rows for cell in row.cells for part in cell.parts)
    return any(part.place.confidence is not None for part in parts)


def _numbering_goes_on(group: _Group, fragment: TableFragment) -> bool:
    """A running head between two pages, or what recognition makes of a stain, is no end of a table whose numbers go on.

    The rest of a cut row may stand before the first number.
    """
    above = filter(None, (_number(row) for before in group.fragments for row in before.rows))
    # The newest of each series: behind 12.5 stands 13.
    newest = {(number.style, number.value[:-1]): number for number in above}
    first = next(filter(None, map(_number, fragment.rows)), None)
    return first is not None and any(follows(first, last) for last in newest.values())


def _number(row: Row) -> Ordinal | None:
    return parse_ordinal(row.cells[0].text) if row.cells and row.cells[0].text else None


def _widths(fragment: TableFragment) -> Counter[int]:
    return Counter(len(row.cells) for row in fragment.rows if not is_drawn(row.texts))


def _usual(widths: Counter[int]) -> int:
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _make_table(number: int, group: _Group) -> Table:
    rows = settle_numbers(_fitted_rows(group))
    traits = TableTraits(group.header.texts if group.header else (), _has_ordinals(group, rows))
    header_rows = group.header.row_count if group.header else 0
    repeated = _repeated_header_rows(group)
    kinds = [
        RowKind.HEADER if at < header_rows or at in repeated else _kind(row, traits) for at, row in enumerate(rows)
    ]
    classified = [replace(row, kind=kind) for row, kind in zip(rows, kinds, strict=True)]
    joined = carry_spans(_join_rows(classified[header_rows:], traits))
    return Table(
        number, traits.header, tuple(joined), tuple(classified[:header_rows]), group.title, len(group.fragments)
    )


def _repeated_header_rows(group: _Group) -> set[int]:
    """Which rows of all fragments print the header again, where it is misread too much to know them one by one."""
    found: set[int] = set()
    start = 0
    for fragment in group.fragments:
        header = find_header(fragment.rows) if start and group.header and _is_recognised(fragment) else None
        if header and group.header:
            found |= set(range(start, start + min(header.row_count, group.header.row_count)))
        start += len(fragment.rows)
    return found


def _kind(row: Row, traits: TableTraits) -> RowKind:
    """A row under a number that is merged over several rows is a row of its own, not the rest of the one above."""
    kind = classify(row.texts, traits)
    shares_number = kind is RowKind.CONTINUATION and row.cells[0].is_covered
    return RowKind.UNNUMBERED if shares_number else kind


def _fitted_rows(group: _Group) -> list[Row]:
    """All rows of all fragments with the same number of cells, each part marked with its fragment."""
    width = group.width
    right = [
        row for part in group.fragments for row in part.rows if len(row.cells) == width and not is_drawn(row.texts)
    ]
    least = fewest_words(right, width)
    return [
        _mark(fit(row, width), at)
        for at, fragment in enumerate(group.fragments)
        for row in fold_phantoms(fragment.rows, width, least)
    ]


def _mark(row: Row, fragment: int) -> Row:
    cells = tuple(replace(cell, parts=tuple(_in_fragment(part, fragment) for part in cell.parts)) for cell in row.cells)
    return replace(row, cells=cells, fragments=(fragment,))


def _in_fragment(part: CellPart, fragment: int) -> CellPart:
    return replace(part, fragment=fragment)


def _has_ordinals(group: _Group, rows: Sequence[Row]) -> bool:
    """Whether the first column numbers the rows: the header says so, or most of its filled cells are numbers."""
    firsts = [row.texts[0] for row in rows if row.texts and row.texts[0] and len(set(row.texts) - {""}) > 1]
    numbered = sum(map(is_ordinal, firsts))
    says_so = group.header is not None and is_ordinal_header(group.header.texts[0])
    return numbered > 0 and (says_so or numbered >= len(firsts) / 2)


def _join_rows(rows: Sequence[Row], traits: TableTraits) -> list[Row]:
    whole: list[Row] = []
    is_fully_numbered = not _has_unnumbered_inside(rows)
    low = low_columns(_texts_inside(rows))
    numbers_above, numbers_below = [*_numbers_passed(rows)], [*_numbers_passed(rows[::-1])][::-1]
    for at, row in enumerate(rows):
        title = _last_title(whole)
        if title is not None and _is_rest_of_title(whole[title], rows, at):
            whole[title] = _join(whole[title], row)
            continue
        above = _last_content(whole)
        if above is None or not _is_candidate(rows, at):
            whole.append(_settle(row))
            continue
        around = Surroundings(
            _at_page_start(rows, at),
            _numbering(numbers_above[at], numbers_below[at]),
            traits.has_ordinals,
            is_fully_numbered,
            _had_room(whole[above], row),
            low,
        )
        verdict = judge([cell.end for cell in whole[above].cells], row.texts, around)
        doubt = () if verdict.is_certain else (RowNote.JOIN_UNCERTAIN,)
        if verdict.joins:
            whole[above] = _join(whole[above], row).with_notes(RowNote.JOINED, *doubt)
        else:
            whole.append(_settle(row).with_notes(*doubt))
    return whole


def _texts_inside(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The texts of rows that begin inside a page or begin the table, whose cells are no rests of cut ones."""
    inside = (row for at, row in enumerate(rows) if at == 0 or not _at_page_start(rows, at))
    return [row.texts for row in inside if row.kind in _CONTENT]


def _last_title(rows: Sequence[Row]) -> int | None:
    """The place of the row above, a rule or a header between left out, where it is a section."""
    place = next((at for at in range(len(rows) - 1, -1, -1) if rows[at].kind not in _BETWEEN), None)
    return place if place is not None and rows[place].kind is RowKind.SECTION else None


def _is_rest_of_title(section: Row, rows: Sequence[Row], at: int) -> bool:
    """Whether a row at the top of a page holds nothing but the rest of the section's title above the break."""
    row = rows[at]
    if row.kind is not RowKind.CONTINUATION or not _at_page_start(rows, at):
        return False
    pairs = [pair for pair in zip_longest(section.texts, row.texts, fillvalue="") if pair[1]]
    if len(pairs) != 1 or not pairs[0][0]:
        return False
    title, rest = pairs[0]
    return (title.isupper() and rest.isupper()) or goes_on(title, rest)


def _had_room(above: Row, row: Row) -> bool | None:
    """Whether a cell above had room for the words that stand here; None where no reader saw the cells' boxes."""
    pairs = zip(above.cells, row.cells, strict=False)
    rooms = [cell.parts[-1].has_room for cell, rest in pairs if cell.end and rest.end]
    known = [room for room in rooms if room is not None]
    return any(known) if known else None


def _is_candidate(rows: Sequence[Row], at: int) -> bool:
    row = rows[at]
    return row.kind is RowKind.CONTINUATION or (row.kind is RowKind.UNNUMBERED and at > 0 and _at_page_start(rows, at))


def _settle(row: Row) -> Row:
    """A candidate that goes on with nothing is a row of its own, without a number."""
    return replace(row, kind=RowKind.UNNUMBERED) if row.kind is RowKind.CONTINUATION else row


def _last_content(rows: Sequence[Row]) -> int | None:
    """The row just above that can go on; drawn rules and repeated headers do not stand between."""
    for at in range(len(rows) - 1, -1, -1):
        if rows[at].kind in _CONTENT:
            return at
        if rows[at].kind not in _BETWEEN:
            return None
    return None


def _at_page_start(rows: Sequence[Row], at: int) -> bool:
    above = (rows[place] for place in range(at - 1, -1, -1))
    before = next((row for row in above if row.kind not in _BETWEEN), None)
    return before is None or before.fragments[-1] != rows[at].fragments[0]


def _has_unnumbered_inside(rows: Sequence[Row]) -> bool:
    """Whether rows without a number stand inside pages and cannot be the rest of the row above."""
    return any(
        row.kind is RowKind.CONTINUATION and not _at_page_start(rows, at) and row.texts[1:2] != ("",)
        for at, row in enumerate(rows)
        if at > 0 and rows[at - 1].kind in (RowKind.TASK, RowKind.CONTINUATION)
    )


def _numbering(before: Ordinal | None, after: Ordinal | None) -> Numbering:
    """What the nearest numbers before and after a row say."""
    if before is None or after is None:
        return Numbering.UNKNOWN
    if follows(after, before):
        return Numbering.CONSECUTIVE
    same_style = after.style is before.style and len(after.value) == len(before.value)
    is_skip = same_style and after.value[:-1] == before.value[:-1] and after.value[-1] == before.value[-1] + 2
    return Numbering.GAP if is_skip else Numbering.UNKNOWN


def _numbers_passed(rows: Sequence[Row]) -> Iterator[Ordinal | None]:
    """For each row, the number of the nearest task before it; a section row between them ends the series."""
    passed = None
    for row in rows:
        yield passed
        if row.kind is RowKind.TASK:
            passed = parse_ordinal(row.cells[0].text)
        elif row.kind in (RowKind.SECTION, RowKind.TOTAL):
            passed = None


def _join(above: Row, rest: Row) -> Row:
    cells = tuple(
        (above.cells[column] if column < len(above.cells) else Cell()).join(
            rest.cells[column] if column < len(rest.cells) else Cell()
        )
        for column in range(max(len(above.cells), len(rest.cells)))
    )
    return replace(above, cells=cells, fragments=above.fragments + rest.fragments, notes=above.notes | rest.notes)
