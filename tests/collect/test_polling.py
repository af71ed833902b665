"""When a source is polled next, and with what: every way a poll can end becomes a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from monitor.collect.polling import (
    HARD,
    LONGEST_BACK_OFF,
    WEIGHTS,
    WITHDRAWN_LOOK,
    asked_to_wait,
    conditional,
    due,
    is_withdrawn,
    known_state,
    most_at_once,
    next_state,
    on_its_way,
)
from monitor.records import (
    FINE,
    Fetched,
    FetchRequest,
    Outcome,
    ParsedFeed,
    PollState,
    Source,
    Tally,
    Tier,
)

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ECHO = Source(
    id="echo", name="The Echo", kind="feed", url="https://e.example/", tier=Tier.LOCAL, group="E"
)
REQUEST = FetchRequest(source_id="echo", url=ECHO.url)
GOOD = ParsedFeed(entries=(), outcome=Outcome.FRESH, reason="20 entries")
NOTHING = Tally()
FAILURES = sorted(set(Outcome) - FINE)
BACKING_OFF = [one for one in FAILURES if one not in {Outcome.ROBOTS, Outcome.GONE}]


def fetched(outcome: Outcome, **given: Any) -> Fetched:
    body = b"<rss/>" if outcome is Outcome.FRESH else b""
    answer = Fetched(request=REQUEST, outcome=outcome, reason="so it was", body=body, url=ECHO.url)
    return replace(answer, **given)


def ended(
    outcome: Outcome,
    before: PollState | None = None,
    source: Source = ECHO,
    now: datetime = NOW,
    tally: Tally = NOTHING,
    **given: Any,
) -> PollState:
    """The state after a poll that ended so; a page that came was one that could be read."""
    feed = GOOD if outcome is Outcome.FRESH else None
    return next_state(source, before, fetched(outcome, **given), feed, tally, now)


def wait(state: PollState) -> timedelta:
    return state.next_poll_at - state.polled_at


# ---------------------------------------------------------------- failures


@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_remembered_tells_how_the_poll_ended(outcome: Outcome) -> None:
    state, fine = ended(outcome), outcome in FINE
    assert (state.outcome, state.polled_at, state.url) == (outcome, NOW, ECHO.url)
    assert (state.ok_at, state.since_at) == (NOW if fine else None, NOW)
    assert state.failures == (0 if fine else WEIGHTS.get(outcome, HARD))


@pytest.mark.parametrize("outcome", sorted(FINE))
def test_after_a_poll_that_went_well_comes_the_rhythm(outcome: Outcome) -> None:
    assert wait(ended(outcome)) == QUARTER


@pytest.mark.parametrize(
    ("outcome", "minutes"),
    [
        (Outcome.NOT_A_FEED, [30, 45, 60, 60, 60]),
        (Outcome.BLOCKED, [30, 45, 60, 60, 60]),
        (Outcome.EMPTY, [22.5, 30, 37.5, 45, 52.5, 60, 60]),
        (Outcome.SERVER, [18.75, 22.5, 26.25, 30, 33.75, 37.5]),
        (Outcome.TOO_SLOW, [18.75, 22.5, 26.25, 30, 33.75, 37.5]),
    ],
)
def test_what_hardly_mends_itself_is_asked_less_often_than_what_does(
    outcome: Outcome, minutes: list[float]
) -> None:
    state = None
    for expected in minutes:
        state = ended(outcome, state)
        at_least = timedelta(minutes=expected)
        assert at_least <= wait(state) <= 1.1 * at_least


@pytest.mark.parametrize("outcome", BACKING_OFF)
def test_a_failing_source_is_asked_less_often_but_for_ever(outcome: Outcome) -> None:
    state, now = ended(outcome), NOW
    for _ in range(1000):
        now = state.next_poll_at
        later = ended(outcome, state, now=now)
        assert QUARTER < wait(later) <= 1.1 * LONGEST_BACK_OFF
        assert later.failures > state.failures
        state = later
    assert wait(state) >= LONGEST_BACK_OFF


@given(st.lists(st.sampled_from(BACKING_OFF), max_size=60), st.floats(1, 7 * 24 * 60))
def test_no_row_of_failures_leads_beyond_an_hour_or_the_rhythm_and_a_tenth(
    outcomes: list[Outcome], minutes: float
) -> None:
    source, state = replace(ECHO, poll_minutes=minutes), None
    for outcome in outcomes:
        state = ended(outcome, state, source)
        rhythm = timedelta(minutes=minutes)
        assert rhythm <= wait(state) <= 1.1 * max(rhythm, LONGEST_BACK_OFF) + timedelta(seconds=1)


def test_what_failed_together_does_not_come_back_together() -> None:
    sources = [replace(ECHO, id=f"s{number}") for number in range(100)]
    waits = [wait(ended(Outcome.UNREACHABLE, None, source)) for source in sources]
    assert len(set(waits)) > 90
    assert max(waits) - min(waits) > timedelta(minutes=1)


def test_one_good_poll_ends_the_back_off() -> None:
    failing = ended(Outcome.TOO_SLOW, ended(Outcome.UNREACHABLE))
    assert (failing.failures, failing.ok_at) == (0.5, None)
    well = ended(Outcome.UNCHANGED, failing)
    assert (well.failures, well.ok_at, wait(well)) == (0, NOW, QUARTER)


def test_since_when_it_fails_and_when_it_last_went_well_is_remembered() -> None:
    well = ended(Outcome.FRESH, now=NOW - DAY)
    failing = ended(Outcome.ERROR, well, now=NOW - HOUR)
    still = ended(Outcome.TOO_SLOW, failing)
    again = ended(Outcome.UNCHANGED, still, now=NOW + HOUR)
    assert (still.ok_at, still.since_at) == (NOW - DAY, NOW - HOUR)
    assert (again.ok_at, again.since_at) == (NOW + HOUR, NOW + HOUR)


def test_when_it_last_brought_something_new_is_remembered() -> None:
    brought = ended(Outcome.FRESH, now=NOW - DAY, tally=Tally(entries=20, new=1))
    same = ended(Outcome.FRESH, brought, now=NOW - HOUR, tally=Tally(entries=20))
    assert ended(Outcome.ERROR, same).new_at == NOW - DAY
    assert ended(Outcome.FRESH, same, tally=Tally(entries=20, new=2)).new_at == NOW


@pytest.mark.parametrize("outcome", [Outcome.NOT_A_FEED, Outcome.EMPTY, Outcome.UNSAFE])
def test_an_answer_that_cannot_be_read_is_a_failure_with_the_readers_reason(
    outcome: Outcome,
) -> None:
    feed = ParsedFeed(entries=(), outcome=outcome, reason="a web page came")
    state = next_state(ECHO, None, fetched(Outcome.FRESH), feed, NOTHING, NOW)
    assert (state.outcome, state.reason) == (outcome, "a web page came")
    assert state.failures > 0
    assert wait(state) > QUARTER


def test_a_flaw_is_told_and_is_no_failure() -> None:
    feed = replace(GOOD, flaw="not well-formed: cut")
    state = next_state(ECHO, None, fetched(Outcome.FRESH), feed, NOTHING, NOW)
    assert (state.outcome, state.reason, state.failures) == (Outcome.FRESH, feed.flaw, 0)


@pytest.mark.parametrize(("poll_minutes", "days"), [(15, 1), (3 * 24 * 60, 3)])
def test_what_robots_txt_forbids_is_looked_at_as_often_as_robots_txt_and_by_its_rhythm(
    poll_minutes: float, days: int
) -> None:
    source = replace(ECHO, poll_minutes=poll_minutes)
    assert wait(ended(Outcome.ROBOTS, None, source)) == days * DAY


def test_what_is_on_its_way_is_not_asked_again_before_its_ordinary_time() -> None:
    before = ended(FRESH)
    later = NOW + timedelta(minutes=40)
    source = replace(ECHO, poll_minutes=40)
    assert on_its_way(source, before, NOW) == replace(before, next_poll_at=later)
    never_asked = on_its_way(source, None, NOW)
    assert (never_asked.outcome, never_asked.next_poll_at) == (Outcome.ASKED, later)
    assert (never_asked.ok_at, never_asked.failures, never_asked.etag) == (None, 0, None)


# ---------------------------------------------------------------- publishers' wishes


@pytest.mark.parametrize(
    ("retry_after", "at_least"),
    [
        ("7200", 120),
        ("Mon, 01 Jun 2026 15:00:00 GMT", 180),
        ("1000000000", 24 * 60),
        ("60", 18),
        ("Mon, 01 Jun 2026 11:00:00 GMT", 18),
        ("soon", 18),
        (None, 18),
    ],
)
def test_who_asks_us_to_wait_is_not_asked_before_and_never_sooner_than_another_failure(
    retry_after: str | None, at_least: int
) -> None:
    state = ended(Outcome.WAIT, retry_after=retry_after)
    assert timedelta(minutes=at_least) <= wait(state) <= timedelta(minutes=max(at_least, 21))


def test_a_platforms_quota_is_waited_for() -> None:
    renewed = NOW + timedelta(minutes=50)
    assert ended(Outcome.WAIT, limit_reset=f"{renewed.timestamp():.0f}").next_poll_at == renewed


def test_a_wish_that_comes_with_another_answer_is_not_one() -> None:
    assert wait(ended(Outcome.ERROR, retry_after="7200")) < HOUR
    assert wait(ended(Outcome.UNCHANGED, retry_after="7200")) == QUARTER


def test_a_source_waits_by_its_publishers_wish_only_after_that_was_spoken() -> None:
    waiting = ended(Outcome.WAIT)
    assert asked_to_wait(ECHO, waiting, NOW)
    assert not asked_to_wait(ECHO, waiting, waiting.next_poll_at)
    assert not asked_to_wait(ECHO, ended(Outcome.ERROR), NOW)
    assert not asked_to_wait(ECHO, None, NOW)
    assert not asked_to_wait(replace(ECHO, url="https://moved.example/feed"), waiting, NOW)


@pytest.mark.parametrize(
    ("cache_control", "ceiling", "minutes"),
    [
        ("max-age=1800", 60, 30),
        ("max-age=172800", 60, 60),
        ("max-age=172800", 3000, 2880),
        ("max-age=172800", 0, 15),
        ("max-age=60", 60, 15),
        ("no-cache", 60, 15),
    ],
)
def test_how_long_a_page_stays_fresh_is_honoured_up_to_the_sources_own_ceiling(
    cache_control: str, ceiling: float, minutes: int
) -> None:
    source = replace(ECHO, cache_minutes=ceiling)
    for outcome in FINE:
        state = ended(outcome, None, source, cache_control=cache_control)
        assert wait(state) == timedelta(minutes=minutes)


def test_the_feeds_own_time_to_live_is_honoured_too() -> None:
    feed = replace(GOOD, ttl_minutes=45)
    state = next_state(ECHO, None, fetched(Outcome.FRESH), feed, NOTHING, NOW)
    assert wait(state) == timedelta(minutes=45)


@pytest.mark.parametrize("outcome", [Outcome.ERROR, Outcome.TOO_SLOW, Outcome.NOT_A_FEED])
def test_how_long_an_error_page_stays_fresh_does_not_matter(outcome: Outcome) -> None:
    assert wait(ended(outcome, cache_control="max-age=172800")) <= 1.1 * HOUR


# ---------------------------------------------------------------- validators

A, B, WEAK = '"a"', '"b"', 'W/"a b\xe9"'
MON, TUE = "Mon, 1 jun 2026 09:30:00 gmt", "Tue, 02 Jun 2026 09:30:00 GMT"
PAGE, OTHER = b"<rss>1</rss>", b"<rss>2</rss>"
FRESH, SAME = Outcome.FRESH, Outcome.UNCHANGED

# What was stored, how the next poll ended and with which validators, what goes out after it.
VALIDATORS = {
    "both": ((None, None), FRESH, (A, MON), (A, MON)),
    "a tag alone": ((None, None), FRESH, (A, None), (A, None)),
    "a date alone": ((None, None), FRESH, (None, MON), (None, MON)),
    "neither": ((None, None), FRESH, (None, None), (None, None)),
    "a weak tag": ((None, None), FRESH, (WEAK, None), (WEAK, None)),
    "a tag without quotes": ((None, None), FRESH, ("a", None), ("a", None)),
    "a date that is none": ((None, None), FRESH, (None, "lately"), (None, "lately")),
    "the same date, a new tag": ((A, MON), FRESH, (B, MON), (B, MON)),
    "a new date, the same tag": ((A, MON), FRESH, (A, TUE), (A, TUE)),
    "the date is dropped": ((A, MON), FRESH, (B, None), (B, None)),
    "both are dropped": ((A, MON), FRESH, (None, None), (None, None)),
    "304 with the same": ((A, MON), SAME, (A, MON), (A, MON)),
    "304 with none": ((A, MON), SAME, (None, None), (A, MON)),
    "304 with a new tag": ((A, MON), SAME, (B, None), (B, MON)),
    "304 with a new date": ((A, MON), SAME, (None, TUE), (A, TUE)),
    "304 with both new": ((A, MON), SAME, (B, TUE), (B, TUE)),
    "304 to whom nothing was asked": ((None, None), SAME, (None, None), (None, None)),
}


def read(etag: str | None = WEAK, last_modified: str | None = MON, body: bytes = PAGE) -> PollState:
    return ended(FRESH, etag=etag, last_modified=last_modified, body=body)


def validators(state: PollState, source: Source = ECHO) -> tuple[str | None, str | None]:
    request = conditional(
        FetchRequest(source_id=source.id, url=source.url), known_state(source, state)
    )
    return request.etag, request.last_modified


@pytest.mark.parametrize("case", VALIDATORS)
def test_validators_go_back_byte_for_byte_and_none_is_invented(case: str) -> None:
    stored, outcome, came, expected = VALIDATORS[case]
    before = read(*stored) if stored != (None, None) else None
    state = ended(outcome, before, etag=came[0], last_modified=came[1])
    assert validators(state) == expected


def test_the_same_page_with_new_validators_gets_them() -> None:
    same = ended(SAME, read(A, MON), etag=B, last_modified=TUE, body=PAGE)
    assert validators(same) == (B, TUE)
    none = ended(SAME, read(A, MON), body=PAGE)
    assert validators(none) == (None, None)


def test_the_first_request_is_unconditional_and_every_later_one_is_not() -> None:
    assert conditional(REQUEST, None) == REQUEST
    state, now = read(), NOW
    for outcome in (SAME, Outcome.ERROR, SAME, Outcome.WAIT, Outcome.TOO_SLOW, SAME):
        now += DAY
        assert validators(state) == (WEAK, MON)
        state = ended(outcome, state, now=now)
    assert validators(state) == (WEAK, MON)


@pytest.mark.parametrize("outcome", FAILURES)
def test_a_failure_keeps_the_validators_of_the_page_that_was_read(outcome: Outcome) -> None:
    state = ended(outcome, read(), etag='"of the error page"', last_modified="now", body=b"Oh no")
    assert validators(state) == (WEAK, MON)
    assert state.body_hash == read().body_hash


def test_a_page_that_could_not_be_read_leaves_no_validators_of_its_own() -> None:
    answer = fetched(FRESH, etag='"of the login page"', body=b"<html>")
    page = ParsedFeed(entries=(), outcome=Outcome.NOT_A_FEED, reason="a web page came")
    assert validators(next_state(ECHO, None, answer, page, NOTHING, NOW)) == (None, None)
    assert validators(next_state(ECHO, read(), answer, page, NOTHING, NOW)) == (WEAK, MON)


def test_a_page_is_known_again_by_its_bytes_where_there_are_no_validators() -> None:
    first, other = read(None, None, PAGE), read(None, None, OTHER)
    assert first.body_hash
    assert first.body_hash != other.body_hash
    assert ended(SAME, first).body_hash == first.body_hash


@pytest.mark.parametrize("change", [{"page": 2}, {"body": b"{}"}])
def test_what_is_no_plain_question_for_a_page_carries_no_validators(change: Any) -> None:
    request = replace(REQUEST, **change)
    assert conditional(request, read()) == request


# ---------------------------------------------------------------- another address


@pytest.mark.parametrize("outcome", Outcome)
def test_a_new_address_in_the_configuration_starts_everything_anew(outcome: Outcome) -> None:
    before = replace(read(), failures=9, cursor="c", moved_url="https://m.example/", new_at=NOW)
    moved = replace(ECHO, url="https://e.example/new")
    assert known_state(ECHO, before) == before
    assert known_state(moved, before) is None
    assert ended(outcome, before, moved) == ended(outcome, None, moved)
    assert validators(ended(Outcome.ERROR, before, moved), moved) == (None, None)


def test_a_new_question_to_a_platform_starts_everything_anew() -> None:
    search = replace(ECHO, kind="bluesky", url="", query="northmoor police")
    page = replace(GOOD, cursor="2026-06-01")
    state = next_state(search, None, fetched(FRESH), page, NOTHING, NOW)
    assert known_state(search, state) == state
    for change in ({"query": "northmoor pcc"}, {"kind": "mastodon"}, {"url": "https://b.example"}):
        assert known_state(replace(search, **change), state) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("outcome", [Outcome.WAIT, Outcome.GONE, Outcome.ROBOTS])
def test_a_source_with_a_new_address_is_due_whatever_the_old_one_asked_for(
    outcome: Outcome,
) -> None:
    old = ended(outcome, retry_after="86400")
    moved = replace(ECHO, url="https://e.example/new")
    assert due([moved], {"echo": old}, NOW + timedelta(minutes=1)) == [moved]
    assert due([ECHO], {"echo": old}, NOW + timedelta(minutes=1)) == []


def test_where_a_search_left_off_is_remembered_through_failures_and_empty_pages() -> None:
    first = next_state(ECHO, None, fetched(FRESH), replace(GOOD, cursor="2026-06-01"), NOTHING, NOW)
    failed = ended(Outcome.ERROR, first)
    empty = ended(FRESH, failed)
    assert (first.cursor, failed.cursor, empty.cursor) == ("2026-06-01",) * 3
    last = next_state(ECHO, empty, fetched(FRESH), replace(GOOD, cursor="later"), NOTHING, NOW)
    assert last.cursor == "later"


# ---------------------------------------------------------------- moved for good

NEW = "https://new.example/feed"


def seen(*days: float, moved_to: str = NEW, before: PollState | None = None) -> PollState:
    """The state after permanent redirects so many days from now."""
    for day in days:
        at = NOW + timedelta(days=day)
        before = ended(FRESH, before, now=at, moved_to=moved_to, etag=A)
    assert before
    return before


def asks(state: PollState) -> str:
    return conditional(REQUEST, known_state(ECHO, state)).url


@pytest.mark.parametrize(
    ("days", "adopted"),
    [
        ((0,), False),
        ((0, 1), False),
        ((0, 0.1, 0.2, 0.3, 0.99), False),
        ((0, 0.5, 1), True),
        ((0, 0.1, 7), True),
    ],
)
def test_a_new_address_is_asked_after_three_sightings_and_a_day(
    days: tuple[float, ...], adopted: bool
) -> None:
    state = seen(*days)
    assert asks(state) == (NEW if adopted else ECHO.url)
    assert state.url == ECHO.url  # what a person wrote down is never lost


@pytest.mark.parametrize("between", ["https://portal.example/login", ""])
def test_a_redirect_that_is_another_or_none_in_between_starts_anew(between: str) -> None:
    state = seen(1, moved_to=between, before=seen(0, 0.5))
    state = seen(1.1, 1.2, before=state)
    assert asks(state) == ECHO.url
    assert asks(seen(2.2, before=state)) == NEW


@pytest.mark.parametrize("outcome", [Outcome.UNREACHABLE, Outcome.ERROR, Outcome.TOO_SLOW])
def test_a_failure_in_between_neither_counts_as_a_sighting_nor_ends_them(outcome: Outcome) -> None:
    failed = ended(outcome, seen(0, 0.5), now=NOW + DAY, moved_to=NEW)
    assert asks(failed) == ECHO.url
    assert asks(seen(1.1, before=failed)) == NEW


def test_an_unchanged_page_behind_the_redirect_is_a_sighting_too() -> None:
    state = ended(SAME, seen(0, 0.5), now=NOW + DAY, moved_to=NEW)
    assert asks(state) == NEW


def test_the_new_address_stays_while_it_answers_and_keeps_its_validators() -> None:
    state = seen(0, 0.5, 1)
    there = replace(REQUEST, url=NEW)
    for outcome in (SAME, Outcome.SERVER, Outcome.TOO_SLOW, SAME, FRESH):
        state = ended(outcome, state, request=there, etag=A)
        assert (asks(state), validators(state)) == (NEW, (A, None))


@pytest.mark.parametrize("outcome", [Outcome.ERROR, Outcome.GONE, Outcome.NOT_A_FEED])
def test_a_new_address_that_fails_hard_is_dropped_for_the_configured_one(outcome: Outcome) -> None:
    state = ended(outcome, seen(0, 0.5, 1), request=replace(REQUEST, url=NEW))
    assert asks(state) == ECHO.url
    assert asks(seen(3, before=state)) == ECHO.url
    assert asks(seen(3, 3.5, 4, before=state)) == NEW


def test_a_temporary_redirect_is_never_adopted() -> None:
    state = None
    for day in range(10):
        state = ended(FRESH, state, now=NOW + day * DAY, url=NEW)
        assert asks(state) == ECHO.url


# ---------------------------------------------------------------- gone for good


def gone(times: int, before: PollState | None = None) -> PollState:
    for _ in range(times):
        before = ended(Outcome.GONE, before, now=before.next_poll_at if before else NOW)
    assert before
    return before


@pytest.mark.parametrize("times", [1, 2])
def test_a_feed_that_is_said_to_be_gone_is_not_believed_at_once(times: int) -> None:
    assert not is_withdrawn(gone(times))
    assert wait(gone(times)) <= 1.1 * LONGEST_BACK_OFF


@pytest.mark.parametrize("times", [3, 4, 50])
def test_a_withdrawn_feed_is_looked_at_once_a_week(times: int) -> None:
    assert is_withdrawn(gone(times))
    assert wait(gone(times)) == WITHDRAWN_LOOK == timedelta(days=7)


@pytest.mark.parametrize("outcome", sorted(FINE))
def test_a_withdrawn_feed_may_come_back(outcome: Outcome) -> None:
    back = ended(outcome, gone(5), now=NOW + 9 * DAY)
    assert not is_withdrawn(back)
    assert (back.sighting, back.failures, wait(back)) == (None, 0, QUARTER)
    assert not is_withdrawn(gone(2, back))


def test_another_failure_in_between_neither_counts_nor_takes_the_publishers_word_back() -> None:
    assert not is_withdrawn(ended(Outcome.SERVER, gone(2)))
    assert is_withdrawn(gone(1, ended(Outcome.SERVER, gone(2))))


def test_a_page_that_comes_in_between_takes_it_back() -> None:
    assert not is_withdrawn(gone(2, ended(FRESH, gone(2))))


# ---------------------------------------------------------------- rhythm

MET = ended(FRESH)  # a feed that we have had a good look at


def rhythm(before: PollState | None, tally: Tally, source: Source = ECHO) -> float:
    return ended(FRESH, before, source, tally=tally).rhythm_minutes


@pytest.mark.parametrize(
    ("new", "minutes"),
    [(0, 10), (6, 10), (7, 8), (10, 8), (13, 8), (14, 4.8), (20, 4.8)],
)
def test_the_rhythm_is_right_while_a_third_to_two_thirds_of_a_page_were_seen(
    new: int, minutes: float
) -> None:
    before = replace(MET, rhythm_minutes=8)
    assert rhythm(before, Tally(entries=20, new=new)) == pytest.approx(minutes)


def test_an_unchanged_page_makes_the_rhythm_slower_and_a_failure_leaves_it() -> None:
    before = replace(MET, rhythm_minutes=8)
    assert ended(SAME, before).rhythm_minutes == 10
    assert ended(Outcome.TOO_SLOW, before).rhythm_minutes == 8


def test_a_first_page_tells_nothing_of_the_rhythm_and_a_short_one_that_there_is_time() -> None:
    assert rhythm(None, Tally(entries=20, new=20)) == 15
    assert rhythm(ended(Outcome.ERROR), Tally(entries=20, new=20)) == 15
    assert rhythm(replace(MET, rhythm_minutes=8), Tally(entries=4, new=4)) == 10
    assert rhythm(replace(MET, rhythm_minutes=8), Tally()) == 10


@pytest.mark.parametrize(
    ("poll", "fastest", "minutes"), [(15, 0, 3.75), (15, 2, 2), (2, 0, 1), (0.01, 0, 0.01)]
)
def test_a_feed_that_is_all_new_is_looked_at_as_often_as_is_allowed(
    poll: float, fastest: float, minutes: float
) -> None:
    source = replace(ECHO, poll_minutes=poll, fastest_minutes=fastest)
    state = ended(FRESH, None, source)
    for _ in range(20):
        state = ended(FRESH, state, source, tally=Tally(entries=20, new=20))
    assert state.rhythm_minutes == pytest.approx(minutes)


def test_a_rhythm_that_the_configuration_no_longer_allows_is_brought_within_it() -> None:
    before = replace(MET, rhythm_minutes=500)
    assert rhythm(before, Tally(entries=20, new=10)) == 15
    assert rhythm(replace(MET, rhythm_minutes=0.1), Tally(entries=20, new=10)) == 3.75


def test_entries_that_stand_on_the_page_several_times_do_not_make_a_feed_look_busy() -> None:
    before = replace(MET, rhythm_minutes=8)
    assert rhythm(before, Tally(entries=20, new=0, repeated=15)) > 8


def test_a_search_that_brings_nothing_after_a_busy_hour_goes_back_to_its_slow_rhythm() -> None:
    search = replace(ECHO, kind="bluesky", url="", query="northmoor police")
    page, state = replace(GOOD, cursor="2026-06-01"), None
    for new in (0, 20, 20, 20, *[0] * 40):
        tally = Tally(entries=new, new=new)
        state = next_state(search, state, fetched(FRESH), page, tally, NOW)
    assert state
    assert state.rhythm_minutes == search.poll_minutes


TALLIES = st.builds(
    lambda entries, new, repeated: Tally(
        entries=entries, new=entries * new // 10, repeated=entries * (10 - new) * repeated // 100
    ),
    st.integers(0, 60),
    st.integers(0, 10),
    st.integers(0, 10),
)
ENDINGS = [one for one in Outcome if one is not Outcome.ROBOTS]
POLLS = st.lists(st.tuples(st.sampled_from(ENDINGS), TALLIES), max_size=40)


@given(POLLS, st.floats(1, 10_000), st.floats(0, 1))
def test_the_rhythm_stays_within_what_the_configuration_allows(
    polls: list[tuple[Outcome, Tally]], poll_minutes: float, share: float
) -> None:
    fastest = poll_minutes * share if poll_minutes * share >= 1 else 0
    source = replace(ECHO, poll_minutes=poll_minutes, fastest_minutes=fastest)
    state = None
    for outcome, tally in polls:
        state = ended(outcome, state, source, tally=tally if outcome in FINE else NOTHING)
        assert (fastest or min(poll_minutes / 4, 1)) <= state.rhythm_minutes <= poll_minutes
        assert state.next_poll_at >= NOW + timedelta(minutes=state.rhythm_minutes)


PAGE_LENGTH = 20


def shares_seen(per_hour: float, source: Source, polls: int) -> list[float]:
    """How much of the page was known at each poll of a feed that brings so much news an hour."""
    state, now, published, shares = ended(FRESH, None, source), NOW, 0, []
    for _ in range(polls):
        passed, now = state.next_poll_at - now, state.next_poll_at
        since_start = (now - NOW) / HOUR * per_hour
        new = min(int(since_start) - published, PAGE_LENGTH)
        published = int(since_start)
        tally = Tally(entries=PAGE_LENGTH, new=new)
        assert passed > timedelta()
        state = ended(FRESH, state, source, now, tally=tally)
        shares.append(tally.known / PAGE_LENGTH)
    return shares


@given(st.floats(1.2, 600), st.integers(0, 3))
def test_a_steady_feeds_rhythm_settles_where_half_a_page_was_seen(
    per_hour: float, busier: int
) -> None:
    """Wherever limits allow; a page is counted in whole entries, so one more or less is as good."""
    source = replace(ECHO, poll_minutes=600 * 2**busier, fastest_minutes=1)
    half_a_page = PAGE_LENGTH / 2 / per_hour * 60
    assume(half_a_page / 1.5 > 1)
    one = 1 / PAGE_LENGTH
    shares = shares_seen(per_hour, source, polls=60)
    assert all(1 / 3 - one <= share <= 2 / 3 + one for share in shares[20:])


@pytest.mark.parametrize(("per_hour", "minutes"), [(0.5, 15), (5000, 3.75)])
def test_feeds_beyond_the_limits_are_looked_at_as_seldom_or_as_often_as_is_allowed(
    per_hour: float, minutes: float
) -> None:
    state, now, published = ended(FRESH), NOW, 0
    for _ in range(30):
        now = state.next_poll_at
        came = int((now - NOW) / HOUR * per_hour)
        new, published = min(came - published, PAGE_LENGTH), came
        state = ended(FRESH, state, now=now, tally=Tally(entries=PAGE_LENGTH, new=new))
    assert state.rhythm_minutes == minutes


# ---------------------------------------------------------------- who is due


def polled(source: Source, minutes_ago: int) -> PollState:
    at = NOW - timedelta(minutes=minutes_ago)
    return replace(ended(FRESH, None, source), next_poll_at=at)


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


def test_after_a_long_absence_all_are_taken_up_within_an_hour_of_minutes_and_not_at_once() -> None:
    for sources in (1, 10, 500, 5000):
        assert sources / most_at_once(sources) <= 61
        assert most_at_once(sources) <= max(10, sources / 60)
