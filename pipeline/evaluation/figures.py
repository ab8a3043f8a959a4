"""Counts that add up over documents, and the scores they give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from normalizers.text import clean, strip_marks


@dataclass(frozen=True, slots=True)
class Ratio:
    """Good ones of all."""

    good: float = 0.0
    total: float = 0.0

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.good + other.good, self.total + other.total)

    @property
    def score(self) -> float:
        """Share of good ones, 1 where there was nothing to do."""
        return self.good / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """What was to be found and what was found: precision, recall and F1."""

    right: int = 0
    wanted: int = 0
    found: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(self.right + other.right, self.wanted + other.wanted, self.found + other.found)

    @property
    def score(self) -> float:
        """F1; 1 where nothing was to be found and nothing was."""
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 1.0


Figure = Ratio | Found


def compare_text(wanted: str, found: str) -> Mapping[str, Figure]:
    """Return what one cell adds to each figure: exact match, character accuracy (1 − CER), diacritic accuracy.

    >>> figures = compare_text("Chuyển đổi số", "Chuyên đổi số")
    >>> figures["cells exact"].score, round(figures["characters"].score, 3), round(figures["diacritics"].score, 3)
    (0.0, 0.923, 0.75)
    """
    wanted, found = clean(wanted), clean(found)
    errors = Levenshtein.distance(wanted, found)
    return {
        "cells exact": Ratio(wanted == found, 1),
        "characters": Ratio(len(wanted) - errors, len(wanted)) if wanted else Ratio(-errors, 0),
        "diacritics": _diacritics(wanted, found),
    }


def add_up(figures: Iterable[Mapping[str, Figure]]) -> dict[str, Figure]:
    """Return the sums of figures by name, names in the order of their first appearance."""
    total: dict[str, Figure] = {}
    for each in figures:
        for name, figure in each.items():
            before = total.get(name)
            total[name] = figure if before is None else before + figure  # type: ignore[operator]
    return total


def compare_lists(wanted: Iterable[object], found: Iterable[object]) -> Found:
    """Return how many of the wanted things were found, each counted once.

    >>> compare_lists(["a", "b", "b"], ["b", "c"])
    Found(right=1, wanted=3, found=2)
    """
    left = list(wanted)
    count, seen, right = len(left), 0, 0
    for thing in found:
        seen += 1
        if thing in left:
            left.remove(thing)
            right += 1
    return Found(right, count, seen)


def _diacritics(wanted: str, found: str) -> Ratio:
    """Letters of the truth that bear a mark, and how many of them were read with the right one."""
    plain = strip_marks(wanted)
    marked = [at for at, (letter, bare) in enumerate(zip(wanted, plain, strict=True)) if letter != bare]
    matched = {
        tag.src_start + n: found[tag.dest_start + n]
        for tag in Levenshtein.opcodes(plain, strip_marks(found))
        if tag.tag == "equal"
        for n in range(tag.src_end - tag.src_start)
    }
    return Ratio(sum(matched.get(at) == wanted[at] for at in marked), len(marked))
