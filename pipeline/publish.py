"""Document results compacted into few Parquet files, only changed ones rewritten, each replaced whole.

Layout: `<dataset>/year=YYYY/part-0.parquet`; dimensions without a year `<dataset>/part-0.parquet`. Rows stand in the
order of the source paths, then in document order: the same inputs give the same bytes.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyarrow as pa

from pipeline.cache import ResultCache
from pipeline.datasets import DATASETS
from pipeline.files import deferred_interrupt
from pipeline.part_writer import PartWriter
from pipeline.schema import is_partitioned
from pipeline.storage.folder import Folder
from pipeline.store import StoredResult
from pipeline.unit_counts import count_units, load_counts, write_counts

_FILE = "part-0.parquet"
# The name that Hive folders give to null; pandas, Arrow and DuckDB read it back as null.
_NO_YEAR = "__HIVE_DEFAULT_PARTITION__"


class ResultsLostError(Exception):
    """Results that should be in the cache are not, or are damaged: the documents must be read again."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(paths)
        self.paths = frozenset(paths)


@dataclass(frozen=True, slots=True)
class Member:
    """One document among those to publish: its path, key of its result, digest of its rows, year, body of its plan."""

    path: str
    key: str
    rows: str
    year: int | None
    body: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to be published: the digest of what each is made from, those that must be written, those to take away.

    `changed` is in the order in which files are put in place: those that no document moves into come first, so that a
    document whose year changed is never seen twice.
    """

    digests: Mapping[str, str]
    changed: tuple[str, ...]
    stale: tuple[str, ...]


def make_plan(
    members: Sequence[Member], published: Mapping[str, str], years: Mapping[str, int | None], out: Folder
) -> Plan:
    """Return which files the members make up, which of them differ from what is published, which have no rows left.

    `years` has the year under which each path was published before.
    """
    digests = {name: _digest(group) for name, group in _partitions(members).items()}
    present = {entry.name for entry in out.entries()} if published else set()
    changed = [name for name, digest in digests.items() if published.get(name) != digest or name not in present]
    gaining = {_year_name(member.year) for member in members if years.get(member.path, member.year) != member.year}
    changed.sort(key=lambda name: _year_of(name) in gaining)
    return Plan(digests, tuple(changed), tuple(sorted(set(published) - set(digests))))


def stage(plan: Plan, members: Sequence[Member], folder: Path, cache: ResultCache) -> None:
    """Write the changed files into a local folder, where no reader looks; raise `ResultsLostError`.

    Every year is walked once, document by document, so that memory does not grow with their number.
    """
    by_year = _by_year(members)
    lost: list[str] = []
    counts: list[pa.Table] = []
    for year, group in by_year.items():
        names = [name for name in plan.changed if _year_of(name) == year]
        kept = load_counts(cache.folder, _digest(group))
        if not names and kept is not None:
            counts.append(kept)
            continue
        units = _write_year(names, group, folder, (cache, lost))
        write_counts(cache.folder, _digest(group), units)
        counts.append(units)
    dimensions = [name for name in plan.changed if not _is_by_year(name)]
    made = {"units": lambda: count_units(counts), "task_links": lambda: _links(members, cache, lost)}
    for name in dimensions if not lost else ():
        dataset = name.split("/", 1)[0]
        with PartWriter(dataset, folder / name) as writer:
            writer.add(made[dataset]())
    if lost:
        raise ResultsLostError(lost)


def _links(members: Sequence[Member], cache: ResultCache, lost: list[str]) -> pa.Table:
    """The links between the plans of each body over the years; paths whose results are lost are added to `lost`."""
    from pipeline.plan_links import DATASETS_READ, link_members

    links, missing = link_members(
        ((member.body, member.year, member.key) for member in members), lambda key: cache.load(key, DATASETS_READ)
    )
    lost += [member.path for member in members if member.key in missing]
    return links


def swap(plan: Plan, folder: Path, out: Folder) -> None:
    """Put the staged files in the place of the published ones and take away those without rows. Ctrl-C waits."""
    with deferred_interrupt():
        for name in plan.stale:
            out.remove(name)
        for name in plan.changed:
            out.put(name, folder / name)


def _write_year(
    names: Sequence[str], group: Sequence[Member], folder: Path, source: tuple[ResultCache, list[str]]
) -> pa.Table:
    """Write the files of one year and return the units that its documents name, counted."""
    cache, lost = source
    datasets = None if names else ("units",)
    units: list[pa.Table] = []
    with ExitStack() as opened:
        writers = {
            name.split("/", 1)[0]: opened.enter_context(PartWriter(name.split("/", 1)[0], folder / name))
            for name in names
        }
        for member in group:
            result = cache.load(member.key, datasets)
            if result is None:
                lost.append(member.path)
                continue
            units += [result.tables["units"]] if "units" in result.tables else []
            for dataset, writer in writers.items():
                if dataset in result.tables:
                    writer.add(_located(dataset, member, result))
    return count_units(units)


def _by_year(members: Sequence[Member]) -> dict[str, list[Member]]:
    groups: dict[str, list[Member]] = {}
    for member in sorted(members, key=lambda member: member.path):
        groups.setdefault(_year_name(member.year), []).append(member)
    return groups


def _partitions(members: Sequence[Member]) -> dict[str, list[Member]]:
    """File name → its members, for every dataset; files without rows are published too, so that loading never fails."""
    groups = _by_year(members)
    files: dict[str, list[Member]] = {}
    for dataset in DATASETS:
        if is_partitioned(dataset):
            files |= {f"{dataset}/{year}/{_FILE}": group for year, group in groups.items()}
        else:
            files[f"{dataset}/{_FILE}"] = [member for group in groups.values() for member in group]
    return files


def _digest(members: Sequence[Member]) -> str:
    return sha256("\n".join(f"{member.path}\t{member.rows}" for member in members).encode()).hexdigest()[:32]


def _year_name(year: int | None) -> str:
    return f"year={year or _NO_YEAR}"


def _year_of(name: str) -> str:
    return name.split("/")[1]


def _is_by_year(name: str) -> bool:
    return name.count("/") == 2


def _located(dataset: str, member: Member, result: StoredResult) -> pa.Table:
    """A document's rows; its own row gets the path, which the pure processing does not know."""
    table = result.tables[dataset]
    if dataset != "documents":
        return table
    column = table.schema.get_field_index("source_path")
    return table.set_column(column, table.schema.field(column), pa.array([member.path]))


def published_files(out: Path) -> list[Path]:
    """Return the Parquet files that readers of a local folder see."""
    return [path for path in sorted(out.rglob(_FILE)) if not any(part.startswith(".") for part in path.parts[-4:])]
