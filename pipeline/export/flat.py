"""A dataset as plain rows for spreadsheets: lists joined, formulas defused, columns named for people."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.resources import load_words

if TYPE_CHECKING:
    import pyarrow as pa

Value = str | float | bool | dt.date | None
# What a spreadsheet takes for the beginning of a formula; the wide forms too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def sheet_name(dataset: str) -> str:
    """Return the Vietnamese name of a dataset.

    >>> sheet_name("tasks")
    'Nhiệm vụ'
    """
    name: str = load_words("column_names.yml")["datasets"][dataset]
    return name


def column_name(column: str) -> str:
    """Return the Vietnamese name of a column.

    >>> column_name("lead")
    'Đơn vị chủ trì'
    """
    name: str = load_words("column_names.yml")["columns"][column]
    return name


def flat_rows(table: "pa.Table") -> Iterator[list[Value]]:
    """Yield the rows of a table as single values: lists and maps as one text."""
    for batch in table.to_batches(max_chunksize=10_000):
        columns = [column.to_pylist() for column in batch.columns]
        for row in zip(*columns, strict=True):
            yield [flat(value) for value in row]


def flat(value: Any) -> Value:
    """Return one value for one cell.

    >>> flat(["Vụ Pháp chế", "Cục A"]), flat([("Địa điểm", "Hà Nội")]), flat([])
    ('Vụ Pháp chế; Cục A', 'Địa điểm: Hà Nội', None)
    >>> flat(dt.datetime(2025, 6, 10, 1, 40, 26, tzinfo=dt.UTC))
    '2025-06-10T01:40:26Z'
    """
    if isinstance(value, dt.datetime):  # A workbook knows no time zones.
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Mapping):
        value = list(value.items())
    if isinstance(value, list):
        return "; ".join(_member(member) for member in value) or None
    return value  # type: ignore[no-any-return]


def defused(value: Value) -> Value:
    """Return a text that no spreadsheet runs: with an apostrophe before what looks like a formula.

    >>> defused('=HYPERLINK("x")'), defused("- Số hóa"), defused("Số hóa"), defused(-3)
    ('\\'=HYPERLINK("x")', "'- Số hóa", 'Số hóa', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _member(member: Any) -> str:
    return ": ".join(map(str, member)) if isinstance(member, tuple) else str(member)
