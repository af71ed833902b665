"""Onsets that break into quiet traffic: how soon each is found, and by what it might have been."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np

from monitor.alert.spikes.judging import CHANCE, MINIMUM
from monitor.alert.spikes.tail import needed
from monitor.alert.spikes.watching import Turn
from tests.alert.spikes.replay import DAY, HOUR, events, within
from tests.alert.spikes.traffic import Kind, quiet, rates, spread

DAYS = 80
THREE = 3 * HOUR


@dataclass(frozen=True, kw_only=True)
class Onset:
    """Minutes since its first item, and counts of three hours."""

    there: float | None  # from when three hours hold so many times what is usual, and the minimum
    found: float | None
    aim: float  # so many times what is usual
    it_takes: int  # to be rarer than chance allows, for one who knew the truth of the traffic

    @property
    def in_reach(self) -> bool:
        return self.there is not None and self.aim >= self.it_takes

    @property
    def in_time(self) -> bool:
        if self.there is None or self.found is None:
            return False
        return self.found <= self.there + HOUR


def onsets(
    stream: str, per_day: float, kind: Kind, times: float, breaks: bool, seed: int
) -> Iterator[Onset]:
    """Without end: at any minute at which so many times what is usual makes the minimum.

    Within three hours come so many times what is usual, besides the quiet traffic: most of it in
    the first if it `breaks`, else evenly.
    """
    truth, lots = rates(stream, per_day, DAYS), np.random.default_rng(seed)
    while True:
        start = lots.uniform(60 * DAY, (DAYS - 2) * DAY)
        number = ceil(times * usual(truth, start + THREE))
        if number >= MINIMUM[3]:
            ordinary = quiet(stream, truth, kind, int(lots.integers(1 << 40)))
            extra = start + _arrivals(lots, number, breaks)
            minutes = np.sort(np.concatenate([ordinary, extra]))
            yield _watched(minutes.tolist(), float(extra.min()), truth, kind, times)


def usual(truth: np.ndarray, until: float) -> float:
    """What three hours hold in truth."""
    sums = np.concatenate([[0.0], np.cumsum(truth)])
    ends = np.interp([until / HOUR - 3, until / HOUR], np.arange(len(sums)), sums)
    return float(ends[1] - ends[0])


def _arrivals(lots: np.random.Generator, number: int, breaks: bool) -> np.ndarray:
    if not breaks:
        return lots.uniform(0, THREE, number)
    late = lots.exponential(HOUR, 20 * number + 200)
    return late[late < THREE][:number]


def _watched(
    minutes: list[float], first: float, truth: np.ndarray, kind: Kind, times: float
) -> Onset:
    there = _there(minutes, first, truth, times)
    end = first + THREE + 2 * HOUR
    found = next(
        (
            at
            for at, event in events(minutes, first - THREE, end)
            if at >= first and event.turn is not Turn.CLOSED
        ),
        None,
    )
    now = first + THREE if there is None else there
    mean = usual(truth, now)
    around = truth[int(now / HOUR) - 2 : int(now / HOUR) + 1]
    return Onset(
        there=None if there is None else there - first,
        found=None if found is None else found - first,
        aim=times * mean,
        it_takes=needed(mean, spread(kind, around), CHANCE, MINIMUM[3]),
    )


def _there(minutes: list[float], first: float, truth: np.ndarray, times: float) -> float | None:
    for now in minutes[bisect_left(minutes, first) :]:
        if now > first + THREE:
            return None
        if within(minutes, now, 3) >= max(MINIMUM[3], times * usual(truth, now)):
            return now
    return None
