"""Repair by the rest of the document: a damaged phrase that stands rightly elsewhere, more often."""

from collections.abc import Iterator
from typing import NamedTuple

from normalizers.repair.confusions import find_confusions
from normalizers.repair.evidence import Change, Evidence

RULE = "voting"

# The law texts must not know the damaged pair.
_ACCIDENTS = 3
_SHORTEST = 3


class _Bar(NamedTuple):
    """How often the right phrase must stand, how many times as often as the damaged one, and its gain by the model."""

    votes: int
    majority: int
    gain: float


# Measured on held-out noise: the more the law texts speak for the phrase, the fewer votes it needs.
_BARS = (_Bar(3, 3, -1.5), _Bar(2, 3, 0.0), _Bar(1, 1, 3.0))


def find_vote_changes(evidence: Evidence) -> Iterator[Change]:
    """Yield words that the document itself writes otherwise between the same two neighbours.

    >>> from normalizers.repair.evidence import gather
    >>> from normalizers.repair.voting import learn_words
    >>> document = learn_words(["nuôi cá lồng bè trên sông", "hộ nuôi cá lồng bè trên sông", "nuôi cá lồng bè"])
    >>> [change.key for change in find_vote_changes(gather("quy hoạch cá lông bè", document))]
    ['lồng']
    """
    for index, word in enumerate(evidence.words):
        left, right = evidence.left(index), evidence.right(index)
        if not word.is_free or word.end - word.start < _SHORTEST or index in evidence.settled or not left or not right:
            continue
        if evidence.model.pair(left, word.key) > _ACCIDENTS or evidence.model.pair(word.key, right) > _ACCIDENTS:
            continue
        if not evidence.is_name_like(index):
            yield from _elect(evidence, index)


def _elect(evidence: Evidence, index: int) -> Iterator[Change]:
    left, word, right = evidence.left(index), evidence.words[index].key, evidence.right(index)
    said = evidence.document.count
    candidates = [(said(left, found.word, right), found.word) for found in find_confusions(word, evidence.model)]
    votes, best = max(candidates, default=(0, ""))
    if not votes:
        return
    gain, against = evidence.model.gain(left, (word, best), right), said(left, word, right)
    if any(votes >= max(bar.votes, bar.majority * against) and gain > bar.gain for bar in _BARS):
        yield Change(index, best, RULE, 0.95)
