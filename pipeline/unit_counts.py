"""Units of many documents, each once with its mentions summed; the sums of a year are kept for the next run."""

from collections.abc import Sequence

import pyarrow as pa

from pipeline.fingerprint import code_stamp
from pipeline.schema import arrow_schema
from pipeline.storage.folder import Folder
from pipeline.store import decode_table, encode_table


def count_units(tables: Sequence[pa.Table]) -> pa.Table:
    """Return the units of all tables in the order of their ids; what is said of a unit is what the first table says."""
    if not tables:
        return arrow_schema("units").empty_table()
    units: dict[str, dict[str, object]] = {}
    counts: dict[str, int] = {}
    for row in pa.concat_tables(tables).to_pylist():
        units.setdefault(row["unit_id"], row)
        counts[row["unit_id"]] = counts.get(row["unit_id"], 0) + row["mention_count"]
    rows = [{**units[unit_id], "mention_count": counts[unit_id]} for unit_id in sorted(units)]
    return pa.Table.from_pylist(rows, arrow_schema("units"))


def load_counts(cache: Folder, digest: str) -> pa.Table | None:
    """Return the counted units of a group of documents; None when they are not kept."""
    data = cache.read(_name(digest))
    return decode_table("units", data) if data else None


def write_counts(cache: Folder, digest: str, units: pa.Table) -> None:
    """Keep the counted units of a group of documents."""
    cache.write(_name(digest), encode_table(units))


def _name(digest: str) -> str:
    return f"units/{code_stamp()}-{digest}.arrow"
