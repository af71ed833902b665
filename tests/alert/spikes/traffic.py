"""Invented traffic of mentions: quiet, overdispersed, in London's rhythm; and what breaks into it.

A rate for each hour of the week, times a factor of the day and one of the hour, both drawn from
gamma distributions; one item in ten of the news is a wire copy that three titles print within the
hour. Bank holidays are Sundays, and nights, weekends and Augusts are quieter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from math import cos, pi

import numpy as np

from monitor.hours import is_bank_holiday
from monitor.times import in_london

START = datetime(2025, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)

NEWS = (1, 1, 1, 1, 2, 6, 12, 16, 16, 15, 15, 14, 14, 12, 12, 13, 15, 14, 10, 7, 6, 6, 4, 2)
SOCIAL = (3, 2, 1, 1, 1, 2, 5, 9, 11, 11, 11, 11, 12, 12, 11, 11, 12, 14, 15, 16, 16, 14, 10, 6)
WEEK = (1.1, 1.15, 1.15, 1.1, 1.05, 0.65, 0.6)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How far the traffic strays: the variances of the factors of a day and of an hour."""

    name: str
    day: float = 0.0
    hour: float = 0.0
    wire: float = 0.1  # of the news items that start something


EVEN = Kind(name="even", wire=0.0)
LIVELY = Kind(name="lively", day=0.06, hour=0.12)
RESTLESS = Kind(name="restless", day=0.15, hour=0.4)
KINDS = (EVEN, LIVELY, RESTLESS)


@cache
def rates(stream: str, per_day: float, days: int) -> np.ndarray:
    """What is to be expected in each hour since START."""
    hours = NEWS if stream == "news" else SOCIAL
    shape = np.array(hours) / sum(hours)
    found = np.empty(24 * days)
    for n in range(24 * days):
        local = in_london(START + n * HOUR)
        weekday = 6 if is_bank_holiday(local.date()) else local.weekday()
        season = 1 + 0.15 * cos(2 * pi * (local.timetuple().tm_yday - 30) / 365)
        found[n] = per_day * shape[local.hour] * WEEK[weekday] / (sum(WEEK) / 7) * season
    return found


def spread(kind: Kind, hourly: np.ndarray) -> float:
    """The true spread of a window over these hours, wire copies aside; see `tail`."""
    together = float(hourly.sum())
    return kind.day + kind.hour * float((hourly**2).sum()) / together**2 if together else 0.0


def quiet(stream: str, expected: np.ndarray, kind: Kind, seed: int) -> np.ndarray:
    """The minutes since START of each item, in their order."""
    lots = np.random.default_rng(seed)
    of_days = np.repeat(_factors(lots, kind.day, len(expected) // 24), 24)
    factor = of_days * _factors(lots, kind.hour, len(expected))
    wire = kind.wire if stream == "news" else 0.0
    starts = _scattered(lots, expected * factor / (1 + 2 * wire))
    copied = starts[lots.random(len(starts)) < wire]
    copies = np.repeat(copied, 2) + lots.random(2 * len(copied)) * 60
    return np.sort(np.concatenate([starts, copies]))


def _factors(lots: np.random.Generator, variance: float, n: int) -> np.ndarray:
    if not variance:
        return np.ones(n)
    return lots.gamma(1 / variance, variance, n)


def _scattered(lots: np.random.Generator, hourly: np.ndarray) -> np.ndarray:
    counts = lots.poisson(hourly)
    hours = np.repeat(np.arange(len(hourly)), counts)
    return np.sort((hours + lots.random(len(hours))) * 60)


def hourly(minutes: Sequence[float]) -> dict[datetime, int]:
    """How many in each UTC hour."""
    tally: Mapping[int, int] = Counter(int(minute // 60) for minute in minutes)
    return {START + n * HOUR: count for n, count in tally.items()}
