"""More than is usual: told once with its counts, again when it has doubled, closed in silence."""

from collections.abc import Iterator

from monitor.records import AlertState, Reason
from tests.scenarios.nights.ashvale import RUTH, SAM
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.history import quiet_weeks
from tests.scenarios.nights.lines import S2, S3, Line, held, item, quiet_until, told
from tests.scenarios.nights.people import ack, diary
from tests.scenarios.nights.rulebooks import rule
from tests.scenarios.nights.texts import MANY
from tests.scenarios.nights.world import restart

TUESDAY = "Tue 20 Oct 2026"
NEWS = 'watches = "rate"\nstream = "news"\nat_least = 5\n'
SPIKE = rule("R21", S3, more=NEWS)
AT_NIGHT = rule("R21", S3, more=f'{NEWS}[[rules.raise]]\nto = "S2"\noffice_hours = false\n')
SURGE = rule(
    "R24",
    S2,
    more='watches = "rate"\nstream = "social"\nat_least = 10\nauthors = 8\ngrowth = 2\n'
    "office_hours = false\n",
)
HASHTAG = "Posts tagged #ashvale"


def press(at: str, first: int, last: int) -> Iterator[Line]:
    """Unrelated items about the office, by number."""
    for story in MANY[first:last]:
        yield item(at, "Ashvale Gazette", story)


def posts(at: str, number: int, accounts: int) -> Iterator[Line]:
    """Posts about the office that say each their own, from so many accounts."""
    for one in range(number):
        words = f"What does the Ashvale commissioner say to point {one} of {at}? Nothing."
        yield item(at, HASHTAG, "", words, author=f"account-{one % accounts}")


def test_two_items_on_a_tuesday_are_nothing(night: Play) -> None:
    night(
        TUESDAY,
        SPIKE,
        quiet_weeks("09:00"),
        *press("14:00", 0, 2),
        quiet_until("16:00"),
        every=30,
    )


def test_eight_within_an_hour_are_told_once_with_what_is_usual(night: Play) -> None:
    night(
        TUESDAY,
        SPIKE,
        quiet_weeks("09:00"),
        *press("14:00", 0, 4),
        *press("14:20", 4, 8),
        told("14:20", "14:50", S3, "R21", SAM, says=("8 items in the last", "at this time of a")),
        quiet_until("15:30"),
        every=30,
    )


def test_a_spike_that_doubles_is_told_again_only_when_it_is_more_urgent(night: Play) -> None:
    night(
        TUESDAY,
        SPIKE,
        quiet_weeks("09:00"),
        *press("14:00", 0, 7),
        told("14:00", "14:20", S3, "R21", SAM),
        *press("14:40", 7, 15),
        held("14:40", "15:00", "R21", Reason.NO_NEWS),
        quiet_until("16:00"),
        every=30,
    )


def test_one_that_grows_on_after_the_office_has_closed_is_more_urgent(night: Play) -> None:
    night(
        TUESDAY,
        AT_NIGHT,
        quiet_weeks("09:00"),
        *press("16:30", 0, 7),
        told("16:30", "16:50", S3, "R21", SAM),
        *press("17:10", 7, 15),
        told("17:10", "17:30", S2, "R21", SAM, says="it is outside office hours"),
        ack("17:40", "R21"),
        quiet_until("19:00"),
        every=10,
    )


def test_a_spike_closes_by_itself_and_in_silence(night: Play) -> None:
    found = night(
        TUESDAY,
        SPIKE,
        quiet_weeks("09:00"),
        *press("14:00", 0, 8),
        told("14:00", "14:20", S3, "R21", SAM),
        quiet_until("19:30"),
    )
    assert found.states("R21") == [AlertState.CLOSED]


def test_after_its_end_as_much_again_is_not_told_for_twelve_hours(night: Play) -> None:
    found = night(
        TUESDAY,
        SPIKE,
        quiet_weeks("09:00"),
        *press("10:00", 0, 8),
        told("10:00", "10:20", S3, "R21", SAM),
        *press("18:00", 8, 15),
        quiet_until("19:30"),
    )
    assert found.states("R21") == [AlertState.CLOSED]


def test_what_the_diary_expected_is_no_spike(night: Play) -> None:
    night(
        TUESDAY,
        SPIKE,
        quiet_weeks("09:00"),
        diary("09:10", "Plan published", starts="13:00", words=("was told of it in writing",)),
        *press("14:00", 0, 8),
        quiet_until("16:00"),
        every=30,
    )


def test_a_restart_in_the_middle_of_a_spike_tells_nothing_twice(night: Play) -> None:
    found = night(
        TUESDAY,
        SPIKE,
        quiet_weeks("09:00"),
        *press("14:00", 0, 8),
        told("14:00", "14:20", S3, "R21", SAM),
        restart("14:25"),
        restart("15:10"),
        quiet_until("19:30"),
    )
    assert found.states("R21") == [AlertState.CLOSED]


def test_ten_copies_of_one_text_are_one_item(night: Play) -> None:
    titles = ("Norbury Post", "Kestley Observer", "Ashvale Evening Echo", "Harrow Mere Times")
    night(
        TUESDAY,
        SPIKE,
        quiet_weeks("09:00"),
        item("14:00", "Ashvale Gazette", MANY[0]),
        *(item("14:10", title, MANY[0]) for title in titles),
        *(item("14:20", title, MANY[1]) for title in titles),
        quiet_until("15:30"),
        every=30,
    )


def test_posts_that_double_at_night_wake_somebody(night: Play) -> None:
    night(
        "Sat 17 Oct 2026",
        SURGE,
        *posts("22:10", 6, 5),
        *posts("22:35", 20, 15),
        told("22:35", "22:45", S2, "R24", SAM, says="it is outside office hours"),
        told("23:05", "23:15", S2, "R24", RUTH),
        quiet_until("23:50"),
        every=10,
    )


def test_one_account_that_shouts_wakes_nobody(night: Play) -> None:
    night(
        "Sat 17 Oct 2026",
        SURGE,
        *posts("22:10", 6, 1),
        *posts("22:35", 20, 1),
        quiet_until("23:30"),
        every=10,
    )


def test_the_same_posts_in_office_hours_are_no_surge_of_the_night(night: Play) -> None:
    night(
        TUESDAY,
        SURGE,
        *posts("14:10", 6, 5),
        *posts("14:35", 20, 15),
        quiet_until("15:30"),
        every=10,
    )
