"""When a way works again: one message for each rule tells of all that waited for it, then live."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from monitor.alert.messages.words import cut
from monitor.alert.outbox.away import called
from monitor.records import SHARED_WAYS, Card, Delivery, DeliveryState, Reason, Undelivered
from monitor.times import for_people

MOST_HEADLINE: Final = 140  # Slack refuses headers of more than 150 characters
MOST_NAMED: Final = 10
Group = tuple[str, str, str]  # a way, a rule, and whom it leads to where everybody reads their own


def leads(undelivered: Sequence[Undelivered], way: str) -> list[Delivery]:
    """Of each rule that waits for this way the newest message, which tells of all of them.

    None of a rule whose last one is still on its way: the most urgent first.
    """
    on_its_way = {_group(one) for one in undelivered if _leads(one)}
    groups: dict[Group, list[Undelivered]] = {}
    for one in undelivered:
        if one.delivery.way == way and one.delivery.state is DeliveryState.PARKED:
            groups.setdefault(_group(one), []).append(one)
    waiting = [group for name, group in groups.items() if name not in on_its_way]
    waiting.sort(key=lambda group: min(one.severity for one in group))
    return [_lead(group) for group in waiting]


def _leads(one: Undelivered) -> bool:
    return one.delivery.reason is Reason.LATE and one.delivery.state is not DeliveryState.PARKED


def _group(one: Undelivered) -> Group:
    shared = one.delivery.way in SHARED_WAYS
    return one.delivery.way, one.rule_id, "" if shared else one.delivery.person_id


def _lead(group: Sequence[Undelivered]) -> Delivery:
    """Only what an alert is about counts: three rungs of one alert are one alert."""
    by_age = sorted(group, key=lambda one: (one.delivery.created_at, one.delivery.id))
    alerts = {one.delivery.alert_id: one.card for one in by_age}
    newest = by_age[-1]
    others = [card for alert, card in alerts.items() if alert != newest.delivery.alert_id]
    since = f"since {for_people(by_age[0].delivery.created_at)}"
    away = f"While {called(newest.delivery.way)} was away"
    card = _card(newest.card, others, f"{away}: {len(alerts)} alerts of {newest.rule_id}")
    note = "; ".join(filter(None, [card.note, f"told late, waiting {since}"]))
    return replace(newest.delivery, card=replace(card, note=note))


def _card(newest: Card, others: Sequence[Card], title: str) -> Card:
    if not others:
        return newest
    headline = cut(f"{title}, newest: {newest.headline}", MOST_HEADLINE)
    return replace(newest, headline=headline, because=(*newest.because, *_lines(others)))


def _lines(others: Sequence[Card]) -> Iterable[str]:
    """The most urgent first."""
    order = sorted(others, key=lambda card: card.severity)
    yield from (f"also {card.severity} {card.headline}" for card in order[:MOST_NAMED])
    if more := order[MOST_NAMED:]:
        yield f"and {len(more)} more: `monitor queue list` has them"
