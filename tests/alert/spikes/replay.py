"""Traffic run through the watch: looked at as each item comes, and hourly while a spike is open.

Counts are highest just as an item comes, so that this finds what a look at every second would. The
baseline is learned anew each week, which is harder than the daemon has it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta

from monitor.alert.spikes.baseline import learn
from monitor.alert.spikes.history import History
from monitor.alert.spikes.watching import Event, State, step
from monitor.alert.spikes.week import WINDOWS
from tests.alert.spikes.traffic import START, hourly

HOUR = 60.0  # all times are minutes since START
DAY = 24 * HOUR
WEEK = 7 * DAY


def events(minutes: Sequence[float], first: float, last: float) -> Iterator[tuple[float, Event]]:
    """What is told between two moments of traffic, and when."""
    history = History(counts=hourly(minutes), began=START)
    baseline, state = learn(history, START + timedelta(minutes=first)), State()
    learned = first
    for now, comes in looks(minutes, first, last):
        if not comes and state.opened_at is None:
            continue
        moment = START + timedelta(minutes=now)
        if now - learned >= WEEK:
            baseline, learned = learn(history, moment), now
        present = {hours: within(minutes, now, hours) for hours in WINDOWS}
        state, event = step(state, baseline, history, present, moment)
        if event is not None:
            yield now, event


def looks(minutes: Sequence[float], first: float, last: float) -> list[tuple[float, bool]]:
    """When the watch looks, and whether an item has just come."""
    come = minutes[bisect_left(minutes, first) : bisect_right(minutes, last)]
    hours = (first + HOUR * n for n in range(int((last - first) / HOUR)))
    return sorted([*((at, True) for at in come), *((at, False) for at in hours)])


def within(minutes: Sequence[float], now: float, hours: int) -> int:
    """How many came in the last hours."""
    return bisect_right(minutes, now) - bisect_right(minutes, now - HOUR * hours)
