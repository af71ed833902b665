"""A story from its first item on: what came, who was told, who answered, what we said, in order;
and how long each of these took.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.alert.crisis.crises import RULE
from monitor.alert.crisis.dossier import Dossier, arrived, briefly, lasting, our_lines
from monitor.records import Alert, AlertState, Crisis, Delivery
from monitor.times import in_london

TOLD = "told "  # an act that the message itself shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, at a moment."""

    at: datetime
    kind: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How long it took, as far as it happened; of the story itself, not of the declaration."""

    first_item_at: datetime | None = None
    first_alert_at: datetime | None = None
    first_answer_at: datetime | None = None
    first_line_at: datetime | None = None
    normal_at: datetime | None = None  # when a return was proposed, else when a person ended it

    @property
    def spans(self) -> dict[str, timedelta | None]:
        """From the first item on; the answer is counted from the alert."""
        first = self.first_item_at
        return {
            "to detect": _span(first, self.first_alert_at),
            "to first acknowledgement": _span(self.first_alert_at, self.first_answer_at),
            "to first line": _span(first, self.first_line_at),
            "to normal": _span(first, self.normal_at),
        }


def timeline(dossier: Dossier) -> tuple[Event, ...]:
    """Everything in the order in which it happened."""
    events = (*_items(dossier), *_alerts(dossier), *_messages(dossier), *_deeds(dossier))
    ours = (*_lines(dossier), *_enquiries(dossier))
    return tuple(sorted((*events, *ours), key=lambda one: one.at))


def measures(dossier: Dossier, crisis: Crisis) -> Measures:
    """What an after-action record asks."""
    told = [one for one in dossier.alerts if _is_told(one)]
    answers = [one.acknowledged_at for one in told if one.acknowledged_at]
    first = min((one.at for one in dossier.appearances), default=None)
    lines = [one.at for one in our_lines(dossier) if first is None or one.at >= first]
    return Measures(
        first_item_at=first,
        first_alert_at=min((one.created_at for one in told), default=None),
        first_answer_at=min(answers, default=None),
        first_line_at=min(lines, default=None),
        normal_at=crisis.proposed_at or crisis.ended_at,
    )


def timeline_in_words(events: Iterable[Event]) -> list[str]:
    return [f"{clock(one.at)}  {one.kind:<8}  {one.what}" for one in events]


def measures_in_words(found: Measures) -> list[str]:
    """A line for each span; what did not happen is told as that."""
    return [
        f"Time {what}: {lasting(span) if span is not None else 'not on record'}"
        for what, span in found.spans.items()
    ]


def told_in_words(dossier: Dossier) -> list[str]:
    """Who was told of the story, when and by whom, and who did what."""
    events = (*_messages(dossier), *_deeds(dossier))
    return [f"{clock(one.at)}  {one.what}" for one in sorted(events, key=lambda one: one.at)]


def clock(moment: datetime) -> str:
    """`Sun 25 Oct, 01:30 BST`: in the night when the clocks go back, 01:30 comes twice."""
    return f"{in_london(moment):%a %-d %b, %H:%M %Z}"


def _items(dossier: Dossier) -> Iterator[Event]:
    for one in dossier.appearances:
        tone = f", {one.tone}" if one.tone else ""
        what = f"{one.outlet} ({one.tier}{tone}) “{briefly(one.title)}”"
        yield Event(at=one.at, kind="item", what=what)


def _alerts(dossier: Dossier) -> Iterator[Event]:
    for one in dossier.alerts:
        state = "" if _is_told(one) else ", noted only"
        what = f"{one.severity} {one.card.rule}{state} ({one.id})"
        yield Event(at=one.created_at, kind="alert", what=what)


def _messages(dossier: Dossier) -> Iterator[Event]:
    for one in arrived(dossier):
        what = f"monitor told {one.person} by {one.way}: {_of(one)}"
        yield Event(at=one.sent_at or one.created_at, kind="told", what=what)


def _of(one: Delivery) -> str:
    if one.card.rule.startswith(RULE):
        return briefly(one.card.headline)
    return f"{one.card.rule}, {one.reason.value}"


def _deeds(dossier: Dossier) -> Iterator[Event]:
    rules = {one.id: one.rule_id for one in dossier.alerts}
    for one in dossier.deeds:
        if not one.action.startswith(TOLD):
            of = f" {rules[one.alert_id]}" if one.alert_id in rules else ""
            yield Event(at=one.at, kind="done", what=f"{one.actor} {one.action}{of}")


def _lines(dossier: Dossier) -> Iterator[Event]:
    for line in our_lines(dossier):
        yield Event(at=line.at, kind="our line", what=line.what)


def _enquiries(dossier: Dossier) -> Iterator[Event]:
    for one in dossier.enquiries:
        what = f"{one.outlet} asks: “{briefly(one.subject)}”"
        yield Event(at=one.received_at, kind="enquiry", what=what)
        if one.answered_at:
            decision = f" ({one.decision})" if one.decision else ""
            answer = f"{one.outlet} is answered{decision}"
            yield Event(at=one.answered_at, kind="answer", what=answer)


def _is_told(alert: Alert) -> bool:
    return alert.state is not AlertState.NOTED


def _span(since: datetime | None, until: datetime | None) -> timedelta | None:
    return until - since if since and until else None
