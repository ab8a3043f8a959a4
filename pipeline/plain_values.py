"""Frozen values to plain lists and back, by their declared types: what JSON can hold, and no code."""

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """Return a value as lists, strings, numbers and nulls; the fields of a record in their order.

    >>> from extractors.page import BBox, Word
    >>> to_plain(Word("Vụ", BBox(1, 2, 3, 4), 12.0, 4.0))
    ['Vụ', [1, 2, 3, 4], 12.0, 4.0, False, None]
    """
    if is_dataclass(value):
        return [to_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.item() if hasattr(value, "item") else value  # numpy's numbers as Python's


def from_plain(kind: Any, value: Any) -> Any:
    """Return the value of a declared type from what `to_plain` made of it; `ValueError` or `TypeError` if it is none.

    >>> from extractors.page import BBox
    >>> from_plain(BBox, [1, 2, 3, 4])
    BBox(x0=1, top=2, x1=3, bottom=4)
    """
    return _reader(kind)(value)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of this type: built once a type, for a page has thousands of values."""
    origin, options = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        [some] = [_reader(option) for option in options if option is not types.NoneType]
        return lambda value: None if value is None else some(value)
    if origin is tuple:
        return _tuple_reader(options)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _record_reader(kind)
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else lambda value: value


def _tuple_reader(options: tuple[Any, ...]) -> Callable[[Any], Any]:
    if options[-1] is Ellipsis:
        each = _reader(options[0])
        return lambda value: tuple(each(item) for item in value)
    readers = [_reader(option) for option in options]
    return lambda value: tuple(read(item) for read, item in zip(readers, value, strict=True))


def _record_reader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else [field.name for field in fields(kind)]
    readers = [_reader(hints[name]) for name in names]
    return lambda value: kind(*(read(item) for read, item in zip(readers, value, strict=True)))
