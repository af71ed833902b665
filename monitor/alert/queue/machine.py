"""The life of an alert: what an act makes of it, or why it makes nothing."""

from datetime import datetime, timedelta

from monitor.alert.queue.moves import MOVES
from monitor.alert.queue.pace import Pace
from monitor.alert.queue.table import TABLE, No
from monitor.records import Act, ActKind, Alert, AlertState, Moved, Refused
from monitor.times import in_london

LONGEST = timedelta(days=31)  # of a snooze: what can wait for longer is closed
TOO_LONG = f"a snooze ends later than now and within {LONGEST.days} days"
STILL_TAKEN = {ActKind.NOTE, ActKind.REOPEN}  # by an alert that another stands for
HOW = {
    AlertState.IN_HAND: "taken in hand",
    AlertState.WITH_FORCE: "handed to the force",
    AlertState.SNOOZED: "snoozed",
}


def step(alert: Alert, act: Act, pace: Pace) -> Moved | Refused:
    """The alert after the act, and who is told; the one place that knows what follows what."""
    if alert.merged_into and act.kind not in STILL_TAKEN:
        return Refused(why=f"{alert.id} was merged: {alert.merged_into} stands for it")
    cell = TABLE[act.kind][alert.state]
    no = cell.others if cell.others and act.by != alert.owner else cell.no
    why = refusal(alert, no) if no else _wrong_with(alert, act)
    if why or cell.to is None:
        return Refused(why=why)
    return MOVES[act.kind](alert, act, pace, cell.to)


def refusal(alert: Alert, no: No) -> str:
    """The sentence for whoever tried: who has it, and since when."""
    words = no.format(
        state=alert.state.value,
        how=HOW.get(alert.state, "acknowledged"),
        owner=alert.owner or "somebody",
        since=_clock(alert.acknowledged_at or alert.updated_at),
        changed=_clock(alert.updated_at),
    )
    return words if no is No.TAKEN else f"{alert.id} {words}"


def _wrong_with(alert: Alert, act: Act) -> str:
    """What is wrong with the act itself, whatever the state."""
    wrong = {
        ActKind.CLIMB: (not _is_due(alert, act), f"{alert.id} is not due"),
        ActKind.RETURN: (not _is_due(alert, act), f"{alert.id} is not due"),
        ActKind.SNOOZE: (not _ends_soon(act), TOO_LONG),
        ActKind.HAND_OVER: (act.to.strip() in ("", alert.owner), "say to whom it goes now"),
        ActKind.NOTE: (not act.note.strip(), "an empty note says nothing"),
        ActKind.MERGE: (act.to in ("", alert.id), "say which other alert stands for it"),
    }
    is_wrong, why = wrong.get(act.kind, (False, ""))
    return why if is_wrong else ""


def _is_due(alert: Alert, act: Act) -> bool:
    return alert.due_at is not None and alert.due_at <= act.at


def _ends_soon(act: Act) -> bool:
    return act.until is not None and act.at < act.until <= act.at + LONGEST


def _clock(moment: datetime) -> str:
    return f"{in_london(moment):%H:%M}"
