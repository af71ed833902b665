"""How like a report is to the stories on the shelf, in figures that say why."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.records import Report
from monitor.understand.stories.clashes import Clashes, clashes
from monitor.understand.stories.shelf import Shelf
from monitor.understand.stories.weights import IN_LEAD, SPECIFIC, WORD, Weighed, weigh

REPORTS = 256  # with most in common, whose stories are looked at
STORIES = 5
MEMBERS = 8  # of a story, the likest: a long story as a whole is like anything
DAY = 86_400.0
TINY = 1e-9

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a report has in common with a story, in sums of weights, shares and days."""

    story: int
    told: float  # words and places that both have
    specific: float  # people, names of several words, and figures
    alike: float  # with the likest report of the story: 0 to about 1
    lead: float  # of what its headline and first sentence tell, the share that stands in theirs
    days: float  # from the likest report
    silent: float  # days in which nothing was told of the story
    clashes: Clashes


def likenesses(shelf: Shelf, report: Report) -> list[Likeness]:
    """The stories that have most in common with this report, the likest first."""
    found = weigh(shelf, report.fingerprint)
    if not found.weights.any() or not len(found.reports):
        return []
    shared: Floats = np.bincount(found.reports, found.weights[found.places]).astype(np.float64)
    members: dict[int, list[int]] = {}
    for number in _largest(shared, REPORTS):
        members.setdefault(shelf.story[number], []).append(number)
    stories = [likest[:MEMBERS] for likest in list(members.values())[:STORIES]]
    sums = _sums(found, stories, len(shared))
    return [
        _likeness(shelf, report, likest, _cosines(shelf, found, shared, likest), sums[place])
        for place, likest in enumerate(stories)
    ]


def _largest(shared: Floats, most: int) -> list[int]:
    """Reports by what they share, the older first of equals."""
    some = np.flatnonzero(shared)
    if len(some) > most:
        some = some[shared[some] >= np.partition(shared[some], -most)[-most]]
    numbers: list[int] = some[np.argsort(-shared[some], kind="stable")][:most].tolist()
    return numbers


def _sums(found: Weighed, stories: Sequence[Sequence[int]], reports: int) -> Floats:
    """For each story and kind of key, the weight of those that the story's reports have too; of
    the lead as a share."""
    story_of = np.full(reports, -1)
    for place, members in enumerate(stories):
        story_of[members] = place
    told = story_of[found.reports]
    has = np.zeros((len(stories), len(found.weights)))
    has[told[told >= 0], found.places[told >= 0]] = 1.0
    by_kind = np.zeros((len(found.weights), 3))
    by_kind[np.arange(len(found.weights)), found.kinds] = found.weights
    sums: Floats = has @ by_kind
    sums[:, IN_LEAD] /= max(by_kind[:, IN_LEAD].sum(), TINY)
    return sums


def _likeness(
    shelf: Shelf, report: Report, members: Sequence[int], cosines: Floats, sums: Floats
) -> Likeness:
    at, story, likest = report.at.timestamp(), shelf.story[members[0]], int(cosines.argmax())
    return Likeness(
        story=story,
        told=float(sums[WORD]),
        specific=float(sums[SPECIFIC]),
        alike=float(cosines[likest]),
        lead=float(sums[IN_LEAD]),
        days=abs(shelf.at[members[likest]] - at) / DAY,
        silent=_silent(shelf, story, at),
        clashes=clashes(shelf, report.fingerprint, members),
    )


def _cosines(shelf: Shelf, found: Weighed, shared: Floats, members: Sequence[int]) -> Floats:
    """As if each key of the other weighed what one of ours does: theirs are not looked up."""
    sizes = np.array([shelf.key_count[number] for number in members])
    cosines: Floats = shared[members] / np.sqrt(sizes * len(found.weights)) / found.weights.mean()
    return cosines


def _silent(shelf: Shelf, story: int, at: float) -> float:
    told = shelf.stories[story]
    return max(0.0, at - told.last, told.first - at) / DAY
