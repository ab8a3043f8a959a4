"""Which found row is which true row: by identity and order, so that one lost row does not shift the rest."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

# Two rows whose addresses differ are the same when their words are this alike (0–100).
_ALIKE = 60


class Key(NamedTuple):
    """What tells a row from others: its address in the tree, and its words."""

    address: str
    text: str


def align(wanted: Sequence[Key], found: Sequence[Key]) -> list[tuple[int | None, int | None]]:
    """Return pairs of indexes: (i, j) the same row, (i, None) missed, (None, j) invented.

    >>> align([Key("1", "a"), Key("2", "b"), Key("3", "c")], [Key("1", "a"), Key("3", "c")])
    [(0, 0), (1, None), (2, 1)]
    """
    matcher = SequenceMatcher(None, [key.address for key in wanted], [key.address for key in found], autojunk=False)
    anchors = [(i + n, j + n) for i, j, size in matcher.get_matching_blocks() for n in range(size)]
    ends = [(-1, -1), *anchors, (len(wanted), len(found))]
    pairs: list[tuple[int | None, int | None]] = []
    for (i, j), (next_i, next_j) in pairwise(ends):
        pairs += _between(wanted, found, range(i + 1, next_i), range(j + 1, next_j))
        if next_i < len(wanted):
            pairs.append((next_i, next_j))
    return pairs


def _between(
    wanted: Sequence[Key], found: Sequence[Key], missed: range, extra: range
) -> list[tuple[int | None, int | None]]:
    """Rows between two anchors: paired in order where their words are alike."""
    pairs: list[tuple[int | None, int | None]] = []
    left = list(extra)
    for i in missed:
        alike = next((j for j in left if ratio(wanted[i].text, found[j].text) >= _ALIKE), None)
        if alike is not None:
            pairs += [(None, j) for j in left[: left.index(alike)]]
            left = left[left.index(alike) + 1 :]
        pairs.append((i, alike))
    return pairs + [(None, j) for j in left]
