"""What underthesea earns, in figures: the same sentences and lists with our rules alone and with its words.

Sentences: `tests/cases/sentences.yml`. Lists: cells of the gold file in which an "và" stands; with its words a list is
parted at each "và" that its segmentation does not keep inside a word, which is what a splitter could take from it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from normalizers.actors import ActorContext, find_actors
from normalizers.nlp import segment
from normalizers.sentences import sentences
from pipeline.evaluation.figures import Figure, Ratio, add_up
from tests.evaluation.tracks import TrackScore
from tests.gold import gold

_CASES = Path(__file__).parents[1] / "cases/sentences.yml"


def score_underthesea() -> TrackScore:
    """The figures with and without."""
    figures = [*_sentences(), *_lists()]
    return TrackScore(add_up(figures), (), count=len(figures), unit="text")


def _sentences() -> Iterator[dict[str, Figure]]:
    from underthesea import sent_tokenize

    for case in yaml.safe_load(_CASES.read_text(encoding="utf-8")):
        if case.get("known_failure"):
            continue
        wanted = _clean(case["text"].split("|"))
        text = case["text"].replace("|", "")
        yield {
            "sentences, our rules": Ratio(_clean(sentences(text)) == wanted, 1),
            "sentences, underthesea": Ratio(_clean(sent_tokenize(text)) == wanted, 1),
        }


def _lists() -> Iterator[dict[str, Figure]]:
    for case in gold("unit_lists.jsonl"):
        if " và " not in case["text"]:
            continue
        context = case["context"]
        body = context.get("ministry") or context.get("province") or context.get("body")
        found = find_actors(case["text"], case["column"], ActorContext(body, context.get("year")))
        wanted = len(case["expected"])
        yield {
            "lists with và, our rules": Ratio(len([actor for actor in found if actor.score]) == wanted, 1),
            "lists with và, parted by its words": Ratio(_parted(case) == wanted, 1),
        }


def _parted(case: dict[str, Any]) -> int:
    words = segment(case["text"])
    return 1 + sum(word in ("và", ",", ";") for word in words)


def _clean(parts: Any) -> list[str]:
    return [text for part in parts if (text := re.sub(r"\s+", " ", part).strip())]
