"""Which task of a later plan continues an earlier one: words weighed by how rare they are, references, units.

Measured on the pairs that people found in `tests/cases/task_links*.yml`: the two sample plans, and invented plans of a
province and of a department that no number here was set by.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from normalizers.nlp import segment
from pipeline.datasets.across_years import TaskLinkRow

# A pair below this is chance: of the pairs that are none in the seeds, the best reach 0.40.
_LEAST = 0.36
# A second task from one that already goes on elsewhere must be surer, or take up words that its sibling leaves: this
# share of the words in common, by weight.
_LEAST_SPLIT = 0.45
_LEAST_ADDED = 1 / 3
# From here on the words of the task are the same but for the verb that opens the sentence ("Chỉ đạo", "Đôn đốc").
_CONTINUED = 0.85
# What a document cited by both, and a unit charged in both, add to the likeness of the words.
_REFERENCE, _UNIT = 0.08, 0.03
_WORDS_SHOWN = 8
# Pairs weighed at once: four tables of numbers of that many are 130 MB.
_PAIRS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """What is compared of a task: its words, its result, the documents it cites, the units it charges."""

    task_id: str
    year: int
    task: str
    result: str = ""
    references: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


def link_plans(tasks: Sequence[PlannedTask]) -> tuple[TaskLinkRow, ...]:
    """Return the links between the tasks of one body, each year with the next year that has a plan, in task order.

    A later task has at most one earlier one; an earlier task may be split among several.

    >>> old = PlannedTask("a", 2022, "Xây dựng kho dữ liệu dùng chung của Sở")
    >>> new = PlannedTask("b", 2023, "Hoàn thành xây dựng kho dữ liệu dùng chung của Sở")
    >>> other = PlannedTask("c", 2023, "Tổ chức hội thi tìm hiểu pháp luật")
    >>> [(link.from_task_id, link.to_task_id) for link in link_plans([old, new, other])]
    [('a', 'b')]
    """
    years: dict[int, list[PlannedTask]] = {}
    for task in tasks:
        years.setdefault(task.year, []).append(task)
    found: list[TaskLinkRow] = []
    for before, after in pairwise(sorted(years)):
        found += _link_years(years[before], years[after])
    return tuple(found)


def _link_years(before: Sequence[PlannedTask], after: Sequence[PlannedTask]) -> Iterator[TaskLinkRow]:
    words = _Likeness.of(before, after)
    pairs = _chosen(words)
    heirs = Counter(old for old, _ in pairs)
    for (old, new), score in sorted(pairs.items()):
        is_same = heirs[old] == 1 and words.of_tasks(old, new) >= _CONTINUED
        kind = "continued" if is_same else "reworded" if heirs[old] == 1 else "split"
        one, other = before[old], after[new]
        yield TaskLinkRow(
            from_task_id=one.task_id,
            to_task_id=other.task_id,
            from_year=one.year,
            to_year=other.year,
            kind=kind,
            score=round(score, 3),
            shared_words=words.shared(old, new),
            shared_references=tuple(sorted(one.references & other.references)),
        )


def _chosen(words: "_Likeness") -> dict[tuple[int, int], float]:
    """Pairs of positions: the surest first, each later task once, an earlier one again only as a part of its words."""
    heirs: dict[int, list[int]] = {}
    used_new: set[int] = set()
    pairs: dict[tuple[int, int], float] = {}
    for score, old, new in sorted(words.candidates(), key=lambda one: (-one[0], one[1:])):
        others = heirs.get(old, [])
        is_part = score >= _LEAST_SPLIT or words.added(old, new, others) >= _LEAST_ADDED
        if new not in used_new and (not others or is_part):
            pairs[old, new] = score
            heirs.setdefault(old, []).append(new)
            used_new.add(new)
    return pairs


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How alike the tasks of two years are, and in which words."""

    before: Sequence[PlannedTask]
    after: Sequence[PlannedTask]
    task: "_Space"
    result: "_Space"

    @classmethod
    def of(cls, before: Sequence[PlannedTask], after: Sequence[PlannedTask]) -> "_Likeness":
        tasks = _Space.of([one.task for one in before], [one.task for one in after])
        results = _Space.of([one.result for one in before], [one.result for one in after])
        return cls(before, after, tasks, results)

    def candidates(self) -> Iterator[tuple[float, int, int]]:
        """Yield score, earlier and later position of the pairs that may be links, a block of earlier tasks at a time.

        The likeness of the words of task and result is raised by shared references and units.
        """
        import numpy

        least = _LEAST - _REFERENCE - _UNIT
        step = max(1, _PAIRS_AT_ONCE // len(self.after))
        has_result = numpy.array([bool(one.result) for one in self.after])
        for start in range(0, len(self.before), step):
            block = slice(start, min(start + step, len(self.before)))
            task, result = self.task.likeness(block), self.result.likeness(block)
            both = numpy.outer([bool(one.result) for one in self.before[block]], has_result)
            words = numpy.where(both, (task + result) / 2, task)
            for row, new in numpy.argwhere(words >= least).tolist():
                score = min(float(words[row, new]) + _extra(self.before[start + row], self.after[new]), 1.0)
                if score >= _LEAST:
                    yield score, start + row, new

    def of_tasks(self, old: int, new: int) -> float:
        """How alike two tasks are in the words of the task alone: its result may have a new figure every year."""
        return float(self.task.likeness(slice(old, old + 1))[0, new])

    def added(self, old: int, new: int, others: Sequence[int]) -> float:
        """The share of the words that both tasks have which the `others` of the later year leave out."""
        return self.task.added(old, new, others)

    def shared(self, old: int, new: int) -> tuple[str, ...]:
        """The words that both tasks have, the most telling first."""
        return self.task.shared(old, new) or self.result.shared(old, new)


def _extra(one: PlannedTask, other: PlannedTask) -> float:
    references = _REFERENCE * bool(one.references & other.references)
    return references + _UNIT * bool(one.units & other.units)


@dataclass(frozen=True, slots=True)
class _Space:
    """Texts of two years as weighted words and as phrases: one row a text, `after` behind `before`."""

    count: int
    phrases: Any
    weights: Any
    names: Sequence[str]

    @classmethod
    def of(cls, before: Sequence[str], after: Sequence[str]) -> "_Space":
        from sklearn.feature_extraction.text import TfidfVectorizer

        words = [_words(text) for text in (*before, *after)]
        if not any(words):
            return cls(len(before), None, None, ())
        phrases = TfidfVectorizer(analyzer=_phrases, sublinear_tf=True).fit_transform(words)
        single = TfidfVectorizer(analyzer=list, binary=True, norm=None, smooth_idf=True)
        weights = single.fit_transform(words)
        weights.data -= 1.0  # scikit-learn adds one to every weight; a word that all tasks have tells nothing
        return cls(len(before), phrases, weights, list(single.get_feature_names_out()))

    def likeness(self, block: slice) -> Any:
        """Return earlier texts of the block × later texts: the mean of two measures, 0–1.

        The cosine over words and pairs of words; and the share of the shorter text's words, by weight, that the longer
        has: a task that was shortened still has most of them.
        """
        import numpy

        later = slice(self.count, None)
        if not self.names:
            return 0.0
        cosine = (self.phrases[block] @ self.phrases[later].T).toarray()
        has = self.weights[later].copy()
        has.data = numpy.ones_like(has.data)
        shared = (self.weights[block] @ has.T).toarray()
        sums = numpy.asarray(self.weights.sum(axis=1)).ravel()
        shorter = numpy.minimum.outer(sums[block], sums[later])
        contained = numpy.divide(shared, shorter, out=numpy.zeros_like(shared), where=shorter > 0)
        return (cosine + contained) / 2

    def added(self, old: int, new: int, others: Sequence[int]) -> float:
        """The share, by weight, of the words of both texts that no other later text has."""
        both = self._both(old, new)
        known = {column for other in others for column in self.weights[self.count + other].indices}
        total = sum(both.data)
        return sum(both.data[[column not in known for column in both.col]]) / total if total else 0.0

    def _both(self, old: int, new: int) -> Any:
        return self.weights[old].multiply(self.weights[self.count + new] > 0).tocoo()

    def shared(self, old: int, new: int) -> tuple[str, ...]:
        """The words of both texts, the heaviest first."""
        if not self.names:
            return ()
        both = self._both(old, new)
        heavy = sorted(zip(-both.data, both.col, strict=True))[:_WORDS_SHOWN]
        return tuple(self.names[column] for weight, column in heavy if weight < 0)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in segment(text) if any(map(str.isalnum, word))]


def _phrases(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]
