"""How far counts stray from what is usual, beyond what chance alone does: by moments."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import sqrt

from monitor.alert.spikes.week import SLOTS

Row = tuple[int, int, float]  # which hour since the first, its hour of the week, its count

STRIDES = {1: 1, 3: 1, 24: 6}  # hours of a window -> hours from one to the next
PRIOR_SPREAD = 0.25
PRIOR_WORTH = 4.0  # square expectations


def spread_of(rows: Sequence[Row], usual: Sequence[float], hours: int, weeks: float) -> float:
    """The spread of windows of so many hours, over known hours in their order.

    Never below Poisson's; a little above the estimate, the more so the less there is to see. The
    week that strays most is left aside: it may be a crisis that nobody has marked.
    """
    free = max(weeks, 2.0) / (max(weeks, 2.0) - 1)  # what is usual was learned from these very rows
    by_week: dict[int, tuple[float, float]] = {}
    for week, count, mean in _windows(rows, usual, hours):
        excess, square = by_week.get(week, (0.0, 0.0))
        by_week[week] = excess + free * (count - mean) ** 2 - mean, square + mean * mean
    kept = sorted(by_week.values(), key=lambda sums: sums[0] / sums[1] if sums[1] else 0.0)
    kept = kept[:-1] if len(kept) > 2 else kept
    share = STRIDES[hours] / hours
    return _cautious(share * sum(one[0] for one in kept), share * sum(one[1] for one in kept))


def _cautious(excess: float, square: float) -> float:
    found = (excess + PRIOR_WORTH * PRIOR_SPREAD) / (square + PRIOR_WORTH)
    return max(0.0, found) + sqrt(2 / (square + PRIOR_WORTH)) / 2


def _windows(
    rows: Sequence[Row], usual: Sequence[float], hours: int
) -> Iterator[tuple[int, float, float]]:
    """The week in which an unbroken window lies, what it counts, and what is usual in it."""
    counts = list(accumulate((row[2] for row in rows), initial=0.0))
    means = list(accumulate((usual[row[1]] for row in rows), initial=0.0))
    for at in range(0, len(rows) - hours + 1, STRIDES[hours]):
        first, last = rows[at][0], rows[at + hours - 1][0]
        if last - first == hours - 1 and first // SLOTS == last // SLOTS:
            yield first // SLOTS, counts[at + hours] - counts[at], means[at + hours] - means[at]
