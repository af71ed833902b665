"""What a person silenced is written down and not told, until its end."""

from monitor.records import Reason
from tests.scenarios.nights.ashvale import RUTH, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, S3, held, item, quiet_until, told
from tests.scenarios.nights.people import ack, end_silence, silence
from tests.scenarios.nights.rulebooks import COUNTERS, INQUIRY, RESIGN, RESIGN_RISING
from tests.scenarios.nights.texts import CALL, COMPLAINT, COUNTER, KESTLEY, PETITION
from tests.scenarios.nights.world import restart

TUESDAY = "Tue 20 Oct 2026"


def test_a_silenced_rule_tells_nobody_and_others_do(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN + INQUIRY,
        silence("20:00", until="Wed 08:00", rule="R01"),
        item("22:40", "Ashvale Gazette", CALL),
        held("22:40", "22:40", "R01", Reason.SILENCED),
        item("22:50", "Norbury Post", COMPLAINT),
        told("22:50", "22:50", S1, "R02", SAM),
        ack("22:52", "R02"),
        quiet_until("23:50"),
    )


def test_a_silenced_story_tells_nobody_and_others_do(night: Play) -> None:
    night(
        TUESDAY,
        COUNTERS + RESIGN,
        item("11:00", "Lowfield Advertiser", "Ashvale commissioner", COUNTER.text),
        told("11:00", "11:00", S3, "R08", SAM),
        silence("11:05", until="Fri 08:00", story="Ashvale commissioner"),
        item("11:10", "Norbury Post", "Marsh", f"{COUNTER.text} Critics told her to resign."),
        held("11:10", "11:10", "R01", Reason.SILENCED),
        item("11:30", "Kestley Observer", KESTLEY),
        told("11:30", "11:30", S3, "R08", SAM),
        quiet_until("12:30"),
    )


def test_a_silenced_source_tells_nobody_and_others_do(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        silence("20:00", until="Wed 08:00", source="forum-kestley"),
        item("22:40", "Kestley Community Forum", PETITION),
        held("22:40", "22:40", "R01", Reason.SILENCED),
        item("22:50", "Ashvale Gazette", CALL),
        told("22:50", "22:50", S2, "R01", SAM),
        ack("22:52", "R01"),
        quiet_until("23:50"),
    )


def test_after_its_end_the_next_item_of_the_story_is_told(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        silence("20:00", until="23:00", rule="R01"),
        item("22:59", "Ashvale Gazette", CALL),
        held("22:59", "22:59", "R01", Reason.SILENCED),
        item("23:00", "Norbury Post", CALL),
        told("23:00", "23:00", S2, "R01", SAM, says=Reason.FIRST.value),
        ack("23:02", "R01"),
        quiet_until("Wed 00:30"),
    )


def test_who_takes_it_back_ends_it_before_its_time(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        silence("20:00", until="Wed 08:00", rule="R01"),
        item("22:40", "Ashvale Gazette", CALL),
        held("22:40", "22:40", "R01", Reason.SILENCED),
        end_silence("22:45", by=RUTH),
        item("22:50", "Harrow Mere Times", PETITION),
        told("22:50", "22:50", S2, "R01", SAM),
        ack("22:52", "R01"),
        quiet_until("23:50"),
    )


def test_a_silence_does_not_hide_what_became_a_crisis_before_it(night: Play) -> None:
    """Told at S2, then silenced: at S1 it is still silenced, and stands in the ledger as such."""
    night(
        TUESDAY,
        RESIGN_RISING,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        ack("22:42", "R01"),
        silence("22:45", until="Wed 08:00", rule="R01"),
        item("22:50", "Radio Ashvale Today", CALL),
        held("22:50", "22:50", "R01", Reason.SILENCED),
        quiet_until("23:50"),
    )


def test_a_silence_outlives_a_restart(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        silence("20:00", until="Wed 08:00", rule="R01"),
        restart("21:00"),
        item("22:40", "Ashvale Gazette", CALL),
        held("22:40", "22:40", "R01", Reason.SILENCED),
        quiet_until("23:50"),
    )


def test_a_long_silence_is_recalled_after_a_week(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        silence("10:00", until="Tue 3 Nov 10:00", rule="R01", why="the petition is answered"),
        told("27 Oct 10:00", "16:00", S3, "SILENCE", SAM, says="the petition is answered"),
        quiet_until("2 Nov 12:00"),
        every=360,
    )


def test_a_short_silence_is_not_recalled(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        silence("10:00", until="Sun 10:00", rule="R01"),
        quiet_until("30 Oct 12:00"),
        every=720,
    )


def test_a_silence_that_ends_at_a_time_of_the_night_the_clock_goes_back(night: Play) -> None:
    night(
        "Sun 25 Oct 2026",
        RESIGN,
        silence("00:30", until="01:30 GMT", rule="R01"),
        item("01:45 BST", "Ashvale Gazette", CALL),
        held("01:45 BST", "01:45 BST", "R01", Reason.SILENCED),
        item("01:30 GMT", "Norbury Post", CALL),
        told("01:30 GMT", "01:30 GMT", S2, "R01", SAM),
        ack("01:32 GMT", "R01"),
        quiet_until("03:00"),
    )
