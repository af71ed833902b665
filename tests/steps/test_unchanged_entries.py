"""Entries that stand there as they did before are not read again, and nothing is missed by it."""

from __future__ import annotations

import random  # noqa: TID251 - a seed in a test
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from monitor.records import Tally
from monitor.settings import load_settings
from monitor.steps.collecting import collect_due
from monitor.steps.watch import Watch, open_watch
from tests.conftest import Desk
from tests.fakes.publisher import Entry, Publisher, rss

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@contextmanager
def watching(desk: Desk) -> Iterator[Watch]:
    with open_watch(load_settings(desk.config), desk.data, None, print) as watch:
        yield watch


def entry(number: int, words: str = "", guid: str = "", link: str = "") -> Entry:
    return {
        "guid": guid or f"g{number}",
        "title": f"Story {number}",
        "link": link or f"https://news.example/{number}",
        "description": f"About {number}. {words}",
        "published": NOW - timedelta(minutes=number),
    }


def stored(watch: Watch) -> list[tuple[str, ...]]:
    items = "SELECT title, text, url, arrival FROM items"
    versions = "SELECT title, text, 'before', '' FROM item_versions"
    return sorted(watch.coverage.execute(f"{items} UNION ALL {versions}").fetchall())


def changed(page: list[Entry], number: int, chance: random.Random) -> list[Entry]:
    """The page as a careless publisher leaves it an hour later."""
    page = list(page)
    match chance.choice(["new", "new", "edit", "same guid", "same link", "twice", "rolls off"]):
        case "new":
            page.insert(0, entry(number))
        case "edit":
            # Which wording of an entry that stands there twice counts, is chance in either case.
            spot = chance.choice([n for n, one in enumerate(page) if page.count(one) == 1])
            page[spot] = {**page[spot], "description": f"Changed in hour {number}."}
        case "same guid":
            page.insert(0, entry(number, guid=str(page[0]["guid"])))
        case "same link":
            page.insert(0, entry(number, link=str(page[-1]["link"])))
        case "twice":
            page.insert(chance.randrange(len(page)), chance.choice(page))
        case "rolls off":
            page = [entry(number), *page[: max(3, len(page) // 2)]]
    return page[:30]


@pytest.mark.parametrize("seed", range(4))
def test_a_process_that_remembers_a_page_stores_what_one_that_forgets_it_stores(
    new_desk: Callable[[], Desk], publisher: Publisher, seed: int
) -> None:
    chance, page = random.Random(seed), [entry(number) for number in range(8)]
    remembering, forgetful = new_desk(), new_desk()
    for desk in (remembering, forgetful):
        desk.watch({"echo": publisher.url("/feed")})
    with watching(remembering) as watch:
        for hour in range(9):
            publisher.serve("/feed", rss("Echo", page))
            collect_due(watch, NOW + hour * HOUR)
            with watching(forgetful) as other:
                collect_due(other, NOW + hour * HOUR)
                if hour == 8:
                    assert stored(watch) == stored(other)
            page = changed(page, 100 + hour, chance)


def test_unchanged_entries_are_counted_and_only_the_rest_is_read(
    new_desk: Callable[[], Desk], publisher: Publisher
) -> None:
    desk = new_desk()
    desk.watch({"echo": publisher.url("/feed")})
    publisher.serve("/feed", rss("Echo", [entry(number) for number in range(20)]))
    with watching(desk) as watch:
        collect_due(watch, NOW)
        marks = set(watch.memory.pages["echo"])
        assert len(marks) == 20
        publisher.serve("/feed", rss("Echo", [entry(99), *(entry(n) for n in range(19))]))
        (report,) = collect_due(watch, NOW + HOUR)
        assert report.tally == Tally(entries=20, new=1)
        assert report.reason == "1 entries"
        assert len(marks & set(watch.memory.pages["echo"])) == 19


def test_a_page_that_could_not_be_stored_is_read_again_in_full(
    new_desk: Callable[[], Desk], publisher: Publisher
) -> None:
    desk = new_desk()
    desk.watch({"echo": publisher.url("/feed")})
    publisher.serve("/feed", rss("Echo", [entry(1), entry(2)]))
    with watching(desk) as watch:
        watch.coverage.execute("ALTER TABLE item_keys RENAME TO lost_keys")
        collect_due(watch, NOW)
        assert watch.memory.pages == {}
        watch.coverage.execute("ALTER TABLE lost_keys RENAME TO item_keys")
        (report,) = collect_due(watch, NOW + 2 * HOUR)
        assert report.tally.new == 2
