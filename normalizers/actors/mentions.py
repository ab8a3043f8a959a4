"""What words in a cell name: a known unit, an unknown one, a collective; and the actor that comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from normalizers.actors.cell_words import Word, text_between
from normalizers.actors.gazetteer import Method
from normalizers.actors.near_names import is_syllable
from normalizers.actors.openings import Opening, areas, end_of_opener, find_opening, is_area_collective
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.actors.places import find_place
from normalizers.actors.roles import Role
from normalizers.actors.units import UNKNOWN, ActorContext, declared_name, resolve_unit, resolve_words, unit_name
from normalizers.resources import load_resource
from normalizers.text import slug

PLAIN_SCORE = 0.9
_DOUBTFUL = 0.2
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
class Named:
    """A unit or collective with its name, and how many of its words the name took."""

    name: str
    unit_id: str | None
    kind: ActorKind
    method: Method
    score: float
    stop: int


def name_of(words: tuple[Word, ...], text: str, context: ActorContext) -> Named | None:
    """Return the unit or collective that the words name, or None where they name none."""
    declared = _declared(words, text, context) if context.declarations else None
    if declared is not None:
        return declared
    opening = find_opening(words, 0)
    if opening is Opening.COLLECTIVE or (opening is Opening.NOUN and not _is_whole_unit(words, context)):
        return _collective(words, text, context)
    resolution, stop = resolve_words(words, context)
    if resolution.entry is not None:
        entry = resolution.entry
        return Named(entry.name, entry.unit_id, ActorKind.UNIT, resolution.method, resolution.score, stop)
    if opening is None and find_place(words, 0) is None and (not words[0].is_capital or len(words) > _LONGEST_UNKNOWN):
        return None
    return unknown_unit(words, text, is_plain=opening is not None)


def _declared(words: tuple[Word, ...], text: str, context: ActorContext) -> Named | None:
    """The body that the document calls by a name of its own ("sau đây gọi là Ban Chỉ đạo")."""
    printed = text_between(words, text)
    name = declared_name(printed, context)
    if name == printed:
        return None
    found = resolve_unit(name, context)
    if found.entry is None:
        return Named(name, None, ActorKind.UNIT, Method.NONE, found.score, len(words))
    return Named(found.entry.name, found.entry.unit_id, ActorKind.UNIT, Method.ALIAS, found.score, len(words))


def _is_whole_unit(words: tuple[Word, ...], context: ActorContext) -> bool:
    resolution, stop = resolve_words(words, context)
    return resolution.entry is not None and stop == len(words) and words[0].is_capital


def unknown_unit(words: tuple[Word, ...], text: str, is_plain: bool = True) -> Named:
    """Return an unknown unit as written; its score says how much it looks like one (0: a garbled word in it)."""
    stop = _end_before(words, _trailing(), least=2)
    name = unit_name(words[:stop], text)
    score = UNKNOWN.score if is_plain else _DOUBTFUL
    if any(_is_garbled(word) for word in words[:stop]):
        score = 0.0
    return Named(name, None, ActorKind.UNIT, Method.NONE, score, stop)


def _is_garbled(word: Word) -> bool:
    """A word with Vietnamese letters that no Vietnamese syllable is: a misreading nobody can undo safely."""
    is_word = word.text.isalpha() and not word.text.isascii() and not word.text.isupper()
    return is_word and not is_syllable(word.text)


def _collective(words: tuple[Word, ...], text: str, context: ActorContext) -> Named:
    stop = _end_of_closed(words[: _end_before(words, _duties(), least=2)])
    name = unit_name(words[:stop], text)
    scope = next((scope.unit_id for scope in context.scopes if scope.unit_id), None)
    is_plural = end_of_opener(words, 0) > 0 or is_area_collective(words, 0)
    own = slug(name if is_plural else f"các {name}")
    unit_id = "/".join(part for part in ("collective", scope, own) if part)
    return Named(name, unit_id, ActorKind.COLLECTIVE, Method.NONE, PLAIN_SCORE, stop)


def _end_of_closed(words: Sequence[Word]) -> int:
    """The index behind "liên quan" or an area word where only a duty follows."""
    for index in range(2, len(words)):
        is_area = is_area_collective(words, 0) and areas().at(words, index - 1) is not None
        is_closed = is_area or words[index - 2].key + words[index - 1].key in {
            "liênquan",
            "thànhphố",
            "thịxã",
            "thịtrấn",
        }
        if is_closed and words[index].text.islower() and _closed().at(words, index) is not None:
            return index
    return len(words)


def _end_before(words: Sequence[Word], phrases: Phrases, least: int) -> int:
    """The index of the first word that tells of duties, or the end."""
    for index in range(least, len(words)):
        if words[index].text.islower() and phrases.at(words, index) is not None:
            return index
    return len(words)


@cache
def _trailing() -> Phrases:
    return phrases_of((word, word) for word in load_resource("list_words.yml")["trailing_unknown"])


@cache
def _closed() -> Phrases:
    return phrases_of((word, word) for word in load_resource("list_words.yml")["trailing_closed"])


@cache
def _duties() -> Phrases:
    return phrases_of((word, word) for word in load_resource("list_words.yml")["trailing_collective"])
