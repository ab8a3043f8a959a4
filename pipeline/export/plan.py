"""A plan as one clean table: its columns under their printed names, sections between the tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.export.flat import column_name

# The columns of a plan in the order of annex tables; those that a plan does not have are left out.
_ROLES = ("task", "result", "lead", "coordinating", "assignee", "deadline", "budget", "note")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the table: a section's title over the whole width, or the cells of a task."""

    cells: tuple[str, ...]
    is_section: bool = False
    level: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan to be read: what it is, its header and its lines."""

    document_id: str
    name: str
    title: str
    header: tuple[str, ...]
    lines: tuple[PlanLine, ...]


def make_plan(document: Row, tasks: Sequence[Row], tables: Sequence[Row]) -> Plan:
    """Return the plan of one document from its rows in `documents`, `tasks` and `tables`."""
    roles = [role for role in _ROLES if any(task[role] for task in tasks)]
    printed = _printed_names(tables)
    header = ("TT", *(printed.get(role) or column_name(role) for role in roles))
    lines: list[PlanLine] = []
    section: tuple[Any, Any, Any] | None = None
    for task in tasks:
        here = (task["table"], task["section_code"], task["section_title"])
        if here != section and task["section_title"]:
            lines.append(PlanLine((_heading(task),), is_section=True))
        section = here
        cells = tuple(task[role] or "" for role in roles)
        lines.append(PlanLine((task["ordinal"] or "", *cells), level=task["level"] or 1))
    return Plan(document["document_id"], _name(document), _title(document), header, tuple(lines))


def _printed_names(tables: Sequence[Row]) -> dict[str, str]:
    names: dict[str, str] = {}
    for table in tables:
        if table["kind"] == "task":
            for role, header in zip(table["column_roles"], table["header"], strict=False):
                names.setdefault(role, header)
    return names


def _heading(task: Row) -> str:
    code = task["section_code"]
    return f"{str(code).rsplit('/', 1)[-1]}. {task['section_title']}" if code else str(task["section_title"])


def _name(document: Row) -> str:
    parts = [document["type"], document["citation"] and f"số {document['citation']}"]
    if document["date"]:
        parts.append(f"ngày {document['date']:%d/%m/%Y}")
    return " ".join(filter(None, parts)) or str(document["source_path"])


def _title(document: Row) -> str:
    attachment = " ".join(filter(None, (document["attachment_type"], document["attachment_title"])))
    return attachment or document["title"] or ""
