"""Records as SQLite keeps them, and back: a field is a column of its name.

Times become fixed-width UTC text, words of an enum text, lists and records inside a record JSON.
A record's `id` stands in a column that says whose id it is.
"""

import json
import sqlite3
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from monitor.times import as_iso, from_iso

Record = TypeVar("Record")
Row = Mapping[str, Any] | sqlite3.Row


def to_row(record: Any, id_column: str = "id") -> dict[str, Any]:  # noqa: ANN401
    """The record's columns."""
    return {
        id_column if one.name == "id" else one.name: _column(getattr(record, one.name))
        for one in fields(record)
    }


def from_row(kind: type[Record], row: Row, id_column: str = "id") -> Record:
    """The record of this kind that the row holds; columns that are no field of it are passed by."""
    values = {}
    for name, read in _readers(cast(Hashable, kind)).items():
        value = row[id_column if name == "id" else name]
        values[name] = None if value is None else read(value)
    return kind(**values)


def _column(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, tuple) or is_dataclass(value):
        return json.dumps(_plain(value), ensure_ascii=False)
    return _plain(value)


def _plain(value: Any) -> Any:  # noqa: ANN401
    match value:
        case datetime():
            return as_iso(value)
        case StrEnum():
            return value.value
        case _ if is_dataclass(value):
            return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return value


@cache
def _readers(kind: Hashable) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {name: _reader(hint) for name, hint in hints.items()}


def _reader(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    if get_origin(hint) is tuple:
        one = _reader(get_args(hint)[0])
        return lambda value: tuple(one(part) for part in _unpacked(value))
    kind = next((one for one in get_args(hint) if one is not NoneType), hint)
    if kind is datetime:
        return from_iso
    if isinstance(kind, type) and is_dataclass(kind):
        return lambda value: from_row(kind, _unpacked(value))
    if kind is bool:
        return bool
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else lambda value: value


def _unpacked(value: Any) -> Any:  # noqa: ANN401
    """What a column holds is JSON text; within a record it is unpacked already."""
    return json.loads(value) if isinstance(value, str) else value
