"""What the review page of a document shows: tables with every cell's place and doubts, the worst doubts first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractors.model import Table, join_lines
from normalizers.columns.classify import ColumnRole
from pipeline.corrections.entries import Action, Correction
from pipeline.corrections.fields import FIELDS, LISTS, field_reading
from pipeline.datasets import ActorRow, CellRow, CorrectionRow, FlagRow, TableRow, TaskRow
from pipeline.review.doubts import rank_doubts
from pipeline.review.marks import Mark, find_segments
from pipeline.review.published import PublishedDocument
from pipeline.review.views import CellView, FieldView, RowView, Sheet, TableView
from pipeline.rows.tasks import ReadTable

# Columns of `tasks` that hold the text of a cell.
_TEXTS = ("task", "result", "deadline", "lead", "coordinating", "assignee", "budget", "note")
# What a correction did to rows, so that the printed row and the row shown are not one to one.
_RESHAPED = (Action.JOIN, Action.SPLIT)


def make_sheet(published: PublishedDocument, entries: Sequence[Correction]) -> Sheet:
    """Return the page of a document; `entries` are those of its file now, also such as no run has seen."""
    pending = _pending(published.corrections, entries)
    tables = tuple(_table_view(published, table, pending) for table in published.tables)
    fields = tuple(_field_view(published, name, pending) for name in FIELDS)
    return Sheet(
        published.document,
        tables,
        fields,
        rank_doubts(published.flags, tables, fields),
        published.corrections,
        tuple(entry for entry in entries if entry.place in pending),
    )


def column_name(table: TableRow, column: int) -> str:
    """Return how a correction names a column (from 1): by the column of `tasks` that it fills, else by its number."""
    roles = tuple(ColumnRole(role) for role in table.column_roles)
    read = ReadTable(Table(table.table, tuple(table.header), ()), roles, is_task_table=True)
    names = (*_TEXTS, "ordinal")
    for name in names:
        if (read.column_of(name) if name != "ordinal" else _index(roles, ColumnRole.ORDINAL)) == column - 1:
            return name
    return f"column {column}"


def _index(roles: Sequence[ColumnRole], role: ColumnRole) -> int | None:
    return roles.index(role) if role in roles else None


def _pending(done: Sequence[CorrectionRow], entries: Sequence[Correction]) -> dict[tuple[str, str], str]:
    """What entries say that the last run did not see, by their place."""
    known = {(row.address or "", row.column or "", row.action, row.now or "") for row in done}
    return {
        entry.place: _said(entry) if entry.cell or entry.field else str(entry.action)
        for entry in entries
        if (entry.row or "", entry.cell or entry.field or "", str(entry.action), _said(entry)) not in known
    }


def _said(entry: Correction) -> str:
    from pipeline.corrections.outcomes import said

    return said(entry) or ""


def _table_view(published: PublishedDocument, table: TableRow, pending: Mapping[tuple[str, str], str]) -> TableView:
    cells = [cell for cell in published.cells if cell.table == table.table and cell.row > 0]
    names = {column: column_name(table, column) for column in {cell.column for cell in cells}}
    makers = _RowMaker(published, table, names, pending)
    rows = [makers.make(row, list(group)) for row, group in groupby(cells, key=lambda cell: cell.row)]
    width = max(len(table.header), max(names, default=0))
    header = (*table.header, *[""] * (width - len(table.header)))
    columns = tuple(names.get(column) or column_name(table, column) for column in range(1, width + 1))
    return TableView(table.table, table.title, header, columns, tuple(rows))


@dataclass(frozen=True)
class _RowMaker:
    """Makes the rows of one table from its cells, tasks and flags."""

    published: PublishedDocument
    table: TableRow
    names: Mapping[int, str]
    pending: Mapping[tuple[str, str], str]
    tasks: dict[int, TaskRow] = field(default_factory=dict)
    flags: dict[int, list[FlagRow]] = field(default_factory=dict)
    marks: dict[tuple[str, str], list[Mark]] = field(default_factory=dict)
    reshaped: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        by_id = {task.task_id: task for task in self.published.tasks if task.table == self.table.table}
        for flag in self.published.flags:
            if flag.table == self.table.table and flag.row is not None:
                self.flags.setdefault(flag.row, []).append(flag)
                if flag.task_id in by_id:
                    self.tasks[flag.row] = by_id[flag.task_id]
        self.tasks.update(_tasks_by_row(self.published, self.table, list(by_id.values())))
        for (task_id, column), mark in _marks(self.published):
            self.marks.setdefault((task_id, column), []).append(mark)
        self.reshaped.update(
            row.row or 0
            for row in self.published.corrections
            if row.table == self.table.table and row.action in _RESHAPED and row.outcome in ("applied", "drifted")
        )

    def make(self, row: int, pieces: list[CellRow]) -> RowView:
        """The view of one row."""
        task, flags, address = self.tasks.get(row), self.flags.get(row, []), pieces[0].address
        columns = {column: list(group) for column, group in groupby(pieces, key=lambda cell: cell.column)}
        cells = tuple(self._cell(address, task, flags, group) for group in columns.values())
        shown = {flag for cell in cells for flag in map(id, cell.flags)}
        whole = tuple(flag for flag in flags if id(flag) not in shown)
        pending = self.pending.get((address or "", ""))
        return RowView(row, pieces[0].row_kind, address, cells, whole, row not in self.reshaped, pending)

    def _cell(
        self, address: str | None, task: TaskRow | None, flags: Sequence[FlagRow], pieces: Sequence[CellRow]
    ) -> CellView:
        first = pieces[0]
        name = self.names[first.column]
        text = join_lines(piece.text or "" for piece in pieces)
        marks = self.marks.get((task.task_id, name), []) if task else []
        known = [piece.confidence for piece in pieces if piece.confidence is not None]
        return CellView(
            column=first.column,
            name=name,
            text=text,
            segments=find_segments(text, marks),
            raw=join_lines(piece.text_raw or "" for piece in pieces),
            boxes=tuple(_boxes(pieces)),
            lines=tuple(dict.fromkeys((piece.page, piece.line) for piece in pieces if piece.line is not None)),
            confidence=min(known, default=None),
            flags=tuple(flag for flag in flags if flag.column == name),
            is_covered=first.is_covered,
            is_reviewed=task is not None and name in task.reviewed,
            pending=self.pending.get((address or "", name)),
        )


def _tasks_by_row(
    published: PublishedDocument, table: TableRow, tasks: Sequence[TaskRow]
) -> Iterator[tuple[int, TaskRow]]:
    """The tasks of a table stand in the order of its rows of content, one a row."""
    content = ("task", "unnumbered", "unknown")
    rows = dict.fromkeys(
        cell.row for cell in published.cells if cell.table == table.table and cell.row and cell.row_kind in content
    )
    yield from zip(rows, sorted(tasks, key=lambda task: task.position), strict=False)


def _boxes(pieces: Iterable[CellRow]) -> Iterator[tuple[int, float, float, float, float]]:
    for piece in pieces:
        if piece.page is not None and piece.x0 is not None:
            yield piece.page, piece.x0, piece.top or 0, piece.x1 or 0, piece.bottom or 0


def _marks(published: PublishedDocument) -> Iterator[tuple[tuple[str, str], Mark]]:
    for reference in published.references:
        if reference.task_id and reference.column:
            note = reference.canonical_id or "?"
            yield (reference.task_id, reference.column), Mark(reference.raw, "reference", note)
    for actor in published.actors:
        yield (actor.task_id, actor.column), Mark(actor.raw, "unit", _actor_note(actor))
    for repair in published.repairs:
        if repair.task_id:
            yield (repair.task_id, repair.location), Mark(repair.after, "repair", repair.before)


def _actor_note(actor: ActorRow) -> str:
    """What a name stands for; a question mark for a unit that nobody knows."""
    if actor.method == "none" and actor.kind in ("unit", "post") and not actor.unit_id:
        return "?"
    return f"{actor.name} ({actor.unit_id})" if actor.unit_id else actor.name


def _field_view(published: PublishedDocument, name: str, pending: Mapping[tuple[str, str], str]) -> FieldView:
    document = published.document
    flags = tuple(flag for flag in published.flags if flag.column == name and flag.table is None)
    reading = field_reading(getattr(document, name))
    texts = reading if isinstance(reading, tuple) else (reading or "",)
    raw = _field_as_read(published, name, texts)
    is_reviewed, waits = name in document.reviewed, pending.get(("", name))
    return FieldView(name, "\n".join(texts), raw, flags, is_reviewed, waits, is_list=name in LISTS)


def _field_as_read(published: PublishedDocument, name: str, texts: Sequence[str]) -> str:
    """What the machine read, a list one a line: before a person corrected it, before words were repaired."""
    for done in published.corrections:
        if done.address is None and done.column == name:
            return done.read or ""
    # Repairs name the text of a list: "recipient 3".
    places = {name: 0, **{f"{name.removesuffix('s')} {at + 1}": at for at in range(len(texts))}}
    as_read = list(texts)
    for repair in published.repairs:
        if repair.task_id is None and (at := places.get(repair.location)) is not None:
            as_read[at] = as_read[at].replace(repair.after, repair.before, 1)
    return "\n".join(as_read)
