"""What a person says of stories counts for alerts, for analysts, and for what comes later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor import ids
from monitor.records import Clause, CycleReport, StoryPlace, StoryRuling, Understanding
from monitor.steps.alerting import alert_on_new
from monitor.steps.regrouping import take_story_rulings
from monitor.steps.watch import Watch, open_watch
from monitor.store.alerts import list_alerts
from monitor.store.coverage import add_understandings, set_stories, stories_of
from monitor.store.items import add_items
from monitor.store.outbox import list_deliveries
from monitor.store.story_rulings import add_story_rulings
from tests.alert.samples import NOON, S2, a_mention, a_rule, an_item
from tests.steps.test_alerting import settings_with

RULE = a_rule(id="R01", severity=S2, when=(Clause(words=("resign",)),))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Watch]:
    with open_watch(settings_with(RULE), tmp_path, None, print) as watch:
        yield watch


def carry(watch: Watch, name: str, story: str, at: datetime = NOON) -> str:
    """An item that the machine put into this story."""
    item = an_item(name, first_seen_at=at, published_at=at)
    add_items(watch.coverage, [item], {f"url:{name}": item.id})
    place = StoryPlace(story_id=story, reason="first", likeness=1.0)
    read = Understanding(item_id=item.id, mentions=(a_mention(),), story=place)
    add_understandings(watch.coverage, [read], at)
    return item.id


def say(watch: Watch, **said: object) -> None:
    word = StoryRuling(says="merge", story_id="b", ruled_by="Ruth", ruled_at=NOON)
    add_story_rulings(watch.ledger, [replace(word, **said)])  # type: ignore[arg-type]
    assert take_story_rulings(watch)


def test_a_merged_story_is_told_with_the_other_until_it_is_taken_back(desk: Watch) -> None:
    one, other = carry(desk, "one", "a"), carry(desk, "other", "b")
    say(desk, into="a")
    assert stories_of(desk.coverage, [one, other]) == {one: "a", other: "a"}
    assert not take_story_rulings(desk)  # nothing new
    say(desk, says="withdrawn")
    assert stories_of(desk.coverage, [one, other]) == {one: "a", other: "b"}


def test_an_item_that_was_split_off_stays_where_it_was_put(desk: Watch) -> None:
    one, other = carry(desk, "one", "a"), carry(desk, "other", "a")
    say(desk, says="split", story_id="a", item_id=other, into="new")
    assert stories_of(desk.coverage, [one, other]) == {one: "a", other: "new"}


def test_nobody_is_told_again_of_a_story_that_was_merged_into_another(desk: Watch) -> None:
    carry(desk, "one", "a")
    alert_on_new(desk, NOON, CycleReport())
    say(desk, story_id="a", into="b")  # the one with the alert is told with the one without
    carry(desk, "third", "b", NOON + timedelta(hours=1))
    alert_on_new(desk, NOON + timedelta(hours=1), CycleReport())
    (alert,) = list_alerts(desk.ledger)
    assert len(list_deliveries(desk.ledger, [alert.id])) == 2  # the alert, and that it stands
    assert [one.state.value for one in list_deliveries(desk.ledger, [alert.id])].count("new") == 1


def test_what_was_said_is_remembered_when_coverage_comes_back_from_a_backup(desk: Watch) -> None:
    one, other = carry(desk, "one", "a"), carry(desk, "other", "b")
    say(desk, into="a")
    set_stories(desk.coverage, {}, {})  # as the older file knew it
    desk.memory.story_rulings = None  # a new process
    take_story_rulings(desk)
    assert stories_of(desk.coverage, [one, other]) == {one: "a", other: "a"}


def test_a_new_item_is_put_beside_items_as_people_grouped_them(desk: Watch) -> None:
    desk.memory.shelf = None
    carry(desk, "one", "a")
    say(desk, story_id="a", into="b")
    assert desk.memory.shelf is None  # read anew with the next item
    assert stories_of(desk.coverage, [ids.item_id("one")])
