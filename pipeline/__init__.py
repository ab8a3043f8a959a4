"""Bytes to datasets: carries documents through reading and meaning, judges them, and keeps the results.

>>> import pipeline as bt
>>> tasks = bt.load("tasks", year=2023)  # doctest: +SKIP
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def load(
    dataset: str,
    year: int | None = None,
    out: Path | str | None = None,
    *,
    columns: Sequence[str] | None = None,
) -> "pd.DataFrame":
    """Return a published dataset as a pandas DataFrame; see `pipeline.frames.load`."""
    # pandas takes half a second: only who asks for a DataFrame waits for it.
    from pipeline.frames import load as load_frame

    return load_frame(dataset, year, out, columns=columns)
