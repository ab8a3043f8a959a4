"""Words of a wrapped cell that were read as a column of their own, put back where they were printed.

A cell printed as "Giám đốc Trung / tâm CNTT" may be read with "Trung" in a column at its right; folding the column back
leaves "Giám đốc tâm CNTT Trung". A known name, or the pairs of syllables, tell where the word stood.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from normalizers.repair.repaired import Repair
from normalizers.repair.syllable_model import SyllableModel, load_model
from normalizers.repair.syllables import find_syllables

RULE = "reading_order"

# Measured by tearing words out of cells, see tests/noise.py: how much likelier (natural logarithm) than the next best.
_MARGIN = 3.0
# The moved word must make a pair with its new neighbour that is no accident.
_LEAST_PAIR = 10
_PARTS = re.compile(r"[;,:\n]")


class _Place(NamedTuple):
    """A reading with the moved words before the word `at`, and how likely its pairs are."""

    at: int
    text: str
    chance: float


def reorder_folded(text: str, moved: str, names: Callable[[str], bool]) -> Repair | None:
    """Return the repair that moves `moved`, the last words of the cell, to where they were printed; None where unsure.

    `names` says whether a string is the name of a unit, as the gazetteer knows it. Exactly one place must give a known
    name, else the pairs of syllables must clearly prefer one place. None as well where the words stand well at the end.

    >>> repair = reorder_folded("Giám đốc tâm CNTT Trung", "Trung", names=lambda name: name == "Trung tâm CNTT")
    >>> repair.before, repair.after, repair.rule
    ('tâm CNTT Trung', 'Trung tâm CNTT', 'reading_order')
    >>> reorder_folded("Vụ Kế hoạch - Tài chính", "chính", names=lambda name: False) is None
    True
    """
    rest = text.removesuffix(moved).split()
    if not moved or not text.endswith(moved) or len(rest) < 2 or " ".join([*rest, moved]) != text:
        return None
    places = list(_places(rest, moved, load_model()))
    named = [place for place in places if _makes_name(place, rest, moved, names)]
    best = named[0] if len(named) == 1 else _clearly_best(named or places, load_model(), rest, moved)
    if best is None or best.at == len(rest):
        return None
    start = len(" ".join(rest[: best.at])) + bool(best.at)
    return Repair(start, len(text), text[start:], best.text[start:], RULE, 0.99 if named else 0.95)


def _places(rest: Sequence[str], moved: str, model: SyllableModel) -> Iterator[_Place]:
    for index in range(len(rest) + 1):
        text = " ".join([*rest[:index], moved, *rest[index:]])
        yield _Place(index, text, _chance(text, model))


def _chance(text: str, model: SyllableModel) -> float:
    words = find_syllables(text)
    befores = [words[index - 1].key if word.is_joined else None for index, word in enumerate(words)]
    return sum(model.fit(before, word.key, None) for before, word in zip(befores, words, strict=True))


def _makes_name(place: _Place, rest: Sequence[str], moved: str, names: Callable[[str], bool]) -> bool:
    """Whether a known name holds the moved words and what follows them, up to the next comma."""
    if place.at == len(rest):
        return names(place.text)
    tail = _PARTS.split(" ".join(rest[place.at :]))[0].strip()
    head = _PARTS.split(" ".join(rest[: place.at]))[-1].split()
    heads = [head[start:] for start in range(len(head) + 1)] if tail else []
    # A name that is whole without them needs no more words.
    whole = any(names(" ".join([*words, tail])) for words in heads)
    return not whole and any(names(" ".join([*words, moved, tail])) for words in heads)


def _clearly_best(places: Sequence[_Place], model: SyllableModel, rest: Sequence[str], moved: str) -> _Place | None:
    ranked = sorted(places, key=lambda place: -place.chance)
    if len(ranked) < 2 or ranked[0].chance - ranked[1].chance < _MARGIN:
        return None
    return ranked[0] if _joins(ranked[0].at, model, rest, moved) else None


def _joins(index: int, model: SyllableModel, rest: Sequence[str], moved: str) -> bool:
    before, after = rest[max(0, index - 1) : index], rest[index : index + 1]
    keys = [word.key for word in find_syllables(" ".join([*before, moved, *after]))]
    return any(model.pair(first, second) >= _LEAST_PAIR for first, second in pairwise(keys))
