"""One match of the deadline pattern read as deadlines whose year may still be missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from normalizers.deadlines.calendar_words import Period, parse_periods, period_pattern
from normalizers.deadlines.patterns import deadline_pattern, signature_pattern, words
from normalizers.deadlines.recurrences import find_rhythms, parse_duration

_RHYTHMS = frozenset({"dated", "times", "every", "spaced", "periodic", "act", "occasional"})


class DeadlineKind(StrEnum):
    """How a deadline binds."""

    BY = "by"
    ON = "on"
    INTERVAL = "interval"
    FROM = "from"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    EVENT = "event"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline; `raw` is `text[span_start:span_end]` of the NFC text, None is unknown or not said.

    `freq` and `duration` are ISO 8601; `day` and `month` name the day of a recurrence; `ocr` says that letters were
    read as figures, `ditto` that the cell repeats the one above.
    """

    raw: str
    span_start: int
    span_end: int
    kind: DeadlineKind
    start: date | None = None
    end: date | None = None
    due: date | None = None
    exclusive: bool = False
    approx: bool = False
    ocr: bool = False
    freq: str | None = None
    day: int | None = None
    month: int | None = None
    duration: str | None = None
    anchor: str | None = None
    year_from: str | None = None
    label: str | None = None
    school_year: str | None = None
    ditto: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A deadline, the shape it was written in, and its period before the year is known."""

    deadline: Deadline
    shape: str
    period: Period | None = None


def read_match(text: str, found: re.Match[str]) -> list[Draft]:
    """Deadlines of one match; `text` is the unfolded text of the same length."""
    shape = found.lastgroup or ""
    if shape in _RHYTHMS:
        return list(_read_rhythms(text, found, shape))
    if shape == "relative":
        return [_read_relative(text, found)]
    if shape == "event":
        return [Draft(_cut(text, found.span(), DeadlineKind.EVENT), shape)]
    if shape == "range":
        return _read_range(text, found)
    return list(_read_periods(text, found, shape))


def read_note(text: str, found: re.Match[str]) -> list[Draft]:
    """Deadlines of a bracket that is wholly one: "(quý II/2024)"; none where it only explains another."""
    inner = text[found.start() + 1 : found.end() - 1]
    folded = found[0][1:-1]
    first = deadline_pattern().match(folded, len(folded) - len(folded.lstrip()))
    if first is None or first.lastgroup in {"note", "event", "relative"} or first.end() < 0.6 * len(folded.rstrip()):
        return []
    shift = found.start() + 1
    return [_moved(draft, shift) for draft in read_match(inner, first)]


def _moved(draft: Draft, shift: int) -> Draft:
    old = draft.deadline
    return replace(
        draft, deadline=replace(old, span_start=old.span_start + shift, span_end=old.span_end + shift)
    )  # fmt: skip


def _cut(text: str, span: tuple[int, int], kind: DeadlineKind) -> Deadline:
    raw = text[slice(*span)].rstrip(" \t\n,.;:")
    return Deadline(raw, span[0], span[0] + len(raw), kind)


def _read_rhythms(text: str, found: re.Match[str], shape: str) -> Iterator[Draft]:
    for rhythm in find_rhythms(shape, found):
        deadline = _cut(text, (rhythm.start, rhythm.end), DeadlineKind.RECURRING)
        yield Draft(replace(deadline, freq=rhythm.freq, day=rhythm.day, month=rhythm.month), shape)


def _read_relative(text: str, found: re.Match[str]) -> Draft:
    deadline = _cut(text, found.span(), DeadlineKind.RELATIVE)
    anchored = re.search(r"\b(?:tu|sau)\b\s*(?!\d)", found[0]) is not None
    anchor = "signature" if signature_pattern().search(found[0]) else "event"
    return Draft(
        replace(deadline, duration=parse_duration(found[0]), anchor=anchor if anchored else None), "relative"
    )  # fmt: skip


_KINDS = {
    "before": DeadlineKind.BY,
    "until": DeadlineKind.BY,
    "from": DeadlineKind.FROM,
    "open": DeadlineKind.FROM,
    "ongoing": DeadlineKind.ONGOING,
}


def _read_periods(text: str, found: re.Match[str], shape: str) -> Iterator[Draft]:
    inner = re.search(period_pattern(), found[0])
    if inner is None:
        yield Draft(_cut(text, found.span(), DeadlineKind.ONGOING), shape)
        return
    periods = parse_periods(inner[0])
    base = found.start() + inner.start()
    after = found.string[found.end() :]
    for place, (start, end, period) in enumerate(periods):
        # The words around belong to the first and the last of a list.
        first = found.start() if place == 0 else base + start
        last = found.end() if place == len(periods) - 1 else base + end
        yield Draft(_cut(text, (first, last), _kind(shape, period)), shape, _shifted(period, after))


def _shifted(period: Period, after: str) -> Period:
    """ "Trước 31/01 năm sau" is a day of the year after the plan's."""
    shift = next(
        (
            by
            for by, listed in ((1, "next_year"), (-1, "last_year"))
            if re.match(rf"\s*(?:cua\s*)?{words(listed)}", after)
        ),
        0,
    )
    return period if period.year else replace(period, shift=shift)


def _kind(shape: str, period: Period) -> DeadlineKind:
    if shape == "from" and period.is_range:
        return DeadlineKind.INTERVAL
    return _KINDS.get(shape) or (DeadlineKind.ON if period.is_day else DeadlineKind.INTERVAL)


def _read_range(text: str, found: re.Match[str]) -> list[Draft]:
    ends = [parse_periods(inner[0]) for inner in re.finditer(period_pattern(), found[0])]
    if len(ends) == 1:
        # The dash stands within one period: "Quý IV - 2023", "2022-2025".
        return list(_read_periods(text, found, "point"))
    if len(ends) < 2 or not ends[0] or not ends[-1]:
        return []
    period = _joined(ends[0][0][2], ends[-1][-1][2])
    return [Draft(_cut(text, found.span(), DeadlineKind.INTERVAL), "range", period)]


def _joined(first: Period, last: Period) -> Period:
    """From the first to the last; a year written once counts for both, save over the turn of the year."""
    over = last.first < first.first
    year, last_year = first.year, last.last_year or last.year
    if year is None and last_year is not None:
        year = last_year - over
    elif last_year is None and year is not None:
        last_year = (first.last_year or year) + over
    days = first.is_day and last.is_day
    return Period(
        first.first, last.last, year, last_year, is_day=days, is_range=True,
        approx=first.approx or last.approx, ocr=first.ocr or last.ocr,
    )  # fmt: skip
