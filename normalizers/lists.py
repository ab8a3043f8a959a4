"""A cell's list of actors, split into members as a person would: names that hold "và", "," or "-" stay whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from normalizers.cell_words import BULLET, Word, words_of
from normalizers.openings import (
    Opening,
    areas,
    end_of_opener,
    find_opening,
    is_area_collective,
    is_bare_noun,
    nouns,
)
from normalizers.phrases import Phrases, phrases_of
from normalizers.resources import load_resource
from normalizers.titles import end_of_person, find_title, skip_person_marker
from normalizers.unit_entries import load_gazetteer, unit_heads
from normalizers.units import makes_other_word

_HARD = frozenset({";", BULLET, "."})
_SOFT = frozenset({",", "/", "-", "+", ":"})
_LINKS = frozenset({"và", "các", "của", "thuộc", "với", "cùng", "trực", "cho", "về", "tại", "cấp", "ở"})


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

    >>> [" ".join(w.text for w in each.full) for each in split_members(words_of("Các Vụ: Pháp chế, Tổ chức cán bộ"))]
    ['Vụ Pháp chế', 'Vụ Tổ chức cán bộ']
    """
    return tuple(_members(tuple(words)))


def _members(words: tuple[Word, ...]) -> Iterator[Member]:
    index, head, is_announced = 0, (), False
    while index < len(words):
        start = _skip_lead_in(words, index)
        if start > index:
            index = start
            continue
        shared = _shared_head(words, index)
        if shared is not None:
            head, index = shared
            is_announced = True
            continue
        stop = _end_of_member(words, index, head, is_announced)
        own_head = _own_head(words[index:stop])
        used = head if not own_head and _takes_head(words, index, head, is_announced) else ()
        yield Member(words[index:stop], used, index > 0 and words[index - 1].mark in {",", "-"})
        if own_head:
            head, is_announced = own_head, False
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


def _shared_head(words: tuple[Word, ...], start: int) -> tuple[tuple[Word, ...], int] | None:
    """The head that "Các Vụ:", "Vụ trưởng các Vụ", "các Sở, ngành:" give to the names that follow, and where those begin."""
    title = find_title(words, start)
    index = title.stop if title else start
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
    following = words[stop] if stop < len(words) else None
    is_named = following is not None and following.is_capital and find_opening(words, stop) is None
    return (prefix, stop) if is_named else None


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


def _own_head(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The title and head noun of a member, which a following bare tail may share."""
    title = find_title(words, 0)
    index = title.stop if title else 0
    found = unit_heads().at(words, index)
    if found is None or found[1] >= len(words) or makes_other_word(words, index):
        return ()
    if is_area_collective(words, index):
        return ()
    return words[: found[1]]


def _takes_head(words: tuple[Word, ...], start: int, head: tuple[Word, ...], is_announced: bool) -> bool:
    if not head or find_opening(words, start) in _OWN_OPENINGS:
        return False
    return (is_announced and find_opening(words, start) is not Opening.NOUN) or _is_elided(words, start, head)


_OWN_OPENINGS = frozenset({Opening.TITLE, Opening.COLLECTIVE, Opening.KNOWN, Opening.UNIT, Opening.PERSON})


def _is_elided(words: tuple[Word, ...], start: int, head: tuple[Word, ...]) -> bool:
    """Whether head and tail together are a known name: "Sở" + "Nội vụ"; "UBND" + "phường Xuân Đỉnh"."""
    return _end_with_head(words, start, head) > start


def _end_with_head(words: tuple[Word, ...], start: int, head: tuple[Word, ...]) -> int:
    title = find_title(head, 0)
    nouns_of_head = head[title.stop :] if title else head
    if not nouns_of_head or start >= len(words):
        return start
    found = load_gazetteer().longest((*nouns_of_head, *words[start:]), 0)
    if found is None or found.stop <= len(nouns_of_head):
        return start
    stop = start + found.stop - len(nouns_of_head)
    is_area = areas().at(words, start) is not None
    return stop if _ends_here(words, stop) or (is_area and words[stop].is_capital) else start


def _ends_here(words: tuple[Word, ...], index: int) -> bool:
    return index >= len(words) or bool(words[index].mark) or words[index].opens_line or words[index].key in _joining()


def _end_of_member(words: tuple[Word, ...], start: int, head: tuple[Word, ...], is_announced: bool) -> int:
    """The index behind the member that begins at `start`: known names are stepped over, then every sign is weighed."""
    index = max(_end_of_protected(words, start), _end_with_head(words, start, head), start + 1)
    gap = _Gap(words, start, index, index, head, is_announced)
    while index < len(words) and not _is_boundary(replace(gap, index=index)):
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


def _is_boundary(gap: "_Gap") -> bool:
    words, start, index = gap.words, gap.start, gap.index
    word = words[index]
    if word.mark in _HARD:
        return word.mark != "." or skip_person_marker(words, start) <= index
    if word.mark == ":":
        title = find_title(words, start)
        is_person = end_of_person(words, index + 1) > index + 1
        return title is None or (title.stop != index and not is_person)
    if word.mark in _SOFT or word.key in _joining():
        return _splits(gap)
    if word.opens_line:
        return _opens_member_on_new_line(words, start, index)
    return _are_neighbours(words, start, index)


def _opens_member_on_new_line(words: tuple[Word, ...], start: int, index: int) -> bool:
    """A line end divides only between two whole members: a wrapped name goes on."""
    left = words[start:index]
    if find_opening(words, index) is None or left[-1].key in _LINKS or left[-1].mark:
        return False
    title = find_title(left, 0)
    if title is not None and title.stop == len(left) and title.unit_head is None:
        return False
    bare = unit_heads().at(left, title.stop if title else 0)
    return bare is None or bare[1] < len(left) or _is_known(left)


def _are_neighbours(words: tuple[Word, ...], start: int, index: int) -> bool:
    """Two known names of one rank without any sign between them: "Sở Tài chính Sở Tư pháp"."""
    if not words[index].is_capital or not _is_known(words[start:index]):
        return False
    if find_opening(words, index) is Opening.TITLE:
        return True
    right = load_gazetteer().longest(words, index)
    if right is None:
        return False
    return _rank(words, start) is not None and _rank(words, start) == _rank(words, index)


def _rank(words: Sequence[Word], index: int) -> str | None:
    found = unit_heads().at(words, index)
    return load_resource("unit_heads.yml")["heads"][found[0]].get("rank") if found else None


def _is_known(words: tuple[Word, ...]) -> bool:
    found = load_gazetteer().longest(words, 0)
    return found is not None and found.stop == len(words)


@dataclass(frozen=True, slots=True)
class _Gap:
    """A sign at `index` between the member that begins at `start` and the words from `right`; `head` was announced."""

    words: tuple[Word, ...]
    start: int
    index: int
    right: int
    head: tuple[Word, ...]
    is_announced: bool

    @property
    def left(self) -> tuple[Word, ...]:
        return self.words[self.start : self.index]

    @property
    def is_joining(self) -> bool:
        return self.words[self.index].key in _joining()


def _splits(gap: _Gap) -> bool:
    """Whether a comma, a dash, a slash or "và" stands between two members. The first rule that answers wins."""
    words, right = gap.words, gap.index + 1
    while right < len(words) and (words[right].mark == "," or words[right].key in _joining()):
        right += 1
    if right >= len(words):
        return True
    verdicts = (rule(replace(gap, right=right)) for rule in _RULES)
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _dash(gap: _Gap) -> bool | None:
    """A dash divides only whole known names, or a person from the post that follows."""
    if gap.words[gap.index].mark not in {"-", "+"}:
        return None
    before, sign, after = gap.words[gap.index - 1], gap.words[gap.index], gap.words[gap.right]
    opening = find_opening(gap.words, gap.right)
    if not (before.end < sign.start and sign.end < after.start) or opening in {None, Opening.NOUN, Opening.SHORT_FORM}:
        return False
    return opening in {Opening.TITLE, Opening.PERSON} or _is_known(gap.left)


def _inside_collective(gap: _Gap) -> bool | None:
    """"các bộ, ngành, địa phương"; "UBND các huyện, thị xã và các xã, phường": general nouns do not divide."""
    words, right = gap.words, gap.right
    left = _behind_titles(words, gap.start)
    if find_opening(words, left) not in {Opening.COLLECTIVE, Opening.NOUN}:
        return None
    if is_area_collective(words, left):
        area = areas().at(words, end_of_opener(words, right))
        is_named = area is not None and area[1] < len(words) and words[area[1]].is_capital
        return False if area and (not is_named or words[area[1]].opens_line) else None
    if end_of_opener(words, right) > right or not is_bare_noun(words, right):
        return None
    return not _ends_with_noun(words[left : gap.index])


def _behind_titles(words: tuple[Word, ...], start: int) -> int:
    """The index behind "Giám đốc" or "Giám đốc, Thủ trưởng"."""
    title = find_title(words, start)
    if title is None:
        return start
    following = find_title(words, title.stop + 1) if title.stop < len(words) and words[title.stop].mark == "," else None
    return following.stop if following else title.stop


def _ends_with_noun(words: tuple[Word, ...]) -> bool:
    """Whether the enumeration is still open: its last word is a general noun, no "liên quan" has closed it."""
    for length in (4, 3, 2, 1):
        found = nouns().at(words, len(words) - length) if length <= len(words) else None
        if found is not None and found[1] == len(words):
            return True
    return False


def _joint_title(gap: _Gap) -> bool | None:
    """"Giám đốc, Thủ trưởng các Sở": a title that has no unit yet waits for the next one's."""
    title = find_title(gap.words, gap.start)
    following = find_title(gap.words, gap.right)
    if title is None or title.stop != gap.index or following is None or following.stop >= len(gap.words):
        return None
    is_bare = title.unit_head is None and not title.is_of_committee and following.unit_head is None
    return False if is_bare and not gap.words[following.stop].mark else None


def _noun_in_name(gap: _Gap) -> bool | None:
    """"và doanh nghiệp …" behind an unknown unit may belong to its name; behind a known one it is a member."""
    if not gap.is_joining or find_opening(gap.words, gap.right) is not Opening.NOUN:
        return None
    return _is_known(gap.left)


def _new_member(gap: _Gap) -> bool | None:
    return True if find_opening(gap.words, gap.right) is not None else None


def _shares_head(gap: _Gap) -> bool | None:
    """A tail that is a known name with the head of the member before it, or any capital tail after "Các Vụ:"."""
    if _end_with_head(gap.words, gap.right, _own_head(gap.left) or gap.head) > gap.right:
        return True
    is_listed = gap.is_announced and gap.words[gap.index].mark == ","
    return True if is_listed and gap.words[gap.right].is_capital else None


def _after_whole(gap: _Gap) -> bool | None:
    """Behind a whole known name or person a capital letter begins something else."""
    is_person = end_of_person(gap.left, skip_person_marker(gap.left, 0)) == len(gap.left)
    is_whole = is_person or load_gazetteer().whole(gap.left) is not None
    return True if gap.words[gap.right].is_capital and is_whole and not gap.is_joining else None


_RULES = (_dash, _inside_collective, _joint_title, _noun_in_name, _new_member, _shares_head, _after_whole)


@cache
def _joining() -> frozenset[str]:
    return frozenset(word for word in load_resource("list_words.yml")["conjunctions"] if " " not in word)


@cache
def _lead_ins() -> Phrases:
    return phrases_of((phrase, phrase) for phrase in load_resource("list_words.yml")["lead_ins"])
