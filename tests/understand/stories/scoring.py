"""Invented coverage whose events are known, told in order; and how well its stories fit them."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import comb
from pathlib import Path
from typing import Any

from monitor.records import Report, StoryPlace
from monitor.understand.stories.choosing import choose_story
from monitor.understand.stories.copies import most_copied
from monitor.understand.stories.fingerprints import fingerprint_of
from monitor.understand.stories.shelf import Shelf, shelve

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Grouped:
    """The event of each item and the story it was put in; and of each pair of a copy and what it
    was held for a copy of, whether they are of one event."""

    events: Sequence[str]
    stories: Sequence[str]
    copies: Sequence[bool]


def read(name: str) -> list[dict[str, Any]]:
    """The items of a file in the order of their publication."""
    rows = map(json.loads, (HERE / name).read_text(encoding="utf-8").splitlines())
    return sorted(rows, key=lambda row: (row["published_at"], row["id"]))


def report_of(row: dict[str, Any]) -> Report:
    return Report(
        item_id=row["id"],
        at=datetime.fromisoformat(row["published_at"]),
        owner=row["owner"],
        outlet=row["outlet"],
        fingerprint=fingerprint_of(row["title"], row["text"], row.get("url", "")),
    )


def group(
    rows: Iterable[dict[str, Any]],
    choose: Callable[[Shelf, Report], StoryPlace] = choose_story,
) -> Grouped:
    """Tells the items one after the other."""
    shelf = Shelf()
    events: list[str] = []
    stories: list[str] = []
    copies: list[bool] = []
    for row in rows:
        report = report_of(row)
        place = choose(shelf, report)
        if place.reason == "copy":
            copies.append(events[most_copied(shelf, report)[1]] == row["event"])
        shelve(shelf, report, place.story_id)
        events.append(row["event"])
        stories.append(place.story_id)
    return Grouped(events, stories, copies)


def adjusted_rand(events: Sequence[str], stories: Sequence[str]) -> float:
    """Agreement of two groupings: 1 is the same, 0 is what chance would do (Hubert and Arabie)."""
    both = _pairs(zip(events, stories, strict=True))
    by_event, by_story = _pairs(events), _pairs(stories)
    by_chance = by_event * by_story / comb(len(events), 2)
    return (both - by_chance) / ((by_event + by_story) / 2 - by_chance)


def precision_and_recall(events: Sequence[str], stories: Sequence[str]) -> tuple[float, float]:
    """Of pairs in one story the share in one event, and of pairs in one event that in one story."""
    both = _pairs(zip(events, stories, strict=True))
    return both / max(1, _pairs(stories)), both / max(1, _pairs(events))


def _pairs(groups: Iterable[Any]) -> int:
    return sum(comb(size, 2) for size in Counter(groups).values())
