"""A message as a way out wants it, how sending it ended, and how the ways out are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Literal

from monitor.records.alerts import Card, Delivery
from monitor.records.words import Severity

SHARED_WAYS: Final = ("slack", "console")  # that lead to one place, where everybody reads


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An alert as one way out wants it; `key` is found again by looking in the channel."""

    key: str
    text: str
    blocks: tuple[dict[str, Any], ...] = ()
    recipient: str = ""
    title: str = ""  # where a way shows one above the text, as mail does
    html: str = ""  # the same as `text`, for mail
    urgent: bool = False  # a crisis: marked so where a way knows such a mark


class SendResult(StrEnum):
    SENT = "sent"
    REFUSED = "refused"  # surely not delivered
    UNCLEAR = "unclear"  # delivered or not: look before sending again


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How an attempt to send, or a look in the channel, ended."""

    result: SendResult
    receipt: str = ""
    note: str = ""  # for the log and the ledger: never a token
    wait_seconds: float = 0  # the channel asked for it
    broken: bool = False  # the way itself is out of order: no message leaves by it
    theirs: bool = False  # the person's own address is at fault, and the way is well
    degrade: bool = False  # it took offence at how the message is written: try it plain


@dataclass(frozen=True, slots=True, kw_only=True)
class WayState:
    """How a way out has been since something last arrived by it."""

    way: str
    tried_at: datetime | None = None  # when something last left by it, or tried to
    failing_since: datetime | None = None  # None: what was last sent arrived
    broken: bool = False  # it is out of order itself, and says so
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to send a message, or to find it, and what came of it."""

    delivery_id: str
    number: int
    at: datetime
    what: Literal["sent", "looked", "verified", "swept"]
    result: str = ""  # "": it was cut off, and nobody knows
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A message that has not arrived, and the alert that it is of as it stands now."""

    delivery: Delivery
    rule_id: str
    severity: Severity
    card: Card
    first_tried_at: datetime | None
