"""The words of a card that every way out shows alike."""

import re

from monitor.records import Card, Delivery, Reason, Severity
from monitor.times import for_people

MEANING = {
    Severity.S1: "CRISIS",
    Severity.S2: "URGENT",
    Severity.S3: "TODAY",
    Severity.S4: "NOTE",
}
TOGETHER = ("SUMMARY", "MORNING", "CRISIS")  # messages that tell of several alerts, each in a line
_LATE = re.compile(r"late (?:\d+ h )?\d+ min")  # as a step that was overdue says it
# What a telephone or a mail program would make a link of by itself.
_SCHEME = re.compile(r"://")
_DOMAIN = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2,}(?:\W|$))")

Row = tuple[str, str]  # a label and what it tells; no label, and it stands alone


def lead(card: Card) -> str:
    return f"{card.lead} ({card.row})" if card.row else card.lead


def source(card: Card) -> str:
    at = f", {for_people(card.published_at)}" if card.published_at else ""
    return f"{card.outlet} ({card.tier}){at}"


def spread(card: Card) -> str:
    many, owners = len(card.outlets), card.owners
    named = ", ".join(card.outlets[:5]) + (f" and {many - 5} more" if many > 5 else "")
    outlets = f"{many} outlet{'s' if many != 1 else ''}"
    return f"{outlets} of {owners} owner{'s' if owners != 1 else ''} in a day: {named}"


def occasion(delivery: Delivery) -> str:
    """Why it comes, how late, and whether it may have come before."""
    late = _LATE.search(delivery.note)
    how = f", {late[0]}" if late else ""
    repeat = " (may be a repeat)" if "repeat" in delivery.note else ""
    if delivery.reason is Reason.QUIET_HOURS:
        return f"kept until the morning{how}{repeat}"
    return f"{delivery.reason.value}{how}{repeat}"


def tells_of_several(card: Card) -> bool:
    return card.rule.partition(" ")[0] in TOGETHER and bool(card.because)


def rows(card: Card, told: str) -> list[Row]:
    """What the officer reads under the title, in the order of reading; some may be empty."""
    if tells_of_several(card):
        lines = [("", line) for line in card.because[1:]]
        return [("", card.headline), ("Why", card.because[0]), *lines, ("Told", told)]
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


def title(delivery: Delivery) -> str:
    """`S1 CRISIS: headline`, in one line, and whether it may have come before."""
    card = delivery.card
    repeat = " (may be a repeat)" if "repeat" in delivery.note else ""
    severity = f"{card.severity} {MEANING[card.severity]}{repeat}"
    return unlinked(" ".join(f"{severity}: {card.headline}".split()))


def unlinked(text: str) -> str:
    """Text of a feed, in which no reader finds an address to make a link of."""
    return _DOMAIN.sub(". ", _SCHEME.sub(": //", text))


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
