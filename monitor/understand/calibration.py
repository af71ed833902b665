"""Thresholds of tone that agree with people, proposed from their corrections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from monitor.records import Shade, ToneThresholds
from monitor.understand.agreement import Judged
from monitor.understand.tone.judging import direction

FEWEST = 30  # corrections: with fewer, a threshold follows single articles
FOLDS = 5
TONES = ("neutral", "negative", "positive")
STEPS = tuple(step / 20 for step in range(1, 20))
ROUNDED = 2e-4  # scores and confidences are kept with four places


@dataclass(frozen=True, slots=True)
class Proposal:
    """Thresholds, and in how many corrections they agree with people.

    `held_out` counts corrections by thresholds that were chosen without them: what to expect of
    the next ones.
    """

    thresholds: ToneThresholds
    n: int
    before: int
    after: int
    held_out: int


def propose(judged: Sequence[Judged], now: ToneThresholds) -> Proposal:
    """What agrees most often; of several, what changes least."""
    best = _best(judged, now)
    return Proposal(
        thresholds=best,
        n=len(judged),
        before=_right(judged, now, now),
        after=_right(judged, best, now),
        held_out=sum(_in_fold(judged, now, fold) for fold in range(FOLDS)),
    )


def _in_fold(judged: Sequence[Judged], now: ToneThresholds, fold: int) -> int:
    others = [one for number, one in enumerate(judged) if number % FOLDS != fold]
    return _right(judged[fold::FOLDS], _best(others, now), now)


def _best(judged: Sequence[Judged], now: ToneThresholds) -> ToneThresholds:
    steps = product(STEPS, STEPS)
    cuts = [now, *(replace(now, negative=-down, positive=up) for down, up in steps)]
    return max(cuts, key=lambda cut: (_right(judged, cut, now), -_change(cut, now)))


def _change(cut: ToneThresholds, now: ToneThresholds) -> float:
    return abs(cut.negative - now.negative) + abs(cut.positive - now.positive)


def _right(judged: Sequence[Judged], cut: ToneThresholds, now: ToneThresholds) -> int:
    return sum(one.said == _label(one, cut, now) for one in judged)


def _label(one: Judged, cut: ToneThresholds, now: ToneThresholds) -> str:
    """What it would be called; two that quarrel about us stay mixed, whatever the score."""
    if one.found == "mixed":
        return one.found
    shares = _shares(one, now)
    label = direction(shares, cut)
    likely = {"negative": shares.negative, "neutral": shares.neutral, "positive": shares.positive}
    return label if likely.get(label, 1.0) >= cut.sure - ROUNDED else "unsure"


def _shares(one: Judged, now: ToneThresholds) -> Shade:
    """Three shares that add up to 1, of which praise less blame is the score and one, of the label
    that was given, the confidence: that tells all three. An unsure one was nearly called something.
    """
    given = TONES if one.found == "unsure" else (one.found,)
    told = {label: _told(one, label) for label in given}
    return next(
        (shares for label, shares in told.items() if direction(shares, now) == label),
        told[given[0]],
    )


def _told(one: Judged, given: str) -> Shade:
    if given == "neutral":
        neutral = one.confidence
        positive = (1 - neutral + one.score) / 2
    else:
        positive = one.confidence + (one.score if given == "negative" else 0)
        neutral = 1 - 2 * positive + one.score
    return Shade(negative=positive - one.score, neutral=neutral, positive=positive)
