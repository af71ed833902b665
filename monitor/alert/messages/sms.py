"""A card as a text message: two at most, in letters that every telephone has.

The first ten words say how urgent it is, where it stands and what it says: more is not shown on a
locked screen.
"""

from monitor.alert.messages.letters import cut_letters, in_letters, length
from monitor.alert.messages.words import MEANING, occasion, tells_of_several, title, unlinked
from monitor.records import Card, Delivery, Message, Severity

MOST = 306  # two messages of 153 letters
MOST_HEADLINE = 140


def for_sms(delivery: Delivery) -> Message:
    """No more letters than two text messages hold, whatever the card does."""
    card = delivery.card
    answer = f"Ack: monitor queue ack {delivery.alert_id}"
    room = MOST - length(answer) - 1
    return Message(
        key=delivery.id,
        title=title(delivery),
        text=f"{cut_letters(_first(delivery, room), room)} {answer}",
        recipient=delivery.person_id,
        urgent=card.severity is Severity.S1,
    )


def _first(delivery: Delivery, room: int) -> str:
    """As many of the parts, in the order of their worth, as there is room for."""
    told = ""
    for part in _parts(delivery):
        sentence = _sentence(part)
        if told and length(told) + 1 + length(sentence) > room:
            continue
        told = f"{told} {sentence}".strip()
    return told


def _parts(delivery: Delivery) -> list[str]:
    card = delivery.card
    mark = f"{card.severity} {MEANING[card.severity]}"
    why = occasion(delivery)
    if tells_of_several(card):
        return [f"{mark}: {_headline(card)}", why, *card.because]
    return [
        f"{mark}, {card.outlet}: {_headline(card)}",
        why,
        f"Lead {card.lead}" if card.lead else "",
        f"Why: {'; '.join(card.because)}" if card.because else "",
        card.banner,
        card.note,
        f"Tone {card.tone}",
    ]


def _headline(card: Card) -> str:
    return cut_letters(in_letters(card.headline), MOST_HEADLINE)


def _sentence(part: str) -> str:
    """In letters, without an address that the telephone would make a link of, and closed."""
    text = unlinked(in_letters(part))
    text = text[:1].upper() + text[1:]
    return text if not text or text[-1] in ".!?" else f"{text}."
