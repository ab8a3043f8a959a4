"""One Parquet file written row group by row group, so that a large file needs no more memory than a small one."""

from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schema import arrow_schema

# Large enough to be read well, small enough that fifteen files at once fit in memory: some 130 MB of the widest rows.
_MOST_ROWS = 65_536
# So many small tables are made one: each has a cost of its own in memory.
_MOST_TABLES = 256


class PartWriter:
    """A file of one dataset. Where a row group ends depends on the rows alone: the same rows give the same bytes."""

    def __init__(self, dataset: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._schema = arrow_schema(dataset)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[pa.Table] = []
        self._rows = 0

    def add(self, table: pa.Table) -> None:
        """Append the rows of a table."""
        self._waiting.append(table)
        self._rows += table.num_rows
        if self._rows >= _MOST_ROWS:
            self._write()
        elif len(self._waiting) >= _MOST_TABLES:
            self._waiting = [self._together()]

    def __enter__(self) -> "PartWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._rows:
            self._writer.write_table(self._together(), row_group_size=self._rows)
        self._waiting, self._rows = [], 0

    def _together(self) -> pa.Table:
        return pa.concat_tables(self._waiting).combine_chunks()
