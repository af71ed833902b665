"""Counts of an invented office, and one spike of it from beginning to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.alert.spikes.baseline import Baseline, learn
from monitor.alert.spikes.history import History
from monitor.alert.spikes.watching import Event, State, step
from monitor.alert.spikes.week import HOUR, floor_hour

TUESDAY = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
MINUTE = timedelta(minutes=1)
STILL = {1: 0, 3: 2, 24: 12}

Count = Callable[[datetime], int]


def every_other_hour(hour: datetime) -> int:
    return hour.hour % 2


def a_history(
    count: Count = every_other_hour, weeks: float = 9, until: datetime = TUESDAY, **changes: Any
) -> History:
    span = int(weeks * WEEK / HOUR)
    hours = [floor_hour(until) - n * HOUR for n in range(1, span + 1)]
    counts = {hour: found for hour in hours if (found := count(hour))}
    return History(**{"counts": counts, "began": hours[-1], **changes})


class Watch:
    """One stream, looked at when a test says so."""

    def __init__(self, history: History | None = None, now: datetime = TUESDAY) -> None:
        self.history = history or a_history()
        self.baseline: Baseline = learn(self.history, now)
        self.state, self.now = State(), now

    def sees(
        self, after: timedelta = 10 * MINUTE, hour: int = 0, three: int = 2, day: int = 12
    ) -> Event | None:
        """What is told when so much later the last hour, three hours and day hold so many."""
        return self.counts({1: hour, 3: three, 24: day}, after)

    def counts(self, present: Mapping[int, int], after: timedelta = MINUTE) -> Event | None:
        """The same by the hours of windows; those not named are still."""
        self.now += after
        counts = {**STILL, **present}
        self.state, event = step(self.state, self.baseline, self.history, counts, self.now)
        return event

    def sees_nothing_new(self, hours: float) -> Iterator[Event]:
        """What is told while all is as usual, looked at every ten minutes."""
        for _ in range(int(6 * hours)):
            if event := self.sees():
                yield event
