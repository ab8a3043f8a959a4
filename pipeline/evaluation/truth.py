"""Truth of a document, as `X.expected.json` beside the document X holds it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Columns of `tasks` whose cells are compared.
FIELDS = ("task", "result", "deadline", "lead", "coordinating", "assignee", "budget", "note")


@dataclass(frozen=True, slots=True)
class TrueTask:
    """A task as it stands on the page: its address (section/path), its cells by column of `tasks`, what they mean."""

    address: str
    table: int
    kind: str
    section_title: str | None
    ordinal: str | None
    cells: Mapping[str, str]
    # Columns that a kind without merged cells cannot show (text): not compared there.
    merged: frozenset[str] = frozenset()
    meaning: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrueDocument:
    """Everything known of one document; `cut_rows` are the addresses of rows that a page break cuts."""

    name: str
    fields: Mapping[str, Any]
    tasks: tuple[TrueTask, ...]
    cut_rows: frozenset[str] = frozenset()


def load_truth(path: Path, *, has_spans: bool, cuts: Sequence[Sequence[int]] = ()) -> TrueDocument:
    """Return the truth kept in an `.expected.json`; merged cells are left out for kinds that show no spans.

    `cuts` names, table by table, the rows (from 0) that a page break cuts in this rendering.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    tasks = tuple(_task(task, has_spans) for task in content["tasks"])
    cut = {(table, row) for table, rows in enumerate(cuts, start=1) for row in rows}
    cut_rows = frozenset(
        task.address for task, entry in zip(tasks, content["tasks"], strict=True) if (task.table, entry["row"]) in cut
    )
    return TrueDocument(content["id"], content["document"], tasks, cut_rows)


def _task(task: Mapping[str, Any], has_spans: bool) -> TrueTask:
    columns = {key: role for key, role in task["roles"].items() if role in FIELDS}
    cells = {columns[key]: text for key, text in task["cells"].items() if key in columns}
    return TrueTask(
        address=f"{task['table']}:{task['address']}",
        table=task["table"],
        kind=task["kind"],
        section_title=task["section_title"],
        ordinal=task["ordinal"] or None,
        cells=cells,
        merged=frozenset() if has_spans else frozenset(columns[key] for key in task["merged"] if key in columns),
        meaning=task.get("expect", {}),
    )
