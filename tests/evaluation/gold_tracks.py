"""The gold files as tracks: the two real plans, and sentences and cells whose meaning people wrote down."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from normalizers.actors.find import find_actors
from normalizers.actors.units import ActorContext
from normalizers.columns.classify import classify_header
from normalizers.references.find import find_references
from pipeline.evaluation.figures import Figure, Found, Ratio, add_up, compare_lists
from pipeline.evaluation.scoring import Score, score_document
from pipeline.evaluation.truth import TrueDocument, TrueTask
from pipeline.process import process
from tests import vnlegal
from tests.evaluation.tracks import TrackScore
from tests.gold import SHARED
from tests.making.files import TRUTH_FOLDER

RAW = TRUTH_FOLDER.parents[1] / "data/raw"
_COLUMNS = {
    "Nhiệm vụ, giải pháp": "task",
    "Nội dung công việc": "task",
    "Đơn vị chủ trì": "lead",
    "Đơn vị phối hợp": "coordinating",
    "Phân công thành viên Ban Chỉ đạo": "assignee",
    "Nội dung/ Kết quả": "result",
    "Kết quả dự kiến": "result",
}
_HEADERS = {"no": "ordinal", "coord": "coordinating", "lead+coord": "lead_coordinating", "assigned": "assignee",
            "unit": "unit_of_measure"}  # fmt: skip


def is_here() -> bool:
    """Whether the folder with the gold files lies beside the repository."""
    return (SHARED / "gold").is_dir()


def gold_tracks() -> Iterator[tuple[str, TrackScore]]:
    """Yield every gold track with its score."""
    yield "real plans", _score_plans()
    for name, score in (("gold references", _references), ("gold units", _units), ("gold headers", _headers)):
        yield name, _add_up(name, score())
    for name, score in _shared_scorers():
        yield name, _add_up(name, score())
    if (SHARED / "corpus/text/vnlegal_val.jsonl").exists():
        yield "references labelled by others", _score_vnlegal()


Item = tuple[str, bool, dict[str, Figure]]


def _rows(name: str) -> list[dict[str, Any]]:
    from tests.gold import gold

    return gold(name)


def _add_up(name: str, items: Iterator[Item]) -> TrackScore:
    done = list(items)
    wrong = tuple(f"{name} {label}" for label, is_right, _ in done if not is_right)
    return TrackScore(add_up(figures for _, _, figures in done), wrong, count=len(done), unit="case")


def _references() -> Iterator[Item]:
    for case in _rows("legal_refs.jsonl"):
        found = find_references(case["text"])
        keys = ("type", "number", "symbol", "year")
        wanted = [tuple(each.get(key) for key in keys) for each in case["expected"]]
        identity = compare_lists(wanted, [tuple(getattr(each, key) for key in keys) for each in found])
        spans = compare_lists(
            [(each["start"], each["end"]) for each in case["expected"]], [(each.start, each.end) for each in found]
        )
        is_right = identity.right == identity.wanted == identity.found
        yield case["id"], is_right, {"identity F1": identity, "span F1": spans, "sentences right": Ratio(is_right, 1)}


def _units() -> Iterator[Item]:
    for case in _rows("unit_lists.jsonl"):
        context = case["context"]
        body = context.get("ministry") or context.get("province") or context.get("body")
        found = find_actors(case["text"], case["column"], ActorContext(body, context.get("year")))
        keys = ("name", "kind", "title")
        wanted = [tuple(each.get(key) for key in keys) for each in case["expected"]]
        seen = [(each.name, str(each.kind), each.post_title) for each in found]
        counted = compare_lists(wanted, seen)
        yield case["id"], wanted == seen, {"actors F1": counted, "cells right": Ratio(wanted == seen, 1)}


def _headers() -> Iterator[Item]:
    for case in _rows("headers.jsonl"):
        role = classify_header(case["text"])
        wanted = _HEADERS.get(case["role"], case["role"])
        is_right = (str(role) if role else None) == wanted
        yield case["id"], is_right, {"headers right": Ratio(is_right, 1)}


def _shared_scorers() -> list[tuple[str, Callable[[], Iterator[Item]]]]:
    """Deadlines and amounts, compared as their own tests compare them."""
    from tests.normalizers import test_amounts, test_deadlines

    def deadlines() -> Iterator[Item]:
        for case in _rows("deadlines.jsonl"):
            found = test_deadlines.find_deadlines(case["text"], case["column"], case["context"].get("plan_year"))
            is_right = not test_deadlines.differs(found, case["expected"])
            yield case["id"], is_right, {"cells right": Ratio(is_right, 1)}

    def amounts() -> Iterator[Item]:
        for case in _rows("amounts.jsonl"):
            read = test_amounts.find_budgets if case["column"] == "budget" else test_amounts.find_targets
            is_right = not test_amounts.differs(read(case["text"]), case["expected"])
            yield case["id"], is_right, {"cells right": Ratio(is_right, 1)}

    return [("gold deadlines", deadlines), ("gold amounts", amounts)]


def _score_vnlegal() -> TrackScore:
    scores = vnlegal.score(SHARED / "corpus/text/vnlegal_val.jsonl")
    figures: dict[str, Figure] = {"all labels F1": Ratio(vnlegal.overall(scores), 1)}
    figures |= {f"{label} F1": Ratio(score.f1, 1) for label, score in scores.items()}
    return TrackScore(figures, (), count=1, unit="file")


def _score_plans() -> TrackScore:
    scores: list[Score] = []
    for year in (2022, 2023):
        [seed] = _rows(f"seed_{year}.json")
        result = process((RAW / seed["source_file"]).read_bytes())
        score = score_document(_plan_truth(seed), result)
        references = _task_references(seed, result.rows["references"])
        scores.append(Score({**score.figures, "references F1": references}, score.wrong))
    wrong = tuple(name for score in scores for name in score.wrong)
    return TrackScore(add_up(score.figures for score in scores), wrong, count=2)


def _plan_truth(seed: dict[str, Any]) -> TrueDocument:
    fields = {
        **{name: seed[name] for name in ("type", "number", "symbol", "place", "title", "issuing_body", "signer")},
        "date": seed["date"],
        "legal_bases": [basis["raw"] for basis in seed["legal_bases"]],
        "plan_year": seed["attachment"]["year"],
    }
    tasks = tuple(_plan_task(task) for task in seed["tasks"])
    cut = frozenset(task.address for task, entry in zip(tasks, seed["tasks"], strict=True) if entry["n_fragments"] > 1)
    return TrueDocument(seed["source_file"], fields, tasks, cut)


def _plan_task(task: dict[str, Any]) -> TrueTask:
    cells = {_COLUMNS[header]: re.sub("</?p>", "", text) for header, text in task["columns"].items() if text}
    meaning = {name: task[name] for name in ("lead_units", "coordinating_units")}
    address = f"1:{task['task_id'].replace('.', '/')}"
    return TrueTask(address, 1, "task", task["section_title"], task["no"], cells, meaning=meaning)


def _task_references(seed: dict[str, Any], rows: Any) -> Found:
    wanted = [each["canonical_id"] for task in seed["tasks"] for each in task["legal_references"]]
    wanted += [each["canonical_id"] for basis in seed["legal_bases"] for each in basis["references"]]
    wanted += [each["canonical_id"] for basis in seed["attachment"]["plan_bases"] for each in basis["references"]]
    return compare_lists(wanted, [row.canonical_id for row in rows])
