"""Repair by the neighbours: a word that nobody writes there, and one confusion of it that everybody writes there.

Most damaged words are words themselves (chuyên, tâm, những), so no dictionary finds them. What gives them away is
that the pairs they stand in are unknown to 5.9 million syllables, while the right word makes two well-known pairs.
"""

from collections.abc import Iterator
from typing import NamedTuple

from normalizers.repair.confusions import equal_spellings, find_confusions
from normalizers.repair.evidence import Change, Evidence
from normalizers.repair.syllable_model import SyllableModel

RULE = "context"
DOUBTED_RULE = "context_doubted"
SCANNED_RULE = "context_scanned"

# A pair seen more often than this is no accident: the word stays unless the recogniser doubted it.
_ACCIDENTS = 5
_SEEN = 3
# The neighbour calls for the candidate in so large a share of its places: then a word that the document has again in
# this company is no term of its own. Recognition misreads the same word again and again ("Hãng năm").
_STRENGTHS = {RULE: 0.2, SCANNED_RULE: 0.03}


class Reading(NamedTuple):
    """A candidate between its neighbours: gain in natural logarithms, pair counts, binding to the nearer neighbour."""

    word: str
    gain: float
    left: int
    right: int
    binding: float


class Demand(NamedTuple):
    """What a candidate must show: gain over the printed word, and binding to a neighbour."""

    gain: float
    binding: float
    confidence: float


# Measured on held-out noise, see tests/noise.py: most damaged words gain more than 12, hardly a right one does.
_BOTH_SIDES = (Demand(10, 0.03, 0.99), Demand(12, 0, 0.97), Demand(9, 0.015, 0.97), Demand(7, 0.05, 0.93))
_ONE_SIDE = (Demand(12, 0.015, 0.98), Demand(10, 0.05, 0.97), Demand(12, 0.005, 0.96), Demand(8, 0.5, 0.94))
# "Đỗ Thị" is no "Đô thị": between capitals both neighbours must speak.
_NAME_LIKE = (Demand(10, 0.05, 0.95),)
_DOUBTED = (Demand(6, 0.015, 0.98), Demand(3, 0.05, 0.97), Demand(4, 0.015, 0.9), Demand(5, 0.002, 0.82))
# Recognition is sure of many a word that it misreads. Of those on 24 made scans that no law text holds beside either
# neighbour, 14 met this and none was right as read ("Hãng năm", "khổng để").
_SCANNED = (Demand(9, 0.005, 0.93),)

_BY_RULE = {DOUBTED_RULE: _DOUBTED, SCANNED_RULE: _SCANNED}


def find_context_changes(evidence: Evidence) -> Iterator[Change]:
    """Yield words that their neighbours speak against, with the one confusion that fits.

    >>> from normalizers.repair.evidence import gather
    >>> [change.key for change in find_context_changes(gather("nâng cao kỹ năng sự dụng dịch vụ"))]
    ['sử']
    """
    for index, word in enumerate(evidence.words):
        if not word.is_free or word.end - word.start < 2 or index in evidence.settled:
            continue
        left, right = evidence.left(index), evidence.right(index)
        if index in evidence.doubted:
            yield from _judge(evidence, index, DOUBTED_RULE)
        elif evidence.model.pair(left, word.key) <= _ACCIDENTS and evidence.model.pair(word.key, right) <= _ACCIDENTS:
            yield from _judge(evidence, index, RULE)


def find_scanned_changes(evidence: Evidence) -> Iterator[Change]:
    """Yield words of recognised text that stand beside neither neighbour in any law text, with the one that does.

    >>> from normalizers.repair.evidence import gather
    >>> [change.key for change in find_scanned_changes(gather("Hãng năm, khổng để phát sinh"))]
    ['hằng', 'không']
    """
    for index, word in enumerate(evidence.words):
        left, right = evidence.left(index), evidence.right(index)
        is_looked_at = word.is_free and word.end - word.start > 1 and index not in evidence.settled
        if is_looked_at and not (evidence.model.pair(left, word.key) or evidence.model.pair(word.key, right)):
            yield from _judge(evidence, index, SCANNED_RULE)


def _judge(evidence: Evidence, index: int, rule: str) -> Iterator[Change]:
    best = find_reading(evidence, index)
    if best is None or (rule != DOUBTED_RULE and _is_own_word(evidence, index, best, _STRENGTHS[rule])):
        return
    for demand in _demands(evidence, index, best, rule):
        if best.gain >= demand.gain and best.binding >= demand.binding:
            yield Change(index, _as_written_here(evidence, index, best.word), rule, demand.confidence)
            return


def _as_written_here(evidence: Evidence, index: int, word: str) -> str:
    """The word, or another right spelling of it ("hằng năm" for "hàng năm") that the document has more often there."""
    left, right, said = evidence.left(index), evidence.right(index), evidence.document.count
    return max((word, *sorted(equal_spellings(word))), key=lambda one: said(left, one) + said(one, right))


def _demands(evidence: Evidence, index: int, best: Reading, rule: str) -> tuple[Demand, ...]:
    both = min(best.left, best.right) >= _SEEN
    if evidence.is_name_like(index):
        return _NAME_LIKE if both else ()
    if rule in _BY_RULE:
        return _BY_RULE[rule]
    return _BOTH_SIDES if both else _ONE_SIDE


def _is_own_word(evidence: Evidence, index: int, best: Reading, strong: float) -> bool:
    """Whether the document says it again in the same company: its own term ("bản vá", "lá cờ"), not an accident."""
    left, word, right = evidence.left(index), evidence.words[index].key, evidence.right(index)
    seen = max(evidence.document.count(left, word), evidence.document.count(word, right))
    return seen > 1 and best.binding < strong


def find_reading(evidence: Evidence, index: int) -> Reading | None:
    """Return the confusion of this word that fits best between its neighbours, better than the word itself."""
    left, word, right = evidence.left(index), evidence.words[index].key, evidence.right(index)
    if left is None and right is None:
        return None
    model = evidence.model
    seen = [found for found in find_confusions(word, model) if _is_seen(model, left, found.word, right)]
    gains = [(model.gain(left, (word, found.word), right) - found.cost, found.word) for found in seen]
    gain, best = max(gains, default=(0.0, ""))
    if gain <= 0:
        return None
    binding = max(model.binding(left, best, best), model.binding(best, right, best))
    return Reading(best, gain, model.pair(left, best), model.pair(best, right), binding)


def _is_seen(model: SyllableModel, left: str | None, word: str, right: str | None) -> bool:
    return model.pair(left, word) >= _SEEN or model.pair(word, right) >= _SEEN
