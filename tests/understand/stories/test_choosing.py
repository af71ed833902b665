"""Copies are one story; so are reports of one event; look-alikes are not."""

from datetime import timedelta

import pytest

from monitor.demo.script import ashvale
from monitor.ids import story_id
from monitor.understand.stories.choosing import choose_story
from monitor.understand.stories.shelf import Shelf, forget, shelve
from tests.understand.stories.reports import BREACH, MONDAY, SURGERY, report, tell
from tests.understand.stories.scoring import read, report_of

TOWNS = {
    "Norbury": "A spreadsheet of cadets stood online since Friday, parents told the school.",
    "Lowfield": "Burglary files lay open beside council minutes, a retired clerk noticed.",
    "Kestley": "Market traders found their bank numbers after a clumsy search for opening hours.",
    "Harrow": "The harbour volunteers' rota, phone lists included, went out with a newsletter.",
    "Marl": "Letters about a speeding complaint reached the wrong farm twice in one week.",
}


def test_on_a_short_shelf_only_what_is_surely_one_event_joins() -> None:
    shelf = Shelf()
    for town, text in TOWNS.items():
        title = f"Ashvale PCC data breach: names published in {town}"
        assert tell(shelf, report(town, text, title)).reason == "first"


def test_the_first_report_begins_a_story_that_bears_its_name() -> None:
    place = tell(Shelf(), report("a", BREACH))
    assert (place.reason, place.story_id, place.likeness) == ("first", story_id("a"), 1.0)


@pytest.mark.parametrize(
    "copied",
    [
        f"Women from Kestley are among those named. {BREACH}",
        f"{BREACH} Kestley is among the towns in the force area.",
        BREACH.split(" The information")[0],
        BREACH.replace("people helped", "men and women helped"),
    ],
    ids=["a new lead", "a town added", "cut", "a word changed"],
)
def test_a_near_copy_under_another_headline_joins_as_a_copy(copied: str) -> None:
    shelf = Shelf()
    story = tell(shelf, report("a", BREACH, "Names published in error")).story_id
    place = tell(shelf, report("b", copied, "What we know so far", days=0.2))
    assert (place.story_id, place.reason) == (story, "copy")


def long_shelf() -> Shelf:
    """Reports of another spring: rare words can be told from common ones."""
    shelf = Shelf()
    for row in read("unseen.jsonl")[:60]:
        shelve(shelf, report_of(row), story_id(row["event"]))
    return shelf


def test_another_report_of_the_event_and_what_becomes_of_it_join_as_follow_ups() -> None:
    shelf = long_shelf()
    story = tell(shelf, report("a", BREACH, "Charity names published in error")).story_id
    other = (
        "Locks are being changed in Tollgate Road after the Larkfield charity's list of 214 names "
        "appeared online. Ruth Amberly, its chief executive, called it a betrayal."
    )
    later = (
        "The names of 214 clients of the Larkfield charity stood online for 72 minutes because a "
        "draft was mistaken for a form, a review has found. Ruth Amberly welcomed it."
    )
    for name, text, title, days in (
        ("b", other, "Locks changed after charity names blunder", 0.5),
        ("c", later, "Review of published charity names reports", 9),
    ):
        place = tell(shelf, report(name, text, title, days))
        assert (place.story_id, place.reason) == (story, "follow-up")


def test_a_short_post_joins_the_story_that_is_running() -> None:
    shelf = Shelf()
    story = tell(shelf, report("a", BREACH, "Charity names published in error")).story_id
    post = "Locksmith vans all along Tollgate Road since the Larkfield charity names went online."
    assert tell(shelf, report("b", post, days=0.3)).story_id == story


def test_other_news_of_the_same_office_is_another_story() -> None:
    shelf = Shelf()
    story = tell(shelf, report("a", BREACH)).story_id
    other = "The commissioner opened a survey about the precept at a market stall in Lowfield."
    assert tell(shelf, report("b", other)).story_id != story


def test_breaches_in_five_towns_are_five_stories() -> None:
    """They share the words of their kind, and must alert separately."""
    shelf = Shelf()
    stories = {
        tell(shelf, report(town, own, f"Commissioner data breach: names published in {town}"))
        for town, own in TOWNS.items()
    }
    assert {place.reason for place in stories} == {"first"}


def test_a_template_with_another_place_and_date_is_no_copy_and_no_follow_up() -> None:
    shelf = Shelf()
    tell(shelf, report("a", SURGERY.format(place="Quillbury library", day=7, hour="10am")))
    other = SURGERY.format(place="Penderby hall", day=14, hour="11am")
    assert tell(shelf, report("b", other, days=7)).reason == "first"


def test_the_same_article_number_of_one_owner_is_a_hint_and_no_proof() -> None:
    shelf = Shelf()
    url = "https://gazette.example/news/25101234.names/"
    tell(shelf, report("a", BREACH, url=url, owner="Group"))
    other = "Bees have been found in the roof of Kestley town hall, and are to stay until spring."
    assert tell(shelf, report("b", other, url=url, owner="Group")).reason == "first"


def test_a_story_that_nobody_told_for_three_weeks_is_over() -> None:
    shelf = Shelf()
    tell(shelf, report("a", BREACH, "Charity names published in error"))
    again = "Locks were changed in Tollgate Road after the Larkfield charity's 214 names appeared."
    assert choose_story(shelf, report("b", again, "Charity names", days=1)).reason == "follow-up"
    assert choose_story(shelf, report("b", again, "Charity names", days=22)).reason == "first"


def test_what_comes_late_joins_the_story_it_belongs_to() -> None:
    shelf = Shelf()
    story = tell(shelf, report("b", BREACH, days=2)).story_id
    place = tell(shelf, report("a", BREACH, "Names published", days=0))
    assert (place.story_id, place.reason) == (story, "copy")


def test_a_report_that_a_person_put_elsewhere_brings_its_copies_there() -> None:
    shelf = Shelf()
    shelve(shelf, report("a", BREACH), "of-a-person")
    assert choose_story(shelf, report("b", BREACH)).story_id == "of-a-person"


def test_what_is_forgotten_is_joined_by_nobody_and_what_is_kept_is() -> None:
    shelf = Shelf()
    for day, town in enumerate(TOWNS):
        tell(
            shelf, report(town, f"{TOWNS[town]} {BREACH.replace('214', str(300 + day))}", days=day)
        )
    tell(shelf, report("old", SURGERY, days=-5))
    kept = tell(shelf, report("new", f"{SURGERY} Tea is served.", days=4)).story_id
    forget(shelf, MONDAY + timedelta(days=3.5))
    assert len(shelf.story) == 2
    assert choose_story(shelf, report("x", SURGERY, days=5)).story_id == kept
    assert choose_story(shelf, report("y", TOWNS["Norbury"], days=5)).reason == "first"


def test_choosing_puts_nothing_on_the_shelf() -> None:
    shelf = Shelf()
    choose_story(shelf, report("a", BREACH))
    assert choose_story(shelf, report("a", BREACH)).reason == "first"


def test_word_for_word_copies_in_the_invented_weeks_are_one_story() -> None:
    by_text: dict[str, list[str]] = {}
    for item in ashvale():
        by_text.setdefault(item.text, []).append(item.title)
    groups = [(text, titles) for text, titles in by_text.items() if len(titles) > 1]
    assert len(groups) >= 12
    for text, titles in groups:
        shelf = Shelf()
        places = [tell(shelf, report(str(n), text, title)) for n, title in enumerate(titles)]
        assert len({place.story_id for place in places}) == 1, titles
