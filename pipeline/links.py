"""Which task of a later plan continues an earlier one: words weighed by how rare they are, references, units.

Measured on the 15 pairs of `tests/cases/task_links.yml`: see `make evaluate`, track "task links".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from normalizers.nlp import segment
from pipeline.datasets.across_years import TaskLinkRow

# A pair below this is chance: of the pairs that are none in the seeds, the best reach 0.40.
_LEAST = 0.36
# A second task from one that already goes on elsewhere must be surer.
_LEAST_SPLIT = 0.45
# From here on the words are the same but for the verb that opens the sentence ("Chỉ đạo", "Đôn đốc").
_CONTINUED = 0.85
# What a document cited by both, and a unit charged in both, add to the likeness of the words.
_REFERENCE, _UNIT = 0.08, 0.03
_WORDS_SHOWN = 8


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
    words = _Likeness(before, after)
    pairs = _chosen(words.scores)
    heirs: dict[int, int] = {}
    for old, _ in pairs:
        heirs[old] = heirs.get(old, 0) + 1
    for old, new in pairs:
        score = float(words.scores[old, new])
        kind = "split" if heirs[old] > 1 else "continued" if score >= _CONTINUED else "reworded"
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


def _chosen(scores: Any) -> list[tuple[int, int]]:
    """Pairs of positions, in order: the surest first, each later task once, an earlier one again only when surer."""
    import numpy

    order = numpy.argsort(-scores, axis=None, kind="stable")
    free_old, free_new = set(range(scores.shape[0])), set(range(scores.shape[1]))
    pairs: list[tuple[int, int]] = []
    for old, new in zip(*numpy.unravel_index(order, scores.shape), strict=True):
        score = scores[old, new]
        if score < _LEAST or not free_new:
            break
        if new in free_new and (old in free_old or score >= _LEAST_SPLIT):
            pairs.append((int(old), int(new)))
            free_old.discard(old)
            free_new.discard(new)
    return sorted(pairs)


@dataclass(frozen=True)  # no slots: what is worked out is kept
class _Likeness:
    """How alike the tasks of two years are, and in which words."""

    before: Sequence[PlannedTask]
    after: Sequence[PlannedTask]

    @cached_property
    def scores(self) -> Any:
        """Earlier × later tasks: likeness of the words of task and result, raised by shared references and units."""
        import numpy

        task, result = self._spaces
        has_result = numpy.outer([bool(one.result) for one in self.before], [bool(one.result) for one in self.after])
        words = numpy.where(has_result, (task.likeness + result.likeness) / 2, task.likeness)
        extra = [[_extra(one, other) for other in self.after] for one in self.before]
        return numpy.minimum(words + (words > 0) * numpy.array(extra), 1.0)

    def shared(self, old: int, new: int) -> tuple[str, ...]:
        """The words that both tasks have, the most telling first."""
        return self._spaces[0].shared(old, new) or self._spaces[1].shared(old, new)

    @cached_property
    def _spaces(self) -> tuple["_Space", "_Space"]:
        return (
            _Space.of([one.task for one in self.before], [one.task for one in self.after]),
            _Space.of([one.result for one in self.before], [one.result for one in self.after]),
        )


def _extra(one: PlannedTask, other: PlannedTask) -> float:
    references = _REFERENCE * bool(one.references & other.references)
    return references + _UNIT * bool(one.units & other.units)


@dataclass(frozen=True, slots=True)
class _Space:
    """Texts of two years as weighted words: how alike each pair is, and which words weigh most in both."""

    likeness: Any
    before: Any
    after: Any
    names: Sequence[str]

    @classmethod
    def of(cls, before: Sequence[str], after: Sequence[str]) -> "_Space":
        """Likeness is the mean of the cosine over words and pairs of words, and of the share of the shorter text's
        words, by weight, that the longer has: a task that was shortened still has most of them."""
        import numpy
        from sklearn.feature_extraction.text import TfidfVectorizer

        words = [_words(text) for text in (*before, *after)]
        if not any(words):
            empty = numpy.zeros((len(before), len(after)))
            return cls(empty, empty, empty, ())
        phrases = TfidfVectorizer(analyzer=_phrases, sublinear_tf=True).fit_transform(words)
        cosine = (phrases[: len(before)] @ phrases[len(before) :].T).toarray()
        single = TfidfVectorizer(analyzer=list, binary=True, norm=None, smooth_idf=True)
        weights = single.fit_transform(words)
        weights.data -= 1.0  # scikit-learn adds one to every weight; a word that all tasks have tells nothing
        has = weights.copy()
        has.data = numpy.ones_like(has.data)
        shared = (weights[: len(before)] @ has[len(before) :].T).toarray()
        sums = numpy.asarray(weights.sum(axis=1)).ravel()
        shorter = numpy.minimum.outer(sums[: len(before)], sums[len(before) :])
        contained = numpy.divide(shared, shorter, out=numpy.zeros_like(shared), where=shorter > 0)
        names = list(single.get_feature_names_out())
        return cls((cosine + contained) / 2, weights[: len(before)], weights[len(before) :], names)

    def shared(self, old: int, new: int) -> tuple[str, ...]:
        """The words of both texts, the heaviest first."""
        if not self.names:
            return ()
        both = self.before[old].multiply(self.after[new] > 0).tocoo()
        heavy = sorted(zip(-both.data, both.col, strict=True))[:_WORDS_SHOWN]
        return tuple(self.names[column] for weight, column in heavy if weight < 0)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in segment(text) if any(map(str.isalnum, word))]


def _phrases(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]
