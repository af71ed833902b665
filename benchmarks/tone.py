"""How fast tone is told: `python benchmarks/tone.py`, on one core, of invented sentences."""

import os
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from monitor.records import Target
from monitor.settings import default_tone
from monitor.understand.tone.choosing import scorers
from monitor.understand.tone.onnx import FAR
from monitor.understand.tone.scorer import Scorer

SENTENCES, NAME = 1_000, "Helen Marsh"
WHO = ("The panel's chair", "A shopkeeper", "The leader of the council", "A mother of two")
DID = ("praised", "questioned", "criticised", "met", "thanked", "wrote to", "rounded on")
WHAT = ("the rise in burglary", "the closed front desk", "new cameras", "the cost of the plan")
ENDS = (
    "on Monday evening.",
    "after figures showed that shoplifting had risen by 12 per cent in a year.",
    "as residents of three villages said that nobody had come when they called for help.",
)


def main() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    before = _megabytes()
    sentences = [_sentence(at) for at in range(SENTENCES)]
    ready = scorers(default_tone().words, notice=sys.exit)
    began = time.perf_counter()
    model = ready.best
    print(f"opened in {time.perf_counter() - began:.2f} s, {_megabytes() - before:.0f} MB more")
    print(f"{sum(map(len, sentences)) / SENTENCES:.0f} characters a sentence")
    targets = [_target(one) for one in sentences]
    for what, work in (
        ("model", partial(_told, model, targets)),
        ("vader", partial(_told, ready.vader, targets)),
        ("vader, built per call", partial(_built_each_time, sentences[:50])),
    ):
        many = 50 if "built" in what else SENTENCES
        # What was read before is remembered: the model is timed once, on sentences all different.
        cpu, wall = _seconds(work, 1 if what == "model" else 3)
        print(f"{what:22} {many / cpu:8.0f} sentences per CPU second {many / wall:8.0f} per second")
    longest = _target("He said that it was so. " * (FAR // 10) + NAME + " agreed. " * FAR)
    cpu, _ = _seconds(partial(_told, model, [longest]), 1)
    print(f"{len(longest.sentence) / 1000:.0f} KB without end {cpu * 1000:.0f} ms")
    print(f"peak {_megabytes():.0f} MB")


def _sentence(number: int) -> str:
    dice = random.Random(number)
    return (
        f"{dice.choice(WHO)} {dice.choice(DID)} {NAME} over {dice.choice(WHAT)} in ward {number}"
        f" {dice.choice(ENDS)}"
    )


def _target(sentence: str) -> Target:
    start = sentence.index(NAME)
    return Target(sentence=sentence, start=start, end=start + len(NAME))


def _told(scorer: Scorer, targets: Sequence[Target]) -> None:
    scorer.shades(targets)


def _built_each_time(sentences: Sequence[str]) -> None:
    """What many do: an analyser, with its lexicon out of a file, for each sentence."""
    for sentence in sentences:
        SentimentIntensityAnalyzer().polarity_scores(sentence)


def _seconds(work: Callable[[], None], runs: int) -> tuple[float, float]:
    """Of the processor and of the clock: the best of these runs."""
    times = []
    for _ in range(runs):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        times.append((time.process_time() - cpu, time.perf_counter() - wall))
    return min(times)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
