"""What was counted: items of one stream that name one office, by UTC hour."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from monitor.alert.spikes.week import HOUR, days_before, portions


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One office and one stream; an hour since `began` that is not in `counts` had none."""

    counts: Mapping[datetime, int]
    began: datetime  # the first hour that was collected
    left_out: AbstractSet[datetime] = frozenset()  # hours of crises, of what was due, of outages


def known(history: History, hour: datetime) -> bool:
    """Whether that hour was collected and is an ordinary one."""
    return hour >= history.began and hour not in history.left_out


def counted(history: History, until: datetime, hours: int) -> float | None:
    """Items in the hours until then, hours cut in two by their share; None if one is unknown."""
    shares = [(hour, share) for hour, share in portions(until, hours) if share]
    if not all(known(history, hour) for hour, _ in shares):
        return None
    return sum(share * history.counts.get(hour, 0) for hour, share in shares)


def at_the_time(history: History, now: datetime, days: int, hours: int) -> float | None:
    """Items in the same window so many days ago, by the clock on the wall."""
    return counted(history, days_before(now, days), hours)


def around_the_time(history: History, now: datetime, days: int, hours: int) -> float:
    """The most in that window or in one an hour off: a rhythm may have shifted; 0 if unknown."""
    then = days_before(now, days)
    shifts = (-1, 0, 1) if hours < 24 else (0,)
    return max(counted(history, then + shift * HOUR, hours) or 0.0 for shift in shifts)
