"""Whether alerts arrive and are answered, somebody is on call, and money is left.

What is not delivered is an S1 if it is one itself. A state answers no conditions: how long is too
long depends on the alert that is concerned.
"""

from collections.abc import Mapping
from typing import Final

from monitor.alert.watching.kind import Kind, a_count
from monitor.records import ChainState, Rule, Severity

UNDELIVERED: Final[Mapping[Severity, float]] = {  # minutes; by three, five attempts have failed
    Severity.S1: 3,
    Severity.S2: 5,
    Severity.S3: 60,
}
UNACKNOWLEDGED: Final[Mapping[Severity, float]] = {Severity.S1: 10, Severity.S2: 30}
NEVER: Final = float("inf")


def because(_rule: Rule, state: ChainState) -> str | None:  # noqa: PLR0911 - one each
    """What is wrong, if it has lasted for too long."""
    waited = f"for {a_count(round(state.minutes), 'minute')}: {state.what}"
    match state.trouble:
        case "undelivered" if state.minutes >= UNDELIVERED.get(state.severity, NEVER):
            return f"an {state.severity} waits to be delivered {waited}"
        case "out of order":
            return f"messages take other ways: {state.what}"
        case "unacknowledged" if state.minutes >= UNACKNOWLEDGED.get(state.severity, NEVER):
            return f"nobody has acknowledged an {state.severity} {waited}"
        case "nobody on call":
            return f"nobody is on call: {state.what}"
        case "rota":
            return f"the rota: {state.what}"
        case "spending":
            return f"little is left of the month's money: {state.what}"
    return None


def more(_rule: Rule, state: ChainState) -> tuple[Severity, str] | None:
    """What tells of an S1 that was not delivered is one itself."""
    lost = state.trouble == "undelivered" and state.severity is Severity.S1
    return (Severity.S1, "nobody has heard of an S1") if lost else None


KIND: Final = Kind(ChainState, frozenset(), {}, because, more)
