"""The hours of a London week, over clock changes and bank holidays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.spikes.week import HOUR, SLOTS, days_before, part, portions, slot


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("hour", "of_week"),
    [
        (utc(2026, 11, 16, 0), 0),
        (utc(2026, 11, 17, 9), 24 + 9),
        (utc(2026, 7, 14, 8), 24 + 9),  # nine in summer
        (utc(2026, 7, 13, 23), 24),  # Tuesday has begun in London
        (utc(2026, 12, 25, 9), 6 * 24 + 9),  # a Friday
        (utc(2026, 5, 4, 8), 6 * 24 + 9),  # the early May bank holiday
    ],
)
def test_an_hour_has_its_place_in_london_s_week(hour: datetime, of_week: int) -> None:
    assert slot(hour) == of_week


def test_in_spring_an_hour_of_the_week_is_missing_and_in_autumn_one_comes_twice() -> None:
    spring = [slot(utc(2026, 3, 29) + n * HOUR) % 24 for n in range(23)]
    autumn = [slot(utc(2026, 10, 24, 23) + n * HOUR) % 24 for n in range(25)]
    assert spring == [0, *range(2, 24)]
    assert autumn == [0, 1, 1, *range(2, 24)]


def test_the_same_time_yesterday_is_that_on_the_wall() -> None:
    assert days_before(utc(2026, 3, 29, 8), 1) == utc(2026, 3, 28, 9)
    assert days_before(utc(2026, 10, 25, 9), 7) == utc(2026, 10, 18, 8)
    assert days_before(utc(2026, 11, 17, 9), 1) == utc(2026, 11, 16, 9)


def test_working_days_share_their_parts_of_the_day_and_weekends_have_their_own() -> None:
    names = [{part(day * 24 + 9) for day in days} for days in ((0, 1, 2, 3, 4), (5,), (6,))]
    assert [len(name) for name in names] == [1, 1, 1]
    assert len(set.union(*names)) == 3
    assert len({part(one) for one in range(SLOTS)}) == 3 * 7


@given(minutes=st.integers(0, 10_000), hours=st.sampled_from([1, 3, 24]))
def test_the_portions_of_a_window_are_together_as_long_as_it(minutes: int, hours: int) -> None:
    until = utc(2026, 10, 23) + timedelta(minutes=minutes)
    shares = portions(until, hours)
    assert sum(share for _, share in shares) == pytest.approx(hours)
    assert all(until - hours * HOUR - HOUR < hour <= until for hour, share in shares if share)
    assert len({hour for hour, _ in shares}) == hours + 1
