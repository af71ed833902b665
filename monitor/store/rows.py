"""Records as SQLite keeps them, and back: a field is a column of its name.

Times become fixed-width UTC text, words of an enum text, records inside a record and lists JSON.
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
        id_column if one.name == "id" else one.name: _written(getattr(record, one.name))
        for one in fields(record)
    }


def from_row(kind: type[Record], row: Row, id_column: str = "id") -> Record:
    """The record of this kind that the row holds; columns that are no field of it are passed by."""
    values = {}
    for name, read in _readers(cast(Hashable, kind)).items():
        value = row[id_column if name == "id" else name]
        values[name] = None if value is None else read(value)
    return kind(**values)


def _written(value: Any) -> Any:  # noqa: ANN401
    match value:
        case datetime():
            return as_iso(value)
        case StrEnum():
            return value.value
        case _ if is_dataclass(value):
            return json.dumps(to_row(value), ensure_ascii=False)
        case _:
            return value


@cache
def _readers(kind: Hashable) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {name: _reader(hint) for name, hint in hints.items()}


def _reader(hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    if get_origin(hint) is tuple:
        return tuple
    kind = next((one for one in get_args(hint) if one is not NoneType), hint)
    if kind is datetime:
        return from_iso
    if isinstance(kind, type) and is_dataclass(kind):
        return lambda text: from_row(kind, json.loads(text))
    if kind is bool:
        return bool
    return kind if isinstance(kind, type) and issubclass(kind, StrEnum) else lambda value: value
