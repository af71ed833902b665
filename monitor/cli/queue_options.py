"""The options of `monitor queue`."""

import argparse
from typing import Any

from monitor.alert.feedback import SAYS, is_rule
from monitor.cli.command import name_of

MOST_DAYS = 36_500
CALLED = "the id at the foot of the alert, or as much of it as no other has"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_reading(actions)
    _add_acts(actions)
    _add_marks(actions)
    brief = _of_an_alert(actions, "brief", "a paragraph on its story, for you to check and send")
    brief.add_argument("--json", action="store_true", help="facts as JSON")


def _add_reading(actions: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    listing = actions.add_parser(
        "list", help="alerts that are open, what waits first", allow_abbrev=False
    )
    listing.add_argument("--all", action="store_true", help="notes and closed ones too")
    listing.add_argument("--days", type=_days, default=7, metavar="N", help="how far back (7)")
    listing.add_argument("--json", action="store_true", help="facts as JSON")
    _of_an_alert(actions, "show", "its card, its messages, and what was done")
    trail = actions.add_parser(
        "audit", help="whether the audit trail is as it was written", allow_abbrev=False
    )
    trail.add_argument("--json", action="store_true", help="facts as JSON")


def _add_acts(actions: Any) -> None:  # noqa: ANN401
    """What a person does with an alert; who does it and why stands in the audit trail."""
    _act(actions, "ack", "take an alert in hand; nobody further is told")
    _act(actions, "take", "you work on it: it does not come back to you")
    _act(actions, "force", "hand it to the force; a log line says so")
    _act(actions, "escalate", "tell the next person on its ladder now")
    snooze = _act(actions, "snooze", "put it off; it comes back to you")
    snooze.add_argument("until", metavar="UNTIL", help="1h, 90m, 08:00, 2026-10-20T08:00")
    note = _act(actions, "note", "write something down with it", noted=False)
    note.add_argument("note", type=_said, metavar="TEXT", help="what to write down")
    _act(actions, "close", "it is dealt with")
    _act(actions, "reopen", "it is not: you have it again")
    handover = _act(actions, "handover", "give it to a colleague, who is told")
    handover.add_argument("to", type=name_of, metavar="NAME", help="to whom")
    merge = _act(actions, "merge", "another alert stands for it")
    merge.add_argument("into", metavar="INTO", help="the other one's id")


def _act(actions: Any, name: str, what: str, *, noted: bool = True) -> argparse.ArgumentParser:  # noqa: ANN401
    action = _of_an_alert(actions, name, what)
    action.add_argument("--by", type=name_of, metavar="NAME", help="who does it (you)")
    if noted:
        action.add_argument("--note", default="", metavar="TEXT", help="why, for the trail")
    return action


def _of_an_alert(actions: Any, name: str, what: str) -> argparse.ArgumentParser:  # noqa: ANN401
    action: argparse.ArgumentParser = actions.add_parser(name, help=what, allow_abbrev=False)
    action.add_argument("alert", metavar="ALERT", help=CALLED)
    return action


def _add_marks(actions: Any) -> None:  # noqa: ANN401
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
