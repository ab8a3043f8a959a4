"""Specks of dirt that a recogniser read as stops: between two words that law texts never part."""

import re
from collections.abc import Iterator
from itertools import product

from normalizers.repair.hooks import with_hook
from normalizers.repair.repaired import Repair
from normalizers.repair.syllable_model import SyllableModel, load_model
from normalizers.repair.syllables import key_of

RULE = "stray_stop"

_BETWEEN = re.compile(r"(?<![\w.])(?P<left>[^\W\d_]+)(?P<stop> [.'’-]|[.,:'’-] ?)(?P<right>[^\W\d_]+)(?![\w.])")
# Syllables that law texts hold this often are words, not pieces of an address (gov.vn).
_COMMON = 100
# A comma may stand between two words that often make one ("bảo vệ, môi trường"); a full stop before a small letter not.
_TIES = {".": (5, 0.002), "'": (5, 0.002), "’": (5, 0.002), ":": (20, 0.1), "-": (20, 0.1), ",": (20, 0.2)}


def find_stop_repairs(text: str) -> Iterator[Repair]:
    """Yield the stops to be a blank, in reading order.

    Only for texts that were recognised: a person may print such a stop.

    >>> [(found.before, found.after) for found in find_stop_repairs("họp tập. trung tại cơ quan y.tế")]
    [('. ', ' '), ('.', ' ')]
    """
    model, at = load_model(), 0
    while match := _BETWEEN.search(text, at):
        at = match.start("right")
        left, stop, right = match["left"], match["stop"], match["right"]
        if right.islower() and not left.isupper() and _is_stray(model, key_of(left), stop, key_of(right)):
            yield Repair(match.start("stop"), match.end("stop"), stop, " ", RULE, 0.95)


def _is_stray(model: SyllableModel, left: str, stop: str, right: str) -> bool:
    """Whether no stop stands there: a full stop inside a word, or two words side by side too often to be parted."""
    if stop == "." and all(len(word) > 1 and _is_word(model, word) for word in (left, right)):
        return True
    pairs, binding = _TIES[stop.strip()]
    return any(
        model.pair(first, second) >= pairs
        and max(model.binding(first, second, first), model.binding(first, second, second)) >= binding
        for first, second in product((left, with_hook(left)), (right, with_hook(right)))
        if first and second
    )


def _is_word(model: SyllableModel, word: str) -> bool:
    return any(model.counts.get(read, 0) >= _COMMON for read in (word, with_hook(word)))
