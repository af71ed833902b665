"""The messages that come of an act."""

from datetime import datetime

from monitor.alert import rota
from monitor.alert.desk import Desk, Notice, messages
from monitor.records import Alert, Delivery, Reason, Severity, Telling
from monitor.times import as_iso


def messages_of(desk: Desk, alert: Alert, telling: Telling, now: datetime) -> tuple[Delivery, ...]:
    """One for each way to the person; what climbs by itself and can wait, waits for office hours.

    The moment is part of the name: a ladder that is climbed again tells the same people again.
    """
    climbs = telling.reason is Reason.UNANSWERED
    waits = rota.waits_until(desk.oncall, alert.severity, now) if climbs else None
    occasion = f"step-{alert.step}"  # no push of the day's budget: later rungs are none
    notice = Notice(
        person_id=telling.rung.person_id,
        person=telling.rung.person,
        occasion=occasion,
        name=f"{alert.severity}:{telling.reason.name}:{occasion}:{as_iso(now)}",
        reason=Reason.QUIET_HOURS if waits else _reason(alert, telling),
        not_before=waits or now,
        note="" if waits else telling.late,
    )
    return messages(desk, alert.card, notice, now)


def _reason(alert: Alert, telling: Telling) -> Reason:
    """What office hours bring again comes with others, in one message if they are many."""
    again = telling.reason is Reason.UNANSWERED and alert.step >= len(alert.ladder)
    return Reason.STILL_OPEN if again and alert.severity is not Severity.S1 else telling.reason
