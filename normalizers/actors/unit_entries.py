"""The entries of units.yml: names with parent, level, dates, short forms written down and made from initials."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from normalizers.actors.cell_words import words_of
from normalizers.actors.gazetteer import Entry, Gazetteer, build_gazetteer
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.actors.places import AREA_LEVELS
from normalizers.resources import load_resource
from normalizers.text import slug, spelling_key

_AREA = "(area)"
_JOINERS = {"và": "&", "-": "-", ",": ","}


@cache
def load_gazetteer() -> Gazetteer:
    """Return the lookup over all names of units.yml; built once."""
    heads = frozenset(spelling_key(head).split()[0] for head in load_resource("unit_heads.yml")["heads"])
    return build_gazetteer(load_entries(), heads)


@cache
def load_entries() -> tuple[Entry, ...]:
    """Return every entry of units.yml, templates with an area word once for each area word.

    >>> [entry.name for entry in load_entries() if entry.unit_id == "bkhcn"]
    ['Bộ Khoa học và Công nghệ']
    """
    groups = load_resource("units.yml")["groups"]
    return tuple(entry for group in groups for name, shorts in group["names"].items()
                 for entry in _entries(group, name, tuple(shorts)))  # fmt: skip


@cache
def unit_heads() -> Phrases:
    """Return the head nouns that open a unit's name."""
    return phrases_of((head, head) for head in load_resource("unit_heads.yml")["heads"])


def _entries(group: Mapping[str, Any], name: str, shorts: tuple[str, ...]) -> Iterator[Entry]:
    scopes = tuple(group.get("in", ()))
    if _AREA not in name:
        yield _entry(group, name, shorts, scopes)
        return
    for area, level in (*AREA_LEVELS.items(), ("thành phố", "district")):
        if level in scopes:
            filled = tuple(short.replace(_AREA, area) for short in shorts)
            yield _entry(group, name.replace(_AREA, area), filled, (level,), area)


def _entry(
    group: Mapping[str, Any], name: str, shorts: tuple[str, ...], scopes: tuple[str, ...], area: str | None = None
) -> Entry:
    parent = group.get("parent")
    unit_id = slug(shorts[0]) if group.get("coded") else f"{parent}/{slug(name)}" if parent else None
    return Entry(
        name=name,
        unit_id=unit_id,
        level=group["level"],
        short_names=shorts,
        initials=() if area else tuple(_initials(name)),
        parent_id=parent,
        scopes=scopes,
        area=area,
        head_title=group.get("head") or head_title(name),
        valid_from=group.get("from"),
        valid_to=group.get("until"),
        source=group["source"],
    )


def head_title(name: str) -> str | None:
    """Return the title of a unit's head by its head noun (domain guide 3.2), or None.

    >>> head_title("Vụ Pháp chế"), head_title("Văn phòng Bộ")
    ('Vụ trưởng', 'Chánh Văn phòng')
    """
    titles: dict[str, str] = load_resource("head_titles.yml")["heads"]
    fitting = [head for head in titles if name.startswith(f"{head} ") or name == head]
    return titles[max(fitting, key=len)] if fitting else None


def _initials(name: str) -> Iterator[str]:
    """As in "Vụ KHTC", "Vụ KH-TC", "Sở GD&ĐT": the head noun and the first letters of the rest."""
    words = words_of(name)
    found = unit_heads().at(words, 0)
    tail = words[found[1] :] if found else ()
    if found is None or sum(not word.mark for word in tail) < 2:
        return
    spoken = {"và": " và ", ",": ", "}
    for joiners in ({}, {"và": "&"}, {"và": "&", "-": "-"}, _JOINERS, spoken):
        yield f"{found[0]} " + "".join(_letter(word.mark or word.key, word.text, joiners) for word in tail)


def _letter(key: str, text: str, joiners: Mapping[str, str]) -> str:
    return joiners.get(key, "") if key in _JOINERS else text[0].upper()
