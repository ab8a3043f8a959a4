"""Which syllables a recogniser takes for one another: same letters, other marks."""

import unicodedata
from functools import cache
from typing import NamedTuple

from normalizers.repair.syllable_model import SyllableModel
from normalizers.resources import load_resource
from normalizers.text import strip_marks

_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Confusion(NamedTuple):
    """A syllable that may have been printed, and the natural logarithm that speaks against it."""

    word: str
    cost: float


def find_confusions(word: str, model: SyllableModel) -> tuple[Confusion, ...]:
    """Return the known syllables that a recogniser may have read as `word`; never another right spelling of it.

    >>> from normalizers.repair.syllable_model import build_model
    >>> model = build_model({"để": 90, "đề": 80, "đẻ": 20, "hằng": 30, "hàng": 90}, {})
    >>> [found.word for found in find_confusions("đề", model)], find_confusions("hằng", model)
    (['để', 'đẻ'], ())
    """
    candidates = model.others.get(strip_marks(word), ())
    equal = equal_spellings(word)
    return tuple(Confusion(other, cost_of(word, other)) for other in candidates if other != word and other not in equal)


@cache
def cost_of(seen: str, meant: str) -> float:
    """Return what speaks against reading `meant` as `seen`, two syllables of the same letters.

    >>> cost_of("đề", "để") < cost_of("thú", "thủ") + 1 < cost_of("tuơng", "tướng")
    True
    """
    costs = load_resource("confusions.yml")["costs"]
    kinds = [kind for kind in map(_difference, seen, meant) if kind]
    return float(sum(costs[kind] for kind in kinds) + costs["more_letters"] * max(0, len(kinds) - 1))


def are_confusable(seen: str, meant: str) -> bool:
    """Whether the two syllables have the same letters and are not just two right spellings.

    >>> are_confusable("ché", "chế"), are_confusable("hàng", "hằng"), are_confusable("công", "cộng")
    (True, False, True)
    """
    return strip_marks(seen) == strip_marks(meant) and meant not in equal_spellings(seen)


def equal_spellings(word: str) -> frozenset[str]:
    """Return the spellings of a syllable that are as right as it, itself among them; none where it has no other.

    >>> sorted(equal_spellings("hằng")), equal_spellings("tháng")
    (['hàng', 'hằng'], frozenset())
    """
    return _equal_spellings().get(word, frozenset())


def print_like(before: str, after: str) -> str:
    """Return `after` in the case of the printed word: CHUYÊN gives CHUYỂN, Chuyên gives Chuyển.

    Keys bear the tone mark as in hoà; what is printed anew bears it as in hòa, as most offices do.

    >>> print_like("CHUYÊN", "chuyển"), print_like("Quản", "quán"), print_like("Uy", "uỷ")
    ('CHUYỂN', 'Quán', 'Ủy')
    """
    printed = _printed(after)
    if len(before) > 1 and before.isupper():
        return printed.upper()
    return printed[0].upper() + printed[1:] if before[:1].isupper() else printed


@cache
def _printed(key: str) -> str:
    placement = load_resource("characters.yml")["tone_placement"]
    ending = next((old for old, new in placement.items() if key.endswith(new) and not key.startswith("q")), "")
    return key[: len(key) - len(ending)] + unicodedata.normalize("NFC", ending)


@cache
def _difference(seen: str, meant: str) -> str:
    if seen == meant:
        return ""
    if strip_marks(seen) == "d":
        return "stroke"
    tones = [[mark for mark in unicodedata.normalize("NFD", letter) if mark in _TONES] for letter in (seen, meant)]
    signs = [[mark for mark in unicodedata.normalize("NFD", letter) if mark not in _TONES] for letter in (seen, meant)]
    if tones[0] == tones[1]:
        return "sign"
    return "tone" if signs[0] == signs[1] else "both"


@cache
def _equal_spellings() -> dict[str, frozenset[str]]:
    return {word: frozenset(group) for group in load_resource("confusions.yml")["equal"] for word in group}
