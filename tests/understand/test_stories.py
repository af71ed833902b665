"""Copies are one story; so are reports of one event; look-alikes are not."""

from monitor.demo.script import ashvale
from monitor.understand.stories import SHORT_SHELF, Shelf, choose_story, shelve
from monitor.understand.text import shingles

BREACH = (
    "The names of people helped by a charity were published on the website of the commissioner's "
    "office on Tuesday night, and remained there for more than an hour before they were removed."
)

TOWNS = {
    "Norbury": "A spreadsheet of cadets stood online since Friday, parents told the school.",
    "Lowfield": "Burglary files lay open beside council minutes, a retired clerk noticed.",
    "Kestley": "Market traders found their bank numbers after a clumsy search for opening hours.",
    "Harrow": "The harbour volunteers' rota, phone lists included, went out with a newsletter.",
    "Marl": "Letters about a speeding complaint reached the wrong farm twice in one week.",
}


def _add(shelf: Shelf, item: str, text: str) -> tuple[str, str]:
    place = choose_story(shelf, item, text, shingles(text))
    shelve(shelf, place.story_id, text, shingles(text))
    return place.story_id, place.reason


def test_the_first_item_starts_a_story() -> None:
    assert _add(Shelf(), "a", BREACH)[1] == "first"


def test_a_copy_with_a_new_lead_sentence_joins_the_story_it_copies() -> None:
    shelf = Shelf()
    story, _ = _add(shelf, "a", BREACH)
    assert _add(shelf, "b", f"Women from Kestley are among those named. {BREACH}") == (
        story,
        "copy",
    )


def test_other_news_of_the_same_office_is_another_story() -> None:
    shelf = Shelf()
    story, _ = _add(shelf, "a", BREACH)
    other = "The commissioner opened a survey about the precept at a market stall in Lowfield."
    assert _add(shelf, "b", other)[0] != story


def test_a_short_shelf_joins_only_what_is_surely_the_same() -> None:
    """Breaches in five towns share the words of their kind, and must alert separately."""
    shelf = Shelf()
    stories = {
        _add(shelf, town, f"Commissioner data breach: names published in {town}. {own}")[0]
        for town, own in TOWNS.items()
    }
    assert len(stories) == 5
    assert len(shelf.members) < SHORT_SHELF


def test_a_story_is_named_by_its_first_item() -> None:
    names = {choose_story(Shelf(), "a", text, shingles(text)).story_id for text in (BREACH, "x")}
    assert len(names) == 1


def test_word_for_word_copies_in_the_invented_weeks_are_one_story() -> None:
    by_text: dict[str, list[str]] = {}
    for item in ashvale():
        by_text.setdefault(item.text, []).append(item.title)
    groups = [(text, titles) for text, titles in by_text.items() if len(titles) > 1]
    assert len(groups) >= 12
    for text, titles in groups:
        shelf = Shelf()
        stories = {_add(shelf, str(n), f"{title}. {text}")[0] for n, title in enumerate(titles)}
        assert len(stories) == 1, titles
