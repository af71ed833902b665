"""What each act makes of an alert, where the table lets it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from monitor.alert.queue.ladders import for_return, next_rung, rung_at, rung_of
from monitor.alert.queue.pace import Pace, first_due, forgotten_at, lateness, next_due
from monitor.records import (
    Act,
    ActKind,
    Alert,
    AlertState,
    Moved,
    Reason,
    Refused,
    Telling,
)
from monitor.times import for_people

Move = Callable[[Alert, Act, Pace, AlertState], Moved | Refused]


def _acknowledge(alert: Alert, act: Act, pace: Pace, to: AlertState) -> Moved:
    due = forgotten_at(pace.oncall, alert.severity, act.at)
    owned = _owned(alert, act.by, act.at, to, due)
    return Moved(alert=owned, said="acknowledged", holds=Reason.ACKNOWLEDGED)


def _take(alert: Alert, act: Act, _pace: Pace, to: AlertState) -> Moved:
    owned = _owned(alert, act.by, act.at, to)
    return Moved(alert=owned, said="took it in hand", holds=Reason.ACKNOWLEDGED)


def _to_force(alert: Alert, act: Act, _pace: Pace, to: AlertState) -> Moved:
    """Whoever has it keeps it: the force answers, somebody of ours follows it."""
    owned = _owned(alert, alert.owner or act.by, act.at, to)
    return Moved(
        alert=owned, said=_with("handed to the force", act.note), holds=Reason.ACKNOWLEDGED
    )


def _hand_over(alert: Alert, act: Act, pace: Pace, to: AlertState) -> Moved:
    """The colleague is told, and must do something: what is handed to somebody asleep returns."""
    waits = to is AlertState.ACKNOWLEDGED
    due = forgotten_at(pace.oncall, alert.severity, act.at) if waits else None
    rung = rung_of(pace.oncall, act.to, "handed over")
    return Moved(
        alert=_owned(alert, act.to, act.at, to, due),
        said=_with(f"handed over to {act.to}", act.note),
        holds=Reason.ACKNOWLEDGED,
        tells=Telling(rung=rung, reason=Reason.HANDED_OVER) if rung else None,
    )


def _escalate(alert: Alert, act: Act, pace: Pace, to: AlertState) -> Moved | Refused:
    """The next person is told now; whoever has it keeps it."""
    found = next_rung(alert, act.by)
    if found is None:
        return Refused(why=f"nobody else stands on the ladder of {alert.id}: hand it over")
    climbed = replace(alert, state=to, step=found)
    if to is AlertState.NEW:
        due = next_due(pace, climbed, act.at, act.at)
        climbed = replace(climbed, due_at=due, updated_at=act.at)
    rung = rung_at(climbed)
    said = _with(f"escalated to {rung.person}", act.note)
    return Moved(alert=climbed, said=said, tells=Telling(rung=rung, reason=Reason.ASKED))


def _snooze(alert: Alert, act: Act, _pace: Pace, to: AlertState) -> Moved | Refused:
    if act.until is None:
        return Refused(why="say until when")
    snoozed = _owned(alert, act.by, act.at, to, act.until)
    said = f"snoozed until {for_people(act.until)}"
    return Moved(alert=snoozed, said=_with(said, act.note), holds=Reason.ACKNOWLEDGED)


def _note(alert: Alert, act: Act, pace: Pace, _to: AlertState) -> Moved:
    """A word of the owner's shows that the alert is not forgotten; a closed one it does not touch,
    which rests from its closing."""
    if alert.state is AlertState.ACKNOWLEDGED and act.by == alert.owner:
        alert = replace(alert, due_at=forgotten_at(pace.oncall, alert.severity, act.at))
    return Moved(alert=alert, said=f"note: {act.note}")


def _close(alert: Alert, act: Act, _pace: Pace, to: AlertState) -> Moved:
    closed = replace(alert, state=to, due_at=None, updated_at=act.at)
    return Moved(alert=closed, said=_with("closed", act.note), holds=Reason.CLOSED)


def _recover(alert: Alert, act: Act, _pace: Pace, to: AlertState) -> Moved:
    closed = replace(alert, state=to, due_at=None, updated_at=act.at)
    return Moved(alert=closed, said="closed: it is over", holds=Reason.RECOVERED)


def _reopen(alert: Alert, act: Act, pace: Pace, to: AlertState) -> Moved:
    """Whoever opens it again has it: nobody is woken for what a person is looking at."""
    due = forgotten_at(pace.oncall, alert.severity, act.at)
    owned = replace(_owned(alert, act.by, act.at, to, due), merged_into="")
    return Moved(alert=owned, said=_with("opened again", act.note))


def _merge(alert: Alert, act: Act, _pace: Pace, to: AlertState) -> Moved:
    gone = replace(alert, state=to, due_at=None, merged_into=act.to, updated_at=act.at)
    return Moved(alert=gone, said=_with(f"merged into {act.to}", act.note), holds=Reason.MERGED)


def _climb(alert: Alert, act: Act, pace: Pace, _to: AlertState) -> Moved:
    scheduled = alert.due_at or act.at
    higher = replace(alert, step=alert.step + 1)
    higher = replace(higher, due_at=next_due(pace, higher, scheduled, act.at))
    if not alert.ladder:
        return Moved(alert=higher, said="nobody is on its ladder")
    rung, late = rung_at(higher), lateness(scheduled, act.at)
    telling = Telling(rung=rung, reason=Reason.UNANSWERED, late=late)
    return Moved(alert=higher, said=_with(f"told {rung.person}", late), tells=telling)


def _return(alert: Alert, act: Act, pace: Pace, to: AlertState) -> Moved:
    """It is told to whoever had it first, and climbs from there."""
    scheduled = alert.due_at or act.at
    snoozed = alert.state is AlertState.SNOOZED
    back = _owned(alert, "", act.at, to)
    ladder = for_return(pace.oncall, alert)
    due = first_due(pace.oncall, ladder, alert.severity, act.at)
    back = replace(back, step=0, ladder=ladder, due_at=due)
    reason = Reason.SNOOZE_OVER if snoozed else Reason.FORGOTTEN
    late = lateness(scheduled, act.at)
    telling = Telling(rung=ladder[0], reason=reason, late=late) if ladder else None
    told = f", told {ladder[0].person}" if ladder else ""
    said = _with(f"came back from {alert.owner}: {reason.value}{told}", late)
    return Moved(alert=back, said=said, tells=telling)


def _owned(
    alert: Alert, owner: str, at: datetime, state: AlertState, due: datetime | None = None
) -> Alert:
    """In this state; since when somebody has it is kept while it stays hers."""
    since = alert.acknowledged_at if owner and owner == alert.owner else None
    return replace(
        alert,
        state=state,
        owner=owner,
        acknowledged_at=(since or at) if owner else None,
        due_at=due,
        updated_at=at,
    )


def _with(said: str, note: str) -> str:
    return f"{said}: {note}" if note else said


MOVES: Final[Mapping[ActKind, Move]] = {
    ActKind.ACKNOWLEDGE: _acknowledge,
    ActKind.TAKE_IN_HAND: _take,
    ActKind.HAND_TO_FORCE: _to_force,
    ActKind.HAND_OVER: _hand_over,
    ActKind.ESCALATE: _escalate,
    ActKind.SNOOZE: _snooze,
    ActKind.NOTE: _note,
    ActKind.CLOSE: _close,
    ActKind.REOPEN: _reopen,
    ActKind.MERGE: _merge,
    ActKind.CLIMB: _climb,
    ActKind.RETURN: _return,
    ActKind.RECOVER: _recover,
}
