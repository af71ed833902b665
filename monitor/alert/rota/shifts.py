"""When the shifts of a rota begin and end, and whose turn each is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import get_args

from monitor.hours import is_bank_holiday
from monitor.records import Day, Shift
from monitor.times import at_wall, in_london, wall_time

DAYS: tuple[str, ...] = get_args(Day)  # Monday is 0, as for `date.weekday`
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """One shift as it is worked, by one person."""

    person_id: str
    begins_at: datetime
    ends_at: datetime


def whose_turn(shift: Shift, at: datetime) -> str:
    """Whoever works this shift at that moment; "" if nobody does."""
    local = in_london(at)
    if not _counts(shift, local.date()):
        return ""
    weekday, _ = read_clock(shift.from_)
    back = 0 if weekday is None else (local.weekday() - weekday) % 7
    far = 1 if weekday is None else 7
    for days in (back, back + far):
        turn = turn_on(shift, local.date() - days * DAY)
        if turn and turn.begins_at <= at < turn.ends_at:
            return turn.person_id
    return ""


def turn_on(shift: Shift, day: date) -> Turn | None:
    """The turn that begins on this day in London, if one does."""
    weekday, opens = read_clock(shift.from_)
    begins_here = (
        DAYS[day.weekday()] in (shift.days or DAYS)
        if weekday is None
        else (day.weekday() == weekday)
    )
    if not begins_here or not shift.people or (shift.starting and day < shift.starting):
        return None
    ends = day + _days_on(shift, day) * DAY
    closes = read_clock(shift.until or shift.from_)[1]
    return Turn(_person(shift, day), at_wall(day, opens), at_wall(ends, closes))


def turning_points(shift: Shift, first: date, last: date) -> Iterator[datetime]:
    """Every instant from a day to another at which this shift may change hands."""
    day = first - 7 * DAY  # a turn that began a week ago may end today
    while day <= last:
        if turn := turn_on(shift, day):
            yield turn.begins_at
            yield turn.ends_at
        if shift.bank_holidays != "as usual" and is_bank_holiday(day) != is_bank_holiday(day - DAY):
            yield at_wall(day, time())
        day += DAY


@cache
def read_clock(text: str) -> tuple[int | None, time]:
    """Reads `Mon 09:00` as (0, 09:00), and `09:00` as (None, 09:00)."""
    day, _, clock = text.rpartition(" ")
    return (DAYS.index(day.strip()) if day else None), wall_time(clock)


def _days_on(shift: Shift, day: date) -> int:
    """How many days after its first one it ends: until the same clock, where nothing else is said.

    Counted in days and not in hours, of which a day may have 23 or 25.
    """
    _, opens = read_clock(shift.from_)
    weekday, closes = read_clock(shift.until or shift.from_)
    ahead = 0 if weekday is None else (weekday - day.weekday()) % 7
    if ahead == 0 and closes <= opens:
        ahead = 1 if weekday is None else 7
    return ahead


def _person(shift: Shift, day: date) -> str:
    if shift.starting is None:
        return shift.people[0]
    weeks = (day - shift.starting).days // 7
    return shift.people[weeks // shift.weeks % len(shift.people)]


def _counts(shift: Shift, day: date) -> bool:
    return shift.bank_holidays == "as usual" or is_bank_holiday(day) == (
        shift.bank_holidays == "only"
    )
