"""What people read of a spike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.alert.spikes.judging import Reading, Verdict
from monitor.alert.spikes.watching import Event, Turn
from monitor.alert.spikes.words import told

READING = Reading(
    hours=3,
    count=14,
    usual=2.04,
    chance=2e-7,
    verdict=Verdict.UNUSUAL,
    cold=False,
    yesterday=3,
    last_week=0.6,
)
AT = datetime(2026, 11, 17, 14, 20, tzinfo=UTC)
EVENT = Event(
    turn=Turn.OPENED,
    at=AT,
    since=AT - timedelta(hours=3),
    told={1: 9, 3: 14, 24: 20},
    reading=READING,
)


def say(stream: str = "news", event: Event = EVENT, **changes: object) -> str:
    return told(replace(event, reading=replace(READING, **changes)), stream)  # type: ignore[arg-type]


def test_a_spike_is_told_with_its_counts_and_what_is_usual() -> None:
    assert say() == (
        "14 items in the last 3 hours where 2 are usual at this time of a Tuesday; "
        "yesterday 3, last Tuesday 1; since Tue 17 Nov, 11:20"
    )


def test_one_that_grows_says_that_it_does() -> None:
    assert say("social", replace(EVENT, turn=Turn.GREW), hours=1).startswith(
        "Still growing: 14 posts in the last hour where 2 are usual"
    )


def test_one_that_is_over_says_how_high_it_was() -> None:
    assert say(event=replace(EVENT, turn=Turn.CLOSED), count=1) == (
        "Back to usual: 1 item in the last 3 hours where 2 are usual at this time of a Tuesday; "
        "since Tue 17 Nov, 11:20 it was up to 9 items in an hour"
    )


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        (0.01, "where next to none is usual at"),
        (0.8, "where 0.8 is usual at"),
        (1.0, "where 1 is usual at"),
        (2.54, "where 2.5 are usual at"),
        (9.96, "where 10 are usual at"),
        (31.7, "where 32 are usual at"),
    ],
)
def test_what_is_usual_is_said_as_people_say_it(usual: float, said: str) -> None:
    assert said in say(usual=usual)


def test_a_day_that_is_left_out_is_not_given_a_number() -> None:
    assert "yesterday left out, last Tuesday 1" in say(yesterday=None)


def test_a_bank_holiday_is_called_one() -> None:
    boxing = datetime(2026, 12, 28, 10, tzinfo=UTC)  # Boxing Day is a Saturday
    assert "at this time of a bank holiday;" in say(event=replace(EVENT, at=boxing))


def test_little_history_is_admitted() -> None:
    assert say(cold=True).endswith(
        "; there are not yet three weeks to compare with, so it took more than it will"
    )
