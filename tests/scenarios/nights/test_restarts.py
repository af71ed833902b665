"""A boot or a kill at the worst moment loses no alert and doubles none."""

from monitor.records import Reason
from tests.scenarios.nights.ashvale import RUTH, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, S3, held, item, quiet_until, told
from tests.scenarios.nights.people import ack
from tests.scenarios.nights.rulebooks import COUNTERS, RESIGN, RESIGN_RISING
from tests.scenarios.nights.texts import CALL, COUNTER, PETITION
from tests.scenarios.nights.world import (
    killed_before_the_mark,
    restart,
    slack_accepts,
    slack_asks_to_wait,
    slack_goes,
    slack_is_back,
    slack_loses_its_answer,
    slack_refuses,
)

TUESDAY = "Tue 20 Oct 2026"


def test_a_restart_changes_nothing(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN_RISING,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        restart("22:50"),
        item("22:55", "Norbury Post", CALL),
        held("22:55", "22:55", "R01", Reason.NO_NEWS),
        told("23:10", "23:10", S2, "R01", RUTH),
        restart("23:12"),
        item("23:20", "Radio Ashvale Today", CALL),
        told("23:20", "23:20", S1, "R01", SAM),
        ack("23:21", "R01"),
        quiet_until("Wed 00:30"),
    )


def test_a_kill_between_the_ledger_and_the_mark_tells_nothing_twice(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN_RISING,
        item("22:40", "Ashvale Gazette", CALL),
        item("22:40", "Radio Ashvale Today", CALL),
        item("22:40", "Harrow Mere Times", PETITION),
        told("22:40", "22:40", S1, "R01", SAM, says=CALL.headline),
        told("22:40", "22:40", S2, "R01", SAM, says=PETITION.headline),
        killed_before_the_mark("22:41"),
        ack("22:43", "R01", of=CALL.headline),
        ack("22:44", "R01", of=PETITION.headline),
        quiet_until("23:50"),
    )


def test_what_waits_for_the_morning_outlives_a_restart(night: Play) -> None:
    night(
        TUESDAY,
        COUNTERS,
        item("21:00", "Ashvale Gazette", COUNTER),
        restart("Wed 03:00"),
        told("07:30", "07:30", S3, "R08", SAM),
        quiet_until("09:00"),
        every=120,
    )


def test_a_message_whose_receipt_was_lost_is_not_sent_twice(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        slack_loses_its_answer("22:39"),
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        ack("22:50", "R01"),
        quiet_until("23:40"),
    )


def test_nor_when_we_boot_before_we_could_look(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        slack_loses_its_answer("22:39"),
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM),
        restart("22:40:05"),
        ack("22:50", "R01"),
        quiet_until("23:40"),
    )


def test_while_slack_is_away_an_alert_waits_and_comes_once(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        slack_goes("22:30"),
        item("22:40", "Ashvale Gazette", CALL),
        slack_is_back("22:55"),
        told("22:55", "23:00", S2, "R01", SAM),
        ack("23:05", "R01"),
        quiet_until("23:40"),
    )


def test_what_somebody_answered_while_slack_was_away_is_not_told_when_it_is_back(
    night: Play,
) -> None:
    night(
        TUESDAY,
        RESIGN,
        slack_goes("22:30"),
        item("22:40", "Ashvale Gazette", CALL),
        ack("22:50", "R01"),
        slack_is_back("22:55"),
        quiet_until("23:40"),
        besides=("R01",),
    )


def test_while_slack_refuses_us_nothing_is_lost(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        slack_refuses("22:30"),
        item("22:40", "Ashvale Gazette", CALL),
        slack_accepts("22:50"),
        told("22:50", "22:55", S2, "R01", SAM),
        ack("22:58", "R01"),
        quiet_until("23:40"),
    )


def test_when_slack_asks_us_to_wait_we_do(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        slack_asks_to_wait("22:39", seconds=90),
        item("22:40", "Ashvale Gazette", CALL),
        told("22:41:30", "22:41:30", S2, "R01", SAM),
        ack("22:50", "R01"),
        quiet_until("23:40"),
    )
