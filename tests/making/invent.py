"""The invented plans, grown once from `plans.yml` and then frozen as truths: `python -m tests.making.invent`.

A plan's front is written by hand; its rows are drawn with the plot's seed from `phrases.yml`.
"""

import dataclasses
import sys
from pathlib import Path
from random import Random
from typing import Any

from tests.making.files import TRUTH_FOLDER, build, write_truth
from tests.making.phrasing import Due, Money, dotted, draw_due, draw_money, draw_work
from tests.making.truth import Expectation, Footnote, Row, RowKind, TableFacts, Truth

_LETTERS = "abcdđeghik"
_CHILDREN = (2, 2, 3, 3, 4, 5)


@dataclasses.dataclass(slots=True)
class _Draft:
    """A row while it grows."""

    kind: RowKind
    ordinal: str | None
    level: int
    cells: dict[str, str]
    expect: dict[str, Any]
    spans: dict[str, int] = dataclasses.field(default_factory=dict)
    title: str | None = None
    children: int = 0

    def row(self) -> Row:
        expect = build(Expectation, self.expect) if self.expect else None
        return Row(self.kind, self.ordinal, self.title, self.level, self.cells, self.spans, {}, expect)


class _Grower:
    """Draws the rows of one table; the drawing order is the printed order, so a seed gives one table."""

    def __init__(self, plot: dict[str, Any], keys: tuple[str, ...], year: int) -> None:
        self.plot, self.keys, self.year = plot, keys, year
        self.rng = Random(plot["seed"])
        self.seen: set[str] = set()
        self.number = 0
        self.code: str | None = None

    def table(self) -> list[_Draft]:
        rows: list[_Draft] = []
        for level, code, title, count in self.plot["sections"]:
            self.code = code
            section = self._section(count)
            self._merge(section)
            heading = _Draft(RowKind.SECTION, code, level, {}, {}, title=title)
            rows += [heading, *section] if title else section
        return rows + self._total(rows)

    def _printed(self, number: int) -> str:
        """The number of a row as the plan prints it: "1", "01", "1.", with the section's "II.1"."""
        return str(self.plot.get("form", "{}")).format(number, code=self.code)

    def _section(self, count: int) -> list[_Draft]:
        if self.plot["numbering"] == "restart":
            self.number = 0
        return [row for _ in range(count) for row in self._item()]

    def _item(self) -> list[_Draft]:
        self.number += 1
        nested = self.plot.get("nested")
        if not nested or self.rng.random() > self.plot["group_share"]:
            return [self._task(self._printed(self.number), 1)]
        return self._group(self._printed(self.number), 1, nested)

    def _group(self, ordinal: str, level: int, nested: str) -> list[_Draft]:
        group = self._task(ordinal, level)
        group.kind = RowKind.GROUP
        children: list[_Draft] = []
        for place in range(self.rng.choice(_CHILDREN)):
            below = {"both": "letters", "decimals": "decimals"}.get(nested)
            if below and (level == 1 or nested == "decimals"):
                deeper = level == 1 and self.rng.random() < 0.2
                child = f"{ordinal}.{place + 1}"
                children += self._group(child, 2, below) if deeper else [self._task(child, level + 1)]
            else:
                children.append(self._task(f"{_LETTERS[place]})" if nested != "unnumbered" else None, level + 1))
        group.children = len(children)
        self._share(group, children)
        return [group, *children]

    def _share(self, group: _Draft, children: list[_Draft]) -> None:
        shared = set(self.plot.get("group_merges", ()))
        for key in self.keys:
            if key in shared and key in group.cells:
                group.spans[key] = 1 + len(children)
                for child in children:
                    child.cells.pop(key, None)
                    child.expect |= {name: group.expect[name] for name in _EXPECTS.get(key, ()) if name in group.expect}
            elif key != "task" and (key != "lead" or self.rng.random() < 0.5):
                _drop(group, key)

    def _task(self, ordinal: str | None, level: int) -> _Draft:
        work = draw_work(self.rng, self.rng.choice(self.plot["topics"]), self.year)
        while work.task in self.seen:
            work = draw_work(self.rng, self.rng.choice(self.plot["topics"]), self.year)
        self.seen.add(work.task)
        row = _Draft(RowKind.TASK, ordinal, level, {"task": work.task}, {})
        for key in self.keys:
            self._fill(row, key, work.result)
        row.cells = {key: row.cells[key] for key in self.keys if row.cells.get(key)}
        return row

    def _fill(self, row: _Draft, key: str, result: str) -> None:
        if key in self.plot.get("fills", {}):
            row.cells[key] = self.rng.choice(self.plot["fills"][key])
        elif key == "result":
            row.cells[key] = result
        elif key in ("lead", "coordinating"):
            self._units(row, key)
        elif key == "deadline":
            self._deadline(row, draw_due(self.rng, self.year))
        elif key == "budget":
            self._budget(row, draw_money(self.rng, self.plot["money"]))
        elif key == "assignee":
            row.cells[key] = self.rng.choice(self.plot["assignees"])
        elif key == "basis":
            row.cells[key] = f"Công văn số {self.rng.randint(100, 9000)}/VPCP-{self.rng.choice(('KSTT', 'TCCV', 'TH'))}"
        elif key == "approver":
            row.cells[key] = self.rng.choice(("Bộ trưởng", "Chính phủ", "Thủ tướng Chính phủ"))
        elif key == "note" and self.rng.random() < 0.3:
            row.cells[key] = self.rng.choice(_notes())

    def _units(self, row: _Draft, key: str) -> None:
        lead = key == "lead"
        count = self.rng.choice((1, 1, 1, 1, 2) if lead else (0, 1, 2, 2, 3))
        pool = self.plot["leads" if lead else "coordinators"]
        chosen = self.rng.sample([pair for pair in pool if pair[0] not in row.cells.get("lead", "")], count)
        names = [printed for printed, _ in chosen]
        separator = "; " if any("," in name for name in names) else self.rng.choice((", ", "; ", ", "))
        text = separator.join(names)
        row.cells[key] = text[:1].upper() + text[1:]
        row.expect["lead_units" if lead else "coordinating_units"] = [name for _, name in chosen]

    def _deadline(self, row: _Draft, due: Due) -> None:
        row.cells["deadline"] = due.text
        row.expect |= {"deadline_kind": due.kind, "start_date": due.start, "due_date": due.due}

    def _budget(self, row: _Draft, money: Money) -> None:
        row.cells["budget"] = money.text
        if money.vnd is None:
            return
        row.expect["budget_vnd"] = money.vnd
        central = int(money.vnd / 10**6 * self.rng.choice((0, 0.4, 0.6, 0.8, 1)))
        if "budget_central" in self.keys:
            local = money.vnd // 10**6 - central
            row.cells |= {"budget_central": dotted(central), "budget_local": dotted(local)}

    def _merge(self, rows: list[_Draft]) -> None:
        for key, share in self.plot.get("merges", {}).items():
            start = 0
            while start < len(rows):
                length = self.rng.choice((2, 2, 3, 4))
                if self.rng.random() < share and start + length <= len(rows):
                    _merge_run(rows[start : start + length], key)
                    start += length
                else:
                    start += 1

    def _total(self, rows: list[_Draft]) -> list[_Draft]:
        if not self.plot.get("total"):
            return []
        keys = [key for key in self.keys if key.startswith("budget")]
        plain = [{key: row.cells[key].replace(".", "") for key in keys if key in row.cells} for row in rows]
        sums = {key: sum(int(cells[key]) for cells in plain if cells.get(key, "").isdigit()) for key in keys}
        cells = {key: dotted(total) for key, total in sums.items()}
        return [_Draft(RowKind.TOTAL, None, 1, cells, {}, title=self.plot["total"])]


_EXPECTS = {
    "lead": ("lead_units",),
    "coordinating": ("coordinating_units",),
    "deadline": ("deadline_kind", "start_date", "due_date"),
    "budget": ("budget_vnd",),
}


def _drop(row: _Draft, key: str) -> None:
    row.cells.pop(key, None)
    for name in _EXPECTS.get(key, ()):
        row.expect.pop(name, None)


def _merge_run(rows: list[_Draft], key: str) -> None:
    if any(key not in row.cells for row in rows):
        return
    first, *others = rows
    first.spans[key] = len(rows)
    for row in others:
        row.cells.pop(key)
        row.expect |= {name: first.expect[name] for name in _EXPECTS.get(key, ()) if name in first.expect}


def _notes() -> list[str]:
    from tests.making.phrasing import phrases

    return list(phrases()["notes"])


def grow_plan(plan: dict[str, Any]) -> Truth:
    """The truth of one plan: its facts as written, the rows of its plots drawn."""
    tables = [_grow_table(dict(table), plan["document"]["plan_year"]) for table in plan["tables"]]
    facts = {name: item for name, item in plan.items() if name != "tables"}
    truth = build(Truth, facts | {"origin": "invented", "tables": []})
    assert isinstance(truth, Truth)
    return dataclasses.replace(truth, tables=tuple(tables))


def _grow_table(table: dict[str, Any], year: int) -> TableFacts:
    plot = table.pop("plot", None)
    facts = build(TableFacts, {"rows": []} | table)
    assert isinstance(facts, TableFacts)
    if plot is None:
        return facts
    keys = tuple(column.key for column in facts.columns if column.key != "ordinal")
    rows = tuple(draft.row() for draft in _Grower(plot, keys, year).table())
    return dataclasses.replace(facts, rows=rows, footnotes=_footnotes(plot, rows))


def _footnotes(plot: dict[str, Any], rows: tuple[Row, ...]) -> tuple[Footnote, ...]:
    tasks = [index for index, row in enumerate(rows) if row.kind is RowKind.TASK and row.ordinal]
    texts = plot.get("footnotes", [])
    return tuple(Footnote(tasks[3 + 8 * place], "task", text) for place, text in enumerate(texts))


def main() -> None:
    """Write the truths of all plans."""
    import yaml

    text = Path(__file__).with_name("plans.yml").read_text(encoding="utf-8")
    for plan in yaml.load(text, Loader=yaml.CSafeLoader):
        sys.stdout.write(f"{write_truth(grow_plan(plan), TRUTH_FOLDER).name}\n")


if __name__ == "__main__":
    main()
