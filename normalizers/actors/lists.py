"""A cell's list of actors, split into members as a person would: names that hold "và", "," or "-" stay whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.actors.cell_words import Word
from normalizers.actors.list_gaps import Gap, is_boundary
from normalizers.actors.openings import find_opening
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.actors.shared_heads import end_with_head, find_shared_head, own_head, takes_head
from normalizers.actors.titles import find_title
from normalizers.actors.unit_entries import load_gazetteer
from normalizers.resources import load_resource


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its printed words, and the words of the head it shares with the members before it."""

    words: tuple[Word, ...]
    head: tuple[Word, ...] = ()
    # What stands right before it is a comma or a dash: the sign of an apposition.
    follows_comma: bool = False

    @property
    def full(self) -> tuple[Word, ...]:
        """The words of the whole name: "Sở" + "Nội vụ" in "Sở Tài chính, Nội vụ"."""
        return self.head + self.words


def split_members(words: Sequence[Word]) -> tuple[Member, ...]:
    """Return the members of a list in order.

    >>> from normalizers.actors.cell_words import words_of
    >>> [" ".join(w.text for w in each.full) for each in split_members(words_of("Các Vụ: Pháp chế, Tổ chức cán bộ"))]
    ['Vụ Pháp chế', 'Vụ Tổ chức cán bộ']
    """
    return tuple(_members(tuple(words)))


def _members(words: tuple[Word, ...]) -> Iterator[Member]:
    index, is_announced = 0, False
    head: tuple[Word, ...] = ()
    while index < len(words):
        start = _skip_lead_in(words, index)
        if start > index:
            index = start
            continue
        shared = find_shared_head(words, index)
        if shared is not None:
            head, index = shared
            is_announced = True
            continue
        stop = _end_of_member(words, index, head, is_announced)
        brought = own_head(words[index:stop])
        used = head if not brought and takes_head(words, index, head, is_announced) else ()
        yield Member(words[index:stop], used, index > 0 and words[index - 1].mark in {",", "-"})
        if brought:
            head, is_announced = brought, False
        index = stop


def _skip_lead_in(words: tuple[Word, ...], index: int) -> int:
    """The index behind separators, joining words and "Giao", "Lưu:", "Theo đề nghị của"."""
    while index < len(words):
        word = words[index]
        found = _lead_ins().at(words, index)
        if word.mark and word.mark != "(":
            index += 1
        elif found is not None and (find_opening(words, index) is None or found[1] - index > 1 or word.text.islower()):
            index = found[1]
        else:
            break
    return index


def _end_of_member(words: tuple[Word, ...], start: int, head: tuple[Word, ...], is_announced: bool) -> int:
    """The index behind the member that begins at `start`: known names are stepped over, then every sign is weighed."""
    index = max(_end_of_protected(words, start), end_with_head(words, start, head), start + 1)
    while index < len(words) and not is_boundary(Gap(words, start, index, index, head, is_announced)):
        index = max(_end_of_known_tail(words, index), index + 1)
    return index


def _end_of_protected(words: tuple[Word, ...], start: int) -> int:
    """Behind the title and the known name that a member begins with."""
    title = find_title(words, start)
    index = title.stop if title else start
    if title is not None and title.unit_head and index > start and title.always_joins:
        index = max(start, index - len(title.unit_head.split()))
    found = load_gazetteer().longest(words, index)
    return found.stop if found else (title.stop if title else start)


def _end_of_known_tail(words: tuple[Word, ...], index: int) -> int:
    """Behind a known name in the middle of a member ("Văn phòng Ban Chỉ đạo …, Thể thao và Du lịch")."""
    if not words[index].is_capital or words[index].mark:
        return index
    found = load_gazetteer().longest(words, index)
    return found.stop if found else index


@cache
def _lead_ins() -> Phrases:
    return phrases_of((phrase, phrase) for phrase in load_resource("list_words.yml")["lead_ins"])
