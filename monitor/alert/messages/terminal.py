"""A card for a terminal, and for everything else that shows plain text of a fixed width."""

import textwrap

from monitor.alert.messages.words import (
    MEANING,
    lead,
    occasion,
    source,
    spread,
    tells_of_several,
)
from monitor.records import Card, Delivery, Message
from monitor.times import for_people


def for_terminal(delivery: Delivery) -> Message:
    """A frame of lines at most 98 characters wide."""
    card = delivery.card
    title = " ".join(f"{card.severity} {MEANING[card.severity]} · {card.rule}".split())
    told = f"{delivery.person}, {for_people(delivery.not_before)}, {occasion(delivery)}"
    rows = _rows_of_several(card, told) if tells_of_several(card) else _rows(card, told)
    lines = [f"┏━ {title} {'━' * max(3, 94 - len(title))}", *_filled(rows), f"┗━ {card.alert_id}"]
    return Message(key=delivery.id, text="\n".join(lines))


def _rows(card: Card, told: str) -> list[tuple[str, str]]:
    return [
        ("", card.banner),
        ("", f"“{card.headline}”"),
        ("", source(card)),
        ("Why", "; ".join(card.because)),
        ("Tone", card.tone),
        ("Words", f"“{card.sentence}”" if card.sentence else "-"),
        ("Spread", spread(card)),
        ("Lead", lead(card)),
        ("Tell", ", ".join(card.tell)),
        ("Send to", card.signpost),
        ("Note", card.note),
        ("Told", told),
        ("Link", card.url or "none"),
    ]


def _rows_of_several(card: Card, told: str) -> list[tuple[str, str]]:
    lines = [("", line) for line in card.because[1:]]
    return [("", card.headline), ("Why", card.because[0]), *lines, ("Told", told)]


def _filled(rows: list[tuple[str, str]]) -> list[str]:
    return [
        line
        for label, text in rows
        for line in textwrap.wrap(
            text,
            width=98,
            initial_indent=f"┃ {label:<8}",
            subsequent_indent="┃" + " " * 9,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]
