"""How much each word, name and figure of a report tells: the fewer stories have it, the more."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.records import Fingerprint
from monitor.understand.stories.commonplace import OFTEN, SOMETIMES
from monitor.understand.stories.figures import FigureKind
from monitor.understand.stories.fingerprints import KINDS, LEAD, word_number
from monitor.understand.stories.names import NameKind
from monitor.understand.stories.postings import Pairs, look_up
from monitor.understand.stories.shelf import Shelf
from monitor.understand.stories.words import stem

NEWEST = 64  # reports looked at for each key: of one that is everywhere, the newest say as much
SEEN = 300.0  # stories that are taken to have been read before the first one on the shelf
COMMON = 0.06  # what one story in seventeen has tells none of them
RAREST = 0.001  # what fewer have tells no more
WORD, SPECIFIC, IN_LEAD = range(3)
_SPECIFIC = frozenset({NameKind.PERSON, NameKind.PHRASE})

# Of the stories read before, the share that is taken to have had it.
RARE = 0.002
_WORDS = {word_number(stem(word)): 0.012 for word in SOMETIMES.split()} | {
    word_number(stem(word)): 0.03 for word in OFTEN.split()
}
_NAMES: dict[int, float] = {
    NameKind.OTHER: 0.025,
    NameKind.PERSON: 0.008,
    NameKind.PLACE: 0.025,
    NameKind.PHRASE: 0.004,
    NameKind.OFFICE: 1.0,
}
_FIGURES: dict[int, float] = {
    FigureKind.COUNT: 0.01,
    FigureKind.TIME: 0.02,
    FigureKind.AGE: 0.01,
    FigureKind.SUM: 0.003,
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The keys of a report: what each is, what it tells, and which reports on the shelf have it."""

    kinds: NDArray[np.int64]
    weights: NDArray[np.float64]
    places: NDArray[np.int64]  # of a key, and beside it in `reports` the number of a report
    reports: NDArray[np.int64]


def weigh(shelf: Shelf, said: Fingerprint) -> Weighed:
    """What is said, weighed by the stories that are on the shelf now."""
    usual: dict[int, tuple[float, int]] = {}
    for key, kind, share in _keys(said):
        known = usual.get(key)
        if known is None or share < known[0]:
            usual[key] = share, kind
    pairs = look_up(shelf.keys, np.fromiter(usual, dtype=np.uint64, count=len(usual)), NEWEST)
    return Weighed(
        kinds=np.array([kind for _, kind in usual.values()], dtype=np.int64),
        weights=_weights(shelf, pairs, np.array([share for share, _ in usual.values()])),
        places=pairs[0],
        reports=pairs[1],
    )


def _weights(shelf: Shelf, pairs: Pairs, usual: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stories are counted, not reports: what thirty copies of one text say is said once."""
    places, reports, counts = pairs
    stories = len(shelf.stories)
    told = np.sort(places * stories + np.array(shelf.story)[reports])
    told = told[np.diff(told, prepend=-1) > 0] // max(1, stories)
    looked_at = np.clip(counts, 1, NEWEST)
    having = np.bincount(told, minlength=len(counts)) * (counts / looked_at)
    share = (having + usual * SEEN) / (stories + SEEN)
    return np.log(COMMON / np.clip(share, RAREST, COMMON))


def _keys(said: Fingerprint) -> Iterator[tuple[int, int, float]]:
    """Key, kind, and the share of all stories that is taken to have it."""
    for number in said.words:
        yield number, IN_LEAD if number % KINDS == LEAD else WORD, _WORDS.get(number, RARE)
    for number in said.names:
        kind = number % KINDS
        yield number // KINDS * KINDS, SPECIFIC if kind in _SPECIFIC else WORD, _NAMES[kind]
    for number in said.figures:
        yield number // KINDS * KINDS, SPECIFIC, _FIGURES[number % KINDS]
