"""Where the letters of a fixed phrase stand in a text, with right or damaged marks."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from normalizers.repair.confusions import are_confusable
from normalizers.repair.syllables import Syllable, find_syllables
from normalizers.resources import load_resource
from normalizers.text import strip_marks

# The letters of so many words in a row are no accident; of a body's name one word may even be damaged in its letters.
LONG_NAME = 5
# Shorter ones are too easily made by chance: "chủ quản | ủy quyền" is no "quận ủy".
_SHORTEST_NAME = 3
# A phrase that keeps a neighbour's words ("trọng tâm | quan trọng") and is never repaired itself.
GUARD = "guard"
_COUNTED = re.compile(r"\s*\d")


class Phrase(NamedTuple):
    """The words of a fixed phrase as keys, and what kind of phrase it is: phrase, body, document_type, guard."""

    words: tuple[str, ...]
    kind: str


class Match(NamedTuple):
    """A run of words with the letters of a phrase: where it starts and which of its words differ."""

    start: int
    phrase: Phrase
    changed: tuple[int, ...]

    @property
    def end(self) -> int:
        """The index after the last word."""
        return self.start + len(self.phrase.words)


def find_matches(text: str, words: Sequence[Syllable]) -> tuple[Match, ...]:
    """Return the longest phrase at every word where one starts, right or damaged, in reading order.

    >>> text = "cổng dữ liệu và hội thảo chuyên đổi số"
    >>> [(" ".join(match.phrase.words), match.changed) for match in find_matches(text, find_syllables(text))]
    [('cổng dữ liệu', ()), ('chuyển đổi số', (0,))]
    """
    return tuple(_matches(text, words))


def _matches(text: str, words: Sequence[Syllable]) -> Iterator[Match]:
    phrases = _phrases()
    bare = [_bare(word.key) for word in words]
    for start in range(len(words) - 1):
        candidates = phrases.get((bare[start], bare[start + 1]))
        if candidates is None or not words[start + 1].is_joined:
            continue
        found = [_match(text, words, start, phrase) for phrase in candidates]
        match = _closest([match for match in found if match])
        if match:
            yield match


def _match(text: str, words: Sequence[Syllable], start: int, phrase: Phrase) -> Match | None:
    changed = _differences(text, words[start : start + len(phrase.words)], phrase)
    return None if changed is None else Match(start, phrase, changed)


def _closest(matches: Sequence[Match]) -> Match | None:
    """The longest phrase, of these the one with the fewest damaged words; none where two are as close."""
    ranked = sorted(matches, key=_closeness)
    if not ranked:
        return None
    best, *others = ranked
    tied = any(_closeness(match) == _closeness(best) for match in others)
    return None if tied else best


def _closeness(match: Match) -> tuple[int, int]:
    return -len(match.phrase.words), len(match.changed)


def _differences(text: str, words: Sequence[Syllable], phrase: Phrase) -> tuple[int, ...] | None:
    """The places where the words differ from the phrase in marks; None where it does not stand there."""
    if len(words) < len(phrase.words) or not all(word.is_joined for word in words[1:]):
        return None
    changed = tuple(offset for offset, word in enumerate(words) if word.key != phrase.words[offset])
    if not all(words[offset].is_free for offset in changed) or (changed and _is_broken(words)):
        return None
    other = [offset for offset in changed if not are_confusable(words[offset].key, phrase.words[offset])]
    return changed if not other or _is_long_name(text, words, phrase, other) else None


def _is_broken(words: Sequence[Syllable]) -> bool:
    """Whether a second word of two begins a name: "thì Trưởng Công an" is no "thị trường"."""
    return len(words) == 2 and words[1].is_capital and not words[0].is_capital


def _is_long_name(text: str, words: Sequence[Syllable], phrase: Phrase, other: Sequence[int]) -> bool:
    """Whether a long name of a body may have this one word damaged in its letters ("đề" for "đổi")."""
    if phrase.kind != "body" or len(phrase.words) < LONG_NAME or len(other) > 1:
        return False
    seen, meant = words[other[0]].key, phrase.words[other[0]]
    return seen[0] == meant[0] and abs(len(seen) - len(meant)) < 2 and not _COUNTED.match(text, words[-1].end)


@cache
def _bare(key: str) -> str:
    # Kept: a text repeats its words.
    return strip_marks(key)


@cache
def _phrases() -> dict[tuple[str, str], tuple[Phrase, ...]]:
    """All phrases under the letters of their first two words; the kind of the first source that has one."""
    kinds: dict[tuple[str, ...], str] = {}
    for text, kind in _sources():
        words = tuple(word.key for word in find_syllables(text))
        if len(words) >= (_SHORTEST_NAME if kind == "body" else 2):
            kinds.setdefault(words, kind)
    found: defaultdict[tuple[str, str], list[Phrase]] = defaultdict(list)
    for words, kind in kinds.items():
        found[_bare(words[0]), _bare(words[1])].append(Phrase(words, kind))
    return {start: tuple(group) for start, group in found.items()}


def _sources() -> Iterator[tuple[str, str]]:
    lists = load_resource("phrases.yml")
    yield from ((entry["name"], "document_type") for entry in load_resource("document_types.yml")["types"])
    yield from ((text, "phrase") for group in lists["phrases"].values() for text in group)
    yield from ((text, GUARD) for text in lists["guards"])
    yield from ((text, "body") for text in lists["bodies"])
    yield from ((part, "body") for name in _body_names() for part in re.split(r"[,/]| - ", name))


def _body_names() -> Iterator[str]:
    entries: dict[str, dict[str, dict[str, Any]]] = load_resource("issuers.yml")["known"]
    for group in entries.values():
        for entry in group.values():
            yield from (entry["name"], *entry.get("names", ()), *([entry["head"]] if "head" in entry else []))
