"""Automatic numbers of Word paragraphs: counted per list and level, printed as the list's format says.

Offices number the TT column and the clauses this way, so that the number stands nowhere in the text (ECMA-376,
part 1, 17.9).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from extractors.list_numbers import print_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = re.compile(r"%([1-9])")
_MOST_STYLES = 20
# Fonts of signs put their characters into this private block, at their ASCII place.
_SIGNS = range(0xF000, 0xF100)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = "%1."
    is_legal: bool = False


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the definition it counts with, its levels, and the levels that it starts anew."""

    definition: str
    levels: dict[int, _Level]
    restarts: frozenset[int]


@dataclass(slots=True)
class Numbering:
    """Counts paragraph by paragraph in reading order. `numbering` and `styles` are roots of their parts, or None."""

    numbering: Any
    styles: Any
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)
    _lists: dict[str, _List] | None = None
    _by_style: dict[str, Any] | None = None

    def number(self, paragraph: Any) -> str:
        """Return what Word prints before this paragraph, counting it; empty where it has no number."""
        list_id, depth = self._membership(paragraph)
        if self._lists is None:
            self._lists = dict(_read_lists(self.numbering))
        found = self._lists.get(list_id or "0")
        if found is None or depth not in found.levels:
            return ""
        level = found.levels[depth]
        counts = self._count(found, list_id or "", depth)
        if level.style == "bullet":
            return _bullet(level.text)
        return _PLACEHOLDER.sub(lambda match: _printed(found, counts, int(match[1]) - 1, level.is_legal), level.text)

    def _count(self, found: _List, list_id: str, depth: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.definition, {})
        if depth in found.restarts and (list_id, depth) not in self._restarted:
            self._restarted.add((list_id, depth))
            counts.pop(depth, None)
        counts[depth] = counts.get(depth, found.levels[depth].start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        return counts

    def _membership(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and level of a paragraph, its own or its style's."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        inherited = self._style_numbers(_value(style)) if style is not None else []
        list_id, depth = None, None
        for properties in [own, *inherited]:
            if properties is not None:
                list_id = list_id or _value(properties.find(f"{W}numId"))
                depth = depth or _value(properties.find(f"{W}ilvl"))
        return list_id, int(depth) if depth and depth.isdigit() else 0

    def _style_numbers(self, style_id: str | None) -> list[Any]:
        if self._by_style is None:
            styles = self.styles.iter(f"{W}style") if self.styles is not None else ()
            self._by_style = {style.get(f"{W}styleId"): style for style in styles}
        found = []
        for _ in range(_MOST_STYLES):
            style = self._by_style.get(style_id or "")
            if style is None:
                break
            found.append(style.find(f"{W}pPr/{W}numPr"))
            style_id = _value(style.find(f"{W}basedOn"))
        return found


def _read_lists(root: Any) -> Iterator[tuple[str, _List]]:
    if root is None:
        return
    definitions = {each.get(f"{W}abstractNumId"): each for each in root.iter(f"{W}abstractNum")}
    for number in root.iter(f"{W}num"):
        definition = _value(number.find(f"{W}abstractNumId")) or ""
        source = definitions.get(definition)
        levels = dict(_levels(source)) if source is not None else {}
        restarts = set()
        for override in number.iter(f"{W}lvlOverride"):
            depth = int(override.get(f"{W}ilvl") or 0)
            levels |= dict(_levels(override))
            if (start := _value(override.find(f"{W}startOverride"))) is not None:
                levels[depth] = replace(levels.get(depth, _Level()), start=int(start))
                restarts.add(depth)
        yield number.get(f"{W}numId") or "", _List(definition, levels, frozenset(restarts))


def _levels(parent: Any) -> Iterator[tuple[int, _Level]]:
    for level in parent.iter(f"{W}lvl"):
        start, style, text = (_value(level.find(f"{W}{name}")) for name in ("start", "numFmt", "lvlText"))
        is_legal = level.find(f"{W}isLgl") is not None
        yield int(level.get(f"{W}ilvl") or 0), _Level(int(start or 1), style or "decimal", text or "", is_legal)


def _value(element: Any) -> str | None:
    value: str | None = element.get(f"{W}val") if element is not None else None
    return value


def _printed(found: _List, counts: dict[int, int], depth: int, is_legal: bool) -> str:
    level = found.levels.get(depth, _Level())
    if level.style == "none":
        return ""
    return print_number(counts.get(depth, level.start), "decimal" if is_legal else level.style)


def _bullet(text: str) -> str:
    """The sign of a list of dots; signs of symbol fonts as the letter they stand for, or a dot.

    >>> _bullet("-"), _bullet(chr(0xF0B7)), _bullet(chr(0xF02D))
    ('-', '•', '-')
    """
    code = ord(text[0]) if text else 0
    if code not in _SIGNS:
        return "•" if text in ("o", "·", "§") else text
    plain = chr(code - _SIGNS.start)
    return plain if plain in "-+*–" else "•"
