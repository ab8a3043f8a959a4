"""What the body cells of one column have in common, whatever its header says."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise

from normalizers.resources import load_resource
from normalizers.text import spelling_key

# Enough cells to tell a column, and the share of them that must agree.
_SAMPLE = 60
_SHARE = 0.7


class CellKind(StrEnum):
    """What most cells of a column hold."""

    ORDINAL = "ordinal"
    ORGANISATION = "organisation"
    PERSON = "person"
    PERIOD = "period"
    MONEY = "money"
    NUMBER = "number"
    MARK = "mark"
    TEXT = "text"


def classify_cells(cells: Sequence[str]) -> CellKind | None:
    """Return what at least 70 % of the filled cells hold, None where they are empty or of no one kind.

    >>> classify_cells(["Sở Y tế", "", "Cục Viễn thông"]), classify_cells(["1", "2", "2.1"])
    (<CellKind.ORGANISATION: 'organisation'>, <CellKind.ORDINAL: 'ordinal'>)
    >>> classify_cells(["", "-"]) is None
    True
    """
    keys = [key for cell in cells[:_SAMPLE] if (key := spelling_key(cell)) and key not in _listed("ditto")]
    if not keys:
        return None
    kind, count = Counter(_kind(key) for key in keys).most_common(1)[0]
    if count < _SHARE * len(keys):
        return None
    return _numbering(keys) if kind is CellKind.NUMBER else kind


def is_mostly_filled(cells: Sequence[str]) -> bool:
    """Whether at least half of the cells hold something; no cells at all count as filled."""
    return 2 * sum(bool(cell.strip()) for cell in cells) >= len(cells)


def _kind(key: str) -> CellKind:
    return next(kind for kind, fits in _KINDS.items() if fits(key))


def _numbering(keys: list[str]) -> CellKind:
    """Figures that only rise, or start over at 1, number the rows; others are figures."""
    whole = [int(found[0]) for key in keys if (found := re.match(r"\d+", key))]
    steps = [(b - a in (0, 1)) or b == 1 for a, b in pairwise(whole)]
    rising = sum(steps) >= 0.8 * len(steps) and len(set(keys)) > len(keys) // 2
    plain = all(re.fullmatch(r"\(?\d{1,3}(?:\.\d{1,2})*[.)]?|[ivxl]{1,5}[.)]?|[a-zđ][.)]?", key) for key in keys)
    return CellKind.ORDINAL if plain and rising and len(keys) > 1 else CellKind.NUMBER


def _is_number(key: str) -> bool:
    return bool(re.fullmatch(r"\(?\d[\d.,]*\)?[.)]?|[ivxl]{1,5}[.)]?|[a-h][.)]?", key))


def _is_money(key: str) -> bool:
    return bool(re.fullmatch(rf"[^\d]{{0,12}}\d[\d.,]*\s*(?:{_alternatives('money')})\b.{{0,20}}", key))


def _is_mark(key: str) -> bool:
    return key in _listed("mark")


def _is_period(key: str) -> bool:
    opens = re.match(rf"(?:{_alternatives('period')})\b", key)
    return bool(opens and len(key) < 80) or bool(
        re.match(r"(?:\d{1,2}[/.-]){0,2}(?:19|20)\d\d\b|t?\d{1,2}/20\d\d", key)
    )


def _is_person(key: str) -> bool:
    return len(key) < 200 and bool(re.match(rf"(?:{_alternatives('person')})\b", key))


def _is_organisation(key: str) -> bool:
    return len(key) < 400 and bool(re.match(_organisation(), key))


@cache
def _organisation() -> str:
    return rf"[-+*\s]*(?:các\s)?(?!(?:{_alternatives('not_organisation')})\b)(?:{_alternatives('organisation')})\b"


# The first that fits: a mark is also a letter, a date also begins with a figure.
_KINDS: dict[CellKind, Callable[[str], bool]] = {
    CellKind.MARK: _is_mark,
    CellKind.PERIOD: _is_period,
    CellKind.MONEY: _is_money,
    CellKind.NUMBER: _is_number,
    CellKind.PERSON: _is_person,
    CellKind.ORGANISATION: _is_organisation,
    CellKind.TEXT: lambda _: True,
}


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(spelling_key(word) for word in load_resource("columns.yml")["cells"][kind])


@cache
def _alternatives(kind: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_listed(kind), key=len, reverse=True))
