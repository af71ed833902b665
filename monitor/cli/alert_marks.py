"""What people say of alerts, and of news for which none came; a briefing on an alert's story."""

import argparse
from collections.abc import Iterator

from monitor.alert.crisis.crises import RULE
from monitor.alert.feedback import with_rule
from monitor.cli.briefs import brief_in_words
from monitor.cli.command import FINE, as_json, show, you
from monitor.clock import now_utc
from monitor.errors import InputRefused, QueryRefused
from monitor.records import Alert, DeliveryState, Mark
from monitor.steps.dossiers import published_dossier
from monitor.steps.naming import alert_called, told_with_of
from monitor.store.alerts import alerts_of_stories
from monitor.store.dossiers import Row, item_called
from monitor.store.ledger import Ledger
from monitor.store.marks import add_mark
from monitor.store.outbox import list_deliveries
from monitor.store.paths import lake_of


def run(args: argparse.Namespace, ledger: Ledger) -> int:
    lines = {"mark": _mark, "missed": _missed, "brief": _brief}[args.action](args, ledger)
    show("\n".join(lines))
    return FINE


def _mark(args: argparse.Namespace, ledger: Ledger) -> Iterator[str]:
    alert = alert_called(ledger, args.alert)
    if alert.rule_id == RULE:
        raise InputRefused(f"{alert.id} is a crisis, which a person declared: no rule raised it")
    mark = Mark(
        alert_id=alert.id,
        says=args.says,
        item_id=alert.item_id,
        why=args.why,
        said_by=args.by or you(),
        said_at=now_utc(),
    )
    add_mark(ledger, mark)
    yield f"{alert.rule_id} “{alert.card.headline}” was {mark.says}, says {mark.said_by}."


def _missed(args: argparse.Namespace, ledger: Ledger) -> Iterator[str]:
    item = _item(args)
    mark = Mark(
        alert_id="",
        says="missed",
        item_id=item["item_id"] if item else args.item,
        why=with_rule(args.why, args.rule or ""),
        said_by=args.by or you(),
        said_at=now_utc(),
    )
    add_mark(ledger, mark)
    what = f"“{item['title']}”" if item else args.item
    yield f"{what} was missed, says {mark.said_by}. It is counted, and read with the rules."
    if item is None:
        yield "We have no item of that address: is its source in sources.toml?"
    elif item["story_id"]:
        yield from _what_there_was(ledger, item["story_id"])


def _item(args: argparse.Namespace) -> Row | None:
    """The item, or None of an address that we do not have; InputRefused of anything else."""
    try:
        item = item_called(lake_of(args.data), args.item)
    except QueryRefused:  # nothing is published yet
        item = None
    if item is None and not args.item.startswith(("http://", "https://")):
        raise InputRefused(
            f"no item has the id {args.item}; of news we do not have, say its address"
        )
    return item


def _what_there_was(ledger: Ledger, story: str) -> Iterator[str]:
    """Alerts of the same story, and why they did not reach anybody."""
    stories = [story, *(one for one, into in told_with_of(ledger).items() if into == story)]
    for alert in alerts_of_stories(ledger, stories):
        yield f"There is {alert.id} on its story ({alert.card.rule}): {_became(ledger, alert)}"


def _became(ledger: Ledger, alert: Alert) -> str:
    messages = list_deliveries(ledger, [alert.id])
    sent = [one.person for one in messages if one.state is DeliveryState.SENT]
    if sent:
        return f"{', '.join(dict.fromkeys(sent))} was told"
    reasons = [one.reason.value for one in messages if one.state is DeliveryState.HELD]
    return f"held: {reasons[-1]}" if reasons else "its message has not left yet"


def _brief(args: argparse.Namespace, ledger: Ledger) -> Iterator[str]:
    alert, now = alert_called(ledger, args.alert), now_utc()
    story = told_with_of(ledger).get(alert.story_id, alert.story_id)
    dossier = published_dossier(lake_of(args.data), ledger, alert.office_id, story, now)
    yield as_json(dossier) if args.json else brief_in_words(dossier, now)
