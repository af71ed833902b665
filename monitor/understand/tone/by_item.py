"""Tone where the scorer reads items whole: that reading, and signs of what the codebook asks.

A press officer codes an election or a tax rise as neutral, whatever its mood, and own words that
nobody challenges as positive. A model that has read a few thousand items knows moods better than
such rules, so both are weighed.
"""

import math
from dataclasses import replace
from typing import Final

from monitor.records import Evidence, Shade, ToneThresholds
from monitor.understand.tone.deciding import deciding_sentence
from monitor.understand.tone.judging import Verdict, Weights, judge
from monitor.understand.tone.scorer import Scorer
from monitor.understand.tone.telling import Telling

# Logistic regression (L2 of 1) over labelled pages of two areas and invented articles that the
# model had not learnt from, rounded. Without an area's pages it tells 79 % of them rightly.
WEIGHTS: Final = Weights(
    negative={
        "ill": 0.9,
        "a row": 2.2,
        "a row first": 1.3,
        "rows": 1.7,
        "own share": -1.4,
        "plain news": -1.8,
        "a quarrel": -1.1,
    },
    positive={
        "well": 0.7,
        "deeds": 0.7,
        "unchallenged": 1.1,
        "applause": 0.4,
        "only a body's subject": -0.8,
        "plain news": -3.4,
        "a quarrel": -0.3,
    },
    start=(-0.3, 0.0),
)
LEAST = 1e-3  # a share below which the model is never that sure


def verdict_of(scorer: Scorer, telling: Telling, thresholds: ToneThresholds) -> Verdict:
    (item,) = scorer.shades([telling.item])
    return judge(features_of(telling, item), WEIGHTS, thresholds)


def features_of(telling: Telling, item: Shade) -> dict[str, float]:
    """The signs, each 0 to 1, and how much likelier than neutral the model thinks each other."""
    odds = {"ill": _odds(item.negative, item), "well": _odds(item.positive, item)}
    return {**telling.signs.values, **odds}


def evidence_of(scorer: Scorer, telling: Telling, verdict: Verdict) -> Evidence:
    """The sentence that decided, with its words; where the tone is neutral, the first about us."""
    if verdict.label == "neutral":
        return Evidence(sentence=telling.passages[0].target.sentence, words=())
    decided = deciding_sentence(scorer, telling.item, verdict.way, telling.names)
    if decided.sentence == f"{telling.headline}.":  # the full stop is not the newspaper's
        return replace(decided, sentence=telling.headline)
    return decided


def _odds(share: float, item: Shade) -> float:
    return math.log(max(share, LEAST) / max(item.neutral, LEAST))
