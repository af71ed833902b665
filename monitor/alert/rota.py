"""Who is told, and when the next one is."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.records import OnCall, RotaChange, Rung, Severity, Step
from monitor.times import LONDON, in_london, wall_time


def ladder(
    oncall: OnCall, changes: Sequence[RotaChange], severity: Severity, at: datetime
) -> tuple[Rung, ...]:
    """The rungs for this severity with the people who have their roles at that moment.

    Whoever is first in the office's list stands on the only rung when none is written.
    """
    people = {person.id: person.name for person in oncall.people}
    return tuple(
        Rung(
            role=step.role,
            person_id=holder,
            person=people[holder],
            after_minutes=step.after_minutes,
        )
        for step in _steps(oncall, severity)
        for holder in [on_call(oncall, changes, step.role, at)]
    )


def on_call(oncall: OnCall, changes: Sequence[RotaChange], role: str, at: datetime) -> str:
    """Whoever has the role at that moment, or stands in for that person: the last word counts."""
    holder = oncall.roles[role]
    standing = [
        one
        for one in changes
        if one.person_id == holder
        and one.role in ("", role)
        and one.instead_id
        and one.begins_at <= at < min(one.ends_at, one.ended_at or one.ends_at)
    ]
    return max(standing, key=lambda one: one.said_at).instead_id if standing else holder


def due_at(rungs: Sequence[Rung], step: int, raised_at: datetime) -> datetime | None:
    """When this rung is told; None behind the last. Counted from the alert itself."""
    if step >= len(rungs):
        return None
    return raised_at + timedelta(minutes=rungs[step].after_minutes)


def quiet_until(oncall: OnCall, now: datetime) -> datetime | None:
    """When quiet hours end, if it is quiet now: the wall clock's time in London, as an instant."""
    local = in_london(now)
    starts, ends = wall_time(oncall.quiet_from), wall_time(oncall.quiet_until)
    at = local.timetz().replace(tzinfo=None)
    over_midnight = starts > ends
    quiet = (at >= starts or at < ends) if over_midnight else starts <= at < ends
    if not quiet:
        return None
    day = local.date() + timedelta(days=1 if over_midnight and at >= starts else 0)
    until = datetime.combine(day, ends, LONDON).astimezone(now.tzinfo)
    return until if until > now else None  # an hour that comes twice ends them at its first


def waits_until(oncall: OnCall, severity: Severity, at: datetime) -> datetime | None:
    """Until when an alert of this severity that comes at `at` waits; None if it does not."""
    return quiet_until(oncall, at) if severity is Severity.S3 else None


def _steps(oncall: OnCall, severity: Severity) -> tuple[Step, ...]:
    return oncall.chains.get(severity) or (Step(role=next(iter(oncall.roles)), after_minutes=0),)
