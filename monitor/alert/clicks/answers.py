"""What a person is told in Slack of what they pressed or asked, in plain words."""

from collections.abc import Iterable, Sequence

from monitor.alert.messages.slack import escaped
from monitor.alert.messages.words import lead, source, spread
from monitor.records import (
    Alert,
    AlertState,
    Card,
    Delivery,
    Mark,
    Moved,
    Refused,
)
from monitor.times import for_people, in_london

MOST = 10  # alerts in an answer
USAGE = (
    "`/monitor status` – what waits for somebody\n"
    "`/monitor oncall` – who is on call now\n"
    "`/monitor ack ID` – you take an alert\n"
    "`/monitor explain ID` – why an alert came, and who was told"
)
NOT_LISTED = "\nYou are not on the rota's list: it counts, and the audit trail says so."
GONE = "This alert is no longer known here: the message is older than the ledger."
UNKNOWN = "This button is not known here: the message is older than this version."
LATER = "It is kept and will be done; the answer follows."
WAITING = frozenset({AlertState.NEW})


def of_act(outcome: Moved | Refused, listed: bool) -> str:
    """What came of an act."""
    if isinstance(outcome, Refused):
        return escaped(f"Nothing changed: {outcome.why}.")
    alert = outcome.alert
    told = f"Done: {outcome.said}. {alert.card.severity} {alert.card.headline}"
    return escaped(told) + ("" if listed else NOT_LISTED)


def refused(why: str) -> str:
    """Why a command could not be followed."""
    return escaped(f"{why[:1].upper()}{why[1:]}.")


def of_mark(mark: Mark, alert: Alert) -> str:
    """That a word on an alert was heard, and that it is no acknowledgement."""
    heard = {"wrong": "Noted: not about us", "useful": "Noted: useful"}
    words = f"{heard.get(mark.says, 'Noted: not useful')}. Thank you, the rule will be looked at."
    if alert.state in WAITING:
        words += " The alert still waits for somebody: press Acknowledge if you have it."
    return words


def of_status(alerts: Sequence[Alert]) -> str:
    """What waits for somebody, the most urgent first."""
    waiting = [one for one in alerts if one.state in WAITING]
    if not waiting:
        return "Nothing waits for anybody."
    lines = [f"{len(waiting)} {'waits' if len(waiting) == 1 else 'wait'} for somebody:"]
    lines += [line_of(one) for one in _urgent_first(waiting)[:MOST]]
    if len(waiting) > MOST:
        lines.append(f"… and {len(waiting) - MOST} more")
    return "\n".join(lines)


def line_of(alert: Alert) -> str:
    """An alert in a line: id, severity, headline and whose it is."""
    owner = f", {alert.state.value} by {alert.owner}" if alert.owner else ""
    due = ""
    if alert.due_at and not alert.owner:
        due = f", next told {in_london(alert.due_at):%H:%M}"
    return f"`{alert.id}` " + escaped(f"{alert.severity} {alert.card.headline}{owner}{due}")


def of_rota(now: Iterable[tuple[str, str]], ahead: Iterable[str]) -> str:
    """Who has which role, and what changes next."""
    lines = [f"*{escaped(role)}* {escaped(name or 'nobody')}" for role, name in now]
    return "\n".join([*lines, *map(escaped, ahead)])


def of_explain(alert: Alert, deliveries: Sequence[Delivery]) -> str:
    """Why it came, and who was told or not, with the reason."""
    card: Card = alert.card
    rows = [
        f"{card.severity} {card.headline}",
        source(card),
        f"Rule: {card.rule}",
        f"Why: {'; '.join(card.because)}",
        f"Tone: {card.tone}" + (f" – “{card.sentence}”" if card.sentence else ""),
        f"Spread: {spread(card)}",
        f"Lead: {lead(card)}",
        f"It is {alert.state.value}" + (f", {alert.owner} has it" if alert.owner else ""),
    ]
    rows += [_message(one) for one in deliveries[:MOST]]
    return escaped("\n".join(rows))[:2900]


def _message(one: Delivery) -> str:
    at = for_people(one.sent_at or one.not_before)
    return f"• {one.person} by {one.way}, {at}: {one.state.value} ({one.reason.value})"


def _urgent_first(alerts: Iterable[Alert]) -> list[Alert]:
    return sorted(alerts, key=lambda one: (one.severity, one.created_at))
