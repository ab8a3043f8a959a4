"""The track "task links": pairs of tasks over the years against those that a person found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.datasets import TaskRow
from pipeline.evaluation.figures import Figure, Found, Ratio, add_up
from pipeline.links import PlannedTask, link_plans
from pipeline.process import process
from tests.evaluation.tracks import TrackScore

_CASES = Path(__file__).parents[1] / "cases"
_RAW = Path(__file__).parents[2] / "data/raw"
_KINDS = ("continued", "reworded", "split")


@dataclass(frozen=True, slots=True)
class LinkCase:
    """Two plans of a body, the kind of each true pair, and the pairs that count neither way."""

    label: str
    tasks: Sequence[PlannedTask]
    kinds: Mapping[tuple[str, str], str]
    debatable: frozenset[tuple[str, str]]


def link_cases() -> Iterator[LinkCase]:
    """Yield the sample plans and the invented ones."""
    for case in _load("task_links.yml"):
        yield _case(case, sample_tasks(), "", "")
    for case in _load("task_links_invented.yml"):
        tasks = [*_planned(case["before"], "a"), *_planned(case["after"], "b")]
        yield _case(case, tasks, "a", "b")


def sample_tasks() -> list[PlannedTask]:
    """Return the tasks of the two sample plans, named as printed: "7", "I/3"."""
    rows = [row for file in sorted(_RAW.glob("*.txt")) for row in process(file.read_bytes()).rows["tasks"]]
    return [_sample(row) for row in rows if isinstance(row, TaskRow)]


def score_links() -> TrackScore:
    """The figures of all cases, and each pair missed, invented or of another kind by name."""
    scores = [score_case(case) for case in link_cases()]
    wrong = tuple(name for _, named in scores for name in named)
    return TrackScore(add_up([figures for figures, _ in scores]), wrong, count=len(scores), unit="pair of plan")


def score_case(case: LinkCase) -> tuple[dict[str, Figure], list[str]]:
    """The figures of one pair of plans and what is wrong by name."""
    links = {(link.from_task_id, link.to_task_id): link.kind for link in link_plans(case.tasks)}
    found = {pair: kind for pair, kind in links.items() if pair not in case.debatable}
    right = [pair for pair in case.kinds if pair in found]
    wrong = [f"missed {pair}" for pair in case.kinds if pair not in found]
    wrong += [f"invented {pair}" for pair in found if pair not in case.kinds]
    wrong += [f"{pair} is {case.kinds[pair]}, not {found[pair]}" for pair in right if found[pair] != case.kinds[pair]]
    figures: dict[str, Figure] = {
        "pairs": Found(len(right), len(case.kinds), len(found)),
        "right kind": Ratio(sum(found[pair] == case.kinds[pair] for pair in right), len(right)),
    }
    return figures, [f"{case.label}: {name}" for name in wrong]


def _case(case: Any, tasks: Sequence[PlannedTask], before: str, after: str) -> LinkCase:
    named = {
        kind: [(f"{before}{one}", f"{after}{other}") for one, other in case.get(kind, [])]
        for kind in (*_KINDS, "debatable")
    }
    kinds = {pair: kind for kind in _KINDS for pair in named[kind]}
    return LinkCase(case["label"], tasks, kinds, frozenset(named["debatable"]))


def _sample(row: TaskRow) -> PlannedTask:
    address = "/".join(filter(None, (row.section_code, *row.path)))
    return PlannedTask(address, row.year or 0, row.task or "", row.result or "")


def _planned(plan: Any, letter: str) -> Iterator[PlannedTask]:
    for number, texts in plan["tasks"].items():
        yield PlannedTask(f"{letter}{number}", plan["year"], *texts)


def _load(name: str) -> list[Any]:
    cases: list[Any] = yaml.safe_load((_CASES / name).read_text(encoding="utf-8"))
    return cases
