"""Posts and persons: a title with its unit, a person with a title, and what a title without a unit is the head of."""

from collections.abc import Sequence

from normalizers.actors.cell_words import Word, words_of
from normalizers.actors.gazetteer import Method
from normalizers.actors.lists import Member
from normalizers.actors.mentions import PLAIN_SCORE, Actor, ActorKind, Named, name_of, unknown_unit
from normalizers.actors.openings import Opening, find_opening
from normalizers.actors.titles import Title, end_of_person, find_short_title, find_title, skip_person_marker
from normalizers.actors.units import UNKNOWN, ActorContext

_LEVELS_OF_TITLES = {
    "Bộ trưởng": ("ministry",),
    "Thứ trưởng": ("ministry",),
    "Chủ tịch": ("province", "district", "commune"),
    "Giám đốc": ("department",),
}
_AREA_WORDS = frozenset({"huyện", "xã", "phường", "trấn", "quận", "khu"})


def post_of(member: Member, title: Title, text: str, context: ActorContext) -> Actor | None:
    """Return the actor of a member that begins with a title: a post with its unit, or the person who holds it."""
    words = member.full
    index = title.stop
    while index < len(words) and words[index].mark in {":", ",", "-"} and words[index].mark:
        index += 1
    title_text, index = _joint_title(words, title, index)
    if skip_person_marker(words, index) > index or end_of_person(words, index) > index:
        return person_of(member, skip_person_marker(words, index), title_text, text)
    person = _person_behind(words, index)
    is_duty = _is_duty(title, words, index)
    rest = () if is_duty else words[index:person]
    title_text = title_text.removesuffix(" phụ trách") if is_duty else title_text
    named = _unit_of_post(title, rest, text, context)
    if person < len(words):
        return person_of(member, person, f"{title_text} {named.name}", text)
    taken = Named(named.name, named.unit_id, named.kind, named.method, named.score, index + named.stop)
    return actor_named(member, taken, text, ActorKind.POST, title_text)


def _is_duty(title: Title, words: Sequence[Word], index: int) -> bool:
    """As in "Phó Chủ tịch phụ trách văn xã": the rest is a field of work, not a unit."""
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
    """As in "Giám đốc, Thủ trưởng các Sở": two titles before one unit."""
    following = find_title(words, index) if index > title.stop else None
    return (f"{title.text}, {following.text}", following.stop) if following else (title.text, index)


def _unit_of_post(title: Title, rest: tuple[Word, ...], text: str, context: ActorContext) -> Named:
    head = _words_of_head(title, rest)
    if not rest and not head:
        return _own_body(title, context)
    words = (*head, *rest)
    named = name_of(words, text, context) or unknown_unit(words, text)
    if not rest and named.method is Method.NONE:
        return _own_body(title, context)
    return Named(
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


def _own_body(title: Title, context: ActorContext) -> Named:
    """A title without a unit is one of the document's own body: "Bộ trưởng", "Giám đốc Sở"."""
    for scope in context.scopes[:1]:
        is_head = title.unit_head is not None and scope.name.startswith(f"{title.unit_head} ")
        if is_head or scope.level in _LEVELS_OF_TITLES.get(title.base, ()):
            is_area = scope.area is not None
            name = f"Ủy ban nhân dân {scope.area} {scope.name}" if is_area else scope.name
            unit_id = f"{scope.unit_id}/uy-ban-nhan-dan" if is_area and scope.unit_id else scope.unit_id
            return Named(name, unit_id, ActorKind.UNIT, Method.EXACT, PLAIN_SCORE, 0)
    return Named(title.text, None, ActorKind.UNIT, Method.NONE, UNKNOWN.score, 0)


def person_of(member: Member, start: int, title: str | None, text: str) -> Actor | None:
    """Return the person whose name begins at word `start`, or None where no name stands there."""
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
    return Actor(text[begin:end], begin, end, name, None, ActorKind.PERSON, title, None, Method.NONE, PLAIN_SCORE)


def _title_in_parentheses(printed: str) -> str | None:
    """As in "Hoàng Văn Thuân (PGĐ 3)"."""
    _, _, inside = printed.partition("(")
    first = inside.strip(" )").split()[:1]
    if not first:
        return None
    title = find_title(words_of(inside.strip(" )")), 0)
    return find_short_title(first[0]) or (title.text if title else None)


def actor_named(member: Member, named: Named, text: str, kind: ActorKind, title: str | None) -> Actor:
    """Return the actor over the printed words that a name took."""
    own = member.words[: max(named.stop - len(member.head), 1)]
    start, end = own[0].start, _end_of(own)
    return Actor(
        text[start:end], start, end, named.name, named.unit_id, kind, title, None, named.method, named.score
    )  # fmt: skip


def _end_of(words: Sequence[Word]) -> int:
    return max((word.end for word in words if not word.mark), default=words[-1].end)
