"""What the officer reads: the same card, as each way out writes it."""

from collections.abc import Callable

from monitor.alert.messages.card import make_card
from monitor.alert.messages.slack import for_slack
from monitor.alert.messages.terminal import for_terminal
from monitor.records import Delivery, Message

RENDERERS: dict[str, Callable[[Delivery], Message]] = {
    "console": for_terminal,
    "slack": for_slack,
}


def render(delivery: Delivery) -> Message:
    """The message as its way out wants it."""
    return RENDERERS[delivery.way](delivery)


__all__ = ["make_card", "render"]
