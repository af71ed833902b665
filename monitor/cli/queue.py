"""`monitor queue`: the alerts that wait for a person, and taking one in hand."""

import argparse
from contextlib import closing
from datetime import timedelta

from monitor.cli.command import FINE, TO_FIX, as_json, complain, name_of, show, you
from monitor.clock import now_utc
from monitor.records import Alert, AlertState
from monitor.store.ledger import Ledger, acknowledge, list_alerts, open_ledger
from monitor.store.paths import ledger_of
from monitor.times import for_people

MOST_DAYS = 36_500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser(
        "list", help="alerts of the last days, newest first", allow_abbrev=False
    )
    listing.add_argument("--days", type=_days, default=7, metavar="N", help="how far back (7)")
    listing.add_argument("--json", action="store_true", help="facts as JSON")
    taking = actions.add_parser(
        "ack", help="take an alert in hand; nobody further is told", allow_abbrev=False
    )
    taking.add_argument("alert", metavar="ALERT", help="the id at the foot of the alert")
    taking.add_argument("--by", type=name_of, metavar="NAME", help="who takes it (you)")


def run(args: argparse.Namespace) -> int:
    path = ledger_of(args.data)
    if not path.exists():
        complain(f"there is no ledger in {args.data} yet")
        return TO_FIX
    with closing(open_ledger(path)) as ledger:
        if args.action == "ack":
            return _acknowledge(ledger, args.alert, args.by or you())
        alerts = list_alerts(ledger, now_utc() - timedelta(days=args.days))
    show(as_json(alerts) if args.json else "\n".join(map(_line, alerts)) or "Nothing waits.")
    return FINE


def _days(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 5 and int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"a number from 0 to {MOST_DAYS}, not {text!r}")
    return int(text)


def _acknowledge(ledger: Ledger, alert: str, by: str) -> int:
    if acknowledge(ledger, alert, by, now_utc()):
        show(f"{alert} is yours, {by}; nobody further is told.")
        return FINE
    found = next((one for one in list_alerts(ledger) if one.id == alert), None)
    if found is None:
        complain(f"there is no alert {alert}")
    elif found.owner:
        complain(f"{found.owner} acknowledged it before you")
    else:
        complain(f"{alert} is {found.state.value}: nobody waits for an answer")
    return TO_FIX


def _line(alert: Alert) -> str:
    owner = f" by {alert.owner}" if alert.state is AlertState.ACKNOWLEDGED else ""
    return (
        f"{alert.id}  {alert.severity}  {for_people(alert.created_at)}  "
        f"{alert.state.value}{owner}: {alert.card.headline} ({alert.card.rule})"
    )
