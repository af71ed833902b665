"""Alerts that changed → their cards in Slack, and a line in their threads now and then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.alert.messages import render
from monitor.alert.messages.slack import escaped, slack_card
from monitor.alert.messages.standing import as_posted, card_state, changes
from monitor.ids import content_id
from monitor.network.channels import Channel
from monitor.network.slack import SlackChannel
from monitor.records import (
    Alert,
    CardState,
    Delivery,
    Message,
    Reason,
    Sending,
    SendResult,
    Severity,
    Thread,
)
from monitor.steps.acting import desk_of
from monitor.store.alerts import find_alert
from monitor.store.clicks import find_buttons
from monitor.store.ledger import Ledger
from monitor.store.outbox import set_wait
from monitor.store.threads import (
    alerts_in_slack,
    list_threads,
    messages_in_slack,
    save_said,
    save_shown,
)
from monitor.store.ways import find_way, list_waits, way_works
from monitor.times import as_iso

SLACK = "slack"
LIVE = timedelta(days=3)  # for which a card is kept true
SPACING = timedelta(minutes=15)  # between two lines in one thread …
SPACING_S1 = timedelta(minutes=5)
AT_ONCE = 20  # cards: Slack takes some 50 changes a minute
GONE = {"Slack: message_not_found", "Slack: thread_not_found", "Slack: cant_update_message"}


@dataclass(frozen=True, slots=True)
class Card:
    """A message that stands in Slack, its alert as it is now, and what was shown and said."""

    delivery: Delivery
    alert: Alert
    thread: Thread


def written(ledger: Ledger, delivery: Delivery) -> Message:
    """The message as its way out wants it; in Slack with what it leads to and what is pressed."""
    if delivery.way != SLACK:
        return render(delivery)
    return _card(ledger, delivery, find_alert(ledger, delivery.alert_id))


def update_cards(ledger: Ledger, slack: SlackChannel, now: datetime) -> int:
    """Shows alerts that changed as they stand; how many cards changed. Safe to do twice."""
    changed = 0
    stale = [one for one in _cards(ledger, now) if one.thread.shown != card_state(one.alert)]
    for card in stale[:AT_ONCE]:
        ended = slack.update(card.delivery.receipt, _card(ledger, _as_it_is(card), card.alert))
        if ended.result is not SendResult.SENT and ended.note not in GONE:
            return changed  # Slack is away or wants a rest: all the others would fail too
        shown = replace(card.thread, shown=card_state(card.alert), shown_at=now)
        save_shown(ledger, shown)
        changed += 1
    return changed


def tell_threads(ledger: Ledger, channels: Mapping[str, Channel], now: datetime) -> int:
    """Says what is new in the thread of one alert, if it is time; how many lines were said.

    A line is a message as any other: it keeps the channel's pace, and waits if an alert goes first.
    """
    slack = channels.get(SLACK)
    if not isinstance(slack, SlackChannel) or not _may_post(ledger, slack, now):
        return 0
    for card in _roots(_cards(ledger, now)):
        line = changes(card.thread.said, card.alert)
        if line and _is_time(card, now):
            return _say(ledger, slack, card, line, now)
    return 0


def _say(ledger: Ledger, slack: SlackChannel, card: Card, line: str, now: datetime) -> int:
    key = content_id("thread", card.delivery.id, as_iso(now))
    ended = slack.reply(card.delivery.receipt, escaped(line), key)
    save_said(ledger, replace(card.thread, said=_heard(card, ended), said_at=now))
    if ended.wait_seconds:
        set_wait(ledger, SLACK, now + timedelta(seconds=ended.wait_seconds))
    if ended.result is SendResult.SENT:
        way_works(ledger, SLACK, now)
    return int(ended.result is SendResult.SENT)


def _heard(card: Card, ended: Sending) -> CardState:
    """An unclear end counts as said: the card shows it, and a line twice is noise."""
    refused = ended.result is SendResult.REFUSED and ended.note not in GONE
    return card.thread.said if refused else card_state(card.alert)


def _cards(ledger: Ledger, now: datetime) -> list[Card]:
    messages = messages_in_slack(ledger, now - LIVE)
    alerts = alerts_in_slack(ledger, (one.alert_id for one in messages))
    threads = list_threads(ledger, messages)
    return [
        Card(one, alerts[one.alert_id], threads.get(one.id) or _untouched(one)) for one in messages
    ]


def _untouched(delivery: Delivery) -> Thread:
    posted = as_posted(delivery)
    at = delivery.sent_at or delivery.created_at
    return Thread(delivery_id=delivery.id, shown=posted, shown_at=at, said=posted)


def _roots(cards: Sequence[Card]) -> Iterator[Card]:
    """Of each alert the oldest message: its thread is the alert's."""
    seen: set[str] = set()
    for card in cards:
        if card.alert.id not in seen:
            seen.add(card.alert.id)
            yield card


def _is_time(card: Card, now: datetime) -> bool:
    spacing = SPACING_S1 if card.alert.severity is Severity.S1 else SPACING
    return card.thread.said_at is None or now - card.thread.said_at >= spacing


def _may_post(ledger: Ledger, slack: SlackChannel, now: datetime) -> bool:
    way = find_way(ledger, SLACK)
    rested = way.tried_at is None or now - way.tried_at >= slack.spacing
    return rested and way.failing_since is None and SLACK not in list_waits(ledger, now)


def _as_it_is(card: Card) -> Delivery:
    """With the story as it has grown; a message that stands for several keeps its own words."""
    if card.delivery.reason is Reason.LATE:
        return card.delivery
    return replace(card.delivery, card=card.alert.card)


def _card(ledger: Ledger, delivery: Delivery, alert: Alert | None) -> Message:
    """Where nobody ever listened for presses, there is nothing to press."""
    message = slack_card(delivery, alert, desk_of(ledger).oncall.desk_url)
    if find_buttons(ledger) is not None:
        return message
    kept = tuple(block for block in message.blocks if block["type"] != "actions")
    return replace(message, blocks=kept)
