"""Items: known again by their keys, kept in every version, read and judged once each."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.records import Arrival, Item, Known, Tier, Understanding
from monitor.store.coverage import (
    Coverage,
    add_understandings,
    mentions_of,
    open_coverage,
)
from monitor.store.items import (
    BATCH,
    add_edits,
    add_items,
    articles_due,
    drop_article_texts,
    find_known,
    find_titles,
    gaps_of,
    items_to_judge,
    items_to_understand,
    mark_judged,
    set_aside,
    settle_articles,
)
from monitor.store.queries import migrations
from tests.store.samples import NOW, a_page, an_edit, an_item, told

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Coverage]:
    with closing(open_coverage(tmp_path / "coverage.duckdb")) as connection:
        yield connection


def unread(db: Coverage, now: datetime = NOW) -> list[str]:
    return [item.id for item in items_to_understand(db, now)]


def unjudged(db: Coverage, now: datetime = NOW) -> list[str]:
    return [item.id for item in items_to_judge(db, now)]


# ---------------------------------------------------------------- kept once


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)
ITEMS = st.builds(
    Item,
    id=st.just("item-1"),
    source_id=WORDS,
    outlet=WORDS,
    tier=st.sampled_from(Tier),
    owner=WORDS,
    url=WORDS,
    title=WORDS,
    text=WORDS,
    author=WORDS,
    published_at=st.none() | MOMENTS,
    first_seen_at=MOMENTS,
    date_doubtful=st.booleans(),
    language=WORDS,
    arrival=st.sampled_from(Arrival),
    wording=WORDS,
)


@settings(max_examples=10)  # each opens a database
@given(st.lists(ITEMS, min_size=1, max_size=20))
def test_items_come_back_as_they_were_stored(items: list[Item]) -> None:
    items = [replace(item, id=f"item-{number:02}") for number, item in enumerate(items)]
    with closing(open_coverage(Path(":memory:"))) as db:
        add_items(db, items, {})
        found = items_to_understand(db, NOW)
    assert sorted(found, key=lambda item: item.id) == items


def test_storing_an_item_again_keeps_the_first_sight_of_it(db: Coverage) -> None:
    add_items(db, [an_item()], {"url:1": "item-1"})
    add_items(db, [an_item(title="Edited"), an_item(2)], {"url:1": "item-2", "url:2": "item-2"})
    assert [item.title for item in items_to_understand(db, NOW)] == [
        an_item(1).title,
        an_item(2).title,
    ]
    assert find_known(db, ["url:1"])["url:1"].item_id == "item-1"


def test_an_item_that_fails_to_be_stored_takes_its_keys_and_pages_with_it(db: Coverage) -> None:
    broken = an_item(2, tier=Tier.LOCAL, first_seen_at=None)
    with pytest.raises((duckdb.Error, AttributeError)):
        add_items(db, [an_item(1), broken], {"url:1": "item-1"}, [a_page()])
    assert (unread(db), find_known(db, ["url:1"]), articles_due(db, NOW)) == ([], {}, [])


def test_a_key_is_known_with_its_item_its_source_and_its_wording(db: Coverage) -> None:
    item = an_item()
    add_items(db, [item], {"url:1": "item-1", "guid:gazette:1": "item-1"})
    known = Known(item_id="item-1", source_id="gazette", wording=item.wording)
    assert find_known(db, ["url:1", "url:2", "guid:gazette:1"]) == {
        "url:1": known,
        "guid:gazette:1": known,
    }
    assert find_known(db, []) == {}


def test_an_item_may_gain_keys_later(db: Coverage) -> None:
    add_items(db, [an_item()], {"url:1": "item-1"})
    add_items(db, [], {"url:2": "item-1"})
    add_items(db, [], {})
    assert set(find_known(db, ["url:1", "url:2"])) == {"url:1", "url:2"}


def test_titles_are_those_that_the_source_has_carried_itself(db: Coverage) -> None:
    add_items(db, [an_item(1), an_item(2), an_item(3, source_id="echo", title="Elsewhere")], {})
    titles = [an_item(1).title, "Elsewhere", "Unheard of"]
    assert find_titles(db, "gazette", titles) == {an_item(1).title: "item-1"}
    assert find_titles(db, "gazette", []) == {}


# ---------------------------------------------------------------- read and judged once


def test_what_was_understood_is_not_read_again_and_waits_to_be_judged(db: Coverage) -> None:
    add_items(db, [an_item(1), an_item(2)], {})
    add_understandings(db, [told(1), Understanding(item_id="item-2")], NOW)
    assert (unread(db), unjudged(db)) == ([], ["item-1"])
    mark_judged(db, ["item-1"], NOW)
    assert unjudged(db) == []


def test_an_item_set_aside_waits_its_hour_and_blocks_no_other(db: Coverage) -> None:
    add_items(db, [an_item(1), an_item(2)], {})
    set_aside(db, "item-1", "ValueError('odd')", NOW + HOUR)
    assert unread(db) == ["item-2"]
    assert unread(db, NOW + HOUR) == ["item-1", "item-2"]
    add_understandings(db, [told(1), told(2)], NOW)
    set_aside(db, "item-2", "ValueError('odd')", NOW + HOUR)
    assert unjudged(db) == ["item-1"]
    assert unjudged(db, NOW + HOUR) == ["item-1", "item-2"]


def test_a_step_takes_the_oldest_and_not_more_than_a_batch(db: Coverage) -> None:
    add_items(db, [an_item(number) for number in range(BATCH + 3, 0, -1)], {})
    assert unread(db) == [f"item-{number}" for number in range(1, BATCH + 1)]


# ---------------------------------------------------------------- edits


def versions(db: Coverage) -> list[tuple[str, str]]:
    return db.execute("SELECT title, text FROM item_versions ORDER BY replaced_at").fetchall()


def test_an_edit_keeps_what_was_said_and_has_the_item_read_again(db: Coverage) -> None:
    add_items(db, [an_item()], {"url:1": "item-1"})
    add_understandings(db, [told()], NOW)
    edit = an_edit()
    add_edits(db, [edit], NOW + HOUR)
    (item,) = items_to_understand(db, NOW)
    assert item == an_item(title=edit.title, text=edit.text, wording=edit.wording)
    assert versions(db) == [(an_item().title, "Some text.")]
    assert find_known(db, ["url:1"])["url:1"].wording == edit.wording


def test_an_item_that_was_judged_is_not_judged_again_for_an_edit(db: Coverage) -> None:
    add_items(db, [an_item(1), an_item(2)], {})
    add_understandings(db, [told(1), told(2)], NOW)
    mark_judged(db, ["item-1"], NOW)
    add_edits(db, [an_edit("item-1"), an_edit("item-2")], NOW)
    assert unjudged(db) == []  # not before they were read again
    add_understandings(db, [told(1), told(2)], NOW)
    assert unjudged(db) == ["item-2"]


def test_every_version_is_kept_and_other_items_are_left_alone(db: Coverage) -> None:
    add_items(db, [an_item(1), an_item(2)], {})
    for number in range(5):
        add_edits(db, [an_edit(text=f"Text {number}")], NOW + number * MINUTE)
    texts = [text for _, text in versions(db)]
    assert texts == ["Some text.", *(f"Text {number}" for number in range(4))]
    assert items_to_understand(db, NOW)[1] == an_item(2)


def test_the_same_edit_after_a_crash_changes_nothing(db: Coverage) -> None:
    add_items(db, [an_item()], {})
    for _ in range(2):
        add_edits(db, [an_edit()], NOW)
    assert versions(db) == [(an_item().title, "Some text.")]


def test_an_edit_has_its_month_published_anew(db: Coverage) -> None:
    add_items(db, [an_item(first_seen_at=NOW - 60 * DAY), an_item(2)], {})
    db.execute("DELETE FROM stale_months")
    add_edits(db, [an_edit()], NOW)
    assert db.execute("SELECT month FROM stale_months").fetchall() == [("2026-08",)]


# ---------------------------------------------------------------- pages behind links


def test_an_item_waits_for_its_page_and_not_for_ever(db: Coverage) -> None:
    add_items(db, [an_item(1), an_item(2)], {}, [a_page()])
    assert unread(db) == ["item-2"]
    assert unread(db, a_page().until - MINUTE) == ["item-2"]
    assert unread(db, a_page().until) == ["item-1", "item-2"]


def test_a_page_is_due_until_it_was_read_or_its_time_is_over(db: Coverage) -> None:
    sooner = a_page(2, until=NOW + MINUTE, keep=True)
    add_items(db, [an_item(1), an_item(2)], {}, [a_page(), sooner])
    assert articles_due(db, NOW) == [sooner, a_page()]
    assert articles_due(db, NOW + MINUTE) == [a_page()]
    settle_articles(db, [("item-1", "read", "The whole article.", "en")], NOW)
    assert articles_due(db, NOW) == [sooner]


def test_the_text_of_a_page_takes_the_place_of_the_feeds_summary(db: Coverage) -> None:
    add_items(db, [an_item()], {}, [a_page()])
    settle_articles(db, [("item-1", "read", "The whole article.", "cy")], NOW)
    (item,) = items_to_understand(db, NOW)
    assert (item.text, item.language) == ("The whole article.", "cy")
    add_understandings(db, [told()], NOW)
    assert [item.text for item in items_to_judge(db, NOW)] == ["The whole article."]


@pytest.mark.parametrize("state", ["refused (403)", "robots.txt forbids", "too slow"])
def test_a_page_that_could_not_be_read_leaves_the_summary(db: Coverage, state: str) -> None:
    add_items(db, [an_item(language="en")], {}, [a_page()])
    settle_articles(db, [("item-1", state, "", "")], NOW)
    (item,) = items_to_understand(db, NOW)
    assert (item.text, item.language) == ("Some text.", "en")
    assert articles_due(db, NOW) == []


def test_the_text_of_a_page_without_a_licence_is_dropped_in_time(db: Coverage) -> None:
    add_items(db, [an_item(1), an_item(2)], {}, [a_page(1), a_page(2, keep=True)])
    read = [(f"item-{number}", "read", "The whole article.", "") for number in (1, 2)]
    settle_articles(db, read, NOW)
    drop_article_texts(db, NOW)
    assert [item.text for item in items_to_understand(db, NOW)] == ["The whole article."] * 2
    drop_article_texts(db, NOW + MINUTE)
    texts = [item.text for item in items_to_understand(db, NOW)]
    assert texts == ["Some text.", "The whole article."]


# ---------------------------------------------------------------- how long sources are silent


MONDAY = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)


def add_arrivals(
    db: Coverage, moments: list[datetime], source: str = "gazette", copies: int = 1
) -> None:
    seen = [at for at in moments for _ in range(copies)]
    start = int(db.execute("SELECT count(*) FROM items").fetchall()[0][0])
    items = [
        an_item(number, source_id=source, first_seen_at=at)
        for number, at in enumerate(seen, start=start)
    ]
    add_items(db, items, {})


def habits(db: Coverage, since: datetime) -> dict[tuple[str, int], timedelta]:
    """The habits of single sources."""
    return {key: gap for key, gap in gaps_of(db, since).items() if key[0]}


def test_a_habit_is_told_for_each_day_of_the_week_and_for_all(db: Coverage) -> None:
    monday = datetime(2026, 11, 2, tzinfo=UTC)  # in winter, when London's days are those of UTC
    hourly = [monday + hour * HOUR for hour in range(24)]
    add_arrivals(db, [*hourly, *(monday + DAY + hour * HOUR for hour in range(0, 24, 2))])
    assert habits(db, monday) == {
        ("gazette", 0): 2 * HOUR,
        ("gazette", 1): HOUR,
        ("gazette", 2): 2 * HOUR,
    }


def test_what_came_together_is_one_arrival(db: Coverage) -> None:
    add_arrivals(db, [MONDAY + number * HOUR for number in range(6)], copies=20)
    assert habits(db, MONDAY) == {("gazette", 0): HOUR, ("gazette", 1): HOUR}


def test_of_twenty_silences_the_longest_but_one_is_the_habit(db: Coverage) -> None:
    minutes = [10] * 38 + [50] * 2 + [600]
    moments = [MONDAY]
    for number in minutes:
        moments.append(moments[-1] + number * MINUTE)
    add_arrivals(db, moments)
    assert 10 * MINUTE < habits(db, MONDAY)["gazette", 0] <= 50 * MINUTE


def test_too_few_arrivals_tell_no_habit(db: Coverage) -> None:
    add_arrivals(db, [MONDAY + number * HOUR for number in range(5)])
    assert habits(db, MONDAY) == {}
    add_arrivals(db, [MONDAY + 5 * HOUR])
    assert set(habits(db, MONDAY)) == {("gazette", 0), ("gazette", 1)}
    assert habits(db, MONDAY + HOUR) == {}


def test_a_back_catalogue_tells_nothing_of_a_habit(db: Coverage) -> None:
    for arrival in (Arrival.BACKFILL, Arrival.RENUMBERED, Arrival.BY_HAND):
        items = [
            an_item(arrival=arrival, first_seen_at=MONDAY + number * HOUR, id=f"{arrival}{number}")
            for number in range(10)
        ]
        add_items(db, items, {})
    assert habits(db, MONDAY) == {}


def test_the_day_is_that_of_a_london_wall(db: Coverage) -> None:
    half_past_midnight = datetime(2026, 6, 1, 23, 10, tzinfo=UTC)  # Tuesday, 00:10 in London
    add_arrivals(db, [half_past_midnight + number * MINUTE for number in range(6)])
    assert set(habits(db, half_past_midnight)) == {("gazette", 0), ("gazette", 2)}


def test_each_source_has_its_own_habit(db: Coverage) -> None:
    add_arrivals(db, [MONDAY + number * HOUR for number in range(6)])
    add_arrivals(db, [MONDAY + number * MINUTE for number in range(6)], source="echo")
    gaps = habits(db, MONDAY)
    assert (gaps["gazette", 0], gaps["echo", 0]) == (HOUR, MINUTE)


def test_under_no_name_stands_the_habit_of_all_sources_together(db: Coverage) -> None:
    add_arrivals(db, [MONDAY + number * HOUR for number in range(7)])
    add_arrivals(db, [MONDAY + (number + 0.5) * HOUR for number in range(6)], source="echo")
    gaps = gaps_of(db, MONDAY)
    assert {gap for (source, _), gap in gaps.items() if source} == {HOUR}
    assert {gap for (source, _), gap in gaps.items() if not source} == {HOUR / 2}


def test_what_two_sources_bring_at_once_is_one_arrival_of_all(db: Coverage) -> None:
    for source in ("gazette", "echo"):
        add_arrivals(db, [MONDAY + number * HOUR for number in range(6)], source=source)
    assert gaps_of(db, MONDAY)["", 0] == HOUR


# ---------------------------------------------------------------- a file of an earlier day


def old_coverage(path: Path) -> Coverage:
    """A file as the first step left it."""
    old = duckdb.connect(str(path))
    old.execute("SET TimeZone = 'UTC'")
    old.execute("CREATE TABLE schema_steps (step INTEGER PRIMARY KEY)")
    old.execute(dict(migrations("coverage"))[1])
    old.execute("INSERT INTO schema_steps VALUES (1)")
    return old


def test_a_file_of_an_earlier_day_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "coverage.duckdb"
    with closing(old_coverage(path)) as old:
        row = "'gazette', 'Gazette', 'local', 'M', 'https://g.example/1', 'Old', 'Text', ''"
        judged = "NULL, TIMESTAMPTZ '2026-10-01 12:00Z', TIMESTAMPTZ '2026-10-01 12:01Z'"
        done = "TIMESTAMPTZ '2026-10-01 12:02Z', NULL, NULL"
        old.execute(f"INSERT INTO items VALUES ('item-1', {row}, {judged}, {done})")
        old.execute("INSERT INTO items SELECT 'item-2', * EXCLUDE item_id FROM items")
        old.execute("UPDATE items SET understood_at = NULL WHERE item_id = 'item-2'")
        old.execute("INSERT INTO item_keys VALUES ('url:1', 'item-1')")
        old.execute(
            "INSERT INTO mentions VALUES ('m', 'item-1', 'ashvale', '', 'office', 'PCC', 0, 3,"
            " 'lead', 0.9)"
        )
    for _ in range(2):
        with closing(open_coverage(path)) as db:
            assert find_known(db, ["url:1"])["url:1"].wording == ""
            (item,) = items_to_understand(db, NOW)
            assert (item.id, item.arrival, item.language) == ("item-2", Arrival.NEWS, "")
            assert (item.date_doubtful, item.title, item.tier) == (False, "Old", Tier.LOCAL)
            assert [one.surface for one in mentions_of(db, ["item-1"])["item-1"]] == ["PCC"]


def test_an_item_of_an_earlier_day_can_be_edited_and_have_its_page_read(tmp_path: Path) -> None:
    path = tmp_path / "coverage.duckdb"
    with closing(old_coverage(path)) as old:
        old.execute(
            "INSERT INTO items SELECT 'item-1', 'gazette', 'G', 'local', 'M', '', 'Old', 'Text',"
            " '', NULL, TIMESTAMPTZ '2026-10-01 12:00Z', NULL, NULL, NULL, NULL"
        )
    with closing(open_coverage(path)) as db:
        add_edits(db, [an_edit()], NOW)
        add_items(db, [an_item(2)], {}, [a_page(1), a_page(2)])
        settle_articles(db, [("item-1", "read", "The whole article.", "en")], NOW)
        assert versions(db) == [("Old", "Text")]
        assert items_to_understand(db, NOW)[0].text == "The whole article."
