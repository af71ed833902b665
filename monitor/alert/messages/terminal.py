"""A card for a terminal, and for everything else that shows plain text of a fixed width."""

import textwrap

from monitor.alert.messages.words import MEANING, Row, occasion, rows
from monitor.records import Delivery, Message
from monitor.times import for_people


def for_terminal(delivery: Delivery) -> Message:
    """A frame of lines at most 98 characters wide."""
    card = delivery.card
    title = " ".join(f"{card.severity} {MEANING[card.severity]} · {card.rule}".split())
    told = f"{delivery.person}, {for_people(delivery.not_before)}, {occasion(delivery)}"
    inner = _filled(rows(card, told))
    lines = [f"┏━ {title} {'━' * max(3, 94 - len(title))}", *inner, f"┗━ {card.alert_id}"]
    return Message(key=delivery.id, text="\n".join(lines))


def _filled(inner: list[Row]) -> list[str]:
    return [
        line
        for label, text in inner
        for line in textwrap.wrap(
            text,
            width=98,
            initial_indent=f"┃ {label:<8}",
            subsequent_indent="┃" + " " * 9,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]
