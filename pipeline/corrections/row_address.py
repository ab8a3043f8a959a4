"""How corrections name a row: by its section and numbers ("VI/2"), else by its place ("table 2/row 5").

An address is that of the machine's reading, before any correction: entries stay right whatever others do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.rows.tasks import ReadTable, task_ids

_BY_PLACE = re.compile(r"table (\d+)/row (\d+)")
_COLUMN = re.compile(r"column (\d+)")


@dataclass(frozen=True, slots=True)
class AddressBook:
    """The rows of a document by every address that names them: (table, row), both from 0; the header is row -1."""

    rows: Mapping[str, tuple[int, int]]
    ambiguous: Mapping[str, tuple[str, ...]]
    names: tuple[tuple[str, ...], ...]

    def find(self, address: str) -> tuple[int, int] | str:
        """The row of an address, or a sentence that says why there is none."""
        address = " ".join(address.split())
        if (found := self.rows.get(address)) is not None:
            return found
        if full := self.ambiguous.get(address):
            return f"Row {address} stands in several tables; write {' or '.join(full)}."
        return f"There is no row {address}."


def make_address_book(tables: Sequence[ReadTable]) -> AddressBook:
    """Return the addresses of all rows; a numbered row's own name is the shortest that is its alone."""
    rows: dict[str, tuple[int, int]] = {}
    by_path: dict[str, list[str]] = {}
    paths = [_paths(read) for read in tables]
    for at, read in enumerate(tables):
        number = read.table.number
        rows |= {f"table {number}/row {row + 1}": (at, row) for row in range(-1, len(read.table.rows))}
        for row, path in paths[at].items():
            rows[f"table {number}/{path}"] = at, row
            by_path.setdefault(path, []).append(f"table {number}/{path}")
    rows |= {path: rows[full[0]] for path, full in by_path.items() if len(full) == 1}
    ambiguous = {path: tuple(full) for path, full in by_path.items() if len(full) > 1}
    names = tuple(_names(read, paths[at], by_path) for at, read in enumerate(tables))
    return AddressBook(rows, ambiguous, names)


def find_column(read: ReadTable, cell: str) -> int | None:
    """Return the column (from 0) that an entry names: a column of `tasks`, a role, or "column 3"; None if none.

    >>> from extractors.model import Table
    >>> from normalizers.columns.classify import ColumnRole
    >>> read = ReadTable(Table(1, ("TT", "Kết thúc"), ()), (ColumnRole.ORDINAL, ColumnRole.END), True)
    >>> find_column(read, "deadline"), find_column(read, "ordinal"), find_column(read, "column 2")
    (1, 0, 1)
    >>> find_column(read, "lead") is None
    True
    """
    if by_number := _COLUMN.fullmatch(cell):
        return int(by_number[1]) - 1 if 0 < int(by_number[1]) <= read.table.width else None
    by_field = read.column_of(cell)
    return by_field if by_field is not None else next((at for at, role in enumerate(read.roles) if role == cell), None)


def is_by_place(address: str) -> bool:
    """Whether an address counts rows instead of naming printed numbers.

    >>> is_by_place("table 2/row 5"), is_by_place("VI/2")
    (True, False)
    """
    return _BY_PLACE.fullmatch(address) is not None


def _paths(read: ReadTable) -> dict[int, str]:
    """Section and numbers of every row that is a task or group, as its `task_id` ends."""
    tails = [tail.split(":", 2)[2] for tail in task_ids(read, "")]
    return {node.row_index: tail.lstrip(":").replace(":", "/") for node, tail in zip(read.nodes, tails, strict=True)}


def _names(read: ReadTable, paths: Mapping[int, str], by_path: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    number = read.table.number

    def name(row: int) -> str:
        if (path := paths.get(row)) is None:
            return f"table {number}/row {row + 1}"
        return path if len(by_path[path]) == 1 else f"table {number}/{path}"

    return tuple(name(row) for row in range(len(read.table.rows)))
