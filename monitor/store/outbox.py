"""Messages in the ledger: the intent to send, each attempt, the receipt."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.records import Attempt, Delivery, DeliveryState, Reason, WayState
from monitor.store.ledger import SQL, Ledger, transaction
from monitor.store.rows import from_row, to_row
from monitor.store.ways import find_way, save_way
from monitor.times import as_iso, from_iso

SHOWN_BY = timedelta(seconds=60)  # a message that was accepted stands there by then
PAUSE = timedelta(seconds=15)  # between two looks for the same one
VERIFIABLE = timedelta(minutes=30)  # later nobody looks: the ladder has told others


def add_delivery(db: Ledger, delivery: Delivery) -> None:
    """A message that must go out, or why it does not; writing it twice changes nothing."""
    db.execute(SQL["add_delivery"], to_row(delivery, "delivery_id"))


def deliveries_due(db: Ledger, now: datetime) -> list[Delivery]:
    return [_delivery(row) for row in db.execute(SQL["deliveries_due"], {"now": as_iso(now)})]


def next_due_at(db: Ledger) -> datetime | None:
    """When the next message or summary goes out or the next person is told; None when none is."""
    row = {"budget": Reason.BUDGET.value}
    return _moment(db.execute(SQL["next_due_at"], row).fetchone()["at"])


def claim(
    db: Ledger, delivery: Delivery, now: datetime, lease: timedelta = timedelta()
) -> Delivery | None:
    """The message with the intent to send it on disk; None if somebody else took it first.

    For the time of the lease no other process touches it. The way is tried from now on, so that
    the pace survives a crash between the post and its receipt.
    """
    row = {
        "delivery_id": delivery.id,
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "now": as_iso(now),
        "lease_until": as_iso(now + lease),
    }
    with transaction(db):
        if not db.execute(SQL["claim_delivery"], row).rowcount:
            return None
        number = delivery.attempts + 1
        add_attempt(db, Attempt(delivery_id=delivery.id, number=number, at=now, what="sent"))
        save_way(db, replace(find_way(db, delivery.way), tried_at=now))
    return replace(
        delivery,
        state=DeliveryState.SENDING,
        attempts=delivery.attempts + 1,
        attempted_at=now,
        looks=0,
    )


def settle(
    db: Ledger, delivery: Delivery, attempt: Attempt | None = None, way: WayState | None = None
) -> None:
    """Keeps how an attempt or a look ended, and what it says of the way."""
    row = to_row(delivery, "delivery_id")
    keys = ("delivery_id", "attempts", "state", "not_before", "looks", "note", "receipt", "sent_at")
    with transaction(db):
        db.execute(SQL["settle_delivery"], {key: row[key] for key in keys})
        if attempt:
            end_attempt(db, attempt)
        if way:
            save_way(db, way)


def add_attempt(db: Ledger, attempt: Attempt) -> None:
    db.execute(SQL["add_attempt"], to_row(attempt))


def end_attempt(db: Ledger, attempt: Attempt) -> None:
    """What came of it: an attempt to send stands there since it was begun."""
    row = to_row(attempt)
    if attempt.what == "sent":
        keys = ("delivery_id", "number", "result", "note")
        db.execute(SQL["end_attempt"], {key: row[key] for key in keys})
    else:
        db.execute(SQL["add_attempt"], row)


def list_attempts(db: Ledger, delivery_id: str) -> list[Attempt]:
    """Everything that was tried with one message, in its order."""
    rows = db.execute(SQL["list_attempts"], {"delivery_id": delivery_id})
    return [from_row(Attempt, row) for row in rows]


def set_delivery_aside(db: Ledger, delivery: Delivery, failure: str, until: datetime) -> None:
    """The message waits until then, with its failure shown."""
    row = {"delivery_id": delivery.id, "note": failure[:500], "until": as_iso(until)}
    db.execute(SQL["set_delivery_aside"], row)


def set_wait(db: Ledger, way: str, until: datetime) -> None:
    """Nothing goes out by this way before then, also after a restart."""
    db.execute(SQL["set_wait"], {"way": way, "until": as_iso(until)})


def to_verify(db: Ledger, now: datetime) -> list[Delivery]:
    """Crises that were sent a minute ago and that nobody has answered."""
    row = {
        "since": as_iso(now - VERIFIABLE),
        "until": as_iso(now - SHOWN_BY),
        "lately": as_iso(now - PAUSE),
    }
    return [_delivery(one) for one in db.execute(SQL["messages_to_verify"], row)]


def to_sweep(db: Ledger, now: datetime) -> list[Delivery]:
    """Messages that were sent more than once, of which two may stand there."""
    row = {"since": as_iso(now - VERIFIABLE), "until": as_iso(now - SHOWN_BY)}
    return [_delivery(one) for one in db.execute(SQL["messages_to_sweep"], row)]


def send_again(db: Ledger, delivery: Delivery, note: str, now: datetime) -> None:
    """What was accepted and is not there goes out once more."""
    row = {"delivery_id": delivery.id, "attempts": delivery.attempts}
    db.execute(SQL["send_again"], row | {"note": note, "now": as_iso(now)})


def set_receipt(db: Ledger, delivery: Delivery, receipt: str) -> None:
    """Which of two messages that arrived is the one that stays."""
    db.execute(SQL["set_receipt"], {"delivery_id": delivery.id, "receipt": receipt})


def list_deliveries(db: Ledger, alert_ids: Sequence[str]) -> list[Delivery]:
    rows = db.execute(SQL["list_deliveries"], {"ids": json.dumps(list(alert_ids))})
    return [_delivery(row) for row in rows]


def count_deliveries(db: Ledger) -> list[tuple[str, str, int]]:
    """State, reason and number of messages."""
    return [tuple(row) for row in db.execute(SQL["count_deliveries"])]


def _moment(text: str | None) -> datetime | None:
    return from_iso(text) if text else None


def _delivery(row: sqlite3.Row) -> Delivery:
    return from_row(Delivery, row, "delivery_id")
