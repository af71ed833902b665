"""Whether a window holds more than is usual, and if not, why it is let pass."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from monitor.alert.spikes.baseline import Baseline, expected
from monitor.alert.spikes.history import History, around_the_time, at_the_time
from monitor.alert.spikes.tail import needed, tail

Present = Mapping[int, int]  # items in the last 1, 3 and 24 hours, to this minute

MINIMUM: Final = {1: 5, 3: 6, 24: 10}  # items in so many hours
CHANCE: Final = 3e-5  # opens below it: 0.1 to 0.9 false spikes a month an office, measured
CLOSING: Final = 1e-2
AGAIN: Final = 1.5  # times what stood there yesterday, or last week, at this time
COLD_WEEKS: Final = 3.0
BLANK_WEEKS: Final = 1.0
COLD_CHANCE: Final = 0.1  # of the chance, and …
COLD_MINIMUM: Final = 2  # … times the minimum, while there is little to compare with


class Verdict(StrEnum):
    """Why a window counts as a spike, or does not."""

    UNUSUAL = "unusual"
    TOO_FEW = "fewer than the minimum"
    ORDINARY = "no more than chance brings"
    AS_BEFORE = "about as many at this time yesterday or a week ago"
    UNTAUGHT = "less than a week to compare with"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One window, judged."""

    hours: int
    count: int
    usual: float
    chance: float  # of so many or more, were all as usual
    verdict: Verdict
    cold: bool
    yesterday: float | None = None  # looked up where it matters; None where it is left out
    last_week: float | None = None


def is_cold(baseline: Baseline) -> bool:
    """Whether there is so little history that more is asked for before anything is said."""
    return baseline.weeks < COLD_WEEKS


def minimum(baseline: Baseline, hours: int) -> int:
    """Fewer than these are never a spike, however quiet it is otherwise."""
    return MINIMUM[hours] * (COLD_MINIMUM if is_cold(baseline) else 1)


def enough(baseline: Baseline, now: datetime, hours: int) -> int:
    """How many it takes at this time, the comparison with yesterday and last week aside."""
    usual = expected(baseline, now, hours)
    spread, chance = _spread(baseline, hours, usual), _chance(baseline)
    return needed(usual, spread, chance, minimum(baseline, hours))


def judge(
    baseline: Baseline, history: History, present: Present, now: datetime, hours: int
) -> Reading:
    """The window of so many hours that ends now."""
    usual = expected(baseline, now, hours)
    chance = tail(present[hours], usual, _spread(baseline, hours, usual))
    reading = Reading(
        hours=hours,
        count=present[hours],
        usual=usual,
        chance=chance,
        verdict=_verdict(baseline, present[hours], chance, hours),
        cold=is_cold(baseline),
    )
    return _rechecked(reading, history, now) if reading.verdict is Verdict.UNUSUAL else reading


def is_calm(reading: Reading, baseline: Baseline) -> bool:
    """Whether a window that was open is below the threshold at which it closes."""
    return reading.chance > CLOSING or 2 * reading.count < minimum(baseline, reading.hours)


def _verdict(baseline: Baseline, count: int, chance: float, hours: int) -> Verdict:
    if baseline.weeks < BLANK_WEEKS:
        return Verdict.UNTAUGHT
    if count < minimum(baseline, hours):
        return Verdict.TOO_FEW
    return Verdict.ORDINARY if chance > _chance(baseline) else Verdict.UNUSUAL


def _rechecked(reading: Reading, history: History, now: datetime) -> Reading:
    """Set beside yesterday and last week, where a rhythm that has merely shifted shows too."""
    before = max(around_the_time(history, now, days, reading.hours) for days in (1, 7))
    return replace(
        reading,
        verdict=Verdict.AS_BEFORE if reading.count < AGAIN * before else Verdict.UNUSUAL,
        yesterday=at_the_time(history, now, 1, reading.hours),
        last_week=at_the_time(history, now, 7, reading.hours),
    )


def _chance(baseline: Baseline) -> float:
    return CHANCE * (COLD_CHANCE if is_cold(baseline) else 1.0)


def _spread(baseline: Baseline, hours: int, usual: float) -> float:
    """That of the counts, and that of what is usual, which some eight windows have taught."""
    spread = baseline.spread[hours]
    taught = 2 * max(baseline.weeks, 1.0)
    return spread + (1 / max(usual, 1e-3) + spread) / taught
