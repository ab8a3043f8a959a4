"""Headers with a letter misread: "Đơn xị phối hợp" names those who coordinate. Else a whole column would be lost."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from normalizers.columns.words import ColumnRole, header_key, header_levels, level_role
from normalizers.resources import load_resource

# Shorter headers are a letter from too many others.
_LEAST_WORDS, _LEAST_LETTERS = 2, 7


def misread_role(text: str) -> ColumnRole | None:
    """Return the role that the last level of a header names where one letter of one word is another; None where not
    one role alone comes of it.

    >>> misread_role("Đơn xị phối hợp"), misread_role("Thới giam hoàn thành")
    (<ColumnRole.COORDINATING: 'coordinating'>, <ColumnRole.DEADLINE: 'deadline'>)
    >>> misread_role("Địa bàn huyện") is None
    True
    """
    key = header_key(header_levels(text)[-1])
    if len(key.split()) < _LEAST_WORDS or len(key.replace(" ", "")) < _LEAST_LETTERS:
        return None
    roles = {role for variant in _variants(key.split()) if (role := level_role(variant))}
    return roles.pop() if len(roles) == 1 else None


def _variants(words: list[str]) -> Iterator[str]:
    from rapidfuzz.distance import Levenshtein

    for at, word in enumerate(words):
        near = (other for other in _known() if word != other and Levenshtein.distance(word, other, score_cutoff=1) == 1)
        yield from (" ".join((*words[:at], other, *words[at + 1 :])) for other in near)


@cache
def _known() -> frozenset[str]:
    """Every word of the vocabulary of headers, without marks."""
    return frozenset(word for text in _texts(load_resource("columns.yml")) for word in header_key(text).split())


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        yield from (text for item in content.values() for text in _texts(item))
    elif isinstance(content, list):
        yield from (text for item in content for text in _texts(item))
