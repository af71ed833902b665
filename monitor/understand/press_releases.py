"""What became of a press release: which items reuse it, and how much."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from monitor.records import Pickup, PressRelease
from monitor.understand.text import shingles

VERBATIM = 0.60
PARTIAL = 0.36  # independent reports of one event reach 0.35
MENTION = 0.12  # one borrowed sentence in a short report
BOILERPLATE = 3  # a run of words in more releases than this is the office's letterhead


@dataclass(frozen=True, slots=True)
class ReleaseIndex:
    """Where each run of words stands; `sizes` counts the runs of each release."""

    releases: dict[int, tuple[str, ...]]
    sizes: dict[str, int]
    offices: dict[str, str]


@lru_cache(maxsize=1)
def index_releases(releases: tuple[PressRelease, ...]) -> ReleaseIndex:
    """Where each run of words of these releases stands; kept until there is a new release."""
    where: defaultdict[int, list[str]] = defaultdict(list)
    for release in releases:
        for run in shingles(f"{release.title}. {release.text}"):
            where[run].append(release.id)
    telling = {run: tuple(ids) for run, ids in where.items() if len(ids) <= BOILERPLATE}
    sizes: defaultdict[str, int] = defaultdict(int)
    for ids in telling.values():
        for one in ids:
            sizes[one] += 1
    return ReleaseIndex(telling, dict(sizes), {one.id: one.office_id for one in releases})


def match_releases(index: ReleaseIndex, item: frozenset[int]) -> tuple[Pickup, ...]:
    """The press releases an item with these shingles reuses, the most reused first."""
    shared: defaultdict[str, int] = defaultdict(int)
    for run in item:
        for release in index.releases.get(run, ()):
            shared[release] += 1
    found = [
        Pickup(
            press_release_id=release,
            office_id=index.offices[release],
            containment=share,
            degree=degree,
        )
        for release, count in shared.items()
        if (share := round(count / min(len(item), index.sizes[release]), 4))
        and (degree := degree_of(share))
    ]
    return tuple(sorted(found, key=lambda pickup: (-pickup.containment, pickup.press_release_id)))


def degree_of(share: float) -> Literal["verbatim", "partial", "mention-only"] | None:
    """What a containment of this size amounts to."""
    if share >= VERBATIM:
        return "verbatim"
    if share >= PARTIAL:
        return "partial"
    return "mention-only" if share >= MENTION else None
