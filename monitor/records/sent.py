"""A message as a way out wants it, and how sending it ended."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An alert as one way out wants it; `key` is found again by looking in the channel."""

    key: str
    text: str
    blocks: tuple[dict[str, Any], ...] = ()
    recipient: str = ""


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
