"""Alerts that are told together: what becomes of a summary becomes of what it tells of."""

from dataclasses import replace
from typing import Final

from monitor.records import Act, ActKind, Alert

ANSWERS: Final = frozenset(
    {
        ActKind.ACKNOWLEDGE,
        ActKind.TAKE_IN_HAND,
        ActKind.HAND_TO_FORCE,
        ActKind.HAND_OVER,
        ActKind.SNOOZE,
    }
)
ENDS: Final = frozenset({ActKind.CLOSE, ActKind.RECOVER, ActKind.MERGE})
FOLLOWED: Final = ANSWERS | ENDS | {ActKind.RETURN}


def may_follow(told: Alert, summary: Alert, act: Act) -> bool:
    """Whether it stands as the summary did: what somebody did with it alone holds for it alone."""
    return act.kind in FOLLOWED and (told.state, told.owner) == (summary.state, summary.owner)


def follow(told: Alert, summary: Alert, act: Act) -> Alert:
    """As the summary stands now, whose ladder and due time are those of all."""
    return replace(
        told,
        state=summary.state,
        owner=summary.owner,
        acknowledged_at=summary.acknowledged_at,
        due_at=None,
        updated_at=act.at,
    )


def settles(act: Act) -> ActKind | None:
    """What becomes of a summary of which nothing waits any more after this act on part of it."""
    if act.kind in ANSWERS:
        return ActKind.ACKNOWLEDGE
    return ActKind.RECOVER if act.kind in ENDS else None
