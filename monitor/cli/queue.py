"""`monitor queue`: the alerts that wait for a person, and what people do with them.

What is typed at 3 am, `list` and `ack`, stands here and imports little; the rest stands elsewhere.
"""

import argparse
from contextlib import closing
from datetime import timedelta
from importlib import import_module
from typing import Final, cast

from monitor.alert.crisis.crises import in_words, proposals
from monitor.cli.command import FINE, TO_FIX, as_json, complain, show, you
from monitor.cli.queue_options import add_arguments
from monitor.clock import now_utc
from monitor.records import Act, ActKind, Alert, AlertState, Refused
from monitor.steps.acting import act_on, desk_of
from monitor.steps.naming import alert_called, told_with_of
from monitor.store.alerts import list_alerts
from monitor.store.crises import list_crises, standing_s1
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.paths import ledger_of
from monitor.times import for_people

SHUT: Final = (AlertState.NOTED, AlertState.CLOSED)
MARKS: Final = "monitor.cli.alert_marks"  # asks the lake, which takes a second
PAGES: Final = "monitor.cli.queue_pages"
ACTS: Final = "monitor.cli.queue_acts"
WHERE: Final = {
    "mark": MARKS,
    "missed": MARKS,
    "brief": MARKS,
    "show": PAGES,
    "audit": PAGES,
}


def run(args: argparse.Namespace) -> int:
    path = ledger_of(args.data)
    if not path.exists():
        complain(f"there is no ledger in {args.data} yet")
        return TO_FIX
    with closing(open_ledger(path)) as ledger:
        if args.action == "ack":
            return _acknowledge(ledger, args)
        if args.action == "list":
            return _list(ledger, args)
        return cast(int, import_module(WHERE.get(args.action, ACTS)).run(args, ledger))


def _acknowledge(ledger: Ledger, args: argparse.Namespace) -> int:
    alert_id, by = alert_called(ledger, args.alert).id, args.by or you()
    act = Act(kind=ActKind.ACKNOWLEDGE, by=by, at=now_utc(), origin="cli", note=args.note)
    outcome = act_on(ledger, desk_of(ledger), alert_id, act)
    if isinstance(outcome, Refused):
        complain(outcome.why)
        return TO_FIX
    alert = outcome.alert
    show(f"{alert_id} is yours, {alert.owner}; nobody further is told.")
    if alert.due_at:
        back = for_people(alert.due_at)
        show(f"It comes back {back} unless you go on with it: monitor queue take {alert_id}")
    return FINE


def _list(ledger: Ledger, args: argparse.Namespace) -> int:
    found = list_alerts(ledger, now_utc() - timedelta(days=args.days))
    alerts = [one for one in found if args.all or one.state not in SHUT]
    alerts.sort(key=lambda one: (one.state is not AlertState.NEW, one.state in SHUT, one.severity))
    lines = [*map(_line, alerts), *_proposed(ledger)]
    show(as_json(alerts) if args.json else "\n".join(lines) or "Nothing waits.")
    return FINE


def _proposed(ledger: Ledger) -> list[str]:
    """What may be a crisis, for a person to decide."""
    grave = standing_s1(ledger)
    if not grave:
        return []
    return [in_words(one) for one in proposals(grave, list_crises(ledger), told_with_of(ledger))]


def _line(alert: Alert) -> str:
    owner = f" by {alert.owner}" if alert.owner and alert.state not in SHUT else ""
    return (
        f"{alert.id}  {alert.severity}  {for_people(alert.created_at)}  "
        f"{alert.state.value}{owner}{_next(alert)}: {alert.card.headline} ({alert.card.rule})"
    )


def _next(alert: Alert) -> str:
    """What the clock does, and when."""
    if alert.merged_into:
        return f", {alert.merged_into} stands for it"
    if alert.due_at is None:
        return ""
    at = for_people(alert.due_at)
    if alert.state is not AlertState.NEW:
        return f" until {at}"
    who = alert.ladder[(alert.step + 1) % len(alert.ladder)].person if alert.ladder else "somebody"
    return f", next: {who} {at}"


__all__ = ["add_arguments", "run"]
