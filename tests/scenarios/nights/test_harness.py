"""A script that is not as the night was must fail: one test for each way in which it can differ."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from monitor.records import Reason
from monitor.steps.watch import Watch
from tests.scenarios.nights.ashvale import RUTH, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.desk import OF_ITS_RULES, OF_ITS_SOURCES, OF_THE_NIGHT, SHARED
from tests.scenarios.nights.lines import S1, S2, Line, held, item, quiet_until, told
from tests.scenarios.nights.people import ack
from tests.scenarios.nights.rulebooks import COUNTERS, RESIGN
from tests.scenarios.nights.texts import CALL, COUNTER
from tests.scenarios.nights.times import first_minute, next_time

TUESDAY = "Tue 20 Oct 2026"
NEWS, TAKEN, END = item("22:40", "Ashvale Gazette", CALL), ack("22:42", "R01"), quiet_until("23:30")


@pytest.mark.parametrize(
    ("wanted", "difference"),
    [
        pytest.param((), "nobody wanted", id="a message that nobody wanted"),
        pytest.param((S1, "R01", SAM), "did not come", id="another severity"),
        pytest.param((S2, "R02", SAM), "did not come", id="another rule"),
        pytest.param((S2, "R01", RUTH), "did not come", id="another person"),
    ],
)
def test_what_came_is_not_what_was_wanted(
    night: Play, wanted: tuple[object, ...], difference: str
) -> None:
    lines: list[Line] = [told("22:40", "22:40", *wanted)] if wanted else []  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match=difference):
        night(TUESDAY, RESIGN, NEWS, *lines, TAKEN, END)


def test_a_message_that_came_too_early_or_too_late_is_missed(night: Play) -> None:
    early, late = told("22:35", "22:38", S2), told("22:41", "22:50", S2)
    with pytest.raises(AssertionError, match=r"(?s)did not come.*did not come.*nobody wanted"):
        night(TUESDAY, RESIGN, early, NEWS, late, TAKEN, END)


def test_a_message_wanted_twice_must_come_twice(night: Play) -> None:
    once = told("22:40", "22:40", S2, "R01", SAM)
    with pytest.raises(AssertionError, match="did not come"):
        night(TUESDAY, RESIGN, NEWS, once, once, TAKEN, END)


def test_words_that_must_not_stand_in_a_message_are_found(night: Play) -> None:
    with pytest.raises(AssertionError, match="did not come"):
        night(TUESDAY, RESIGN, NEWS, told("22:40", "22:40", S2, never="resign"), TAKEN, END)


def test_an_alert_that_is_only_held_is_not_overlooked(night: Play) -> None:
    old = item("22:40", "Ashvale Gazette", CALL, ago=timedelta(days=4))
    with pytest.raises(AssertionError, match=r"held unexpectedly.*R01"):
        night(TUESDAY, RESIGN, old, END)


def test_a_hold_for_another_reason_is_missed(night: Play) -> None:
    old = item("22:40", "Ashvale Gazette", CALL, ago=timedelta(days=4))
    with pytest.raises(AssertionError, match="was not held"):
        night(TUESDAY, RESIGN, old, held("22:40", "22:40", "R01", Reason.SILENCED), END)


def test_a_script_that_ends_before_its_last_message_has_not_told_its_end(night: Play) -> None:
    waits = item("21:00", "Ashvale Gazette", COUNTER)
    with pytest.raises(AssertionError, match="still waits at the end: R08 for Sam Okafor"):
        night(TUESDAY, COUNTERS, waits, quiet_until("22:00"))


def test_a_script_needs_an_end(night: Play) -> None:
    with pytest.raises(AssertionError, match="quiet_until"):
        night(TUESDAY, RESIGN, NEWS)


def test_each_thing_that_came_meets_one_want_though_it_would_fit_several(night: Play) -> None:
    """Which of the two came first must not matter for the one that could be either."""
    night(
        TUESDAY,
        RESIGN + COUNTERS,
        item("11:00", "Ashvale Gazette", CALL),
        item("11:00", "Kestley Observer", COUNTER),
        told("11:00", "11:00"),
        told("11:00", "11:00", S2),
        ack("11:02", "R01"),
        quiet_until("12:00"),
    )


def test_whoever_adds_a_part_to_a_watch_says_whether_nights_may_share_it() -> None:
    told = OF_THE_NIGHT | OF_ITS_SOURCES | OF_ITS_RULES | SHARED
    assert {one.name for one in fields(Watch)} == told


@pytest.mark.parametrize(
    ("written", "after", "meant"),
    [
        ("22:40", "2026-10-20T21:39:00", "2026-10-20T21:40:00"),
        ("00:10", "2026-10-20T21:39:00", "2026-10-20T23:10:00"),
        ("Wed 15:00", "2026-10-20T09:00:00", "2026-10-21T14:00:00"),
        ("Fri 07:30", "2026-10-20T21:39:00", "2026-10-23T06:30:00"),
        ("14 Nov 09:00", "2026-10-20T21:39:00", "2026-11-14T09:00:00"),
        ("22:40:15", "2026-10-20T21:40:00", "2026-10-20T21:40:15"),
        ("01:30", "2026-10-25T00:00:00", "2026-10-25T00:30:00"),
        ("01:30", "2026-10-25T00:31:00", "2026-10-25T01:30:00"),
        ("01:30 BST", "2026-10-25T00:00:00", "2026-10-25T00:30:00"),
        ("01:30 GMT", "2026-10-25T00:00:00", "2026-10-25T01:30:00"),
        ("Mon 01:30", "2027-03-28T00:00:00", "2027-03-29T00:30:00"),
    ],
)
def test_times_are_those_of_a_london_wall(written: str, after: str, meant: str) -> None:
    found = next_time(written, datetime.fromisoformat(after).replace(tzinfo=UTC))
    assert found == datetime.fromisoformat(meant).replace(tzinfo=UTC)


@pytest.mark.parametrize("written", ["25:00", "7:30", "Tuesday 07:30", "soon"])
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"time|hour|come"):
        next_time(written, datetime(2026, 10, 20, tzinfo=UTC))


def test_a_line_that_is_out_of_its_order_is_refused() -> None:
    with pytest.raises(ValueError, match="02:00 is past"):
        next_time("02:00", datetime(2026, 6, 1, 10, tzinfo=UTC))


def test_an_hour_that_the_clock_leaves_out_is_refused() -> None:
    with pytest.raises(ValueError, match="01:30 is past"):
        next_time("01:30", datetime(2027, 3, 28, 0, 30, tzinfo=UTC))


def test_a_day_with_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="Tuesday"):
        first_minute("Mon 20 Oct 2026")
