"""What is planned and clashes: with others' news, a sensitive period, or a story that is open.

`hours`, 24 if the rule does not say, is how close two of them lie at most.
"""

from collections.abc import Mapping
from typing import Final

from monitor.alert.watching.kind import Answer, Kind, lasting
from monitor.records import ClashState, Rule


def because(rule: Rule, state: ClashState) -> str | None:
    """What clashes with what."""
    if state.kind == "sensitive period":
        planned = f"“{state.title}” is promotional and falls in a sensitive period: {state.other}"
        return planned if state.promotional else None
    if not state.shared or state.hours > rule.hours:
        return None
    if state.kind == "open story":
        return f"“{state.title}” is of {state.shared}, as is an open story: “{state.other}”"
    apart = f"within {lasting(state.hours)}" if state.hours >= 0.5 else "at the same time"
    return f"“{state.title}” and “{state.other}” come {apart}; both are of {state.shared}"


def _hours(hours: float, state: ClashState) -> str | None:
    return "" if state.kind == "sensitive period" or state.hours <= hours else None


ANSWERS: Final[Mapping[str, Answer]] = {"hours": _hours}
KIND: Final = Kind(ClashState, frozenset(), ANSWERS, because)
