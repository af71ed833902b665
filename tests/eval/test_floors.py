"""Quality has a floor in the repository."""

import json
import os
import tomllib
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from monitor.demo.folder import write_config
from monitor.demo.script import Published, ashvale
from monitor.evaluation import compare_pickups, evaluate
from monitor.records import NOT_COVERAGE, Report, Tier
from monitor.settings import default_context, default_rules, load_settings, read_profile
from monitor.steps.explaining import make_reader
from monitor.understand.article import Imprint
from monitor.understand.recognition.mentions import watch
from monitor.understand.stories.choosing import choose_story
from monitor.understand.stories.fingerprints import fingerprint_of
from monitor.understand.stories.shelf import Shelf, shelve
from tests.understand.recognition.recognise import find

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("MONITOR_SHARED", HERE.parents[2] / "shared")) / "eval"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))

HOME = Imprint(patch=frozenset({"ashvale"}))

# The crisis is one story to the officer, though it was written as four.
ONE_STORY = {"marsh-resignation-calls", "panel-extraordinary", "breach-review"}


def test_the_labelled_pages_of_two_areas_are_read_no_worse_than_before() -> None:
    if not SHARED.exists():
        pytest.skip(f"the labelled pages are not in {SHARED}")
    offices = [office for area in ("thames-valley", "west-mercia") for office in read_profile(area)]
    docs, labels, pickups = (_rows(name) for name in ("docs", "labels", "pickups"))
    reader = make_reader(offices, default_rules(), NOW, context=default_context())
    figures = evaluate(reader, docs, labels, compare_pickups(docs, pickups))
    _holds(figures, FLOORS["shared"])


def test_the_invented_weeks_are_read_no_worse_than_before(tmp_path: Path) -> None:
    settings = load_settings(write_config(tmp_path, "http://127.0.0.1:1"))
    tiers = {source.id: source.tier for source in settings.sources}
    items = ashvale()
    docs = [_doc(item, tiers[item.source]) for item in items]
    labels = [_label(item) for item in items]
    pairs = _pairs(items, tiers)
    reader = make_reader(settings.offices, settings.rules, NOW, settings.sources, settings.context)
    figures = evaluate(reader, docs, labels, compare_pickups(docs, pairs))
    watched = watch(settings.offices, settings.context)
    about = [
        item
        for item in items
        if tiers[item.source] not in NOT_COVERAGE
        and find(watched, item.title, item.text, None, HOME)
    ]
    _holds(figures | {"stories": _story_figures(about)}, FLOORS["ashvale"])


def _rows(name: str) -> list[dict[str, Any]]:
    text = (SHARED / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _holds(figures: dict[str, Any], floors: dict[str, Any]) -> None:
    most = floors.get("at_most", {})
    below = {name: (_at(figures, name), floor) for name, floor in floors.items() if "." in name}
    assert {name: pair for name, pair in below.items() if pair[0] < pair[1]} == {}
    assert {name: _at(figures, name) for name in most if _at(figures, name) > most[name]} == {}


def _at(figures: dict[str, Any], name: str) -> float:
    part, _, figure = name.partition(".")
    value: float = figures[part][figure]
    return value


def _doc(item: Published, tier: Tier) -> dict[str, Any]:
    kind = "press_release" if tier is Tier.OWN else "news"
    return {
        "id": item.id,
        "kind": kind,
        "title": item.title,
        "text": item.text,
        "area": "ashvale",
        "published": item.at.date().isoformat(),
    }


def _label(item: Published) -> dict[str, Any]:
    return {
        "id": item.id,
        "mentions": ["ashvale"] if item.about else [],
        "tone_toward_pcc": item.tone,
        "severity": item.severity,
    }


def _pairs(items: tuple[Published, ...], tiers: dict[str, Tier]) -> list[dict[str, Any]]:
    """Each press item with its own release, and with the release before that one."""
    releases = [item.id for item in items if tiers[item.source] is Tier.OWN]
    pairs = []
    for item in items:
        if item.release:
            other = releases[releases.index(item.release) - 1]
            pairs.append({"release_id": item.release, "article_id": item.id, "degree": item.degree})
            pairs.append({"release_id": other, "article_id": item.id, "degree": "none"})
    return pairs


def _story_figures(items: list[Published]) -> dict[str, float]:
    """Of pairs joined, how many belong together; of pairs that do, how many were joined."""
    told: list[tuple[Published, str]] = []
    shelf = Shelf()
    for item in items:
        report = Report(
            item_id=item.id,
            at=item.at,
            owner=item.source,
            outlet=item.source,
            fingerprint=fingerprint_of(item.title, item.text),
        )
        story = choose_story(shelf, report).story_id
        shelve(shelf, report, story)
        told.append((item, story))
    right = joined = together = 0
    for (one, story), (other, its_story) in combinations(told, 2):
        same = _event(one) == _event(other)
        joined += story == its_story
        together += same
        right += same and story == its_story
    return {"pair_precision": right / joined, "pair_recall": right / together}


def _event(item: Published) -> str:
    return "safe-harbour-breach" if item.event in ONE_STORY else item.event
