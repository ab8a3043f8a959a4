"""The year of a deadline that does not write it, and the days that follow from it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from normalizers.deadlines.calendar_words import Period
from normalizers.deadlines.reading import Deadline, DeadlineKind, Draft

_BY = DeadlineKind.BY


def dated(drafts: Sequence[Draft], plan_year: int | None) -> Iterable[Deadline]:
    """The deadlines with their days: the year is the written one, a neighbour's in the cell, or the plan's."""
    later: Period | None = None
    resolved: list[Deadline] = []
    for draft in reversed(drafts):
        period, year_from = _with_year(draft.period, later, plan_year)
        resolved.append(replace(_with_days(draft, period), year_from=year_from))
        later = period if period is not None and period.year is not None else later
    return _from_before(list(reversed(resolved)), drafts)


def _with_year(period: Period | None, later: Period | None, plan_year: int | None) -> tuple[Period | None, str | None]:
    if period is None or period.year is not None or period.school_year:
        return period, None
    if later is not None and later.year is not None:
        # "Tháng 6, tháng 12/2023": the year stands once, at the end, and time runs forward.
        return period.in_year(later.year - (later.first < period.first)), None
    return (period, None) if plan_year is None else (period.in_year(plan_year), "plan_year")


def _from_before(deadlines: list[Deadline], drafts: Sequence[Draft]) -> Iterable[Deadline]:
    """Without a plan year the year written before holds on: "Quý II/2023, quý III"."""
    earlier: Period | None = None
    for deadline, draft in zip(deadlines, drafts, strict=True):
        period = draft.period
        lacking = period is not None and period.year is None and deadline.start is None and deadline.end is None
        if lacking and period is not None and earlier is not None and earlier.year is not None:
            period = period.in_year(earlier.year + (period.first < earlier.first))
            yield _with_days(draft, period)
        else:
            yield deadline
        earlier = period if period is not None and period.year is not None else earlier


def _with_days(draft: Draft, period: Period | None) -> Deadline:
    deadline = draft.deadline
    if period is None:
        return deadline
    deadline = replace(deadline, approx=period.approx, ocr=period.ocr, school_year=period.school_year)
    start, end = period.start(), period.end()
    if start is not None and end is not None and start > end:
        # "2025 đến 30/6/2023" is misprinted or misread: which end is wrong nobody can say.
        return deadline
    if deadline.kind is _BY:
        return _by(deadline, draft.shape, period)
    if deadline.kind is DeadlineKind.FROM:
        after = deadline.raw.lower().startswith(("sau", "từ sau"))
        return replace(deadline, start=end + timedelta(days=1) if after and end else start)
    if deadline.kind is DeadlineKind.ONGOING and " từ " in f" {deadline.raw.lower()} ":
        return replace(deadline, start=start)
    return replace(deadline, start=start, end=end, due=end)


def _by(deadline: Deadline, shape: str, period: Period) -> Deadline:
    """Before a day leaves that day, as written; before a month, quarter or year is the last day before it."""
    start, end = period.start(), period.end()
    if shape == "before" and not period.is_day:
        end = start and start - timedelta(days=1)
    exclusive = shape == "before" and period.is_day and "giờ" not in deadline.raw
    return replace(deadline, end=end, due=end, exclusive=exclusive)
