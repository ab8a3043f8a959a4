"""How flags are declared and applied: the facts of a document, the findings on it, the register of flags."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from extractors.model import Document, Row
from pipeline.corrections.entries import Applied, FieldCheck
from pipeline.datasets import ActorRow, DocumentRow, FlagRow, ReferenceRow, RepairRow, TaskRow
from pipeline.rows.hierarchy import Node
from pipeline.rows.tasks import ReadTable


class Weight(StrEnum):
    """How much a flag matters: good to know, worth a look, or likely wrong numbers."""

    NOTE = "note"
    CHECK = "check"
    ALARM = "alarm"


@dataclass(frozen=True)  # no slots: `_places` is kept after the first look-up
class Facts:
    """All that is known of one document when it is judged."""

    document: Document
    fields: DocumentRow
    tables: tuple[ReadTable, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    references: tuple[ReferenceRow, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    repairs: tuple[RepairRow, ...] = ()
    corrections: tuple[Applied, ...] = ()
    field_check: FieldCheck = field(default_factory=FieldCheck)

    def places(self, read: ReadTable) -> Iterator["TaskPlace"]:
        """The tasks of one table with the rows they come from."""
        tasks = (task for task in self.tasks if task.table == read.table.number)
        for node, task in zip(read.nodes, tasks, strict=True):
            yield TaskPlace(task, node, read.table.rows[node.row_index])

    def place_of(self, task_id: str | None) -> "TaskPlace | None":
        """The place of one task, or None for what stands in no task."""
        return self._places.get(task_id) if task_id else None

    def is_settled(self, finding: "Finding") -> bool:
        """Whether a person looked at the very row, cell or field and accepted it as it is."""
        if finding.table is None or finding.row is None:
            return finding.column in self.field_check.accepted
        read = next((read for read in self.tables if read.table.number == finding.table), None)
        if read is None:
            return False
        is_row = read.check_of(finding.row - 1).is_accepted
        return is_row or finding.column in read.accepted_fields(finding.row - 1)

    @cached_property
    def _places(self) -> dict[str, "TaskPlace"]:
        return {place.task.task_id: place for place in self.all_places()}

    def finding_on(self, task_id: str | None, message: str, column: str | None = None) -> "Finding":
        """A finding on a task, of a table or of running text, or on a column of it; on the document for None."""
        if place := self.place_of(task_id):
            return place.finding(message, column)
        prose = next((task for task in self.prose if task.task_id == task_id), None)
        return prose_finding(prose, message, column) if prose else Finding(message, task_id)

    @property
    def prose(self) -> tuple[TaskRow, ...]:
        """The tasks of running text: they have no place in a table."""
        return tuple(task for task in self.tasks if task.table is None)

    def all_places(self) -> Iterator["TaskPlace"]:
        """The tasks of all tables with the rows they come from."""
        for read in self.tables:
            yield from self.places(read)


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a flag applies and what was seen there."""

    message: str
    task_id: str | None = None
    table: int | None = None
    row: int | None = None
    page: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class TaskPlace:
    """A task, its node in the tree, and the row of the table it comes from."""

    task: TaskRow
    node: Node
    row: Row

    def finding(self, message: str, column: str | None = None) -> Finding:
        """A finding on this task, or on the cell of one of its columns."""
        page = self.task.pages[0] if self.task.pages else None
        return Finding(message, self.task.task_id, self.task.table, self.node.row_index + 1, page, column)


def prose_finding(task: TaskRow, message: str, column: str | None = None) -> Finding:
    """A finding on a task of running text: it has a page at most."""
    return Finding(message, task.task_id, page=task.pages[0] if task.pages else None, column=column)


Judge = Callable[[Facts], Iterable[Finding]]
FLAGS: dict[str, tuple[Weight, Judge]] = {}


def flag(weight: Weight) -> Callable[[Judge], Judge]:
    """Register a function as the flag of its name."""

    def register(judge: Judge) -> Judge:
        FLAGS[judge.__name__] = (weight, judge)
        return judge

    return register


def codes_by_task(flags: Sequence[FlagRow]) -> dict[str, tuple[str, ...]]:
    """Return the codes of each task's flags, in order, each once."""
    codes: dict[str, dict[str, None]] = {}
    for row in flags:
        if row.task_id:
            codes.setdefault(row.task_id, {})[row.code] = None
    return {task_id: tuple(found) for task_id, found in codes.items()}
