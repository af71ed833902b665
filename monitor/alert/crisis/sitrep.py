"""Messages of a crisis: its hourly situation report, and that a return to normal is proposed.

A message is written once, when its hour comes, and then says what was so at that moment.
"""

import textwrap
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from monitor.alert import rota
from monitor.alert.crisis.crises import RULE, hour_of, occasion_of, why_calm
from monitor.alert.crisis.dossier import (
    Dossier,
    briefly,
    deciding,
    most_urgent,
    outlets,
    owners,
    tones,
)
from monitor.alert.crisis.situation import enquiries, situation, spread
from monitor.alert.desk import Desk, Notice, messages
from monitor.records import (
    Alert,
    AlertState,
    Card,
    Crisis,
    Delivery,
    Reason,
    Severity,
)

ON_CALL: Final = "on-call"  # the role of whoever is called out
TITLE: Final = f"{RULE} How it stands"  # what stands for a rule on its cards


def listeners(desk: Desk, now: datetime) -> dict[str, str]:
    """Who is on call, and the first rung of the ladder for S1, which is often the same person: the
    names of people by their ids."""
    first = rota.ladder(desk.oncall, desk.changes, Severity.S1, now)[0]
    if ON_CALL not in desk.oncall.roles:
        return {first.person_id: first.person}
    called = rota.on_call(desk.oncall, desk.changes, ON_CALL, now)
    names = {person.id: person.name for person in desk.oncall.people}
    return {called: names[called], first.person_id: first.person}


def report_messages(
    desk: Desk, dossier: Dossier, crisis: Crisis, now: datetime
) -> tuple[Delivery, ...]:
    """The situation for this hour; named by crisis and hour, so it is never written twice."""
    headline = f"Situation, hour {hour_of(crisis, now)}: {crisis.title}"
    card = card_of(dossier, crisis, headline, situation(dossier, crisis, now))
    return _messages(desk, card, occasion_of(hour_of(crisis, now)), now)


def proposal_messages(
    desk: Desk, dossier: Dossier, crisis: Crisis, now: datetime
) -> tuple[Delivery, ...]:
    """That a return to normal is proposed; a person ends the crisis, or does not."""
    lines = (
        f"It may be over: {why_calm()}",
        spread(dossier, crisis.reported_at),
        enquiries(dossier.enquiries, now),
        f"A person ends it: monitor crisis end {crisis.id} --note “…”",
    )
    card = card_of(dossier, crisis, f"Return to normal? {crisis.title}", lines)
    return _messages(desk, card, "return-to-normal", now)


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


def _messages(desk: Desk, card: Card, occasion: str, now: datetime) -> tuple[Delivery, ...]:
    return tuple(
        message
        for person_id, person in listeners(desk, now).items()
        for message in messages(
            desk,
            card,
            Notice(
                person_id=person_id,
                person=person,
                occasion=occasion,
                reason=Reason.SITUATION,
                not_before=now,
            ),
            now,
        )
    )


def in_words(headline: str, lines: Iterable[str]) -> str:
    """The situation for a terminal."""
    told = (
        textwrap.fill(line, width=98, initial_indent="  ", subsequent_indent="    ")
        for line in lines
    )
    return "\n".join([f"🔴 {headline}", *told])
