"""Messages of a crisis: its hourly situation report, and that a return to normal is proposed.

A message is written once, when its hour comes, and then says what was so at that moment.
"""

import textwrap
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from monitor import ids
from monitor.alert import rota
from monitor.alert.crises import RULE, hour_of, occasion_of, why_calm
from monitor.alert.dossier import Dossier, briefly, deciding, most_urgent, outlets, owners, tones
from monitor.alert.situation import enquiries, situation, spread
from monitor.records import (
    Alert,
    AlertState,
    Card,
    Crisis,
    Delivery,
    DeliveryState,
    OnCall,
    Person,
    Reason,
    Severity,
)

ON_CALL: Final = "on-call"  # the role of whoever is called out
REASON: Final = Reason.IN_CRISIS  # of every message of a crisis
TITLE: Final = f"{RULE} How it stands"  # what stands for a rule on its cards


def listeners(oncall: OnCall) -> tuple[Person, ...]:
    """Who is on call, and the first rung of the ladder for S1: often the same person."""
    called = [one for one in oncall.people if one.id == oncall.roles.get(ON_CALL)]
    first = rota.person_at(oncall, Severity.S1, 0)
    return tuple({one.id: one for one in (*called, first)}.values())


def report_messages(
    oncall: OnCall, ways: Iterable[str], dossier: Dossier, crisis: Crisis, now: datetime
) -> tuple[Delivery, ...]:
    """The situation for this hour; named by crisis and hour, so it is never written twice."""
    headline = f"Situation, hour {hour_of(crisis, now)}: {crisis.title}"
    card = card_of(dossier, crisis, headline, situation(dossier, crisis, now))
    return _messages(oncall, ways, card, occasion_of(hour_of(crisis, now)), now)


def proposal_messages(
    oncall: OnCall, ways: Iterable[str], dossier: Dossier, crisis: Crisis, now: datetime
) -> tuple[Delivery, ...]:
    """That a return to normal is proposed; a person ends the crisis, or does not."""
    lines = (
        f"It may be over: {why_calm()}",
        spread(dossier, crisis.reported_at),
        enquiries(dossier.enquiries, now),
        f"A person ends it: monitor crisis end {crisis.id} --note “…”",
    )
    card = card_of(dossier, crisis, f"Return to normal? {crisis.title}", lines)
    return _messages(oncall, ways, card, "return-to-normal", now)


def crisis_alert(crisis: Crisis, dossier: Dossier) -> Alert:
    """The alert on which a crisis's messages hang: in hand from the first, of no rule, and of no
    story but itself, so that it mutes no other.
    """
    lines = (f"declared by {crisis.started_by}", *([crisis.note] if crisis.note else []))
    return Alert(
        id=crisis.id,
        rule_id=RULE,
        office_id=crisis.office_id,
        story_id=crisis.id,
        item_id=crisis.id,
        severity=Severity.S1,
        card=card_of(dossier, crisis, crisis.title, lines),
        created_at=crisis.started_at,
        updated_at=crisis.started_at,
        raised_at=crisis.started_at,
        state=AlertState.ACKNOWLEDGED,
        owner=crisis.started_by,
        acknowledged_at=crisis.started_at,
    )


def card_of(dossier: Dossier, crisis: Crisis, headline: str, lines: tuple[str, ...]) -> Card:
    by = most_urgent(dossier)
    worst = deciding(dossier.appearances)
    return Card(
        alert_id=crisis.id,
        severity=Severity.S1,
        rule=TITLE,
        headline=headline,
        outlet="The monitor itself",
        tier="own",
        url=dossier.appearances[0].url if dossier.appearances else "",
        published_at=None,
        because=lines,
        tone=tones(dossier.appearances) or "not scored",
        sentence=briefly(worst.sentence) if worst else "",
        outlets=tuple(outlets(dossier.appearances)),
        owners=len(owners(dossier.appearances)),
        lead=by.card.lead if by else "joint, decide",
        row=by.card.row if by else "",
    )


def _messages(
    oncall: OnCall, ways: Iterable[str], card: Card, occasion: str, now: datetime
) -> tuple[Delivery, ...]:
    return tuple(
        Delivery(
            id=ids.delivery_id(card.alert_id, way, person.id, occasion),
            alert_id=card.alert_id,
            way=way,
            person_id=person.id,
            person=person.name,
            occasion=occasion,
            reason=REASON,
            card=card,
            state=DeliveryState.NEW,
            not_before=now,
            created_at=now,
        )
        for person in listeners(oncall)
        for way in ways
    )


def in_words(headline: str, lines: Iterable[str]) -> str:
    """The situation for a terminal."""
    told = (
        textwrap.fill(line, width=98, initial_indent="  ", subsequent_indent="    ")
        for line in lines
    )
    return "\n".join([f"🔴 {headline}", *told])
