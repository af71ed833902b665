"""Messages in the ledger: the intent to send, each attempt, the receipt."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.records import Delivery, DeliveryState, Reason
from monitor.store.ledger import SQL, Ledger
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso, from_iso


def add_delivery(db: Ledger, delivery: Delivery) -> None:
    """A message that must go out, or why it does not; writing it twice changes nothing."""
    db.execute(SQL["add_delivery"], to_row(delivery, "delivery_id"))


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


def _moment(text: str | None) -> datetime | None:
    return from_iso(text) if text else None


def _delivery(row: sqlite3.Row) -> Delivery:
    return from_row(Delivery, row, "delivery_id")
