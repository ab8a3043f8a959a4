"""Whether a sign inside a list divides two members or belongs to a name: commas, dashes, "và", line ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalizers.actors.cell_words import BULLET, Word
from normalizers.actors.openings import (
    Opening,
    areas,
    end_of_opener,
    find_opening,
    is_area_collective,
    is_bare_noun,
    nouns,
)
from normalizers.actors.shared_heads import end_with_head, joining_words, own_head
from normalizers.actors.titles import end_of_person, find_title, skip_person_marker
from normalizers.actors.unit_entries import load_gazetteer, unit_heads
from normalizers.resources import load_resource

_HARD = frozenset({";", BULLET, "."})
_SOFT = frozenset({",", "/", "-", "+", ":"})
_PLURALS = frozenset({"các", "những", "toàn", "mọi", "và"})
_LINKS = frozenset({"và", "các", "của", "thuộc", "với", "cùng", "trực", "cho", "về", "tại", "cấp", "ở"})


@dataclass(frozen=True, slots=True)
class Gap:
    """A sign at `index` between the member that begins at `start` and the words from `right`; `head` was announced."""

    words: tuple[Word, ...]
    start: int
    index: int
    right: int
    head: tuple[Word, ...]
    is_announced: bool

    @property
    def left(self) -> tuple[Word, ...]:
        """The words of the member so far."""
        return self.words[self.start : self.index]

    @property
    def is_joining(self) -> bool:
        """Whether the sign is "và" or the like."""
        return self.words[self.index].key in joining_words()


def is_boundary(gap: "Gap") -> bool:
    """Return whether the member that begins at `gap.start` ends before the word at `gap.index`."""
    words, start, index = gap.words, gap.start, gap.index
    word = words[index]
    if word.text.islower() and word.key not in joining_words() and not word.opens_line:
        return False
    if word.mark in _HARD:
        return word.mark != "." or skip_person_marker(words, start) <= index
    if word.mark == ":":
        title = find_title(words, start)
        is_person = end_of_person(words, index + 1) > index + 1
        return title is None or (title.stop != index and not is_person)
    if word.mark in _SOFT or word.key in joining_words():
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


def _splits(gap: Gap) -> bool:
    """Whether a comma, a dash, a slash or "và" stands between two members. The first rule that answers wins."""
    words, right = gap.words, gap.index + 1
    while right < len(words) and (words[right].mark == "," or words[right].key in joining_words()):
        right += 1
    if right >= len(words):
        return True
    verdicts = (rule(replace(gap, right=right)) for rule in _RULES)
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _dash(gap: Gap) -> bool | None:
    """A dash divides only whole known names, or a person from the post that follows."""
    if gap.words[gap.index].mark not in {"-", "+"}:
        return None
    before, sign, after = gap.words[gap.index - 1], gap.words[gap.index], gap.words[gap.right]
    opening = find_opening(gap.words, gap.right)
    blanks = (before.end < sign.start) + (sign.end < after.start)
    if opening in {None, Opening.NOUN, Opening.SHORT_FORM} or not blanks:
        return False
    return (opening in {Opening.TITLE, Opening.PERSON} and blanks == 2) or _is_known(gap.left)


def _inside_collective(gap: Gap) -> bool | None:
    """As in "các bộ, ngành, địa phương"; "UBND các huyện, thị xã và các xã, phường": general nouns do not divide."""
    words, right = gap.words, gap.right
    left = _behind_titles(words, gap.start)
    if find_opening(words, left) not in {Opening.COLLECTIVE, Opening.NOUN}:
        return None
    if is_area_collective(words, left):
        area = areas().at(words, end_of_opener(words, right))
        is_named = area is not None and area[1] < len(words) and words[area[1]].is_capital
        if area is not None:
            return None if is_named and not words[area[1]].opens_line else False
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
        start = len(words) - length
        found = nouns().at(words, start) if start >= 0 else None
        if found is not None and found[1] == len(words):
            # "Lãnh đạo Vụ, …" is open, "… thuộc Bộ, …" is closed by the document's own body.
            before = words[start - 1] if start else None
            return before is None or not words[start].is_capital or bool(before.mark) or before.key in _PLURALS
    return False


def _joint_title(gap: Gap) -> bool | None:
    """As in "Giám đốc, Thủ trưởng các Sở": a title that has no unit yet waits for the next one's."""
    title = find_title(gap.words, gap.start)
    following = find_title(gap.words, gap.right)
    if title is None or title.stop != gap.index or following is None or following.stop >= len(gap.words):
        return None
    is_bare = title.unit_head is None and not title.is_of_committee and following.unit_head is None
    return False if is_bare and not gap.words[following.stop].mark else None


def _noun_in_name(gap: Gap) -> bool | None:
    """As in "và doanh nghiệp …" behind an unknown unit may belong to its name; behind a known one it is a member."""
    if not gap.is_joining or find_opening(gap.words, gap.right) is not Opening.NOUN:
        return None
    return _is_known(gap.left)


def _new_member(gap: Gap) -> bool | None:
    return True if find_opening(gap.words, gap.right) is not None else None


def _shares_head(gap: Gap) -> bool | None:
    """A tail that is a known name with the head of the member before it, or any capital tail after "Các Vụ:"."""
    is_tail = gap.words[gap.right].is_capital or gap.is_announced or areas().at(gap.words, gap.right) is not None
    head = own_head(gap.left) or gap.head
    if is_tail and end_with_head(gap.words, gap.right, head) > gap.right:
        # "Vụ Khoa học và Đào tạo" is one unit unless its first half is one of its own.
        is_whole = _is_known(gap.left) or end_with_head(gap.words, gap.start, gap.head) == gap.index
        return is_whole or not gap.is_joining or gap.is_announced
    is_listed = gap.is_announced and gap.words[gap.index].mark == ","
    return True if is_listed and gap.words[gap.right].is_capital else None


def _after_whole(gap: Gap) -> bool | None:
    """Behind a whole known name or person a capital letter begins something else."""
    is_person = end_of_person(gap.left, skip_person_marker(gap.left, 0)) == len(gap.left)
    is_whole = is_person or load_gazetteer().whole(gap.left) is not None
    return True if gap.words[gap.right].is_capital and is_whole and not gap.is_joining else None


_RULES = (_dash, _inside_collective, _joint_title, _noun_in_name, _new_member, _shares_head, _after_whole)
