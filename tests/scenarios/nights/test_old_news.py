"""What was published long before we saw it wakes nobody, whatever it says."""

from datetime import timedelta

from monitor.records import Arrival, Reason
from tests.scenarios.nights.ashvale import SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, held, item, quiet_until, told
from tests.scenarios.nights.people import ack
from tests.scenarios.nights.rulebooks import INQUIRY, RESIGN
from tests.scenarios.nights.texts import CALL, COMPLAINT

TUESDAY = "Tue 20 Oct 2026"
HOURS = timedelta(hours=1)


def test_a_crisis_of_three_days_ago_wakes_nobody(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        item("22:40", "Ashvale Gazette", COMPLAINT, ago=72 * HOURS),
        held("22:40", "22:40", "R02", Reason.OLD_NEWS),
        quiet_until("Wed 08:00"),
        every=240,
    )


def test_an_item_of_not_quite_two_days_ago_does(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        item("22:40", "Ashvale Gazette", COMPLAINT, ago=47 * HOURS),
        told("22:40", "22:40", S1, "R02", SAM),
        ack("22:42", "R02"),
        quiet_until("23:40"),
    )


def test_the_back_catalogue_of_a_new_feed_wakes_nobody(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY + RESIGN,
        item("22:40", "Ashvale Gazette", COMPLAINT, ago=30 * HOURS, arrival=Arrival.BACKFILL),
        item("22:40", "Ashvale Gazette", CALL, ago=20 * HOURS, arrival=Arrival.RENUMBERED),
        held("22:40", "22:40", "R02", Reason.BACK_CATALOGUE),
        held("22:40", "22:40", "R01", Reason.BACK_CATALOGUE),
        quiet_until("Wed 08:00"),
        every=240,
    )


def test_the_first_fresh_item_after_an_outage_is_told(night: Play) -> None:
    night(
        TUESDAY,
        RESIGN,
        item("22:40", "Ashvale Gazette", CALL, ago=60 * HOURS),
        held("22:40", "22:40", "R01", Reason.OLD_NEWS),
        item("22:55", "Norbury Post", CALL),
        told("22:55", "22:55", S2, "R01", SAM, says=Reason.FIRST.value),
        ack("22:58", "R01"),
        quiet_until("23:55"),
    )


def test_a_date_that_cannot_be_meant_does_not_hide_a_crisis(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY,
        item("22:40", "Ashvale Gazette", COMPLAINT, ago=9000 * HOURS, date_doubtful=True),
        told("22:40", "22:40", S1, "R02", SAM),
        ack("22:42", "R02"),
        quiet_until("23:40"),
    )
