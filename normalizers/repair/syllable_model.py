"""How often syllables stand side by side in Vietnamese law texts, and how well a word fits between two others."""

import gzip
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from normalizers.text import strip_marks

# Absolute discounting (Ney, Essen, Kneser 1994); a syllable never counted stands as a fifth of one.
_DISCOUNT = 0.75
_UNSEEN = 0.2
_LEAST_SHARE_OF_UNSEEN = 0.02
# Rarer syllables of the counts are as often misprints as words: they are never proposed.
_LEAST_PROPOSED = 10

Pairs = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class SyllableModel:
    """Counts of syllables and of pairs; `others` holds the known syllables under their letters without marks."""

    counts: Mapping[str, int]
    pairs: Pairs
    total: int
    unseen: Mapping[str, float]
    others: Mapping[str, tuple[str, ...]]

    def pair(self, first: str | None, second: str | None) -> int:
        """How often the two stand side by side; 0 where one is missing or the pair was seen less than 3 times."""
        if first is None or second is None:
            return 0
        followers = self.pairs.get(first)
        return followers.get(second, 0) if followers else 0

    def binding(self, first: str | None, second: str | None, word: str) -> float:
        """Share of the places of the neighbour where `word`, the other one of the pair, stands beside it."""
        neighbour = second if first == word else first
        return self.pair(first, second) / self.counts.get(neighbour, 1) if neighbour else 0.0

    def fit(self, left: str | None, word: str, right: str | None) -> float:
        """Natural log of the chance of the word after `left` and before `right`; None is an edge."""
        chance = self._alone(word) if left is None else self._after(left, word)
        return math.log(chance) + (math.log(self._after(word, right)) if right is not None else 0.0)

    def gain(self, left: str | None, words: tuple[str, str], right: str | None) -> float:
        """How much better the second of two words fits there than the first, in natural logarithms."""
        return self.fit(left, words[1], right) - self.fit(left, words[0], right)

    def _alone(self, word: str) -> float:
        return (self.counts.get(word, 0) + _UNSEEN) / self.total

    def _after(self, left: str, word: str) -> float:
        seen = self.counts.get(left, 0)
        if not seen:
            return self._alone(word)
        return max(self.pair(left, word) - _DISCOUNT, 0) / seen + self.unseen[left] * self._alone(word)


def build_model(counts: Mapping[str, int], pairs: Pairs) -> SyllableModel:
    """Return the model of these counts.

    >>> model = build_model({"đầu": 50, "đấu": 20, "tư": 90}, {"đầu": {"tư": 40}})
    >>> model.gain(None, ("đấu", "đầu"), "tư") > 1
    True
    """
    unseen = {
        word: max(_LEAST_SHARE_OF_UNSEEN, 1 - sum(n - _DISCOUNT for n in pairs.get(word, {}).values()) / count)
        for word, count in counts.items()
    }
    others: defaultdict[str, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= _LEAST_PROPOSED:
            others[strip_marks(word)].append(word)
    return SyllableModel(
        counts, pairs, max(1, sum(counts.values())), unseen, {key: tuple(words) for key, words in others.items()}
    )


@cache
def load_model() -> SyllableModel:
    """Return the model of `resources/syllable_pairs.tsv.gz`, read once in about 0.1 s.

    >>> load_model().pair("chuyển", "đổi") > 900, load_model().pair("chuyên", "đổi")
    (True, 0)
    """
    packed = (files("normalizers.resources") / "syllable_pairs.tsv.gz").read_bytes()
    counts: dict[str, int] = {}
    pairs: dict[str, dict[str, int]] = {}
    for line in gzip.decompress(packed).decode().splitlines()[1:]:
        word, count, *rest = line.split("\t")
        counts[word] = int(count)
        pairs[word] = dict(zip(rest[::2], map(int, rest[1::2]), strict=True))
    return build_model(counts, pairs)
