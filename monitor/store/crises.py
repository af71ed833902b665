"""Crises, and who did what in them: in the ledger, because a person declares and ends them.

What is told in a crisis hangs on an alert of its own, which bears the crisis's id: it stands in the
queue as in hand, and no rule sees it, because its story is the crisis itself.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.records import Alert, Crisis, Delivery, Reason
from monitor.store.ledger import SQL, Ledger, Turn, audit, transaction
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso

MONITOR = "monitor"  # who acts when no person does


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what to which alert."""

    at: datetime
    actor: str
    action: str
    alert_id: str


def start_crisis(db: Ledger, crisis: Crisis, alert: Alert, note: str) -> Crisis | None:
    """Keeps what a person declared, with the alert it is told by; the one that is on already."""
    with transaction(db):
        for one in standing_crises(db):
            if (one.office_id, one.story_id) == (crisis.office_id, crisis.story_id):
                return one
        db.execute(SQL["add_crisis"], to_row(crisis, "crisis_id"))
        db.execute(SQL["save_alert"], to_row(alert, "alert_id"))
        what = f"declared a crisis: {note}" if note else "declared a crisis"
        _act(db, crisis.started_at, crisis.started_by, what, crisis.id)
    return None


def end_crisis(db: Ledger, crisis: Crisis, by: str, said: str, now: datetime) -> bool:
    """Ends it, holds what has not left; False if somebody ended it before."""
    note = "; ".join(filter(None, (crisis.note, said)))
    row = {"crisis_id": crisis.id, "ended_by": by, "note": note, "now": as_iso(now)}
    with transaction(db):
        if not db.execute(SQL["end_crisis"], row).rowcount:
            return False
        db.execute(SQL["close_alert"], {"alert_id": crisis.id, "now": as_iso(now)})
        held = {"alert_id": crisis.id, "reason": Reason.RECOVERED.value}
        db.execute(SQL["hold_messages"], held)
        _act(db, now, by, f"ended the crisis: {said}" if said else "ended the crisis", crisis.id)
    return True


def list_crises(db: Ledger) -> list[Crisis]:
    """Every crisis, those that are on first, then the newest."""
    return [from_row(Crisis, row, "crisis_id") for row in db.execute(SQL["list_crises"])]


def standing_crises(db: Ledger) -> list[Crisis]:
    """Those that are on, the one that was declared first before the others."""
    return [from_row(Crisis, row, "crisis_id") for row in db.execute(SQL["standing_crises"])]


def save_report(
    db: Ledger, crisis: Crisis, deliveries: Iterable[Delivery], what: str, now: datetime
) -> bool:
    """The situation's messages and that they were written, in one transaction; False, and none,
    if the crisis ended or was reported on since it was read."""
    before = as_iso(crisis.reported_at) if crisis.reported_at else None
    row = {"crisis_id": crisis.id, "before": before, "now": as_iso(now)}
    with transaction(db):
        if not db.execute(SQL["set_reported"], row).rowcount:
            return False
        _tell(db, deliveries, what, crisis.id, now)
    return True


def save_proposal(
    db: Ledger, crisis: Crisis, deliveries: Iterable[Delivery], now: datetime
) -> bool:
    """That a return to normal is proposed, and its messages; False if it was before, or ended."""
    with transaction(db):
        row = {"crisis_id": crisis.id, "now": as_iso(now)}
        if not db.execute(SQL["set_proposed"], row).rowcount:
            return False
        _tell(db, deliveries, "proposed a return to normal", crisis.id, now)
    return True


def standing_s1(db: Ledger) -> list[Alert]:
    """Alerts of the highest urgency that nobody has closed, oldest first."""
    return [from_row(Alert, row, "alert_id") for row in db.execute(SQL["standing_s1"])]


def set_card_note(db: Ledger, alert_id: str, note: str) -> None:
    db.execute(SQL["set_card_note"], {"alert_id": alert_id, "note": note})


def acts_of(db: Ledger, alert_ids: Sequence[str]) -> list[Act]:
    """Who did what to these alerts, in the order in which it was done."""
    rows = db.execute(SQL["acts_of"], {"ids": json.dumps(list(alert_ids))})
    return [from_row(Act, row) for row in rows]


def stories_in_hand(db: Ledger) -> list[str]:
    """Stories of a crisis that is on, and of the newest urgent alerts."""
    return [row["story_id"] for row in db.execute(SQL["stories_in_hand"])]


def _tell(
    db: Ledger, deliveries: Iterable[Delivery], what: str, crisis_id: str, now: datetime
) -> None:
    for delivery in deliveries:
        db.execute(SQL["add_delivery"], to_row(delivery, "delivery_id"))
    _act(db, now, MONITOR, what, crisis_id)


def _act(db: Ledger, at: datetime, actor: str, action: str, alert_id: str) -> None:
    audit(db, at, actor, action, alert_id, Turn("monitor" if actor == MONITOR else "cli"))
