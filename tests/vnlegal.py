"""Scorer for the VNLegalText sentences: an outside yardstick that no rule was written from."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from normalizers.references.dates import find_dates
from normalizers.references.find import find_references
from normalizers.references.reference import LegalReference
from normalizers.text import fold

TYPES = {
    "NĐ": "Nghị định",
    "L": "Luật",
    "TT": "Thông tư",
    "PL": "Pháp lệnh",
    "QĐ": "Quyết định",
    "BL": "Bộ luật",
    "NQ": "Nghị quyết",
    "TTLT": "Thông tư liên tịch",
    "HP": "Hiến pháp",
}
# The sentences are tokenised: blanks before and inside punctuation, tags inside nested labels.
_TOKENISED = re.compile(r'</?\w+(?: rel="[^"]*")?> ?| (?=[,.;:)\]])|(?<=[(\[]) ')
_NUMBER = re.compile(r"(?<![\d/])(\d+[a-z]?)(?:/\d{4})?[/-]([A-ZĐ][\w/&-]*)")


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a person, in the joined text."""

    start: int
    end: int
    type: str
    text: str


@dataclass(slots=True)
class Score:
    """Counts for one kind, with what was missed and what was found beyond the labels."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + len(self.missed) + len(self.extra) or 1)


def sentences(path: Path) -> Iterator[tuple[str, list[Label]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, places = join(row["data"]["value"])
        spans = [result["value"] for each in row["annotations"] for result in each["result"]]
        yield text, [_label(text, places, span) for span in spans]


def join(tokens: str) -> tuple[str, list[int]]:
    """The sentence as it was before tokenising, and the place of every character of the tokens in it."""
    kept = [True] * len(tokens)
    for match in _TOKENISED.finditer(tokens):
        kept[match.start() : match.end()] = [False] * len(match[0])
    places, length = [], 0
    for keep in kept:
        places.append(length)
        length += keep
    text = "".join(" " if letter == "_" else letter for letter, keep in zip(tokens, kept, strict=True) if keep)
    return text, [*places, length]


def score(path: Path) -> dict[str, Score]:
    """Scores by label: a label is found where a reference of its kind overlaps it and agrees with what it says."""
    scores = {label: Score() for label in TYPES}
    names = {name: label for label, name in TYPES.items()}
    for text, labels in sentences(path):
        references = [reference for reference in find_references(text) if reference.type in names]
        for label in labels:
            kind = scores[names[label.type]]
            if any(_agrees(label, reference) for reference in references):
                kind.found += 1
            else:
                kind.missed.append(f"{label.text}  ||  {text}")
        for reference in references:
            if not any(label.start < reference.end and reference.start < label.end for label in labels):
                scores[names[reference.type]].extra.append(f"{reference.raw}  ||  {text}")
    return scores


def overall(scores: dict[str, Score]) -> float:
    counts: Counter[str] = Counter()
    for kind in scores.values():
        counts += Counter(found=kind.found, missed=len(kind.missed), extra=len(kind.extra))
    return 2 * counts["found"] / (2 * counts["found"] + counts["missed"] + counts["extra"])


def _label(text: str, places: list[int], span: dict[str, object]) -> Label:
    start, end = places[int(str(span["start"]))], places[int(str(span["end"]))]
    return Label(start, end, TYPES[str(span["labels"][0])], text[start:end])  # type: ignore[index]


def _agrees(label: Label, reference: LegalReference) -> bool:
    if reference.type != label.type or not (label.start < reference.end and reference.start < label.end):
        return False
    number = _NUMBER.search(label.text)
    if number is not None:
        same = (fold(number[1]), _key(number[2])) == (fold(reference.number or ""), _key(reference.symbol or ""))
        if not same:
            return False
    dates = [found.value for found in find_dates(label.text) if found.value]
    return not dates or reference.date in dates


def _key(symbol: str) -> str:
    return re.sub(r"\W", "", fold(symbol))
