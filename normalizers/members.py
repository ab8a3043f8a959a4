"""One member of a list as an actor: a unit, a collective, a post with its unit, a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from normalizers.cell_words import Word, text_between
from normalizers.gazetteer import Method
from normalizers.lists import Member
from normalizers.near_names import is_syllable
from normalizers.openings import Opening, end_of_opener, find_opening, is_area_collective
from normalizers.phrases import Phrases, phrases_of
from normalizers.places import find_place
from normalizers.resources import load_resource
from normalizers.roles import Role
from normalizers.text import slug
from normalizers.titles import Title, end_of_person, find_short_title, find_title, skip_person_marker
from normalizers.units import UNKNOWN, ActorContext, resolve_words, unit_name

_PLAIN = 0.9
_DOUBTFUL = 0.2
_LEVELS_OF_TITLES = {
    "Bộ trưởng": ("ministry",),
    "Thứ trưởng": ("ministry",),
    "Chủ tịch": ("province", "district", "commune"),
    "Giám đốc": ("department",),
}
_AREA_WORDS = frozenset({"huyện", "xã", "phường", "trấn", "quận", "khu"})
# A stretch without any sign of an actor that is longer than this is a sentence.
_LONGEST_UNKNOWN = 12


class ActorKind(StrEnum):
    """What kind of actor is meant."""

    UNIT = "unit"
    COLLECTIVE = "collective"
    POST = "post"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of a cell: `raw` is text[start:end]; for posts `name` is the unit, for persons the person."""

    raw: str
    start: int
    end: int
    name: str
    unit_id: str | None
    kind: ActorKind
    post_title: str | None
    role: Role | None
    method: Method
    score: float


@dataclass(frozen=True, slots=True)
class _Named:
    """A unit or collective with its name, and how many of its words the name took."""

    name: str
    unit_id: str | None
    kind: ActorKind
    method: Method
    score: float
    stop: int


def actor_of(member: Member, text: str, context: ActorContext) -> Actor | None:
    """Return the actor a member stands for; None where it is a description, not an actor."""
    words = member.full
    start = skip_person_marker(words, 0)
    title = find_title(words, start)
    if title is not None:
        return _post(member, title, text, context)
    if start or find_opening(words, 0) is Opening.PERSON:
        person = _person(member, start, None, text)
        if person is not None:
            return person
    named = _named(words, text, context)
    if named is None:
        return None
    return _actor(member, named, text, named.kind, None)


def _actor(member: Member, named: _Named, text: str, kind: ActorKind, title: str | None) -> Actor:
    own = member.words[: max(named.stop - len(member.head), 1)]
    start, end = own[0].start, _end_of(own)
    return Actor(
        text[start:end], start, end, named.name, named.unit_id, kind, title, None, named.method, named.score
    )  # fmt: skip


def _end_of(words: Sequence[Word]) -> int:
    return max((word.end for word in words if not word.mark), default=words[-1].end)


def _post(member: Member, title: Title, text: str, context: ActorContext) -> Actor | None:
    words = member.full
    index = title.stop
    while index < len(words) and words[index].mark in {":", ",", "-"} and words[index].mark:
        index += 1
    title_text, index = _joint_title(words, title, index)
    if skip_person_marker(words, index) > index or end_of_person(words, index) > index:
        return _person(member, skip_person_marker(words, index), title_text, text)
    person = _person_behind(words, index)
    is_duty = _is_duty(title, words, index)
    rest = () if is_duty else words[index:person]
    title_text = title_text.removesuffix(" phụ trách") if is_duty else title_text
    named = _unit_of_post(title, rest, text, context)
    if person < len(words):
        return _person(member, person, f"{title_text} {named.name}", text)
    taken = _Named(named.name, named.unit_id, named.kind, named.method, named.score, index + named.stop)
    return _actor(member, taken, text, ActorKind.POST, title_text)


def _is_duty(title: Title, words: Sequence[Word], index: int) -> bool:
    """"Phó Chủ tịch phụ trách văn xã": the rest is a field of work, not a unit."""
    return title.text.endswith("phụ trách") and index < len(words) and find_opening(words, index) is None


def _person_behind(words: Sequence[Word], start: int) -> int:
    """The index of a person's name of three words and more behind a unit, or the end."""
    for index in range(start + 1, len(words)):
        before = words[index - 1]
        is_name = before.mark in {":", ""} and before.key not in _AREA_WORDS and end_of_person(words, index) > index + 2
        if is_name:
            return index
    return len(words)


def _joint_title(words: Sequence[Word], title: Title, index: int) -> tuple[str, int]:
    """"Giám đốc, Thủ trưởng các Sở": two titles before one unit."""
    following = find_title(words, index) if index > title.stop else None
    return (f"{title.text}, {following.text}", following.stop) if following else (title.text, index)


def _unit_of_post(title: Title, rest: tuple[Word, ...], text: str, context: ActorContext) -> _Named:
    head = _words_of_head(title, rest)
    if not rest and not head:
        return _own_body(title, context)
    words = (*head, *rest)
    named = _named(words, text, context) or _unknown(words, text)
    if not rest and named.method is Method.NONE:
        return _own_body(title, context)
    return _Named(
        named.name, named.unit_id, named.kind, named.method, named.score, max(named.stop - len(head), 0)
    )  # fmt: skip


def _words_of_head(title: Title, rest: tuple[Word, ...]) -> tuple[Word, ...]:
    """The head noun that the title swallowed, where the rest does not bring one of its own."""
    if title.unit_head is None or title.is_plural:
        return ()
    opens = find_opening(rest, 0)
    joins = title.always_joins and not _begins_with(rest, title.unit_head)
    if rest and not joins and opens in {Opening.UNIT, Opening.KNOWN, Opening.COLLECTIVE, Opening.NOUN}:
        return ()
    if _begins_with(rest, title.unit_head) or (rest and opens is Opening.COLLECTIVE):
        return ()
    at = rest[0].start if rest else 0
    return tuple(
        Word(part, part.casefold(), part.casefold(), at, at, is_expanded=True) for part in title.unit_head.split()
    )


def _begins_with(words: Sequence[Word], head: str) -> bool:
    keys = head.casefold().split()
    return [word.key for word in words[: len(keys)]] == keys


def _own_body(title: Title, context: ActorContext) -> _Named:
    """A title without a unit is one of the document's own body: "Bộ trưởng", "Giám đốc Sở"."""
    for scope in context.scopes[:1]:
        if scope.level in _LEVELS_OF_TITLES.get(title.base, ()):
            is_area = scope.area is not None
            name = f"Ủy ban nhân dân {scope.area} {scope.name}" if is_area else scope.name
            unit_id = f"{scope.unit_id}/uy-ban-nhan-dan" if is_area and scope.unit_id else scope.unit_id
            return _Named(name, unit_id, ActorKind.UNIT, Method.EXACT, _PLAIN, 0)
    return _Named(title.text, None, ActorKind.UNIT, Method.NONE, UNKNOWN.score, 0)


def _person(member: Member, start: int, title: str | None, text: str) -> Actor | None:
    words = member.full
    stop = end_of_person(words, start)
    if stop == start:
        stop = next((at for at in range(start, len(words)) if not words[at].is_capital), len(words))
    if stop == start:
        return None
    own = member.words[: max(stop - len(member.head), 1)]
    begin, end = own[0].start, _end_of(own)
    name = " ".join(word.text for word in words[start:stop])
    title = title or _title_in_parentheses(text[words[stop - 1].start : end])
    return Actor(text[begin:end], begin, end, name, None, ActorKind.PERSON, title, None, Method.NONE, _PLAIN)


def _title_in_parentheses(printed: str) -> str | None:
    """"Hoàng Văn Thuân (PGĐ 3)"."""
    _, _, inside = printed.partition("(")
    first = inside.strip(" )").split()[:1]
    return find_short_title(first[0]) if first else None


def _named(words: tuple[Word, ...], text: str, context: ActorContext) -> _Named | None:
    """The unit or collective that the words name, or None where they name none."""
    opening = find_opening(words, 0)
    if opening is Opening.COLLECTIVE or (opening is Opening.NOUN and not _is_whole_unit(words, context)):
        return _collective(words, text, context)
    resolution, stop = resolve_words(words, context)
    if resolution.entry is not None:
        entry = resolution.entry
        return _Named(entry.name, entry.unit_id, ActorKind.UNIT, resolution.method, resolution.score, stop)
    if opening is None and find_place(words, 0) is None and (not words[0].is_capital or len(words) > _LONGEST_UNKNOWN):
        return None
    return _unknown(words, text, is_plain=opening is not None)


def _is_whole_unit(words: tuple[Word, ...], context: ActorContext) -> bool:
    resolution, stop = resolve_words(words, context)
    return resolution.entry is not None and stop == len(words) and words[0].is_capital


def _unknown(words: tuple[Word, ...], text: str, is_plain: bool = True) -> _Named:
    stop = _end_before(words, _trailing(), least=2)
    name = unit_name(words[:stop], text)
    score = UNKNOWN.score if is_plain else _DOUBTFUL
    if any(_is_garbled(word) for word in words[:stop]):
        score = 0.0
    return _Named(name, None, ActorKind.UNIT, Method.NONE, score, stop)


def _is_garbled(word: Word) -> bool:
    """A word with Vietnamese letters that no Vietnamese syllable is: a misreading nobody can undo safely."""
    is_word = word.text.isalpha() and not word.text.isascii() and not word.text.isupper()
    return is_word and not is_syllable(word.text)


def _collective(words: tuple[Word, ...], text: str, context: ActorContext) -> _Named:
    stop = _end_before(words, _duties(), least=2)
    name = unit_name(words[:stop], text)
    scope = next((scope.unit_id for scope in context.scopes if scope.unit_id), None)
    is_plural = end_of_opener(words, 0) > 0 or is_area_collective(words, 0)
    own = slug(name if is_plural else f"các {name}")
    unit_id = "/".join(part for part in ("collective", scope, own) if part)
    return _Named(name, unit_id, ActorKind.COLLECTIVE, Method.NONE, _PLAIN, stop)


def _end_before(words: Sequence[Word], phrases: Phrases, least: int) -> int:
    """The index of the first word that tells of duties, or the end."""
    for index in range(least, len(words)):
        if words[index].text.islower() and phrases.at(words, index) is not None:
            return index
    return len(words)


@cache
def _trailing() -> Phrases:
    strict = {"để", "trong", "từ", "là", "theo", "làm", "khi", "nếu", "xây dựng", "tổ chức", "kiểm tra", "triển khai"}
    words = load_resource("list_words.yml")["trailing"]
    return phrases_of((word, word) for word in words if word in _sure() or word not in strict)


@cache
def _sure() -> frozenset[str]:
    return frozenset({"để"})


@cache
def _duties() -> Phrases:
    return phrases_of((word, word) for word in load_resource("list_words.yml")["trailing_collective"])


