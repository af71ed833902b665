"""The audit trail: each line bears a hash of itself and of the line before it.

What the triggers forbid can still be done to the file by somebody who removes them: the hashes show
where.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from monitor.store.queries import named
from monitor.store.rows import from_row

SQL = named("ledger")
TIED: Final = (
    "entry",
    "at",
    "london",
    "actor",
    "origin",
    "action",
    "alert_id",
    "from_state",
    "to_state",
)


@dataclass(frozen=True, slots=True)
class Line:
    """Who did what to which alert, from where, and what state it was in before and after."""

    entry: int
    at: datetime
    london: str
    actor: str
    origin: str
    action: str
    alert_id: str
    from_state: str
    to_state: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line that is not as it was written; `entry` is its number."""

    entry: int
    why: str


def add_line(db: sqlite3.Connection, row: dict[str, Any]) -> None:
    """One more line, tied to the last, within a transaction that is open."""
    head = db.execute(SQL["audit_head"]).fetchone()
    entry = db.execute(SQL["last_audit_entry"]).fetchone()["entry"] + 1
    row = row | {"entry": entry}
    row["hash"] = link(head["hash"] if head else "", row)
    db.execute(SQL["add_audit"], row)
    db.execute(SQL["set_audit_head"], {"entry": entry, "hash": row["hash"]})


def link(before: str, row: Any) -> str:  # noqa: ANN401
    """The hash of a line behind one with this hash."""
    text = json.dumps([before, *(row[name] for name in TIED)], ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def trail_of(db: sqlite3.Connection, alert_ids: Sequence[str]) -> list[Line]:
    """What was done to these alerts, in its order."""
    rows = db.execute(SQL["audit_of"], {"ids": json.dumps(list(alert_ids))})
    return [from_row(Line, row) for row in rows]


def count_lines(db: sqlite3.Connection) -> tuple[int, int]:
    """Lines in all, and how many of them are tied."""
    row = db.execute(SQL["count_audit"]).fetchone()
    return int(row["lines"]), int(row["tied"])


def first_broken(db: sqlite3.Connection) -> Broken | None:
    """The first line that was changed, put in or taken out; None if the trail is whole."""
    before, last = "", 0
    for row in _tied(db.execute(SQL["all_audit"])):
        if last and row["entry"] != last + 1:
            return Broken(last + 1, "it is missing")
        if row["hash"] != link(before, row):
            return Broken(row["entry"], _why(row))
        before, last = row["hash"], row["entry"]
    head = db.execute(SQL["audit_head"]).fetchone()
    if head and (head["entry"], head["hash"]) != (last, before):
        return Broken(last + 1, "the end of the trail was cut off")
    return None


def _tied(rows: Iterable[sqlite3.Row]) -> Iterable[sqlite3.Row]:
    """From the first line with a hash on: those before it are older than the hashes."""
    begun = False
    for row in rows:
        begun = begun or bool(row["hash"])
        if begun:
            yield row


def _why(row: sqlite3.Row) -> str:
    return "it is not as it was written" if row["hash"] else "it was put in without a hash"
