"""Sources that fall silent or shut us out, and a line that is cut: no news is no good news."""

from collections.abc import Iterator

from monitor.records import AlertState, Reason
from tests.scenarios.nights.ashvale import SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.feeds import shuts_us_out, the_line_is_cut, the_line_is_mended
from tests.scenarios.nights.lines import S2, S3, Line, held, item, quiet_until, told
from tests.scenarios.nights.people import ack
from tests.scenarios.nights.rulebooks import rule
from tests.scenarios.nights.world import restart

SILENT = rule("R39", S3, more='watches = "source"')
BLIND = rule("R39b", S2, more='watches = "all-sources"')
GAZETTE, ECHO = "Ashvale Gazette", "Ashvale Evening Echo"
MONDAY = "Mon 1 Jun 2026"


def hourly(first: int, last: int, *outlets: str) -> Iterator[Line]:
    """Something new on each outlet's feed every hour, of no interest to anybody."""
    for hour in range(first, last + 1):
        for outlet in outlets or (GAZETTE,):
            yield item(f"{hour:02d}:00", outlet, f"Bus {hour} of {outlet} is late", "It rained.")


def test_a_source_that_falls_silent_is_told_of_once_and_ends_by_itself(night: Play) -> None:
    found = night(
        MONDAY,
        SILENT,
        *hourly(4, 9),
        told("15:00", "16:30", S3, "R39", SAM, says=f"{GAZETTE} is quiet"),
        item("18:00", GAZETTE, "The bus came", "It was empty."),
        quiet_until("19:30"),
        polled=(GAZETTE,),
    )
    assert found.states("R39") == [AlertState.CLOSED]


def test_one_that_speaks_again_before_the_morning_wakes_nobody_then(night: Play) -> None:
    found = night(
        MONDAY,
        SILENT,
        *hourly(10, 15),
        item("Tue 05:00", GAZETTE, "The bus came", "It was empty."),
        held("05:00", "06:00", "R39", Reason.RECOVERED),
        quiet_until("09:00"),
        every=60,
        polled=(GAZETTE,),
    )
    assert found.states("R39") == [AlertState.CLOSED]


def test_a_publisher_who_shuts_us_out_is_told_of_when_it_lasts(night: Play) -> None:
    night(
        MONDAY,
        SILENT,
        *hourly(8, 9),
        shuts_us_out("09:30", GAZETTE),
        told("10:30", "14:30", S3, "R39", SAM, says="refuses us (403)"),
        quiet_until("16:00"),
        polled=(GAZETTE,),
    )


def test_hours_without_anything_by_day_mean_that_we_are_blind(night: Play) -> None:
    found = night(
        MONDAY,
        BLIND,
        *hourly(6, 11, GAZETTE, ECHO),
        the_line_is_cut("11:30"),
        told("13:30", "14:20", S2, "R39b", SAM, says="We are blind"),
        ack("14:25", "R39b"),
        the_line_is_mended("15:30"),
        item("15:40", GAZETTE, "The bus came", "It was empty."),
        quiet_until("17:00"),
        polled=(GAZETTE, ECHO),
    )
    assert found.states("R39b") == [AlertState.CLOSED]


def test_a_blind_night_is_told_of_after_its_morning_has_begun(night: Play) -> None:
    night(
        MONDAY,
        BLIND,
        *hourly(18, 23),
        the_line_is_cut("23:30"),
        told("Tue 09:00", "09:25", S2, "R39b", SAM, says="We are blind"),
        ack("09:28", "R39b"),
        quiet_until("11:00"),
        polled=(GAZETTE,),
    )


def test_a_restart_does_not_tell_of_a_silent_source_again(night: Play) -> None:
    night(
        MONDAY,
        SILENT,
        *hourly(4, 9),
        told("15:00", "16:30", S3, "R39", SAM, says=f"{GAZETTE} is quiet"),
        restart("17:00"),
        restart("18:00"),
        quiet_until("19:30"),
        polled=(GAZETTE,),
    )
