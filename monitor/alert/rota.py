"""Who is told, and when the next one is."""

from datetime import datetime, timedelta

from monitor.records import OnCall, Person, Severity, Step
from monitor.times import LONDON, in_london, wall_time


def chain(oncall: OnCall, severity: Severity) -> tuple[Step, ...]:
    """The rungs for this severity; whoever is first in the office's list when none is written."""
    return oncall.chains.get(severity) or (Step(role=next(iter(oncall.roles)), after_minutes=0),)


def person_at(oncall: OnCall, severity: Severity, step: int) -> Person:
    """Who is told at this rung; the last one's person if the ladder has become shorter since."""
    rungs = chain(oncall, severity)
    person_id = oncall.roles[rungs[min(step, len(rungs) - 1)].role]
    return next(person for person in oncall.people if person.id == person_id)


def next_step_at(
    oncall: OnCall, severity: Severity, step: int, raised_at: datetime
) -> datetime | None:
    """When the rung after this one is told; None after the last. Counted from the alert itself."""
    rungs = chain(oncall, severity)
    if step + 1 >= len(rungs):
        return None
    return raised_at + timedelta(minutes=rungs[step + 1].after_minutes)


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
