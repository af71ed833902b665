"""Quiet traffic, told of as little as can be: at most one false spike a month, both streams."""

from __future__ import annotations

import pytest

from monitor.alert.spikes.watching import Turn
from tests.alert.spikes.replay import DAY, WEEK, events
from tests.alert.spikes.traffic import EVEN, KINDS, LIVELY, Kind, quiet, rates

LEVELS = {"news": (0.5, 1.5, 3.0, 6.0, 12.0), "social": (5.0, 12.0, 25.0, 50.0, 80.0)}
LEARNING = 8 * WEEK
YEARS = 730 * DAY
MONTHS = 24.0


def told(stream: str, per_day: float, kind: Kind, length: float, seed: int = 0) -> int:
    """How often people are told of quiet traffic as of something new."""
    days = int((LEARNING + length) / DAY)
    traffic = quiet(stream, rates(stream, per_day, days), kind, seed).tolist()
    found = events(traffic, LEARNING, LEARNING + length)
    return sum(event.turn is not Turn.CLOSED for _, event in found)


def test_a_quarter_of_a_small_office_brings_few_false_spikes() -> None:
    """From March to June, with the change to summer time and four bank holidays."""
    length = 13 * WEEK
    assert told("news", 3, LIVELY, length) + told("social", 12, LIVELY, length) <= 3


def test_a_month_of_even_traffic_brings_none() -> None:
    assert told("social", 25, EVEN, 4 * WEEK) == 0


@pytest.mark.campaign
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_two_years_bring_at_most_one_false_spike_a_month(kind: Kind) -> None:
    worst = 0.0
    for stream, levels in LEVELS.items():
        monthly = {level: told(stream, level, kind, YEARS) / MONTHS for level in levels}
        print(f"{kind.name} {stream}, false spikes a month by items a day: {monthly}")
        worst += max(monthly.values())
    assert worst <= 1
