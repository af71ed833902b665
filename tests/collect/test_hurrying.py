"""Sources of outlets that carry a crisis: sooner, and never sooner than their publisher wishes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.collect.polling import crisis_minutes, due, hurry, is_unheard
from monitor.records import Fetched, FetchRequest, Outcome, PollState, Source, Tier

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SOURCE = Source(
    id="herald",
    name="Northmoor Herald",
    kind="feed",
    url="https://herald.example/feed",
    tier=Tier.LOCAL,
    group="Herald Group",
    poll_minutes=30,
)


def a_poll(**changes: Any) -> PollState:
    """Read at noon, to be read again half an hour later."""
    poll = PollState(
        source_id=SOURCE.id,
        url=SOURCE.url,
        next_poll_at=NOON + 30 * MINUTE,
        outcome=Outcome.FRESH,
        reason="read",
        polled_at=NOON,
        since_at=NOON,
        ok_at=NOON,
        rhythm_minutes=30,
    )
    return replace(poll, **changes)


def answer(**said: Any) -> Fetched:
    request = FetchRequest(source_id=SOURCE.id, url=SOURCE.url)
    return Fetched(request=request, outcome=Outcome.FRESH, reason="", status=200, **said)


def minutes(poll: PollState, source: Source = SOURCE, **said: Any) -> float:
    return (hurry(source, poll, answer(**said), NOON).next_poll_at - NOON) / MINUTE


@pytest.mark.parametrize(
    ("rhythm", "fastest", "expected"),
    [(30, 0, 5), (30, 10, 10), (30, 2, 2), (3, 0, 3), (3, 10, 3), (0, 0, 5)],
)
def test_every_five_minutes_or_as_fast_as_a_person_allowed(
    rhythm: float, fastest: float, expected: float
) -> None:
    assert crisis_minutes(replace(SOURCE, fastest_minutes=fastest), rhythm) == expected


def test_a_source_that_answered_well_is_asked_again_in_five_minutes() -> None:
    assert minutes(a_poll()) == 5
    assert minutes(a_poll(outcome=Outcome.UNCHANGED)) == 5


@pytest.mark.parametrize(
    "outcome", [Outcome.WAIT, Outcome.ROBOTS, Outcome.BLOCKED, Outcome.SERVER, Outcome.BUDGET]
)
def test_one_that_asked_us_to_wait_or_fails_is_left_as_it_was(outcome: Outcome) -> None:
    poll = a_poll(outcome=outcome)
    assert hurry(SOURCE, poll, answer(), NOON) == poll


@pytest.mark.parametrize(("said", "expected"), [(0, 5), (300, 5), (900, 15), (86_400, 30)])
def test_the_publishers_own_fresh_for_holds(said: int, expected: float) -> None:
    assert minutes(a_poll(), cache_control=f"max-age={said}") == expected


def test_the_feeds_own_ttl_holds_up_to_what_its_source_allows() -> None:
    assert minutes(a_poll(ttl_minutes=20)) == 20
    assert minutes(a_poll(ttl_minutes=20), replace(SOURCE, cache_minutes=10)) == 10


def test_nothing_is_asked_later_than_without_a_crisis() -> None:
    soon = a_poll(next_poll_at=NOON + 2 * MINUTE, rhythm_minutes=2)
    assert minutes(soon) == 2


def test_when_it_is_declared_a_slow_source_is_due_as_soon_as_no_wish_can_hold_us() -> None:
    slow = replace(SOURCE, poll_minutes=240, cache_minutes=20)
    polls = {slow.id: a_poll(rhythm_minutes=240, next_poll_at=NOON + 240 * MINUTE)}

    def is_due(after: int, hurried: frozenset[str]) -> bool:
        return bool(due([slow], polls, NOON + after * MINUTE, hurried))

    assert not is_due(20, frozenset())
    assert not is_due(19, frozenset({slow.id}))
    assert is_due(20, frozenset({slow.id}))


def test_a_source_that_fails_is_not_brought_forward() -> None:
    failing = a_poll(outcome=Outcome.WAIT, next_poll_at=NOON + 240 * MINUTE)
    asked = due([SOURCE], {SOURCE.id: failing}, NOON + 90 * MINUTE, frozenset({SOURCE.id}))
    assert asked == []


@pytest.mark.parametrize(
    ("outcome", "ok_minutes_ago", "enabled", "expected"),
    [
        (Outcome.SERVER, 60, True, True),
        (Outcome.SERVER, 59, True, False),
        (Outcome.FRESH, 600, True, False),
        (Outcome.SERVER, 600, False, False),
    ],
)
def test_an_outlet_is_unheard_after_an_hour_without_a_good_answer(
    outcome: Outcome, ok_minutes_ago: int, enabled: bool, expected: bool
) -> None:
    poll = a_poll(outcome=outcome, ok_at=NOON - ok_minutes_ago * MINUTE)
    assert is_unheard(replace(SOURCE, enabled=enabled), poll, NOON) is expected


def test_a_source_that_never_answered_is_unheard_since_it_was_first_asked() -> None:
    poll = a_poll(outcome=Outcome.SERVER, ok_at=None, since_at=NOON - 90 * MINUTE)
    assert is_unheard(SOURCE, poll, NOON)
    assert not is_unheard(SOURCE, None, NOON)
