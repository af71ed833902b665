"""Ten messages a day outside a crisis: what comes after is told together, and says so."""

from collections.abc import Iterator

from monitor.records import AlertState, Reason, Severity
from tests.scenarios.nights.ashvale import RUTH, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, S3, Line, held, item, quiet_until, told
from tests.scenarios.nights.people import ack
from tests.scenarios.nights.rulebooks import INQUIRY, rule
from tests.scenarios.nights.texts import COMPLAINT, MANY
from tests.scenarios.nights.world import restart

TUESDAY = "Tue 20 Oct 2026"
DAYTIME = rule("R90", S3, "commissioner was told")
NIGHTLY = rule("R91", S2, "commissioner was told")


def ten(at: str, rule_id: str, severity: Severity = S3) -> Iterator[Line]:
    """Ten stories, each told at once, and all taken in hand before the next hour."""
    for story in MANY[:10]:
        yield item(at, "Ashvale Gazette", story)
    for story in MANY[:10]:
        yield told(at, at, severity, rule_id, SAM, says=story.headline)
    for story in MANY[:10]:
        yield ack(f"{at[:3]}20", rule_id, of=story.headline)


def test_the_eleventh_message_of_a_day_is_told_in_a_summary(night: Play) -> None:
    night(
        TUESDAY,
        DAYTIME,
        *ten("09:00", "R90"),
        item("10:30", "Norbury Post", MANY[10]),
        held("10:30", "10:30", "R90", Reason.BUDGET),
        told(
            "10:30",
            "10:35",
            S3,
            "SUMMARY",
            SAM,
            says=(MANY[10].headline, "more than 10 alerts today"),
        ),
        quiet_until("12:00"),
    )


def test_what_comes_close_together_shares_one_summary(night: Play) -> None:
    night(
        TUESDAY,
        DAYTIME,
        *ten("09:00", "R90"),
        item("10:30", "Norbury Post", MANY[10]),
        held("10:30", "10:30", "R90", Reason.BUDGET),
        item("10:31", "Norbury Post", MANY[11]),
        held("10:31", "10:31", "R90", Reason.BUDGET),
        told("10:31", "10:35", S3, "SUMMARY", SAM, says=(MANY[10].headline, MANY[11].headline)),
        item("10:40", "Norbury Post", MANY[12]),
        held("10:40", "10:40", "R90", Reason.BUDGET),
        item("10:50", "Norbury Post", MANY[13]),
        held("10:50", "10:50", "R90", Reason.BUDGET),
        told("11:00", "11:05", S3, "SUMMARY", SAM, says=(MANY[12].headline, MANY[13].headline)),
        quiet_until("12:30"),
    )


def test_a_crisis_passes_whatever_the_day_was_like(night: Play) -> None:
    night(
        TUESDAY,
        DAYTIME + INQUIRY,
        *ten("09:00", "R90"),
        item("10:30", "Norbury Post", MANY[10]),
        held("10:30", "10:30", "R90", Reason.BUDGET),
        told("10:30", "10:35", S3, "SUMMARY", SAM, says=MANY[10].headline),
        item("10:31", "Ashvale Gazette", COMPLAINT),
        told("10:31", "10:31", S1, "R02", SAM, says=Reason.FIRST.value),
        ack("10:36", "R02"),
        quiet_until("12:00"),
    )


def test_a_new_day_begins_at_midnight_in_london(night: Play) -> None:
    """At ten past midnight in summer time UTC still has the day before."""
    night(
        TUESDAY,
        NIGHTLY,
        *ten("22:00", "R91", S2),
        item("23:40", "Norbury Post", MANY[10]),
        held("23:40", "23:40", "R91", Reason.BUDGET),
        told("23:40", "23:45", S2, "SUMMARY", SAM, says=MANY[10].headline),
        ack("23:50", "SUMMARY"),
        item("Wed 00:10", "Norbury Post", MANY[11]),
        told("00:10", "00:10", S2, "R91", SAM, says=MANY[11].headline),
        ack("00:12", "R91", of=MANY[11].headline),
        quiet_until("01:30"),
    )


def test_the_budget_outlives_a_restart(night: Play) -> None:
    night(
        TUESDAY,
        DAYTIME,
        *ten("09:00", "R90"),
        restart("10:28"),
        item("10:30", "Norbury Post", MANY[10]),
        held("10:30", "10:30", "R90", Reason.BUDGET),
        told("10:30", "10:35", S3, "SUMMARY", SAM, says=MANY[10].headline),
        restart("10:31"),
        quiet_until("12:00"),
    )


def test_the_ladder_of_a_summary_is_that_of_its_most_urgent_alert(night: Play) -> None:
    night(
        TUESDAY,
        NIGHTLY,
        *ten("22:00", "R91", S2),
        item("23:40", "Norbury Post", MANY[10]),
        held("23:40", "23:40", "R91", Reason.BUDGET),
        told("23:40", "23:45", S2, "SUMMARY", SAM),
        told("Wed 00:10", "00:15", S2, "SUMMARY", RUTH, says=Reason.UNANSWERED.value),
        quiet_until("02:00"),
    )


def test_who_takes_a_summary_in_hand_has_all_of_it_in_hand(night: Play) -> None:
    found = night(
        TUESDAY,
        NIGHTLY,
        *ten("22:00", "R91", S2),
        item("23:40", "Norbury Post", MANY[10]),
        held("23:40", "23:40", "R91", Reason.BUDGET),
        item("23:41", "Norbury Post", MANY[11]),
        held("23:41", "23:41", "R91", Reason.BUDGET),
        told("23:41", "23:45", S2, "SUMMARY", SAM),
        ack("23:50", "SUMMARY"),
        quiet_until("Wed 02:00"),
    )
    assert set(found.states("R91")) == {AlertState.ACKNOWLEDGED}
