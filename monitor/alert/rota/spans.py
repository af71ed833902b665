"""Who has what from when to when: computed from change to change, not from minute to minute."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from monitor.alert.rota.holders import holder, planned_for
from monitor.alert.rota.shifts import DAY, turning_points
from monitor.alert.rota.waiting import hours_change
from monitor.records import OnCall, RotaChange
from monitor.times import at_wall, in_london


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A role in one person's hands; "" is nobody. `planned_id` has it but for swaps and leave."""

    role: str
    person_id: str
    planned_id: str
    begins_at: datetime
    ends_at: datetime


def spans(
    oncall: OnCall, changes: Sequence[RotaChange], role: str, begin: datetime, end: datetime
) -> list[Span]:
    """Without holes and without overlap from `begin` to `end`."""
    found: list[Span] = []
    for starts, ends in pairwise([begin, *change_points(oncall, changes, begin, end), end]):
        span = Span(
            role=role,
            person_id=holder(oncall, changes, role, starts),
            planned_id=planned_for(oncall, changes, role, starts),
            begins_at=starts,
            ends_at=ends,
        )
        if found and (found[-1].person_id, found[-1].planned_id) == (
            span.person_id,
            span.planned_id,
        ):
            found[-1] = replace(found[-1], ends_at=ends)
        else:
            found.append(span)
    return found


def change_points(
    oncall: OnCall, changes: Sequence[RotaChange], begin: datetime, end: datetime
) -> list[datetime]:
    """Every instant between these at which a role may change hands, in order."""
    first, last = in_london(begin).date(), in_london(end).date()
    points = {point for shift in oncall.shifts for point in turning_points(shift, first, last)}
    for one in changes:
        points |= {one.begins_at, min(one.ends_at, one.ended_at or one.ends_at)}
    return sorted(point for point in points if begin < point < end)


def hour_points(oncall: OnCall, begin: datetime, end: datetime) -> list[datetime]:
    """Every instant between these at which quiet hours or cover may begin or end, in order."""
    day, points = in_london(begin).date(), set[datetime]()
    while at_wall(day, time()) < end:
        points.update(hours_change(oncall, day))
        points.add(at_wall(day, time()))  # a bank holiday, a weekend
        day += DAY
    return sorted(point for point in points if begin < point < end)


def next_change(
    oncall: OnCall, changes: Sequence[RotaChange], role: str, at: datetime, within: timedelta
) -> datetime | None:
    """When the role next changes hands; None if it does not within that time."""
    held = spans(oncall, changes, role, at, at + within)
    return held[0].ends_at if len(held) > 1 else None
