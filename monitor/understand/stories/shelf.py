"""Recent reports by story, so that a new one is put beside its like."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from monitor.records import Fingerprint, Report
from monitor.understand.stories.fingerprints import KINDS
from monitor.understand.stories.postings import Postings, add, keep

Numbers = NDArray[np.uint32]


@dataclass(slots=True)
class Story:
    """When it was told, and how often; in seconds since 1970."""

    id: str
    first: float
    last: float
    reports: int = 0


@dataclass(slots=True)
class Shelf:
    """Recent reports, in columns by their number, and their stories."""

    runs: Postings = field(default_factory=Postings)
    keys: Postings = field(default_factory=Postings)
    story: "array[int]" = field(default_factory=lambda: array("i"))
    at: "array[float]" = field(default_factory=lambda: array("d"))
    run_count: "array[int]" = field(default_factory=lambda: array("i"))
    key_count: "array[int]" = field(default_factory=lambda: array("i"))
    names: list[Numbers] = field(default_factory=list)
    figures: list[Numbers] = field(default_factory=list)
    articles: dict[tuple[str, str], int] = field(default_factory=dict)
    stories: list[Story] = field(default_factory=list)
    number_of: dict[str, int] = field(default_factory=dict)


def shelve(shelf: Shelf, report: Report, story_id: str) -> None:
    """Puts a report whose story is known on the shelf."""
    at, said, number = report.at.timestamp(), report.fingerprint, len(shelf.story)
    keys = keys_of(said)
    shelf.story.append(_told(shelf, story_id, at))
    shelf.at.append(at)
    shelf.run_count.append(len(said.runs))
    shelf.key_count.append(len(keys))
    shelf.names.append(np.array(said.names, dtype=np.uint32))
    shelf.figures.append(np.array(said.figures, dtype=np.uint32))
    if said.article:
        shelf.articles[report.owner, said.article] = number
    add(shelf.runs, said.runs, number)
    add(shelf.keys, keys, number)


def keys_of(said: Fingerprint) -> Sequence[int]:
    """Words, names and figures as they are looked up, whatever kind they seemed to be."""
    marked = {number // KINDS * KINDS for number in (*said.names, *said.figures)}
    return sorted(marked.union(said.words))


def _told(shelf: Shelf, story_id: str, at: float) -> int:
    number = shelf.number_of.setdefault(story_id, len(shelf.stories))
    if number == len(shelf.stories):
        shelf.stories.append(Story(id=story_id, first=at, last=at))
    story = shelf.stories[number]
    story.first, story.last = min(story.first, at), max(story.last, at)
    story.reports += 1
    return number


def forget(shelf: Shelf, before: datetime) -> None:
    """Takes off the shelf what was said before that time."""
    kept = np.array(shelf.at) >= before.timestamp()
    renumbered = np.where(kept, np.cumsum(kept) - 1, -1)
    keep(shelf.runs, renumbered)
    keep(shelf.keys, renumbered)
    stays = np.flatnonzero(kept).tolist()
    stories, shelf.stories, shelf.number_of = shelf.stories, [], {}
    old, at = shelf.story, shelf.at
    shelf.story, shelf.at = array("i"), array("d", (at[n] for n in stays))
    for number in stays:
        shelf.story.append(_told(shelf, stories[old[number]].id, at[number]))
    shelf.run_count = array("i", (shelf.run_count[n] for n in stays))
    shelf.key_count = array("i", (shelf.key_count[n] for n in stays))
    shelf.names = [shelf.names[n] for n in stays]
    shelf.figures = [shelf.figures[n] for n in stays]
    shelf.articles = {
        known: int(renumbered[n]) for known, n in shelf.articles.items() if renumbered[n] >= 0
    }
