"""A surge from its beginning to its end, for rules that ask how many times as many came."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.alert.spikes.watching import COOL_DOWN, GROWTH

WINDOWS: Final = 2  # below its threshold for so many, it is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """Where one rule and one office stand; to be kept between looks."""

    opened_at: datetime | None = None
    told: int = 0  # how many were last told of
    calm_since: datetime | None = None
    closed_at: datetime | None = None


def surging(
    surge: Surge, *, fires: bool, count: int, at_least: int, hours: float, now: datetime
) -> Surge:
    """The next state. It opens when the rule fires, tells again of twice as many, closes when the
    count has been too low for two windows, and then rests for twelve hours, in which only twice
    what was told opens it again.
    """
    if fires and (_rested(surge, now) or count >= GROWTH * surge.told):
        return Surge(opened_at=surge.opened_at or now, told=count)
    if surge.opened_at is None or count >= at_least:
        return replace(surge, calm_since=None)
    if surge.calm_since is None:
        return replace(surge, calm_since=now)
    if now - surge.calm_since < (WINDOWS - 1) * timedelta(hours=hours):
        return surge
    return Surge(told=surge.told, closed_at=now)


def _rested(surge: Surge, now: datetime) -> bool:
    if surge.opened_at is not None:
        return False
    return surge.closed_at is None or now - surge.closed_at >= COOL_DOWN
