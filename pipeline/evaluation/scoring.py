"""One document's result against its truth: figures that add up, and the names of all that is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from normalizers.text import clean, fold
from pipeline.datasets import ActorRow, DocumentRow, FlagRow, TaskRow
from pipeline.evaluation.alignment import Key, align
from pipeline.evaluation.figures import Figure, Found, Ratio, add_up, compare_lists, compare_text
from pipeline.evaluation.truth import FIELDS, TrueDocument, TrueTask
from pipeline.process import DocumentResult

_LOUD = ("row_join_uncertain", "column_folded", "unknown_row", "low_confidence", "text_repaired", "ordinal_gap")
_DOCUMENT_FIELDS = ("type", "number", "symbol", "place", "date", "title", "signer_name", "issuing_body", "plan_year")


@dataclass(frozen=True, slots=True)
class Score:
    """Figures by name, and the names of rows, cells and fields that are wrong."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()


def score_document(truth: TrueDocument, result: DocumentResult | None) -> Score:
    """Return the score of one document; None, a document that gave nothing, is all wrong."""
    tasks: Sequence[TaskRow] = result.rows.get("tasks", ()) if result else ()
    pairs = _pairs(truth, tasks)
    parts = [
        _score_structure(truth, pairs),
        *(_score_row(task, found) for task, found in pairs if task),
        score_fields(wanted_fields(truth.fields), result.document if result else None),
        _score_meaning(pairs, result),
        _score_flags(pairs),
        _score_cell_flags(pairs, result.rows.get("flags", ()) if result else ()),
    ]
    named = tuple(f"{truth.name} {name}" for part in parts for name in part.wrong)
    return Score(add_up(part.figures for part in parts), named)


Pair = tuple[TrueTask | None, TaskRow | None]


def address(task: TaskRow) -> str:
    """Return where a task stands, as the truth names it: table:section/path. A row without a number has its group's.

    A task of running text stands in no table: its address begins with "prose".
    """
    return f"{'prose' if task.table is None else task.table}:{'/'.join(filter(None, (task.section_code, *task.path)))}"


def _pairs(truth: TrueDocument, tasks: Sequence[TaskRow]) -> list[Pair]:
    wanted = [Key(task.address, task.cells.get("task", "")) for task in truth.tasks]
    found = [Key(address(task), task.task_raw or "") for task in tasks]
    return [
        (truth.tasks[i] if i is not None else None, tasks[j] if j is not None else None)
        for i, j in align(wanted, found)
    ]


def _score_structure(truth: TrueDocument, pairs: Sequence[Pair]) -> Score:
    missed = [f"{task.address} row missed" for task, found in pairs if task and not found]
    invented = [f"{address(found)} row invented" for task, found in pairs if found and not task]
    both = [(task, found) for task, found in pairs if task and found]
    misplaced = [task.address for task, found in both if task.address != address(found)]
    cut = [(task, found) for task, found in pairs if task and task.address in truth.cut_rows]
    torn = [f"{task.address} cut row not whole" for task, found in cut if not found or not _is_whole(task, found)]
    figures: dict[str, Figure] = {
        "rows": Found(len(both), len(truth.tasks), len(both) + len(invented)),
        "row addresses": Ratio(len(both) - len(misplaced), len(truth.tasks)),
        "row kinds": Ratio(sum(task.kind == found.kind for task, found in both), len(truth.tasks)),
    }
    if cut:
        figures["cut rows whole"] = Ratio(len(cut) - len(torn), len(cut))
    kinds = [f"{task.address} kind {found.kind}" for task, found in both if task.kind != found.kind]
    return Score(figures, (*missed, *invented, *torn, *kinds, *(f"{place} address" for place in misplaced)))


def _is_whole(task: TrueTask, found: TaskRow) -> bool:
    """Whether every cell of a cut row has all its words, misread letters aside."""
    return all(
        len((getattr(found, f"{name}_raw") or "").split()) == len(task.cells.get(name, "").split())
        for name in FIELDS
        if name in task.cells and name not in task.merged
    )


def _score_row(task: TrueTask, found: TaskRow | None) -> Score:
    names = [name for name in FIELDS if name in task.cells and name not in task.merged]
    figures, wrong = [], []
    for name in names:
        now = (getattr(found, name) or "") if found else ""
        raw = (getattr(found, f"{name}_raw") or "") if found else ""
        figures.append(compare_text(task.cells[name], now))
        figures.append({"cells exact as read": compare_text(task.cells[name], raw)["cells exact"]})
        if clean(now) != clean(task.cells[name]):
            wrong.append(f"{task.address} {name}")
    extra = [name for name in FIELDS if found and name not in task.cells and getattr(found, name)]
    wrong += [f"{task.address} {name} made up" for name in extra if name not in task.merged]
    figures.append({"cells made up": Ratio(0, len(extra))} if extra else {})
    figures.append({"rows exact": Ratio(not wrong, 1)})
    return Score(add_up(figures), tuple(wrong))


def score_fields(wanted: Mapping[str, Any], document: DocumentRow | None) -> Score:
    """Return how many of these columns of `documents` are right; case, blanks and tone marks' places do not count."""
    wrong = [
        name for name, value in wanted.items() if not document or not _is_same(value, getattr(document, name, None))
    ]
    figure = Ratio(len(wanted) - len(wrong), len(wanted))
    return Score({"document fields": figure}, tuple(f"field {name}" for name in wrong))


def wanted_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of `documents` that the truth's fields give; a set holds forms that are all right."""
    date = fields.get("date") or {}
    is_full = all(date.get(part) for part in ("year", "month", "day"))
    wanted = {name: fields.get(name) for name in _DOCUMENT_FIELDS if name in fields}
    wanted["number"] = fields.get("number")
    wanted["date"] = f"{date['year']:04}-{date['month']:02}-{date['day']:02}" if is_full else None
    wanted["signer_name"] = (fields.get("signer") or {}).get("name")
    wanted |= {name: tuple(fields[name]) for name in ("legal_bases", "recipients") if name in fields}
    # Where the head is printed, it names the body in its own way; where it is lost, the text does.
    if printed := (fields.get("letterhead") or {}).get("issuing"):
        wanted["issuing_body"] = frozenset({fields["issuing_body"], " ".join(printed.split())})
    return {name: value for name, value in wanted.items() if value is not None or name in ("number", "date")}


def _is_same(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, frozenset):
        return any(_is_same(one, found) for one in wanted)
    if isinstance(wanted, tuple):
        return [fold(text) for text in wanted] == [fold(text) for text in found or ()]
    if wanted is None or found is None:
        return wanted is found
    return fold(str(wanted)) == fold(str(found))


def _score_meaning(pairs: Sequence[Pair], result: DocumentResult | None) -> Score:
    actors: Sequence[ActorRow] = result.rows.get("actors", ()) if result else ()
    parts = [_score_task_meaning(task, found, actors) for task, found in pairs if task and task.meaning]
    return Score(add_up(part.figures for part in parts), tuple(name for part in parts for name in part.wrong))


def _score_task_meaning(task: TrueTask, found: TaskRow | None, actors: Sequence[ActorRow]) -> Score:
    figures: dict[str, Figure] = {}
    wrong = []
    for role, column in (("lead", "lead_units"), ("coordinating", "coordinating_units")):
        if task.meaning.get(column) is not None and role not in task.merged:
            seen = [actor.name for actor in actors if found and actor.task_id == found.task_id and actor.role == role]
            units = compare_lists(map(fold, task.meaning[column]), map(fold, seen))
            figures["units"] = figures.get("units", Found()) + units  # type: ignore[operator]
            wrong += [] if units.right == units.wanted == units.found else [f"{task.address} {column}"]
    if task.meaning.get("deadline_kind") and "deadline" not in task.merged:
        seen_due = (found.deadline_kind, _iso(found.start_date), _iso(found.due_date)) if found else None
        good = _due(task.meaning) == seen_due
        figures["deadlines"] = Ratio(good, 1)
        wrong += [] if good else [f"{task.address} due date"]
    return Score(figures, tuple(wrong))


def _due(meaning: Mapping[str, Any]) -> tuple[str | None, str | None, str | None]:
    return meaning.get("deadline_kind"), meaning.get("start_date"), meaning.get("due_date")


def _iso(day: object) -> str | None:
    return str(day) if day else None


def _score_flags(pairs: Sequence[Pair]) -> Score:
    """How many wrong rows bear a flag worth a look, and how many rows bear one at all (lower is less to look at)."""
    rows = list(_loud_rows(pairs))
    wrong = [is_loud for is_wrong, is_loud in rows if is_wrong]
    return Score(
        {
            "wrong rows flagged": Ratio(sum(wrong), len(wrong)),
            "rows not flagged": Ratio(len(rows) - sum(is_loud for _, is_loud in rows), len(rows)),
        }
    )


def _score_cell_flags(pairs: Sequence[Pair], flags: Sequence[FlagRow]) -> Score:
    """How many wrong cells bear a flag of their own worth a look, and how many of all cells bear none."""
    flagged = {(flag.task_id, flag.column) for flag in flags if flag.weight != "note"}
    cells = [
        (clean(getattr(found, name) or "") != clean(task.cells[name]), (found.task_id, name) in flagged)
        for task, found in pairs
        if task and found
        for name in FIELDS
        if name in task.cells and name not in task.merged
    ]
    wrong = [is_flagged for is_wrong, is_flagged in cells if is_wrong]
    figures: dict[str, Figure] = {
        "wrong cells flagged": Ratio(sum(wrong), len(wrong)),
        "cells not flagged": Ratio(sum(not is_flagged for _, is_flagged in cells), len(cells)),
    }
    return Score(figures)


def _loud_rows(pairs: Sequence[Pair]) -> Iterator[tuple[bool, bool]]:
    for task, found in pairs:
        if found:
            is_wrong = task is None or bool(_score_row(task, found).wrong)
            yield is_wrong, any(code in _LOUD for code in found.flags)
