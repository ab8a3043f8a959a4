"""The published folder described for other programs: a Data Package (Frictionless, version 2) beside the Parquet files.

The form: https://datapackage.org/standard/data-package/ and …/table-schema/. Nothing in it depends on when it was made.
"""

import json
from collections.abc import Iterable
from importlib.metadata import version
from inspect import cleandoc
from typing import Any

from pipeline.datasets import DATASETS, SCHEMA_VERSION
from pipeline.schema import Column, columns, is_partitioned

DATAPACKAGE_FILE = "datapackage.json"

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_MEDIA_TYPE = "application/vnd.apache.parquet"
# Arrow type → type of the Table Schema; lists and maps by the beginning of their name.
_TYPES = {
    "string": "string",
    "int32": "integer",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
    "timestamp[s, tz=UTC]": "datetime",
}
# A column of this name in another dataset points to the dataset that it identifies.
_KEYS = {"document_id": "documents", "task_id": "tasks"}


def make_datapackage(files: Iterable[str]) -> dict[str, Any]:
    """Return the description of published files, given as names relative to the published folder.

    One resource a dataset, in the order of the data dictionary, with all its files as `path`. The partition column
    stands in the paths: it is described, and `fieldsMatch` says that the files themselves lack it.

    >>> package = make_datapackage(["units/part-0.parquet", "tasks/year=2023/part-0.parquet"])
    >>> [(resource["name"], resource["path"]) for resource in package["resources"]]
    [('tasks', ['tasks/year=2023/part-0.parquet']), ('units', ['units/part-0.parquet'])]
    """
    by_dataset: dict[str, list[str]] = {}
    for name in sorted(files):
        by_dataset.setdefault(name.split("/", 1)[0], []).append(name)
    return {
        "$schema": _PROFILE,
        "name": "boctach",
        "title": "Decisions of Vietnamese authorities with the tasks of their plans",
        "description": f"Published by Bóc Tách, schema version {SCHEMA_VERSION}. In words: docs/datasets.md.",
        "version": version("boctach"),
        "resources": [_resource(dataset, by_dataset[dataset]) for dataset in DATASETS if dataset in by_dataset],
    }


def datapackage_json(files: Iterable[str]) -> bytes:
    """Return the same as the bytes of `datapackage.json`; the same files give the same bytes."""
    return (json.dumps(make_datapackage(files), ensure_ascii=False, indent=1) + "\n").encode()


def _resource(dataset: str, paths: list[str]) -> dict[str, Any]:
    return {
        "name": dataset,
        "description": cleandoc(DATASETS[dataset].__doc__ or "").splitlines()[0],
        "path": paths,
        "format": "parquet",
        "mediatype": _MEDIA_TYPE,
        "schema": _schema(dataset),
    }


def _schema(dataset: str) -> dict[str, Any]:
    names = [column.name for column in columns(dataset)]
    keys = [
        {"fields": [key], "reference": {"resource": home, "fields": [key]}}
        for key, home in _KEYS.items()
        if key in names and dataset != home
    ]
    return {
        "$schema": _SCHEMA_PROFILE,
        "fields": [_field(column) for column in columns(dataset)],
        "fieldsMatch": ["superset" if is_partitioned(dataset) else "equal"],
        "missingValues": [],
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    required = {} if column.is_nullable else {"constraints": {"required": True}}
    return {"name": column.name, "type": _type(str(column.type)), "description": column.description, **required}


def _type(arrow: str) -> str:
    """The Table Schema's name of an Arrow type.

    >>> _type("list<item: string>"), _type("map<string, string>"), _type("date32[day]")
    ('array', 'object', 'date')
    """
    composite = {"list<": "array", "map<": "object"}
    return next((name for start, name in composite.items() if arrow.startswith(start)), None) or _TYPES[arrow]
