"""Phrases of a closed list, found in a row of words: the longest one wins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalizers.actors.cell_words import Word
from normalizers.text import same_length_form, spelling_key


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first word, longest first; each with the form that is handed on."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], str], ...]]

    def at(self, words: Sequence[Word], start: int) -> tuple[str, int] | None:
        """Return the phrase that begins at word `start` and the index behind it, or None."""
        candidates = self.by_first.get(words[start].key) if start < len(words) else None
        if candidates is None:
            return None
        for keys, phrase in candidates:
            stop = start + len(keys)
            if tuple([word.key for word in words[start:stop]]) == keys:
                return phrase, stop
        return None


def phrases_of(forms: Iterable[tuple[str, str]]) -> Phrases:
    """Return the lookup over (as printed, as handed on) pairs."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for printed, phrase in forms:
        keys = tuple(spelling_key(same_length_form(printed)).replace(",", " ,").replace(".", " .").split())
        by_first.setdefault(keys[0], []).append((keys, phrase))
    return Phrases({first: tuple(sorted(each, key=lambda pair: -len(pair[0]))) for first, each in by_first.items()})
