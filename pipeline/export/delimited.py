"""Datasets as CSV for spreadsheets and as JSON lines for programs, one file a dataset."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.export.flat import defused, flat_rows
from pipeline.files import write_atomically

if TYPE_CHECKING:
    import pyarrow as pa

# Excel takes a CSV file for UTF-8 only when it begins with this mark.
_BOM = "\ufeff"


def export_csv(tables: "Iterable[tuple[str, pa.Table]]", folder: Path) -> None:
    """Write `<dataset>.csv` for each named table: UTF-8 with a mark for Excel, formulas defused, lists joined."""
    for dataset, table in tables:
        text = io.StringIO(newline="")
        text.write(_BOM)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(table.column_names)
        writer.writerows([defused(value) for value in row] for row in flat_rows(table))
        write_atomically(folder / f"{dataset}.csv", text.getvalue().encode())


def export_json_lines(tables: "Iterable[tuple[str, pa.Table]]", folder: Path) -> None:
    """Write `<dataset>.jsonl` for each named table: every value as published, dates as ISO 8601, maps as objects."""
    for dataset, table in tables:
        lines = [
            json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False)
            for row in table.to_pylist(maps_as_pydicts="strict")
        ]
        write_atomically(folder / f"{dataset}.jsonl", "".join(f"{line}\n" for line in lines).encode())


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
