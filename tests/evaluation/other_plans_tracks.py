"""Plans beside those of `tests/truth`, which the rules were tuned on: other rows of the same, and other layouts.

Rules tuned until ten documents came out right say little about the eleventh. Other rows are drawn from the same plans
by other seeds: page breaks fall elsewhere. Other layouts have other columns, headers and numbers.
"""

import copy
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from pipeline.evaluation.figures import add_up
from pipeline.evaluation.scoring import Score, score_document
from pipeline.evaluation.truth import load_truth
from pipeline.process import process
from tests.evaluation.tracks import TrackScore, cuts_of
from tests.making.invent import grow_plan
from tests.making.kinds import make_files
from tests.making.truth import Truth

_PLANS = Path(__file__).parents[1] / "making"


def score_other_rows(seeds: tuple[int, ...]) -> TrackScore:
    """Return the score of every plan, as a PDF with text, drawn by each of these steps away from its own seed."""
    return _add_up(_score(truth, "pdf", ".pdf") for truth in _other_rows(seeds))


def score_other_layouts(kinds: tuple[str, ...]) -> TrackScore:
    """Return the score of the plans in other layouts, made as these kinds: `pdf`, `pdf-across`, `pdf-none`."""
    truths = [grow_plan(plan) for plan in _load("layouts.yml")]
    endings = {kind: f"{kind.removeprefix('pdf').replace('-', '.')}.pdf" for kind in kinds}
    return _add_up(_score(truth, kind, ending) for kind, ending in endings.items() for truth in truths)


def _score(truth: Truth, kind: str, ending: str) -> Score:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in make_files(truth, (kind,), ()):
            (Path(folder) / name).write_bytes(content)
        file = Path(folder) / f"{truth.id}{ending}"
        # Without drawn rules nothing shows which rows a merged cell covers.
        wanted = load_truth(
            Path(folder) / f"{truth.id}.expected.json", has_spans=kind != "pdf-none", cuts=cuts_of(file)
        )
        return score_document(replace(wanted, name=f"{truth.id}{ending}"), process(file.read_bytes()))


def _add_up(scores: Iterable[Score]) -> TrackScore:
    every = list(scores)
    wrong = tuple(name for score in every for name in score.wrong)
    return TrackScore(add_up(score.figures for score in every), wrong, 0.0, len(every))


def _other_rows(seeds: tuple[int, ...]) -> Iterator[Truth]:
    plans = _load("plans.yml")
    for step in seeds:
        for plan in copy.deepcopy(plans):
            for table in plan["tables"]:
                _move(table.get("plot"), step)
            yield replace(grow_plan(plan), id=f"{plan['id']}.{step}")


def _load(name: str) -> Any:
    return yaml.load((_PLANS / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _move(plot: dict[str, Any] | None, step: int) -> None:
    if plot:
        plot["seed"] += step
