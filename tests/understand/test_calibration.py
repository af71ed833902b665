"""Thresholds proposed from corrections: by what judging itself would then have said."""

from dataclasses import replace

from monitor.records import Shade, ToneThresholds
from monitor.understand.agreement import Judged
from monitor.understand.calibration import propose
from monitor.understand.tone import judging

NOW = ToneThresholds(negative=-0.2, positive=0.2, sure=0.4)


def shares(negative: float, positive: float) -> Shade:
    return Shade(negative=negative, neutral=1 - negative - positive, positive=positive)


def judged(shade: Shade, said: str, thresholds: ToneThresholds = NOW) -> Judged:
    """As it stands in the lake when judging has told it by these thresholds."""
    label, confidence = judging._label(shade, thresholds)
    score, sure = round(shade.score, 4), round(confidence, 4)
    return Judged(said=said, found=label, score=score, confidence=sure, scorer="model-1")


GRID = [
    shares(down * 0.0513, up * 0.0477) for down in range(20) for up in range(20) if down + up < 20
]


def test_it_knows_what_judging_would_have_said_by_other_thresholds() -> None:
    """Labels, unsure ones among them, that judging gives by some are agreed with to the last."""
    theirs = replace(NOW, negative=-0.45, positive=0.1)
    said = [judging._label(shade, theirs)[0] for shade in GRID]
    rows = [judged(shade, label) for shade, label in zip(GRID, said, strict=True)]
    found = propose(rows, NOW)
    assert set(said) == {"negative", "neutral", "positive", "mixed", "unsure"}
    assert found.before == sum(row.found == row.said for row in rows) < len(rows)
    assert found.after == len(rows)
    told = [judging._label(shade, found.thresholds)[0] for shade in GRID]
    assert told == said


def test_what_stands_is_proposed_where_nothing_agrees_more() -> None:
    rows = [judged(shade, judging._label(shade, NOW)[0]) for shade in GRID]
    found = propose(rows, NOW)
    assert found.thresholds == NOW
    assert found.before == found.after == len(rows)


def test_a_gain_on_one_item_does_not_hold_on_what_was_held_out() -> None:
    calm = [judged(shares(0.1, 0.1), "neutral")] * 30
    found = propose([*calm, judged(shares(0.45, 0.13), "neutral")], NOW)
    assert (found.n, found.before, found.after, found.held_out) == (31, 30, 31, 30)
