"""Phrases of the resource, found in words without regard to tone marks: recognition loses those first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from normalizers.actors.cell_words import Word, words_of
from normalizers.resources import load_resource
from normalizers.text import fold


@dataclass(frozen=True, slots=True)
class FoldedPhrases:
    """Phrases as folded words, by their first word, longest first; single syllables with their tone marks.

    One syllable without its marks says too little: "cử", "cứ" and "cũ" are three words.
    """

    by_first: dict[str, tuple[tuple[str, ...], ...]]
    single: frozenset[str]

    def end(self, words: Sequence[Word], start: int) -> int | None:
        """Return the index behind the longest phrase that begins at word `start`, or None."""
        if start >= len(words):
            return None
        for phrase in self.by_first.get(words[start].folded, ()):
            if tuple([word.folded for word in words[start : start + len(phrase)]]) == phrase:
                return start + len(phrase)
        return start + 1 if words[start].key in self.single else None


def folded_phrases(phrases: Iterable[str]) -> FoldedPhrases:
    """Return the lookup over phrases as printed.

    >>> folded_phrases(["tổ chức", "tổ chức triển khai"]).end(words_of("tô chức triên khai ngay"), 0)
    4
    >>> folded_phrases(["cử"]).end(words_of("cứ"), 0) is None
    True
    """
    by_first: dict[str, set[tuple[str, ...]]] = {}
    single: set[str] = set()
    for phrase in phrases:
        words = words_of(phrase)
        if len(words) == 1:
            single.add(words[0].key)
        else:
            by_first.setdefault(words[0].folded, set()).add(tuple(word.folded for word in words))
    longest = {first: tuple(sorted(keys, key=lambda key: (-len(key), key))) for first, keys in by_first.items()}
    return FoldedPhrases(longest, frozenset(single))


def vocabulary() -> Any:
    """Return the lists of `assignments.yml`."""
    return load_resource("assignments.yml")


@cache
def listed(name: str) -> FoldedPhrases:
    """Return the phrases of one list."""
    return folded_phrases(vocabulary()[name])


@cache
def folded_list(name: str) -> tuple[str, ...]:
    """Return the phrases of one list folded, longest first."""
    return tuple(sorted({fold(phrase) for phrase in vocabulary()[name]}, key=lambda phrase: (-len(phrase), phrase)))


def starts_with_any(text: str, name: str) -> bool:
    """Whether a text begins with a phrase of a list, whole words, tone marks aside.

    >>> starts_with_any("MỤC TIÊU, YÊU CÀU", "silent_headings"), starts_with_any("Mục tiêuxa", "silent_headings")
    (True, False)
    """
    folded = fold(text)
    return any(
        folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalnum()
        for phrase in folded_list(name)
    )
