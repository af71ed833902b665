"""What makes an alert more or less urgent than its rule alone would: each once, never above S1."""

from tests.scenarios.nights.ashvale import SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, S3, S4, item, quiet_until, told
from tests.scenarios.nights.people import ack, diary
from tests.scenarios.nights.rulebooks import COUNTERS, rule
from tests.scenarios.nights.texts import CALL, COUNTER, MANY

TUESDAY = "Tue 20 Oct 2026"
BEFORE_ELECTIONS = """
[alerting]
elections = [2027-05-06]
sensitive = [{ name = "Sensitive period", from = 2027-03-22, to = 2027-05-06 }]
"""
PARTY = rule("R04", S3, "leaflet*", more="party = true")
LEAFLET = (
    "Helen Marsh leaflet angers rivals",
    "A leaflet with a photograph of Ashvale's police and crime commissioner Helen Marsh went "
    "through letter boxes in Osbury on Sunday, opponents said.",
)


def test_a_national_title_that_names_the_office_in_its_headline_counts_one_more(
    night: Play,
) -> None:
    night(
        TUESDAY,
        rule("R08", S3, "resign*"),
        item("22:40", "The Daily Courier", CALL),
        told("22:40", "22:40", S2, "R08", SAM, says="The Daily Courier is national"),
        ack("22:45", "R08"),
        quiet_until("23:40"),
    )


def test_one_that_names_it_in_passing_does_not(night: Play) -> None:
    passing = (
        "Front counters vanish across the country. Small towns lose theirs first. Campaigners "
        "counted ninety since spring. Ministers blame rents. Residents blame everybody. A union "
        "asked each area for its plans. Ashvale's police and crime commissioner has not replied."
    )
    night(
        TUESDAY,
        COUNTERS,
        item("11:00", "The Daily Courier", "Ninety towns lose their police desk", passing),
        told("11:00", "11:00", S3, "R08", SAM, never="more urgent by one"),
        quiet_until("12:00"),
    )


def test_beside_an_urgent_alert_of_its_story_another_counts_one_more(night: Play) -> None:
    night(
        TUESDAY,
        rule("R01", S2, "resign*") + COUNTERS,
        item("11:00", "Ashvale Gazette", CALL),
        told("11:00", "11:00", S2, "R01", SAM),
        item(
            "11:20",
            "Ashvale Evening Echo",
            CALL.headline,
            f"{CALL.text} A front counter may close.",
        ),
        told("11:20", "11:20", S2, "R08", SAM, says="R01 stands open in this story"),
        ack("11:22", "R01"),
        ack("11:23", "R08"),
        quiet_until("12:30"),
    )


def test_what_the_diary_expected_counts_one_less(night: Play) -> None:
    night(
        TUESDAY,
        rule("R08", S2, "front counter*"),
        diary("09:00", "Estate plan published", starts="10:00", words=("front counter*",)),
        item("11:00", "Ashvale Gazette", COUNTER),
        told("11:00", "11:00", S3, "R08", SAM, says="Estate plan published"),
        quiet_until("12:30"),
    )


def test_what_it_expected_three_days_ago_does_not(night: Play) -> None:
    night(
        TUESDAY,
        rule("R08", S2, "front counter*"),
        diary("09:00", "Estate plan published", starts="10:00", words=("front counter*",)),
        item("Fri 11:00", "Ashvale Gazette", COUNTER),
        told("11:00", "11:00", S2, "R08", SAM),
        ack("11:10", "R08"),
        quiet_until("12:30"),
        every=720,
    )


def test_a_rule_that_stands_is_never_lowered(night: Play) -> None:
    night(
        TUESDAY,
        rule("R09", S2, "front counter*", more="standing = true"),
        diary("09:00", "Estate plan published", starts="10:00", words=("front counter*",)),
        item("11:00", "Ashvale Gazette", COUNTER),
        told("11:00", "11:00", S2, "R09", SAM, never="less urgent"),
        ack("11:10", "R09"),
        quiet_until("12:30"),
    )


def test_nothing_is_more_urgent_than_a_crisis(night: Play) -> None:
    night(
        TUESDAY,
        rule("R02", S1, "resign*"),
        item("22:40", "The Daily Courier", CALL),
        told("22:40", "22:40", S1, "R02", SAM),
        ack("22:42", "R02"),
        quiet_until("23:40"),
    )


def test_what_only_partners_say_raises_no_alert(night: Play) -> None:
    night(
        TUESDAY,
        COUNTERS,
        item("11:00", "Ashvale Police", COUNTER),
        item("11:10", "Lowfield Parish Council", COUNTER),
        item("12:00", "Ashvale Gazette", COUNTER),
        told("12:00", "12:00", S3, "R08", SAM),
        quiet_until("13:00"),
    )


def test_before_an_election_nothing_is_lowered(night: Play) -> None:
    night(
        "Tue 20 Apr 2027",
        BEFORE_ELECTIONS + rule("R08", S2, "front counter*"),
        diary("09:00", "Estate plan published", starts="10:00", words=("front counter*",)),
        item("11:00", "Ashvale Gazette", COUNTER),
        told("11:00", "11:00", S2, "R08", SAM, never="less urgent"),
        ack("11:10", "R08"),
        quiet_until("12:30"),
    )


def test_party_news_before_an_election_bears_a_banner(night: Play) -> None:
    night(
        "Tue 20 Apr 2027",
        BEFORE_ELECTIONS + PARTY + COUNTERS,
        item("11:00", "Ashvale Gazette", *LEAFLET),
        told("11:00", "11:00", S3, "R04", SAM, says="Sensitive period"),
        item("11:30", "Kestley Observer", COUNTER),
        told("11:30", "11:30", S3, "R08", SAM, never="Sensitive period"),
        quiet_until("12:30"),
    )


def test_after_the_period_it_bears_none(night: Play) -> None:
    night(
        "Fri 7 May 2027",
        BEFORE_ELECTIONS + PARTY,
        item("11:00", "Ashvale Gazette", *LEAFLET),
        told("11:00", "11:00", S3, "R04", SAM, never="Sensitive period"),
        quiet_until("12:30"),
    )


def test_with_an_election_near_a_party_rule_is_more_urgent(night: Play) -> None:
    rising = BEFORE_ELECTIONS + PARTY + '[[rules.raise]]\nto = "S2"\nelection_days = 90\n'
    night(
        "Tue 2 Feb 2027",
        rising,
        item("11:00", "Ashvale Gazette", *LEAFLET),
        told("11:00", "11:00", S3, "R04", SAM),
        quiet_until("12:30"),
    )


def test_and_from_ninety_days_before_it_on(night: Play) -> None:
    rising = BEFORE_ELECTIONS + PARTY + '[[rules.raise]]\nto = "S2"\nelection_days = 90\n'
    night(
        "Tue 9 Feb 2027",
        rising,
        item("11:00", "Ashvale Gazette", *LEAFLET),
        told("11:00", "11:00", S2, "R04", SAM),
        ack("11:10", "R04"),
        quiet_until("12:30"),
    )


def test_a_national_title_makes_a_note_something_for_the_day(night: Play) -> None:
    night(
        TUESDAY,
        rule("N01", S4, "resign*"),
        item("11:00", "The Daily Courier", CALL),
        told("11:00", "11:00", S3, "N01", SAM),
        quiet_until("12:00"),
    )


def test_fifteen_unrelated_items_are_fifteen_stories(night: Play) -> None:
    """By them other scripts count; a story shared by two would make those lie."""
    found = night(
        TUESDAY,
        rule("N01", S4, "no such words"),
        *(item("11:00", "Ashvale Gazette", one) for one in MANY),
        quiet_until("11:30"),
    )
    assert found.stories == len(MANY)
