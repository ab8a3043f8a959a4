"""Roles printed inside a cell: "X chủ trì, phối hợp với Y", "Chủ trì: X", "X (chủ trì)"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from normalizers.actors.cell_words import Word
from normalizers.actors.openings import find_opening, nouns
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.actors.unit_entries import load_gazetteer
from normalizers.resources import load_resource


class Role(StrEnum):
    """What an actor has to do with the task."""

    LEAD = "lead"
    COORDINATING = "coordinating"
    ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the cell whose members share a role; `role` None: the cell does not say."""

    words: tuple[Word, ...]
    role: Role | None
    # "X phối hợp với Y" makes X the lead only where the column gives no role.
    is_implied: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    role: Role
    start: int
    stop: int
    # Whether the members before it have the role ("X chủ trì"), or those behind it ("phối hợp với Y").
    looks_back: bool


def role_of_column(column_role: str) -> Role | None:
    """Return the role that a column's role gives to all its actors, or None where the cell must say it.

    >>> role_of_column("lead"), role_of_column("result")
    (<Role.LEAD: 'lead'>, None)
    """
    role = load_resource("list_words.yml")["column_roles"].get(column_role)
    return Role(role) if role else None


def split_by_role(words: Sequence[Word]) -> tuple[Segment, ...]:
    """Return the cell cut at its role words, which are taken out; without any it is one segment."""
    words = tuple(words)
    segments: list[Segment] = []
    start, pending = 0, None
    for cue in _cues(words):
        if cue.start < start:
            continue
        is_first = not cue.looks_back and not segments and cue.role is Role.COORDINATING
        own = cue.role if cue.looks_back else Role.LEAD if is_first else pending
        segments.append(Segment(words[start : cue.start], own, is_first))
        start = cue.stop
        pending = cue.role
        if cue.looks_back:
            # "X chủ trì, Y": who stands behind the lead takes part with it.
            pending = Role.COORDINATING if cue.role is Role.LEAD else None
    segments.append(Segment(words[start:], pending))
    return tuple(segment for segment in segments if any(not word.mark for word in segment.words))


def _cues(words: tuple[Word, ...]) -> Iterator[_Cue]:
    index = boundary = 0
    while index < len(words):
        found = _label_phrases().at(words, index)
        found = found if found and _is_colon(words, found[1]) else _cue_phrases().at(words, index)
        if found is None:
            known = load_gazetteer().longest(words, index) if words[index].is_capital else None
            index = known.stop if known else index + 1
            continue
        cue = _cue(words, boundary, index, Role(found[0]), found[1])
        index = found[1] if cue is None else cue.stop
        if cue is not None:
            boundary = cue.stop
            yield cue


def _cue(words: tuple[Word, ...], boundary: int, index: int, role: Role, stop: int) -> _Cue | None:
    if index and words[index - 1].mark == "(" and stop < len(words) and words[stop].mark == ")":
        return _Cue(role, index - 1, stop + 1, looks_back=True)
    label = _start_of_label(words, boundary, index)
    if _is_colon(words, stop):
        return _Cue(role, label, stop + 1, looks_back=False)
    if label < index and not _is_coordinated(words, stop):
        # "… chủ trì. Các Vụ, Cục phối hợp.": at the end of a cell that has given a role it is one.
        is_last = boundary > 0 and all(word.mark for word in words[stop:])
        return _Cue(role, index, stop, looks_back=True) if is_last else None
    if role is Role.ASSIGNED:
        return None
    return _cue_between(words, boundary, index, role, stop)


def _cue_between(words: tuple[Word, ...], boundary: int, index: int, role: Role, stop: int) -> _Cue:
    towards = _towards().at(words, stop)
    has_left = any(not word.mark for word in words[boundary:index])
    if role is Role.COORDINATING and find_opening(words, stop) is not None:
        return _Cue(role, index, stop, looks_back=False)
    if towards is not None or words[stop - 1].key in {"với", "cùng"}:
        return _Cue(role, index, towards[1] if towards else stop, looks_back=False)
    return _Cue(role, index, stop, looks_back=has_left)


def _is_colon(words: tuple[Word, ...], index: int) -> bool:
    return index < len(words) and words[index].mark == ":"


def _start_of_label(words: tuple[Word, ...], boundary: int, index: int) -> int:
    """Where "Đơn vị", "Cơ quan, đơn vị" begins before the role word; `index` where no such noun stands."""
    start = index
    for at in range(max(boundary, index - 5), index):
        found = nouns().at(words, at)
        if found is not None and (found[1] == index or words[found[1]].mark in {",", "/"}):
            start = min(start, at)
    if start < index and all(not word.mark or word.mark in {",", "/"} for word in words[start:index]):
        return start
    return index


def _is_coordinated(words: tuple[Word, ...], stop: int) -> bool:
    """As in "các đơn vị chủ trì, phối hợp với …": two role words side by side are no part of a collective's name."""
    return stop + 1 < len(words) and words[stop].mark == "," and _cue_phrases().at(words, stop + 1) is not None


@cache
def _cue_phrases() -> Phrases:
    roles = load_resource("list_words.yml")["roles"]
    return phrases_of((phrase, role.value) for role in Role for phrase in roles[role.value])


@cache
def _label_phrases() -> Phrases:
    return phrases_of((phrase, Role.LEAD.value) for phrase in load_resource("list_words.yml")["roles"]["lead_labels"])


@cache
def _towards() -> Phrases:
    return phrases_of((phrase, phrase) for phrase in load_resource("list_words.yml")["roles"]["towards"])
