"""Crisis mode: a person starts it and ends it; in between the situation is told every hour."""

from collections.abc import Iterator
from itertools import pairwise

from monitor.records import AlertState, Reason
from tests.scenarios.nights.ashvale import GWEN, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.feeds import looks_are_counted
from tests.scenarios.nights.lines import S1, S3, Line, held, item, quiet_until, told
from tests.scenarios.nights.people import crisis_ends, crisis_starts, take
from tests.scenarios.nights.rulebooks import COUNTERS, INQUIRY
from tests.scenarios.nights.texts import COMPLAINT, COUNTER
from tests.scenarios.nights.world import restart

TUESDAY = "Tue 20 Oct 2026"
ALSO = f"{COMPLAINT.text} The front counter in Lowfield was shut meanwhile."


def situation(at: str, until: str, hour: int) -> Line:
    return told(at, until, says=(f"Situation, hour {hour}", COMPLAINT.headline, SAM))


def a_crisis(at: str, start: str) -> Iterator[Line]:
    """The story comes, somebody takes it in hand, and the Chief Executive declares a crisis."""
    yield item(at, "Ashvale Gazette", COMPLAINT)
    yield told(at, at, S1, "R02", SAM)
    yield take(f"{at[:-1]}5", "R02")
    yield crisis_starts(start, COMPLAINT.headline, by=GWEN)


def test_a_crisis_is_reported_on_at_once_and_every_hour(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        *a_crisis("10:00", "10:30"),
        situation("10:30", "10:31", 0),
        situation("11:30", "11:31", 1),
        situation("12:30", "12:31", 2),
        quiet_until("13:20"),
        every=30,
    )


def test_who_ends_it_ends_the_reports(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        *a_crisis("10:00", "10:30"),
        situation("10:30", "10:31", 0),
        situation("11:30", "11:31", 1),
        crisis_ends("12:10", by=GWEN),
        quiet_until("16:00"),
        every=30,
    )


def test_lesser_alerts_of_its_story_are_left_to_the_crisis_team(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY + COUNTERS,
        *a_crisis("10:00", "10:30"),
        situation("10:30", "10:31", 0),
        item("10:40", "Norbury Post", COMPLAINT.headline, ALSO),
        held("10:40", "10:40", "R08", Reason.IN_CRISIS),
        item("10:50", "Kestley Observer", COUNTER),
        told("10:50", "10:50", S3, "R08", SAM, says=COUNTER.headline),
        crisis_ends("11:10", by=GWEN),
        quiet_until("13:00"),
    )


def test_a_return_to_normal_is_proposed_once_after_six_calm_hours(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        *a_crisis("10:00", "10:30"),
        *(situation(f"{10 + hour}:30", f"{10 + hour}:31", hour) for hour in range(7)),
        told("16:30", "16:31", says=("Return to normal?", "A person ends it")),
        *(situation(f"{10 + hour}:30", f"{10 + hour}:31", hour) for hour in (7, 8)),
        quiet_until("19:20"),
        every=30,
    )


def test_while_the_story_grows_no_return_is_proposed(night: Play) -> None:
    titles = ("Norbury Post", "Kestley Observer", "Ashvale Evening Echo", "Harrow Mere Times")
    night(
        TUESDAY,
        INQUIRY,
        *a_crisis("10:00", "10:30"),
        situation("10:30", "10:31", 0),
        situation("11:30", "11:31", 1),
        situation("12:30", "12:31", 2),
        situation("13:30", "13:31", 3),
        *(item("14:00", title, COMPLAINT) for title in titles),
        situation("14:30", "14:31", 4),
        situation("15:30", "15:31", 5),
        situation("16:30", "16:31", 6),
        quiet_until("17:20"),
        every=30,
    )


def test_hours_of_a_crisis_are_hours_that_pass_when_the_clock_goes_back(night: Play) -> None:
    night(
        "Sun 25 Oct 2026",
        INQUIRY,
        *a_crisis("00:10", "00:30"),
        situation("00:30", "00:31", 0),
        situation("01:30 BST", "01:31 BST", 1),
        situation("01:30 GMT", "01:31 GMT", 2),
        situation("02:30", "02:31", 3),
        quiet_until("03:20"),
        every=10,
    )


def test_a_restart_repeats_no_report_and_skips_none(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        *a_crisis("10:00", "10:30"),
        situation("10:30", "10:31", 0),
        restart("10:45"),
        situation("11:30", "11:31", 1),
        restart("11:35"),
        situation("12:30", "12:31", 2),
        quiet_until("13:20"),
        every=30,
    )


def test_two_owners_of_a_crisis_alert_have_one_proposed_on_its_card(night: Play) -> None:
    found = night(
        TUESDAY,
        INQUIRY,
        item("10:00", "Ashvale Gazette", COMPLAINT),
        told("10:00", "10:00", S1, "R02", SAM),
        take("10:05", "R02"),
        item("10:20", "Ashvale Evening Echo", COMPLAINT),
        quiet_until("11:00"),
    )
    (alert,) = found.alerts
    assert "monitor crisis start" in alert.card.note


def test_a_crisis_that_was_ended_leaves_its_alert_as_it_was(night: Play) -> None:
    found = night(
        TUESDAY,
        INQUIRY,
        *a_crisis("10:00", "10:30"),
        situation("10:30", "10:31", 0),
        crisis_ends("10:50", by=GWEN),
        quiet_until("12:00"),
    )
    assert found.states("R02") == [AlertState.IN_HAND]


def test_the_outlets_of_a_crisis_are_looked_at_more_often_until_it_ends(night: Play) -> None:
    counts: list[int] = []
    night(
        TUESDAY,
        INQUIRY,
        item("09:00", "Ashvale Gazette", COMPLAINT),
        told("09:00", "09:04", S1, "R02", SAM),
        take("09:05", "R02"),
        looks_are_counted("10:00", counts),
        looks_are_counted("11:00", counts),
        crisis_starts("11:00", COMPLAINT.headline, by=GWEN),
        situation("11:00", "11:05", 0),
        looks_are_counted("12:00", counts),
        crisis_ends("12:00", by=GWEN),
        looks_are_counted("13:00", counts),
        looks_are_counted("14:00", counts),
        quiet_until("14:10"),
        every=4,
        polled=("Ashvale Gazette",),
    )
    before, during, _, after = (later - earlier for earlier, later in pairwise(counts))
    assert during >= 2 * before
    assert after <= before
