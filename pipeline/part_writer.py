"""One Parquet file written row group by row group, so that a large file needs no more memory than a small one."""

from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schema import arrow_schema

# A row group ends at either: large enough to be read well, small enough that fourteen files at once fit in memory.
_MOST_ROWS, _MOST_BYTES = 131_072, 24_000_000


class PartWriter:
    """A file of one dataset. Where a row group ends depends on the rows alone: the same rows give the same bytes."""

    def __init__(self, dataset: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._schema = arrow_schema(dataset)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[pa.Table] = []
        self._rows = self._bytes = 0

    def add(self, table: pa.Table) -> None:
        """Append the rows of a table."""
        self._waiting.append(table)
        self._rows += table.num_rows
        self._bytes += table.nbytes
        if self._rows >= _MOST_ROWS or self._bytes >= _MOST_BYTES:
            self._write()

    def __enter__(self) -> "PartWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._waiting:
            rows = pa.concat_tables(table.replace_schema_metadata(self._schema.metadata) for table in self._waiting)
            self._writer.write_table(rows.combine_chunks(), row_group_size=max(1, rows.num_rows))
        self._waiting, self._rows, self._bytes = [], 0, 0
