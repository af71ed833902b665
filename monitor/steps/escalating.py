"""Alerts that are due → the next person on the ladder, or back to whoever put them off."""

import logging
from datetime import datetime

from monitor.alert.desk import Desk
from monitor.alert.queue.pace import PAUSE, again_at
from monitor.failpoints import reach
from monitor.records import Act, ActKind, Alert, AlertState, Moved
from monitor.steps.acting import act_on
from monitor.store.alerts import alerts_adrift, alerts_due, hold_answered, set_due
from monitor.store.desk import keep_desk
from monitor.store.ledger import Ledger, transaction

log = logging.getLogger(__name__)


def escalate_due(ledger: Ledger, desk: Desk, now: datetime) -> int:
    """The clock acts on every alert that is past due, once; how many were told of again.

    After a night without power an alert goes up one rung at once and the next ones with a pause,
    not all in the same minute.
    """
    keep_desk(ledger, desk.oncall, desk.ways, desk.changes, now)
    hold_answered(ledger)
    _catch_adrift(ledger, desk, now)
    return sum(_moves(ledger, desk, alert, now) for alert in alerts_due(ledger, now))


def _moves(ledger: Ledger, desk: Desk, alert: Alert, now: datetime) -> bool:
    """An act on what somebody answered since it was read is refused, and nothing happens."""
    kind = ActKind.CLIMB if alert.state is AlertState.NEW else ActKind.RETURN
    act = Act(kind=kind, by="monitor", at=now, origin="monitor")
    reach("escalate-due")
    outcome = act_on(ledger, desk, alert.id, act)
    reach("escalate-done")
    if isinstance(outcome, Moved):
        log.info("alert=%s step=%d %s", alert.id, outcome.alert.step, outcome.said)
        return True
    log.warning("alert=%s %s", alert.id, outcome.why)
    return False


def _catch_adrift(ledger: Ledger, desk: Desk, now: datetime) -> None:
    """Every alert that waits has a moment at which the clock acts, whatever went wrong with it."""
    adrift = alerts_adrift(ledger)
    if not adrift:
        return
    with transaction(ledger):
        for alert in alerts_adrift(ledger):
            due = again_at(desk.oncall, alert.severity, now)
            set_due(ledger, alert.id, max(due, now + PAUSE))
            log.warning("alert=%s waited without a due time: told again at %s", alert.id, due)
