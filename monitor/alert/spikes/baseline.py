"""What is usual: each hour of the week over eight weeks, and how far hours stray from it.

Eight Tuesdays at nine are few where an office is named three times a day, so an hour is read
together with its neighbours and drawn towards its part of the day, that towards the whole week.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from monitor.alert.spikes.dispersion import Row, spread_of
from monitor.alert.spikes.history import History, known
from monitor.alert.spikes.week import DAY, HOUR, SLOTS, WINDOWS, floor_hour, part, portions, slot

WEEKS = 8
NEIGHBOURS = ((-1, 0.5), (0, 1.0), (1, 0.5))
PRIOR_HOURS = 6.0  # so many hours of its part of the day are added to those of an hour of the week
CUTS = 3  # what stands too high also raises what is usual, so that one cut leaves too much
TALLEST = 4.0  # standard deviations; what stands higher counts as that high
UNCUT = 5.0  # what few items an hour may bring is never cut: most hours of a small office have none

Cell = tuple[float, float]  # items, hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What eight weeks have taught of one office and one stream."""

    usual: tuple[float, ...]  # items in each hour of the week
    spread: Mapping[int, float]  # by the hours of a window; see `tail`
    weeks: float  # of hours that are known


def learn(history: History, now: datetime) -> Baseline:
    """The last eight weeks but for the last 24 hours, which are what is judged."""
    rows = _taught(history, now)
    weeks = len(rows) / SLOTS
    for _ in range(CUTS):
        rows = _cut(rows, _usual(rows))
    usual = _usual(rows)
    spread = {hours: spread_of(rows, usual, hours, weeks) for hours in WINDOWS}
    return Baseline(usual=usual, spread=spread, weeks=weeks)


def expected(baseline: Baseline, until: datetime, hours: int) -> float:
    """How many are usual in a window that ends then."""
    return sum(share * baseline.usual[slot(hour)] for hour, share in portions(until, hours))


def _taught(history: History, now: datetime) -> list[Row]:
    end = floor_hour(now - DAY)
    begin = max(floor_hour(history.began), end - timedelta(weeks=WEEKS))
    span = max(0, int((end - begin) / HOUR))
    hours = ((n, begin + n * HOUR) for n in range(span))
    get = history.counts.get
    return [(n, slot(hour), float(get(hour, 0))) for n, hour in hours if known(history, hour)]


def _cut(rows: Sequence[Row], usual: Sequence[float]) -> list[Row]:
    """A crisis that nobody has marked may not teach that its like is usual."""
    spread = spread_of(rows, usual, 1, WEEKS)
    highest = [max(UNCUT, u + TALLEST * sqrt(u + spread * u * u)) for u in usual]
    return [(n, one, min(count, highest[one])) for n, one, count in rows]


def _usual(rows: Sequence[Row]) -> tuple[float, ...]:
    cells = _cells(rows)
    whole = _rate(cells, 0.0, 1.0)
    parts: dict[tuple[int, int], list[Cell]] = {}
    for one, cell in enumerate(cells):
        parts.setdefault(part(one), []).append(cell)
    rates = {name: _rate(of_part, whole, PRIOR_HOURS) for name, of_part in parts.items()}
    return tuple(_smoothed(cells, one, rates[part(one)]) for one in range(SLOTS))


def _cells(rows: Sequence[Row]) -> list[Cell]:
    items, hours = [0.0] * SLOTS, [0.0] * SLOTS
    for _, one, count in rows:
        items[one] += count
        hours[one] += 1
    return list(zip(items, hours, strict=True))


def _rate(cells: Sequence[Cell], prior: float, worth: float) -> float:
    items = sum(cell[0] for cell in cells)
    return (items + worth * prior) / (sum(cell[1] for cell in cells) + worth)


def _smoothed(cells: Sequence[Cell], one: int, prior: float) -> float:
    near = [(weight, cells[(one + step) % SLOTS]) for step, weight in NEIGHBOURS]
    cells = [(weight * items, weight * hours) for weight, (items, hours) in near]
    return _rate(cells, prior, PRIOR_HOURS)
