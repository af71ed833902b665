"""Who can be told and by which ways, as the daemon has it, for commands that run beside it."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from monitor.records import OnCall, RotaChange
from monitor.store.ledger import SQL, Ledger
from monitor.times import as_iso

Record = TypeVar("Record")


def keep_desk(
    db: Ledger,
    oncall: OnCall,
    ways: tuple[str, ...],
    changes: tuple[RotaChange, ...],
    now: datetime,
) -> bool:
    """Writes it down if it is not what is written already; says whether it did."""
    desk = {"oncall": oncall, "ways": ways, "changes": changes}
    text = json.dumps(desk, default=_plain, ensure_ascii=False)
    row = db.execute(SQL["find_desk"]).fetchone()
    if row and row["text"] == text:
        return False
    db.execute(SQL["save_desk"], {"text": text, "now": as_iso(now)})
    return True


def kept_desk(db: Ledger) -> tuple[OnCall, tuple[str, ...], tuple[RotaChange, ...]]:
    """As the daemon last had it; before its first start, nobody and the ways that were used."""
    row = db.execute(SQL["find_desk"]).fetchone()
    if row is None:
        ways = tuple(row["way"] for row in db.execute(SQL["ways_used"]))
        return OnCall(people=(), roles={}, chains={}), ways, ()
    desk = json.loads(row["text"])
    changes = tuple(_record(RotaChange, one) for one in desk["changes"])
    return _record(OnCall, desk["oncall"]), tuple(desk["ways"]), changes


def _plain(value: Any) -> Any:  # noqa: ANN401
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _record(kind: type[Record], row: Mapping[str, Any]) -> Record:
    """Fields of which an older daemon knew nothing have their defaults."""
    hints = get_type_hints(kind)
    return kind(**{name: _value(hint, row[name]) for name, hint in hints.items() if name in row})


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401, PLR0911
    origin, args = get_origin(hint), get_args(hint)
    if value is None or hint is Any:
        return value
    if origin in (Union, UnionType):
        return _value(next(one for one in args if one is not NoneType), value)
    if origin is tuple:
        return tuple(_value(args[0], one) for one in value)
    if origin is dict:
        return {_value(args[0], key): _value(args[1], one) for key, one in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return _record(hint, value)
    if isinstance(hint, type) and issubclass(hint, datetime | date | time):
        return hint.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, StrEnum) else value
