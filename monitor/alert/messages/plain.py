"""A card as plain lines, for Teams and whatever else shows a title and a text."""

from monitor.alert.messages.words import Row, occasion, rows, title, unlinked
from monitor.records import Delivery, Message, Severity
from monitor.times import for_people


def for_plain(delivery: Delivery) -> Message:
    """A line for each part of the card, the most telling first."""
    return Message(
        key=delivery.id,
        title=title(delivery),
        text="\n".join(map(in_a_line, told_rows(delivery))),
        recipient=delivery.person_id,
        urgent=delivery.card.severity is Severity.S1,
    )


def told_rows(delivery: Delivery) -> list[Row]:
    """The card without its title and its empty parts, and how to acknowledge it."""
    card, title_alone = delivery.card, {delivery.card.headline, f"“{delivery.card.headline}”"}
    told = f"{delivery.person}, {for_people(delivery.not_before)}, {occasion(delivery)}"
    parts = [
        (label, text if label == "Link" else unlinked(" ".join(text.split())))
        for label, text in rows(card, told)
        if text not in {"", "-", *title_alone}
    ]
    answer = f"monitor queue ack {delivery.alert_id}"
    return [*parts, ("Answer", answer)]


def in_a_line(row: Row) -> str:
    label, text = row
    return f"{label}: {text}" if label else text
