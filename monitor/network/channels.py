"""The ways out. A channel is anything that can send a message and look whether it arrived."""

from datetime import datetime, timedelta
from typing import Protocol

from monitor.records import Message, Sending


class Channel(Protocol):
    """One way out. Neither method raises for what the other side does."""

    look_after: timedelta  # how long a message that was accepted may take to show
    spacing: timedelta  # between two messages

    def send(self, message: Message) -> Sending:
        """Sends once, without retries of its own."""

    def look(self, message: Message, since: datetime) -> Sending:
        """Whether the message arrived since then: SENT, REFUSED (it did not), UNCLEAR."""
