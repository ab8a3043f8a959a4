"""Phrases of a closed list, found in a row of words: the longest one wins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalizers.cell_words import Word
from normalizers.text import same_length_form, spelling_key


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first word, longest first; each with the form that is handed on."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], str], ...]]

    def at(self, words: Sequence[Word], start: int) -> tuple[str, int] | None:
        """Return the phrase that begins at word `start` and the index behind it, or None."""
        if start >= len(words):
            return None
        for keys, phrase in self.by_first.get(words[start].key, ()):
            stop = start + len(keys)
            if stop <= len(words) and all(word.key == key for word, key in zip(words[start:stop], keys, strict=True)):
                return phrase, stop
        return None


def phrases_of(forms: Iterable[tuple[str, str]]) -> Phrases:
    """Return the lookup over (as printed, as handed on) pairs."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for printed, phrase in forms:
        keys = tuple(spelling_key(same_length_form(printed)).replace(",", " ,").replace(".", " .").split())
        by_first.setdefault(keys[0], []).append((keys, phrase))
    return Phrases({first: tuple(sorted(each, key=lambda pair: -len(pair[0]))) for first, each in by_first.items()})
