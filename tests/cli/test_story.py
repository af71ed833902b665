"""`monitor story`: what is told as one story, and a person's word on it."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor import ids
from monitor.clock import now_utc
from monitor.pipeline import hand_over, take_in
from monitor.records import Item, Judgement, StoryPlace, Understanding
from monitor.steps.watch import open_watch
from monitor.store.alerts import save_judgements
from monitor.store.coverage import add_understandings
from monitor.store.items import add_items
from monitor.store.ledger import open_ledger
from monitor.store.story_rulings import list_story_rulings
from tests.alert.samples import a_mention, a_tone, an_alert, an_item
from tests.cli.conftest import Ended, Monitor
from tests.steps.test_alerting import settings_with

NOW = now_utc().replace(microsecond=0)
Run = Callable[..., Ended]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two stories: a row that one paper began and two copied, and a fair that one told of."""
    told = [
        ("row", "a", "first", "negative"),
        ("copy", "a", "copy", "positive"),
        ("again", "a", "copy", "positive"),
        ("fair", "b", "first", "positive"),
    ]
    with open_watch(settings_with(), tmp_path, None, print) as watch:
        for number, (name, story, reason, tone) in enumerate(told):
            item = _item(name, number)
            add_items(watch.coverage, [item], {f"url:{name}": item.id})
            place = StoryPlace(story_id=story, reason=reason, likeness=1.0)  # type: ignore[arg-type]
            passage = 1 if story == "a" else 2
            read = Understanding(
                item_id=item.id,
                mentions=(replace(a_mention(), passage=passage),),
                tones=(a_tone(label=tone),),
                story=place,
            )
            add_understandings(watch.coverage, [read], NOW)
        hand_over(watch)
    return tmp_path


def _item(name: str, number: int) -> Item:
    at = NOW - timedelta(hours=4 - number)
    return an_item(name, title=name.title(), outlet=f"Paper {number}", first_seen_at=at)


@pytest.fixture
def story(monitor: Monitor, data: Path) -> Run:
    return lambda *words: monitor("--data", data, "story", *words)


def stories(story: Run) -> dict[str, dict[str, Any]]:
    return {one["story_id"]: one for one in json.loads(story("list", "--json").out)}


def take_effect(data: Path) -> None:
    with open_watch(settings_with(), data, None, print) as watch:
        take_in(watch, NOW, lambda *_: [])
        hand_over(watch)


def test_a_storys_tone_is_that_of_its_originals(story: Run) -> None:
    found = stories(story)
    assert found["a"]["items"] == 3
    assert (found["a"]["originals"], found["a"]["tone"]) == (1, "negative")
    assert "3 items, 3 outlets" in story("list").out


def test_two_stories_become_one_and_two_again(story: Run, data: Path) -> None:
    assert "b is told with a." in story("merge", "b", "a", "--by", "Ruth").out
    take_effect(data)
    assert stories(story).keys() == {"a"}
    assert len(story("show", "b").out.splitlines()) == 4  # its name is still known
    assert "Taken back" in story("undo", "b").out
    take_effect(data)
    assert stories(story).keys() == {"a", "b"}


def test_the_story_that_alerted_is_the_one_that_is_left(story: Run, data: Path) -> None:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        alert = replace(an_alert(), story_id="b")
        save_judgements(ledger, [Judgement(alert=alert, deliveries=())])
    assert "a is told with b." in story("merge", "b", "a").out


def test_an_item_leaves_with_its_copies(story: Run, data: Path) -> None:
    ended = story("split", ids.item_id("copy"), "--note", "another town")
    assert ended.code == 0
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        moved = {one.item_id: one.into for one in list_story_rulings(ledger)}
    copies = {ids.item_id(name) for name in ("row", "copy", "again")}
    assert moved.keys() == copies
    assert len(set(moved.values())) == 1
    take_effect(data)
    assert {"a"}.isdisjoint(stories(story))
    assert "Taken back" in story("undo", ids.item_id("copy")).out
    take_effect(data)
    assert stories(story)["a"]["items"] == 3


def test_an_item_goes_into_a_story_that_is_named(story: Run, data: Path) -> None:
    story("split", ids.item_id("fair"), "--into", "a")
    take_effect(data)
    assert stories(story)["a"]["items"] == 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("merge", "a", "a"), "they are one story already"),
        (("merge", "a", "nowhere"), "no story has the id nowhere"),
        (("split", "nothing"), "no item of a story has the id nothing"),
        (("show", "nowhere"), "no story has the id nowhere"),
        (("undo", "a"), "nobody said anything of a"),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence(
    story: Run, words: tuple[str, ...], told: str
) -> None:
    ended = story(*words)
    assert (ended.code, ended.told) == (1, f"{told}\n")
