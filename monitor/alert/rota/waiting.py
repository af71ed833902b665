"""What waits for a better hour, and until when: quiet hours, and hours that an office covers."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count

from monitor.hours import is_bank_holiday
from monitor.records import Between, Covers, OnCall, Severity
from monitor.times import at_wall, in_london, wall_time

HOURS: dict[Covers, Between] = {
    "24/7": Between(from_="00:00", until="00:00"),
    "extended": Between(from_="07:00", until="22:00"),
    "office hours": Between(from_="09:00", until="17:00"),
}
ALWAYS: dict[Covers, tuple[Severity, ...]] = {
    "24/7": (Severity.S1, Severity.S2),
    "extended": (Severity.S1,),
    "office hours": (Severity.S1,),
}
# From the end of quiet hours to the opening and back; hours that never meet end here.
MOST_TURNS = 4


def waits_until(oncall: OnCall, severity: Severity, at: datetime) -> datetime | None:
    """Until when an alert of this severity that comes at `at` waits; None if it does not."""
    if severity is Severity.S4 or severity in always(oncall):
        return None  # of an S4 nobody is told: it has nothing to wait for
    moment = at
    for _ in range(MOST_TURNS):
        later = opens_at(oncall, moment) or _quiet_for(oncall, severity, moment)
        if later is None:
            break
        moment = later
    return moment if moment > at else None


def always(oncall: OnCall) -> tuple[Severity, ...]:
    """The severities that are told at any hour."""
    return ALWAYS[oncall.covers] if oncall.always is None else oncall.always


def hours_of(oncall: OnCall) -> Between:
    """From when to when somebody covers the press, on days when somebody does."""
    return oncall.hours or HOURS[oncall.covers]


def opens_at(oncall: OnCall, at: datetime) -> datetime | None:
    """When cover begins again; None while it lasts."""
    if oncall.covers == "24/7" or _is_covered(oncall, at):
        return None
    opens = wall_time(hours_of(oncall).from_)
    days = (in_london(at).date() + timedelta(days=n) for n in count())
    coming = (at_wall(day, opens) for day in days if _is_worked(oncall, day))
    return next(moment for moment in coming if moment > at).astimezone(at.tzinfo)


def quiet_until(oncall: OnCall, now: datetime) -> datetime | None:
    """When quiet hours end, if it is quiet now: the wall clock's time in London, as an instant."""
    local = in_london(now)
    starts, ends = wall_time(oncall.quiet_from), wall_time(oncall.quiet_until)
    if starts == ends or not _within(local.time(), starts, ends):
        return None
    over_midnight = starts > ends and local.time() >= starts
    day = local.date() + timedelta(days=1 if over_midnight else 0)
    until = at_wall(day, ends).astimezone(now.tzinfo)
    return until if until > now else None  # an hour that comes twice ends them at its first


def hours_change(oncall: OnCall, day: date) -> Iterator[datetime]:
    """The instants of a day at which quiet hours or cover may begin or end."""
    covered = hours_of(oncall)
    for clock in {oncall.quiet_from, oncall.quiet_until, covered.from_, covered.until}:
        yield at_wall(day, wall_time(clock))


def _quiet_for(oncall: OnCall, severity: Severity, at: datetime) -> datetime | None:
    """Where hours are limited, they are what an S2 waits for; an S3 waits for the morning too."""
    heeds = oncall.covers == "24/7" or severity is Severity.S3
    return quiet_until(oncall, at) if heeds else None


def _is_covered(oncall: OnCall, at: datetime) -> bool:
    local, hours = in_london(at), hours_of(oncall)
    opens, closes = wall_time(hours.from_), wall_time(hours.until)
    after_midnight = opens > closes and local.time() < closes
    day = local.date() - timedelta(days=1 if after_midnight else 0)
    return _is_worked(oncall, day) and _within(local.time(), opens, closes)


def _is_worked(oncall: OnCall, day: date) -> bool:
    return oncall.covers != "office hours" or (day.weekday() < 5 and not is_bank_holiday(day))


def _within(clock: time, starts: time, ends: time) -> bool:
    if starts > ends:
        return clock >= starts or clock < ends
    return starts <= clock < ends
