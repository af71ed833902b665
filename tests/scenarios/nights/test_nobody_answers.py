"""The ladder: who is told when nobody acknowledges, and that it ends when somebody does."""

from monitor.records import Reason
from tests.scenarios.nights.ashvale import GWEN, RUTH, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, S3, item, quiet_until, told
from tests.scenarios.nights.people import ack, snooze, take
from tests.scenarios.nights.rulebooks import COUNTERS, INQUIRY, RESIGN, RESIGN_RISING
from tests.scenarios.nights.texts import CALL, COMPLAINT, COUNTER
from tests.scenarios.nights.world import restart

UNANSWERED = Reason.UNANSWERED.value
TUESDAY = "Tue 20 Oct 2026"


def test_a_crisis_climbs_to_the_chief_executive_within_half_an_hour(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        item("02:15", "Ashvale Gazette", COMPLAINT),
        told("02:15", "02:15", S1, "R02", SAM),
        told("02:25", "02:25", S1, "R02", RUTH, says=UNANSWERED),
        told("02:45", "02:45", S1, "R02", GWEN, says=UNANSWERED),
        quiet_until("03:40"),
    )


def test_a_crisis_that_nobody_answers_begins_its_ladder_again_every_hour(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        item("02:15", "Ashvale Gazette", COMPLAINT),
        told("02:15", "02:15", S1, "R02", SAM),
        told("02:25", "02:25", S1, "R02", RUTH, says=UNANSWERED),
        told("02:45", "02:45", S1, "R02", GWEN, says=UNANSWERED),
        told("03:45", "03:45", S1, "R02", SAM, says=UNANSWERED),
        told("03:55", "03:55", S1, "R02", RUTH, says=UNANSWERED),
        told("04:15", "04:15", S1, "R02", GWEN, says=UNANSWERED),
        take("04:20", "R02", by=GWEN),
        quiet_until("09:00"),
    )


def test_who_acknowledges_ends_it(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        item("02:15", "Ashvale Gazette", COMPLAINT),
        told("02:15", "02:15", S1, "R02", SAM),
        told("02:25", "02:25", S1, "R02", RUTH, says=UNANSWERED),
        ack("02:31", "R02", by=RUTH),
        quiet_until("04:30"),
    )


def test_who_acknowledges_and_falls_asleep_is_told_again_and_then_the_others(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        item("02:15", "Ashvale Gazette", COMPLAINT),
        told("02:15", "02:15", S1, "R02", SAM),
        ack("02:20", "R02", by=SAM),
        told("04:20", "04:20", S1, "R02", SAM, says=Reason.FORGOTTEN.value),
        told("04:30", "04:30", S1, "R02", RUTH, says=UNANSWERED),
        take("04:40", "R02", by=RUTH),
        quiet_until("09:00"),
    )


def test_what_is_put_off_comes_back_to_whoever_put_it_off_though_the_clock_changed(
    night: Play,
) -> None:
    """The clock goes back between 01:00 and 02:00, and the monitor is started again."""
    night(
        "Sat 24 Oct 2026",
        RESIGN,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        snooze("22:50", "R01", "3h", by=RUTH),
        restart("23:59"),
        told("01:50 BST", "01:50 BST", S2, "R01", RUTH, says=Reason.SNOOZE_OVER.value),
        told("01:20 GMT", "01:20 GMT", S2, "R01", SAM, says=UNANSWERED),
        take("01:25 GMT", "R01", by=SAM),
        quiet_until("09:00"),
    )


def test_an_urgent_alert_goes_to_the_backup_after_half_an_hour(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        told("23:10", "23:10", S2, "R01", RUTH, says=UNANSWERED),
        quiet_until("Wed 01:00"),
    )


def test_what_can_wait_climbs_no_ladder(night: Play) -> None:
    night(
        TUESDAY,
        COUNTERS,
        item("11:00", "Ashvale Gazette", COUNTER),
        told("11:00", "11:00", S3, "R08", SAM),
        quiet_until("15:00"),
    )


def test_the_ladder_begins_anew_when_an_alert_becomes_a_crisis(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN_RISING,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        item("23:05", "Radio Ashvale Today", CALL),
        told("23:05", "23:05", S1, "R01", SAM),
        told("23:15", "23:15", S1, "R01", RUTH, says=UNANSWERED),
        told("23:35", "23:35", S1, "R01", GWEN, says=UNANSWERED),
        quiet_until("Wed 00:30"),
    )


def test_the_hour_that_comes_twice_makes_nobody_wait_longer(night: Play) -> None:
    """In the night of 25 October 2026 the clock goes from 01:59 BST back to 01:00 GMT."""
    night(
        "Sun 25 Oct 2026",
        INQUIRY,
        item("01:52 BST", "Ashvale Gazette", COMPLAINT),
        told("01:52 BST", "01:52 BST", S1, "R02", SAM),
        told("01:02 GMT", "01:02 GMT", S1, "R02", RUTH, says=UNANSWERED),
        told("01:22 GMT", "01:22 GMT", S1, "R02", GWEN, says=UNANSWERED),
        told("02:22", "02:22", S1, "R02", SAM, says=UNANSWERED),
        quiet_until("02:30"),
    )


def test_the_hour_that_is_left_out_makes_nobody_wait_less(night: Play) -> None:
    """In the night of 28 March 2027 the clock goes from 00:59 GMT on to 02:00 BST."""
    night(
        "Sun 28 Mar 2027",
        RESIGN,
        item("00:45", "Ashvale Gazette", CALL),
        told("00:45", "00:45", S2, "R01", SAM),
        told("02:15", "02:15", S2, "R01", RUTH, says=UNANSWERED),
        quiet_until("06:00"),
    )
