"""A closed alert rests for twelve hours, unless it becomes more urgent."""

from monitor.records import AlertState, Reason
from tests.scenarios.nights.ashvale import SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, held, item, quiet_until, told
from tests.scenarios.nights.people import ack, close
from tests.scenarios.nights.rulebooks import RESIGN, RESIGN_RISING
from tests.scenarios.nights.texts import CALL, PETITION
from tests.scenarios.nights.world import restart

TUESDAY = "Tue 20 Oct 2026"


def test_a_closed_alert_rests_and_after_twelve_hours_is_told_anew(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        item("08:00", "Ashvale Gazette", CALL),
        told("08:00", "08:00", S2, "R01", SAM),
        close("08:20", "R01"),
        item("18:00", "Norbury Post", CALL),
        held("18:00", "18:00", "R01", Reason.COOLING),
        item("20:21", "Kestley Observer", CALL),
        told("20:21", "20:21", S2, "R01", SAM, says=Reason.FIRST.value),
        ack("20:25", "R01"),
        quiet_until("22:00"),
        every=240,
    )


def test_another_story_does_not_rest_with_it(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        item("08:00", "Ashvale Gazette", CALL),
        told("08:00", "08:00", S2, "R01", SAM),
        close("08:20", "R01"),
        item("11:00", "Harrow Mere Times", PETITION),
        told("11:00", "11:00", S2, "R01", SAM, says=PETITION.headline),
        ack("11:05", "R01"),
        quiet_until("12:00"),
    )


def test_what_becomes_a_crisis_while_it_rests_is_told(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN_RISING,
        item("08:00", "Ashvale Gazette", CALL),
        told("08:00", "08:00", S2, "R01", SAM),
        close("08:20", "R01"),
        item("11:00", "Ashvale Evening Echo", CALL),
        told("11:00", "11:00", S1, "R01", SAM, says=Reason.MORE_URGENT.value),
        ack("11:05", "R01"),
        quiet_until("12:00"),
    )


def test_it_rests_on_through_a_restart(night: Play) -> None:
    found = night(
        TUESDAY,
        RESIGN,
        item("08:00", "Ashvale Gazette", CALL),
        told("08:00", "08:00", S2, "R01", SAM),
        close("08:20", "R01"),
        restart("12:00"),
        item("14:00", "Norbury Post", CALL),
        held("14:00", "14:00", "R01", Reason.COOLING),
        quiet_until("16:00"),
    )
    assert found.states("R01") == [AlertState.CLOSED]


def test_twelve_hours_are_twelve_in_the_night_in_which_the_clock_goes_back(night: Play) -> None:
    night(
        "Sat 24 Oct 2026",
        RESIGN,
        item("19:00", "Ashvale Gazette", CALL),
        told("19:00", "19:00", S2, "R01", SAM),
        close("19:20", "R01"),
        item("Sun 06:10 GMT", "Norbury Post", CALL),
        held("06:10 GMT", "06:10 GMT", "R01", Reason.COOLING),
        item("06:25 GMT", "Kestley Observer", CALL),
        told("06:25 GMT", "06:25 GMT", S2, "R01", SAM),
        ack("06:30 GMT", "R01"),
        quiet_until("08:00"),
        every=240,
    )
