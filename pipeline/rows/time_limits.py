"""Time limits and sums of the tasks: rows of `deadlines` and `amounts`, and the due date of each task."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.model import Table
from normalizers.amounts.budgets import find_budgets
from normalizers.amounts.targets import find_targets
from normalizers.deadlines.find import find_deadlines
from normalizers.deadlines.reading import Deadline
from pipeline.datasets import AmountRow, DeadlineRow, TaskRow
from pipeline.rows.tasks import ReadTable, header_of

# A time limit in the words of a task counts only where the column of time limits is silent.
_WORDING = ("task", "result", "note")
_TARGET_COLUMNS = ("task", "result")


def deadline_rows(tasks: Sequence[TaskRow]) -> Iterator[DeadlineRow]:
    """Yield every time limit of the tasks in order; a cell that says "nt" repeats the one above it in the table."""
    above: dict[int | None, str] = {}
    for task in tasks:
        column, found = _deadlines(task, above.get(task.table))
        for position, deadline in enumerate(found, start=1):
            yield _deadline_row(task, column, position, deadline)
        if task.deadline and not any(deadline.ditto for deadline in found):
            above[task.table] = task.deadline


def with_due_date(task: TaskRow, deadlines: Sequence[DeadlineRow]) -> TaskRow:
    """Return the task with the latest due date of its time limits, the earliest start, and the kind of the last."""
    if not deadlines:
        return task
    due = [deadline.due for deadline in deadlines if deadline.due]
    starts = [deadline.start for deadline in deadlines if deadline.start]
    return replace(
        task,
        due_date=max(due, default=None),
        start_date=min(starts, default=None),
        deadline_kind=_kind(deadlines, max(due, default=None)),
    )


def amount_rows(tasks: Sequence[TaskRow], tables: Sequence[ReadTable]) -> Iterator[AmountRow]:
    """Yield the sums of money of the budget column, or of the columns of its parts, in đồng; and the targets that task
    and result name.
    """
    headers = {read.table.number: _budget_headers(read) for read in tables}
    for task in tasks:
        for name, header in headers.get(task.table or 0, {"budget": None}).items():
            text = task.budget if name == "budget" else task.other.get(name)
            for budget in find_budgets(text or "", header):
                yield _amount_row(task, name, budget.raw, (budget.op, budget.value_vnd, None), "đồng")
        for column in _TARGET_COLUMNS:
            for target in find_targets(getattr(task, column) or ""):
                low, high = target.value if isinstance(target.value, tuple) else (target.value, None)
                yield _amount_row(task, column, target.raw, (target.op, low, high), target.unit)


def _deadlines(task: TaskRow, above: str | None) -> tuple[str, tuple[Deadline, ...]]:
    if task.deadline:
        return "deadline", find_deadlines(task.deadline, "deadline", task.plan_year, above)
    for column in _WORDING:
        if found := find_deadlines(getattr(task, column) or "", column, task.plan_year):
            return column, found
    return "deadline", ()


def _kind(deadlines: Sequence[DeadlineRow], due: dt.date | None) -> str:
    return next((deadline.kind for deadline in deadlines if due and deadline.due == due), deadlines[0].kind)


def _deadline_row(task: TaskRow, column: str, position: int, deadline: Deadline) -> DeadlineRow:
    return DeadlineRow(
        document_id=task.document_id,
        year=task.year,
        task_id=task.task_id,
        position=position,
        column=column,
        raw=deadline.raw,
        start_offset=deadline.span_start,
        end_offset=deadline.span_end,
        kind=deadline.kind,
        start=deadline.start,
        end=deadline.end,
        due=deadline.due,
        is_exclusive=deadline.exclusive,
        is_approximate=deadline.approx,
        frequency=deadline.freq,
        label=deadline.label,
        year_from=deadline.year_from,
    )


def _budget_headers(read: ReadTable) -> dict[str, str | None]:
    """The headers under which sums stand, by where the task has them: `budget`, or the header's key in `other`."""
    columns = read.budget_columns
    if len(columns) > 1:
        return {header_of(read.table, column): _with_unit(read.table, column) for column in columns}
    return {"budget": _with_unit(read.table, columns[0]) if columns else None}


def _with_unit(table: Table, column: int) -> str:
    # A table without a header may have its columns told by their cells.
    header = table.header[column] if column < len(table.header) else ""
    # "Đơn vị tính: triệu đồng" often stands above the table, not in the header.
    return f"{header} ({table.title})" if table.title and "đồng" in table.title else header


def _amount_row(
    task: TaskRow, column: str, raw: str, values: tuple[str | None, float | None, float | None], unit: str | None
) -> AmountRow:
    operator, low, high = values
    return AmountRow(
        document_id=task.document_id,
        year=task.year,
        task_id=task.task_id,
        column=column,
        raw=raw,
        kind="target" if column in _TARGET_COLUMNS else "budget",
        operator=operator,
        value=float(low) if low is not None else None,
        value_to=float(high) if high is not None else None,
        unit=unit,
    )
