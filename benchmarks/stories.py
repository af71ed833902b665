"""Which items tell one story: how well, beside TF-IDF in one pass, and how fast on a full shelf.

`python -m benchmarks.stories`, on one core, on invented coverage.
"""

import argparse
import gc
import math
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from monitor.records import Report
from monitor.understand.stories.choosing import choose_story
from monitor.understand.stories.fingerprints import fingerprint_of
from monitor.understand.stories.shelf import Shelf, shelve
from monitor.understand.text import words
from tests.understand.stories.scoring import (
    adjusted_rand,
    group,
    precision_and_recall,
    read,
)

ITEMS, DAYS, COPIED, ASKED = 50_000, 30, 0.3, 500
VOCABULARY, NAMES, LENGTHS = 40_000, 8_000, (40, 400)
THRESHOLDS = [step / 100 for step in range(10, 50, 5)]
START = datetime(2026, 10, 1, tzinfo=UTC)
SYLLABLES = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "un", "er", "al")]


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--items", type=int, default=ITEMS)
    for name in ("events.jsonl", "unseen.jsonl"):
        rows = read(name)
        grouped = group(rows)
        _say(f"{name} ours", grouped.events, grouped.stories)
        print(f"  copies: {sum(grouped.copies)} of {len(grouped.copies)} of one event")
        tried = {limit: _tf_idf(rows, limit) for limit in THRESHOLDS}
        best = max(THRESHOLDS, key=lambda limit: adjusted_rand(grouped.events, tried[limit]))
        _say(f"{name} TF-IDF at {best}", grouped.events, tried[best])
    _speed(arguments.parse_args().items)


def _say(what: str, events: Sequence[str], stories: Sequence[str]) -> None:
    precision, recall = precision_and_recall(events, stories)
    ari = adjusted_rand(events, stories)
    print(f"{what:30} ARI {ari:.3f}  pairs P {precision:.3f} R {recall:.3f}")


# ---------------------------------------------------------------- what many would do


@dataclass(slots=True)
class Cluster:
    sum: Counter[str] = field(default_factory=Counter)
    size: int = 0


def _tf_idf(rows: list[dict[str, Any]], limit: float) -> list[str]:
    """One pass, cosine to the centroid; how common a word is was counted over the whole set."""
    texts = [Counter(words(f"{row['title']} {row['text']}")) for row in rows]
    frequency = Counter(word for text in texts for word in text)
    clusters: list[Cluster] = []
    found = []
    for text in texts:
        bag = {w: n * math.log(len(texts) / frequency[w]) for w, n in text.items()}
        norm = math.sqrt(sum(value * value for value in bag.values())) or 1.0
        unit = Counter({word: value / norm for word, value in bag.items()})
        likest, best = max(
            ((_cosine(unit, one), number) for number, one in enumerate(clusters)), default=(0.0, 0)
        )
        if likest < limit:
            best = len(clusters)
            clusters.append(Cluster())
        clusters[best].sum.update(unit)
        clusters[best].size += 1
        found.append(str(best))
    return found


def _cosine(unit: Counter[str], one: Cluster) -> float:
    norm = math.sqrt(sum(value * value for value in one.sum.values()))
    return sum(value * one.sum[word] for word, value in unit.items() if word in one.sum) / norm


# ---------------------------------------------------------------- speed


def _speed(count: int) -> None:
    dice = random.Random(1)
    writer = Writer(dice)
    reports = [writer.report(number, count) for number in range(count + ASKED)]
    gc.collect()
    before = _resident()
    shelf = Shelf()
    shelving = _milliseconds(lambda one: shelve(shelf, one, one.owner), reports[:count])
    gc.collect()
    print(f"{count} items on the shelf: {_resident() - before:.0f} MB")
    _times("shelving", shelving)
    choosing = _milliseconds(lambda one: choose_story(shelf, one), reports[count:], best_of=5)
    _times("choosing", choosing)
    texts = [writer.text() for _ in range(ASKED)]
    printing = _milliseconds(lambda text: fingerprint_of("", text), texts, best_of=5)
    print(f"fingerprint {statistics.median(printing):.2f} ms median of {sum(LENGTHS) // 2} words")
    longest = _milliseconds(lambda text: fingerprint_of("", text), [" ".join(texts)[:100_000]])
    print(f"fingerprint {longest[0]:.1f} ms of 100,000 characters")


def _times(what: str, times: list[float]) -> None:
    median, mean, rare = statistics.median(times), statistics.fmean(times), max(times)
    print(f"{what:10} {median:.3f} ms median, {mean:.3f} on average, {rare:.0f} at most")


def _milliseconds(work: Callable[[Any], object], given: list[Any], best_of: int = 1) -> list[float]:
    """CPU time for each of what is given, the best of so many tries."""
    times = []
    for one in given:
        tries = []
        for _ in range(best_of):
            began = time.process_time()
            work(one)
            tries.append((time.process_time() - began) * 1000)
        times.append(min(tries))
    return times


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


class Writer:
    """Invented reports whose words are as common and as rare as those of a language (Zipf)."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.words = [_word(dice) for _ in range(VOCABULARY)]
        self.names = [_word(dice).capitalize() for _ in range(NAMES)]
        self.reach = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        self.name_reach = list(accumulate(1 / (rank + 3) for rank in range(NAMES)))
        self.told: list[tuple[str, str]] = []

    def report(self, number: int, count: int) -> Report:
        if self.told and self.dice.random() < COPIED:
            story, text = self.dice.choice(self.told[-300:])
            text = f"{text} Readers in {self.dice.choice(self.names)} may write to us."
        else:
            story, text = str(number), self.text()
            self.told.append((story, text))
        return Report(
            item_id=str(number),
            at=START + timedelta(days=DAYS) * (number / count),
            owner=story,  # under which the benchmark shelves it
            outlet="",
            fingerprint=fingerprint_of(" ".join(text.split()[5:12]), text),
        )

    def text(self) -> str:
        found: list[str] = []
        for _ in range(self.dice.randint(*LENGTHS) // 20):
            sentence = self.dice.choices(self.words, cum_weights=self.reach, k=17)
            sentence[3:3] = ["in", *self.dice.choices(self.names, cum_weights=self.name_reach, k=2)]
            found.append(" ".join(sentence))
        return ". ".join(found) + f". It costs £{self.dice.randint(10, 99_999)}."


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 3)))


if __name__ == "__main__":
    main()
