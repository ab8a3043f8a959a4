"""Who is meant in a cell of a task table: units, collectives, posts and persons, with their role."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from normalizers.actors.abbreviations import start_by_initials
from normalizers.actors.cell_words import Word, words_of
from normalizers.actors.gazetteer import Method
from normalizers.actors.lists import Member, split_members
from normalizers.actors.members import actor_of
from normalizers.actors.mentions import Actor, ActorKind
from normalizers.actors.openings import Opening, find_opening
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.actors.roles import Role, role_of_column, split_by_role
from normalizers.actors.titles import committee_openings, find_short_title, find_title
from normalizers.actors.unit_entries import load_gazetteer
from normalizers.actors.units import ActorContext
from normalizers.resources import load_resource
from normalizers.text import clean, slug, spelling_key

__all__ = ["Actor", "ActorContext", "ActorKind", "Role", "find_actors", "format_misses"]


@lru_cache(maxsize=50_000)
def find_actors(text: str, column_role: str, context: ActorContext) -> tuple[Actor, ...]:
    """Return the actors of a cell in reading order; offsets are those of the NFC text.

    `column_role` is the role of the cell's column (lead, coordinating, assignee; any other gives no role by itself).
    Known names come in their official spelling, unknown ones as written, short forms spelled out, with method `none`.

    >>> context = ActorContext("Bộ Khoa học và Công nghệ", 2022)
    >>> [(actor.name, actor.kind.value) for actor in find_actors("Vụ Pháp ché, các đơn vị thuộc Bộ.", "lead", context)]
    [('Vụ Pháp chế', 'unit'), ('Các đơn vị thuộc Bộ', 'collective')]
    """
    text = unicodedata.normalize("NFC", text)
    words = words_of(text, context.short_forms)
    if _is_no_actor(words):
        return ()
    words = _without_parentheses(words)
    found: list[tuple[Member, Actor]] = []
    for segment in split_by_role(words):
        role = segment.role if not segment.is_implied else role_of_column(column_role) or segment.role
        role = role or role_of_column(column_role)
        for member in split_members(segment.words):
            actor = None if _is_no_actor(member.full) else actor_of(member, text, context)
            if actor is not None:
                found.append((member, replace(actor, role=role)))
    return tuple(_once(_joined(found, text)))


def format_misses(actors: Iterable[Actor]) -> str:
    """Return the unknown units among the actors as YAML lines to paste into a group of units.yml.

    >>> format_misses(find_actors("Vụ Pháp chế, Cục Thử nghiệm", "lead", ActorContext("Bộ Y tế")))
    '    Cục Thử nghiệm: []\\n'
    """
    misses = {a.name: None for a in actors if a.kind in {ActorKind.UNIT, ActorKind.POST} and a.method is Method.NONE}
    return "".join(f"    {_quoted(name)}: []\n" for name in misses)


def _quoted(name: str) -> str:
    return f'"{name}"' if any(sign in name for sign in ",:[]{}#&*!|>'%@`") else name


def _is_no_actor(words: Sequence[Word]) -> bool:
    """A tick, "như trên", a deadline, a system, a document: what stands in a cell by habit or by a shifted column."""
    words = tuple(word for word in words if not word.mark)
    text = " ".join(word.key for word in words)
    if text in _whole() or not any(letter.isalpha() for letter in text):
        return True
    found = _not_openings().at(words, 0)
    return found is not None and find_opening(words, 0) in {None, Opening.SHORT_FORM}


@cache
def _whole() -> frozenset[str]:
    return frozenset(spelling_key(each) for each in load_resource("list_words.yml")["not_actors"]["whole"])


@cache
def _not_openings() -> Phrases:
    return phrases_of((each, each) for each in load_resource("list_words.yml")["not_actors"]["opening"])


def _without_parentheses(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words without declared short forms and purposes in parentheses; a body in parentheses becomes a member."""
    kept: list[Word] = []
    index = 0
    while index < len(words):
        stop = _end_of_parenthesis(words, index)
        if stop is None:
            kept.append(words[index])
            index += 1
            continue
        inside = words[index + 1 : stop]
        if _is_role(inside):
            kept += words[index : stop + 1]
        elif kept and (not _is_body(inside) or _repeats(kept, inside)):
            kept[-1] = kept[-1]._replace(end=words[stop].end, is_cut=True)
        elif _is_body(inside):
            kept += [words[index]._replace(mark=";"), *inside, words[stop]._replace(mark=";")]
        index = stop + 1
    return tuple(kept)


def _end_of_parenthesis(words: tuple[Word, ...], index: int) -> int | None:
    if words[index].mark != "(":
        return None
    return next((at for at in range(index + 1, min(index + 30, len(words))) if words[at].mark == ")"), None)


def _is_role(inside: Sequence[Word]) -> bool:
    return len(split_by_role((Word("(", "(", "(", 0, 1, "("), *inside, Word(")", ")", ")", 0, 1, ")")))) == 0


def _is_body(inside: Sequence[Word]) -> bool:
    if not inside or find_short_title(inside[0].text) is not None or _is_no_actor(inside):
        return False
    title = find_title(inside, 0)
    if title is not None and title.stop == len(inside):
        return False
    if len(inside) == 1:
        # "Tập đoàn Điện lực Việt Nam (EVN)" repeats the name, "Bộ Công an (C06)" names a unit of it.
        known = load_gazetteer().longest(inside, 0)
        return known is not None and known.spellings[0].entry.level == "unit"
    return find_opening(inside, 0) is not None


def _repeats(before: Sequence[Word], inside: Sequence[Word]) -> bool:
    """A short form of what stands before it: "Công nghệ thông tin (CNTT)", "Trung tâm Tin học (TTTH)"."""
    printed = inside[0]
    if all(word.start == printed.start for word in inside) and printed.is_expanded:
        return True
    return len(inside) == 1 and start_by_initials([word.text for word in before[-18:]], printed.text) is not None


def _joined(found: Sequence[tuple[Member, Actor]], text: str) -> list[Actor]:
    """Posts that name one person are one actor (domain guide 3.2): a post, a comma, a post in a committee."""
    actors: list[Actor] = []
    for member, actor in found:
        last = actors[-1] if actors else None
        if last is not None and member.follows_comma and _is_apposition(last, member, actor):
            title = _title_in_full(member, actor, text)
            titles = "; ".join(filter(None, (last.post_title, title)))
            actors[-1] = replace(last, raw=text[last.start : actor.end], end=actor.end, post_title=titles)
        else:
            actors.append(actor)
    return actors


def _is_apposition(last: Actor, member: Member, actor: Actor) -> bool:
    if actor.kind is not ActorKind.POST:
        return False
    if last.kind is ActorKind.PERSON:
        return last.post_title is None or find_title(words_of(last.raw), 0) is None
    title = find_title(member.full, 0)
    if last.kind is not ActorKind.POST or title is None or title.is_plural:
        return False
    is_first = committee_openings().at(words_of(last.name), 0) is None
    unit = committee_openings().at(member.full, title.stop)
    return is_first and title.is_of_committee and (unit is not None or title.stop == len(member.full))


def _title_in_full(member: Member, actor: Actor, text: str) -> str:
    """The title with its unit as printed; the first post alone gives the actor's unit."""
    title = find_title(member.full, 0)
    if title is None:
        return clean(actor.raw)
    rest = clean(text[member.full[title.stop].start : actor.end]) if title.stop < len(member.full) else ""
    return f"{title.text} {rest}".strip()


def _once(actors: Sequence[Actor]) -> list[Actor]:
    """An actor named twice with the same role counts once."""
    seen: dict[tuple[str, str | None, str | None, str], Actor] = {}
    for actor in actors:
        seen.setdefault((slug(actor.name), actor.post_title, actor.role, actor.kind), actor)
    return list(seen.values())
