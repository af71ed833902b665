"""What was told, and what waits to be told together: the messages by which a day is counted."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from monitor.records import Alert, Judgement, Reason, Severity
from monitor.store.alerts import add_judgement
from monitor.store.ledger import SQL, Ledger
from monitor.store.rows import from_row
from monitor.times import as_iso, from_iso


class Told(NamedTuple):
    """When an alert was told and why; a message in several ways is one."""

    at: datetime
    reason: Reason
    severity: Severity
    rule_id: str
    story_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A message that leaves with others: whose it is and from when on."""

    delivery_id: str
    leaves_at: datetime
    person_id: str
    alert: Alert


def told_since(db: Ledger, since: datetime) -> list[Told]:
    """What was told since then; what a summary told is the summary's."""
    row = {"since": as_iso(since), "morning": Reason.QUIET_HOURS.value}
    return [
        Told(from_iso(at), Reason(reason), Severity(severity), rule_id, story_id)
        for at, reason, severity, rule_id, story_id in db.execute(SQL["told_since"], row)
    ]


def held_for_summary(db: Ledger) -> list[Waiting]:
    """Messages that the budget held and no summary has told, the most urgent first."""
    return _waiting(db, "held_for_summary", {"budget": Reason.BUDGET.value})


def kept_for_morning(db: Ledger, now: datetime) -> list[Waiting]:
    """Messages that waited for the end of quiet hours, which has come, or that come again then."""
    reasons = {"morning": Reason.QUIET_HOURS.value, "again": Reason.STILL_OPEN.value}
    row = {**reasons, "now": as_iso(now)}
    return _waiting(db, "kept_for_morning", row)


def tell_together(db: Ledger, judgement: Judgement, told: Iterable[Waiting]) -> None:
    """Keeps a summary and that these are told by it; inside the transaction in which they were
    read, so that no message is told twice or lost.
    """
    add_judgement(db, judgement)
    ids = json.dumps([one.delivery_id for one in told])
    db.execute(SQL["take_into_summary"], {"ids": ids, "summary_id": judgement.alert.id})
    db.execute(SQL["leave_to_summary"], {"ids": ids})


def _waiting(db: Ledger, query: str, row: dict[str, str]) -> list[Waiting]:
    return [
        Waiting(
            delivery_id=one["delivery_id"],
            leaves_at=from_iso(one["leaves_at"]),
            person_id=one["person_id"],
            alert=from_row(Alert, one, "alert_id"),
        )
        for one in db.execute(SQL[query], row)
    ]


def alerts_in(waiting: Sequence[Waiting]) -> list[Alert]:
    """The alerts behind these messages, each once, in their order."""
    return list({one.alert.id: one.alert for one in waiting}.values())
