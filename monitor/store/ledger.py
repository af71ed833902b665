"""`ledger.sqlite`: what a person did or must be told. Small, precious, open to several processes.

`synchronous=FULL`, so that what was committed survives a power cut. Rollback journal unless SQLite
is 3.51.3 or newer: older write-ahead logs have a race between two connections that corrupts.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from monitor.errors import StoreUnusable
from monitor.records import (
    Alert,
    AlertState,
    Delivery,
    DeliveryState,
    Judgement,
    Reason,
)
from monitor.store.queries import migrations, named
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso, from_iso

Ledger = sqlite3.Connection

SQL = named("ledger")
SAFE_WAL = (3, 51, 3)
OVERTAKING = frozenset({Reason.MORE_URGENT, Reason.BUDGET})  # what was kept for later is stale then


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


# ---------------------------------------------------------------- alerts


def alerts_of_stories(db: Ledger, stories: Sequence[str]) -> list[Alert]:
    rows = db.execute(SQL["alerts_of_stories"], {"stories": json.dumps(list(stories))})
    return [_alert(row) for row in rows]


def list_alerts(
    db: Ledger, since: datetime | None = None, state: AlertState | None = None
) -> list[Alert]:
    """Alerts since then, or all, newest first; only those of a state, if one is given."""
    span = {"since": as_iso(since) if since else "", "state": state or ""}
    rows = db.execute(SQL["list_alerts"], span)
    return [_alert(row) for row in rows]


def save_judgements(db: Ledger, judgements: Iterable[Judgement]) -> None:
    """Alerts and the messages they call for, all in one transaction."""
    with transaction(db):
        for judgement in judgements:
            add_judgement(db, judgement)


def add_judgement(db: Ledger, judgement: Judgement) -> None:
    """An alert and its messages, within a transaction that is open."""
    db.execute(SQL["save_alert"], to_row(judgement.alert, "alert_id"))
    for delivery in judgement.deliveries:
        db.execute(SQL["add_delivery"], to_row(delivery, "delivery_id"))
    if any(one.reason in OVERTAKING for one in judgement.deliveries):
        row = {"alert_id": judgement.alert.id, "kept": Reason.QUIET_HOURS.value}
        db.execute(SQL["hold_overtaken"], row | {"reason": Reason.SAME_STORY.value})


def alerts_to_escalate(db: Ledger, now: datetime) -> list[Alert]:
    return [_alert(row) for row in db.execute(SQL["alerts_to_escalate"], {"now": as_iso(now)})]


def save_escalation(
    db: Ledger, alert: Alert, deliveries: Iterable[Delivery], now: datetime
) -> bool:
    """Tells the next rung, unless the alert changed since it was read; says whether it did."""
    due = as_iso(alert.escalate_at) if alert.escalate_at else None
    row = {"alert_id": alert.id, "step": alert.step, "escalate_at": due}
    row["raised_at"] = as_iso(alert.raised_at)
    with transaction(db):
        if not db.execute(SQL["set_escalation"], row).rowcount:
            return False
        for delivery in deliveries:
            db.execute(SQL["add_delivery"], to_row(delivery, "delivery_id"))
            _audit(db, now, "monitor", f"told {delivery.person}", alert.id)
    return True


def acknowledge(db: Ledger, alert_id: str, owner: str, now: datetime) -> bool:
    """The first to acknowledge owns the alert; False when it is not waiting for anybody.

    A summary stands for all that it tells of, and is answered when all of them are.
    """
    row = {"alert_id": alert_id, "owner": owner, "now": as_iso(now)}
    with transaction(db):
        if not db.execute(SQL["acknowledge_alert"], row).rowcount:
            return False
        told = db.execute(SQL["acknowledge_summed_up"], row).fetchall()
        for one in (alert_id, *(told_of["alert_id"] for told_of in told)):
            _in_hand(db, one, owner, now)
        _settle_summaries(db, alert_id, AlertState.ACKNOWLEDGED, owner, now)
    return True


def _in_hand(db: Ledger, alert_id: str, owner: str, now: datetime) -> None:
    reasons = {"in_hand": Reason.ACKNOWLEDGED.value, "unanswered": Reason.UNANSWERED.value}
    db.execute(SQL["hold_pages"], {"alert_id": alert_id} | reasons)
    _audit(db, now, owner, "acknowledged", alert_id)


def _settle_summaries(
    db: Ledger, alert_id: str, state: AlertState, owner: str, now: datetime
) -> None:
    """Summaries of which this alert was the last that waited wait no more."""
    row = {
        "alert_id": alert_id,
        "state": state.value,
        "owner": owner,
        "acknowledged_at": as_iso(now) if state is AlertState.ACKNOWLEDGED else None,
        "now": as_iso(now),
    }
    for one in db.execute(SQL["settle_summaries"], row).fetchall():
        _audit(db, now, owner or "monitor", f"{state.value}: nothing in it waits", one["alert_id"])


def close_alerts(db: Ledger, alert_ids: Sequence[str], now: datetime) -> None:
    """What these told of is over; messages that have not left stay here."""
    with transaction(db):
        for alert_id in alert_ids:
            row = {"alert_id": alert_id}
            if db.execute(SQL["close_alert"], row | {"now": as_iso(now)}).rowcount:
                db.execute(SQL["hold_messages"], row | {"reason": Reason.RECOVERED.value})
                _audit(db, now, "monitor", "closed: it is over", alert_id)
                _settle_summaries(db, alert_id, AlertState.CLOSED, "", now)


# ---------------------------------------------------------------- deliveries


def deliveries_due(db: Ledger, now: datetime) -> list[Delivery]:
    return [_delivery(row) for row in db.execute(SQL["deliveries_due"], {"now": as_iso(now)})]


def next_due_at(db: Ledger) -> datetime | None:
    """When the next message or summary goes out or the next person is told; None when none is."""
    row = {"budget": Reason.BUDGET.value}
    return _moment(db.execute(SQL["next_due_at"], row).fetchone()["at"])


def claim(db: Ledger, delivery: Delivery, now: datetime) -> Delivery | None:
    """The message with the intent to send it on disk; None if somebody else took it first."""
    row = {
        "delivery_id": delivery.id,
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "now": as_iso(now),
    }
    if not db.execute(SQL["claim_delivery"], row).rowcount:
        return None
    return replace(
        delivery,
        state=DeliveryState.SENDING,
        attempts=delivery.attempts + 1,
        attempted_at=now,
        looks=0,
    )


def settle(db: Ledger, delivery: Delivery) -> None:
    """Keeps how an attempt or a look ended."""
    row = to_row(delivery, "delivery_id")
    keys = ("delivery_id", "attempts", "state", "not_before", "looks", "note", "receipt", "sent_at")
    db.execute(SQL["settle_delivery"], {key: row[key] for key in keys})


def set_delivery_aside(db: Ledger, delivery: Delivery, failure: str, until: datetime) -> None:
    """The message waits until then, with its failure shown."""
    row = {"delivery_id": delivery.id, "note": failure[:500], "until": as_iso(until)}
    db.execute(SQL["set_delivery_aside"], row)


def set_wait(db: Ledger, way: str, until: datetime) -> None:
    """Nothing goes out by this way before then, also after a restart."""
    db.execute(SQL["set_wait"], {"way": way, "until": as_iso(until)})


def list_deliveries(db: Ledger, alert_ids: Sequence[str]) -> list[Delivery]:
    rows = db.execute(SQL["list_deliveries"], {"ids": json.dumps(list(alert_ids))})
    return [_delivery(row) for row in rows]


def count_deliveries(db: Ledger) -> list[tuple[str, str, int]]:
    """State, reason and number of messages."""
    return [tuple(row) for row in db.execute(SQL["count_deliveries"])]


# ---------------------------------------------------------------- rows and records


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


def _moment(text: str | None) -> datetime | None:
    return from_iso(text) if text else None


def _alert(row: sqlite3.Row) -> Alert:
    return from_row(Alert, row, "alert_id")


def _delivery(row: sqlite3.Row) -> Delivery:
    return from_row(Delivery, row, "delivery_id")


def _audit(db: Ledger, at: datetime, actor: str, action: str, alert_id: str) -> None:
    row = {"at": as_iso(at), "actor": actor, "action": action, "alert_id": alert_id}
    db.execute(SQL["add_audit"], row)
