"""Truth values to and from plain YAML data: strict when reading, silent about defaults when writing."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.making.truth import Truth

TRUTH_FOLDER = Path(__file__).parent.parent / "truth"


def load_truths(names: tuple[str, ...] = ()) -> list[Truth]:
    """The truths of the repository in order of name; all, or those named. An unknown name is a KeyError."""
    paths = {path.stem: path for path in sorted(TRUTH_FOLDER.glob("*.yml"))}
    return [load_truth(paths[name]) for name in names or paths]


def load_truth(path: Path) -> Truth:
    """One truth file; an unknown field, a wrong type or an impossible table is a ValueError that names it."""
    import yaml

    try:
        truth = build(Truth, yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    if not isinstance(truth, Truth) or truth.id != path.stem:
        raise ValueError(f"{path.name}: the id must be the name of the file")
    _check_tables(truth)
    return truth


def write_truth(truth: Truth, folder: Path) -> Path:
    """Write one truth as readable YAML and return its path."""
    import yaml

    path = folder / f"{truth.id}.yml"

    class Dumper(yaml.SafeDumper):
        """Shows text of several lines as a block."""

    Dumper.add_representer(str, _represent_text)
    text = yaml.dump(as_data(truth), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, encoding="utf-8")
    return path


def as_data(value: Any) -> Any:
    """Dataclasses, enumerations and tuples as dicts, strings and lists; fields at their default are left out."""
    if isinstance(value, StrEnum):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: as_data(item) for name, item in _stated(value)}
    if isinstance(value, Mapping):
        return {key: as_data(item) for key, item in value.items()}
    return [as_data(item) for item in value] if isinstance(value, tuple | list) else value


def _represent_text(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _stated(value: Any) -> list[tuple[str, Any]]:
    def default(field: Any) -> Any:
        made = field.default_factory is not dataclasses.MISSING
        return field.default_factory() if made else field.default

    pairs = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
    return [(field.name, item) for field, item in pairs if item != default(field)]


def build(kind: Any, data: Any) -> Any:
    """A value of the given kind from plain data; what does not fit is a ValueError."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType:
        return None if data is None else build(arguments[0], data)
    if origin is tuple:
        return tuple(build(arguments[0], item) for item in _checked(list, data))
    if origin is Mapping:
        return {key: build(arguments[1], item) for key, item in _checked(dict, data).items()}
    if dataclasses.is_dataclass(kind):
        return _build_record(kind, _checked(dict, data))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(data)
    return float(data) if kind is float and type(data) is int else _checked(kind, data)


def _build_record(kind: Any, data: dict[str, Any]) -> Any:
    hints = typing.get_type_hints(kind)
    if unknown := data.keys() - hints.keys():
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**{name: build(hints[name], item) for name, item in data.items()})


def _checked(kind: Any, data: Any) -> Any:
    if type(data) is not kind:
        raise ValueError(f"expected {kind.__name__}, found {data!r:.60}")
    return data


def _check_tables(truth: Truth) -> None:
    for number, table in enumerate(truth.tables, start=1):
        keys = {column.key for column in table.columns}
        for index, row in enumerate(table.rows):
            if stray := (row.cells.keys() | row.spans.keys() | row.raw.keys()) - keys:
                raise ValueError(f"{truth.id}: table {number}, row {index}: no column {', '.join(sorted(stray))}")
