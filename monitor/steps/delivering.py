"""Messages that are due → claim → the channel → the receipt, or the next attempt."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from monitor.alert import retry
from monitor.alert.outbox import away
from monitor.failpoints import reach
from monitor.network.channels import Channel
from monitor.records import Attempt, Delivery, DeliveryState, Message, Sending, WayState
from monitor.steps.threads import written
from monitor.store.ledger import Ledger
from monitor.store.outbox import claim, deliveries_due, set_delivery_aside, set_wait, settle
from monitor.store.ways import LOOKING, find_way, list_waits

ASIDE = timedelta(hours=1)
LEASE = 2  # times as long as a message may take to show: Slack's 30 s outlast its 10 s of patience
What = Literal["sent", "looked"]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """The time of day between two messages, and how to wait for it; a test turns both."""

    clock: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Post:
    """One message on its way out."""

    channel: Channel
    delivery: Delivery
    message: Message


def deliver_due(
    ledger: Ledger, channels: Mapping[str, Channel], now: datetime, pace: Pace | None = None
) -> int:
    """Sends what is due, the most urgent first; how many messages are known to have arrived.

    A channel with a pace gets one message at each call. Between two of them lies its spacing, also
    over a restart: `pace` waits for what is missing of it; without one the message waits for the
    next call.
    """
    pace = pace or Pace(lambda: now, lambda _seconds: None)
    arrived, paced, waits = 0, set[str](), list_waits(ledger, now)
    for delivery in deliveries_due(ledger, now):
        channel = channels.get(delivery.way)
        if channel is None or delivery.way in paced or _waits(delivery, waits):
            continue
        if not (message := _written(ledger, delivery, now)):
            continue
        if not _in_its_time(ledger, channel, delivery, pace):
            paced.add(delivery.way)
            continue
        settled = _settle(ledger, Post(channel, delivery, message), pace)
        if settled is None:
            continue
        arrived += settled.state is DeliveryState.SENT
        if channel.spacing:
            paced.add(delivery.way)
    return arrived


def _waits(delivery: Delivery, waits: Mapping[str, datetime]) -> bool:
    """Whether it wants to be looked for where the channel asked not to be read for a while."""
    return retry.must_look(delivery) and delivery.way + LOOKING in waits


def _written(ledger: Ledger, delivery: Delivery, now: datetime) -> Message | None:
    """The one broad `except`: a message that cannot be written steps aside and blocks no other."""
    try:
        message = written(ledger, delivery)
    except Exception as error:
        log.exception("delivery=%s cannot be written", delivery.id)
        set_delivery_aside(ledger, delivery, repr(error), now + ASIDE)
        return None
    return retry.in_plain_words(message) if retry.is_plain(delivery) else message


def _in_its_time(ledger: Ledger, channel: Channel, delivery: Delivery, pace: Pace) -> bool:
    """Whether the channel's spacing has passed since its last message, after waiting for it."""
    if not channel.spacing or retry.must_look(delivery):
        return True
    last = find_way(ledger, delivery.way).tried_at
    missing = (last + channel.spacing - pace.clock()).total_seconds() if last else 0
    if (
        0 < missing <= channel.spacing.total_seconds()
    ):  # a clock that was put back is not waited for
        pace.sleep(missing)
        return last is not None and pace.clock() >= last + channel.spacing
    return True


def _settle(ledger: Ledger, post: Post, pace: Pace) -> Delivery | None:
    """Takes one message a step further; None if it must wait before it can be looked for."""
    if retry.must_look(post.delivery):
        return _look(ledger, post, pace)
    reach("deliver-due")
    lease = LEASE * post.channel.look_after
    attempt = claim(ledger, post.delivery, pace.clock(), lease)
    return _send(ledger, replace(post, delivery=attempt), pace) if attempt else None


def _send(ledger: Ledger, post: Post, pace: Pace) -> Delivery:
    attempt = post.delivery
    reach("deliver-claimed")
    sending = post.channel.send(post.message)
    at = pace.clock()
    reach("deliver-posted")
    if sending.wait_seconds:
        set_wait(ledger, attempt.way, at + timedelta(seconds=sending.wait_seconds))
    settled = retry.after_send(attempt, sending, post.channel.look_after, at)
    state = away.after(find_way(ledger, attempt.way), sending, at)
    settle(ledger, settled, _attempt(attempt, "sent", sending, at), state)
    reach("deliver-settled")
    _say(settled, state)
    return settled


def _look(ledger: Ledger, post: Post, pace: Pace) -> Delivery | None:
    now, delivery = pace.clock(), post.delivery
    if not retry.may_look(delivery, post.channel.look_after, now):
        return None
    # Since it was written down: an earlier attempt than the last may have arrived as well.
    looked = post.channel.look(post.message, delivery.created_at)
    reach("deliver-looked")
    if looked.wait_seconds:
        wait = timedelta(seconds=looked.wait_seconds)
        set_wait(ledger, delivery.way + LOOKING, pace.clock() + wait)
    settled = retry.after_look(delivery, looked, post.channel.look_after, now)
    state = away.after_look(find_way(ledger, delivery.way), looked, now)
    settle(ledger, settled, _attempt(delivery, "looked", looked, now), state)
    reach("deliver-look-settled")
    _say(settled, state)
    return settled


def _attempt(delivery: Delivery, what: What, ended: Sending, at: datetime) -> Attempt:
    return Attempt(
        delivery_id=delivery.id,
        number=delivery.attempts,
        at=at,
        what=what,
        result=ended.result.value,
        note=ended.note[:300],
    )


def _say(delivery: Delivery, state: WayState) -> None:
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
    if state.broken and state.failing_since == state.tried_at:
        log.warning("way=%s is out of order: %s", state.way, state.why)
