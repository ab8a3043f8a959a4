"""Which column holds the whole budget of a task, and which hold parts of it: a year, a source of funds."""

import re
from collections.abc import Sequence
from functools import cache

from normalizers.columns.words import ColumnRole, header_key, header_levels
from normalizers.resources import load_resource


def budget_columns(headers: Sequence[str], roles: Sequence[ColumnRole]) -> tuple[int, ...]:
    """Return the columns (from 0) whose sums make up a task's budget: the one that holds the whole, else all parts.

    >>> three = [ColumnRole.BUDGET] * 3
    >>> budget_columns(["Kinh phí / NSTW", "Kinh phí / NSĐP", "Kinh phí / Tổng số"], three)
    (2,)
    >>> budget_columns(["Kinh phí / 2024", "Kinh phí / Năm 2025", "Nguồn kinh phí"], three)
    (0, 1)
    """
    levels = {at: _lowest(headers[at]) for at, role in enumerate(roles) if role is ColumnRole.BUDGET}
    totals = [at for at, level in levels.items() if _total().match(level)]
    parts = [at for at, level in levels.items() if _part().fullmatch(level)]
    wholes = [at for at, level in levels.items() if at not in parts and not _source().match(level)]
    return tuple((totals or wholes)[:1] or parts or list(levels)[:1])


def _lowest(header: str) -> str:
    return header_key(header_levels(header)[-1])


@cache
def _total() -> re.Pattern[str]:
    return re.compile(rf"(?:{_listed('total')})\b")


@cache
def _source() -> re.Pattern[str]:
    return re.compile(rf"(?:{_listed('source')})\b")


@cache
def _part() -> re.Pattern[str]:
    """A year or several, or a source of funds, with nothing else beside it."""
    words = _listed("part")
    return re.compile(rf"(?:nam |giai doan )?\d{{4}}(?: \d{{4}})?|(?:{words})(?: (?:{words}|va|cap|tu|\d+))*")


def _listed(kind: str) -> str:
    words = load_resource("columns.yml")["budget_columns"][kind]
    return "|".join(sorted({header_key(word) for word in words}, key=len, reverse=True))
