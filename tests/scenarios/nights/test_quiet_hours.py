"""What can wait for the morning waits until 07:30 by London's clock, and nothing else does."""

from monitor.records import Reason
from tests.scenarios.nights.ashvale import RUTH, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S2, S3, held, item, quiet_until, told
from tests.scenarios.nights.people import take
from tests.scenarios.nights.rulebooks import COUNTERS, RESIGN, rule
from tests.scenarios.nights.texts import CALL, COUNTER, KESTLEY, MANY

TUESDAY = "Tue 20 Oct 2026"
MORNING = "kept until the morning"


def test_what_can_wait_waits_for_the_morning(night: Play) -> None:
    night(
        TUESDAY,
        COUNTERS,
        item("20:00", "Ashvale Gazette", COUNTER),
        told("Wed 07:30", "07:30", S3, "R08", SAM, says=MORNING),
        quiet_until("09:00"),
        every=120,
    )


def test_just_before_the_quiet_hours_it_is_told_at_once(night: Play) -> None:
    night(
        TUESDAY,
        COUNTERS,
        item("19:59", "Ashvale Gazette", COUNTER),
        told("19:59", "19:59", S3, "R08", SAM, never=MORNING),
        quiet_until("23:00"),
        every=120,
    )


def test_from_half_past_seven_on_it_is_told_at_once(night: Play) -> None:
    night(
        TUESDAY,
        COUNTERS,
        item("07:29", "Ashvale Gazette", COUNTER),
        told("07:30", "07:30", S3, "R08", SAM, says=MORNING),
        item("07:31", "Kestley Observer", KESTLEY),
        told("07:31", "07:31", S3, "R08", SAM, never=MORNING),
        quiet_until("09:00"),
    )


def test_what_is_urgent_waits_for_no_morning(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN + COUNTERS,
        item("22:30", "Lowfield Advertiser", COUNTER),
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        take("22:45", "R01"),
        told("Wed 07:30", "07:30", S3, "R08", SAM, says=MORNING),
        quiet_until("09:00"),
        every=120,
    )


def test_the_morning_after_the_clock_went_back_comes_by_the_new_clock(night: Play) -> None:
    """Seven and a half hours by the sun from midnight would be 06:30."""
    night(
        "Sat 24 Oct 2026",
        COUNTERS,
        item("21:00", "Ashvale Gazette", COUNTER),
        told("Sun 07:30 GMT", "07:30 GMT", S3, "R08", SAM, says=MORNING),
        quiet_until("09:00"),
        every=120,
    )


def test_the_morning_after_the_clock_went_on_comes_by_the_new_clock(night: Play) -> None:
    night(
        "Sat 27 Mar 2027",
        COUNTERS,
        item("21:00", "Ashvale Gazette", COUNTER),
        item("Sun 00:59", "Kestley Observer", KESTLEY),
        told("07:30 BST", "07:30 BST", S3, "R08", SAM, says=(MORNING, COUNTER.headline)),
        told("07:30 BST", "07:30 BST", S3, "R08", SAM, says=(MORNING, KESTLEY.headline)),
        quiet_until("09:00"),
        every=120,
    )


def test_both_hours_of_the_same_name_are_quiet(night: Play) -> None:
    night(
        "Sun 25 Oct 2026",
        COUNTERS,
        item("01:30 BST", "Ashvale Gazette", COUNTER),
        item("01:30 GMT", "Kestley Observer", KESTLEY),
        told("07:30 GMT", "07:30 GMT", S3, "R08", SAM, says=COUNTER.headline),
        told("07:30 GMT", "07:30 GMT", S3, "R08", SAM, says=KESTLEY.headline),
        quiet_until("09:00"),
        every=120,
    )


def test_a_rule_for_an_empty_office_fires_on_a_bank_holiday_at_noon(night: Play) -> None:
    """Boxing Day 2026 is a Saturday: its holiday is Monday the 28th."""
    night(
        "Mon 28 Dec 2026",
        rule("R24", S2, "front counter*", more="office_hours = false"),
        item("12:00", "Ashvale Gazette", COUNTER),
        told("12:00", "12:00", S2, "R24", SAM),
        take("12:10", "R24", by=RUTH),
        item("Wed 12:00", "Kestley Observer", KESTLEY),
        quiet_until("13:00"),
        every=360,
    )


def test_what_waited_in_number_comes_in_one_message(night: Play) -> None:
    """Four or more: three still come one by one."""
    waiting = MANY[:5]
    night(
        TUESDAY,
        rule("R90", S3, "commissioner was told"),
        *(item("21:00", "Ashvale Gazette", story) for story in waiting),
        told("Wed 07:30", "07:30", S3, "MORNING", SAM, says=tuple(s.headline for s in waiting)),
        *(held("07:30", "07:30", "R90", Reason.QUIET_HOURS) for _ in waiting),
        quiet_until("09:00"),
        every=120,
    )


def test_what_became_urgent_in_the_night_is_not_told_again_in_the_morning(night: Play) -> None:
    night(
        TUESDAY,
        rule("R08", S3, "front counter*", more='[[rules.raise]]\nto = "S2"\nowners = 2'),
        item("21:00", "Ashvale Gazette", COUNTER),
        item("22:00", "Radio Ashvale Today", COUNTER),
        told("22:00", "22:00", S2, "R08", SAM),
        take("22:10", "R08"),
        quiet_until("Wed 09:00"),
        every=120,
    )


def test_what_nobody_answered_comes_again_in_one_message_the_next_morning(night: Play) -> None:
    stories = MANY[:5]
    night(
        TUESDAY,
        rule("R90", S3, "commissioner was told"),
        *(item("15:00", "Ashvale Gazette", story) for story in stories),
        *(told("15:00", "15:01", S3, "R90", SAM, says=story.headline) for story in stories),
        told("Wed 07:30", "07:30", S3, "MORNING", SAM, says=tuple(s.headline for s in stories)),
        *(held("07:30", "07:30", "R90", Reason.STILL_OPEN) for _ in stories),
        quiet_until("Wed 20:00"),
        every=150,
    )
