"""The invented plans with other rows than those of `tests/truth`, as PDFs with text: page breaks fall elsewhere.

Rules tuned until ten documents came out right say little about the eleventh. These are drawn anew from the same plans
by other seeds, and nobody looks at them one by one.
"""

import copy
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from pipeline.evaluation.figures import add_up
from pipeline.evaluation.scoring import score_document
from pipeline.evaluation.truth import load_truth
from pipeline.process import process
from tests.evaluation.tracks import TrackScore, cuts_of
from tests.making.invent import grow_plan
from tests.making.kinds import make_files
from tests.making.truth import Truth

_PLANS = Path(__file__).parents[1] / "making" / "plans.yml"


def score_other_rows(seeds: tuple[int, ...]) -> TrackScore:
    """Return the score of every plan drawn by each of these steps away from its own seed."""
    scores = []
    with tempfile.TemporaryDirectory() as folder:
        for truth in _truths(seeds):
            for name, content in make_files(truth, ("pdf",), ()):
                (Path(folder) / name).write_bytes(content)
            expected = Path(folder) / f"{truth.id}.expected.json"
            pdf = Path(folder) / f"{truth.id}.pdf"
            wanted = load_truth(expected, has_spans=True, cuts=cuts_of(pdf))
            scores.append(score_document(replace(wanted, name=truth.id), process(pdf.read_bytes())))
    wrong = tuple(name for score in scores for name in score.wrong)
    return TrackScore(add_up(score.figures for score in scores), wrong, 0.0, len(scores))


def _truths(seeds: tuple[int, ...]) -> Iterator[Truth]:
    plans = yaml.load(_PLANS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for step in seeds:
        for plan in copy.deepcopy(plans):
            for table in plan["tables"]:
                _move(table.get("plot"), step)
            yield replace(grow_plan(plan), id=f"{plan['id']}.{step}")


def _move(plot: dict[str, Any] | None, step: int) -> None:
    if plot:
        plot["seed"] += step
