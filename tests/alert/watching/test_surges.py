"""A surge: where it opens, tells again, closes, and how long it rests."""

from __future__ import annotations

from datetime import timedelta

from monitor.alert.watching.surges import Surge, surging
from tests.alert.samples import NIGHT

MINUTE = timedelta(minutes=1)


class Watching:
    """A rule that asks for ten posts in half an hour, looked at when a test says so."""

    def __init__(self) -> None:
        self.surge, self.now = Surge(), NIGHT

    def sees(self, count: int, *, fires: bool = False, after: float = 1) -> Surge:
        self.now += after * MINUTE
        self.surge = surging(
            self.surge, fires=fires, count=count, at_least=10, hours=0.5, now=self.now
        )
        return self.surge


def test_it_opens_when_the_rule_fires_and_tells_again_of_twice_as_many() -> None:
    watch = Watching()
    assert watch.sees(9) == Surge()
    opened = watch.sees(26, fires=True)
    assert (opened.opened_at, opened.told) == (watch.now, 26)
    assert watch.sees(51, fires=True) == opened
    grown = watch.sees(52, fires=True)
    assert (grown.opened_at, grown.told) == (opened.opened_at, 52)


def test_what_no_longer_doubles_and_stays_high_keeps_it_open() -> None:
    watch = Watching()
    watch.sees(26, fires=True)
    assert all(watch.sees(10, after=30).opened_at for _ in range(20))


def test_it_closes_after_two_windows_below_the_threshold() -> None:
    watch = Watching()
    watch.sees(26, fires=True)
    assert watch.sees(9, after=31).calm_since == watch.now
    assert watch.sees(8, after=29).opened_at
    assert watch.sees(10).calm_since is None
    assert watch.sees(9).opened_at
    closed = watch.sees(9, after=30)
    assert (closed.opened_at, closed.told, closed.closed_at) == (None, 26, watch.now)


def test_then_it_rests_for_twelve_hours_unless_twice_as_many_come() -> None:
    watch = Watching()
    watch.sees(26, fires=True)
    watch.sees(0)
    closed = watch.sees(0, after=30)
    assert watch.sees(51, fires=True) == closed
    assert watch.sees(26, fires=True, after=12 * 60 - 2) == closed
    assert watch.sees(26, fires=True).opened_at == watch.now


def test_twice_as_many_break_the_rest() -> None:
    watch = Watching()
    watch.sees(26, fires=True)
    watch.sees(0)
    watch.sees(0, after=30)
    assert watch.sees(52, fires=True).opened_at == watch.now
