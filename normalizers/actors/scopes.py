"""Whose document it is: the bodies by which "Văn phòng Bộ" or "Sở Tài chính" get their parent."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalizers.actors.cell_words import Word, words_of
from normalizers.actors.gazetteer import Entry
from normalizers.actors.places import AREA_LEVELS, Place, find_place, place_id
from normalizers.actors.unit_entries import load_gazetteer, unit_heads
from normalizers.text import slug

_LEVELS = {"ministry": "ministry", "former ministry": "ministry", "agency": "agency"}


@dataclass(frozen=True, slots=True)
class Scope:
    """One body around the document: its kind, slug, name, and the area word of a local one ("tỉnh")."""

    level: str
    unit_id: str | None
    name: str
    area: str | None = None


@lru_cache(maxsize=2_000)
def scopes_of(body: str | None) -> tuple[Scope, ...]:
    """Return the bodies a document of `body` stands in, the nearest first; of "X của Y" both.

    >>> [scope.unit_id for scope in scopes_of("Ban Chỉ đạo chuyển đổi số của Bộ Khoa học và Công nghệ")]
    ['bkhcn']
    >>> [scope.unit_id for scope in scopes_of("Sở Y tế tỉnh Lào Cai")]
    ['lao-cai/so-y-te', 'lao-cai']
    """
    if not body or not body.strip():
        return ()
    words = words_of(body.strip())
    scopes = tuple(_scopes_from(words))
    return scopes or (Scope("organisation", slug(body), body.strip()),)


def _scopes_from(words: Sequence[Word]) -> list[Scope]:
    """Scopes of every body named in the words: inner ones stand first in Vietnamese ("Sở Y tế tỉnh Lào Cai")."""
    if len(words) <= 2 and (area := " ".join(word.key for word in words)) in AREA_LEVELS:
        return [Scope(AREA_LEVELS[area], None, area, area)]
    scopes: list[Scope] = []
    index = 0
    while index < len(words):
        place = find_place(words, index)
        found = load_gazetteer().longest(words, index) if place is None else None
        if place is not None:
            scopes.append(_scope_of_place(place))
            index = place.stop
        elif found is not None:
            entry = found.spellings[0].entry
            scopes += _scopes_of_entry(entry)
            index = max(found.stop - _area_length(entry), index + 1)
        else:
            index += 1
    return _with_parents(scopes)


def _area_length(entry: Entry) -> int:
    return len(entry.area.split()) if entry.area else 0


def _scopes_of_entry(entry: Entry) -> list[Scope]:
    if entry.area is not None:
        return [Scope(entry.scopes[0], None, entry.name, entry.area)]
    if entry.level == "department":
        return [Scope("department", None, entry.name)]
    if entry.unit_id is None:
        return []
    if entry.level == "state":
        own = [Scope("ministry", entry.unit_id, entry.name)] if unit_heads().at(words_of(entry.name), 0) else []
        return [*own, Scope("central", entry.unit_id, entry.name)]
    if entry.level == "unit":
        ministry, _, _ = entry.unit_id.partition("/")
        return [Scope("bureau", entry.unit_id, entry.name), Scope("ministry", ministry, "")]
    return [Scope(_LEVELS[entry.level], entry.unit_id, entry.name)] if entry.level in _LEVELS else []


def _scope_of_place(place: Place) -> Scope:
    return Scope(place.level, place_id(place), place.name, place.area)


def _with_parents(scopes: list[Scope]) -> list[Scope]:
    """A body and the place behind it ("UBND" + "tỉnh Gia Lai") are one scope; the slug begins with the province's."""
    has_place = any(scope.area is not None and scope.unit_id is not None for scope in scopes)
    kept = [scope for scope in scopes if scope.unit_id or scope.area is None or not has_place]
    outer = next((scope.unit_id for scope in kept if scope.level == "province"), None)
    return [_under(scope, outer) for scope in kept]


def _under(scope: Scope, province: str | None) -> Scope:
    if province is None or scope.unit_id == province or scope.level not in {"department", "district", "commune"}:
        return scope
    own = scope.unit_id or slug(scope.name)
    return Scope(scope.level, f"{province}/{own}", scope.name, scope.area)
