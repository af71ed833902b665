"""The ways out. A channel is anything that can send a message and look whether it arrived."""

from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from monitor.records import Message, Sending


class Channel(Protocol):
    """One way out. Neither method raises for what the other side does."""

    look_after: timedelta  # how long a message that was accepted may take to show
    spacing: timedelta  # between two messages

    def send(self, message: Message) -> Sending:
        """Sends once, without retries of its own."""

    def look(self, message: Message, since: datetime) -> Sending:
        """Whether the message arrived since then: SENT, REFUSED (it did not), UNCLEAR."""


@runtime_checkable
class Sweeping(Channel, Protocol):
    """A way out that can take back what stands there twice."""

    def copies(self, message: Message, since: datetime) -> tuple[str, ...]:
        """The receipts of all that carry its key, the oldest first; () if nobody can look."""

    def take_back(self, receipt: str) -> Sending:
        """Takes a message away: SENT if it is gone."""
