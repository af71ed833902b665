"""When the clock acts on an alert: tells the next rung, begins the ladder again, brings it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.alert import rota
from monitor.records import Alert, OnCall, Rung, Severity
from monitor.times import LONDON, in_london, wall_time

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
PAUSE: Final = timedelta(minutes=5)  # between two rungs after a night without power
LATE: Final = timedelta(minutes=1)  # later than that is no tick's delay, and is said


@dataclass(frozen=True, slots=True)
class Pace:
    """The rota as it is written: who there is, and when the office is open."""

    oncall: OnCall


def first_due(
    oncall: OnCall, ladder: Sequence[Rung], severity: Severity, told_at: datetime
) -> datetime:
    """When the clock first acts on an alert that its first rung was told of."""
    return rota.due_at(ladder, 1, told_at) or again_at(oncall, severity, told_at)


def next_due(pace: Pace, alert: Alert, scheduled: datetime, at: datetime) -> datetime:
    """When the rung behind the present one is told; behind the last, when the ladder begins anew.

    Counted from when this one should have been told, so that nothing drifts; if that was long ago,
    the next waits a little.
    """
    minutes = [rung.after_minutes for rung in alert.ladder]
    place = alert.step % len(minutes) if minutes else 0
    if place + 1 >= len(minutes):
        told_at = rota.waits_until(pace.oncall, alert.severity, at) or at
        return again_at(pace.oncall, alert.severity, told_at)
    due = scheduled + timedelta(minutes=minutes[place + 1] - minutes[place])
    return max(due, at + PAUSE) if at - scheduled > LATE else due


def again_at(oncall: OnCall, severity: Severity, told_at: datetime) -> datetime:
    """When a ladder that nobody answered begins again: a crisis does not wait for the morning."""
    return told_at + HOUR if severity is Severity.S1 else opening(oncall, told_at)


def forgotten_at(oncall: OnCall, severity: Severity, at: datetime) -> datetime:
    """When an acknowledgement of this moment returns, if nothing follows it."""
    minutes = oncall.forget_minutes.get(severity)
    if minutes is not None:
        return at + timedelta(minutes=minutes)
    return opening(oncall, at + HOUR)


def opening(oncall: OnCall, at: datetime) -> datetime:
    """When office hours next begin after this moment; an office that never closes has a day's
    rhythm."""
    if now_quiet := rota.quiet_until(oncall, at):
        return now_quiet
    return rota.quiet_until(oncall, _closing(oncall, at)) or at + DAY


def lateness(scheduled: datetime, at: datetime) -> str:
    """ "late 40 min", or nothing."""
    late = at - scheduled
    if late <= LATE:
        return ""
    hours, minutes = divmod(round(late / timedelta(minutes=1)), 60)
    return f"late {hours} h {minutes:02d} min" if hours else f"late {minutes} min"


def is_told_to_all(alert: Alert) -> bool:
    """Whether the last rung of the ladder was told."""
    return alert.step >= len(alert.ladder) - 1


def _closing(oncall: OnCall, at: datetime) -> datetime:
    """When quiet hours next begin by London's clock; it is not quiet now."""
    local = in_london(at)
    for days in (0, 1):
        day = local.date() + timedelta(days=days)
        closes = datetime.combine(day, wall_time(oncall.quiet_from), LONDON).astimezone(at.tzinfo)
        if closes > at:
            return closes
    return at + DAY
