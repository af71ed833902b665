"""Alerts in the ledger: what was raised, who has it in hand, and when the next one is told."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.records import Alert, AlertState, Delivery, Judgement, Reason
from monitor.store.ledger import SQL, Ledger, audit, transaction
from monitor.store.outbox import add_delivery
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso

OVERTAKING = frozenset({Reason.MORE_URGENT, Reason.BUDGET})  # what was kept for later is stale then


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
        add_delivery(db, delivery)
    if any(one.reason in OVERTAKING for one in judgement.deliveries):
        row = {"alert_id": judgement.alert.id, "kept": Reason.QUIET_HOURS.value}
        db.execute(SQL["hold_overtaken"], row | {"reason": Reason.SAME_STORY.value})


def alerts_to_escalate(db: Ledger, now: datetime) -> list[Alert]:
    return [_alert(row) for row in db.execute(SQL["alerts_to_escalate"], {"now": as_iso(now)})]


def save_escalation(
    db: Ledger, alert: Alert, deliveries: Iterable[Delivery], now: datetime
) -> bool:
    """Tells the next rung, unless the alert changed since it was read; says whether it did."""
    due = as_iso(alert.due_at) if alert.due_at else None
    row = {"alert_id": alert.id, "step": alert.step, "due_at": due}
    row["raised_at"] = as_iso(alert.raised_at)
    with transaction(db):
        if not db.execute(SQL["set_escalation"], row).rowcount:
            return False
        for delivery in deliveries:
            add_delivery(db, delivery)
            audit(db, now, "monitor", f"told {delivery.person}", alert.id)
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
    audit(db, now, owner, "acknowledged", alert_id)


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
        audit(db, now, owner or "monitor", f"{state.value}: nothing in it waits", one["alert_id"])


def close_alerts(db: Ledger, alert_ids: Sequence[str], now: datetime) -> None:
    """What these told of is over; messages that have not left stay here."""
    with transaction(db):
        for alert_id in alert_ids:
            row = {"alert_id": alert_id}
            if db.execute(SQL["close_alert"], row | {"now": as_iso(now)}).rowcount:
                db.execute(SQL["hold_messages"], row | {"reason": Reason.RECOVERED.value})
                audit(db, now, "monitor", "closed: it is over", alert_id)
                _settle_summaries(db, alert_id, AlertState.CLOSED, "", now)


def _alert(row: sqlite3.Row) -> Alert:
    return from_row(Alert, row, "alert_id")
