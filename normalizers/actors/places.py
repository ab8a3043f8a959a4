"""Provinces and the places below them, as they stand behind a body's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalizers.actors.cell_words import Word, words_of
from normalizers.actors.phrases import Phrases, phrases_of
from normalizers.resources import load_resource
from normalizers.text import slug

# Area word -> the kind of body that has it; "thành phố" is a province only when its name is one.
AREA_LEVELS = {
    "tỉnh": "province",
    "thành phố": "province",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city of central rank under its name at the time; `into` is where it belongs since 01/7/2025."""

    name: str
    slug: str
    kind: str
    into: str


@dataclass(frozen=True, slots=True)
class Place:
    """A named area: "tỉnh Gia Lai", "xã Tân Lập"; `province` where the name is one of a province."""

    area: str | None
    name: str
    level: str
    province: Province | None
    stop: int
    # Whether the area word is printed ("Sở Y tế Hà Nội" has none).
    has_area: bool = True


@cache
def load_provinces() -> dict[str, Province]:
    """Return the provinces by slug: the 63 until 30/6/2025 and what is new since 01/7/2025 (NQ 202/2025/QH15)."""
    lists = load_resource("provinces.yml")
    fresh = {e["slug"]: Province(e["name"], e["slug"], e["kind"], e["slug"]) for e in lists["since_2025_07"]}
    return fresh | {e["slug"]: Province(e["name"], e["slug"], e["kind"], e["into"]) for e in lists["provinces"]}


@cache
def _province_names() -> Phrases:
    lists = load_resource("provinces.yml")
    pairs = [(e["name"], e["slug"]) for e in lists["provinces"] + lists["since_2025_07"]]
    pairs += [(alias, e["slug"]) for e in lists["provinces"] for alias in e.get("aliases", [])]
    return phrases_of((name.replace(" - ", " "), slug_) for name, slug_ in pairs)


@cache
def _areas() -> Phrases:
    return phrases_of((area, area) for area in AREA_LEVELS)


def find_place(words: Sequence[Word], start: int) -> Place | None:
    """Return the place that begins at word `start`: a province, or an area word and a capitalised name."""
    area, index = None, start
    found = _areas().at(words, start)
    if found is not None:
        area, index = found
    province = _province_at(words, index)
    if province is not None:
        entry, stop = province
        return Place(area or entry.kind, entry.name, "province", entry, stop, has_area=area is not None)
    stop = _end_of_name(words, index)
    if area is None or stop == index or area == "tỉnh":
        return None
    level = "district" if area == "thành phố" else AREA_LEVELS[area]
    return Place(area, " ".join(word.text for word in words[index:stop] if not word.mark), level, None, stop)


def _province_at(words: Sequence[Word], start: int) -> tuple[Province, int] | None:
    """Dashes inside a name do not count ("Bà Rịa - Vũng Tàu"); a capital letter is asked for."""
    if start >= len(words) or not words[start].is_capital:
        return None
    window = [index for index in range(start, min(start + 7, len(words))) if words[index].mark != "-"]
    found = _province_names().at([words[index] for index in window], 0)
    if found is None:
        return None
    slug_, length = found
    stop = window[length - 1] + 1
    if stop < len(words) and words[stop].is_capital and not words[stop].opens_line:
        return None
    return load_provinces()[slug_], stop


def _end_of_name(words: Sequence[Word], start: int) -> int:
    """Capitalised words and numbers go on with the name of a place ("xã Cổ Nhuế 2", "huyện Đắk R'lấp")."""
    index = start
    while index < len(words) and (words[index].is_capital or (words[index].text.isdigit() and not words[index].mark)):
        if index > start and words[index].opens_line:
            break
        index += 1
    return index


def parse_place(text: str) -> Place | None:
    """Return the place that a text names as a whole, or None.

    >>> parse_place("tỉnh Gia Lai").province.slug
    'gia-lai'
    >>> parse_place("phường Cổ Nhuế 2").level
    'commune'
    """
    words = words_of(text)
    place = find_place(words, 0)
    return place if place is not None and place.stop == len(words) else None


def place_id(place: Place) -> str:
    """Return the slug of a place: of the province itself, else of area word and name."""
    return place.province.slug if place.province else slug(f"{place.area} {place.name}")
