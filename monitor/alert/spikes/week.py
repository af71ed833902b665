"""The hours of a London week, in which the press and its readers have their habits."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from monitor.hours import is_bank_holiday
from monitor.times import in_london

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
SLOTS: Final = 7 * 24
WINDOWS: Final = (1, 3, 24)  # hours
SUNDAY: Final = 6

_BEGINS = (0, 5, 7, 10, 14, 18, 22)  # of night, early, morning, midday, afternoon, evening, late
_PARTS = tuple(max(p for p, begins in enumerate(_BEGINS) if begins <= h) for h in range(24))


def floor_hour(moment: datetime) -> datetime:
    """The UTC hour that holds this moment."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


@lru_cache(maxsize=20_000)
def slot(hour: datetime) -> int:
    """Which of the 168 hours of a London week; those of a bank holiday are a Sunday's."""
    local = in_london(hour)
    weekday = SUNDAY if is_bank_holiday(local.date()) else local.weekday()
    return weekday * 24 + local.hour


def part(of_slot: int) -> tuple[int, int]:
    """The part of the day in which this hour of the week lies; working days are all alike."""
    weekday, hour = divmod(of_slot, 24)
    return max(weekday, 4), _PARTS[hour]


def days_before(moment: datetime, days: int) -> datetime:
    """The same time on the wall so many days ago, also when clocks have changed since."""
    return (in_london(moment) - days * DAY).astimezone(UTC)


def portions(until: datetime, hours: int) -> list[tuple[datetime, float]]:
    """The UTC hours of a window that ends at `until`, each with the share of it that counts."""
    last = floor_hour(until)
    share = (until - last) / HOUR
    whole = [(last - back * HOUR, 1.0) for back in range(1, hours)]
    return [(last, share), *whole, (last - hours * HOUR, 1 - share)]
