"""Titles of heads and deputies, and names of persons, where they begin in a row of words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.actors.cell_words import Word
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.resources import load_resource
from normalizers.text import spelling_key

_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is handed on, its bare form ("Phó Giám đốc" -> "Giám đốc"), and the index behind it."""

    text: str
    base: str
    stop: int
    is_plural: bool = False

    @property
    def unit_head(self) -> str | None:
        """The head noun the title swallows: "Chánh Văn phòng" is the head of a "Văn phòng"."""
        unit = _facts(self.base).get("unit")
        return str(unit) if unit else None

    @property
    def always_joins(self) -> bool:
        """Whether the swallowed noun goes before whatever follows ("Chánh Văn phòng" + "Sở Y tế")."""
        return bool(_facts(self.base).get("always"))

    @property
    def is_of_committee(self) -> bool:
        """A title of a steering committee or working group: beside another post it names the same person."""
        return self.base in load_resource("head_titles.yml")["committee"]


def _facts(base: str) -> dict[str, str | bool]:
    facts: dict[str, str | bool] = load_resource("head_titles.yml")["titles"].get(base, {})
    return facts


def find_title(words: Sequence[Word], start: int) -> Title | None:
    """Return the title that begins at word `start`, with "Phó", "Quyền", "phụ trách" around it, or None."""
    if start >= len(words) or (words[start].key not in _first_words() and words[start].text not in _lists()["short"]):
        return None
    short = _short_title(words, start)
    if short is not None:
        return short
    before = _before().at(words, start)
    index = before[1] if before else start
    if index < len(words) and words[index].mark == ".":
        index += 1
    found = _titles().at(words, index)
    if found is None and before is not None:
        before, found = None, _titles().at(words, start)
    if found is None:
        return None
    base, stop = found
    if base in _lists()["needs_unit"] and not _has_unit(words, start, stop):
        return None
    after = _after().at(words, stop)
    parts = [before[0] if before else "", base, words[stop].text if after else ""]
    stop = after[1] if after else stop
    if after:
        parts[2] = " ".join(word.text for word in words[found[1] : stop])
    return Title(" ".join(part for part in parts if part), base, stop, bool(before and before[0].startswith("Các")))


def _has_unit(words: Sequence[Word], start: int, stop: int) -> bool:
    """Whether a short title is one: a capital letter or "các" follows ("Trưởng các phòng"), or nothing at all."""
    if stop >= len(words) or words[stop].mark:
        return words[start].is_capital and stop - start > 1
    return words[stop].is_capital or words[stop].key == "các"


def _short_title(words: Sequence[Word], start: int) -> Title | None:
    """As in "PGĐ Nguyễn Anh Tuấn", "PTP: Trịnh Ngọc Khoa": in capitals and before a name or a unit."""
    title = _lists()["short"].get(words[start].text)
    if title is None:
        return None
    after = _after().at(words, start + 1)
    following = words[start + 1] if start + 1 < len(words) else None
    if after is not None and after[1] < len(words):
        following = words[after[1]]
    if following is not None and following.mark == ":":
        following = words[start + 2] if start + 2 < len(words) else None
    if following is None or not following.is_capital or (len(words[start].text) < 3 and not is_surname(following)):
        return None
    after = _after().at(words, start + 1)
    stop = after[1] if after else start + 1
    return Title(" ".join([title, *(word.text for word in words[start + 1 : stop])]), _bare(title), stop)


def _bare(title: str) -> str:
    bare = title.removeprefix("Phó ").removesuffix(" phụ trách")
    return bare[:1].upper() + bare[1:]


def find_short_title(text: str) -> str | None:
    """Return the title a bare short form stands for ("PGĐ"), or None."""
    title: str | None = _lists()["short"].get(text)
    return title


def is_surname(word: Word) -> bool:
    """Return whether the word is a family name in capital spelling."""
    return word.text in _surnames() or (word.text.isupper() and word.text.capitalize() in _surnames())


def end_of_person(words: Sequence[Word], start: int) -> int:
    """Return the index behind a person's name that begins at `start`, or `start` where none does.

    A family name and one to four capitalised words more, with nothing but an end or a separator behind.
    """
    if start >= len(words) or not is_surname(words[start]):
        return start
    index = start + 1
    while index < min(len(words), start + _LONGEST_NAME) and _goes_on(words[index]):
        index += 1
    is_longer = index < len(words) and _goes_on(words[index])
    if index - start < 2 or is_longer or not _is_one_style(words[start:index]):
        return start
    # "Đoàn Thanh niên" is no "Đoàn Thanh": two words are a name only with nothing behind them.
    is_closed = (
        index >= len(words) or words[index].mark or words[index].opens_line or words[index].key in {"và", "cùng"}
    )
    return index if is_closed or index - start > 2 else start


def _goes_on(word: Word) -> bool:
    return word.is_capital and not word.mark and not word.is_expanded and word.text.isalpha() and not word.opens_line


def _is_one_style(words: Sequence[Word]) -> bool:
    """Names are written "Nguyễn Văn An" or all in capitals; "Đoàn TNCS" is none."""
    return all(word.text.istitle() for word in words) or (len(words) > 2 and all(word.text.isupper() for word in words))


def skip_person_marker(words: Sequence[Word], start: int) -> int:
    """Return the index behind "Ông", "Đồng chí", "TS." and the like; `start` where none stands."""
    index = start
    while (found := _persons().at(words, index)) is not None:
        index = found[1]
        while index < len(words) and words[index].mark in {".", ":"} and words[index].mark:
            index += 1
    if index > start and index < len(words) and words[index].is_capital:
        return index
    return start


@cache
def _lists() -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = load_resource("head_titles.yml")
    return lists


@cache
def _titles() -> Phrases:
    return phrases_of((title, title) for title in _lists()["titles"])


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_titles().by_first) | frozenset(_before().by_first)


@cache
def _before() -> Phrases:
    return phrases_of(_lists()["before"].items())


@cache
def _after() -> Phrases:
    return phrases_of((word, word) for word in _lists()["after"])


@cache
def _persons() -> Phrases:
    return phrases_of((word, word) for word in _lists()["persons"])


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_lists()["surnames"])


@cache
def committee_openings() -> Phrases:
    """Return how the names of committees and working groups begin."""
    return phrases_of((spelling_key(name), name) for name in _lists()["committee_units"])
