"""What is usual, and how far it strays: learned from traffic of which the truth is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from monitor.alert.spikes.baseline import Baseline, expected, learn
from monitor.alert.spikes.history import History
from monitor.alert.spikes.week import HOUR
from monitor.times import in_london
from tests.alert.spikes.samples import TUESDAY, WEEK, a_history, every_other_hour
from tests.alert.spikes.traffic import EVEN, LIVELY, START, Kind, hourly, quiet, rates

DAY = timedelta(days=1)
QUIET = ("2026-04-03", "2026-04-06", "2026-05-04")  # bank holidays
NINE = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def of_traffic(per_day: float, kind: Kind, seed: int = 1) -> tuple[Baseline, np.ndarray]:
    truth = rates("social", per_day, 70)
    counts = hourly(quiet("social", truth, kind, seed).tolist())
    return learn(History(counts=counts, began=START), START + 70 * 24 * HOUR), truth


@pytest.mark.parametrize("per_day", [5, 20, 80])
def test_a_day_s_expectation_is_found_to_a_third(per_day: float) -> None:
    baseline, truth = of_traffic(per_day, EVEN)
    for day in range(60, 67):
        found = expected(baseline, START + (day + 1) * 24 * HOUR, 24)
        assert found == pytest.approx(truth[24 * day : 24 * day + 24].sum(), rel=0.3)


def test_the_rhythm_of_a_day_is_found() -> None:
    baseline, truth = of_traffic(40, EVEN)
    found = [expected(baseline, START + (64 * 24 + n + 1) * HOUR, 1) for n in range(24)]
    assert np.corrcoef(found, truth[64 * 24 : 65 * 24])[0, 1] > 0.95


def test_the_spread_is_poisson_s_in_even_traffic_and_above_it_in_lively() -> None:
    even, lively = (of_traffic(80, kind)[0].spread for kind in (EVEN, LIVELY))
    assert all(0 <= spread < 0.1 for spread in even.values())
    assert lively[1] == pytest.approx(0.06 + 0.12, abs=0.08)
    assert lively[1] > lively[3] > lively[24] > even[24]


def test_the_same_hour_of_other_weeks_counts_and_its_neighbours_and_little_else() -> None:
    peak = a_history(lambda hour: 8 * (hour.weekday() == 1 and in_london(hour).hour == 9))
    at, beside, far = (expected(learn(peak, TUESDAY), NINE + n * HOUR, 1) for n in (1, 2, 5))
    assert 2 < at < 8
    assert 0.5 < beside < at
    assert far < 0.5


def test_before_and_after_the_clocks_change_nine_is_nine_in_london() -> None:
    change = datetime(2026, 10, 25, 12, tzinfo=UTC)
    nine = a_history(lambda hour: 6 * (in_london(hour).hour == 9), until=change)
    after = learn(nine, change)
    usual = [expected(after, change + DAY + n * HOUR, 1) for n in range(24)]
    assert int(np.argmax(usual)) == 22  # ends at ten on Tuesday, by then in winter time


def test_a_bank_holiday_is_read_as_a_sunday() -> None:
    now = datetime(2026, 5, 4, 11, tzinfo=UTC)  # Monday, the early May bank holiday
    working = a_history(lambda hour: 5 * (hour.weekday() < 5), until=now, began=now - 12 * WEEK)
    baseline = learn(working, now)
    assert expected(baseline, now, 1) < 1.5  # Good Friday and Easter Monday had five an hour
    assert expected(baseline, now + 7 * DAY, 1) > 4


def test_a_bank_holiday_of_the_past_does_not_lower_its_weekday() -> None:
    now = datetime(2026, 5, 5, 11, tzinfo=UTC)
    counts = a_history(
        lambda hour: 0 if hour.weekday() > 4 or hour.date().isoformat() in QUIET else 5, until=now
    )
    assert expected(learn(counts, now), datetime(2026, 5, 11, 11, tzinfo=UTC), 1) > 4.4


def test_hours_left_out_teach_nothing() -> None:
    crisis = {TUESDAY - 2 * WEEK + n * HOUR for n in range(168)}
    wild = a_history(lambda hour: 60 if hour in crisis else every_other_hour(hour))
    marked = learn(replace(wild, left_out=crisis), TUESDAY)
    calm = learn(a_history(), TUESDAY)
    assert marked.usual == pytest.approx(calm.usual, rel=0.05)
    assert marked.weeks == pytest.approx(7)


def test_a_wild_day_that_nobody_marked_teaches_little() -> None:
    day = {TUESDAY - 2 * WEEK - n * HOUR for n in range(24)}
    wild = learn(a_history(lambda hour: 40 if hour in day else every_other_hour(hour)), TUESDAY)
    calm = learn(a_history(), TUESDAY)
    assert sum(wild.usual) < 1.2 * sum(calm.usual)
    assert wild.spread[3] < calm.spread[3] + 0.3


def test_the_last_day_and_what_comes_later_teach_nothing() -> None:
    later = {TUESDAY + n * HOUR for n in range(-24, 48)}
    wild = a_history(lambda hour: 99 if hour in later else every_other_hour(hour))
    assert learn(wild, TUESDAY) == learn(a_history(), TUESDAY)


def test_a_young_history_counts_the_weeks_it_has() -> None:
    assert learn(a_history(weeks=3), TUESDAY).weeks == pytest.approx(3 - 1 / 7)
    assert learn(a_history(weeks=20), TUESDAY).weeks == 8


def test_without_any_history_next_to_nothing_is_usual() -> None:
    baseline = learn(History(counts={}, began=TUESDAY), TUESDAY)
    assert baseline.weeks == 0
    assert set(baseline.usual) == {0.0}
