"""`monitor queue`: the alerts that wait for a person, taking one in hand, and what it was worth."""

import argparse
from contextlib import closing
from datetime import timedelta
from importlib import import_module
from typing import Any, cast

from monitor.alert.crisis.crises import in_words, proposals
from monitor.alert.feedback import SAYS, is_rule
from monitor.cli.command import FINE, TO_FIX, as_json, complain, name_of, show, you
from monitor.clock import now_utc
from monitor.records import Alert, AlertState
from monitor.steps.naming import alert_called, told_with_of
from monitor.store.alerts import acknowledge, list_alerts
from monitor.store.crises import list_crises, standing_s1
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.paths import ledger_of
from monitor.times import for_people

MOST_DAYS = 36_500
CALLED = "the id at the foot of the alert, or as much of it as no other has"
LATER = "monitor.cli.alert_marks"  # asks the lake, which takes a second: not for `ack` at 3 am


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser(
        "list", help="alerts of the last days, newest first", allow_abbrev=False
    )
    listing.add_argument("--days", type=_days, default=7, metavar="N", help="how far back (7)")
    listing.add_argument("--json", action="store_true", help="facts as JSON")
    taking = _of_an_alert(actions, "ack", "take an alert in hand; nobody further is told")
    taking.add_argument("--by", type=name_of, metavar="NAME", help="who takes it (you)")
    _add_marks(actions)
    brief = _of_an_alert(actions, "brief", "a paragraph on its story, for you to check and send")
    brief.add_argument("--json", action="store_true", help="facts as JSON")


def run(args: argparse.Namespace) -> int:
    path = ledger_of(args.data)
    if not path.exists():
        complain(f"there is no ledger in {args.data} yet")
        return TO_FIX
    with closing(open_ledger(path)) as ledger:
        if args.action == "ack":
            return _acknowledge(ledger, alert_called(ledger, args.alert).id, args.by or you())
        if args.action != "list":
            return cast(int, import_module(LATER).run(args, ledger))
        alerts = list_alerts(ledger, now_utc() - timedelta(days=args.days))
        lines = [*map(_line, alerts), *_proposed(ledger)]
    show(as_json(alerts) if args.json else "\n".join(lines) or "Nothing waits.")
    return FINE


def _of_an_alert(actions: Any, name: str, what: str) -> argparse.ArgumentParser:  # noqa: ANN401
    action: argparse.ArgumentParser = actions.add_parser(name, help=what, allow_abbrev=False)
    action.add_argument("alert", metavar="ALERT", help=CALLED)
    return action


def _add_marks(actions: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    mark = _of_an_alert(actions, "mark", "say how useful an alert was; your newest word counts")
    mark.add_argument("says", choices=SAYS, metavar="SAYS", help='useful, "not useful" or wrong')
    mark.add_argument("--why", default="", metavar="TEXT", help="for whoever mends the rule")
    missed = actions.add_parser(
        "missed", help="say that nobody was told of an item, and should be", allow_abbrev=False
    )
    missed.add_argument("item", metavar="ITEM", help="its id or its address")
    missed.add_argument("--why", required=True, type=_said, metavar="TEXT", help="it mattered")
    missed.add_argument("--rule", type=_rule, metavar="R01", help="that should fire")
    for saying in (mark, missed):
        saying.add_argument("--by", type=name_of, metavar="NAME", help="who says so (you)")


def _days(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 5 and int(text) <= MOST_DAYS):
        raise argparse.ArgumentTypeError(f"a number from 0 to {MOST_DAYS}, not {text!r}")
    return int(text)


def _said(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("say why")
    return text.strip()


def _rule(text: str) -> str:
    if not is_rule(text.upper()):
        raise argparse.ArgumentTypeError(f"a rule's id such as R01, not {text!r}")
    return text.upper()


def _acknowledge(ledger: Ledger, alert_id: str, by: str) -> int:
    if acknowledge(ledger, alert_id, by, now_utc()):
        show(f"{alert_id} is yours, {by}; nobody further is told.")
        return FINE
    found = alert_called(ledger, alert_id)
    if found.owner:
        complain(f"{found.owner} acknowledged it before you")
    else:
        complain(f"{alert_id} is {found.state.value}: nobody waits for an answer")
    return TO_FIX


def _proposed(ledger: Ledger) -> list[str]:
    """What may be a crisis, for a person to decide."""
    grave = standing_s1(ledger)
    if not grave:
        return []
    return [in_words(one) for one in proposals(grave, list_crises(ledger), told_with_of(ledger))]


def _line(alert: Alert) -> str:
    owner = f" by {alert.owner}" if alert.state is AlertState.ACKNOWLEDGED else ""
    return (
        f"{alert.id}  {alert.severity}  {for_people(alert.created_at)}  "
        f"{alert.state.value}{owner}: {alert.card.headline} ({alert.card.rule})"
    )
