"""Alerts that nobody acknowledged in time → the next person on the rota."""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.alert import rota
from monitor.alert.judge import Desk, messages_for_step
from monitor.store.ledger import Ledger, alerts_to_escalate, save_escalation

PAUSE = timedelta(minutes=5)


def escalate_due(ledger: Ledger, desk: Desk, now: datetime) -> int:
    """Tells the next rung of every alert that is past due; how many alerts went up.

    After a night without power an alert goes up one rung at once and the next ones with a pause,
    not all in the same minute.
    """
    told = 0
    for alert in alerts_to_escalate(ledger, now):
        step = alert.step + 1
        due = rota.next_step_at(desk.oncall, alert.severity, step, alert.raised_at)
        raised = replace(alert, step=step, escalate_at=max(due, now + PAUSE) if due else None)
        told += save_escalation(ledger, raised, messages_for_step(desk, raised, now), now)
    return told
