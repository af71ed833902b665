"""Tone where the scorer reads sentences alone: theirs, weighed by place and voice, and signs."""

from collections.abc import Sequence
from typing import Final

from monitor.records import Evidence, Shade, ToneLabel, ToneThresholds
from monitor.understand.tone.deciding import deciding_words
from monitor.understand.tone.judging import Verdict, Weights, judge
from monitor.understand.tone.passages import Passage
from monitor.understand.tone.scorer import Scorer
from monitor.understand.tone.telling import Telling

# Logistic regression (L2 of 0.4) over labelled pages of two areas and invented articles, rounded.
# The words of the signs were mended on both areas: on articles that nobody had read while mending
# it tells half rightly. The words are not to be mended further; it stands in for the model.
WEIGHTS: Final = Weights(
    negative={
        "worst": 3.0,
        "a row": 2.4,
        "a row first": 2.1,
        "rows": 1.5,
        "own share": -1.6,
        "plain news": -0.8,
        "others speak first": 1.3,
    },
    positive={
        "applause": 3.3,
        "deeds": 2.6,
        "told well": 2.3,
        "unchallenged": 2.3,
        "only a body's subject": -1.1,
        "plain news": -0.4,
        "a row": -0.4,
    },
    start=(-2.5, -2.0),
)
SOFTLY = 0.4  # of an ill word's weight, where two quarrel or the news is neutral as such
TELLING = 0.3  # a sentence whose shade is fainter shows nothing: then a sign is shown


def verdict_of(scorer: Scorer, telling: Telling, thresholds: ToneThresholds) -> Verdict:
    return judge(features_of(telling, _shades(scorer, telling)), WEIGHTS, thresholds)


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


def evidence_of(scorer: Scorer, telling: Telling, verdict: Verdict) -> Evidence | None:
    """The strongest sentence, or a sign where no sentence says it; neutral has no words."""
    passage, strength = _strongest(telling, _shades(scorer, telling), verdict.way)
    sign = _sign(telling, verdict.label) if strength < TELLING else None
    if sign or not passage:
        return sign
    neutral = verdict.label == "neutral"
    words = () if neutral else deciding_words(scorer, passage.target, verdict.way)
    return Evidence(sentence=passage.target.sentence, words=words)


def _shades(scorer: Scorer, telling: Telling) -> list[Shade]:
    return scorer.shades([one.target for one in telling.passages])


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
