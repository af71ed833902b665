"""What the machine read and concluded is kept once, whole, and in one transaction."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from monitor.errors import StoreUnusable
from monitor.records import Item, StoryPlace, Tier, Understanding
from monitor.store.coverage import (
    Coverage,
    add_items,
    add_understandings,
    find_item_keys,
    items_to_judge,
    items_to_understand,
    mark_judged,
    open_coverage,
    set_aside,
    spread_of,
    story_candidates,
    transaction,
)

NOW = datetime(2026, 10, 20, 21, 40, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Coverage]:
    connection = open_coverage(tmp_path / "coverage.duckdb")
    yield connection
    connection.close()


def _item(number: int, outlet: str = "Ashvale Gazette", owner: str = "Mereside Media") -> Item:
    return Item(
        id=f"item-{number}",
        source_id="gazette",
        outlet=outlet,
        tier=Tier.LOCAL,
        owner=owner,
        url=f"https://gazette.example/{number}",
        title=f"Title {number} ’ £ 🌧",
        text="Some text.",
        author="A. Reporter",
        published_at=None,
        first_seen_at=NOW + timedelta(minutes=number),
    )


def _told(number: int, story: str = "s") -> Understanding:
    place = StoryPlace(story_id=story, reason="first", likeness=1.0)
    return Understanding(item_id=f"item-{number}", story=place, shingles=frozenset({number}))


def test_an_item_comes_back_as_it_was_stored(db: Coverage) -> None:
    add_items(db, [_item(1)], {"url:1": "item-1"})
    assert items_to_understand(db, NOW) == [_item(1)]


def test_storing_an_item_again_keeps_the_first_sight_of_it(db: Coverage) -> None:
    add_items(db, [_item(1)], {"url:1": "item-1"})
    add_items(db, [replace(_item(1), title="Edited")], {"url:1": "item-1"})
    assert [item.title for item in items_to_understand(db, NOW)] == [_item(1).title]


def test_known_keys_are_told_from_unknown_ones(db: Coverage) -> None:
    add_items(db, [_item(1)], {"url:1": "item-1", "guid:gazette:1": "item-1"})
    assert find_item_keys(db, ["url:1", "url:2"]) == {"url:1": "item-1"}
    assert find_item_keys(db, []) == {}


def test_what_was_understood_is_not_read_again_and_waits_to_be_judged(db: Coverage) -> None:
    add_items(db, [_item(1), _item(2)], {})
    add_understandings(db, [_told(1), Understanding(item_id="item-2")], NOW)
    assert items_to_understand(db, NOW) == []
    assert [item.id for item in items_to_judge(db, NOW)] == ["item-1"]
    mark_judged(db, ["item-1"], NOW)
    assert items_to_judge(db, NOW) == []


def test_an_item_set_aside_waits_its_hour_and_blocks_no_other(db: Coverage) -> None:
    add_items(db, [_item(1), _item(2)], {})
    set_aside(db, "item-1", "ValueError('odd')", NOW + timedelta(hours=1))
    assert [item.id for item in items_to_understand(db, NOW)] == ["item-2"]
    assert len(items_to_understand(db, NOW + timedelta(hours=1))) == 2


def test_a_batch_that_fails_leaves_nothing_behind(db: Coverage) -> None:
    add_items(db, [_item(1)], {})
    with pytest.raises(duckdb.Error), transaction(db):
        _mark_all_and_fail(db)
    assert len(items_to_understand(db, NOW)) == 1


def _mark_all_and_fail(db: Coverage) -> None:
    db.execute("UPDATE items SET understood_at = ?", [NOW])
    db.execute("SELECT 1 / 'no number'")


def test_spread_counts_outlets_and_owners_within_the_window(db: Coverage) -> None:
    add_items(db, [_item(1), _item(2, "Norbury Post"), _item(3, "Echo", "Westmark")], {})
    add_understandings(db, [_told(1), _told(2), _told(3)], NOW)
    late = spread_of(db, ["s"], NOW, NOW + timedelta(hours=1))["s"]
    assert late.outlets == ("Ashvale Gazette", "Echo", "Norbury Post")
    assert late.owners == ("Mereside Media", "Westmark")
    assert spread_of(db, ["s"], NOW, NOW + timedelta(minutes=1))["s"].items == 1


def test_candidates_carry_their_fingerprints_oldest_first(db: Coverage) -> None:
    add_items(db, [_item(2), _item(1)], {})
    add_understandings(db, [_told(1), _told(2)], NOW)
    found = story_candidates(db, NOW)
    assert [(item, runs) for item, _, _, _, runs in found] == [
        ("item-1", frozenset({1})),
        ("item-2", frozenset({2})),
    ]


def test_opening_it_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "coverage.duckdb"
    with open_coverage(path) as first:
        add_items(first, [_item(1)], {"url:1": "item-1"})
    with open_coverage(path) as second:
        assert items_to_understand(second, NOW) == [_item(1)]


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "coverage.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreUnusable, match=r"coverage\.duckdb"):
        open_coverage(path)
