"""Alerts that nobody acknowledged in time → the next person on the rota."""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.alert import rota
from monitor.alert.desk import Desk
from monitor.alert.judge import messages_for_step
from monitor.records import Alert
from monitor.store.alerts import alerts_to_escalate, save_escalation
from monitor.store.ledger import Ledger

PAUSE = timedelta(minutes=5)


def escalate_due(ledger: Ledger, desk: Desk, now: datetime) -> int:
    """Tells the next rung of every alert that is past due; how many alerts went up.

    After a night without power an alert goes up one rung at once and the next ones with a pause,
    not all in the same minute.
    """
    told = 0
    for waiting in alerts_to_escalate(ledger, now):
        alert = waiting if waiting.ladder else _with_ladder(waiting, desk)
        step = alert.step + 1
        due = rota.due_at(alert.ladder, step + 1, alert.raised_at)
        raised = replace(alert, step=step, due_at=max(due, now + PAUSE) if due else None)
        told += save_escalation(ledger, raised, messages_for_step(desk, raised, now), now)
    return told


def _with_ladder(alert: Alert, desk: Desk) -> Alert:
    """An alert that is older than the keeping of ladders climbs today's."""
    rungs = rota.ladder(desk.oncall, desk.changes, alert.severity, alert.raised_at)
    return replace(alert, ladder=rungs)
