"""The chain is as good as its last link: what does not arrive, and what nobody takes in hand."""

from monitor.records import AlertState, Reason
from tests.scenarios.nights.ashvale import GWEN, RUTH, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, item, quiet_until, told
from tests.scenarios.nights.people import ack, take
from tests.scenarios.nights.rulebooks import INQUIRY, RESIGN, rule
from tests.scenarios.nights.texts import CALL, COMPLAINT
from tests.scenarios.nights.world import (
    slack_accepts,
    slack_asks_to_wait,
    slack_goes,
    slack_is_back,
    slack_refuses,
)

TUESDAY = "Tue 20 Oct 2026"
CHAIN = rule("R40", S2, more='watches = "delivery"')
NOBODY = "Nobody has it in hand"


def test_an_alert_that_slack_refuses_is_told_of_on_the_terminal(night: Play) -> None:
    found = night(
        TUESDAY,
        INQUIRY + CHAIN,
        slack_refuses("02:00"),
        item("02:15", "Ashvale Gazette", COMPLAINT),
        ack("02:24", "R02"),
        ack("02:28", "R40"),
        slack_accepts("02:40"),
        quiet_until("03:50"),
        every=5,
        terminal=True,
    )
    on_terminal = [page for page in found.terminal if "Alerts do not arrive by slack" in page]
    assert len(on_terminal) == 1
    assert "invalid_auth" in on_terminal[0]
    # Nothing has left by Slack since, so that nobody can know whether it works again.
    assert found.states("R40") == [AlertState.ACKNOWLEDGED]


def test_a_way_that_fails_is_no_crisis_while_another_tells_of_the_crisis(night: Play) -> None:
    found = night(
        TUESDAY,
        INQUIRY + CHAIN,
        slack_goes("02:00"),
        item("02:15", "Ashvale Gazette", COMPLAINT),
        ack("02:24", "R02"),
        ack("02:28", "R40"),
        slack_is_back("02:40"),
        quiet_until("03:50"),
        every=5,
        terminal=True,
    )
    (page,) = [one for one in found.terminal if "Alerts do not arrive by slack" in one]
    assert "S2 URGENT" in page


def test_when_slack_asks_to_wait_for_a_moment_nothing_is_wrong(night: Play) -> None:
    found = night(
        TUESDAY,
        RESIGN + CHAIN,
        slack_asks_to_wait("22:39", seconds=30),
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40:30", "22:40:31", S2, "R01", SAM),
        ack("22:45", "R01"),
        quiet_until("23:30"),
        every=5,
        terminal=True,
    )
    assert found.states("R40") == []


def test_an_alert_that_the_whole_ladder_left_unanswered_is_itself_told_of(night: Play) -> None:
    night(
        TUESDAY,
        INQUIRY + CHAIN,
        item("02:15", "Ashvale Gazette", COMPLAINT),
        told("02:15", "02:15", S1, "R02", SAM),
        told("02:25", "02:25", S1, "R02", RUTH, says=Reason.UNANSWERED.value),
        told("02:45", "02:45", S1, "R02", GWEN, says=Reason.UNANSWERED.value),
        told("02:50", "02:50", S2, "R40", SAM, says=(NOBODY, COMPLAINT.headline)),
        take("02:55", "R02", by=GWEN),
        quiet_until("05:00"),
        every=5,
    )
