"""Alerts in the ledger: what was raised, who has it in hand, and when the next one is told."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from monitor.records import Act, Alert, AlertState, Judgement, Moved, Reason, Refused
from monitor.store.ledger import SQL, Ledger, transaction
from monitor.store.outbox import add_delivery
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso

OVERTAKING = frozenset({Reason.MORE_URGENT, Reason.BUDGET})  # what was kept for later is stale then
BY_REQUEST = {"asked": Reason.ASKED.value, "handed": Reason.HANDED_OVER.value}


def find_alert(db: Ledger, alert_id: str) -> Alert | None:
    """The alert as it stands."""
    row = db.execute(SQL["find_alert"], {"alert_id": alert_id}).fetchone()
    return _alert(row) if row else None


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


def alerts_due(db: Ledger, now: datetime) -> list[Alert]:
    """Those on which the clock acts, the most overdue first."""
    return [_alert(row) for row in db.execute(SQL["alerts_due"], {"now": as_iso(now)})]


def alerts_adrift(db: Ledger) -> list[Alert]:
    """Those that wait although neither the clock nor a summary will act on them."""
    return [
        _alert(row) for row in db.execute(SQL["alerts_adrift"], {"budget": Reason.BUDGET.value})
    ]


def summed_up_by(db: Ledger, alert_id: str) -> list[Alert]:
    """What this summary tells of; nothing if it is none."""
    return [_alert(row) for row in db.execute(SQL["alerts_summed_up"], {"alert_id": alert_id})]


def summaries_settled(db: Ledger, alert_id: str) -> list[Alert]:
    """Summaries of this alert that wait, although nothing that they tell of does."""
    return [_alert(row) for row in db.execute(SQL["summaries_settled"], {"alert_id": alert_id})]


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


# ---------------------------------------------------------------- within a transaction that is open


def set_alert(db: Ledger, alert: Alert) -> None:
    """Keeps what a person or the clock made of it."""
    db.execute(SQL["set_alert"], to_row(alert, "alert_id"))


def set_due(db: Ledger, alert_id: str, due_at: datetime) -> None:
    """The clock acts on it then, if no moment is known yet."""
    db.execute(SQL["set_due"], {"alert_id": alert_id, "due_at": as_iso(due_at)})


def hold_messages(db: Ledger, alert_id: str, reason: Reason) -> None:
    """Messages of the alert that have not left stay here."""
    db.execute(SQL["hold_messages"], {"alert_id": alert_id, "reason": reason.value})


def hold_pages(db: Ledger, alert_id: str, reason: Reason) -> None:
    """The same, save those by which whoever has the alert called for a colleague."""
    db.execute(SQL["hold_pages"], {"alert_id": alert_id, "reason": reason.value} | BY_REQUEST)


def hold_answered(db: Ledger) -> int:
    """Holds what was in the air when somebody answered, and did not arrive; how many."""
    row = {"reason": Reason.ACKNOWLEDGED.value} | BY_REQUEST
    return db.execute(SQL["hold_answered"], row).rowcount


def find_done(db: Ledger, key: str) -> Moved | Refused | None:
    """What came of the act with this key, with the alert as it stands now; None if it is new."""
    row = db.execute(SQL["find_done"], {"key": key}).fetchone()
    if row is None:
        return None
    alert = find_alert(db, row["alert_id"])
    if not row["moved"] or alert is None:
        return Refused(why=row["said"])
    return Moved(alert=alert, said=row["said"])


def add_done(db: Ledger, alert_id: str, act: Act, outcome: Moved | Refused) -> None:
    """The act with its key was done, and this came of it."""
    moved = isinstance(outcome, Moved)
    row = {
        "key": act.key,
        "alert_id": alert_id,
        "moved": moved,
        "said": outcome.said if isinstance(outcome, Moved) else outcome.why,
        "done_at": as_iso(act.at),
    }
    db.execute(SQL["add_done"], row)


def _alert(row: sqlite3.Row) -> Alert:
    return from_row(Alert, row, "alert_id")
