"""Links between the plans that one body publishes over the years, from the results of their documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from pipeline.links import PlannedTask, link_plans
from pipeline.schema import arrow_schema, to_table
from pipeline.store import StoredResult

# What a link is judged by, of all that a document's result holds.
DATASETS_READ = ("tasks", "references", "actors")
Load = Callable[[str], StoredResult | None]


def link_members(plans: Iterable[tuple[str, int | None, str]], load: Load) -> tuple[pa.Table, list[str]]:
    """Return the links between plans given as body, year and key of the result, and the keys that are lost.

    Only bodies with plans of two years or more are loaded, one after the other.
    """
    bodies: dict[str, list[tuple[int, str]]] = {}
    for body, year, key in plans:
        if body and year:
            bodies.setdefault(body, []).append((year, key))
    tables, lost = [arrow_schema("task_links").empty_table()], []
    for body in sorted(bodies):
        if len({year for year, _ in bodies[body]}) < 2:
            continue
        results = [(year, load(key), key) for year, key in sorted(bodies[body])]
        lost += [key for _, result, key in results if result is None]
        tasks = [task for year, result, _ in results if result for task in _planned(result.tables, year)]
        tables.append(to_table("task_links", link_plans(tasks)))
    return pa.concat_tables(tables), lost


def _planned(tables: Mapping[str, pa.Table], year: int) -> Iterator[PlannedTask]:
    """The tasks of one plan, groups and tasks given in running text left out."""
    references = _by_task(tables.get("references"), "canonical_id")
    units = _by_task(tables.get("actors"), "unit_id")
    wanted = ("task_id", "kind", "task", "result")
    rows: Sequence[Mapping[str, str | None]] = tables["tasks"].select(wanted).to_pylist() if "tasks" in tables else ()
    for row in rows:
        name = row["task_id"] or ""
        if row["kind"] == "task" and row["task"]:
            cited, charged = references.get(name, frozenset()), units.get(name, frozenset())
            yield PlannedTask(name, year, row["task"], row["result"] or "", cited, charged)


def _by_task(table: pa.Table | None, column: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table.select(("task_id", column)).to_pylist() if table is not None else ():
        if row["task_id"] and row[column]:
            found.setdefault(row["task_id"], set()).add(row[column])
    return {task_id: frozenset(names) for task_id, names in found.items()}
