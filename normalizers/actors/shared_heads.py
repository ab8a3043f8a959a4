"""A head noun that several members share: "Các Vụ: Pháp chế, …", "Bộ Tài chính, Nội vụ", "UBND phường A, phường B"."""

from functools import cache

from normalizers.actors.cell_words import Word
from normalizers.actors.openings import (
    Opening,
    area_bodies,
    areas,
    end_of_opener,
    find_opening,
    is_area_collective,
    nouns,
)
from normalizers.actors.titles import find_title
from normalizers.actors.unit_entries import load_gazetteer, unit_heads
from normalizers.actors.units import makes_other_word
from normalizers.resources import load_resource

_OWN_OPENINGS = frozenset({Opening.TITLE, Opening.COLLECTIVE, Opening.KNOWN, Opening.UNIT, Opening.PERSON})


def find_shared_head(words: tuple[Word, ...], start: int) -> tuple[tuple[Word, ...], int] | None:
    """Return the head that "Các Vụ:", "các Sở, ngành:" give to the names that follow, and where those begin."""
    title = find_title(words, start)
    index = title.stop if title else start
    of_areas = _head_of_areas(words, index)
    if of_areas is not None:
        return words[start:index] + of_areas[0], of_areas[1]
    opener = end_of_opener(words, index)
    found = unit_heads().at(words, opener)
    if found is None or (opener == index and (title is not None or not _is_colon(words, found[1]))):
        return None
    if _is_colon(words, found[1]) and find_opening(words, found[1] + 1) in {Opening.PERSON, Opening.TITLE}:
        return None
    stop = _end_of_heads(words, found[1])
    prefix = words[start:index] + words[opener : found[1]]
    if _is_colon(words, stop):
        return prefix, stop + 1
    if stop > found[1] or opener == index or not words[opener].is_capital:
        return None
    return (prefix, stop) if _is_list_of_names(words, stop, prefix) else None


def _head_of_areas(words: tuple[Word, ...], index: int) -> tuple[tuple[Word, ...], int] | None:
    """As in "UBND các huyện: Tuy Phong, Bắc Bình": every name gets "UBND huyện"."""
    body = area_bodies().at(words, index)
    if body is None or body[1] >= len(words) or words[body[1]].key != "các":
        return None
    area = areas().at(words, body[1] + 1)
    if area is None or area[1] >= len(words):
        return None
    following = words[area[1]]
    is_named = following.is_capital and not following.opens_line and find_opening(words, area[1]) is None
    if following.mark != ":" and not is_named:
        return None
    return words[index : body[1]] + words[body[1] + 1 : area[1]], area[1] + (following.mark == ":")


def _is_list_of_names(words: tuple[Word, ...], start: int, head: tuple[Word, ...]) -> bool:
    """Whether "các Vụ Pháp chế, Đào tạo" lists names: the first is known, or a bare tail follows the first comma."""
    if start >= len(words) or not words[start].is_capital or find_opening(words, start) is not None:
        return False
    if end_with_head(words, start, head) > start:
        return True
    comma = next((index for index in range(start, len(words)) if words[index].mark), len(words))
    is_listed = comma + 1 < len(words) and words[comma].mark == "," and words[comma + 1].is_capital
    return is_listed and find_opening(words, comma + 1) is None


def _is_colon(words: tuple[Word, ...], index: int) -> bool:
    return index < len(words) and words[index].mark == ":"


def _end_of_heads(words: tuple[Word, ...], index: int) -> int:
    """Over the further nouns of "các Sở, ban, ngành:"."""
    while index + 1 < len(words) and (words[index].mark in {",", "/"} or words[index].key == "và"):
        found = nouns().at(words, index + 1)
        if found is None:
            break
        index = found[1]
    return index


def own_head(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The title and head noun of a member, which a following bare tail may share."""
    title = find_title(words, 0)
    index = title.stop if title else 0
    found = unit_heads().at(words, index)
    if found is None or found[1] >= len(words) or makes_other_word(words, index):
        return ()
    if is_area_collective(words, index):
        return ()
    return words[: found[1]]


def takes_head(words: tuple[Word, ...], start: int, head: tuple[Word, ...], is_announced: bool) -> bool:
    """Return whether the member at `start` has no head noun of its own and shares `head`."""
    if head and is_announced and _is_elided(words, start, head):
        # "Các Bộ: Công an, …" means the ministry, though "Công an" alone is a name too.
        return True
    if not head or find_opening(words, start) in _OWN_OPENINGS:
        return False
    return (is_announced and find_opening(words, start) is not Opening.NOUN) or _is_elided(words, start, head)


def _is_elided(words: tuple[Word, ...], start: int, head: tuple[Word, ...]) -> bool:
    """Whether head and tail together are a known name: "Sở" + "Nội vụ"; "UBND" + "phường Xuân Đỉnh"."""
    return end_with_head(words, start, head) > start


def end_with_head(words: tuple[Word, ...], start: int, head: tuple[Word, ...]) -> int:
    """Return the index behind the known name of `head` and the words at `start`; `start` where there is none."""
    title = find_title(head, 0)
    nouns_of_head = head[title.stop :] if title else head
    if not nouns_of_head or start >= len(words):
        return start
    is_area = areas().at(words, start) is not None
    if is_area and words[start].text.islower() and area_bodies().at(nouns_of_head, 0) is None:
        # "Sở Nội vụ, thành phố": a "Sở TP" would be that of justice.
        return start
    found = load_gazetteer().longest((*nouns_of_head, *words[start:]), 0)
    if found is None or found.stop <= len(nouns_of_head):
        return start
    stop = start + found.stop - len(nouns_of_head)
    return stop if _ends_here(words, stop) or (is_area and words[stop].is_capital) else start


def _ends_here(words: tuple[Word, ...], index: int) -> bool:
    return (
        index >= len(words) or bool(words[index].mark) or words[index].opens_line or words[index].key in joining_words()
    )


@cache
def joining_words() -> frozenset[str]:
    """Return "và", "cùng" and the other words that join members."""
    return frozenset(word for word in load_resource("list_words.yml")["conjunctions"] if " " not in word)
