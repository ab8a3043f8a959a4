"""The one place that judges. One function a flag: its name is the code, its docstring the data dictionary's text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.model import Document, Row, RowKind, RowNote
from extractors.ordinals import Ordinal, OrdinalStyle, follows, parse_ordinal
from extractors.rows import parse_section
from normalizers.columns import ColumnRole
from pipeline.datasets import ActorRow, DocumentRow, FlagRow, ReferenceRow, RepairRow, TaskRow
from pipeline.hierarchy import Node
from pipeline.tasks import ReadTable


class Weight(StrEnum):
    """How much a flag matters: good to know, worth a look, or likely wrong numbers."""

    NOTE = "note"
    CHECK = "check"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one document when it is judged."""

    document: Document
    fields: DocumentRow
    tables: tuple[ReadTable, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    repairs: tuple[RepairRow, ...] = ()

    def tasks_of(self, read: ReadTable) -> tuple[TaskRow, ...]:
        """The tasks of one table, one a node."""
        return tuple(task for task in self.tasks if task.table == read.table.number)


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a flag applies and what was seen there."""

    message: str
    task_id: str | None = None
    table: int | None = None
    row: int | None = None
    page: int | None = None


Judge = Callable[[Facts], Iterable[Finding]]
FLAGS: dict[str, tuple[Weight, Judge]] = {}


def flag(weight: Weight) -> Callable[[Judge], Judge]:
    """Register a function as the flag of its name."""

    def register(judge: Judge) -> Judge:
        FLAGS[judge.__name__] = (weight, judge)
        return judge

    return register


def judge_document(facts: Facts) -> tuple[FlagRow, ...]:
    """Return every flag that applies to a document, in the order of the rule book, then of the document."""
    return tuple(
        FlagRow(
            document_id=facts.fields.document_id or "",
            year=facts.fields.year,
            code=code,
            weight=weight,
            message=finding.message,
            task_id=finding.task_id,
            table=finding.table,
            row=finding.row,
            page=finding.page,
        )
        for code, (weight, judge) in FLAGS.items()
        for finding in judge(facts)
    )


@flag(Weight.NOTE)
def number_missing(facts: Facts) -> Iterator[Finding]:
    """The document shows no number: it is blank on the page, stamped or written by hand."""
    if facts.fields.type and facts.fields.number is None:
        yield Finding(f"No number on the page ({facts.document.front_matter.number_line or 'no number line'}).")


@flag(Weight.NOTE)
def date_missing(facts: Facts) -> Iterator[Finding]:
    """The document shows no full date: day or month is blank."""
    if facts.fields.type and facts.fields.date is None:
        yield Finding(f"No full date on the page ({facts.document.front_matter.place_date_line or 'no date line'}).")


@flag(Weight.CHECK)
def type_missing(facts: Facts) -> Iterator[Finding]:
    """No line names the type of the document: its head was not understood."""
    if facts.document.paragraphs and facts.fields.type is None:
        yield Finding("No line names the type of the document (QUYẾT ĐỊNH, KẾ HOẠCH …).")


@flag(Weight.ALARM)
def header_missing(facts: Facts) -> Iterator[Finding]:
    """A table has no header row: the roles of its columns are guessed from their cells."""
    for read in facts.tables:
        if not any(read.table.header):
            yield Finding(
                "The table has no header row; its columns are known by their cells only.", table=read.table.number
            )


@flag(Weight.ALARM)
def ordinal_gap(facts: Facts) -> Iterator[Finding]:
    """A number is missing in the numbering of its section or group: a row may be lost."""
    for read in facts.tables:
        yield from _numbering_breaks(facts, read)


@flag(Weight.ALARM)
def section_gap(facts: Facts) -> Iterator[Finding]:
    """The code of a section does not follow that of the section before: a section may be lost."""
    for read in facts.tables:
        before: Ordinal | None = None
        for at, row in enumerate(read.table.rows if read.is_task_table else ()):
            heading = parse_section(row.texts) if row.kind is RowKind.SECTION else None
            number = parse_ordinal(heading.code) if heading and heading.code else None
            if number is None:
                continue
            if before and not _begins(number) and not follows(number, before) and number.style is before.style:
                message = f"Section {number.code} comes after {before.code}: a section may be missing."
                yield Finding(message, table=read.table.number, row=at + 1)
            before = number


@flag(Weight.CHECK)
def ordinal_repeated(facts: Facts) -> Iterator[Finding]:
    """The same number stands twice in one section or group: a row may have been read twice."""
    for read in facts.tables:
        for node, task in zip(read.nodes, facts.tasks_of(read), strict=True):
            if "~" in task.task_id and node.ordinal and node.ordinal.style is not OrdinalStyle.BULLET:
                yield _on_task(task, node, f"Number {task.ordinal} stands more than once in its section.")


@flag(Weight.NOTE)
def row_joined_across_pages(facts: Facts) -> Iterator[Finding]:
    """The row was cut by a page break and joined again."""
    for task, node, row in _task_rows(facts):
        if RowNote.JOINED in row.notes:
            yield _on_task(task, node, f"Joined from {len(row.fragments)} pieces.")


@flag(Weight.CHECK)
def row_join_uncertain(facts: Facts) -> Iterator[Finding]:
    """Whether this row goes on from the one before is not clear."""
    for task, node, row in _task_rows(facts):
        if RowNote.JOIN_UNCERTAIN in row.notes:
            done = "joined with the row above" if RowNote.JOINED in row.notes else "kept as a row of its own"
            yield _on_task(task, node, f"A row without a number was {done}; the evidence is weak.")


@flag(Weight.CHECK)
def column_folded(facts: Facts) -> Iterator[Finding]:
    """A word that stood in a column of its own was put back into the cell on its left; the order may be wrong."""
    for task, node, row in _task_rows(facts):
        if RowNote.COLUMN_FOLDED in row.notes:
            yield _on_task(task, node, "A stray column of this page was folded into the one on its left.")


@flag(Weight.ALARM)
def unknown_row(facts: Facts) -> Iterator[Finding]:
    """The row fits no pattern, or holds more cells than the header; it was kept as it is."""
    for task, node, row in _task_rows(facts):
        if row.kind is RowKind.UNKNOWN or RowNote.CELLS_SURPLUS in row.notes:
            yield _on_task(task, node, "The row fits no pattern of the table and was kept as it stands.")


@flag(Weight.CHECK)
def row_without_number(facts: Facts) -> Iterator[Finding]:
    """A row has no number although the table numbers its rows."""
    for read in facts.tables:
        if ColumnRole.ORDINAL not in read.roles:
            continue
        for node, task in zip(read.nodes, facts.tasks_of(read), strict=True):
            if read.table.rows[node.row_index].kind is RowKind.UNNUMBERED:
                yield _on_task(task, node, "The row has no number of its own.")


@flag(Weight.CHECK)
def required_cell_empty(facts: Facts) -> Iterator[Finding]:
    """A task has no text, or nobody who is to do it although the table has a column for that."""
    for read in facts.tables:
        who = [field for field in ("lead", "assignee") if read.column_of(field) is not None]
        for node, task in zip(read.nodes, facts.tasks_of(read), strict=True):
            if task.kind != "task":
                continue
            if not task.task:
                yield _on_task(task, node, "The task cell is empty.")
            elif who and not any(getattr(task, field) for field in who):
                yield _on_task(task, node, "Nobody is named who is to do it.")


@flag(Weight.NOTE)
def result_empty(facts: Facts) -> Iterator[Finding]:
    """The table has a column for results and this task's cell is empty."""
    for read in facts.tables:
        for node, task in zip(read.nodes, facts.tasks_of(read), strict=True):
            if read.column_of("result") is not None and task.kind == "task" and not task.result:
                yield _on_task(task, node, "The result cell is empty.")


def _task_rows(facts: Facts) -> Iterator[tuple[TaskRow, Node, Row]]:
    for read in facts.tables:
        for node, task in zip(read.nodes, facts.tasks_of(read), strict=True):
            yield task, node, read.table.rows[node.row_index]


def _on_task(task: TaskRow, node: Node, message: str) -> Finding:
    page = task.pages[0] if task.pages else None
    return Finding(message, task.task_id, task.table, node.row_index + 1, page)


def _numbering_breaks(facts: Facts, read: ReadTable) -> Iterator[Finding]:
    """Places where a number does not follow the one before it in its series (same section, same parent, same style).

    A series begins at 1 or runs on from the section before.
    """
    last: dict[tuple[object, ...], Ordinal] = {}
    last_of_style: dict[OrdinalStyle, Ordinal] = {}
    for node, task in zip(read.nodes, facts.tasks_of(read), strict=True):
        number = node.ordinal
        if number is None or number.style is OrdinalStyle.BULLET:
            continue
        depth = len(number.value) if number.style is OrdinalStyle.DOTTED else 0
        series = (node.section, node.parent, number.style, depth)
        before = last.get(series) or last_of_style.get(number.style)
        repeats = before is not None and before.value == number.value
        if not repeats and not _begins(number) and not (before and follows(number, before)):
            was = before.code if before else "nothing"
            yield _on_task(task, node, f"Number {number.code} comes after {was}: rows may be missing.")
        last[series] = last_of_style[number.style] = number


def _begins(number: Ordinal) -> bool:
    return number.value[-1] == 1


def codes_by_task(flags: Sequence[FlagRow]) -> dict[str, tuple[str, ...]]:
    """Return the codes of each task's flags, in order, each once."""
    codes: dict[str, dict[str, None]] = {}
    for row in flags:
        if row.task_id:
            codes.setdefault(row.task_id, {})[row.code] = None
    return {task_id: tuple(found) for task_id, found in codes.items()}
