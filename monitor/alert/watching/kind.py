"""What every kind of watching says of itself, and how a rule's conditions are put to a state."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from monitor.records import Conditions, Rule, Severity, WatchState

# What is asked and the state → what is to be told of it, "" if nothing; None if it does not hold.
Answer = Callable[[Any, Any], str | None]


def _not(_rule: Rule, _state: Any) -> tuple[Severity, str] | None:  # noqa: ANN401
    return None


class Kind(NamedTuple):
    """One kind of watching."""

    state: type[WatchState]
    keys: frozenset[str]  # what of a rule, beside its conditions, means anything here
    answers: Mapping[str, Answer]  # by the condition that a rule or a raise may state
    because: Callable[[Rule, Any], str | None]  # why it fires, conditions aside
    more: Callable[[Rule, Any], tuple[Severity, str] | None] = _not  # urgent by itself, and why


def stated(asked: Conditions) -> tuple[str, ...]:
    """The conditions that are not left as they are when nobody says anything."""
    return tuple(one.name for one in fields(Conditions) if getattr(asked, one.name) != one.default)


def met(asked: Conditions, state: WatchState, answers: Mapping[str, Answer]) -> list[str] | None:
    """What is to be told of the conditions; None if one does not hold or nothing here tells it."""
    said = []
    for key in stated(asked):
        told = answers[key](getattr(asked, key), state) if key in answers else None
        if told is None:
            return None
        said.append(told)
    return [one for one in said if one]


def a_count(number: int, one: str, many: str = "") -> str:
    """`1 item`, `2 items`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def lasting(hours: float) -> str:
    """`half an hour`, `3 hours`, `4 days`."""
    if hours < 1:
        return "half an hour" if hours == 0.5 else f"{60 * hours:.0f} minutes"
    if hours < 72:
        return "an hour" if hours == 1 else f"{hours:.0f} hours"
    return f"{hours / 24:.0f} days"
