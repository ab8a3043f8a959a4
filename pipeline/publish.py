"""Document results compacted into few Parquet files, only changed ones rewritten, each replaced atomically.

Layout: `<dataset>/year=YYYY/part-0.parquet`; dimensions without a year `<dataset>/part-0.parquet`. Rows stand in the
order of the source paths, then in document order: the same inputs give the same bytes.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.datasets import DATASETS
from pipeline.files import deferred_interrupt
from pipeline.schema import arrow_schema, is_partitioned
from pipeline.store import StoredResult

_FILE = "part-0.parquet"
# The name that Hive folders give to null; pandas, Arrow and DuckDB read it back as null.
_NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
_STAGING = ".staging"


@dataclass(frozen=True, slots=True)
class Member:
    """One document among those to publish: its path, the key of its result, its year."""

    path: str
    key: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to be published: the digest of what each is made from, and those that must be written."""

    digests: Mapping[str, str]
    changed: tuple[str, ...]
    stale: tuple[str, ...]


def make_plan(members: Sequence[Member], published: Mapping[str, str], out: Path) -> Plan:
    """Return which files the members make up, which of them differ from what is published, which have no rows left."""
    digests = {name: _digest(group) for name, group in _partitions(members).items()}
    changed = tuple(name for name, digest in digests.items() if not _is_published(name, digest, published, out))
    return Plan(digests, changed, tuple(sorted(set(published) - set(digests))))


def stage(plan: Plan, members: Sequence[Member], out: Path, load: Callable[[Member], StoredResult]) -> None:
    """Write the changed files beside the published ones, not yet visible to readers."""
    staging = out / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    partitions = _partitions(members)
    # One year at a time, so that no more than its documents are in memory at once.
    for year in dict.fromkeys(_year_of(name) for name in plan.changed):
        names = [name for name in plan.changed if _year_of(name) == year]
        results = [(member, load(member)) for member in partitions[names[0]]]
        for name in names:
            _write(staging / name, _table(name.split("/", 1)[0], results))


def swap(plan: Plan, out: Path) -> None:
    """Put the staged files in the place of the published ones and take away those without rows. Ctrl-C waits."""
    with deferred_interrupt():
        for name in plan.changed:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / _STAGING / name).replace(out / name)
        for name in plan.stale:
            (out / name).unlink(missing_ok=True)
            _remove_empty((out / name).parent, out)
        shutil.rmtree(out / _STAGING, ignore_errors=True)


def _partitions(members: Sequence[Member]) -> dict[str, list[Member]]:
    """File name → its members, for every dataset; files without rows are published too, so that loading never fails."""
    by_year: dict[str, list[Member]] = {}
    for member in sorted(members, key=lambda member: member.path):
        by_year.setdefault(f"year={member.year or _NO_YEAR}", []).append(member)
    files: dict[str, list[Member]] = {}
    for dataset in DATASETS:
        if is_partitioned(dataset):
            files |= {f"{dataset}/{year}/{_FILE}": group for year, group in by_year.items()}
        else:
            files[f"{dataset}/{_FILE}"] = [member for group in by_year.values() for member in group]
    return files


def _digest(members: Sequence[Member]) -> str:
    return sha256("\n".join(f"{member.path}\t{member.key}" for member in members).encode()).hexdigest()[:32]


def _is_published(name: str, digest: str, published: Mapping[str, str], out: Path) -> bool:
    return published.get(name) == digest and (out / name).is_file()


def _year_of(name: str) -> str:
    return name.split("/")[1]


def _table(dataset: str, results: Sequence[tuple[Member, StoredResult]]) -> pa.Table:
    tables = [_located(dataset, member, result) for member, result in results if dataset in result.tables]
    if dataset == "units":
        return _count_units(tables)
    return pa.concat_tables([arrow_schema(dataset).empty_table(), *tables]).combine_chunks()


def _located(dataset: str, member: Member, result: StoredResult) -> pa.Table:
    """A document's rows; its own row gets the path, which the pure processing does not know."""
    table = result.tables[dataset]
    if dataset != "documents":
        return table
    column = table.schema.get_field_index("source_path")
    return table.set_column(column, table.schema.field(column), pa.array([member.path]))


def _count_units(tables: Sequence[pa.Table]) -> pa.Table:
    """Units of all documents, each once, their mentions summed."""
    units: dict[str, dict[str, object]] = {}
    counts: dict[str, int] = {}
    for table in tables:
        for row in table.to_pylist():
            units.setdefault(row["unit_id"], row)
            counts[row["unit_id"]] = counts.get(row["unit_id"], 0) + row["mention_count"]
    rows = [{**units[unit_id], "mention_count": counts[unit_id]} for unit_id in sorted(units)]
    return pa.Table.from_pylist(rows, arrow_schema("units"))


def _write(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd")


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def published_files(out: Path) -> Iterator[Path]:
    """Yield the Parquet files that readers see."""
    yield from (path for path in sorted(out.rglob(_FILE)) if _STAGING not in path.parts)
