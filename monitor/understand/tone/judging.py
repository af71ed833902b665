"""From what an item shows to its tone: a small linear model says how likely each tone is.

Neutral is what an item is unless something speaks against it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.records import Shade, ToneLabel, ToneThresholds

BOTH = 0.35  # so likely must praise and blame each be for an item to be mixed


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the odds of negative and of positive, and what both start with."""

    negative: Mapping[str, float]
    positive: Mapping[str, float]
    start: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely each tone is, the label, and how likely that is."""

    shares: Shade
    label: ToneLabel
    confidence: float

    @property
    def way(self) -> int:
        """In which direction the words of the evidence must pull."""
        return -1 if self.shares.negative > self.shares.positive else 1


def judge(features: Mapping[str, float], weights: Weights, thresholds: ToneThresholds) -> Verdict:
    shares = _shares(features, weights)
    return Verdict(shares, *_label(shares, thresholds))


def _shares(features: Mapping[str, float], weights: Weights) -> Shade:
    ill, well = (
        math.exp(start + sum(weight * features[name] for name, weight in of.items()))
        for start, of in zip(weights.start, (weights.negative, weights.positive), strict=True)
    )
    whole = ill + 1 + well
    return Shade(negative=ill / whole, neutral=1 / whole, positive=well / whole)


def direction(shares: Shade, thresholds: ToneThresholds) -> ToneLabel:
    """The label, however sure: praise or blame must be what is likeliest, and be earned."""
    if min(shares.negative, shares.positive) >= BOTH:
        return "mixed"
    highest = max(shares.negative, shares.neutral, shares.positive)
    if shares.negative == highest and shares.score <= thresholds.negative:
        return "negative"
    if shares.positive == highest and shares.score >= thresholds.positive:
        return "positive"
    return "neutral"


def _label(shares: Shade, thresholds: ToneThresholds) -> tuple[ToneLabel, float]:
    likely: dict[ToneLabel, float] = {
        "negative": shares.negative,
        "neutral": shares.neutral,
        "positive": shares.positive,
        "mixed": shares.negative + shares.positive,
    }
    label = direction(shares, thresholds)
    sure = label == "mixed" or likely[label] >= thresholds.sure
    return label if sure else "unsure", likely[label]
