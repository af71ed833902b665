"""`monitor status`: how things stand, read from the ledger and the published lake."""

import argparse
from contextlib import closing
from datetime import timedelta
from typing import Any

from monitor.alert.messages.home import offline
from monitor.cli.command import FINE, TO_FIX, as_json, complain, show
from monitor.cli.rescore import in_words
from monitor.clock import now_utc
from monitor.records import FINE as FINE_OUTCOMES
from monitor.records import AlertState, ButtonState, PollState, WayState
from monitor.store.alerts import list_alerts
from monitor.store.clicks import find_buttons
from monitor.store.lake import count_published
from monitor.store.ledger import open_ledger
from monitor.store.outbox import count_deliveries
from monitor.store.paths import lake_of, ledger_of
from monitor.store.rescorings import open_rescorings
from monitor.store.sources import list_polls
from monitor.store.watched import Stuck, stuck_ways
from monitor.store.ways import list_ways
from monitor.times import for_people

RECENT = timedelta(days=7)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="facts as JSON")


def run(args: argparse.Namespace) -> int:
    path = ledger_of(args.data)
    if not path.exists():
        complain(f"nothing is in {args.data} yet; `monitor once` or `monitor run` fills it")
        return TO_FIX
    with closing(open_ledger(path)) as ledger:
        polls = list(list_polls(ledger).values())
        facts = {
            "coverage": count_published(lake_of(args.data)),
            "sources": polls,
            "open_alerts": list_alerts(ledger, now_utc() - RECENT, AlertState.NEW),
            "messages": [
                {"state": state, "reason": reason, "messages": count}
                for state, reason, count in count_deliveries(ledger)
            ],
            "stuck": stuck_ways(ledger),
            "ways": [one for one in list_ways(ledger).values() if one.failing_since],
            "buttons": find_buttons(ledger),
            "rescorings": open_rescorings(ledger),
        }
    show(as_json(facts) if args.json else "\n".join(_lines(facts)))
    return TO_FIX if facts["stuck"] or facts["ways"] or any(map(_failing, polls)) else FINE


def _failing(poll: PollState) -> bool:
    return poll.outcome not in FINE_OUTCOMES


def _lines(facts: dict[str, Any]) -> list[str]:
    coverage = facts["coverage"]
    lines = []
    if coverage:
        newest = for_people(coverage["newest"]) if coverage["newest"] else "never"
        lines.append(
            f"Coverage  {coverage['items']} items, {coverage['mentions']} mentions, "
            f"{coverage['stories']} stories; newest seen {newest}"
        )
    lines += [in_words(asked) for asked in facts["rescorings"]]
    polls = facts["sources"]
    failing = [poll for poll in polls if _failing(poll)]
    lines.append(f"Sources   {len(polls)} polled, {len(failing)} to look at")
    lines += [
        f"          {poll.source_id}: {poll.reason} since "
        f"{for_people(poll.ok_at) if poll.ok_at else 'the first poll'}"
        for poll in failing
    ]
    waiting = facts["open_alerts"]
    lines.append(f"Alerts    {len(waiting)} wait for somebody")
    lines += [f"          {alert.id} {alert.severity} {alert.card.headline}" for alert in waiting]
    lines += [
        f"Messages  {row['messages']} {row['state']} ({row['reason']})" for row in facts["messages"]
    ]
    ways = [*map(_stuck, facts["stuck"]), *map(_failing_way, facts["ways"])]
    return [*lines, *ways, *_buttons(facts["buttons"])]


def _buttons(state: ButtonState | None) -> list[str]:
    return [f"          {offline(state)}"] if state and state.offline_since else []


def _stuck(one: Stuck) -> str:
    told = "and there is no other way" if one.only else "the other ways work"
    return f"          nothing leaves by {one.way} since {for_people(one.since)}: {told}"


def _failing_way(one: WayState) -> str:
    since = for_people(one.failing_since) if one.failing_since else ""
    what = "out of order" if one.broken else "failing"
    return f"          {one.way} is {what} since {since}: {one.why}"
