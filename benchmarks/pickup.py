"""Which of 2,000 releases an article reuses: `python benchmarks/pickup.py`, on one core.

Beside it, if they can be imported, datasketch's MinHash LSH and rapidfuzz over all releases. The
releases and the articles are invented, the same in every run: those of the tests.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parents[1]))

from monitor.records import Output, PickupThresholds
from monitor.understand.pickup.degrees import degree_of
from monitor.understand.pickup.index import Index, index_outputs
from monitor.understand.pickup.items import candidates, look
from monitor.understand.pickup.outputs import read_output
from monitor.understand.pickup.reading import read, runs
from tests.understand.pickup.newsroom import (
    EDITS,
    Item,
    as_it_is,
    copied,
    lightly_edited,
    release,
)

RELEASES, ARTICLES = 2_000, 100
SHARES = (0.7, 0.4, 0.2)
Finder = Callable[[Item], set[str]]
Edit = Callable[[Random, list[str]], list[str]]


def main() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    releases = [release(number) for number in range(RELEASES)]
    index = _indexed(releases)
    ours: dict[str, Finder] = {
        "look-up": partial(_looked_up, index),
        "whole match": partial(_matched, index),
    }
    chars = statistics.median(len(one.text) for one, _ in _articles(releases, 0.4))
    print(f"{len(releases)} releases; articles of {chars:.0f} characters, one core")
    print(f"{'':24} ms an article           found at 70 / 40 / 20 % copied: as it is, edited")
    for name, find in (ours | _peers(releases)).items():
        few = 5 if name.startswith("rapidfuzz") else ARTICLES
        print(
            f"{name:24} {_milliseconds(find, releases, few):12.3f}   {_found(find, releases, few)}"
        )
    _quality(partial(_matched, index), releases)


def _indexed(releases: Sequence[Output]) -> Index:
    gc.collect()
    before, began = _megabytes(), time.process_time()
    index = index_outputs(releases)
    first = time.process_time() - began
    again = _timed(lambda: index_outputs(releases[:400]))
    print(f"indexed in {first:.1f} s, {_megabytes() - before:.0f} MB; ", end="")
    print(f"400 that were read before in {again:.0f} ms, ", end="")
    fresh = [_timed(partial(read_output, f"{n}", releases[n].text)) for n in range(50)]
    print(f"one more to read in {statistics.median(fresh):.1f} ms")
    return index


def _looked_up(index: Index, item: Item) -> set[str]:
    return {index.known[at].id for at in candidates(index, look(item.title, item.text))}


def _matched(index: Index, item: Item) -> set[str]:
    limits = PickupThresholds()
    return {one.output_id for one in item.matched(index) if degree_of(one.reuse, limits)}


def _peers(releases: Sequence[Output]) -> dict[str, Finder]:
    try:
        datasketch, process = import_module("datasketch"), import_module("rapidfuzz.process")
    except ImportError as missing:
        print(f"without peers ({missing}): pip install --target PEERS datasketch rapidfuzz scipy")
        return {}
    finders: dict[str, Finder] = {
        f"MinHash LSH, {limit}": _by_minhash(datasketch, releases, limit) for limit in (0.3, 0.1)
    }
    return finders | {"rapidfuzz, token set": partial(_by_rapidfuzz, process, releases)}


def _by_minhash(datasketch: ModuleType, releases: Sequence[Output], limit: float) -> Finder:
    forest = datasketch.MinHashLSH(threshold=limit, num_perm=128)
    for one in releases:
        forest.insert(one.id, _minhash(datasketch, one.text))
    return lambda item: set(forest.query(_minhash(datasketch, item.text)))


def _minhash(datasketch: ModuleType, text: str) -> object:
    """Of every run of five words, hashed as ours are."""
    sketch = datasketch.MinHash(num_perm=128, hashfunc=int)
    sketch.update_batch(runs(read(text).numbers, 5).tolist())
    return sketch


def _by_rapidfuzz(process: ModuleType, releases: Sequence[Output], item: Item) -> set[str]:
    """The likeliest of all: without a limit, so that it finds as much as it can."""
    texts = {one.id: one.text for one in releases}
    scorer = import_module("rapidfuzz.fuzz").token_set_ratio
    return {process.extractOne(item.text, texts, scorer=scorer)[2]}


def _articles(
    releases: Sequence[Output], share: float, edit: Edit = as_it_is, many: int = ARTICLES
) -> list[tuple[Item, str]]:
    """With 36 sentences of their own, whatever they copied."""
    return [(copied(one, share, 2, edit, own=36), one.id) for one in releases[:many]]


def _milliseconds(find: Finder, releases: Sequence[Output], many: int) -> float:
    articles = [item for item, _ in _articles(releases, 0.4, lightly_edited, many)]
    return statistics.median(_best(partial(find, item)) for item in articles)


def _found(find: Finder, releases: Sequence[Output], many: int) -> str:
    told = []
    for edit in (as_it_is, lightly_edited):
        for share in SHARES:
            pairs = _articles(releases, share, edit, many)
            told.append(sum(one in find(item) for item, one in pairs) / len(pairs))
    return " ".join(f"{one:.2f}" for one in told)


def _quality(find: Finder, releases: Sequence[Output]) -> None:
    for share in SHARES:
        right = wrong = all_ = 0
        for edit in EDITS:
            for item, one in _articles(releases, share, edit):
                found = find(item)
                right, wrong, all_ = right + (one in found), wrong + len(found - {one}), all_ + 1
        print(
            f"{share:.0%} copied, {len(EDITS)} kinds of edit: recall {right / all_:.3f}, ", end=""
        )
        print(f"precision {right / (right + wrong):.4f} of {all_}")


def _best(work: Callable[[], object], times: int = 5) -> float:
    """What else runs on the machine only ever adds."""
    return min(_timed(work) for _ in range(times))


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds of CPU time."""
    began = time.process_time_ns()
    work()
    return (time.process_time_ns() - began) / 1e6


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
