"""Crises that a way out accepted → are they there? Messages that were sent twice → one of them.

In December 2021 Slack answered yes to messages that nobody ever saw.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from monitor.alert import retry
from monitor.alert.messages import render
from monitor.failpoints import reach
from monitor.network.channels import Channel, Sweeping
from monitor.records import Attempt, Delivery, Sending, SendResult
from monitor.steps.delivering import Pace
from monitor.store.ledger import Ledger, transaction
from monitor.store.outbox import (
    add_attempt,
    list_attempts,
    send_again,
    set_receipt,
    set_wait,
    to_sweep,
    to_verify,
)
from monitor.store.ways import LOOKING, list_waits

log = logging.getLogger(__name__)


def verify_sent(
    ledger: Ledger, channels: Mapping[str, Channel], now: datetime, pace: Pace | None = None
) -> int:
    """Looks once more for crises that were sent a minute ago, one of each way at a call, and sends
    again what is missing twice; takes back the younger of two. How many go out again.
    """
    clock = pace.clock if pace else lambda: now
    waits, again = list_waits(ledger, clock()), 0
    looked_in = {way for way in channels if way + LOOKING in waits}
    for message in to_verify(ledger, now):
        if message.way in channels and message.way not in looked_in:
            looked_in.add(message.way)
            again += _verify(ledger, channels[message.way], message, clock)
    for message in to_sweep(ledger, now):
        channel = channels.get(message.way)
        if message.way not in looked_in and isinstance(channel, Sweeping):
            looked_in.add(message.way)
            _sweep(ledger, channel, message, now)
    return again


def _verify(
    ledger: Ledger, channel: Channel, message: Delivery, clock: Callable[[], datetime]
) -> bool:
    looked = channel.look(render(message), message.created_at)
    reach("verify-looked")
    now = clock()
    if looked.wait_seconds:
        until = now + timedelta(seconds=looked.wait_seconds)
        set_wait(ledger, message.way + LOOKING, until)
    again = retry.after_verifying(_was_absent(ledger, message), looked)
    with transaction(ledger):
        add_attempt(ledger, _attempt(message, "verified", looked, now))
        if again:
            send_again(ledger, message, retry.LOST, now)
    if again:
        log.error("delivery=%s way=%s was accepted and is not there", message.id, message.way)
    return again


def _was_absent(ledger: Ledger, message: Delivery) -> bool:
    return any(
        one.what == "verified" and one.number == message.attempts and one.result == "refused"
        for one in list_attempts(ledger, message.id)
    )


def _sweep(ledger: Ledger, channel: Sweeping, message: Delivery, now: datetime) -> None:
    """The oldest stays: people may have answered it already."""
    copies = channel.copies(render(message), message.created_at)
    if not copies:
        return
    kept, *younger = copies
    gone = [channel.take_back(receipt) for receipt in younger]
    if all(one.result is SendResult.SENT for one in gone):
        ended = Sending(result=SendResult.SENT, note=f"{len(younger)} taken back")
        with transaction(ledger):
            set_receipt(ledger, message, kept)
            add_attempt(ledger, _attempt(message, "swept", ended, now))
    if younger:
        log.warning("delivery=%s stood there %d times", message.id, len(copies))


def _attempt(
    message: Delivery, what: Literal["verified", "swept"], ended: Sending, at: datetime
) -> Attempt:
    return Attempt(
        delivery_id=message.id,
        number=message.attempts,
        at=at,
        what=what,
        result=ended.result.value,
        note=ended.note[:300],
    )
