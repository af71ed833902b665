"""By what an entry is known again, whatever its publisher does to guids and addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.identity import canonical_url, keys_of
from monitor.records import Arrival, Item, ParsedEntry, Source
from tests.collect.memory import ECHO, HERALD, NOW, Memory, entry


@pytest.fixture
def memory() -> Memory:
    return Memory()


def test_a_new_item_carries_its_source_its_entry_and_when_it_was_first_seen(
    memory: Memory,
) -> None:
    (item,) = memory.take_in([entry("g", "https://e.example/1", "One", day=1)]).new
    assert (item.source_id, item.outlet, item.tier, item.owner) == (
        "echo",
        "The Echo",
        "local",
        "E",
    )
    assert (item.url, item.title) == ("https://e.example/1", "One")
    assert (item.published_at, item.first_seen_at) == (datetime(2026, 6, 1, 9, tzinfo=UTC), NOW)


def test_the_guid_comes_first_then_the_address_then_title_and_day() -> None:
    both = entry("g", "https://e.example/1", "One")
    assert keys_of(ECHO, [both]) == [("guid:echo:g", "url:e.example/1")]
    assert keys_of(ECHO, [replace(both, guid="")]) == [("url:e.example/1",)]
    assert keys_of(ECHO, [entry(title="One", day=1)]) == [("title:echo:2026-06-01:one",)]
    assert keys_of(ECHO, [replace(entry(), text="Only text")]) == [("title:echo::only text",)]


def test_a_page_seen_again_holds_nothing_new(memory: Memory) -> None:
    page = [entry("1", "https://e.example/1", "One"), entry(title="Two", day=1)]
    assert memory.new(*page) == ["One", "Two"]
    assert memory.new(*page) == []
    assert memory.new(*reversed(page)) == []


def test_an_edited_title_is_the_same_item(memory: Memory) -> None:
    memory.new(entry("1", "https://e.example/1", "PCC to resign"))
    assert memory.new(entry("1", "https://e.example/1", "PCC will not resign")) == []
    assert memory.new(entry("", "https://e.example/1", "PCC denies it all")) == []


def test_an_article_that_moves_keeps_its_guid(memory: Memory) -> None:
    memory.new(entry("1", "https://e.example/old", "One"))
    assert memory.new(entry("1", "https://e.example/new", "One")) == []
    assert memory.new(entry("changed", "https://e.example/new", "One")) == []


def test_a_guid_that_changes_at_each_fetch_makes_nothing_new(memory: Memory) -> None:
    for fetch in range(30):
        page = [entry(f"{fetch}-{n}", f"https://e.example/{n}", f"Story {n}") for n in range(5)]
        assert len(memory.take_in(page).new) == (5 if fetch == 0 else 0)


def test_the_same_guid_on_every_entry_merges_nothing(memory: Memory) -> None:
    page = [entry("same", f"https://e.example/{n}", f"Story {n}") for n in range(5)]
    assert len(memory.take_in(page).new) == 5
    assert memory.new(*page) == []
    later = [entry("same", "https://e.example/new", "Newest"), *page]
    assert memory.new(*later) == ["Newest"]


def test_the_same_guid_without_any_address_merges_nothing(memory: Memory) -> None:
    page = [entry("same", title=f"Story {n}") for n in range(5)]
    assert len(memory.take_in(page).new) == 5
    assert memory.new(*page) == []


@pytest.mark.parametrize("fetches", [1, 3])
def test_entries_that_all_link_to_the_front_page_are_told_apart(
    memory: Memory, fetches: int
) -> None:
    page = [entry(f"g{n}", "https://e.example/", f"Story {n}") for n in range(5)]
    for fetch in range(fetches):
        assert len(memory.take_in(page).new) == (5 if fetch == 0 else 0)
    assert memory.new(entry("g9", "https://e.example/", "Newest"), *page) == ["Newest"]


@pytest.mark.parametrize("guid", ["", "{fetch}-{n}"])
def test_even_where_no_guid_helps_to_know_them_again(memory: Memory, guid: str) -> None:
    for fetch in range(3):
        guids = [guid.format(fetch=fetch, n=n) for n in range(5)]
        page = [entry(g, "https://e.example/", f"Story {n}") for n, g in enumerate(guids)]
        assert len(memory.take_in(page).new) == (5 if fetch == 0 else 0)


def test_entries_with_neither_guid_nor_address_are_known_by_title_and_day(memory: Memory) -> None:
    assert memory.new(entry(title="Court list", day=1)) == ["Court list"]
    assert memory.new(entry(title="COURT LIST", day=1)) == []
    assert memory.new(entry(title="Court list", day=2)) == ["Court list"]


@pytest.mark.parametrize(
    "again",
    [
        "https://www.e.example/news/1?utm_source=rss&utm_medium=feed",
        "http://www.e.example/news/1",
        "https://e.example/news/1",
        "https://www.E.example/news/1/",
        "https://www.e.example/news/1#comments",
        "https://www.e.example/news/1?at_medium=RSS&at_campaign=KARANGA",
        "https://www.e.example/news/1?ITO=1490&fbclid=abc&gclid=def&cmpid=x&ocid=y&xtor=RSS-4",
        "https://www.e.example/news/1?mc_cid=1&mc_eid=2",
    ],
)
def test_tracking_scheme_www_and_closing_slash_change_nothing(memory: Memory, again: str) -> None:
    memory.new(entry("", "https://www.e.example/news/1", "One"))
    assert memory.new(entry("other", again, "One")) == []


@pytest.mark.parametrize(
    "other",
    [
        "https://www.e.example/news/2",
        "https://www.e.example/News/1",
        "https://news.e.example/news/1",
        "https://www.e.example/news/1?page=2",
        "https://www.e.example:8443/news/1",
        "https://www.e.example/news/1?attack=1",
    ],
)
def test_what_may_be_another_article_stays_another(memory: Memory, other: str) -> None:
    memory.new(entry("", "https://www.e.example/news/1", "One"))
    assert memory.new(entry("", other, "Two")) == ["Two"]


def test_the_order_of_a_query_does_not_matter_and_its_values_do() -> None:
    assert canonical_url("https://e.example/?b=2&a=1") == canonical_url("https://e.example?a=1&b=2")
    assert canonical_url("https://e.example/?id=1") != canonical_url("https://e.example/?id=2")
    assert canonical_url("https://e.example/?id=") != canonical_url("https://e.example/")
    assert canonical_url("https://e.example/?n=%E9") != canonical_url("https://e.example/?n=%E8")


def test_the_same_article_in_two_sources_is_one_item(memory: Memory) -> None:
    first = memory.take_in([entry("1", "https://e.example/1", "One")])
    second = memory.take_in([entry("A", "http://www.e.example/1?utm_source=x", "One")], HERALD)
    assert (len(first.new), len(second.new)) == (1, 0)
    assert second.keys["guid:herald:A"] == first.new[0].id


def test_a_guid_counts_within_its_source_only(memory: Memory) -> None:
    memory.new(entry("1", "https://e.example/1", "One"))
    assert memory.new(entry("1", "https://h.example/1", "Other"), source=HERALD) == ["Other"]


def test_what_stands_twice_on_a_page_is_one_item_and_is_counted(memory: Memory) -> None:
    page = [
        entry("1", "https://e.example/1", "One"),
        entry("1", "https://e.example/1?utm_source=top", "One"),
        entry("", "https://e.example/1", "One"),
        entry("2", "https://e.example/2", "Two"),
    ]
    for new in (2, 0):
        found = memory.take_in(page)
        assert (len(found.new), found.tally.repeated) == (new, 2)


def test_a_known_item_gains_the_keys_that_it_is_seen_with(memory: Memory) -> None:
    memory.new(entry("1", "", "One"))
    memory.new(entry("1", "https://e.example/1", "One"))
    assert memory.new(entry("", "https://e.example/1", "One")) == []


ENTRIES = st.builds(
    ParsedEntry,
    guid=st.sampled_from(["", "a", "b", "c"]),
    url=st.sampled_from(
        ["", "https://e.example/1", "http://www.e.example/1/", "https://e.example/2?utm_x=1"]
    ),
    title=st.sampled_from(["", "One", "Two", "ONE"]),
    text=st.sampled_from(["", "Text", "Other text"]),
    published_at=st.none() | st.sampled_from([NOW, NOW - timedelta(days=1)]),
)


@given(st.lists(ENTRIES, max_size=8))
def test_sorting_a_page_again_finds_nothing_new(page: list[ParsedEntry]) -> None:
    memory = Memory()
    first = memory.take_in(page)
    again = memory.take_in(page)
    assert again.new == ()
    assert again.keys == {}
    assert first.tally.entries - first.tally.repeated == again.tally.known == len(first.new)


@given(st.lists(ENTRIES, max_size=8))
def test_every_entry_belongs_to_an_item_and_no_id_is_given_twice(page: list[ParsedEntry]) -> None:
    memory = Memory()
    found = memory.take_in(page)
    assert all(keys for keys in keys_of(ECHO, page))
    assert {memory.known[key].item_id for keys in keys_of(ECHO, page) for key in keys} == {
        item.id for item in found.new
    }
    assert len({item.id for item in found.new}) == len(found.new)


# ---------------------------------------------------------------- a month of a careless publisher


def story(n: int, fetch: int, guid: str) -> ParsedEntry:
    """A story as one fetch shows it: other scheme, other tracking, and a title that is edited."""
    scheme = "https" if fetch % 2 else "http"
    edits = " (updated)" * (fetch // 7)
    return entry(
        guid.format(n=n, fetch=fetch),
        f"{scheme}://www.e.example/news/{n}/?utm_source=rss{fetch}&at_campaign={n}#top",
        f"Story {n}{edits}",
    )


CARELESS_GUIDS = {
    "a new one at each fetch": "{fetch}-{n}",
    "none": "",
    "the same on all": "northmoor",
    "an address with tracking": "https://e.example/news/{n}?utm_source=rss{fetch}",
    "one that is right": "{n}",
}


@pytest.mark.parametrize("guid", CARELESS_GUIDS.values(), ids=CARELESS_GUIDS)
@pytest.mark.parametrize("identity", ["ladder", "address"])
def test_over_thirty_fetches_there_are_as_many_items_as_stories(
    memory: Memory, guid: str, identity: Any
) -> None:
    source = replace(ECHO, identity=identity)
    new: list[Item] = []
    for fetch in range(30):
        page = [story(n, fetch, guid) for n in range(fetch + 12, fetch, -1)]
        now = NOW + timedelta(hours=fetch)
        last = now - timedelta(hours=1) if fetch else None
        found = memory.take_in(page, source, now, looked_at=last)
        new += found.new
        assert (found.tally.repeated, found.renumbered, found.rolled_off) == (0, 0, False)
    told = [item.title.split(" (")[0] for item in new]
    assert sorted(told) == sorted(f"Story {n}" for n in range(1, 30 + 12))
    assert {item.arrival for item in new[12:]} == {Arrival.NEWS}


# ---------------------------------------------------------------- sources told by what to go


def by(identity: Any) -> Source:
    return replace(ECHO, identity=identity)


def test_a_source_that_is_told_to_go_by_one_rung_has_keys_of_that_alone() -> None:
    one = entry("g", "https://e.example/1", "One", day=1)
    assert keys_of(by("guid"), [one]) == [("guid:echo:g",)]
    assert keys_of(by("address"), [one]) == [("url:e.example/1",)]
    assert keys_of(by("title"), [one]) == [("title:echo:2026-06-01:one",)]


@pytest.mark.parametrize("identity", ["ladder", "guid", "address", "title"])
def test_where_the_rung_is_missing_the_last_one_holds(memory: Memory, identity: str) -> None:
    page = [entry(title=f"Story {n}", day=1) for n in range(5)]
    assert len(memory.take_in(page, by(identity)).new) == 5
    assert memory.new(*page, source=by(identity)) == []


@pytest.mark.parametrize("identity", ["address", "title"])
def test_a_guid_that_is_given_to_one_story_after_another_does_not_merge_them(
    memory: Memory, identity: str
) -> None:
    for n in range(5):
        top = entry("top-story", f"https://e.example/{n}", f"Story {n}", day=n + 1)
        assert memory.new(top, source=by(identity)) == [f"Story {n}"]


def test_an_address_that_is_given_to_one_story_after_another_does_not_merge_them(
    memory: Memory,
) -> None:
    for n in range(5):
        live = entry(f"g{n}", "https://e.example/live", f"Story {n}")
        assert memory.new(live, source=by("guid")) == [f"Story {n}"]


def test_articles_that_move_at_every_fetch_are_known_by_their_guid_or_their_title(
    memory: Memory,
) -> None:
    for identity in ("guid", "title"):
        source = replace(by(identity), id=identity)
        for fetch in range(5):
            moved = entry("g1", f"https://e.example/{fetch}/1", "One", day=1)
            assert memory.new(moved, source=source) == ([] if fetch else ["One"])


def test_by_title_the_same_words_on_another_day_are_another_item(memory: Memory) -> None:
    by_title = by("title")
    assert memory.new(entry("g", "https://e.example/1", "Court list", day=1), source=by_title)
    assert memory.new(entry("h", "https://e.example/2", "Court List", day=1), source=by_title) == []
    assert memory.new(entry("g", "https://e.example/1", "Court list", day=2), source=by_title)


@pytest.mark.parametrize("identity", ["guid", "title"])
def test_a_source_that_goes_by_its_own_names_shares_no_item_with_another(
    memory: Memory, identity: str
) -> None:
    article = entry("g", "https://e.example/1", "One", day=1)
    memory.new(article)
    assert memory.new(article, source=replace(by(identity), id="other")) == ["One"]


@given(
    st.lists(st.tuples(st.integers(), st.sampled_from(["One", "Two"])), unique_by=lambda n: n[0])
)
def test_entries_that_share_neither_guid_nor_address_are_never_merged(
    stories: list[tuple[int, str]],
) -> None:
    page = [entry(f"g{n}", f"https://e.example/{n}", title) for n, title in stories]
    assert Memory().new(*page) == [title for _, title in stories]
