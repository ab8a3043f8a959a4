"""One lookup of names: exact, alias, folded, fuzzy. It says which way it went; the longest known name wins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from normalizers.actors.cell_words import Word, words_of
from normalizers.text import strip_marks


class Method(StrEnum):
    """How a printed name was matched with an entry."""

    EXACT = "exact"
    ALIAS = "alias"
    FOLDED = "folded"
    FUZZY = "fuzzy"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Entry:
    """One body or unit that has a name of its own; `scopes` names the kinds of body that each have one."""

    name: str
    unit_id: str | None
    level: str
    short_names: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    parent_id: str | None = None
    scopes: tuple[str, ...] = ()
    area: str | None = None
    head_title: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = "M"

    def is_valid(self, year: int | None) -> bool:
        """Whether the name was in force in some part of the year; unknown years and dates bar nothing."""
        if year is None:
            return True
        starts = self.valid_from is None or self.valid_from.year <= year
        return starts and (self.valid_to is None or self.valid_to.year >= year)


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write an entry's name, as keys with tone marks."""

    entry: Entry
    keys: tuple[str, ...]
    # 0 the name itself, 1 a short form somebody wrote down, 2 one made from the initials.
    weight: int
    has_head: bool
    folded: tuple[str, ...]
    # The words are what one short form is spelled out to ("SHTT"); printed in full they are no name.
    is_spelled_out: bool = False

    @property
    def is_code(self) -> bool:
        """A single word without head noun, or what one is spelled out to."""
        return self.is_spelled_out or (not self.has_head and len(self.keys) == 1)

    @property
    def is_bare(self) -> bool:
        """A single word without head noun ("TTCNTT"): it means something only inside its own body.

        Long ones and those with a number ("NAFOSTED", "C06") are told apart everywhere.
        """
        is_telling = len(self.keys[0]) > 5 or any(sign.isdigit() for sign in self.keys[0])
        return not self.has_head and len(self.keys) == 1 and not is_telling


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in a row of words: the words [start, stop) and all spellings that end there."""

    start: int
    stop: int
    spellings: tuple[Spelling, ...]
    method: Method


@dataclass(frozen=True, slots=True)
class _Node:
    edges: dict[str, "_Node"] = field(default_factory=dict)
    # Spellings that end here: those that always count, and codes that count only as printed.
    ends: list[Spelling] = field(default_factory=list)
    codes: list[Spelling] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names and short forms of entries, looked up by words.

    `root` is a trie over folded words, `squashed` finds names whose blanks went astray, `near` serves the fuzzy search.
    """

    root: _Node
    squashed: dict[str, tuple[Spelling, ...]]
    near: dict[tuple[str, int], tuple[Spelling, ...]]

    def longest(self, words: Sequence[Word], start: int) -> Match | None:
        """Return the longest known name that begins at word `start`; dashes inside a name do not count."""
        if start >= len(words) or words[start].folded not in self.root.edges:
            return None
        node, best, index = self.root, None, start
        while index < len(words):
            word = words[index]
            if word.mark != "-" or index == start:
                following = node.edges.get(word.folded)
                if following is None or (word.opens_line and word.mark):
                    break
                node = following
                codes = [code for code in node.codes if _is_code(code, words, start, index)] if node.codes else []
                if node.ends or codes:
                    best = (index + 1, node.ends + codes if codes else node.ends)
            index += 1
        return None if best is None else _match(words, start, *best)

    def whole(self, words: Sequence[Word]) -> Match | None:
        """Return the match that covers all the words, blanks astray allowed."""
        found = self.longest(words, 0)
        if found is not None and found.stop == len(words):
            return found
        spellings = self.squashed.get("".join(word.key for word in words if word.mark != "-"))
        if spellings is None or len("".join(spellings[0].keys)) < 6:
            return None
        return Match(0, len(words), spellings, Method.FOLDED)


def build_gazetteer(entries: Iterable[Entry], heads: frozenset[str]) -> Gazetteer:
    """Return the lookup over all names and short forms; `heads` are the first words that open a unit's name."""
    root = _Node()
    squashed: dict[str, list[Spelling]] = {}
    near: dict[tuple[str, int], list[Spelling]] = {}
    for spelling in _spellings(entries, heads):
        node = root
        for key in spelling.folded:
            node = node.edges.setdefault(key, _Node())
        ends = node.codes if spelling.is_code else node.ends
        if all(other.entry is not spelling.entry or other.keys != spelling.keys for other in ends):
            ends.append(spelling)
        squashed.setdefault("".join(spelling.keys).replace(",", ""), []).append(spelling)
        near.setdefault((spelling.folded[0], len(spelling.keys)), []).append(spelling)
    return Gazetteer(root, {key: tuple(each) for key, each in squashed.items()}, {k: tuple(v) for k, v in near.items()})


def _is_code(spelling: Spelling, words: Sequence[Word], start: int, last: int) -> bool:
    """A code is a code only in capitals, and its spelled-out words only when the short form is printed."""
    if spelling.is_spelled_out:
        return words[start].is_expanded and words[start].start == words[last].start
    text = words[start].text
    is_long = len(text) > 4 or any(sign.isdigit() for sign in text)
    return (text.isupper() and (is_long or words[start].key == spelling.keys[0])) or (
        words[start].is_capital and is_long
    )


def _match(words: Sequence[Word], start: int, stop: int, ends: list[Spelling]) -> Match:
    keys = tuple(word.key for word in words[start:stop] if word.mark != "-")
    spelled = tuple(spelling for spelling in ends if spelling.keys == keys)
    if not spelled:
        return Match(start, stop, tuple(ends), Method.FOLDED)
    is_name = any(spelling.weight == 0 for spelling in spelled)
    is_printed = not any(word.is_expanded for word in words[start:stop])
    return Match(start, stop, spelled, Method.EXACT if is_name and is_printed else Method.ALIAS)


def _spellings(entries: Iterable[Entry], heads: frozenset[str]) -> Iterator[Spelling]:
    for entry in entries:
        for weight, names in enumerate(((entry.name,), entry.short_names, entry.initials)):
            for name in names:
                for keys in _variants(name):
                    yield _spelling(entry, keys, weight, heads, is_spelled_out=" " not in name and len(keys) > 1)


def _spelling(
    entry: Entry, keys: tuple[str, ...], weight: int, heads: frozenset[str], *, is_spelled_out: bool
) -> Spelling:
    has_head = keys[0] in heads and len(keys) > 1
    return Spelling(entry, keys, weight, has_head, tuple(strip_marks(key) for key in keys), is_spelled_out)


def _variants(name: str) -> Iterator[tuple[str, ...]]:
    """The name as its words, also without its commas; a short form also as it is printed."""
    seen: set[tuple[str, ...]] = set()
    for words in _readings(name):
        keys = tuple(word.key for word in words if word.mark != "-")
        for variant in (keys, tuple(key for key in keys if key != ",")):
            if variant and variant not in seen:
                seen.add(variant)
                yield variant


def _readings(name: str) -> Iterator[tuple[Word, ...]]:
    """The words of a name, and where a short form was spelled out in it, those that are printed."""
    words = words_of(name)
    yield words
    if any(word.is_expanded for word in words):
        yield words_of(name, tuple((printed, printed) for printed in name.split()))
