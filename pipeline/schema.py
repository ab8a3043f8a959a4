"""Arrow schemas and the data dictionary, derived from the dataclasses in `datasets`."""

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from pipeline.datasets import DATASETS, SCHEMA_VERSION

# The partition column stands in the path, not in the files: readers of Hive folders add it.
PARTITION = "year"

_SCALARS: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("s", tz="UTC"),
}


class Column(NamedTuple):
    """One column as declared: name, Arrow type, whether it may be null, what it means."""

    name: str
    type: pa.DataType
    is_nullable: bool
    description: str


@cache
def columns(dataset: str) -> tuple[Column, ...]:
    """Return the columns of a dataset in order, the partition column included where it has one.

    >>> [column.name for column in columns("articles")]
    ['document_id', 'position', 'ordinal', 'heading', 'text', 'year']
    """
    row = DATASETS[dataset]
    hints = get_type_hints(row, include_extras=True)
    return tuple(_column(field.name, hints[field.name]) for field in fields(row))


@cache
def arrow_schema(dataset: str) -> pa.Schema:
    """Return the schema of a dataset's files: every column but the partition, described, with versions as metadata.

    >>> arrow_schema("articles").field("ordinal").metadata
    {b'description': b'number as printed, e.g. 1'}
    """
    return pa.schema([_field(column) for column in columns(dataset) if column.name != PARTITION], _versions())


def is_partitioned(dataset: str) -> bool:
    """Whether a dataset is kept by year; dimensions are not.

    >>> is_partitioned("tasks"), is_partitioned("units")
    (True, False)
    """
    return any(column.name == PARTITION for column in columns(dataset))


def to_table(dataset: str, rows: Sequence[object]) -> pa.Table:
    """Return rows of a dataset's dataclass as an Arrow table, partition column left out."""
    schema = arrow_schema(dataset)
    return pa.table(
        {
            name: pa.array([_plain(getattr(row, name)) for row in rows], schema.field(name).type)
            for name in schema.names
        },
        schema=schema,
    )


def _plain(value: Any) -> Any:
    return list(value.items()) if isinstance(value, Mapping) else value


def _column(name: str, hint: Any) -> Column:
    annotated, description = get_args(hint)[0], hint.__metadata__[0]
    options = get_args(annotated) if get_origin(annotated) in (Union, types.UnionType) else (annotated,)
    [kept] = [option for option in options if option is not types.NoneType]
    return Column(name, _arrow_type(kept), types.NoneType in options, description)


def _arrow_type(hint: Any) -> pa.DataType:
    origin = get_origin(hint)
    if origin is Annotated:
        return _arrow_type(get_args(hint)[0])
    if origin is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if origin is Mapping:
        return pa.map_(pa.string(), pa.string())
    return _SCALARS[hint]


def _field(column: Column) -> "pa.Field[pa.DataType]":
    return pa.field(column.name, column.type, column.is_nullable, {"description": column.description})


@cache
def _versions() -> dict[bytes | str, bytes | str]:
    return {"schema_version": str(SCHEMA_VERSION), "pipeline_version": version("boctach")}
