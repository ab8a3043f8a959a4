"""Corrections applied to the tables of a document, before anything is derived from their cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.model import Cell, Row, RowKind, Table
from extractors.ordinals import is_ordinal
from extractors.rows import TableTraits, classify
from pipeline.corrections.entries import Action, Applied, Correction, Outcome, RowCheck
from pipeline.corrections.guard import judge, same, wanted_text
from pipeline.corrections.row_address import AddressBook, find_column, make_address_book
from pipeline.rows.tasks import ReadTable, read_table

_HEADER = -1


@dataclass(frozen=True, slots=True)
class Corrected:
    """The tables with every entry applied that could be, and what became of each entry."""

    tables: tuple[ReadTable, ...]
    outcomes: tuple[Applied, ...] = ()


@dataclass(slots=True)
class _Rows:
    """The rows of one table as they are put together anew; filled from top to bottom."""

    rows: list[Row] = field(default_factory=list)
    checks: list[RowCheck] = field(default_factory=list)
    outcomes: list[Applied] = field(default_factory=list)


def correct_tables(tables: Sequence[Table], entries: Sequence[Correction]) -> Corrected:
    r"""Return the tables read with the entries applied. Addresses and guards are those of the machine's reading.

    >>> from extractors.delimited import read_delimited
    >>> from extractors.stitch import stitch
    >>> table = stitch(read_delimited("TT\tNhiệm vụ\tChủ trì\n1\tSố hóa\tVu A\n2\tHọp\tVụ B").blocks)
    >>> corrected = correct_tables(table, [Correction(Action.READ, "Vu A", "1", "lead", now="Vụ A")])
    >>> corrected.tables[0].table.rows[0].texts, corrected.outcomes[0].outcome
    (('1', 'Số hóa', 'Vụ A'), <Outcome.APPLIED: 'applied'>)
    """
    read = tuple(read_table(table) for table in tables)
    book = make_address_book(read)
    named = tuple(_named(each, names) for each, names in zip(read, book.names, strict=True))
    entries = [entry for entry in entries if entry.row]
    if not entries:
        return Corrected(named)
    placed, lost = _place(entries, book)
    corrected, outcomes = [], list(lost)
    for at, each in enumerate(named):
        mine = {row: found for (table, row), found in placed.items() if table == at}
        done, told = _correct_table(each, mine) if mine else (each, [])
        corrected.append(done)
        outcomes += told
    return Corrected(tuple(corrected), tuple(sorted(outcomes, key=lambda each: each.entry.line)))


def _named(read: ReadTable, names: Sequence[str]) -> ReadTable:
    return replace(read, checks=tuple(RowCheck(name) for name in names))


def _place(
    entries: Sequence[Correction], book: AddressBook
) -> tuple[dict[tuple[int, int], list[Correction]], list[Applied]]:
    """The entries by the row that they name, and those that name none."""
    placed: dict[tuple[int, int], list[Correction]] = {}
    lost: list[Applied] = []
    for entry in entries:
        found = book.find(entry.row or "")
        if isinstance(found, str):
            lost.append(Applied(entry, Outcome.FAILED, sentence=found))
        else:
            placed.setdefault(found, []).append(entry)
    return placed, lost


def _correct_table(read: ReadTable, entries: Mapping[int, Sequence[Correction]]) -> tuple[ReadTable, list[Applied]]:
    made = _Rows()
    header = _correct_header(read, entries.get(_HEADER, ()), made)
    for at, row in enumerate(read.table.rows):
        _add_row(read, (row, read.checks[at]), entries.get(at, ()), made)
    table = replace(read.table, header=header, rows=tuple(made.rows))
    again = read_table(table)
    outcomes = [replace(each, table=read.table.number) for each in made.outcomes]
    return replace(again, checks=tuple(made.checks)), outcomes


def _correct_header(read: ReadTable, entries: Sequence[Correction], made: _Rows) -> tuple[str, ...]:
    header = list(read.table.header)
    for entry in entries:
        column = find_column(read, entry.cell or "")
        if column is None or column >= len(header):
            made.outcomes.append(Applied(entry, Outcome.FAILED, sentence=_no_column(read, entry)))
            continue
        made.outcomes.append(replace(judge(entry, header[column]), row=0, column=entry.cell))
        header[column] = wanted_text(entry)
    return tuple(header)


def _add_row(read: ReadTable, seen: tuple[Row, RowCheck], entries: Sequence[Correction], made: _Rows) -> None:
    """Put one row of the machine's table into the new one: its cells corrected, then what the row itself is."""
    row, check = seen
    first = len(made.outcomes)
    for entry in (entry for entry in entries if entry.cell):
        row, check = _correct_cell(read, (row, check), entry, made)
    if row.texts != seen[0].texts:
        row = replace(row, kind=_kind_after(read.table, seen[0], row))
    whole = next((entry for entry in entries if not entry.cell), None)
    if whole is None:
        made.rows.append(row)
        made.checks.append(check)
    else:
        _change_row((row, check), whole, seen[0], made)
    made.outcomes[first:] = [
        replace(each, row=len(made.rows)) if each.outcome is not Outcome.FAILED else each
        for each in made.outcomes[first:]
    ]


def _correct_cell(read: ReadTable, seen: tuple[Row, RowCheck], entry: Correction, made: _Rows) -> tuple[Row, RowCheck]:
    row, check = seen
    column = find_column(read, entry.cell or "")
    if column is None or column >= len(row.cells):
        made.outcomes.append(Applied(entry, Outcome.FAILED, sentence=_no_column(read, entry)))
        return seen
    cell = row.cells[column]
    applied = judge(entry, cell.text)
    made.outcomes.append(replace(applied, column=entry.cell))
    text = wanted_text(entry)
    is_own = not cell.is_covered or bool(text)
    if is_own:
        cells = (*row.cells[:column], replace(cell, reading=text, is_covered=False), *row.cells[column + 1 :])
        row, check = replace(row, cells=cells), replace(check, read=check.read | {column})
    is_settled = entry.is_accepted and applied.outcome is not Outcome.DRIFTED
    return row, replace(check, accepted=check.accepted | {column}) if is_settled else check


def _change_row(seen: tuple[Row, RowCheck], entry: Correction, as_read: Row, made: _Rows) -> None:
    row, check = seen
    is_same = same(as_read.texts, entry.was)
    outcome, sentence = Outcome.APPLIED, None
    if not is_same:
        outcome = Outcome.DRIFTED
        sentence = f"The machine now reads the row as {' | '.join(as_read.texts)!r}. Look again."
    rows, checks = [row], [check]
    match entry.action:
        case Action.DROP if is_same:
            rows, checks = [], []
        case Action.DROP:
            # What was never looked at is not thrown away.
            sentence = f"The row reads otherwise now and was kept: {' | '.join(as_read.texts)!r}. Look again."
        case Action.JOIN if not made.rows:
            outcome, sentence = Outcome.FAILED, "No row stands above this one to join it to."
        case Action.JOIN:
            rows, checks = [_join(made.rows.pop(), row)], [made.checks.pop().join(check)]
        case Action.SPLIT:
            rows = [_part_of(row, texts) for texts in entry.split]
            checks = [replace(check, read=frozenset(range(len(row.cells))), is_changed=True)] * len(rows)
        case Action.KIND:
            is_known = row.kind == wanted_text(entry)
            outcome, sentence = (
                (Outcome.UNNEEDED, "The machine says so by itself now.") if is_known else (outcome, sentence)
            )
            rows, checks = (
                [replace(row, kind=RowKind(wanted_text(entry)))],
                [replace(check, is_changed=not is_known)],
            )
        case _:
            outcome = Outcome.ACCEPTED if is_same else outcome
    is_settled = entry.is_accepted and is_same
    made.rows += rows
    made.checks += [replace(each, is_accepted=each.is_accepted or is_settled) for each in checks]
    made.outcomes.append(Applied(entry, outcome, as_read.texts, sentence))


def _join(above: Row, rest: Row) -> Row:
    width = max(len(above.cells), len(rest.cells))
    cells = tuple(_cell(above, column).join(_cell(rest, column)) for column in range(width))
    return replace(above, cells=cells, fragments=above.fragments + rest.fragments)


def _cell(row: Row, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else Cell()


def _part_of(row: Row, texts: Sequence[str]) -> Row:
    """One of the rows that a row really is: the person's texts, all of the printed places."""
    cells = tuple(
        replace(cell, reading=text, is_covered=False) for cell, text in zip(row.cells, _filled(texts, row), strict=True)
    )
    return replace(row, cells=cells, kind=RowKind.TASK if is_ordinal(texts[0]) else RowKind.UNNUMBERED)


def _filled(texts: Sequence[str], row: Row) -> Iterator[str]:
    yield from (texts[at] if at < len(texts) else "" for at in range(len(row.cells)))


def _kind_after(table: Table, before: Row, after: Row) -> RowKind:
    """The kind of a row whose cells were corrected: judged anew where the kind followed from the texts."""
    traits = TableTraits(table.header, any(row.kind is RowKind.TASK for row in table.rows))
    if _settled(classify(before.texts, traits)) is not before.kind:
        return before.kind
    return _settled(classify(after.texts, traits))


def _settled(kind: RowKind) -> RowKind:
    return RowKind.UNNUMBERED if kind is RowKind.CONTINUATION else kind


def _no_column(read: ReadTable, entry: Correction) -> str:
    if entry.cell is None:
        return "Of the header single cells are corrected: add cell: column 1."
    known = sorted({str(role) for role in read.roles if role != "other"})
    return (
        f"Row {entry.row} has no cell {entry.cell}; there are {', '.join(known)}, and column 1 to {read.table.width}."
    )
