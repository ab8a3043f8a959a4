"""Provinces in the names of bodies with their marks lost or mistaken: "TÍNH PHÙ THỌ" is tỉnh Phú Thọ and no other.

Capitals carry their marks small and high, where seals, staples and worn print hide them; without marks no two provinces
of one kind are alike.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from normalizers.repair.repaired import Repair
from normalizers.resources import load_resource
from normalizers.text import slug

RULE = "province"
_CONFIDENCE = 0.95
# The words at the end of a name; what stands behind the last letter is none of it.
_LAST_WORDS = re.compile(r"[^\W\d_]+(?:[ –-]+[^\W\d_]+)*(?=\W*$)")


def find_province_repairs(text: str) -> Iterator[Repair]:
    """Yield the kind and name of the province at the end of a body's name in capitals, where its marks are others.

    Only for texts that were recognised. Old and other ways of writing ("HOÀ BÌNH", "ĐẮC LẮC") stay.

    >>> [found.after for found in find_province_repairs("ỦY BAN NHÂN DÂN TÍNH PHÙ THỌ")]
    ['TỈNH PHÚ THỌ']
    >>> [found.after for found in find_province_repairs("ỦY BAN NHÂN DÂN TỈNH HOÀ BÌNH")]
    []
    """
    last = _LAST_WORDS.search(text) if text.isupper() else None
    if last is None:
        return
    starts = [last.start(), *(at for at in range(last.start(), last.end()) if text[at - 1 : at] == " ")]
    for start in starts:
        name = text[start : last.end()]
        spellings = _spellings().get(slug(name))
        if spellings and not any(_marks(name) == _marks(spelling) for spelling in spellings):
            yield Repair(start, last.end(), name, spellings[0], RULE, _CONFIDENCE)
            return


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """By kind and name without marks: the ways of writing both in capitals, the usual one first."""
    found: dict[str, tuple[str, ...]] = {}
    lists = load_resource("provinces.yml")
    for entry in (*lists["provinces"], *lists["since_2025_07"]):
        for name in (entry["name"], *entry.get("aliases", ())):
            full = f"{entry['kind']} {name}".upper()
            found[slug(full)] = tuple(dict.fromkeys((*found.get(slug(full), ()), full)))
    return found


def _marks(text: str) -> list[list[str]]:
    """The letters and marks of each word, wherever in it a mark stands; dashes aside."""
    return [sorted(unicodedata.normalize("NFD", word)) for word in re.split(r"[ –-]+", text)]
