"""`datapackage.json`: every published file in it, every column as declared, and what it says is true of the files."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.datapackage import datapackage_json, make_datapackage
from pipeline.datasets import DATASETS
from pipeline.publish import published_files
from pipeline.run import run
from pipeline.schema import columns
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
# Type of a field → how the name of its Arrow type begins; Parquet keeps milliseconds where Arrow has seconds.
ARROW = {
    "string": "string",
    "integer": "int32",
    "number": "double",
    "boolean": "bool",
    "date": "date32[day]",
    "datetime": "timestamp[",
    "object": "map<string, string",
    "array": "list<",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    run(Settings(ROOT / "data/raw", folder / "out", folder / "cache", jobs=1, corrections=folder / "none"))
    return folder / "out"


@pytest.fixture(scope="module")
def package(published):
    return make_datapackage(path.relative_to(published).as_posix() for path in published_files(published))


def test_every_published_file_stands_in_one_resource(package, published):
    named = [path for resource in package["resources"] for path in resource["path"]]
    assert sorted(named) == [path.relative_to(published).as_posix() for path in published_files(published)]
    assert [resource["name"] for resource in package["resources"]] == list(DATASETS)


def test_the_fields_are_those_of_the_files(package, published):
    for resource in package["resources"]:
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for path in resource["path"]:
            schema = pq.read_schema(published / path)
            missing = set(fields) - set(schema.names)
            assert set(schema.names) <= set(fields)
            assert missing == ({"year"} if "year=" in path else set())
            assert resource["schema"]["fieldsMatch"] == (["superset"] if missing else ["equal"])
            assert all(_agrees(fields[column.name], column) for column in schema)


def _agrees(field, column):
    return str(column.type).startswith(ARROW[field["type"]]) and ("constraints" not in field) == column.nullable


def test_foreign_keys_point_to_rows_that_are_there(package, published):
    def values(resource, field):
        found = next(one for one in package["resources"] if one["name"] == resource)
        tables = [pq.read_table(published / path, columns=[field]) for path in found["path"]]
        return {value for table in tables for value in table[field].to_pylist()} - {None}

    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            [field], home = key["fields"], key["reference"]
            assert values(resource["name"], field) <= values(home["resource"], home["fields"][0])


@given(st.permutations([f"{dataset}/year={year}/part-0.parquet" for dataset in ("tasks", "flags") for year in (1, 2)]))
def test_the_same_files_give_the_same_bytes(names):
    assert datapackage_json(names) == datapackage_json(sorted(names))


def test_it_is_json_with_vietnamese_as_it_is_written():
    text = datapackage_json(["tasks/year=2023/part-0.parquet"]).decode()
    assert "Bóc Tách" in text and json.loads(text)["resources"][0]["path"] == ["tasks/year=2023/part-0.parquet"]


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_column_of_every_dataset_is_described(dataset):
    [resource] = make_datapackage([f"{dataset}/part-0.parquet"])["resources"]
    assert [field["name"] for field in resource["schema"]["fields"]] == [column.name for column in columns(dataset)]
    assert all(field["description"] and field["type"] for field in resource["schema"]["fields"])
