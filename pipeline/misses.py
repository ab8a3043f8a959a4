"""Names of units that the gazetteer lacks, as YAML groups to paste into `normalizers/resources/units.yml`."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from normalizers.actors.scopes import scopes_of
from normalizers.text import spelling_key

NOTHING_PUBLISHED = "No published datasets were found in {out}. Run: make extract"
NO_MISSES = "Every unit named in the published datasets is known."
# What YAML reads as a string without quotes, wherever it stands.
_PLAIN = re.compile(r"[^\W\d_][\w ()./&+-]*[\w)]")
_NOT_STRINGS = frozenset({"true", "false", "yes", "no", "on", "off", "null"})


@dataclass(frozen=True, slots=True)
class Miss:
    """An unknown unit that documents of `body` name; `is_garbled`: a word in it is none, so it was misread."""

    name: str
    count: int
    body: str | None = None
    is_garbled: bool = False


def report_misses(out: Path) -> str:
    """Return the unknown units of the published folder as YAML, or a sentence where there are none to tell."""
    from pipeline.frames import load

    if not (out / "documents").is_dir():
        return NOTHING_PUBLISHED.format(out=out)
    if not (out / "actors").is_dir():
        return NO_MISSES
    documents: Sequence[Mapping[Any, Any]] = load("documents", out=out).to_dict("records")
    actors: Sequence[Mapping[Any, Any]] = load("actors", out=out).to_dict("records")
    misses = count_misses(actors, {row["document_id"]: row["issuing_body"] for row in documents})
    return format_misses(misses) if misses else NO_MISSES


def count_misses(actors: Iterable[Mapping[Any, Any]], bodies: Mapping[str, str | None]) -> tuple[Miss, ...]:
    """Return the unknown units among rows of `actors`, the most frequent first; `bodies` maps documents to issuers.

    Collectives and persons have no place in the gazetteer; of a post the unit counts. Spellings that differ in case,
    dash or the place of a tone mark are one name, told as most often written.

    >>> row = {"document_id": "a", "kind": "unit", "method": "none", "name": "Cục Thử nghiệm", "score": 0.5}
    >>> count_misses([row, row], {"a": "Bộ Y tế"})
    (Miss(name='Cục Thử nghiệm', count=2, body='Bộ Y tế', is_garbled=False),)
    """
    spellings: dict[tuple[str | None, str, bool], Counter[str]] = {}
    for row in actors:
        if row["method"] == "none" and row["kind"] in {"unit", "post"} and row["name"].strip():
            body = bodies.get(row["document_id"]) or None
            key = (body, spelling_key(row["name"]), row["score"] == 0)
            spellings.setdefault(key, Counter())[row["name"]] += 1
    misses = [
        Miss(written.most_common(1)[0][0], written.total(), body, is_garbled)
        for (body, _, is_garbled), written in spellings.items()
    ]
    return tuple(sorted(misses, key=lambda miss: (-miss.count, miss.name)))


def format_misses(misses: Sequence[Miss]) -> str:
    """Return the misses as groups of units.yml: one for each issuing body, that with the most mentions first.

    Counts are comments. What was misread is a comment too: it is for a correction, not for the gazetteer.

    >>> print(format_misses([Miss("Cục Thử nghiệm", 2, "Bộ Y tế")]))
    - level: unit  # Bộ Y tế
      parent: byt
      source: S
      names:
        Cục Thử nghiệm: []  # 2
    """
    totals: Counter[str] = Counter()
    for miss in misses:
        totals[miss.body or ""] += miss.count
    ordered = sorted(misses, key=lambda miss: (-totals[miss.body or ""], miss.body or ""))
    groups = groupby(ordered, key=lambda miss: miss.body)
    return "\n".join(line for body, members in groups for line in _group(body, tuple(members)))


def _group(body: str | None, misses: Sequence[Miss]) -> Iterator[str]:
    parent = next((scope.unit_id for scope in scopes_of(body) if scope.unit_id), None)
    named = [f"    {_quoted(miss.name)}: []  # {miss.count}" for miss in misses if not miss.is_garbled]
    garbled = [f"# misread, {miss.count}: {_one_line(miss.name)}" for miss in misses if miss.is_garbled]
    if named:
        yield f"- level: {'unit' if parent else 'body'}  # {_one_line(body or 'issuing body not known')}"
        yield from [f"  parent: {parent}"] if parent else []
        yield "  source: S"
        yield "  names:"
        yield from named
    yield from garbled


def _quoted(name: str) -> str:
    is_plain = _PLAIN.fullmatch(name) and name.casefold() not in _NOT_STRINGS
    return name if is_plain else _printable(json.dumps(name, ensure_ascii=False))


def _one_line(text: str) -> str:
    return _printable(" ".join(text.split()))


def _printable(text: str) -> str:
    """The text with what YAML does not let stand escaped; JSON's escapes beyond four digits are not YAML's."""
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text)
