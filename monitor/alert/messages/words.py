"""The words of a card that every way out shows alike."""

from monitor.records import Card, Delivery, Reason, Severity
from monitor.times import for_people

MEANING = {
    Severity.S1: "CRISIS",
    Severity.S2: "URGENT",
    Severity.S3: "TODAY",
    Severity.S4: "NOTE",
}
TOGETHER = ("SUMMARY", "MORNING", "CRISIS")  # messages that tell of several alerts, each in a line


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
    late = " (may be a repeat)" if "repeat" in delivery.note else ""
    if delivery.reason is Reason.QUIET_HOURS:
        return f"kept until the morning{late}"
    return f"{delivery.reason.value}{late}"


def tells_of_several(card: Card) -> bool:
    return card.rule.partition(" ")[0] in TOGETHER and bool(card.because)


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
