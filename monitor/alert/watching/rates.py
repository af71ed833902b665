"""How many items or posts name the office: unusually many, or suddenly many more.

A rule with `growth` asks how many times as many came as in the window before, whatever is usual;
one without asks for what is unusual. `hours` is the window: left out, any for what is unusual, half
an hour for growth. A state answers `hours`, `items`, `authors`, `tone_below`, `tone_above` (the
mean tone of those items) and `office_hours`.
"""

from collections.abc import Mapping
from typing import Final

from monitor.alert.watching.kind import Answer, Kind, a_count, lasting, stated
from monitor.records import RateState, Rule

SURGE_HOURS: Final = 0.5
NOUNS: Final = {"news": "item", "social": "post"}


def window(rule: Rule) -> float:
    """The hours over which a rule about growth counts."""
    return rule.hours if "hours" in stated(rule) else SURGE_HOURS


def because(rule: Rule, state: RateState) -> str | None:
    """The counts in words."""
    if state.expected or rule.stream not in {"", state.stream} or state.count < rule.at_least:
        return None
    if rule.growth:
        return _growth(state) if state.count >= rule.growth * state.before else None
    return (state.words or _usual(state)) if state.unusual else None


def _growth(state: RateState) -> str:
    counted = a_count(state.count, NOUNS[state.stream])
    return f"{counted} in {lasting(state.hours)}, {state.before or 'none'} in as long before"


def _usual(state: RateState) -> str:
    counted = a_count(state.count, NOUNS[state.stream])
    return f"{counted} in {lasting(state.hours)} where {state.usual:g} are usual"


def _hours(hours: float, state: RateState) -> str | None:
    return "" if hours == state.hours else None


def _items(least: int, state: RateState) -> str | None:
    return "" if state.count >= least else None


def _authors(least: int, state: RateState) -> str | None:
    return f"from {a_count(state.authors, 'account')}" if state.authors >= least else None


def _tone_below(most: float, state: RateState) -> str | None:
    return _mean(state) if state.tone is not None and state.tone <= most else None


def _tone_above(least: float, state: RateState) -> str | None:
    return _mean(state) if state.tone is not None and state.tone >= least else None


def _mean(state: RateState) -> str:
    return f"their mean tone towards the office is {state.tone:+.2f}"


def _office_hours(within: bool, state: RateState) -> str | None:
    if state.office_hours != within:
        return None
    return "" if within else "it is outside office hours"


ANSWERS: Final[Mapping[str, Answer]] = {
    "hours": _hours,
    "items": _items,
    "authors": _authors,
    "tone_below": _tone_below,
    "tone_above": _tone_above,
    "office_hours": _office_hours,
}
KIND: Final = Kind(RateState, frozenset({"stream", "at_least", "growth"}), ANSWERS, because)
