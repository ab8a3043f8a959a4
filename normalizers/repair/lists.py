"""Words of lists that every decision has, their marks misread: "các sở, bạn, ngành" is "các sở, ban, ngành"."""

import re
from collections.abc import Iterator
from functools import cache

from normalizers.repair.confusions import print_like
from normalizers.repair.repaired import Repair
from normalizers.repair.syllables import key_of
from normalizers.resources import load_resource
from normalizers.text import strip_marks

RULE = "list"
_CONFIDENCE = 0.97
_WORD = re.compile(r"[^\W\d_]+")


def find_list_repairs(text: str) -> Iterator[Repair]:
    """Yield the words of lists whose letters are these and whose marks are others. Only for recognised text.

    >>> [(found.before, found.after) for found in find_list_repairs("Các sở, bạn, ngành; bộ, ngành, đĩa phương")]
    [('bạn', 'ban'), ('đĩa', 'địa')]
    """
    bare = strip_marks(text).lower()
    for pattern, words in _lists():
        for found in pattern.finditer(bare):
            for place, word in enumerate(words, start=1):
                start, end = found.span(place)
                if key_of(text[start:end]) != word:
                    yield Repair(start, end, text[start:end], print_like(text[start:end], word), RULE, _CONFIDENCE)


@cache
def _lists() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    lists = load_resource("phrases.yml")["lists"]
    return tuple((_pattern(text), tuple(map(key_of, _WORD.findall(text)))) for text in lists)


def _pattern(text: str) -> re.Pattern[str]:
    """The letters of a list, each word a group."""
    bare = strip_marks(text).lower()
    return re.compile(r"(?<!\w)" + re.sub(r"\w+", r"(\g<0>)", bare).replace(" ", r"\s+") + r"(?!\w)")
