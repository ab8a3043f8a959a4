"""The track "prose": tasks of running text, found, with their lead and their exact words, over all kinds of file."""

from collections.abc import Sequence

from normalizers.text import clean
from pipeline.datasets import TaskRow
from pipeline.evaluation.figures import Figure, Found, Ratio, add_up
from pipeline.evaluation.scoring import address
from pipeline.process import process
from tests.evaluation.tracks import TrackScore
from tests.making.prose import KINDS, ProseTask, ProseTruth, load_prose_truths, make_prose

_COLUMNS = ("lead", "coordinating", "deadline", "result")


def score_prose() -> TrackScore:
    """The figures of all made documents without tables."""
    figures, wrong, count = [], [], 0
    for truth in load_prose_truths():
        for kind in KINDS:
            rows = process(make_prose(truth, kind)).rows.get("tasks", ())
            seen, named = score_tasks(truth, [row for row in rows if row.kind == "prose"])
            figures.append(seen)
            wrong += [f"{truth.id}.{kind} {name}" for name in named]
            count += 1
    return TrackScore(add_up(figures), tuple(wrong), count=count)


def score_tasks(truth: ProseTruth, rows: Sequence[TaskRow]) -> tuple[dict[str, Figure], list[str]]:
    """The figures of one document, and what is wrong by name. A task is found where its address is."""
    found = {address(row).removeprefix("prose:"): row for row in rows}
    pairs = [(task, found.get(task.address)) for task in truth.tasks]
    met = [(task, row) for task, row in pairs if row is not None]
    wanted = {task.address for task in truth.tasks}
    wrong = [f"{task.address} missed" for task, row in pairs if row is None]
    wrong += [f"{place} invented" for place in found if place not in wanted]
    for task, row in met:
        wrong += [f"{task.address} {column}" for column in _COLUMNS if getattr(row, column) != getattr(task, column)]
        wrong += [] if _has_words(truth, task, row) else [f"{task.address} words"]
    figures: dict[str, Figure] = {
        "tasks": Found(len(met), len(truth.tasks), len(rows)),
        "right lead": Ratio(sum(row.lead == task.lead for task, row in met), len(truth.tasks)),
        "exact words": Ratio(sum(_has_words(truth, task, row) for task, row in met), len(truth.tasks)),
        "right cells": Ratio(
            sum(getattr(row, column) == getattr(task, column) for task, row in met for column in _COLUMNS),
            len(_COLUMNS) * len(truth.tasks),
        ),
    }
    return figures, wrong


def _has_words(truth: ProseTruth, task: ProseTask, row: TaskRow) -> bool:
    """Whether the task ends where its paragraph does, or where its roles begin, and begins behind number and lead."""
    printed = clean(truth.paragraphs[task.source])
    words = row.task_raw or ""
    before, is_there, behind = printed.partition(words)
    is_whole = len(before.replace(task.lead, "").strip()) <= len("Đề nghị") + len("10. :")
    return bool(words and is_there) and is_whole and (not behind.strip(" .;") or behind.strip().startswith("("))
