"""What publishers ask of whoever polls them, however oddly they put it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.wishes import LONGEST_WAIT, asked_wait, fresh_for
from monitor.records import Fetched, FetchRequest, Outcome, ParsedFeed

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
NONE = timedelta()
ANSWER = Fetched(
    request=FetchRequest(source_id="echo", url="https://e.example/"),
    outcome=Outcome.WAIT,
    reason="asks us to wait",
)
NAMED_WAITS = {
    "7200": 120,
    " 7200 ": 120,
    "60": 1,
    "0": 0,
    "86400": 24 * 60,
    "86401": 24 * 60,
    "1000000000": 24 * 60,
    "9" * 5000: 24 * 60,
    "Mon, 01 Jun 2026 15:00:00 GMT": 180,
    "Mon, 01 Jun 2026 16:00:00 +0100": 180,
    "Mon, 01 Jun 2026 15:00:00 -0000": 180,
    "Monday, 01-Jun-26 15:00:00 GMT": 180,
    "Mon, 01 Jun 2026 11:00:00 GMT": 0,
    "Thu, 01 Jan 1970 00:00:00 GMT": 0,
    "Fri, 01 Jan 2999 00:00:00 GMT": 24 * 60,
    "Fri, 31 Dec 9999 23:59:59 -2300": 24 * 60,
    "": 0,
    "soon": 0,
    "-3600": 0,
    "1e9": 0,
    "120.5": 0,
    "²": 0,
    "٣٠٠٠٠": 0,
    "Mon, 99 Jun 2026 99:00:00 GMT": 0,
    "Mon, 01 Jun 99999 00:00:00 GMT": 0,
    "Mon, 01 Jun 2026 99999999999999999999:00:00 GMT": 0,
    "Mon, 01 Jun 2026 00:00:00 +99999999999999999999": 0,
}
ANYTHING = st.text(max_size=60) | st.integers().map(str) | st.datetimes().map(format_datetime)


def asked(retry_after: str | None, limit_reset: str | None = None) -> timedelta:
    return asked_wait(replace(ANSWER, retry_after=retry_after, limit_reset=limit_reset), NOW)


def fresh(
    cache_control: str | None = None, expires: str | None = None, ttl: float = 0
) -> timedelta:
    feed = ParsedFeed(entries=(), outcome=Outcome.FRESH, reason="0 entries", ttl_minutes=ttl)
    return fresh_for(
        replace(ANSWER, cache_control=cache_control, expires=expires),
        feed.ttl_minutes if feed else 0,
        NOW,
    )


def shortened(value: object) -> str:
    return str(value)[:30]


def epoch(moment: datetime) -> str:
    return f"{moment.timestamp():.0f}"


# ---------------------------------------------------------------- how long to stay away


@pytest.mark.parametrize(("retry_after", "minutes"), NAMED_WAITS.items(), ids=shortened)
def test_a_wish_to_be_left_alone_is_understood_and_kept_up_to_a_day(
    retry_after: str, minutes: int
) -> None:
    assert asked(retry_after) == timedelta(minutes=minutes)


def test_who_asks_for_nothing_is_not_waited_for() -> None:
    assert asked(None) == NONE


@given(ANYTHING, st.none() | ANYTHING)
def test_no_wish_is_too_odd_to_be_answered_with_a_time(
    retry_after: str, limit_reset: str | None
) -> None:
    assert NONE <= asked(retry_after, limit_reset) <= LONGEST_WAIT


def test_a_platforms_quota_is_waited_for_until_it_is_renewed() -> None:
    assert asked(None, epoch(NOW + timedelta(minutes=15))) == timedelta(minutes=15)
    assert asked("junk", epoch(NOW + timedelta(minutes=15))) == timedelta(minutes=15)


@pytest.mark.parametrize("reset", [epoch(NOW - timedelta(minutes=1)), "0", "60", "", "soon", "-1"])
def test_a_quota_that_was_renewed_already_or_at_no_time_is_not_waited_for(reset: str) -> None:
    assert asked(None, reset) == NONE


@pytest.mark.parametrize("reset", ["9" * 10, "9" * 11, "9" * 5000])
def test_a_quota_that_is_renewed_in_another_age_is_waited_for_a_day(reset: str) -> None:
    assert asked(None, reset) == LONGEST_WAIT


def test_what_is_asked_in_so_many_words_counts_before_the_quota() -> None:
    assert asked("120", epoch(NOW + timedelta(hours=2))) == timedelta(minutes=2)


def test_a_date_gone_by_is_no_wish_and_leaves_the_quota_to_be_waited_for() -> None:
    gone = "Mon, 01 Jun 2026 11:00:00 GMT"
    assert asked(gone, epoch(NOW + timedelta(minutes=15))) == timedelta(minutes=15)


# ---------------------------------------------------------------- how long a page stays fresh


@pytest.mark.parametrize(
    ("cache_control", "minutes"),
    [
        ("max-age=600", 10),
        ("public, max-age=600", 10),
        ("Public,MAX-AGE=600,must-revalidate", 10),
        ('max-age="600"', 10),
        ("max-age= 600", 10),
        ("max-age=172800", 48 * 60),
        ("max-age=0", 0),
        ("s-maxage=600", 0),
        ("max-age=", 0),
        ("max-age=-600", 0),
        ("max-age=ten", 0),
        ("max-age", 0),
        ("private", 0),
        ("", 0),
        (",,=,", 0),
    ],
)
def test_how_long_a_page_may_be_kept_is_how_long_it_is_fresh(
    cache_control: str, minutes: int
) -> None:
    assert fresh(cache_control) == timedelta(minutes=minutes)


@pytest.mark.parametrize("word", ["no-cache", "no-store", "No-Cache"])
@pytest.mark.parametrize("order", ["{word}", "{word}, max-age=600", "max-age=600, {word}"])
def test_what_may_not_be_kept_is_never_fresh(word: str, order: str) -> None:
    assert fresh(order.format(word=word)) == NONE


@pytest.mark.parametrize(
    ("expires", "minutes"),
    [
        ("Mon, 01 Jun 2026 12:30:00 GMT", 30),
        ("Mon, 01 Jun 2026 13:30:00 +0100", 30),
        ("Wed, 03 Jun 2026 12:00:00 GMT", 48 * 60),
        ("Mon, 01 Jun 2026 11:59:59 GMT", 0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("0", 0),
        ("-1", 0),
        ("", 0),
        ("never", 0),
        (None, 0),
    ],
)
def test_a_page_is_fresh_until_it_expires(expires: str | None, minutes: int) -> None:
    assert fresh(None, expires) == timedelta(minutes=minutes)


@pytest.mark.parametrize("cache_control", ["max-age=600", "no-cache", "no-store", "max-age=0"])
def test_cache_control_counts_and_expires_does_not_where_both_stand(cache_control: str) -> None:
    assert fresh(cache_control, "Wed, 03 Jun 2026 12:00:00 GMT") == fresh(cache_control)


def test_the_longest_that_headers_or_the_feed_itself_say_counts() -> None:
    assert fresh(ttl=30) == timedelta(minutes=30)
    assert fresh("max-age=600", ttl=30) == timedelta(minutes=30)
    assert fresh("max-age=3600", ttl=30) == timedelta(minutes=60)
    assert fresh("no-cache", ttl=30) == timedelta(minutes=30)


def test_an_answer_without_a_page_is_fresh_as_its_headers_say() -> None:
    unchanged = replace(ANSWER, outcome=Outcome.UNCHANGED, cache_control="max-age=600")
    assert fresh_for(unchanged, 0, NOW) == timedelta(minutes=10)


@given(ANYTHING, ANYTHING)
def test_no_header_is_too_odd_to_be_read(cache_control: str, expires: str) -> None:
    assert fresh(cache_control, expires) >= NONE
    assert fresh(f"max-age={cache_control}", expires) >= NONE
