"""The stored baseline: floors that must not fall, and by name what was wrong, so that a change shows as names."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.evaluation.tracks import TrackScore

BASELINE = Path(__file__).parents[1] / "baseline.json"


@dataclass(frozen=True, slots=True)
class Change:
    """What a track gained and lost by name against the baseline, and the floors it fell under."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    fallen: tuple[str, ...]


def load_baseline() -> dict[str, Any]:
    """The stored baseline, empty where there is none."""
    return json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}


def compare(track: str, score: TrackScore, baseline: Mapping[str, Any]) -> Change:
    """What changed in one track."""
    before = baseline.get(track, {})
    wrong_before = set(before.get("wrong", ()))
    wrong_now = set(score.wrong)
    return Change(
        gained=tuple(sorted(wrong_before - wrong_now)),
        lost=tuple(sorted(wrong_now - wrong_before)) if before else (),
        fallen=tuple(_fallen(score, before.get("floors", {}))),
    )


def accept(scores: Mapping[str, TrackScore], baseline: Mapping[str, Any]) -> None:
    """Store what is wrong now; floors stay as they were set by hand."""
    now = {
        track: {"floors": baseline.get(track, {}).get("floors", {}), "wrong": sorted(set(score.wrong))}
        for track, score in scores.items()
    }
    content = {**baseline, **now}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    BASELINE.write_text(text + "\n", encoding="utf-8")


def _fallen(score: TrackScore, floors: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for figure, floor in floors.items():
        value = score.figures[figure].score if figure in score.figures else 0.0
        if value < floor["floor"]:
            yield f"{figure} is {value:.4f}, under its floor of {floor['floor']} ({floor['reason']})"
