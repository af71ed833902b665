"""The passages that stand word for word in both texts, wherever each has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import or_

import numpy as np

from monitor.understand.pickup.reading import RUN, Numbers, Places
from monitor.understand.pickup.records import Block

MOST = 4  # places tried: a text that repeats one phrase for ever costs no more than another
SHORTEST = 5  # words


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """The runs of an item in the order of their numbers, and where each stands."""

    runs: Numbers
    places: Places
    words: int


def ranked(runs: Numbers, words: int) -> Ranked:
    """Made once of an item of so many words, however many outputs it is held against."""
    order = np.argsort(runs, kind="stable")
    return Ranked(runs[order], order, words)


def shared_blocks(item: Ranked, output: Numbers, telling: bytes) -> tuple[Block, ...]:
    """Blocks of five words or more in the output's order, the longest found first.

    `output` are its runs. No word stands in two blocks, and none is all letterhead.
    """
    here, there = bytearray(item.words), bytearray(len(telling))
    found = []
    for item_at, output_at, words in _longest_first(*_pairs(item, output)):
        start, size = _free(here[item_at : item_at + words], there[output_at : output_at + words])
        one, other = item_at + start, output_at + start
        own = telling.count(1, other, other + size)
        if size >= SHORTEST and own:
            found.append(Block(one, other, size, own))
            here[one : one + size] = there[other : other + size] = b"\1" * size
    return tuple(sorted(found, key=_place))


def _pairs(item: Ranked, output: Numbers) -> tuple[Places, Places]:
    """Each place in the item, and each in the output, where the same run begins."""
    first = np.searchsorted(item.runs, output)
    some = np.flatnonzero(item.runs[np.minimum(first, len(item.runs) - 1)] == output)
    first, output = first[some], output[some]
    more = np.minimum(np.searchsorted(item.runs, output, "right") - first, MOST)
    back = np.repeat(np.arange(len(some)), more)
    nth = np.arange(len(back)) - np.repeat(np.cumsum(more) - more, more)
    return item.places[first[back] + nth], some[back]


def _longest_first(here: Places, there: Places) -> Iterator[tuple[int, int, int]]:
    """Runs that follow each other in both texts, as one: where it begins, and its words."""
    along = here - there
    order = np.lexsort((there, along))
    here, there, along = here[order], there[order], along[order]
    breaks = np.ones(len(here) + 1, bool)
    breaks[1:-1] = (along[1:] != along[:-1]) | (there[1:] != there[:-1] + 1)
    edges = np.flatnonzero(breaks)
    first, words = edges[:-1], np.diff(edges) + RUN - 1
    long = np.flatnonzero(words >= SHORTEST)
    long = long[np.argsort(-words[long], kind="stable")]
    blocks = (here[first[long]], there[first[long]], words[long])
    yield from zip(*(one.tolist() for one in blocks), strict=True)


def _free(here: bytearray, there: bytearray) -> tuple[int, int]:
    """Where the longest stretch that no block has taken begins, and its words."""
    if 1 not in here and 1 not in there:
        return 0, len(here)
    taken = bytes(map(or_, here, there))
    best = max(taken.split(b"\1"), key=len)
    return taken.find(best), len(best)


def _place(block: Block) -> int:
    return block.output_at
