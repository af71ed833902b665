"""Mistakes in the rota of `rules/oncall.toml`: people, roles, shifts, calendars, hours of cover."""

import re
from collections.abc import Iterator
from typing import get_args

from monitor.records import Calendar, Day, OnCall, Shift
from monitor.settings.addresses import wrong_with_url
from monitor.settings.found import Found, Path, ids, unknown, wall_time

FILE = "rules/oncall.toml"
WEEK = 7 * 24 * 60  # in minutes: no step waits longer
SOONEST = 5  # minutes that whoever acknowledged has at least
DAYS: tuple[str, ...] = get_args(Day)
MOST_WEEKS = 52

_WEEKLY = re.compile(rf"(?:{'|'.join(DAYS)}) (?:[01]?[0-9]|2[0-3]):[0-5][0-9]")
_DAILY = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def wrong_with_oncall(oncall: OnCall) -> Iterator[Found]:
    """Every mistake in who is told and when."""
    yield from ids(FILE, ("oncall", "people"), [person.id for person in oncall.people])
    yield from _roles(oncall)
    yield from _chains(oncall)
    for index, shift in enumerate(oncall.shifts):
        yield from _shift(oncall, shift, ("oncall", "shifts", index))
    for index, calendar in enumerate(oncall.calendars):
        yield from _calendar(oncall, calendar, ("oncall", "calendars", index))
    yield from _hours(oncall)
    yield from _forgetting(oncall)
    if oncall.desk_url and (what := wrong_with_url("desk_url", oncall.desk_url)):
        yield Found(FILE, ("oncall", "desk_url"), what)


def _roles(oncall: OnCall) -> Iterator[Found]:
    people = [person.id for person in oncall.people]
    if not oncall.roles:
        yield Found(FILE, ("oncall", "roles"), "`roles` is empty: nobody could be told")
    planned = {shift.role for shift in oncall.shifts} | {one.role for one in oncall.calendars}
    for role, person in oncall.roles.items():
        if not person and role not in planned:
            what = f"nobody is {role}: name a person, or write shifts for it"
            yield Found(FILE, ("oncall", "roles", role), what)
        elif person and person not in people:
            yield Found(FILE, ("oncall", "roles", role), unknown("person", person, people))
    if oncall.default and oncall.default not in people:
        yield Found(FILE, ("oncall", "default"), unknown("person", oncall.default, people))
    if not people:
        yield Found(FILE, ("oncall",), "`people` is empty: nobody could be told")


def _chains(oncall: OnCall) -> Iterator[Found]:
    for severity, chain in oncall.chains.items():
        for place, step in enumerate(chain):
            path = ("oncall", "chains", severity.value, place)
            if step.role not in oncall.roles:
                yield Found(FILE, path, unknown("role", step.role, oncall.roles))
            if not 0 <= step.after_minutes <= WEEK:
                allowed = f"between 0 and {WEEK} (a week)"
                what = f"`after_minutes` must be {allowed}, not {step.after_minutes}"
                yield Found(FILE, path, what)


# ---------------------------------------------------------------- shifts


def _shift(oncall: OnCall, shift: Shift, path: Path) -> Iterator[Found]:
    people = [person.id for person in oncall.people]
    if shift.role not in oncall.roles:
        yield Found(FILE, (*path, "role"), _no_role(shift.role, oncall))
    if not shift.people:
        yield Found(FILE, (*path, "people"), "`people` is empty: name who takes turns")
    for place, person in enumerate(shift.people, start=1):
        if not person:
            what = f"turn {place} is nobody's: name a person, or leave it out"
            yield Found(FILE, (*path, "people"), what)
        elif person not in people:
            yield Found(FILE, (*path, "people"), unknown("person", person, people))
    if not 1 <= shift.weeks <= MOST_WEEKS:
        what = f"`weeks` must be between 1 and {MOST_WEEKS}, not {shift.weeks}"
        yield Found(FILE, (*path, "weeks"), what)
    yield from _turns(shift, path)
    yield from _times(shift, path)


def _turns(shift: Shift, path: Path) -> Iterator[Found]:
    """By which day turns are counted."""
    if shift.starting is None:
        if len(shift.people) > 1:
            what = "`starting` is missing: the first day of the first person's first week"
            yield Found(FILE, path, what)
        return
    weekday = DAYS[shift.starting.weekday()]
    if _WEEKLY.fullmatch(shift.from_) and not shift.from_.startswith(weekday):
        what = f"`starting` is a {weekday}, but `from` is {shift.from_!r}: turns begin on one day"
        yield Found(FILE, (*path, "starting"), what)


def _times(shift: Shift, path: Path) -> Iterator[Found]:
    weekly = _WEEKLY.fullmatch(shift.from_)
    if not weekly and not _DAILY.fullmatch(shift.from_):
        what = f'`from` is {shift.from_!r}; write it as "Mon 09:00", or as "20:00" for each day'
        yield Found(FILE, (*path, "from"), what)
        return
    if weekly and shift.days:
        what = f"`days` is for a `from` without a weekday, and this is {shift.from_!r}"
        yield Found(FILE, (*path, "days"), what)
    if shift.until and not (_WEEKLY if weekly else _DAILY).fullmatch(shift.until):
        form = '"Fri 17:00", with a weekday as `from` has one' if weekly else '"08:00"'
        yield Found(FILE, (*path, "until"), f"`until` is {shift.until!r}; write it as {form}")


# ---------------------------------------------------------------- calendars, hours


def _calendar(oncall: OnCall, calendar: Calendar, path: Path) -> Iterator[Found]:
    if calendar.role not in oncall.roles:
        yield Found(FILE, (*path, "role"), _no_role(calendar.role, oncall))
    if bool(calendar.file) == bool(calendar.variable):
        what = "a calendar has either `file` or `variable`, the name of what holds its address"
        yield Found(FILE, path, what)
    elif calendar.variable and not _VARIABLE.fullmatch(calendar.variable):
        # What stands there may be the address itself, which is a secret.
        what = "`variable` is the name of a variable of the environment, such as ON_CALL_CALENDAR"
        yield Found(FILE, (*path, "variable"), what)


def _hours(oncall: OnCall) -> Iterator[Found]:
    path: Path = ("oncall",)
    for key, text in (("quiet_from", oncall.quiet_from), ("quiet_until", oncall.quiet_until)):
        yield from wall_time(FILE, (*path, key), key, text)
    if oncall.hours is None:
        return
    path = (*path, "hours")
    begins, ends = oncall.hours.from_, oncall.hours.until
    wrong = [*wall_time(FILE, path, "from", begins), *wall_time(FILE, path, "until", ends)]
    yield from wrong
    if oncall.covers == "24/7":
        what = '`hours` is for covers = "extended" or "office hours"'
        yield Found(FILE, path, what)
    elif not wrong and begins.zfill(5) == ends.zfill(5):
        yield Found(FILE, path, '`hours` begin when they end; for all day write covers = "24/7"')
    elif not wrong and oncall.covers == "office hours" and begins.zfill(5) > ends.zfill(5):
        yield Found(FILE, path, "office hours end before they begin")


def _forgetting(oncall: OnCall) -> Iterator[Found]:
    for severity, minutes in oncall.forget_minutes.items():
        if not SOONEST <= minutes <= WEEK:
            allowed = f"between {SOONEST} and {WEEK} (a week)"
            what = f"an acknowledgement returns after {allowed} minutes, not {minutes:g}"
            yield Found(FILE, ("oncall", "forget_minutes", severity.value), what)


def _no_role(role: str, oncall: OnCall) -> str:
    return (
        f'{unknown("role", role, oncall.roles)}; it needs a line in [oncall.roles], "" for nobody'
    )
