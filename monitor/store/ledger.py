"""`ledger.sqlite`: what a person did or must be told. Small, precious, open to several processes.

`synchronous=FULL`, so that what was committed survives a power cut. Rollback journal unless SQLite
is 3.51.3 or newer: older write-ahead logs have a race between two connections that corrupts.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from monitor.errors import StoreUnusable
from monitor.store.audit import add_line
from monitor.store.queries import migrations, named
from monitor.times import as_iso, in_london

Ledger = sqlite3.Connection

SQL = named("ledger")
SAFE_WAL = (3, 51, 3)


def open_ledger(path: Path) -> Ledger:
    """A connection to the ledger, with today's schema; every thread takes one of its own."""
    try:
        db = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        if sqlite3.sqlite_version_info >= SAFE_WAL:
            db.execute("PRAGMA journal_mode = WAL")
        _migrate(db)
    except sqlite3.Error as error:
        raise StoreUnusable(f"{path}: {error}") from error
    return db


@contextmanager
def transaction(db: Ledger) -> Iterator[None]:
    """All of the block or nothing; waits for another process's transaction, 10 s at most."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


class Turn(NamedTuple):
    """From where it was done, and what state the alert was in before and after."""

    origin: str = "monitor"
    before: str = ""
    after: str = ""


NO_TURN = Turn()


def audit(
    db: Ledger,
    at: datetime,
    actor: str,
    action: str,
    alert_id: str,
    turn: Turn = NO_TURN,
) -> None:
    """One more line of who did what, within a transaction that is open."""
    add_line(
        db,
        {
            "at": as_iso(at),
            "london": f"{in_london(at):%a %-d %b %Y, %H:%M:%S %Z}",
            "actor": actor,
            "origin": turn.origin,
            "action": action,
            "alert_id": alert_id,
            "from_state": turn.before,
            "to_state": turn.after,
        },
    )


def _migrate(db: Ledger) -> None:
    steps = migrations("ledger")
    if _version(db) >= steps[-1][0]:
        return
    with transaction(db):  # and look again: another process may have done it while we waited
        for step, sql in steps:
            if step > _version(db):
                for statement in _statements(sql):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {step}")


def _version(db: Ledger) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """One by one: `executescript` would first commit the transaction that we are in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
