"""Whether a rule that watches something fires on the state of it."""

from collections.abc import Mapping
from typing import Final

from monitor.alert.firing import firing_of
from monitor.alert.watching import delivery, diary, districts, rates, releases, shares, stories
from monitor.alert.watching.kind import Kind, met, stated
from monitor.records import Firing, Rule, Severity, Watches, WatchState

KINDS: Final[Mapping[Watches, Kind]] = {
    "rate": rates.KIND,
    "share": shares.KIND,
    "story": stories.KIND,
    "release": releases.KIND,
    "district": districts.KIND,
    "diary": diary.KIND,
    "delivery": delivery.KIND,
}
SOURCES: Final[Mapping[Watches, frozenset[str]]] = {  # what `blindness` looks at
    "source": frozenset({"tiers"}),
    "all-sources": frozenset(),
}


def firings_on(rule: Rule, state: WatchState) -> Firing | None:
    """The rule's firing on this state, with the severity that its raises make of it; else None.

    A condition that this kind of state cannot tell does not hold.
    """
    kind = KINDS.get(rule.watches)
    if kind is None or not isinstance(state, kind.state):
        return None
    why, said = kind.because(rule, state), met(rule, state, kind.answers)
    if why is None or said is None:
        return None
    severity, raised = _severity(kind, rule, state)
    return firing_of(rule, (why, *said, *raised), severity)


def answers(kind: Watches) -> frozenset[str]:
    """Keys of a rule, and conditions of it and of its raises, that mean anything for this kind."""
    if kind in SOURCES:
        return SOURCES[kind]
    return KINDS[kind].keys | KINDS[kind].answers.keys()


def _severity(kind: Kind, rule: Rule, state: WatchState) -> tuple[Severity, tuple[str, ...]]:
    """The most urgent that holds, and why; a raise that states nothing raises nothing."""
    found = [
        (higher.to, "; ".join(said))
        for higher in rule.raise_
        if stated(higher) and (said := met(higher, state, kind.answers)) is not None
    ]
    by_itself = kind.more(rule, state)
    severity, why = min([*found, *([by_itself] if by_itself else [])], default=(rule.severity, ""))
    if severity >= rule.severity:
        return rule.severity, ()
    return severity, (f"more urgent because {why or 'its conditions for that hold'}",)
