"""Published datasets as pandas DataFrames, with proper types."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.datasets import DATASETS
from pipeline.errors import RunError
from pipeline.settled import read_settled
from pipeline.storage.folder import Where, is_address, open_folder

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_DEFAULT = Path("data/parquet")


def load(
    dataset: str, year: int | None = None, out: Where | None = None, *, columns: Sequence[str] | None = None
) -> "pd.DataFrame":
    """Return a published dataset, or the part of it that belongs to one year.

    `out` is the published folder or its address; without it `data/parquet` is looked for here and in the folders
    above, so that notebooks find it. `columns` names those that are wanted, in their order. Text is pandas' string
    type with `<NA>` for null, whole numbers are nullable `Int32`, yes and no are nullable `boolean`, dates are
    `datetime64`. Columns of lists keep Arrow's type: one element is a Python list, and `.explode()` and `.list` work.
    A run that publishes meanwhile is waited for: what is returned was published by one run. Raises `RunError` where
    the dataset or a column is unknown or nothing is published.

    A million tasks with all columns are 1.5 GB and 2.5 seconds; the five columns that a chart needs take 0.2.
    """
    table = load_table(dataset, year, out, columns=columns)
    # The table is of no use afterwards: each of its columns is freed as soon as it is converted.
    return table.to_pandas(types_mapper=_pandas_type, date_as_object=False, split_blocks=True, self_destruct=True)


def load_table(
    dataset: str, year: int | None = None, out: Where | None = None, *, columns: Sequence[str] | None = None
) -> "pa.Table":
    """Return the same as an Arrow table, `year` as its last column."""
    if dataset not in DATASETS:
        raise RunError(f"There is no dataset {dataset!r}. There are: {', '.join(DATASETS)}.")
    where = find_published(out)
    return read_settled(open_folder(where), lambda: _read(dataset, year, where, columns))


def _read(dataset: str, year: int | None, where: Where, columns: Sequence[str] | None) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.dataset as ds

    from pipeline.storage.remote import arrow_files

    files, root = arrow_files(str(where)) if is_address(where) else (None, str(where))
    hive = ds.partitioning(pa.schema([("year", pa.int32())]), flavor="hive")
    try:
        source = ds.dataset(f"{root}/{dataset}", filesystem=files, partitioning=hive, exclude_invalid_files=False)
    except FileNotFoundError as lack:
        raise RunError(f"Nothing is published in {where} under the name {dataset}. Run: make extract") from lack
    unknown = sorted(set(columns or ()) - set(source.schema.names))
    if unknown:
        raise RunError(f"{dataset} has no column {', '.join(unknown)}. It has: {', '.join(source.schema.names)}.")
    wanted = None if columns is None else list(columns)
    # Measured on a million tasks: the system's own memory takes half the processor time of Arrow's.
    pool = pa.system_memory_pool()
    return source.to_table(wanted, filter=None if year is None else ds.field("year") == year, memory_pool=pool)


def _pandas_type(kind: "pa.DataType") -> "pd.api.extensions.ExtensionDtype | None":
    """Whole numbers stay whole and text stays text where some are null; lists are not made into objects one by one."""
    import pandas as pd
    from pyarrow.types import is_nested

    # Measured on a million tasks: the seven columns of lists as Python objects take longer than reading all forty.
    if is_nested(kind):
        return pd.ArrowDtype(kind)
    kinds = {"int32": pd.Int32Dtype(), "string": pd.StringDtype("pyarrow"), "bool": pd.BooleanDtype()}
    return kinds.get(str(kind))


def find_published(out: Where | None) -> Where:
    """Return the published folder: the one named, else `data/parquet` here or above; `RunError` where none is."""
    if out is not None:
        return out
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _DEFAULT / "documents").is_dir():
            return folder / _DEFAULT
    raise RunError("No published datasets were found here or above. Run: make extract")
