"""Deadlines in a cell: when, by when, from when, how often or after what."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from normalizers.deadlines.patterns import deadline_pattern, wording_pattern
from normalizers.deadlines.reading import Deadline, DeadlineKind, Draft, read_match, read_note
from normalizers.deadlines.wording import is_due
from normalizers.deadlines.years import dated
from normalizers.resources import load_resource
from normalizers.text import fold, same_length_form, strip_marks

__all__ = ["Deadline", "DeadlineKind", "find_deadlines"]

# Columns whose cells are deadlines by themselves; elsewhere only explicit wording counts.
_TIME_COLUMNS = frozenset({"deadline", "start", "end"})


def find_deadlines(
    text: str, column: str = "deadline", plan_year: int | None = None, previous: str | None = None
) -> tuple[Deadline, ...]:
    """Deadlines of one cell in reading order; offsets are those of its NFC form.

    `due` is the last admissible day; `exclusive` says that it is the day of "trước ngày X", as written. A year that is
    not written comes from a neighbour in the cell, else from the plan (`year_from`). `previous` is the cell above, for
    "nt" and "″". Outside the columns deadline, start and end only explicit wording counts (domain guide 4.4).

    >>> [(d.kind.value, str(d.due)) for d in find_deadlines("Trước tháng 7/2023; báo cáo trước 15/12/2023")]
    [('by', '2023-06-30'), ('by', '2023-12-15')]
    >>> find_deadlines("theo Quyết định số 766/QĐ-TTg ngày 23/6/2022", column="task")
    ()
    """
    text = unicodedata.normalize("NFC", text)
    if fold(text) in _ditto_marks():
        return tuple(_repeat(text, above) for above in find_deadlines(previous, column, plan_year)) if previous else ()
    drafts = _in_time_column(text) if column in _TIME_COLUMNS else list(_in_wording(text))
    return tuple(dated(drafts, plan_year))


def _repeat(text: str, above: Deadline) -> Deadline:
    raw = text.strip()
    start = text.index(raw)
    return replace(above, raw=raw, span_start=start, span_end=start + len(raw), ditto=True)


def _folded(text: str) -> str:
    return strip_marks(same_length_form(text)).lower()


def _in_time_column(text: str) -> list[Draft]:
    drafts: list[Draft] = []
    for found in deadline_pattern().finditer(_folded(text)):
        if found.lastgroup != "note":
            drafts += [_labelled(text, draft) for draft in read_match(text, found) if not _is_round_the_clock(found[0])]
        elif own := read_note(text, found):
            drafts += own
        elif drafts and not text[drafts[-1].deadline.span_end : found.start()].strip():
            note = found[0] and text[found.start() + 1 : found.end() - 1].strip()
            drafts[-1] = replace(drafts[-1], deadline=replace(drafts[-1].deadline, label=note))
    return drafts


def _in_wording(text: str) -> Iterator[Draft]:
    folded = _folded(text)
    if not re.search(r"\d|hang |moi |dinh ky", folded):
        return
    for found in wording_pattern().finditer(folded):
        drafts = read_match(text, found)
        if drafts and is_due(text, folded, found, drafts[0].period):
            yield from drafts


def _labelled(text: str, draft: Draft) -> Draft:
    """What stands before a colon says what is due: "Trình Chính phủ: tháng 5/2024"."""
    clause = re.split(r"[;\n]", text[: draft.deadline.span_start])[-1]
    label = re.fullmatch(r"[-+*•\s]*([^:]{2,80}?)\s*:\s*", clause)
    return replace(draft, deadline=replace(draft.deadline, label=label[1])) if label else draft


def _is_round_the_clock(raw: str) -> bool:
    return raw == "24/7"


@cache
def _ditto_marks() -> frozenset[str]:
    return frozenset(fold(mark) for mark in load_resource("deadlines.yml")["ditto"])
