"""What the page of a plan shows, counted from the rows of its document. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.datasets import ActorRow, DeadlineRow, DocumentRow, FlagRow, ReferenceRow, TaskRow
from pipeline.process import DocumentResult

_MOST_UNITS, _MOST_REFERENCES = 15, 12
# Ticks nearer than this (percent of the line) would print over one another.
_NEAREST = 1.6
# The order in which an office speaks of them.
_ROLES = ("lead", "coordinating", "assigned")


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart: a name, its counts in the order of the chart's legend, its length in percent."""

    name: str
    counts: tuple[int, ...]
    shares: tuple[float, ...]
    is_doubtful: bool = False

    @property
    def total(self) -> int:
        """All counts together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Tick:
    """One or a few days on the line of deadlines: how many tasks are due, where it stands in percent."""

    days: str
    count: int
    place: float
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the plan cites: how often, as a basis or not."""

    name: str
    title: str | None
    count: int
    is_basis: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the page shows."""

    document: DocumentRow
    task_count: int
    group_count: int
    sections: tuple[Bar, ...]
    units: tuple[Bar, ...]
    roles: tuple[bool, ...]
    more_units: int
    ticks: tuple[Tick, ...]
    months: tuple[tuple[str, float], ...]
    standing: tuple[tuple[str, int], ...]
    cited: tuple[Cited, ...]
    more_cited: int
    flags: tuple[tuple[str, str, int], ...]
    repair_count: int


def make_picture(result: DocumentResult) -> Picture:
    """Return what the page of one document shows."""
    rows = result.rows
    tasks: Sequence[TaskRow] = rows.get("tasks", ())
    units = _units(rows.get("actors", ()))
    cited = _cited(rows.get("references", ()))
    days = _days(tasks)
    return Picture(
        document=result.document,
        task_count=sum(task.kind != "group" for task in tasks),
        group_count=sum(task.kind == "group" for task in tasks),
        sections=_bars(Counter(_section(task) for task in tasks if task.kind != "group")),
        units=units[:_MOST_UNITS],
        roles=tuple(any(bar.counts[at] for bar in units) for at in range(len(_ROLES))),
        more_units=max(0, len(units) - _MOST_UNITS),
        ticks=_ticks(days),
        months=_months(days),
        standing=_standing(rows.get("deadlines", ())),
        cited=cited[:_MOST_REFERENCES],
        more_cited=max(0, len(cited) - _MOST_REFERENCES),
        flags=_flags(rows.get("flags", ())),
        repair_count=len(rows.get("repairs", ())),
    )


def _section(task: TaskRow) -> str:
    code = task.section_code.rsplit("/", 1)[-1] + ". " if task.section_code else ""
    return f"{code}{task.section_title or 'Toàn bộ kế hoạch'}"


def _bars(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    longest = max(counts.values(), default=1)
    return tuple(Bar(name, (count,), (100 * count / longest,)) for name, count in counts.items())


def _units(actors: Iterable[ActorRow]) -> tuple[Bar, ...]:
    """Who is named, the most burdened first: tasks led, coordinated, assigned; names as published."""
    tasks: dict[str, dict[str, set[str]]] = {}
    known: dict[str, bool] = {}
    for actor in actors:
        roles = tasks.setdefault(actor.name, {role: set() for role in _ROLES})
        roles.setdefault(actor.role, set()).add(actor.task_id)
        known[actor.name] = known.get(actor.name, True) and (actor.kind != "unit" or actor.method != "none")
    counts = {name: tuple(len(roles[role]) for role in _ROLES) for name, roles in tasks.items()}
    longest = max((sum(count) for count in counts.values()), default=0) or 1
    ranked = sorted(counts.items(), key=lambda entry: (-sum(entry[1]), -entry[1][0], entry[0]))
    return tuple(
        Bar(name, count, tuple(100 * part / longest for part in count), not known[name]) for name, count in ranked
    )


def _days(tasks: Iterable[TaskRow]) -> dict[dt.date, list[str]]:
    days: dict[dt.date, list[str]] = {}
    for task in tasks:
        if task.due_date and task.kind != "group":
            days.setdefault(task.due_date, []).append(task.task or "")
    return dict(sorted(days.items()))


def _span(days: Iterable[dt.date]) -> tuple[dt.date, int]:
    """The line runs over whole years: its first day and its length in days."""
    first, last = dt.date(min(days).year, 1, 1), dt.date(max(days).year, 12, 31)
    return first, (last - first).days


def _ticks(days: Mapping[dt.date, Sequence[str]]) -> tuple[Tick, ...]:
    """Days too near one another to be told apart on paper share a tick, which stands at the last of them."""
    if not days:
        return ()
    first, length = _span(days)
    groups: list[list[dt.date]] = []
    for day in days:
        if groups and 100 * (day - groups[-1][0]).days / length < _NEAREST:
            groups[-1].append(day)
        else:
            groups.append([day])
    return tuple(_tick(group, days, 100 * (group[-1] - first).days / length) for group in groups)


def _tick(group: Sequence[dt.date], days: Mapping[dt.date, Sequence[str]], place: float) -> Tick:
    tasks = tuple(task for day in group for task in days[day])
    return Tick(", ".join(f"{day:%d/%m/%Y}" for day in group), len(tasks), place, tasks)


def _months(days: Mapping[dt.date, object]) -> tuple[tuple[str, float], ...]:
    """Quarters of a year, or years where the line is long, with their places in percent."""
    if not days:
        return ()
    first, length = _span(days)
    years = range(first.year, max(days).year + 1)
    if len(years) > 3:
        return tuple((str(year), 100 * (dt.date(year, 1, 1) - first).days / length) for year in years)
    marks = [(f"{month:02d}/{year}", dt.date(year, month, 1)) for year in years for month in (1, 4, 7, 10)]
    return tuple((name, 100 * (day - first).days / length) for name, day in marks)


_STANDING = {"recurring": "Định kỳ", "ongoing": "Thường xuyên", "event": "Theo sự kiện", "relative": "Tính từ mốc khác"}


def _standing(deadlines: Iterable[DeadlineRow]) -> tuple[tuple[str, int], ...]:
    """Time limits without a day: how many tasks have which kind."""
    tasks: dict[str, set[str]] = {}
    for deadline in deadlines:
        if deadline.kind in _STANDING:
            tasks.setdefault(_STANDING[deadline.kind], set()).add(deadline.task_id)
    return tuple((name, len(found)) for name, found in tasks.items())


def _cited(references: Iterable[ReferenceRow]) -> tuple[Cited, ...]:
    """Documents cited, the most frequent first, bases before others."""
    groups: dict[str, list[ReferenceRow]] = {}
    for reference in references:
        groups.setdefault(reference.canonical_id or reference.raw, []).append(reference)
    cited = [
        Cited(
            _citation(group[0]),
            next((one.title for one in group if one.title and one.title not in _citation(one)), None),
            len(group),
            any(one.location in ("basis", "plan_basis") for one in group),
        )
        for group in groups.values()
    ]
    return tuple(sorted(cited, key=lambda one: (-one.count, not one.is_basis)))


def _citation(reference: ReferenceRow) -> str:
    if not reference.number:
        return reference.raw
    year = reference.reference_year if reference.year_from == "symbol" else None
    code = "/".join(str(part) for part in (reference.number, year, reference.symbol) if part)
    return f"{reference.type or ''} {code}".strip()


def _flags(flags: Iterable[FlagRow]) -> tuple[tuple[str, str, int], ...]:
    """Weight, code and count, alarms first."""
    order = {"alarm": 0, "check": 1, "note": 2}
    counts = Counter((flag.weight, flag.code) for flag in flags)
    ranked = sorted(counts.items(), key=lambda entry: (order[entry[0][0]], -entry[1], entry[0][1]))
    return tuple((weight, code, count) for (weight, code), count in ranked)
