"""From sentences to an item: a small linear model over named signs says how likely each tone is.

Neutral is what an item is unless something speaks against it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.records import Evidence, Shade, ToneLabel, ToneThresholds
from monitor.understand.tone.passages import Passage
from monitor.understand.tone.telling import Telling

# Logistic regression (L2 of 0.4) over labelled pages of two areas and invented articles, each with
# the shades of both scorers, rounded. Fitted on the invented ones alone it tells as many pages
# rightly; the words of the signs, though, were mended on both areas.
NEGATIVE: Final[Mapping[str, float]] = {
    "worst": 3.0,
    "a row": 2.4,
    "a row first": 2.1,
    "rows": 1.5,
    "own share": -1.6,
    "plain news": -0.8,
    "others speak first": 1.3,
}
POSITIVE: Final[Mapping[str, float]] = {
    "applause": 3.3,
    "deeds": 2.6,
    "told well": 2.3,
    "unchallenged": 2.3,
    "only a body's subject": -1.1,
    "plain news": -0.4,
    "a row": -0.4,
}
START: Final = (-2.5, -2.0)
SOFTLY = 0.4  # of an ill word's weight, where two quarrel or the news is neutral as such
BOTH = 0.3  # so likely must praise and blame each be for an item to be mixed
TELLING = 0.3  # a sentence whose shade is fainter shows nothing: then a sign is shown


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely each tone is, the label, and what shows it best: a sentence or a sign."""

    shares: Shade
    label: ToneLabel
    confidence: float
    passage: Passage | None
    sign: Evidence | None

    @property
    def way(self) -> int:
        """In which direction the words of the evidence must pull."""
        return -1 if self.shares.negative > self.shares.positive else 1


def judge(telling: Telling, shades: Sequence[Shade], thresholds: ToneThresholds) -> Verdict:
    """The tone of an item towards an office; one shade for each of its passages, in order."""
    features = features_of(telling, shades)
    shares = _shares(features)
    label, confidence = _label(shares, thresholds)
    passage, strength = _strongest(telling, shades, -1 if shares.negative > shares.positive else 1)
    sign = _sign(telling, label) if strength < TELLING else None
    return Verdict(shares, label, confidence, passage, sign)


def features_of(telling: Telling, shades: Sequence[Shade]) -> dict[str, float]:
    """What the weights count, each 0 to 1. In plain news the office's own doings earn nothing."""
    signs = telling.signs.values
    told = [
        (one.weight, shade)
        for one, shade in zip(telling.passages, shades, strict=True)
        if one.voice != "ours"
    ]
    earns, apart = 1 - signs["plain news"], 1 - signs["a quarrel"]
    between = apart * (1 - signs["only a body's subject"])
    weight = sum(weight for weight, _ in told)
    well = sum(weight * shade.positive for weight, shade in told) / weight if weight else 0.0
    worst = max((shade.negative for _, shade in told), default=0.0)
    return {
        **signs,
        "worst": worst if earns and between else SOFTLY * worst,
        "told well": earns * well,
        "deeds": earns * signs["deeds"],
        "unchallenged": earns * signs["unchallenged"],
        "applause": earns * signs["applause"],
        "a row": between * signs["a row"],
        "a row first": apart * signs["a row first"],
    }


def _shares(features: Mapping[str, float]) -> Shade:
    ill, well = (
        math.exp(start + sum(weight * features[name] for name, weight in weights.items()))
        for start, weights in zip(START, (NEGATIVE, POSITIVE), strict=True)
    )
    whole = ill + 1 + well
    return Shade(negative=ill / whole, neutral=1 / whole, positive=well / whole)


def _label(shares: Shade, thresholds: ToneThresholds) -> tuple[ToneLabel, float]:
    likely: dict[ToneLabel, float] = {
        "negative": shares.negative,
        "neutral": shares.neutral,
        "positive": shares.positive,
        "mixed": shares.negative + shares.positive,
    }
    label = _direction(shares, thresholds)
    if label != "mixed" and likely[label] < thresholds.sure:
        return "unsure", likely[label]
    return label, likely[label]


def _direction(shares: Shade, thresholds: ToneThresholds) -> ToneLabel:
    if min(shares.negative, shares.positive) >= BOTH:
        return "mixed"
    if shares.score <= thresholds.negative:
        return "negative"
    return "positive" if shares.score >= thresholds.positive else "neutral"


def _strongest(telling: Telling, shades: Sequence[Shade], way: int) -> tuple[Passage | None, float]:
    """The sentence that pulls hardest in the direction of the result; others' words before ours."""
    pulls = [
        (one.voice != "ours", way * one.weight * shade.score, -at)
        for at, (one, shade) in enumerate(zip(telling.passages, shades, strict=True))
    ]
    if not pulls:
        return None, 0.0
    heard, _, at = max(pulls)
    return telling.passages[-at], way * shades[-at].score if heard else 0.0


def _sign(telling: Telling, label: ToneLabel) -> Evidence | None:
    """The sign that best explains the label, where no sentence does."""
    names = {"negative": ["a row"], "positive": ["applause"]}.get(label, [])
    return next((telling.signs.shown[one] for one in names if one in telling.signs.shown), None)
