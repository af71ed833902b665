"""What the officer reads: the same card, as each way out writes it."""

from collections.abc import Callable

from monitor.alert.messages.card import make_card
from monitor.alert.messages.mail import for_mail
from monitor.alert.messages.plain import for_plain
from monitor.alert.messages.slack import for_slack
from monitor.alert.messages.sms import for_sms
from monitor.alert.messages.terminal import for_terminal
from monitor.alert.messages.trial import trial
from monitor.records import Delivery, Message

RENDERERS: dict[str, Callable[[Delivery], Message]] = {
    "console": for_terminal,
    "email": for_mail,
    "slack": for_slack,
    "sms": for_sms,
}


def render(delivery: Delivery) -> Message:
    """The message as its way out wants it; a way with an id of the office's own wants it plain."""
    return RENDERERS.get(delivery.way, for_plain)(delivery)


__all__ = ["make_card", "render", "trial"]
