"""When a source is polled next, and with what: every way a poll can end becomes a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.polling import asked_to_wait, due, next_state, request_for
from monitor.records import (
    FINE,
    Fetched,
    FetchRequest,
    Outcome,
    ParsedFeed,
    PollState,
    Source,
    Tier,
)

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
ECHO = Source(
    id="echo", name="The Echo", kind="feed", url="https://e.example/", tier=Tier.LOCAL, group="E"
)
GOOD = ParsedFeed(entries=(), outcome=Outcome.FRESH, reason="0 entries")


def fetched(outcome: Outcome, retry_after: str | None = None) -> Fetched:
    return Fetched(source_id="echo", outcome=outcome, reason="so it was", retry_after=retry_after)


def ended(outcome: Outcome, before: PollState | None = None, source: Source = ECHO) -> PollState:
    feed = GOOD if outcome is Outcome.FRESH else None
    return next_state(source, before, fetched(outcome), feed, NOW)


def wait(state: PollState) -> timedelta:
    return state.next_poll_at - NOW


def asked(retry_after: str | None, outcome: Outcome = Outcome.WAIT) -> timedelta:
    return wait(next_state(ECHO, None, fetched(outcome, retry_after), None, NOW))


@pytest.mark.parametrize("outcome", Outcome)
def test_after_a_poll_that_went_well_comes_the_rhythm_and_after_any_other_twice_that(
    outcome: Outcome,
) -> None:
    state = ended(outcome)
    assert wait(state) == (QUARTER if outcome in FINE else 2 * QUARTER)
    assert state.failures == (0 if outcome in FINE else 1)
    assert state.ok_at == (NOW if outcome in FINE else None)
    assert (state.outcome, state.polled_at, state.url) == (outcome, NOW, ECHO.url)


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - FINE))
def test_a_failing_source_is_asked_less_often_but_for_ever(outcome: Outcome) -> None:
    state, waits = None, []
    for _ in range(1000):
        state = ended(outcome, state)
        waits.append(wait(state) // timedelta(minutes=1))
    assert waits[:4] == [30, 45, 60, 60]
    assert set(waits[4:]) == {60}


def test_a_rhythm_slower_than_the_longest_back_off_stays_what_it_is() -> None:
    slow = replace(ECHO, poll_minutes=240)
    assert wait(ended(Outcome.ERROR, None, slow)) == timedelta(hours=4)
    assert wait(ended(Outcome.ERROR, ended(Outcome.ERROR, None, slow), slow)) == timedelta(hours=4)


def test_one_good_poll_ends_the_back_off() -> None:
    failing = ended(Outcome.TOO_SLOW, ended(Outcome.UNREACHABLE))
    assert (failing.failures, failing.ok_at) == (2, None)
    well = ended(Outcome.UNCHANGED, failing)
    assert (well.failures, well.ok_at, wait(well)) == (0, NOW, QUARTER)


def test_when_it_last_went_well_is_remembered_through_failures() -> None:
    before = replace(ended(Outcome.FRESH), ok_at=NOW - timedelta(days=3))
    assert ended(Outcome.ERROR, before).ok_at == NOW - timedelta(days=3)


@pytest.mark.parametrize("outcome", [Outcome.NOT_A_FEED, Outcome.EMPTY, Outcome.UNSAFE])
def test_an_answer_that_cannot_be_read_is_a_failure_with_the_readers_reason(
    outcome: Outcome,
) -> None:
    feed = ParsedFeed(entries=(), outcome=outcome, reason="a web page came")
    state = next_state(ECHO, None, fetched(Outcome.FRESH), feed, NOW)
    assert (state.outcome, state.reason, state.failures) == (outcome, "a web page came", 1)
    assert wait(state) == 2 * QUARTER


def test_a_flaw_is_told_and_is_no_failure() -> None:
    feed = replace(GOOD, flaw="not well-formed: cut")
    state = next_state(ECHO, None, fetched(Outcome.FRESH), feed, NOW)
    assert (state.outcome, state.reason, state.failures) == (Outcome.FRESH, feed.flaw, 0)


@pytest.mark.parametrize(
    ("retry_after", "minutes"),
    [
        ("7200", 120),
        (" 7200 ", 120),
        ("60", 30),
        ("0", 30),
        ("86400", 24 * 60),
        ("86401", 24 * 60),
        ("1000000000", 24 * 60),
        ("9" * 5000, 24 * 60),
        ("Mon, 01 Jun 2026 15:00:00 GMT", 180),
        ("Mon, 01 Jun 2026 16:00:00 +0100", 180),
        ("Mon, 01 Jun 2026 15:00:00 -0000", 180),
        ("Mon, 01 Jun 2026 11:00:00 GMT", 30),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 30),
        ("Fri, 01 Jan 2999 00:00:00 GMT", 24 * 60),
        ("Fri, 31 Dec 9999 23:59:59 -2300", 24 * 60),
        (None, 30),
        ("", 30),
        ("soon", 30),
        ("-3600", 30),
        ("1e9", 30),
        ("120.5", 30),
        ("²", 30),
        ("٣٠٠٠٠", 30),
        ("Mon, 99 Jun 2026 99:00:00 GMT", 30),
        ("Mon, 01 Jun 99999 00:00:00 GMT", 30),
        ("Mon, 01 Jun 2026 99999999999999999999:00:00 GMT", 30),
        ("Mon, 01 Jun 2026 00:00:00 +99999999999999999999", 30),
    ],
)
def test_a_publishers_wish_to_be_left_alone_is_kept_up_to_a_day(
    retry_after: str | None, minutes: int
) -> None:
    assert asked(retry_after) == timedelta(minutes=minutes)


@given(st.text(max_size=60) | st.integers().map(str) | st.datetimes().map(format_datetime))
def test_no_wish_is_too_odd_to_be_answered_with_a_time(retry_after: str) -> None:
    assert 2 * QUARTER <= asked(retry_after) <= timedelta(hours=24)


def test_a_wish_that_comes_with_another_answer_is_not_one() -> None:
    assert asked("7200", Outcome.ERROR) == 2 * QUARTER


def test_a_source_waits_by_its_publishers_wish_only_after_that_was_spoken() -> None:
    waiting = ended(Outcome.WAIT)
    assert asked_to_wait(waiting, NOW)
    assert not asked_to_wait(waiting, waiting.next_poll_at)
    assert not asked_to_wait(ended(Outcome.ERROR), NOW)
    assert not asked_to_wait(None, NOW)


# ---------------------------------------------------------------- validators

TAG, DATE = 'W/"a b\xe9"', "Mon, 1 jun 2026 09:30:00 gmt"


def read(etag: str | None = TAG, last_modified: str | None = DATE) -> PollState:
    answer = replace(fetched(Outcome.FRESH), etag=etag, last_modified=last_modified)
    return next_state(ECHO, None, answer, GOOD, NOW)


def validators(state: PollState, source: Source = ECHO) -> tuple[str | None, str | None]:
    request = request_for(source, state)
    return request.etag, request.last_modified


def test_the_first_request_is_unconditional() -> None:
    assert request_for(ECHO, None) == FetchRequest(source_id="echo", url="https://e.example/")


@pytest.mark.parametrize("tag", [TAG, None])
@pytest.mark.parametrize("date", [DATE, None, "not a date"])
def test_validators_go_back_byte_for_byte_and_none_is_invented(
    tag: str | None, date: str | None
) -> None:
    assert validators(read(tag, date)) == (tag, date)


def test_an_unchanged_page_keeps_its_validators() -> None:
    assert validators(ended(Outcome.UNCHANGED, read())) == (TAG, DATE)


def test_an_unchanged_page_that_names_a_new_tag_gets_it() -> None:
    answer = replace(fetched(Outcome.UNCHANGED), etag='"new"')
    assert validators(next_state(ECHO, read(), answer, None, NOW)) == ('"new"', DATE)


def test_a_new_page_replaces_both_validators_even_by_none() -> None:
    answer = replace(fetched(Outcome.FRESH), etag='"new"')
    assert validators(next_state(ECHO, read(), answer, GOOD, NOW)) == ('"new"', None)


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - FINE))
def test_a_failure_keeps_the_validators_of_the_page_that_was_read(outcome: Outcome) -> None:
    answer = replace(fetched(outcome), etag='"of the error page"', last_modified="now")
    assert validators(next_state(ECHO, read(), answer, None, NOW)) == (TAG, DATE)


def test_a_page_that_could_not_be_read_leaves_no_validators_of_its_own() -> None:
    answer = replace(fetched(Outcome.FRESH), etag='"of the login page"')
    page = ParsedFeed(entries=(), outcome=Outcome.NOT_A_FEED, reason="a web page came")
    assert validators(next_state(ECHO, None, answer, page, NOW)) == (None, None)
    assert validators(next_state(ECHO, read(), answer, page, NOW)) == (TAG, DATE)


@pytest.mark.parametrize("outcome", Outcome)
def test_validators_of_another_address_are_never_sent(outcome: Outcome) -> None:
    moved = replace(ECHO, url="https://e.example/new")
    assert validators(read(), moved) == (None, None)
    assert validators(ended(outcome, read(), moved), moved) == (None, None)


# ---------------------------------------------------------------- who is due


def polled(source: Source, minutes_ago: int) -> PollState:
    at = NOW - timedelta(minutes=minutes_ago)
    return replace(ended(Outcome.FRESH, None, source), source_id=source.id, next_poll_at=at)


def test_those_that_waited_longest_come_first_and_the_new_before_all() -> None:
    sources = [replace(ECHO, id=name) for name in ("late", "new", "later", "now", "early")]
    ages = {"late": 5, "later": 60, "now": 0, "early": -1}
    polls = {name: polled(replace(ECHO, id=name), age) for name, age in ages.items()}
    assert [source.id for source in due(sources, polls, NOW)] == ["new", "later", "late", "now"]


def test_sources_due_at_the_same_moment_keep_their_order() -> None:
    sources = [replace(ECHO, id=name) for name in "cab"]
    assert [source.id for source in due(sources, {}, NOW)] == ["c", "a", "b"]


def test_a_source_that_is_off_is_never_due() -> None:
    assert due([replace(ECHO, enabled=False)], {}, NOW) == []


def test_a_poll_of_a_source_that_is_gone_disturbs_nobody() -> None:
    assert due([ECHO], {"gone": polled(ECHO, 5)}, NOW) == [ECHO]
