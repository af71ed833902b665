"""What becomes of our own output: used by nobody, used against us, or out before its time."""

from datetime import timedelta

from monitor.records import AlertState, Reason
from tests.scenarios.nights.ashvale import SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.feeds import shuts_us_out
from tests.scenarios.nights.lines import S2, S3, S4, Story, held, item, quiet_until, told
from tests.scenarios.nights.people import ack, release
from tests.scenarios.nights.rulebooks import rule

TUESDAY = "Tue 20 Oct 2026"
UNUSED = rule("R32", S4, more='watches = "release"\nafter_hours = 24.0') + rule(
    "R32a", S3, more='watches = "release"\nafter_hours = 72.0'
)
EARLY = rule("R34", S2, more='release = ["early"]')
HELPLINE = Story(
    "New helpline for victims in Ashvale",
    "A new helpline for victims of crime in Ashvale opens on Monday, paid for by Ashvale's police "
    "and crime commissioner Helen Marsh with 240,000 pounds over two years. Callers will reach a "
    "trained listener between eight in the morning and ten at night, on every day of the year. "
    "“Nobody should have to sit alone with what was done to them,” said Helen Marsh. The line is "
    "run by Safe Harbour Ashvale from an office in Norbury Cross with eleven staff.",
)
PRESS = ("Ashvale Gazette", "Norbury Post")


def test_a_release_that_nobody_uses_is_a_note_after_a_day_and_told_after_three(
    night: Play,
) -> None:
    night(
        TUESDAY,
        UNUSED,
        release("10:00", HELPLINE.headline, HELPLINE.text),
        held("Wed 10:00", "14:00", "R32", Reason.NOTE_ONLY),
        told("Fri 10:00", "14:00", S3, "R32a", SAM, says=HELPLINE.headline),
        quiet_until("18:00"),
        every=240,
    )


def test_before_a_day_is_over_nothing_is_said(night: Play) -> None:
    found = night(
        TUESDAY,
        UNUSED,
        release("10:00", HELPLINE.headline, HELPLINE.text),
        quiet_until("Wed 09:59"),
        every=240,
    )
    assert found.alerts == []


def test_one_that_is_used_on_the_second_day_ends_its_note(night: Play) -> None:
    found = night(
        TUESDAY,
        UNUSED,
        release("10:00", HELPLINE.headline, HELPLINE.text),
        held("Wed 10:00", "14:00", "R32", Reason.NOTE_ONLY),
        item("15:00", "Ashvale Gazette", HELPLINE),
        quiet_until("Sat 12:00"),
        every=240,
    )
    assert found.states("R32a") == []


def test_a_minor_one_need_not_be_used(night: Play) -> None:
    night(
        TUESDAY,
        UNUSED,
        release("10:00", HELPLINE.headline, HELPLINE.text, note="minor"),
        quiet_until("Fri 18:00"),
        every=240,
    )


def test_while_the_feeds_of_its_outlets_are_shut_nobody_can_tell(night: Play) -> None:
    found = night(
        TUESDAY,
        UNUSED,
        item("08:00", "Ashvale Gazette", "The bus came", "It was empty."),
        item("08:00", "Norbury Post", "The train came", "It was empty."),
        release("10:00", HELPLINE.headline, HELPLINE.text),
        shuts_us_out("10:30", "Ashvale Gazette"),
        shuts_us_out("10:30", "Norbury Post"),
        quiet_until("Fri 18:00"),
        every=240,
        polled=PRESS,
    )
    assert found.alerts == []


def test_an_embargo_counts_from_its_end(night: Play) -> None:
    night(
        TUESDAY,
        UNUSED,
        release("10:00", HELPLINE.headline, HELPLINE.text, embargo="Wed 06:00"),
        held("Thu 06:00", "10:00", "R32", Reason.NOTE_ONLY),
        told("Sat 07:30", "10:00", S3, "R32a", SAM, says=HELPLINE.headline),
        quiet_until("12:00"),
        every=240,
    )


def test_news_of_it_before_its_embargo_ends_is_told_at_once(night: Play) -> None:
    night(
        TUESDAY,
        EARLY,
        release("20:00", HELPLINE.headline, HELPLINE.text, embargo="Wed 06:00"),
        item("22:30", "Norbury Post", HELPLINE),
        told("22:30", "22:30", S2, "R34", SAM),
        ack("22:40", "R34"),
        quiet_until("23:30"),
    )


def test_news_of_it_afterwards_is_not(night: Play) -> None:
    night(
        TUESDAY,
        EARLY,
        release("10:00", HELPLINE.headline, HELPLINE.text, embargo="Wed 06:00"),
        item("Wed 06:30", "Norbury Post", HELPLINE),
        quiet_until("08:00"),
        every=240,
    )


def test_a_note_of_an_unused_release_is_closed_when_it_is_used(night: Play) -> None:
    found = night(
        TUESDAY,
        UNUSED,
        release("10:00", HELPLINE.headline, HELPLINE.text),
        held("Wed 10:00", "14:00", "R32", Reason.NOTE_ONLY),
        told("Fri 10:00", "14:00", S3, "R32a", SAM),
        item("15:00", "Ashvale Gazette", HELPLINE, ago=timedelta(minutes=1)),
        quiet_until("18:00"),
        every=240,
    )
    assert found.states("R32") == [AlertState.CLOSED]  # of its family, which raised it first
