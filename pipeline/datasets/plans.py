"""What the plan asks for: tasks, who does them, by when, for how much."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pipeline.datasets.columns import DocumentId, Texts, Year


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """Tasks and groups of task tables, and tasks that running text gives to bodies; one row each, in document order."""

    task_id: Annotated[str, "document_id:table:section:ordinal path; prose stands for the table of running text"]
    document_id: DocumentId
    plan_year: Annotated[int | None, "year the plan is for"]
    table: Annotated[int | None, "table in the document, from 1; null for kind prose"]
    position: Annotated[int, "row in document order, from 1"]
    section_code: Annotated[str | None, "code of the section, outer codes before inner: A/I"]
    section_title: Annotated[str | None, "title of the innermost section"]
    ordinal: Annotated[str | None, "number as printed; of kind prose the bullet too"]
    path: Annotated[
        Texts, "numbers from the outermost group to this row; of kind prose -3 for a third bullet, p1 for a paragraph"
    ]
    level: Annotated[int, "1 for a row directly in its section"]
    parent_id: Annotated[str | None, "group this row stands under"]
    kind: Annotated[
        str, "task; group: a numbered row with rows under it; prose: a task of running text, where no table holds tasks"
    ]
    task: Annotated[str | None, "what is to be done, corrected"] = None
    result: Annotated[str | None, "result or product, corrected"] = None
    deadline: Annotated[str | None, "time limit, corrected"] = None
    lead: Annotated[str | None, "unit in the lead, corrected"] = None
    coordinating: Annotated[str | None, "units that coordinate, corrected"] = None
    assignee: Annotated[str | None, "person or post assigned, corrected"] = None
    budget: Annotated[str | None, "budget, corrected; null where printed in parts only: see `amounts`"] = None
    note: Annotated[str | None, "note, corrected"] = None
    task_raw: Annotated[str | None, "task as read"] = None
    result_raw: Annotated[str | None, "result as read"] = None
    deadline_raw: Annotated[str | None, "deadline as read"] = None
    lead_raw: Annotated[str | None, "lead as read"] = None
    coordinating_raw: Annotated[str | None, "coordinating as read"] = None
    assignee_raw: Annotated[str | None, "assignee as read"] = None
    budget_raw: Annotated[str | None, "budget as read"] = None
    note_raw: Annotated[str | None, "note as read"] = None
    other: Annotated[Mapping[str, str], "cells of columns without a role of their own: header → text as read"]
    due_date: Annotated[dt.date | None, "last admissible day"] = None
    start_date: Annotated[dt.date | None, "first day"] = None
    deadline_kind: Annotated[str | None, "by, on, interval, from, ongoing, recurring, event or relative"] = None
    inherited: Annotated[
        Texts, "columns (of `other` by header) filled in from a merged cell above, or from the heading of kind prose"
    ] = ()
    pages: Annotated[tuple[int, ...], "pages that show the row; empty for text without page marks"] = ()
    fragment_count: Annotated[int, "printed pieces the row was joined from"] = 1
    confidence: Annotated[
        float | None,
        "confidence of the least sure word, 0–1; null for text; of kind prose at most the trust in its pattern",
    ] = None
    flags: Annotated[Texts, "codes of the flags on this row"] = ()
    is_corrected: Annotated[bool, "whether a human reading was applied"] = False
    reviewed: Annotated[Texts, "columns that a person read or accepted: they hold that reading, unrepaired"] = ()
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """Who leads, coordinates or is assigned: one row a unit, collective, post or person named in a cell."""

    document_id: DocumentId
    task_id: Annotated[str, "task whose cell names the actor"]
    position: Annotated[int, "order within the task and role, from 1"]
    role: Annotated[str, "lead, coordinating or assigned"]
    raw: Annotated[str, "name as it stands in the cell"]
    name: Annotated[str, "full name, abbreviations expanded"]
    unit_id: Annotated[str | None, "unit in `units`; collective/… for a collective; null for persons and unknown units"]
    column: Annotated[str, "column of the task that names the actor"]
    kind: Annotated[str, "unit, collective, post or person"]
    post_title: Annotated[str | None, "title of a post, e.g. Vụ trưởng"]
    method: Annotated[
        str, "how the name was found: exact, folded, alias, fuzzy or none; decided or ignored by a person"
    ]
    score: Annotated[float, "trust in the match, 0–1"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """Time limits of the tasks, one row each; `tasks.due_date` is the latest of a task."""

    document_id: DocumentId
    task_id: Annotated[str, "task that the limit is for"]
    position: Annotated[int, "order within the task, from 1"]
    column: Annotated[str, "column of the task whose text holds it"]
    raw: Annotated[str, "words of the column"]
    start_offset: Annotated[int, "offset of the first character in the text of the column"]
    end_offset: Annotated[int, "offset after the last character"]
    kind: Annotated[str, "by, on, interval, from, ongoing, recurring, event or relative"]
    start: Annotated[dt.date | None, "first day"]
    end: Annotated[dt.date | None, "last day named"]
    due: Annotated[dt.date | None, "last admissible day; null when unknown"]
    is_exclusive: Annotated[bool, "whether the limit is before the day in due (trước ngày …)"]
    is_approximate: Annotated[bool, "whether a convention decides the days (cuối năm: last quarter)"]
    frequency: Annotated[str | None, "period of a recurring limit, ISO 8601"]
    label: Annotated[str | None, "what the limit is for, where a cell holds several"]
    year_from: Annotated[str | None, "plan_year where the year is not written"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRow:
    """Sums of money in budget columns, and targets named in tasks and results."""

    document_id: DocumentId
    task_id: Annotated[str, "task that names it"]
    column: Annotated[str, "column of the task whose text holds it; header in `other` of a part of a budget"]
    raw: Annotated[str, "words of the column"]
    kind: Annotated[str, "budget or target"]
    operator: Annotated[str | None, "=, >, >=, <, <=, +, - or range"]
    value: Annotated[float | None, "number; đồng for a budget; null where ambiguous or no amount"]
    value_to: Annotated[float | None, "upper end of a range"]
    unit: Annotated[str | None, "đồng for a budget, %, or what is counted"]
    year: Year = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """Units that the documents name, and the units above them. Not partitioned."""

    unit_id: Annotated[str, "slugs of parent and unit, e.g. bkhcn/vu-phap-che"]
    name: Annotated[str, "full name"]
    short_names: Annotated[Texts, "short forms"]
    level: Annotated[str | None, "state, ministry, department, province …"]
    parent_id: Annotated[str | None, "unit above"]
    head_title: Annotated[str | None, "title of its head, e.g. Cục trưởng"]
    valid_from: Annotated[dt.date | None, "first day under this name"]
    valid_to: Annotated[dt.date | None, "last day under this name"]
    mention_count: Annotated[int, "rows in `actors` that name it"]
