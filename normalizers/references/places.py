"""Places that tell bodies of one name apart: "tỉnh Thanh Hóa", "huyện Quỳnh Lưu, tỉnh Nghệ An"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from normalizers.references.forms import ReferenceText, fold_letters
from normalizers.resources import load_resource
from normalizers.text import CAPITAL, slug

_NAME = re.compile(rf" ?(?:\d{{1,2}}(?!\w)|[{CAPITAL}][\w'’]*(?:(?: | ?- ?)[{CAPITAL}][\w'’]*){{0,3}})")


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in words; `scope` is the province's slug, or province.kind-name of a lower place, or None."""

    end: int
    scope: str | None


def read_place(forms: ReferenceText, start: int) -> Place | None:
    """Return the place whose words follow the offset after a blank, or None.

    >>> from normalizers.references.forms import reference_text
    >>> read_place(reference_text("UBND huyện Yên Thành, tỉnh Nghệ An"), 4).scope
    'nghe-an.huyen-yen-thanh'
    """
    end, scopes = start, list[str]()
    while match := _kind_grammar().match(forms.folded, end):
        named = _province_names().match(forms.folded, match.end()) or _NAME.match(forms.plain, match.end())
        if named is None:
            end = end if scopes else match.end()
            break
        end = named.end()
        scopes.insert(0, _scope(match["kind"], forms.text[named.start() : end]))
    else:
        if not scopes and (province := _bare_province(forms, end)):
            return province
    return Place(end, ".".join(scopes) or None) if end > start else None


def province_slug(name: str) -> str | None:
    """Return the slug of a province or central city by its name, or None.

    >>> province_slug("Bà Rịa – Vũng Tàu"), province_slug("Vinh")
    ('ba-ria-vung-tau', None)
    """
    return _slugs().get(slug(name))


def _scope(kind: str, name: str) -> str:
    folded = {"tp": "thanh pho", "tp.": "thanh pho"}.get(kind.strip(), kind.strip())
    province = province_slug(name) if folded in ("tinh", "thanh pho") else None
    return province or slug(f"{folded} {name}")


def _bare_province(forms: ReferenceText, start: int) -> Place | None:
    """The name alone, as in "Tỉnh ủy Nghệ An"."""
    match = _province_names().match(forms.folded, start)
    if match is None or not forms.plain[start : start + 2].strip()[:1].isupper():
        return None
    return Place(match.end(), province_slug(forms.text[start : match.end()]))


@cache
def _kind_grammar() -> re.Pattern[str]:
    kinds = sorted(map(fold_letters, load_resource("reference_phrases.yml")["places"]), key=len, reverse=True)
    return re.compile(rf",? *(?:cac )?(?P<kind>{'|'.join(map(re.escape, kinds))})(?:(?<=\.)|(?!\w))")


def _provinces() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Slug and spellings of every province, before and since 01/7/2025."""
    lists = load_resource("provinces.yml")
    for entry in lists["provinces"] + lists["since_2025_07"]:
        yield entry["slug"], (entry["name"], *entry.get("aliases", ()))


@cache
def _slugs() -> dict[str, str]:
    return {slug(name): key for key, names in _provinces() for name in names}


@cache
def _province_names() -> re.Pattern[str]:
    names = sorted((name for _, names in _provinces() for name in names), key=len)
    parts = [r" *-? *".join(map(re.escape, re.findall(r"[\w.]+", fold_letters(name)))) for name in reversed(names)]
    return re.compile(rf" ?(?:{'|'.join(parts)})(?!\w)")
