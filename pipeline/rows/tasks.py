"""Task tables: headers to roles, sections and groups carried down, one row a task or group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.model import Cell, Row, RowKind, Table
from extractors.page import Doubt
from normalizers.columns.budgets import budget_columns
from normalizers.columns.classify import ColumnRole, classify_columns, is_task_table
from pipeline.corrections.entries import RowCheck
from pipeline.datasets import DocumentRow, TaskRow
from pipeline.rows.hierarchy import Node, arrange

# Columns of `tasks` that hold a cell's text, and the roles whose cells they hold, best first.
_FIELDS: dict[str, tuple[ColumnRole, ...]] = {
    "task": (ColumnRole.TASK,),
    "result": (ColumnRole.RESULT,),
    "deadline": (ColumnRole.DEADLINE, ColumnRole.END),
    "lead": (ColumnRole.LEAD, ColumnRole.LEAD_COORDINATING),
    "coordinating": (ColumnRole.COORDINATING,),
    "assignee": (ColumnRole.ASSIGNEE,),
    "budget": (ColumnRole.BUDGET,),
    "note": (ColumnRole.NOTE,),
}
_CONTENT = (RowKind.TASK, RowKind.UNNUMBERED, RowKind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table with the roles of its columns and, where it holds tasks, the tree of its rows.

    `checks` says, one entry a row, how corrections name it and what people said about it; `budget_columns` are the
    column of the whole budget, or those of its parts where none holds the whole.
    """

    table: Table
    roles: tuple[ColumnRole, ...]
    is_task_table: bool
    nodes: tuple[Node, ...] = ()
    checks: tuple[RowCheck, ...] = ()
    budget_columns: tuple[int, ...] = ()

    def column_of(self, field: str) -> int | None:
        """The column that fills a field of `tasks`, or None: a budget printed in parts fills none."""
        if field == "budget":
            return self.budget_columns[0] if len(self.budget_columns) == 1 else None
        return next((self.roles.index(role) for role in _FIELDS.get(field, ()) if role in self.roles), None)

    def check_of(self, row_index: int) -> RowCheck:
        """What people said about a row (from 0); nothing where no corrections were looked at."""
        return self.checks[row_index] if row_index < len(self.checks) else RowCheck("")

    def accepted_fields(self, row_index: int) -> frozenset[str]:
        """The fields of a row whose cells, merged ones from above too, somebody accepted."""
        return frozenset(field for field in _FIELDS if self._said(row_index, field, "accepted"))

    def read_fields(self, row_index: int) -> frozenset[str]:
        """The fields of a row whose text, also that of a merged cell from above, a person gave."""
        return frozenset(field for field in _FIELDS if self._said(row_index, field, "read"))

    def _said(self, row_index: int, field: str, what: str) -> bool:
        found = _origin(self, row_index, field)
        if found is None:
            return False
        check = self.check_of(found[0])
        columns: frozenset[int] = getattr(check, what)
        return found[1] in columns or (what == "accepted" and check.is_accepted)


def read_table(table: Table) -> ReadTable:
    """Return the table with its columns' roles, and its rows as a tree where it holds tasks.

    >>> from extractors.delimited import read_delimited
    >>> from extractors.stitch import stitch
    >>> [table] = stitch(read_delimited("TT\\tNhiệm vụ\\tĐơn vị chủ trì\\n1\\tSố hóa\\tVụ Pháp chế").blocks)
    >>> read_table(table).is_task_table
    True
    """
    content = [row.texts for row in table.rows if row.kind in _CONTENT]
    headers = table.header or ("",) * table.width
    columns = [[texts[column] if column < len(texts) else "" for texts in content] for column in range(len(headers))]
    roles = classify_columns(headers, columns)
    budgets = budget_columns(headers, roles)
    if not (content and is_task_table(roles)):
        return ReadTable(table, roles, is_task_table=False, budget_columns=budgets)
    return ReadTable(table, roles, is_task_table=True, nodes=arrange(table.rows), budget_columns=budgets)


def task_rows(read: ReadTable, document: DocumentRow, first_position: int) -> list[TaskRow]:
    """Return one row a task or group in document order, positions counted on from `first_position`.

    Text columns hold what was read, in the plain and in the `_raw` column.
    """
    ids = task_ids(read, document.document_id or "")
    return [_task_row(read, at, ids, document, first_position) for at in range(len(read.nodes))]


def corrected_cells(read: ReadTable, tasks: Sequence[TaskRow]) -> dict[tuple[int, int], str]:
    """Return the published text of the cells that fields of `tasks` hold, by row and column of the table (from 0)."""
    return {
        (node.row_index, column): text
        for node, task in zip(read.nodes, tasks, strict=True)
        for field in _FIELDS
        if (column := read.column_of(field)) is not None and (text := getattr(task, field))
    }


def folded_words(read: ReadTable, tasks: Sequence[TaskRow]) -> dict[tuple[str, str], str]:
    """Return, by task and column, the words of a phantom column that now stand at the end of the cell."""
    found = {}
    for node, task in zip(read.nodes, tasks, strict=True):
        for field in _FIELDS:
            cell, _ = _cell(read, node.row_index, field)
            parts = [part for part in cell.parts if part.text] if cell else []
            if len(parts) == 2 and parts[0].fragment == parts[1].fragment:
                found[task.task_id, field] = parts[1].text
    return found


def doubtful_words(read: ReadTable, tasks: Sequence[TaskRow]) -> dict[tuple[str, str], tuple[Doubt, ...]]:
    """Return, by task and column, the words that the recogniser was not sure of."""
    return {
        (task.task_id, field): cell.doubts
        for node, task in zip(read.nodes, tasks, strict=True)
        for field in _FIELDS
        if (cell := _cell(read, node.row_index, field)[0]) and cell.doubts
    }


def _task_row(read: ReadTable, at: int, ids: Sequence[str], document: DocumentRow, first_position: int) -> TaskRow:
    node = read.nodes[at]
    row = read.table.rows[node.row_index]
    cells = {field: _cell(read, node.row_index, field) for field in _FIELDS}
    texts: dict[str, Any] = {field: cell.text or None if cell else None for field, (cell, _) in cells.items()}
    raw: dict[str, Any] = {f"{field}_raw": _as_read(cell) for field, (cell, _) in cells.items()}
    other = _other(read, node.row_index)
    taken = [field for field, (_, is_above) in cells.items() if is_above and texts[field]]
    taken += [header for header, (_, is_above) in other.items() if is_above]
    check = read.check_of(node.row_index)
    given, accepted = read.read_fields(node.row_index), read.accepted_fields(node.row_index)
    parts = [part for cell in row.cells for part in cell.parts]
    return TaskRow(
        task_id=ids[at],
        document_id=document.document_id or "",
        year=document.year,
        plan_year=document.plan_year,
        table=read.table.number,
        position=first_position + at,
        section_code=node.section.code,
        section_title=node.section.title,
        ordinal=row.texts[0] if node.ordinal else None,
        path=node.path,
        level=node.level,
        parent_id=ids[node.parent] if node.parent is not None else None,
        kind="group" if node.has_children and (node.ordinal or node.code) else "task",
        other={header: text for header, (text, _) in other.items()},
        pages=tuple(sorted({part.place.page for part in parts if part.place.page})),
        fragment_count=len(row.fragments),
        inherited=tuple(taken),
        is_corrected=check.is_changed
        or bool(_differing(row))
        or any(texts[field] != raw[f"{field}_raw"] for field in given),
        reviewed=tuple(field for field in _FIELDS if field in given | accepted),
        confidence=_least_confidence(cell for cell, _ in cells.values()),
        **texts,
        **raw,
    )


def _as_read(cell: Cell | None) -> str | None:
    return (cell.text_as_read or None) if cell else None


def _least_confidence(cells: Iterable[Cell | None]) -> float | None:
    """The confidence of the least sure word of cells that recognition read and no person."""
    parts = [part for cell in cells if cell and cell.reading is None for part in cell.parts]
    return min((part.place.confidence for part in parts if part.place.confidence is not None), default=None)


def _cell(read: ReadTable, row_index: int, field: str) -> tuple[Cell | None, bool]:
    """The cell that fills a field, and whether it is merged and began in a row above."""
    found = _origin(read, row_index, field)
    return (read.table.rows[found[0]].cells[found[1]], found[0] != row_index) if found else (None, False)


def _origin(read: ReadTable, row_index: int, field: str) -> tuple[int, int] | None:
    """Row and column of the cell that fills a field: of a merged one the row where it began."""
    column = read.column_of(field)
    row = _begun(read.table, row_index, column) if column is not None else None
    return None if row is None or column is None else (row, column)


def _begun(table: Table, row_index: int, column: int) -> int | None:
    """The row where the cell of a column that counts for a row begins."""
    for at in range(row_index, -1, -1):
        cells = table.rows[at].cells
        if table.rows[at].kind not in _CONTENT:  # a header repeated between ends no merged cell
            continue
        if column >= len(cells):  # a row with fewer cells than another ends before this column
            return None
        if not cells[column].is_covered:
            return at
    return None


def _differing(row: Row) -> list[int]:
    """The columns where a person read something else than the machine."""
    return [at for at, cell in enumerate(row.cells) if cell.reading is not None and cell.reading != cell.text_as_read]


def _other(read: ReadTable, row_index: int) -> dict[str, tuple[str, bool]]:
    """By header the text of every filled column that no field of `tasks` holds, of cells beyond the last header too.

    With it stands whether it comes from a merged cell that began in a row above.
    """
    held = {read.column_of(field) for field in _FIELDS}
    held |= {at for at, role in enumerate(read.roles) if role is ColumnRole.ORDINAL}
    found = {}
    for column in range(len(read.table.rows[row_index].cells)):
        row = _begun(read.table, row_index, column) if column not in held else None
        if row is not None and (text := read.table.rows[row].cells[column].text):
            found[header_of(read.table, column)] = (text, row != row_index)
    return found


def header_of(table: Table, column: int) -> str:
    """The key of a column in `other`: its header, with a number where it repeats one, or its place."""
    header = table.header[column] if column < len(table.header) else ""
    repeats = table.header[:column].count(header)
    return (f"{header} ({repeats + 1})" if repeats else header) if header else f"+{column + 1}"


def task_ids(read: ReadTable, document_id: str) -> list[str]:
    """Return `document:table:section:path` of every node; a number printed twice in one place gets ~2.

    So no row hides another.
    """
    ids: list[str] = []
    seen: dict[str, int] = {}
    for node in read.nodes:
        plain = f"{document_id}:{read.table.number}:{node.section.code or ''}:{'/'.join(node.key)}"
        seen[plain] = seen.get(plain, 0) + 1
        ids.append(plain if seen[plain] == 1 else f"{plain}~{seen[plain]}")
    return ids
