"""Damaged names: a letter misread, a word out of place. Found only when one known name fits and nothing else does."""

from collections.abc import Iterator, Sequence
from functools import cache
from operator import eq

from rapidfuzz.distance import Levenshtein

from normalizers.actors.cell_words import Word
from normalizers.actors.gazetteer import Gazetteer, Match, Method, Spelling
from normalizers.resources import load_resource
from normalizers.text import strip_marks

_LONG_NAME = 7
_MOST_MISREAD = 2


def rotated(words: Sequence[Word], gazetteer: Gazetteer) -> Match | None:
    """Return the known name that the words give when the last one or two stood elsewhere.

    A wrapped cell read by columns gives "tâm CNTT Trung" for "Trung tâm CNTT".
    """
    plain = [word for word in words if not word.mark]
    for tail in (1, 2):
        if len(plain) <= tail + 1:
            continue
        moved = plain[-tail:] + plain[:-tail]
        found = gazetteer.longest(moved, 0)
        if found is not None and found.stop == len(moved) and found.method is not Method.FOLDED:
            return Match(0, len(words), found.spellings, Method.FUZZY)
    return None


def nearest(words: Sequence[Word], gazetteer: Gazetteer) -> Match | None:
    """Return the one known name that differs from the words only by what recognisers confuse.

    The head noun and the number of words must agree, so "Sở" never becomes "Bộ"; a real word may differ only in a
    name of seven words or more; two names that fit equally are none.
    """
    plain = [word for word in words if word.mark != "-"]
    if len(plain) < 2:
        return None
    candidates = _alike(plain, gazetteer.near.get((plain[0].folded, len(plain)), ()))
    fitting = [(cost, spelling) for spelling in candidates if (cost := _cost(plain, spelling)) is not None]
    if not fitting:
        return None
    best = min(cost for cost, _ in fitting)
    nearest_ones = tuple(spelling for cost, spelling in fitting if cost == best)
    if len({spelling.entry.name for spelling in nearest_ones}) > 1:
        return None
    return Match(0, len(words), nearest_ones, Method.FUZZY)


def _alike(words: Sequence[Word], spellings: Sequence[Spelling]) -> Iterator[Spelling]:
    """The spellings that share all words but one or two, as `_cost` asks; counted in C, for there are hundreds."""
    folded = tuple(word.folded for word in words)
    least = len(words) - min(_MOST_MISREAD, (len(words) - 1) // 2)
    return (spelling for spelling in spellings if sum(map(eq, folded, spelling.folded)) >= least)


def _cost(words: Sequence[Word], spelling: Spelling) -> int | None:
    """How many words differ, or None where a difference is no misreading."""
    cost = 0
    for word, folded in zip(words, spelling.folded, strict=True):
        if word.folded == folded:
            continue
        cost += 1
        if cost > _MOST_MISREAD or not (
            _is_misread(word, folded) or (len(words) >= _LONG_NAME and _is_close(word, folded))
        ):
            return None
    return cost if cost < len(words) / 2 else None


def _is_misread(word: Word, folded: str) -> bool:
    distance = Levenshtein.distance(word.folded, folded, score_cutoff=2)
    if len(word.folded) < 2 or distance > 2:
        return False
    if distance == 1 and len(word.folded) == len(folded):
        return _is_lookalike(word.folded, folded) or (not word.text.isupper() and not is_syllable(word.folded))
    if word.text.isupper():
        # A letter doubled or lost in a code of five letters and more (BKHHCN); shorter codes lie too close together.
        return distance == 1 and len(folded) >= 5 and len(word.folded) != len(folded)
    return not is_syllable(word.folded)


def _is_close(word: Word, folded: str) -> bool:
    if word.text.isupper() or word.folded[0] != folded[0]:
        return False
    return Levenshtein.distance(word.folded, folded, score_cutoff=2) <= 2


def _is_lookalike(one: str, other: str) -> bool:
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return all(any(a in group and b in group for group in _lookalikes()) for a, b in differing)


@cache
def _lookalikes() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in load_resource("unit_heads.yml")["lookalikes"])


@cache
def _syllables() -> frozenset[str]:
    lists = load_resource("unit_heads.yml")
    return frozenset(onset + rhyme for onset in lists["onsets"] for rhyme in lists["rhymes"])


def is_syllable(word: str) -> bool:
    """Return whether a word, marks aside, can be a Vietnamese syllable.

    >>> is_syllable("chuyen"), is_syllable("ưung")
    (True, False)
    """
    return strip_marks(word).casefold() in _syllables()
