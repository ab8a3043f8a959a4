"""How a member of a list begins: by a title, a plural word, a known name, a head noun, a person, a short form."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from normalizers.actors.cell_words import Word
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.actors.titles import end_of_person, find_title, skip_person_marker
from normalizers.actors.unit_entries import load_gazetteer, unit_heads
from normalizers.actors.units import makes_other_word, opens_unit
from normalizers.resources import load_resource

# The words of a unit that is not known stand between its head and "các": "Trung tâm Kiểm soát bệnh tật các tỉnh".
_LONGEST_NAME = 7


class Opening(StrEnum):
    """What a member opens with."""

    TITLE = "title"
    COLLECTIVE = "collective"
    NOUN = "noun"
    KNOWN = "known"
    UNIT = "unit"
    PERSON = "person"
    SHORT_FORM = "short form"


def find_opening(words: Sequence[Word], start: int) -> Opening | None:
    """Return how a member could begin at word `start`, or None where no actor begins."""
    if start >= len(words) or words[start].mark:
        return None
    for opening, test in _TESTS:
        if test(words, start):
            return opening
    return None


def _opens_title(words: Sequence[Word], start: int) -> bool:
    return find_title(words, start) is not None


def _opens_person(words: Sequence[Word], start: int) -> bool:
    index = skip_person_marker(words, start)
    if index > start:
        return True
    return end_of_person(words, start) > start and load_gazetteer().longest(words, start) is None


def _opens_collective(words: Sequence[Word], start: int) -> bool:
    """As in "các đơn vị", "toàn thể cán bộ", "03 khoa", "UBND các huyện", "UBND xã, phường"."""
    index = end_of_opener(words, start)
    if index > start:
        return index < len(words) and not words[index].mark
    return is_area_collective(words, start)


def end_of_opener(words: Sequence[Word], start: int) -> int:
    """Return the index behind a plural word or a number before a noun; `start` where none stands."""
    if start < len(words) and words[start].text.isdigit() and nouns().at(words, start + 1):
        return start + 1
    found = _openers().at(words, start)
    return found[1] if found else start


def is_area_collective(words: Sequence[Word], start: int) -> bool:
    """As in "UBND các huyện", "UBND cấp xã", "UBND xã, phường": the bodies of many areas."""
    found = area_bodies().at(words, start)
    if found is None:
        return _is_of_areas(words, start)
    index = found[1]
    if index < len(words) and words[index].key in {"các", "cấp", "những", "từng", "mỗi"}:
        return True
    area = areas().at(words, index)
    if area is None or area[1] + 1 >= len(words) or words[area[1]].mark not in {",", "/"}:
        return False
    following = areas().at(words, area[1] + 1)
    return following is not None and _ends_name(words, following[1])


def _is_of_areas(words: Sequence[Word], start: int) -> bool:
    """As in "Trung tâm Y tế các huyện, thành phố", "Công an các đơn vị, địa phương": one unit for each area."""
    if not opens_unit(words, start):
        return False
    found = load_gazetteer().longest(words, start)
    behind = found.stop if found else start + 1
    for index in range(behind, min(behind + _LONGEST_NAME, len(words))):
        if words[index].mark or words[index].opens_line or words[index].key == "và":
            return False
        if words[index].key == "các":
            return areas().at(words, index + 1) is not None or _parts().at(words, index + 1) is not None
    return False


def is_bare_noun(words: Sequence[Word], start: int) -> bool:
    """A general noun without a name of its own behind it ("doanh nghiệp viễn thông", "Sở, ban, ngành")."""
    found = nouns().at(words, start) or _singles().at(words, start)
    if found is None:
        return False
    stop = found[1]
    if makes_other_word(words, start):
        return False
    is_head = words[start].is_capital and unit_heads().at(words, start) is not None
    if stop >= len(words) or words[stop].mark or (words[stop].opens_line and not is_head):
        return words[start].key not in _alone() or not words[start].is_capital
    if is_head:
        return words[stop].text.islower() and _goes_on_as_collective(words, stop)
    return (
        words[stop].text.islower()
        or words[stop].is_expanded
        or found[0] in _singles_set()
        or not words[start].is_capital
    )


def _goes_on_as_collective(words: Sequence[Word], stop: int) -> bool:
    return words[stop].key == "và" or _qualifiers().at(words, stop) is not None


def _opens_known(words: Sequence[Word], start: int) -> bool:
    found = load_gazetteer().longest(words, start)
    if found is None or not (words[start].is_capital or found.stop - start > 1):
        return False
    return words[start].is_capital or opens_unit(words, start) or found.stop - start > 2


def _opens_short_form(words: Sequence[Word], start: int) -> bool:
    text = words[start].text
    return len(text) > 1 and text.isupper() and not words[start].is_expanded and any(each.isalpha() for each in text)


def _ends_name(words: Sequence[Word], index: int) -> bool:
    return index >= len(words) or not words[index].is_capital


# The first test that fits names the opening: the most telling ones stand first.
_TESTS = (
    (Opening.TITLE, _opens_title),
    (Opening.COLLECTIVE, _opens_collective),
    (Opening.PERSON, _opens_person),
    (Opening.KNOWN, _opens_known),
    (Opening.NOUN, is_bare_noun),
    (Opening.UNIT, opens_unit),
    (Opening.SHORT_FORM, _opens_short_form),
)


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = load_resource("collectives.yml")
    return lists


def _table(name: str) -> Phrases:
    return phrases_of((phrase, phrase) for phrase in _lists()[name])


@cache
def nouns() -> Phrases:
    """Return the general nouns that collectives are made of."""
    return _table("nouns")


@cache
def areas() -> Phrases:
    """Return the area words ("huyện", "thị xã")."""
    return _table("areas")


@cache
def _parts() -> Phrases:
    return phrases_of((noun, noun) for noun in ("đơn vị", "địa phương", "cấp"))


@cache
def _openers() -> Phrases:
    return _table("openers")


@cache
def area_bodies() -> Phrases:
    """Return the bodies that every area has ("ủy ban nhân dân")."""
    return _table("area_bodies")


@cache
def _qualifiers() -> Phrases:
    return _table("qualifiers")


@cache
def _singles() -> Phrases:
    return _table("singles")


@cache
def _singles_set() -> frozenset[str]:
    return frozenset(_lists()["singles"])


@cache
def _alone() -> frozenset[str]:
    return frozenset(head.casefold().split()[0] for head in load_resource("unit_heads.yml")["alone"])
