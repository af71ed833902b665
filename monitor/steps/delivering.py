"""Messages that are due → claim → the channel → the receipt, or the next attempt."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from monitor.alert import retry
from monitor.alert.messages import render
from monitor.network.channels import Channel
from monitor.records import Delivery, DeliveryState, Message
from monitor.store.ledger import Ledger
from monitor.store.outbox import claim, deliveries_due, set_delivery_aside, set_wait, settle

ASIDE = timedelta(hours=1)
log = logging.getLogger(__name__)


def deliver_due(ledger: Ledger, channels: Mapping[str, Channel], now: datetime) -> int:
    """Sends what is due, the most urgent first; how many messages are known to have arrived.

    A channel with a pace gets one message at each call, so that the caller's tick keeps the pace.
    """
    arrived, paced = 0, set()
    for delivery in deliveries_due(ledger, now):
        channel = channels.get(delivery.way)
        if channel is None or delivery.way in paced:
            continue
        message = _written(ledger, delivery, now)
        settled = _settle(ledger, channel, delivery, message, now) if message else None
        if settled is None:
            continue
        arrived += settled.state is DeliveryState.SENT
        if channel.spacing:
            paced.add(delivery.way)
    return arrived


def _written(ledger: Ledger, delivery: Delivery, now: datetime) -> Message | None:
    """The one broad `except`: a message that cannot be written steps aside and blocks no other."""
    try:
        return render(delivery)
    except Exception as error:
        log.exception("delivery=%s cannot be written", delivery.id)
        set_delivery_aside(ledger, delivery, repr(error), now + ASIDE)
        return None


def _settle(
    ledger: Ledger, channel: Channel, delivery: Delivery, message: Message, now: datetime
) -> Delivery | None:
    """Takes one message a step further; None if it must wait before it can be looked for."""
    if retry.must_look(delivery):
        if not retry.may_look(delivery, channel.look_after, now):
            return None
        # Since it was written down: an earlier attempt than the last may have arrived as well.
        looked = channel.look(message, delivery.created_at)
        settled = retry.after_look(delivery, looked, channel.look_after, now)
    elif attempt := claim(ledger, delivery, now):
        sending = channel.send(message)
        if sending.wait_seconds:
            wait = timedelta(seconds=sending.wait_seconds)
            set_wait(ledger, delivery.way, now + wait)
        settled = retry.after_send(attempt, sending, channel.look_after, now)
    else:
        return None
    settle(ledger, settled)
    _say(settled)
    return settled


def _say(delivery: Delivery) -> None:
    level = logging.INFO if delivery.state is DeliveryState.SENT else logging.WARNING
    log.log(
        level,
        "delivery=%s alert=%s way=%s state=%s attempts=%d note=%r",
        delivery.id,
        delivery.alert_id,
        delivery.way,
        delivery.state.value,
        delivery.attempts,
        delivery.note,
    )
