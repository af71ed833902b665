"""What is known of one story, as whoever has it in hand looks at it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.records import Alert, AlertState, Delivery, DeliveryState, Enquiry, Output, Redress

BRIEFLY = 25  # words of a quotation, at most: the text of the press is not ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """An item of the story, of the press or on social media."""

    item_id: str
    outlet: str
    owner: str
    tier: str
    title: str
    url: str
    at: datetime  # when it came out, as far as its publisher says
    seen_at: datetime
    taken_at: datetime  # when we knew that it is of this story
    is_news: bool = True  # not a feed's back catalogue
    tone: str = ""  # towards the office
    score: float = 0.0
    sentence: str = ""  # that decided its tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quotation; `words` are "" where we no longer have them."""

    speaker: str
    name: str  # of somebody in public office
    outlet: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who did what to an alert of the story, or to its crisis."""

    at: datetime
    actor: str
    action: str
    alert_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A story and all that our registers have on it; everything oldest first."""

    story_id: str
    office_id: str
    title: str
    appearances: tuple[Appearance, ...] = ()
    alerts: tuple[Alert, ...] = ()
    deliveries: tuple[Delivery, ...] = ()  # of these alerts, and of its crises
    deeds: tuple[Deed, ...] = ()
    outputs: tuple[Output, ...] = ()
    redress: tuple[Redress, ...] = ()
    enquiries: tuple[Enquiry, ...] = ()
    districts: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    unheard: tuple[str, ...] = ()  # outlets of the story whose source is not well now


@dataclass(frozen=True, slots=True, kw_only=True)
class OurLine:
    """Something that we said on the story."""

    at: datetime
    what: str


def our_lines(dossier: Dossier) -> list[OurLine]:
    """What has gone out from us, in the order in which it did."""
    said = [
        OurLine(at=one.issued_at, what=f"{one.kind} {named(one)}")
        for one in dossier.outputs
        if one.issued_at
    ]
    said += [
        OurLine(at=one.issued_at, what=f"{one.kind} to {one.outlet or 'everybody'}: “{one.wrong}”")
        for one in dossier.redress
        if one.issued_at
    ]
    return sorted(said, key=lambda line: line.at)


def named(output: Output) -> str:
    """`PR-847 “Forty lamps”`."""
    return f"{output.number} “{output.title}”".strip()


def outlets(appearances: Iterable[Appearance]) -> list[str]:
    """Who carries it, in the order in which they began."""
    return list(dict.fromkeys(one.outlet for one in appearances))


def owners(appearances: Iterable[Appearance]) -> list[str]:
    return list(dict.fromkeys(one.owner for one in appearances))


def tones(appearances: Iterable[Appearance]) -> str:
    """`negative 4, neutral 1`; "" where nothing was scored."""
    counts = Counter(one.tone for one in appearances if one.tone)
    return ", ".join(f"{label} {count}" for label, count in counts.most_common())


def deciding(appearances: Iterable[Appearance]) -> Appearance | None:
    """The item whose sentence is the worst for us."""
    telling = [one for one in appearances if one.sentence]
    return min(telling, key=lambda one: one.score, default=None)


def most_urgent(dossier: Dossier) -> Alert | None:
    """The alert to go by: one that people were told of before a note, then by urgency and age."""
    order = sorted(
        dossier.alerts,
        key=lambda one: (one.state is AlertState.NOTED, one.severity, one.created_at),
    )
    return order[0] if order else None


def arrived(dossier: Dossier) -> list[Delivery]:
    """Messages that are known to have arrived, in the order in which they did."""
    sent = [one for one in dossier.deliveries if one.state is DeliveryState.SENT and one.sent_at]
    return sorted(sent, key=lambda one: one.sent_at or one.created_at)


def briefly(words: str, most: int = BRIEFLY) -> str:
    """The first so many words."""
    parts = words.split()
    return " ".join(parts) if len(parts) <= most else " ".join(parts[:most]) + "…"


def lasting(span: timedelta) -> str:
    """`40 min`, `3 h 5 min`, `2 days 4 h`."""
    minutes = round(span.total_seconds() / 60)
    if abs(minutes) < 60:
        return f"{minutes} min"
    if abs(minutes) < 48 * 60:
        return f"{minutes // 60} h {minutes % 60} min".removesuffix(" 0 min")
    return f"{minutes // 1440} days {minutes % 1440 // 60} h".removesuffix(" 0 h")


def count(number: int, one: str, more: str = "") -> str:
    """`1 outlet`, `2 outlets`."""
    return f"{number} {one if number == 1 else more or one + 's'}"
