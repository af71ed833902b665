"""All of one alert: its card, its messages with their reasons, what was done; and the trail."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.alert.messages.standing import state_line
from monitor.alert.messages.terminal import for_terminal
from monitor.cli.command import FINE, TO_FIX, as_json, complain, show
from monitor.records import Alert, Delivery
from monitor.steps.naming import alert_called
from monitor.store.alerts import summed_up_by
from monitor.store.audit import Line, count_lines, first_broken, trail_of
from monitor.store.ledger import Ledger
from monitor.store.outbox import list_deliveries
from monitor.times import for_people


def run(args: argparse.Namespace, ledger: Ledger) -> int:
    if args.action == "audit":
        return _audit(args, ledger)
    alert = alert_called(ledger, args.alert)
    show("\n".join(page(ledger, alert)))
    return FINE


def page(ledger: Ledger, alert: Alert) -> Iterator[str]:
    messages = list_deliveries(ledger, [alert.id])
    yield from _card(alert, messages)
    yield state_line(alert)
    yield from _several(summed_up_by(ledger, alert.id))
    yield "\nMessages"
    yield from map(_message, messages)
    yield "\nWhat was done"
    yield from map(_line, trail_of(ledger, [alert.id]))


def _card(alert: Alert, messages: Sequence[Delivery]) -> Iterator[str]:
    """As it was last told, with what is known now."""
    if not messages:
        yield f"{alert.id}  {alert.severity}  {alert.card.headline} ({alert.card.rule})"
        return
    yield for_terminal(replace(messages[-1], card=alert.card)).text


def _several(told: Sequence[Alert]) -> Iterator[str]:
    if told:
        yield "\nTells of"
    for one in told:
        yield f"  {one.id}  {one.severity}  {one.state.value}: {one.card.headline}"


def _message(one: Delivery) -> str:
    at = for_people(one.sent_at or one.not_before)
    note = f"; {one.note}" if one.note else ""
    return f"  {at}  {one.person} by {one.way}: {one.state.value}, {one.reason.value}{note}"


def _line(one: Line) -> str:
    states = f" ({one.from_state} → {one.to_state})" if one.from_state != one.to_state else ""
    at = one.london or for_people(one.at)
    origin = f" [{one.origin}]" if one.origin else ""
    return f"  {at}  {one.actor}{origin}: {one.action}{states}"


def _audit(args: argparse.Namespace, ledger: Ledger) -> int:
    broken = first_broken(ledger)
    lines, tied = count_lines(ledger)
    if args.json:
        show(as_json({"lines": lines, "tied": tied, "broken": broken}))
    elif broken is None:
        older = f"; {lines - tied} are older than the hashes" if lines > tied else ""
        show(f"The audit trail is whole: {lines} lines{older}.")
    if broken is None:
        return FINE
    complain(f"line {broken.entry} of the audit trail: {broken.why}")
    return TO_FIX
