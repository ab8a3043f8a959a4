"""Seeded sentences of administrative Vietnamese: tasks with their results, deadlines and budgets with their meaning."""

import calendar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_ROMAN = ("I", "II", "III", "IV")
_KINDS = ("document", "document", "system", "people", "duty", "duty", "matter")


@dataclass(frozen=True, slots=True)
class Work:
    task: str
    result: str


@dataclass(frozen=True, slots=True)
class Due:
    text: str
    kind: str
    start: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    text: str
    vnd: int | None = None


@cache
def phrases() -> Any:
    """The word lists of `phrases.yml`."""
    import yaml

    path = Path(__file__).with_name("phrases.yml")
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def draw_work(rng: Random, topic: str, year: int) -> Work:
    """A task and its result on one topic; acts it cites are not younger than the year. One in four has two parts."""
    first = _draw_part(rng, topic, year)
    if rng.random() > 0.25:
        return Work(first.task + rng.choice(("", "", ".")), first.result)
    second = _draw_part(rng, topic, year)
    task = f"{first.task}; đồng thời {second.task[0].lower()}{second.task[1:]}."
    return Work(task, f"- {first.result};\n- {second.result}.")


def _draw_part(rng: Random, topic: str, year: int) -> Work:
    kind = rng.choice(_KINDS)
    thing = rng.choice(phrases()["topics"][topic][kind])
    audience = rng.choice(phrases()["topics"][topic]["audience"])
    task = f"{rng.choice(phrases()['verbs'][kind])} {thing}"
    if kind == "people":
        task += f" cho {audience}"
    if rng.random() < 0.25:
        task += f" {_reference(rng, year)}"
    if rng.random() < 0.6:
        task += rng.choice(phrases()["tails"][kind])
    count, size, percent = f"{rng.randint(2, 12):02d}", rng.choice((30, 40, 50, 60)), rng.choice((80, 85, 90, 95))
    names = {"thing": thing, "Thing": thing[0].upper() + thing[1:], "audience": audience}
    return Work(task, rng.choice(phrases()["results"][kind]).format(**names, count=count, size=size, percent=percent))


def draw_due(rng: Random, year: int) -> Due:
    """A deadline of the plan's year, in one of the usual wordings."""
    return rng.choice((_quarter, _quarter, _month, _month, _before, _ongoing, _recurring, _year))(rng, year)


def draw_money(rng: Random, form: str) -> Money:
    """A budget: `million` is a bare number under a header that names the unit, `full` names it in the cell."""
    if rng.random() < 0.12:
        return Money(rng.choice(("Lồng ghép", "Theo dự toán được duyệt", "NSNN")))
    million = rng.choice((45, 120, 250, 350, 680, 1250, 1500, 2400, 3750, 12600))
    if form == "million":
        return Money(dotted(million), million * 10**6)
    wordings = [f"{dotted(million)} triệu đồng", f"{dotted(million * 10**6)} đồng"]
    if million >= 1000:
        wordings.append(f"{million / 1000:g} tỷ đồng".replace(".", ","))
    return Money(rng.choice(wordings), million * 10**6)


def dotted(number: int) -> str:
    """The number with a full stop between thousands.

    >>> dotted(1250)
    '1.250'
    """
    return f"{number:,}".replace(",", ".")


def _reference(rng: Random, year: int) -> str:
    return str(rng.choice([text for since, text in phrases()["references"] if since <= year]))


def _quarter(rng: Random, year: int) -> Due:
    first = rng.randint(1, 4)
    last = rng.randint(first, 4) if rng.random() < 0.25 else first
    names = _ROMAN[first - 1] if first == last else f"{_ROMAN[first - 1]} - {_ROMAN[last - 1]}"
    form = rng.choice(("Quý {}/{}", "Quý {}/{}", "Quý {} năm {}", "quý {}/{}"))
    return Due(form.format(names, year), "interval", f"{year}-{first * 3 - 2:02d}-01", _last_day(year, last * 3))


def _month(rng: Random, year: int) -> Due:
    month = rng.randint(2, 12)
    form = rng.choice(("Tháng {}/{}", "Tháng {}/{}", "tháng {} năm {}", "{:02d}/{}"))
    return Due(form.format(month, year), "interval", f"{year}-{month:02d}-01", _last_day(year, month))


def _before(rng: Random, year: int) -> Due:
    month, day = rng.randint(3, 12), rng.choice((15, 20, 25, 30))
    form = rng.choice(("Trước ngày {}/{}/{}", "Trước {}/{}/{}", "Đến hết ngày {}/{}/{}", "Chậm nhất ngày {}/{}/{}"))
    return Due(form.format(day, month, year), "by", due=f"{year}-{month:02d}-{day:02d}")


def _ongoing(rng: Random, year: int) -> Due:
    return Due(rng.choice(("Thường xuyên", "Thường xuyên, liên tục")), "ongoing")


def _recurring(rng: Random, year: int) -> Due:
    return Due(rng.choice(("Hằng quý", "Hàng tháng", "Định kỳ 06 tháng", "Hằng năm")), "recurring")


def _year(rng: Random, year: int) -> Due:
    return Due(rng.choice(("Năm {}", "Trong năm {}")).format(year), "interval", f"{year}-01-01", f"{year}-12-31")


def _last_day(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"
