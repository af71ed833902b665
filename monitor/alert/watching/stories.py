"""How a story goes on: it will not die, or it comes back.

`days`: negative on so many of the last seven; `after_hours`: at rest for so long and back with
`at_least` new items, two if the rule does not say. Either suffices. A state answers `items`: so
many new ones, of a story that came back.
"""

from collections.abc import Mapping
from typing import Final

from monitor.alert.watching.kind import Answer, Kind, a_count, lasting
from monitor.records import Rule, StoryState

BACK: Final = 2  # items; a review of the year mentions it once


def because(rule: Rule, state: StoryState) -> str | None:
    """How it goes on, in words."""
    if rule.days and state.negative_days >= rule.days:
        return f"negative items on {state.negative_days} of the last 7 days"
    if not rule.after_hours or state.rested_hours < rule.after_hours:
        return None
    if state.new_items < (rule.at_least or BACK):
        return None
    new = a_count(state.new_items, "new item")
    return f"back with {new} after {lasting(state.rested_hours)} of rest"


def _items(least: int, state: StoryState) -> str | None:
    return None if 0 < state.new_items < least else ""


ANSWERS: Final[Mapping[str, Answer]] = {"items": _items}
KIND: Final = Kind(StoryState, frozenset({"days", "after_hours", "at_least"}), ANSWERS, because)
