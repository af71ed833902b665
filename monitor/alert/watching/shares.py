"""How many of a day's press items are negative, against what is usual.

On a second day running it is more urgent by one. A state answers `items`.
"""

from collections.abc import Mapping
from math import sqrt
from typing import Final

from monitor.alert.watching.kind import Answer, Kind, a_count
from monitor.records import Rule, Severity, ShareState

LEVELS: Final = tuple(Severity)
Z: Final = 1.959964  # of 95 % within


def because(rule: Rule, state: ShareState) -> str | None:
    """The share in words."""
    if state.items < max(rule.at_least, 1) or state.negative < rule.share * state.items:
        return None
    usual = state.usual_negative / state.usual_items if state.usual_items else 0.0
    if wilson_low(state.negative, state.items) <= usual:
        return None
    told = f"{state.negative} of {a_count(state.items, 'press item')} of the day are negative"
    return f"{told}, {_usual(state, usual)}"


def more(rule: Rule, state: ShareState) -> tuple[Severity, str] | None:
    """By one, and never an S1: a bad week is no crisis."""
    higher = max(Severity.S2, LEVELS[max(LEVELS.index(rule.severity) - 1, 0)])
    return (higher, "it was so on the day before, too") if state.day_before else None


def wilson_low(k: int, n: int) -> float:
    """The lower end of the 95 % interval of a share of k in n, after Wilson."""
    share = k / n
    middle, breadth = share + Z**2 / (2 * n), Z * sqrt((share * (1 - share) + Z**2 / (4 * n)) / n)
    return max(0.0, (middle - breadth) / (1 + Z**2 / n))


def _usual(state: ShareState, usual: float) -> str:
    if not state.usual_items:
        return "with nothing to compare it with yet"
    return f"where {usual:.0%} are usual ({state.usual_negative} of {state.usual_items})"


def _items(least: int, state: ShareState) -> str | None:
    return "" if state.items >= least else None


ANSWERS: Final[Mapping[str, Answer]] = {"items": _items}
KIND: Final = Kind(ShareState, frozenset({"at_least", "share"}), ANSWERS, because, more)
