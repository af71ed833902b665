"""This year's release or last year's: where the words are alike, the facts decide."""

from datetime import timedelta
from typing import Any

from monitor.understand.pickup.records import Days, Facts

APART = timedelta(days=60)  # within it an item may name sums of its own without being another's
ALIKE = 0.5  # of the item: more is told in the release's words than in any others
FEW = 0.2  # of the figures that could agree: a price or a percentage may do so by chance


def days_between(issued: Days | None, published: Days | None) -> int | None:
    """Days from release to item, as few as the dates allow; under 0 where the item came first."""
    if issued is None or published is None:
        return None
    if published.first > issued.last:
        return (published.first - issued.last).days
    return -max(0, (issued.first - published.last).days)


def another_edition(release: Facts, item: Facts, days: int | None, copied: float) -> bool:
    """Whether years, rounds or figures say that the item is not of this release.

    `copied` is the item's share that both have: a text that is nearly the release's and has none
    of its figures is another office's, out of the same template.
    """
    if _differ(release.years, item.years) or _other_round(release, item):
        return True
    if copied >= ALIKE and _others(release.figures, item.figures):
        return True
    near = days is not None and abs(days) <= APART.days
    return copied > 0 and not near and _differ(_sums(release), _sums(item))


def _others(release: frozenset[str], item: frozenset[str]) -> bool:
    fewer = min(len(release), len(item))
    return fewer > 1 and len(release & item) <= FEW * fewer


def _other_round(release: Facts, item: Facts) -> bool:
    both = release.rounds.keys() & item.rounds.keys()
    return any(_differ(release.rounds[noun], item.rounds[noun]) for noun in both)


def _differ(one: frozenset[Any], other: frozenset[Any]) -> bool:
    return bool(one and other and not one & other)


def _sums(found: Facts) -> frozenset[str]:
    return frozenset(figure for figure in found.figures if figure.startswith("£"))
