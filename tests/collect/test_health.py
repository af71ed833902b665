"""How a source is, in one word: no news is not good news, and one slip is no illness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.health import health_of
from monitor.collect.polling import next_state
from monitor.records import (
    FINE,
    UNWELL,
    Fetched,
    FetchRequest,
    Health,
    HealthState,
    Outcome,
    ParsedFeed,
    PollState,
    Source,
    Tally,
    Tier,
)

ENDED = set(Outcome) - {Outcome.ASKED}  # of a poll that is on its way nothing is known yet
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ECHO = Source(
    id="echo", name="The Echo", kind="feed", url="https://e.example/", tier=Tier.LOCAL, group="E"
)
WELL, QUIET, FAILING = HealthState.WELL, HealthState.QUIET, HealthState.FAILING
BROKEN, BLOCKED, WAITING = HealthState.BROKEN, HealthState.BLOCKED, HealthState.WAITING


def polled(
    outcome: Outcome,
    before: PollState | None,
    now: datetime,
    source: Source = ECHO,
    new: int = 0,
) -> PollState:
    request = FetchRequest(source_id=source.id, url=source.url)
    answer = Fetched(request=request, outcome=outcome, reason=f"{outcome}, it said", url=ECHO.url)
    feed = None
    if outcome is Outcome.FRESH:
        feed = ParsedFeed(entries=(), outcome=outcome, reason="20 entries")
    return next_state(source, before, answer, feed, Tally(entries=20, new=new), now)


def after(outcomes: Iterable[Outcome], source: Source = ECHO) -> tuple[PollState, datetime]:
    """The state after polls that ended so, each when it was due, and when the last one was."""
    state, now = None, NOW
    for outcome in outcomes:
        now = state.next_poll_at if state else NOW
        state = polled(outcome, state, now, source)
    assert state
    return state, now


def health(
    outcomes: Iterable[Outcome], source: Source = ECHO, later: timedelta = 0 * MINUTE
) -> Health:
    """The health so long after the last of these polls."""
    state, now = after(outcomes, source)
    return health_of(source, state, None, now + later)


def silent(
    hours: float, habit: timedelta | None = None, source: Source = ECHO, polls: int = 10
) -> Health:
    """The health of a source that is read well and brought something new so long ago."""
    state = polled(Outcome.FRESH, None, NOW - timedelta(hours=hours), source, new=1)
    for number in range(polls):
        at = NOW - timedelta(hours=hours) * (polls - number - 1) / polls
        state = polled(Outcome.UNCHANGED, state, at, source)
    return health_of(source, state, habit, NOW)


# ---------------------------------------------------------------- every state


def test_a_source_that_is_read_and_brings_news_is_well() -> None:
    found = silent(hours=1)
    assert (found.source_id, found.state, found.reason) == ("echo", WELL, "unchanged, it said")
    assert found.since == NOW - HOUR


def test_a_source_that_was_never_polled_is_new() -> None:
    found = health_of(ECHO, None, None, NOW)
    assert (found.state, found.reason, found.since) == (HealthState.NEW, "not polled yet", None)


@pytest.mark.parametrize("state", [None, polled(Outcome.ERROR, None, NOW - DAY)])
def test_a_source_that_is_off_is_off_and_says_why(state: PollState | None) -> None:
    off = replace(ECHO, enabled=False, note="closed in May")
    assert health_of(off, state, None, NOW).reason == "closed in May"
    unsaid = health_of(replace(off, note=""), state, None, NOW)
    assert (unsaid.state, unsaid.reason) == (HealthState.OFF, "switched off in sources.toml")


def test_what_is_known_of_another_address_tells_nothing() -> None:
    state = polled(Outcome.TOKEN, None, NOW)
    moved = replace(ECHO, url="https://e.example/new")
    assert health_of(moved, state, None, NOW).state is HealthState.NEW


def test_a_source_that_asked_us_to_wait_waits_and_says_until_when() -> None:
    found = health([Outcome.WAIT])
    assert (found.state, found.since) == (WAITING, NOW)
    assert found.reason.startswith("asked to wait, it said, until Mon 1 Jun, 13:")


def test_a_withdrawn_feed_is_said_to_be_withdrawn() -> None:
    assert health([Outcome.GONE] * 2).state is FAILING
    found = health([Outcome.GONE] * 3)
    assert (found.state, found.since) == (HealthState.WITHDRAWN, NOW)
    assert "looked at once a week" in found.reason


@pytest.mark.parametrize("outcome", [Outcome.TOKEN, Outcome.ROBOTS, Outcome.BUDGET])
def test_what_does_not_pass_by_itself_shuts_us_out_at_once(outcome: Outcome) -> None:
    found = health([outcome])
    assert (found.state, found.reason) == (BLOCKED, f"{outcome}, it said")


@pytest.mark.parametrize("times", [1, 2])
def test_a_publisher_that_refuses_us_once_or_twice_is_only_failing(times: int) -> None:
    assert health([Outcome.BLOCKED] * times).state is FAILING
    assert health([Outcome.BLOCKED] * 3).state is BLOCKED


@pytest.mark.parametrize("outcome", sorted(ENDED - FINE))
def test_a_failure_has_its_reason_and_its_beginning(outcome: Outcome) -> None:
    found = health([Outcome.FRESH, outcome, outcome])
    assert found.reason.startswith(f"{outcome}, it said")
    assert found.since == NOW + 15 * MINUTE


@pytest.mark.parametrize("outcome", sorted(FINE))
def test_one_good_poll_makes_a_source_well_again(outcome: Outcome) -> None:
    assert health([*[Outcome.BLOCKED] * 9, outcome]).state is WELL


# ---------------------------------------------------------------- three failures in a row


HARD = [Outcome.ERROR, Outcome.NOT_A_FEED, Outcome.REFUSED]
SLOW = [Outcome.SERVER, Outcome.UNREACHABLE, Outcome.TOO_SLOW, Outcome.EMPTY]


@pytest.mark.parametrize("outcome", HARD)
def test_three_hard_failures_in_a_row_are_an_illness(outcome: Outcome) -> None:
    assert health([outcome] * 2).state is FAILING
    assert health([outcome] * 3).state is BROKEN


@pytest.mark.parametrize("outcome", SLOW)
def test_what_may_mend_itself_has_three_hours(outcome: Outcome) -> None:
    assert health([outcome] * 3).state is FAILING
    state, now = after([outcome] * 5)
    while now < NOW + 3 * HOUR:
        now = state.next_poll_at
        state = polled(outcome, state, now)
    assert health_of(ECHO, state, None, now).state is BROKEN


@pytest.mark.parametrize("outcome", [*SLOW, *HARD, Outcome.BLOCKED])
def test_one_failure_of_a_source_that_is_seldom_polled_is_no_illness(outcome: Outcome) -> None:
    seldom = replace(ECHO, poll_minutes=12 * 60)
    assert health([Outcome.FRESH, outcome], seldom, later=11 * HOUR).state is FAILING


def test_a_source_that_answers_nothing_but_wait_for_a_day_is_not_merely_waiting() -> None:
    state, now = after([Outcome.WAIT])
    while now < NOW + DAY:
        now = state.next_poll_at
        state = polled(Outcome.WAIT, state, now)
    assert health_of(ECHO, state, None, now).state in UNWELL


# ---------------------------------------------------------------- nothing new


@pytest.mark.parametrize(
    ("hours", "habit", "state"),
    [
        (5.9, HOUR, WELL),
        (6, HOUR, WELL),
        (6.1, HOUR, QUIET),
        (6.1, 2 * HOUR + 3 * MINUTE, WELL),
        (11.9, 4 * HOUR, WELL),
        (12.1, 4 * HOUR, QUIET),
        (29 * 24, None, WELL),
        (31 * 24, None, QUIET),
        (10 * 24, 4 * DAY, WELL),
        (13 * 24, 4 * DAY, QUIET),
    ],
)
def test_a_source_is_quiet_after_three_times_the_silence_that_is_its_habit(
    hours: float, habit: timedelta | None, state: HealthState
) -> None:
    assert silent(hours, habit).state is state


def test_how_long_a_source_may_be_silent_can_be_said_for_it() -> None:
    parish = replace(ECHO, silent_hours=48)
    assert silent(47, HOUR, parish).state is WELL
    assert silent(49, 30 * DAY, parish).state is QUIET


@pytest.mark.parametrize(
    ("habit", "seldom"),
    [
        (None, ""),
        (HOUR, "; it seldom goes an hour without"),
        (3 * DAY, "; it seldom goes 3 days without"),
    ],
)
def test_silence_is_told_with_its_beginning_and_the_habit(
    habit: timedelta | None, seldom: str
) -> None:
    found = silent(40 * 24, habit)
    assert found.reason == f"nothing new since Wed 22 Apr, 13:00{seldom}"
    assert found.since == NOW - 40 * DAY


def test_a_source_that_never_brought_anything_is_silent_since_it_can_be_read() -> None:
    state = polled(Outcome.FRESH, None, NOW)
    assert health_of(ECHO, state, None, NOW + 29 * DAY).state is WELL
    assert health_of(ECHO, state, None, NOW + 31 * DAY).state is QUIET


def test_a_failing_source_is_not_called_quiet() -> None:
    state = polled(Outcome.TOO_SLOW, polled(Outcome.FRESH, None, NOW - DAY, new=1), NOW)
    assert health_of(ECHO, state, HOUR, NOW).state is FAILING


# ---------------------------------------------------------------- what should fire, and what not


def test_a_busy_feed_that_answers_with_an_empty_channel_for_nine_hours_is_ill() -> None:
    busy = replace(ECHO, name="BBC Ashvale", tier=Tier.REGIONAL)
    state, now = polled(Outcome.FRESH, None, NOW, busy, new=1), NOW
    while now < NOW + 9 * HOUR:
        now = state.next_poll_at
        state = polled(Outcome.EMPTY, state, now, busy)
    assert health_of(busy, state, HOUR, now).state is BROKEN


def test_a_busy_feed_that_stands_still_for_nine_hours_is_ill() -> None:
    assert silent(9, habit=HOUR).state is QUIET


@pytest.mark.parametrize("habit", [None, 15 * DAY, 4 * DAY])
def test_a_parish_blog_that_posts_twice_a_month_may_say_nothing_for_nine_days(
    habit: timedelta | None,
) -> None:
    assert silent(9 * 24, habit).state is WELL


OUTCOMES = st.lists(st.sampled_from(sorted(ENDED)), min_size=1, max_size=30)


@given(OUTCOMES, st.none() | st.timedeltas(HOUR, 100 * DAY), st.timedeltas(0 * HOUR, 100 * DAY))
def test_every_source_is_in_one_state_with_a_reason_and_none_is_well_that_cannot_be_read(
    outcomes: list[Outcome], habit: timedelta | None, later: timedelta
) -> None:
    state, now = after(outcomes)
    found = health_of(ECHO, state, habit, now + later)
    assert found.reason
    assert found.since
    assert found.since <= now
    if found.state in {WELL, QUIET}:
        assert state.outcome in FINE
