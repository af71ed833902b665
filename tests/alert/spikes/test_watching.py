"""When a spike opens, grows and closes, and what keeps it from being told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.alert.spikes.baseline import learn
from monitor.alert.spikes.history import History
from monitor.alert.spikes.judging import COLD_MINIMUM, MINIMUM, Verdict, enough, judge
from monitor.alert.spikes.watching import Event, Turn
from monitor.alert.spikes.week import HOUR, WINDOWS
from tests.alert.spikes.samples import (
    TUESDAY,
    WEEK,
    Watch,
    a_history,
    every_other_hour,
)

DAY = timedelta(days=1)


def turn(event: Event | None) -> Turn | None:
    return event.turn if event else None


# ---------------------------------------------------------------- opening


def test_what_is_usual_is_not_told() -> None:
    assert list(Watch().sees_nothing_new(hours=30)) == []


@pytest.mark.parametrize(("hours", "count"), [(1, 9), (3, 14)])
def test_what_is_rare_opens_a_spike_at_once_and_once(hours: int, count: int) -> None:
    watch = Watch()
    event = watch.counts({hours: count})
    assert event is not None
    assert (event.turn, event.reading.hours, event.reading.count) == (Turn.OPENED, hours, count)
    assert event.since == watch.now - hours * HOUR
    assert watch.counts({hours: count}) is None
    assert watch.counts({hours: count + 2}) is None


def test_nine_between_seven_and_eight_where_0_8_is_usual_are_a_spike() -> None:
    most_hours = a_history(lambda hour: int((hour - TUESDAY) / HOUR) % 5 != 0)
    event = Watch(most_hours, TUESDAY.replace(hour=8)).counts({1: 9}, after=timedelta())
    assert event is not None
    assert event.reading.usual == pytest.approx(0.8, abs=0.1)


def test_a_day_that_fills_slowly_opens_one_too() -> None:
    event = Watch().sees(day=36, three=5, hour=2)
    assert event is not None
    assert event.reading.hours == 24


def test_as_many_as_it_takes_open_and_one_fewer_do_not() -> None:
    watch = Watch()
    it_takes = enough(watch.baseline, TUESDAY, 3)
    assert watch.sees(timedelta(), three=it_takes - 1) is None
    assert turn(watch.sees(timedelta(), three=it_takes)) is Turn.OPENED


@pytest.mark.parametrize("hours", [1, 3, 24])
def test_fewer_than_the_minimum_are_never_a_spike(hours: int) -> None:
    silent = a_history(lambda hour: hour.hour == 3 and hour.day == 1)
    none = dict.fromkeys(WINDOWS, 0)
    assert Watch(silent).counts({**none, hours: MINIMUM[hours] - 1}) is None
    assert turn(Watch(silent).counts({**none, hours: MINIMUM[hours] + 2})) is Turn.OPENED


def verdict(history: History, three: int) -> Verdict:
    return judge(learn(history, TUESDAY), history, {3: three}, TUESDAY, 3).verdict


@pytest.mark.parametrize("back", [DAY, WEEK, DAY + HOUR, WEEK - HOUR])
def test_what_came_yesterday_or_last_week_about_this_time_is_no_news(back: timedelta) -> None:
    then = {TUESDAY - back - n * HOUR for n in (1, 2, 3)}
    lively = a_history(lambda hour: 5 if hour in then else every_other_hour(hour))
    assert verdict(a_history(), three=14) is Verdict.UNUSUAL
    assert verdict(lively, three=14) is Verdict.AS_BEFORE
    assert verdict(lively, three=30) is Verdict.UNUSUAL


def test_a_day_that_is_left_out_is_not_compared_with() -> None:
    then = {TUESDAY - DAY - n * HOUR for n in range(24)}
    lively = a_history(lambda hour: 5 if hour in then else every_other_hour(hour), left_out=then)
    assert verdict(lively, three=14) is Verdict.UNUSUAL
    event = Watch(lively).sees(timedelta(), three=14)
    assert event is not None
    assert event.reading.yesterday is None
    assert event.reading.last_week is not None


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_a_rhythm_that_does_not_follow_the_clocks_is_no_spike_when_they_change(change: str) -> None:
    """Twelve posts that a machine sends at nine, UTC, on every day of the year."""
    first = datetime.fromisoformat(f"{change}T00:00:00+00:00")
    history = a_history(lambda hour: 12 * (hour.hour == 9), until=first + 8 * DAY)
    for day in range(8):
        end = first + day * DAY + 10 * HOUR
        watch = Watch(history, end)
        assert watch.sees(timedelta(), hour=12, three=12, day=12) is None


# ---------------------------------------------------------------- growing


def test_twice_as_many_as_were_told_are_told_again() -> None:
    watch = Watch()
    assert turn(watch.sees(three=14, hour=9)) is Turn.OPENED
    assert watch.sees(three=27, hour=17, day=23) is None
    assert turn(watch.sees(three=28, hour=17, day=23)) is Turn.GREW
    assert watch.sees(three=29, hour=17, day=23) is None


def test_a_sudden_hour_is_told_within_a_day_that_is_told() -> None:
    watch = Watch()
    assert turn(watch.sees(day=36, three=5, hour=2)) is Turn.OPENED
    grown = watch.sees(day=45, three=12, hour=11)
    assert turn(grown) is Turn.GREW
    assert grown is not None
    assert grown.reading.hours == 1


# ---------------------------------------------------------------- closing and resting


def opened(hours: int = 3) -> Watch:
    watch = Watch()
    assert turn(watch.counts({hours: 14})) is Turn.OPENED
    return watch


@pytest.mark.parametrize("hours", [1, 3])
def test_it_closes_when_two_windows_in_succession_were_calm(hours: int) -> None:
    watch = opened(hours)
    assert list(watch.sees_nothing_new(hours)) == []
    closed = watch.sees()
    assert closed is not None
    assert (closed.turn, closed.told[hours]) == (Turn.CLOSED, 14)
    assert watch.state.opened_at is None


def test_what_stays_between_the_thresholds_keeps_it_open() -> None:
    watch = opened()
    assert not any(watch.sees(three=8) for _ in range(6 * 24))
    assert watch.state.opened_at is not None


def test_one_restless_window_starts_the_closing_anew() -> None:
    watch = opened()
    assert list(watch.sees_nothing_new(2.5)) == []
    assert watch.sees(three=9) is None
    assert list(watch.sees_nothing_new(2.5)) == []


def test_after_closing_it_rests_for_twelve_hours() -> None:
    watch = opened()
    assert [one.turn for one in watch.sees_nothing_new(4)] == [Turn.CLOSED]
    assert watch.sees(three=16) is None
    assert watch.sees(12 * HOUR, three=0) is None
    assert turn(watch.sees(three=16)) is Turn.OPENED


def test_twice_as_many_break_the_rest() -> None:
    watch = opened()
    assert [one.turn for one in watch.sees_nothing_new(4)] == [Turn.CLOSED]
    assert turn(watch.sees(three=28)) is Turn.OPENED


def test_a_watch_that_was_away_goes_on_from_its_state() -> None:
    watch = opened()
    assert watch.sees(3 * DAY) is None
    assert watch.sees(2 * HOUR) is None
    assert turn(watch.sees(HOUR)) is Turn.CLOSED


# ---------------------------------------------------------------- a cold start


def test_with_little_history_it_takes_more_and_says_so() -> None:
    cold, warm = Watch(a_history(weeks=2.5)), Watch()
    assert enough(cold.baseline, TUESDAY, 3) > enough(warm.baseline, TUESDAY, 3)
    assert cold.sees(three=COLD_MINIMUM * MINIMUM[3] - 1) is None
    event = cold.sees(three=25)
    assert event is not None
    assert event.reading.cold


def test_in_the_first_week_nothing_is_judged() -> None:
    young = a_history(weeks=0.9)
    assert Watch(young).sees(three=60, hour=50) is None
    assert verdict(young, three=60) is Verdict.UNTAUGHT
