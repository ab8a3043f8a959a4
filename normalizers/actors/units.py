"""What a name in a cell stands for: a known unit with its parent, or an unknown one kept as written."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from normalizers.actors.abbreviations import Declaration
from normalizers.actors.cell_words import Word, text_between, words_of
from normalizers.actors.gazetteer import Entry, Match, Method, Spelling
from normalizers.actors.near_names import nearest, rotated
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.actors.places import AREA_LEVELS, Place, find_place, place_id
from normalizers.actors.scopes import Scope, scopes_of
from normalizers.actors.titles import end_of_person
from normalizers.actors.unit_entries import load_gazetteer, unit_heads
from normalizers.resources import load_resource
from normalizers.text import slug

_SCORES = {Method.EXACT: 1.0, Method.ALIAS: 0.98, Method.FOLDED: 0.95, Method.FUZZY: 0.85, Method.NONE: 0.5}
_OWN_BODY = {"bộ": "ministry", "sở": "department"}


@dataclass(frozen=True, slots=True)
class ActorContext:
    """The document around a cell: its issuing body as printed, its year, the short forms it declares."""

    body: str | None = None
    year: int | None = None
    declarations: tuple[Declaration, ...] = ()

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The bodies that give relative names their parent, the nearest first."""
        return scopes_of(self.body)

    @property
    def short_forms(self) -> tuple[tuple[str, str], ...]:
        """Declared single-word short forms with their long forms."""
        return tuple((each.short, each.long) for each in self.declarations if " " not in each.short)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entry a name stands for (None: unknown), how it was found, and how sure that is (0 to 1)."""

    entry: Entry | None
    method: Method
    score: float


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit named in a text: `name` is canonical where known, else as written with short forms spelled out."""

    raw: str
    start: int
    end: int
    name: str
    unit_id: str | None
    resolution: Resolution


UNKNOWN = Resolution(None, Method.NONE, _SCORES[Method.NONE])


def resolve_unit(name: str, context: ActorContext) -> Resolution:
    """Return the entry for a unit's name as written; unknown names give no entry, never a look-alike.

    >>> resolve_unit("Cục SHTT", ActorContext("Bộ Khoa học và Công nghệ", 2022)).entry.unit_id
    'bkhcn/cuc-so-huu-tri-tue'
    >>> resolve_unit("Văn phòng Bộ", ActorContext("Bộ Y tế")).entry.unit_id
    'byt/van-phong-bo'
    """
    words = words_of(declared_name(name, context), context.short_forms)
    resolution, stop = resolve_words(words, context)
    return resolution if stop == len(words) else UNKNOWN


def declared_name(name: str, context: ActorContext) -> str:
    """Return the long form of a name that the document declared ("Ban Chỉ đạo"), else the name itself.

    >>> short = Declaration("", 0, 0, "Ban Chỉ đạo", "Ban Chỉ đạo chuyển đổi số")
    >>> declared_name("Ban Chỉ đạo", ActorContext(declarations=(short,)))
    'Ban Chỉ đạo chuyển đổi số'
    """
    return next((each.long for each in context.declarations if each.short == name.strip()), name)


def find_units(text: str, context: ActorContext) -> tuple[UnitMention, ...]:
    """Return the known units named in running text, in reading order; unknown names are not looked for.

    Offsets are those of the NFC text.

    >>> [unit.name for unit in find_units("do Vụ PC và Sở Y tế lập", ActorContext("Bộ Khoa học và Công nghệ"))]
    ['Vụ Pháp chế', 'Sở Y tế']
    """
    text = unicodedata.normalize("NFC", text)
    words = words_of(text, context.short_forms)
    mentions: list[UnitMention] = []
    index = 0
    while index < len(words):
        found = load_gazetteer().longest(words, index) if words[index].is_capital else None
        resolution, stop = (UNKNOWN, index + 1) if found is None else _extended(words, found, context)
        if resolution.entry is not None:
            start, end = words[index].start, words[stop - 1].end
            entry = resolution.entry
            mentions.append(UnitMention(text[start:end], start, end, entry.name, entry.unit_id, resolution))
        index = max(stop, index + 1)
    return tuple(mentions)


def resolve_words(words: Sequence[Word], context: ActorContext) -> tuple[Resolution, int]:
    """Return what the words stand for and the index behind the name; behind it only a description may follow."""
    words = tuple(words)
    found = load_gazetteer().longest(words, 0)
    if found is not None:
        resolution, stop = _extended(words, found, context)
        if resolution.entry is not None and (stop == len(words) or _describes(words, stop)):
            return resolution, stop
    return _whole(words, context), len(words)


def _whole(words: tuple[Word, ...], context: ActorContext) -> Resolution:
    found = load_gazetteer().whole(words)
    if found is not None:
        return _chosen(found, context)
    for repaired in (rotated(words, load_gazetteer()), nearest(words, load_gazetteer())):
        entry = _choose(repaired.spellings, context) if repaired is not None else None
        if entry is not None:
            return Resolution(entry, Method.FUZZY, _SCORES[Method.FUZZY])
    return UNKNOWN


def _chosen(found: Match, context: ActorContext, place: Place | None = None) -> Resolution:
    entry = _choose(found.spellings, context, place)
    return UNKNOWN if entry is None else Resolution(entry, found.method, _SCORES[found.method])


def _extended(words: tuple[Word, ...], found: Match, context: ActorContext) -> tuple[Resolution, int]:
    """A known name with what belongs to it: its place, or the body it is a part of."""
    place = _place_behind(words, found)
    if place is not None:
        resolution = _chosen(found, context, place)
        if resolution.entry is not None and resolution.entry.scopes:
            return replace(resolution, entry=_placed(resolution.entry, place, context)), place.stop
    resolution = _chosen(found, context)
    if resolution.entry is None or found.stop == len(words):
        return resolution, found.stop
    return _under_parent(words, found, resolution, context)


def _place_behind(words: tuple[Word, ...], found: Match) -> Place | None:
    areas = {spelling.entry.area for spelling in found.spellings if spelling.entry.area}
    for area in areas:
        start = found.stop - len(area.split())
        place = find_place(words, start) if start > 0 else None
        if place is not None and place.area == area and place.stop > found.stop:
            return place
    return find_place(words, found.stop) if found.stop < len(words) and not words[found.stop].opens_line else None


def _placed(entry: Entry, place: Place, context: ActorContext) -> Entry:
    """The local body of a named place: "Sở Y tế" + "tỉnh Lào Cai"."""
    base = entry.name.removesuffix(f" {entry.area}") if entry.area else entry.name
    where = f"{place.area} {place.name}" if place.has_area or entry.area else place.name
    outer = next((scope.unit_id for scope in context.scopes if scope.level == "province"), None)
    own = next((s.unit_id for s in context.scopes if s.unit_id and s.unit_id.endswith(place_id(place))), None)
    parent = place_id(place) if place.province else own or (f"{outer}/{place_id(place)}" if outer else None)
    unit_id = f"{parent}/{slug(base)}" if parent else None
    return replace(entry, name=f"{base} {where}", unit_id=unit_id, parent_id=parent)


def _under_parent(
    words: tuple[Word, ...], found: Match, resolution: Resolution, context: ActorContext
) -> tuple[Resolution, int]:
    """As in "Vụ Pháp chế Bộ Tài chính", "Ban Chỉ đạo chuyển đổi số của Bộ Y tế", "Trung tâm CNTT thuộc Bộ"."""
    entry = resolution.entry
    link = _links().at(words, found.stop)
    start = link[1] if link else found.stop
    last = found.stop - 1
    if link is None and words[last].key in _OWN_BODY:
        start, entry = last, replace(entry, name=entry.name.rsplit(" ", 1)[0]) if entry else None
    parent = load_gazetteer().longest(words, start) if start < len(words) else None
    body = _choose(parent.spellings, context) if parent is not None else None
    if entry is None or resolution.entry is None:
        return resolution, found.stop
    joined = f"{entry.name} {link[0]}" if link else entry.name
    if body is not None and parent is not None and body.level in {"ministry", "agency", "state", "former ministry"}:
        unit_id = f"{body.unit_id}/{slug(resolution.entry.name)}" if entry.scopes else entry.unit_id
        named = replace(entry, name=f"{joined} {body.name}", unit_id=unit_id, parent_id=body.unit_id)
        return replace(resolution, entry=named), parent.stop
    if _is_own_body(words, start) and start >= found.stop:
        own = " ".join(word.text for word in words[start:])
        return replace(resolution, entry=replace(entry, name=f"{joined} {own}")), len(words)
    return resolution, found.stop


def _is_own_body(words: tuple[Word, ...], start: int) -> bool:
    """As in "… tỉnh", "… của Bộ", "… thành phố": the document's own body by its bare noun."""
    rest = " ".join(word.key for word in words[start:])
    return rest in AREA_LEVELS or rest in {*_OWN_BODY, "trường"}


def _choose(spellings: Sequence[Spelling], context: ActorContext, place: Place | None = None) -> Entry | None:
    """The entry meant: of the document's own body before others, in force before past, written down before guessed."""
    ranked = sorted(((_rank(spelling, context, place), spelling) for spelling in spellings), key=lambda pair: pair[0])
    best = ranked[0][0]
    if best[1] >= _FAR and (ranked[0][1].is_bare or _is_foreign(ranked[0][1], context)):
        return None
    entries = [_in_scope(spelling.entry, context) for rank, spelling in ranked if rank == best]
    if len({entry.name for entry in entries}) > 1:
        return None
    if len({entry.unit_id for entry in entries}) > 1:
        return replace(entries[0], unit_id=None)
    return entries[0]


_FAR = 3


def _rank(spelling: Spelling, context: ActorContext, place: Place | None) -> tuple[int, int, int, int]:
    entry = spelling.entry
    is_past = 0 if entry.is_valid(context.year) else 1
    wrong_area = 1 if place and entry.area not in (None, place.area) else 0
    index = _scope_index(entry, context)
    if index is not None:
        return wrong_area, 0 if entry.parent_id else 1, index + is_past, spelling.weight
    if not entry.scopes:
        return wrong_area, _FAR if entry.parent_id else 2, is_past, spelling.weight
    return wrong_area, _FAR if place else _FAR + 1, is_past, spelling.weight


def _scope_index(entry: Entry, context: ActorContext) -> int | None:
    """Which of the document's bodies the entry belongs to."""
    for index, scope in enumerate(context.scopes):
        if entry.parent_id is not None and scope.unit_id == entry.parent_id:
            return index
        if scope.level in entry.scopes and (entry.area is None or entry.area == scope.area):
            return index
    return None


def _is_foreign(spelling: Spelling, context: ActorContext) -> bool:
    """Initials of a unit that only other kinds of body have: not spelled out in a body of its own kind."""
    is_short = spelling.weight > 0 and bool(spelling.entry.scopes)
    return is_short and any(scope.level == "organisation" for scope in context.scopes)


def _in_scope(entry: Entry, context: ActorContext) -> Entry:
    index = _scope_index(entry, context) if entry.scopes else None
    if index is None:
        return entry
    parent = context.scopes[index].unit_id
    base = entry.name.removesuffix(f" {entry.area}") if entry.area else entry.name
    return replace(entry, unit_id=f"{parent}/{slug(base)}" if parent else None, parent_id=parent)


@cache
def _links() -> Phrases:
    return phrases_of((link, link.strip(" -")) for link in ("của", "thuộc", "trực thuộc"))


@cache
def _descriptions() -> Phrases:
    return phrases_of((word, word) for word in load_resource("list_words.yml")["trailing"])


def _describes(words: tuple[Word, ...], stop: int) -> bool:
    """Whether what follows the name says what it does ("phụ trách lĩnh vực", "tổng hợp, báo cáo")."""
    if words[stop].mark in {"(", ".", ":", "-", ","} or end_of_person(words, stop) > stop:
        return True
    return words[stop].text.islower() and _descriptions().at(words, stop) is not None


def unit_name(words: Sequence[Word], printed: str) -> str:
    """Return the name of an unknown unit: as written, short forms spelled out, first letter capital."""
    name = text_between(tuple(words), printed)
    return name[:1].upper() + name[1:]


def opens_unit(words: Sequence[Word], start: int) -> bool:
    """Whether a unit's head noun stands at `start` with a capital letter in it or right behind it."""
    found = unit_heads().at(words, start)
    if found is None:
        return False
    stop = found[1]
    if makes_other_word(words, start):
        return False
    return words[start].is_capital or (stop < len(words) and words[stop].is_capital)


def makes_other_word(words: Sequence[Word], start: int) -> bool:
    """Whether the next word makes something else of a head noun: "khoa học", "tổ chức", "hội nghị"."""
    found = unit_heads().at(words, start)
    if found is None or found[1] >= len(words):
        return False
    return words[found[1]].key in _not_before()[found[0]]


@cache
def _not_before() -> dict[str, frozenset[str]]:
    heads = load_resource("unit_heads.yml")["heads"]
    return {head: frozenset(facts.get("not_before", ())) for head, facts in heads.items()}
