"""What is new on a page, what was edited, and what only looks new and may wake nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import ids
from monitor.collect.arrival import AHEAD, CROWD, FEW, Page, Sorted, is_crowd, sort_entries
from monitor.collect.identity import keys_of
from monitor.records import Arrival, Item, ParsedEntry, Source, Tier
from tests.collect.memory import BEFORE, ECHO, HERALD, NOW, Memory

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NEWS, BACKFILL, RENUMBERED = Arrival.NEWS, Arrival.BACKFILL, Arrival.RENUMBERED


@pytest.fixture
def memory() -> Memory:
    return Memory()


def story(n: int, at: datetime | None = None, name: str = "", text: str = "") -> ParsedEntry:
    """The n-th story of a feed that calls it by this name, or by its number."""
    called = name or str(n)
    return ParsedEntry(
        guid=f"g{called}",
        url=f"https://e.example/{called}",
        title=f"Story {n}",
        text=text,
        published_at=at,
    )


def stories(numbers: Sequence[int], newest: datetime, apart: timedelta) -> list[ParsedEntry]:
    """A page whose first entry is from `newest`, and each other so much older than the last."""
    return [story(n, newest - place * apart) for place, n in enumerate(numbers)]


def arrivals(found: Sorted) -> list[Arrival]:
    return [item.arrival for item in found.new]


def only(found: Sorted) -> Item:
    (item,) = found.new
    return item


def page_of(entries: Sequence[ParsedEntry], source: Source = ECHO) -> Page:
    return Page(source=source, entries=entries, keys=keys_of(source, entries), looked_at=BEFORE)


# ---------------------------------------------------------------- a feed that we meet


def test_of_a_feed_that_we_meet_only_the_last_two_hours_are_news(memory: Memory) -> None:
    page = stories(range(50), NOW, apart=30 * MINUTE)
    found = memory.take_in(page, looked_at=None)
    assert arrivals(found) == [NEWS] * 5 + [BACKFILL] * 45
    assert (found.tally.new, found.rolled_off, found.renumbered) == (50, False, 0)


@pytest.mark.parametrize(
    ("published", "arrival"),
    [
        (NOW, NEWS),
        (NOW - 2 * HOUR, NEWS),
        (NOW - 2 * HOUR - MINUTE, BACKFILL),
        (NOW - 400 * DAY, BACKFILL),
        (NOW + AHEAD, NEWS),
        (NOW + AHEAD + MINUTE, BACKFILL),
        (None, BACKFILL),
    ],
)
def test_what_a_new_feed_does_not_date_or_date_credibly_is_its_back_catalogue(
    memory: Memory, published: datetime | None, arrival: Arrival
) -> None:
    assert only(memory.take_in([story(1, published)], looked_at=None)).arrival is arrival


# ---------------------------------------------------------------- a feed that we know


@pytest.mark.parametrize(
    ("published", "arrival"),
    [
        (NOW, NEWS),
        (BEFORE - 23 * HOUR, NEWS),
        (BEFORE - 24 * HOUR, NEWS),
        (BEFORE - 24 * HOUR - MINUTE, BACKFILL),
        (NOW + 3 * HOUR, NEWS),
        (None, NEWS),
    ],
)
def test_what_was_published_well_before_our_last_look_is_no_news(
    memory: Memory, published: datetime | None, arrival: Arrival
) -> None:
    assert only(memory.take_in([story(1, published)])).arrival is arrival


def test_what_came_while_we_were_away_for_days_is_news(memory: Memory) -> None:
    page = stories(range(5), NOW, apart=12 * HOUR)
    assert arrivals(memory.take_in(page, looked_at=NOW - 3 * DAY)) == [NEWS] * 5


@pytest.mark.parametrize(
    ("ahead", "doubtful"), [(timedelta(), False), (AHEAD, False), (AHEAD + MINUTE, True)]
)
def test_a_date_in_the_future_is_doubtful(memory: Memory, ahead: timedelta, doubtful: bool) -> None:
    item = only(memory.take_in([story(1, NOW + ahead)]))
    assert (item.date_doubtful, item.published_at, item.first_seen_at) == (
        doubtful,
        NOW + ahead,
        NOW,
    )


def test_a_date_that_could_not_be_read_stays_doubtful_and_the_item_is_news(memory: Memory) -> None:
    item = only(memory.take_in([replace(story(1), date_doubtful=True)]))
    assert (item.date_doubtful, item.published_at, item.arrival) == (True, None, NEWS)


# ---------------------------------------------------------------- edits


def wordings(found: Sorted) -> list[tuple[str, str]]:
    return [(edit.title, edit.text) for edit in found.edits]


def test_a_new_wording_is_an_edit_once(memory: Memory) -> None:
    first = only(memory.take_in([story(1, text="Ten officers")]))
    (edit,) = memory.take_in([story(1, text="Twelve officers")]).edits
    assert (edit.item_id, edit.title, edit.text) == (first.id, "Story 1", "Twelve officers")
    assert edit.wording == ids.wording("Story 1", "Twelve officers")
    assert memory.take_in([story(1, text="Twelve officers")]).edits == ()
    assert wordings(memory.take_in([story(1, text="Ten officers")])) == [
        ("Story 1", "Ten officers")
    ]


def test_an_edit_is_neither_new_nor_repeated(memory: Memory) -> None:
    memory.take_in([story(1), story(2)])
    tally = memory.take_in([story(1, text="More"), story(2)]).tally
    assert (tally.entries, tally.new, tally.repeated, tally.known) == (2, 0, 0, 2)


def test_an_entry_that_stands_twice_with_other_words_is_edited_by_the_first_alone(
    memory: Memory,
) -> None:
    teaser = replace(story(1, text="Teaser"), guid="")
    assert memory.take_in([story(1, text="Whole"), teaser]).edits == ()
    for _ in range(3):
        found = memory.take_in([story(1, text="Whole"), teaser])
        assert (found.edits, found.tally.repeated) == ((), 1)
    assert wordings(memory.take_in([story(1, text="Whole!"), teaser])) == [("Story 1", "Whole!")]


def test_only_the_source_that_brought_an_item_edits_it(memory: Memory) -> None:
    memory.take_in([story(1, text="As the Echo has it")])
    for _ in range(2):
        found = memory.take_in([story(1, text="As the Herald has it")], HERALD)
        assert (found.new, found.edits, found.tally.known) == ((), (), 1)
    assert memory.take_in([story(1, text="As the Echo has it")]).edits == ()


def test_an_item_whose_wording_was_never_kept_is_not_edited(memory: Memory) -> None:
    memory.take_in([story(1)])
    memory.known = {key: replace(one, wording="") for key, one in memory.known.items()}
    assert memory.take_in([story(1, text="Other")]).edits == ()


# ---------------------------------------------------------------- pages that come together


def test_an_article_in_two_feeds_that_come_together_is_one_item(memory: Memory) -> None:
    theirs = replace(story(1, text="Cut"), guid="h1", url="http://www.e.example/1?utm_source=h")
    echo, herald = memory.take_in_all([page_of([story(1)]), page_of([theirs, story(2)], HERALD)])
    assert [item.title for item in echo.new] == ["Story 1"]
    assert [item.title for item in herald.new] == ["Story 2"]
    assert herald.keys["guid:herald:h1"] == only(echo).id
    assert (echo.edits, herald.edits) == ((), ())
    assert herald.tally.known == 1
    assert memory.new(theirs, source=HERALD) == []


def test_a_page_that_holds_only_what_another_just_brought_holds_nothing_new(
    memory: Memory,
) -> None:
    page = [story(n) for n in range(5)]
    echo, herald = memory.take_in_all([page_of(page), page_of(page, HERALD)])
    assert (echo.tally.new, herald.tally.new, herald.tally.known) == (5, 0, 5)


# ---------------------------------------------------------------- new names for everything


def renamed(n: int, at: datetime | None = None) -> ParsedEntry:
    return story(n, at, name=f"moved-{n}")


def met(memory: Memory, count: int = 200) -> list[ParsedEntry]:
    """A feed that we have known for long, with all these stories; its page."""
    page = stories(range(count), BEFORE - HOUR, apart=HOUR)
    memory.take_in(page, now=BEFORE, looked_at=None)
    return page


def test_a_renumbered_feed_is_known_by_its_titles_and_wakes_nobody(memory: Memory) -> None:
    page = [replace(one, guid=f"n{one.guid}", url=f"{one.url}-new") for one in met(memory)]
    found = memory.take_in(page)
    assert (found.new, found.edits, found.renumbered, found.rolled_off) == ((), (), 200, False)
    assert found.tally.known == 200
    again = memory.take_in(page)
    assert (again.new, again.renumbered) == ((), 0)


def test_what_no_title_tells_of_a_renumbered_feed_is_held(memory: Memory) -> None:
    page = met(memory, 40)
    moved = [renamed(n, page[n].published_at) for n in range(25)]
    older = [renamed(n, NOW - 90 * DAY) for n in range(100, 115)]
    found = memory.take_in([*moved, *older])
    assert arrivals(found) == [RENUMBERED] * 15
    assert found.renumbered == 40


@pytest.mark.parametrize("fresh", [1, FEW])
def test_few_young_entries_of_a_renumbered_page_are_news_all_the_same(
    memory: Memory, fresh: int
) -> None:
    page = met(memory, 40)
    moved = [renamed(n, page[n].published_at) for n in range(40)]
    young = [renamed(n, BEFORE + MINUTE) for n in range(100, 100 + fresh)]
    older = [renamed(n, NOW - 90 * DAY) for n in range(200, 210)]
    found = memory.take_in([*young, *moved, *older])
    assert arrivals(found) == [NEWS] * fresh + [RENUMBERED] * 10


def test_more_than_a_few_young_entries_are_as_little_to_be_believed_as_the_rest(
    memory: Memory,
) -> None:
    page = met(memory, 40)
    moved = [renamed(n, page[n].published_at) for n in range(40)]
    young = [renamed(n, BEFORE + MINUTE) for n in range(100, 100 + FEW + 1)]
    found = memory.take_in([*young, *moved])
    assert arrivals(found) == [RENUMBERED] * (FEW + 1)


@pytest.mark.parametrize("moved_at", [NOW - 5 * MINUTE, NOW - 300 * DAY])
def test_a_moved_site_whose_articles_all_have_the_date_of_the_move_wakes_nobody(
    memory: Memory, moved_at: datetime
) -> None:
    met(memory, 40)
    page = [
        replace(renamed(n, moved_at + n * timedelta(seconds=1)), title=f"Retold {n}")
        for n in range(30)
    ]
    found = memory.take_in(page)
    assert set(arrivals(found)) == {RENUMBERED}
    assert (found.tally.new, found.renumbered, found.rolled_off) == (30, 30, False)
    assert memory.take_in(page).new == ()


def test_a_title_of_another_source_tells_nothing(memory: Memory) -> None:
    page = met(memory, 40)
    moved = [renamed(n, NOW - n * MINUTE) for n in range(len(page))]
    memory.take_in([story(999, name="h")], HERALD)
    found = memory.take_in(moved, HERALD)
    assert (found.renumbered, found.rolled_off) == (0, True)


# ---------------------------------------------------------------- while we were away


@pytest.mark.parametrize("length", [CROWD, 20, 50])
def test_a_night_long_outage_is_a_gap_and_what_came_since_is_news(
    memory: Memory, length: int
) -> None:
    met(memory, 40)
    page = stories(range(1000, 1000 + length), NOW, apart=8 * HOUR / length)
    found = memory.take_in(page, looked_at=NOW - 8 * HOUR)
    assert arrivals(found) == [NEWS] * length
    assert (found.rolled_off, found.renumbered) == (True, 0)


def test_a_page_without_any_dates_that_moved_on_is_a_gap(memory: Memory) -> None:
    met(memory, 40)
    found = memory.take_in([story(n) for n in range(1000, 1020)])
    assert (set(arrivals(found)), found.rolled_off, found.renumbered) == ({NEWS}, True, 0)


def test_a_page_that_gives_days_instead_of_hours_and_moved_on_is_a_gap_too(
    memory: Memory,
) -> None:
    met(memory, 40)
    midnight = NOW.replace(hour=0)
    page = [story(n, midnight) for n in range(1000, 1012)]
    page += [story(n, midnight - DAY) for n in range(1012, 1020)]
    found = memory.take_in(page, looked_at=midnight - 14 * HOUR)
    assert (set(arrivals(found)), found.rolled_off, found.renumbered) == ({NEWS}, True, 0)


def test_one_entry_that_is_known_says_that_nothing_rolled_off(memory: Memory) -> None:
    known = met(memory, 40)[0]
    page = [*stories(range(1000, 1049), NOW, apart=8 * MINUTE), known]
    found = memory.take_in(page, looked_at=NOW - 8 * HOUR)
    assert (found.tally.new, found.rolled_off) == (49, False)


@pytest.mark.parametrize(("count", "rolled_off"), [(4, False), (5, True), (CROWD - 1, True)])
def test_a_few_entries_that_are_all_new_are_news_and_from_five_on_a_gap(
    memory: Memory, count: int, rolled_off: bool
) -> None:
    met(memory, 40)
    found = memory.take_in([story(n, NOW) for n in range(1000, 1000 + count)])
    assert (set(arrivals(found)), found.rolled_off, found.renumbered) == ({NEWS}, rolled_off, 0)


def test_a_search_for_what_is_new_brings_nothing_but_that_and_is_never_a_crowd(
    memory: Memory,
) -> None:
    found = memory.take_in([story(n, NOW) for n in range(100)], only_new=True)
    assert (set(arrivals(found)), found.rolled_off, found.renumbered) == ({NEWS}, False, 0)


def test_a_feed_that_we_meet_is_never_a_crowd() -> None:
    page = page_of([story(n) for n in range(100)])
    assert is_crowd(page, {})
    assert not is_crowd(replace(page, looked_at=None), {})
    assert not is_crowd(replace(page, only_new=True), {})


# ---------------------------------------------------------------- whose news it is


SEARCH = replace(
    ECHO,
    id="search",
    name="A search for Northmoor",
    kind="google-news",
    query="northmoor",
    tier=Tier.HYPERLOCAL,
    group="search",
)


def voice(outlet: str, source: Source = SEARCH) -> tuple[str, str, Tier]:
    entry = replace(story(1, NOW), outlet=outlet)
    outlets = {one.name.casefold(): one for one in (ECHO, HERALD, SEARCH)}
    found = sort_entries(page_of([entry], source), {}, {}, outlets, NOW)
    item = only(found)
    assert item.source_id == source.id
    return item.outlet, item.owner, item.tier


@pytest.mark.parametrize("outlet", ["The Herald", "the herald", "THE HERALD"])
def test_what_a_search_found_belongs_to_the_outlet_that_we_know(outlet: str) -> None:
    assert voice(outlet) == ("The Herald", "H", Tier.REGIONAL)


def test_an_outlet_that_we_do_not_know_is_a_voice_of_its_own() -> None:
    assert voice("Lowfield Bugle") == ("Lowfield Bugle", "Lowfield Bugle", Tier.HYPERLOCAL)


def test_what_names_no_outlet_belongs_to_its_source() -> None:
    assert voice("") == (SEARCH.name, SEARCH.group, SEARCH.tier)
    assert voice("", ECHO) == ("The Echo", "E", Tier.LOCAL)


def test_an_outlet_that_names_itself_keeps_its_owner() -> None:
    assert voice("The Echo", ECHO) == ("The Echo", "E", Tier.LOCAL)


# ---------------------------------------------------------------- whatever comes


ENTRIES = st.builds(
    ParsedEntry,
    guid=st.sampled_from(["", *"abcdefghijkl"]),
    url=st.sampled_from(["", *(f"https://e.example/{n}" for n in range(12))]),
    title=st.sampled_from(["", "One", "Two", "Three"]),
    text=st.sampled_from(["", "Text", "Other text"]),
    published_at=st.none() | st.sampled_from([NOW - n * 9 * HOUR for n in range(-1, 5)]),
)
PAGES = st.lists(ENTRIES, max_size=14)
LOOKS = st.none() | st.just(BEFORE)


@given(st.lists(st.tuples(PAGES, LOOKS, st.booleans()), max_size=3))
def test_every_entry_is_new_known_or_repeated_and_known_when_it_comes_again(
    pages: list[tuple[list[ParsedEntry], datetime | None, bool]],
) -> None:
    memory, items = Memory(), set[str]()
    for page, looked_at, only_new in pages:
        found = memory.take_in(page, looked_at=looked_at, only_new=only_new)
        new = [item.id for item in found.new]
        tally = found.tally
        assert (tally.entries, tally.new) == (len(page), len(new))
        assert min(tally.known, tally.repeated) >= 0
        assert len({edit.item_id for edit in found.edits}) == len(found.edits)
        assert items.isdisjoint(new)
        items |= set(new)
        again = memory.take_in(page, looked_at=looked_at, only_new=only_new)
        assert (again.new, again.edits) == ((), ())
