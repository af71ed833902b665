"""What a person does with an alert beside acknowledging it, and what they are told of it."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from monitor.alert.crisis.briefing import COUNTERPARTS
from monitor.alert.queue.until import until
from monitor.cli.command import FINE, TO_FIX, complain, show, you
from monitor.clock import now_utc
from monitor.errors import InputRefused
from monitor.records import Act, ActKind, Alert, AlertState, Moved, Refused
from monitor.steps.acting import act_on, desk_of
from monitor.steps.naming import alert_called
from monitor.store.ledger import Ledger
from monitor.store.outbox import list_deliveries
from monitor.times import for_people

KINDS: Final = {
    "take": ActKind.TAKE_IN_HAND,
    "force": ActKind.HAND_TO_FORCE,
    "escalate": ActKind.ESCALATE,
    "snooze": ActKind.SNOOZE,
    "note": ActKind.NOTE,
    "close": ActKind.CLOSE,
    "reopen": ActKind.REOPEN,
    "handover": ActKind.HAND_OVER,
    "merge": ActKind.MERGE,
}


def run(args: argparse.Namespace, ledger: Ledger) -> int:
    alert = alert_called(ledger, args.alert)
    act = _act(args, ledger, alert, now_utc())
    outcome = act_on(ledger, desk_of(ledger), alert.id, act)
    if isinstance(outcome, Refused):
        complain(outcome.why)
        return TO_FIX
    show("\n".join(_told(ledger, outcome, act)))
    return FINE


def _act(args: argparse.Namespace, ledger: Ledger, alert: Alert, now: datetime) -> Act:
    kind = KINDS[args.action]
    ends = until(args.until, now) if kind is ActKind.SNOOZE else None
    if kind is ActKind.SNOOZE and ends is None:
        raise InputRefused(f"until 1h, 90m, 08:00 or 2026-10-20T08:00, not {args.until!r}")
    to = args.to if kind is ActKind.HAND_OVER else ""
    if kind is ActKind.MERGE:
        to = alert_called(ledger, args.into).id
    note = args.note
    if kind is ActKind.HAND_TO_FORCE:
        note = "; ".join(filter(None, (note, _counterpart(alert))))
    return Act(kind=kind, by=args.by or you(), at=now, origin="cli", until=ends, to=to, note=note)


def _counterpart(alert: Alert) -> str:
    """Who answers for its subject, as the office and the force have divided it."""
    lead = alert.card.lead
    known = COUNTERPARTS.get(lead.casefold(), "agree with the force who answers")
    subject = f" ({alert.card.row})" if alert.card.row else ""
    return f"lead {lead}{subject}: {known}"


def _told(ledger: Ledger, outcome: Moved, act: Act) -> Iterator[str]:
    alert = outcome.alert
    owner = f", {alert.owner}'s" if alert.owner else ""
    yield f"{alert.id} {outcome.said}. It is {alert.state.value}{owner}."
    yield from _messages(ledger, outcome, act)
    if alert.state is AlertState.ACKNOWLEDGED and alert.due_at:
        back = for_people(alert.due_at)
        yield f"It comes back {back} unless {alert.owner} goes on with it."
    if alert.state is AlertState.SNOOZED and act.kind is ActKind.SNOOZE:
        yield f"It comes back to {alert.owner} then."


def _messages(ledger: Ledger, outcome: Moved, act: Act) -> Iterator[str]:
    """By which ways somebody is told, or that nobody is."""
    if outcome.tells is None:
        if act.kind is ActKind.HAND_OVER:
            yield f"{act.to} is not on the rota: tell them yourself."
        return
    written = list_deliveries(ledger, [outcome.alert.id])
    ways = [one.way for one in written if one.created_at == act.at]
    name = outcome.tells.rung.person
    if ways:
        yield f"{name} is told by {', '.join(ways)}; it leaves when the daemon runs."
    else:
        yield f"No way leads to {name}: tell them yourself."
