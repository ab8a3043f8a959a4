"""Datasets as DataFrames: whole numbers whole, text text, only the columns asked for."""

from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import pipeline as bt
from pipeline.errors import RunError
from pipeline.run import run
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    run(Settings(ROOT / "data/raw", folder / "out", folder / "cache", jobs=1, corrections=folder / "none"))
    return folder / "out"


def test_types_are_proper(published):
    tasks = bt.load("tasks", out=published)
    assert tasks["position"].dtype == pd.Int32Dtype() and tasks["year"].dtype == pd.Int32Dtype()
    assert tasks["lead"].dtype == pd.StringDtype("pyarrow") and tasks["lead"].isna().any()
    assert pd.api.types.is_datetime64_any_dtype(tasks["due_date"])
    assert tasks["is_corrected"].dtype == pd.BooleanDtype() and len(tasks) == 58


def test_lists_are_lists_and_never_objects_of_their_own(published):
    tasks = bt.load("tasks", out=published)
    flags = tasks["flags"]
    assert isinstance(flags.iloc[0], list) and flags.dtype.pyarrow_dtype.value_type == "string"
    assert flags.explode().value_counts().sum() == sum(map(len, flags)) == flags.list.len().sum()
    assert tasks["other"].iloc[0] == [] and "object" not in set(map(str, tasks.dtypes))


def test_a_year_and_columns_can_be_asked_for(published):
    whole = bt.load("tasks", year=2023, out=published)
    part = bt.load("tasks", year=2023, out=published, columns=["year", "task_id"])
    assert list(part.columns) == ["year", "task_id"]
    pd.testing.assert_frame_equal(part, whole[["year", "task_id"]])


def test_an_unknown_column_is_named_with_those_there_are(published):
    with pytest.raises(RunError, match=r"tasks has no column lea.*lead"):
        bt.load("tasks", out=published, columns=["task_id", "lea"])


def test_polars_reads_the_same_rows(published):
    rows = pl.read_parquet(f"{published}/tasks/*/*.parquet", hive_partitioning=True)
    assert rows["task_id"].to_list() == bt.load("tasks", out=published)["task_id"].tolist()
