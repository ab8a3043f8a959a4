"""All datasets in one DuckDB file, every column with its description."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import RunError
from pipeline.files import written_beside
from pipeline.schema import columns

if TYPE_CHECKING:
    import pyarrow as pa


def export_database(tables: "Iterable[tuple[str, pa.Table]]", file: Path) -> None:
    """Write a database with one table a dataset. Raises `RunError` where DuckDB is not installed."""
    try:
        import duckdb
    except ImportError as absent:
        raise RunError("DuckDB is not installed here. Install it with: pip install duckdb") from absent
    with written_beside(file) as temporary, duckdb.connect(str(temporary)) as database:
        for dataset, table in tables:
            database.register("published", table)
            database.execute(f'CREATE TABLE "{dataset}" AS SELECT * FROM published')
            database.unregister("published")
            for column in columns(dataset):
                meaning = column.description.replace("'", "''")
                database.execute(f"""COMMENT ON COLUMN "{dataset}"."{column.name}" IS '{meaning}'""")
