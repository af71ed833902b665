"""Silences that have stood for long → a word to whoever is on call."""

from datetime import datetime

from monitor import ids
from monitor.alert import rota
from monitor.alert.desk import Desk, Notice, messages
from monitor.records import (
    Alert,
    AlertState,
    Card,
    Judgement,
    Reason,
    Severity,
    Silence,
)
from monitor.times import for_people

RULE = "SILENCE"


def reminder(desk: Desk, silence: Silence, held: int, now: datetime) -> Judgement:
    """A message of the day that waits for no answer; `held`: alerts that nobody was told of."""
    alert_id = ids.alert_id(RULE, "", silence.id)
    card = _card(silence, alert_id, held)
    alert = Alert(
        id=alert_id,
        rule_id=RULE,
        office_id="",
        story_id=silence.id,
        item_id=silence.id,
        severity=card.severity,
        card=card,
        created_at=now,
        updated_at=now,
        raised_at=now,
        state=AlertState.NOTED,
    )
    rungs = rota.ladder(desk.oncall, desk.changes, alert.severity, now)
    waits = rota.waits_until(desk.oncall, alert.severity, now)
    notice = Notice(
        person_id=rungs[0].person_id,
        person=rungs[0].person,
        occasion="reminder",
        reason=Reason.QUIET_HOURS if waits else Reason.FIRST,
        not_before=waits or now,
    )
    return Judgement(alert=alert, deliveries=messages(desk, card, notice, now))


def in_words(silence: Silence) -> str:
    """What is silenced: a rule, a story, a source, or a rule in a story."""
    kinds = (
        ("rule", silence.rule_id),
        ("story", silence.story_id),
        ("source", silence.source_id),
    )
    return " in ".join(f"{kind} {one}" for kind, one in kinds if one)


def _card(silence: Silence, alert_id: str, held: int) -> Card:
    since, until = for_people(silence.begins_at), for_people(silence.ends_at)
    return Card(
        alert_id=alert_id,
        severity=Severity.S3,
        rule=f"{RULE} A silence that stands for long",
        headline=f"Nobody is told of {in_words(silence)} until {until}",
        outlet="The monitor itself",
        tier="own",
        url="",
        published_at=silence.begins_at,
        because=(
            f"{silence.owner} silenced it on {since}: {silence.why}",
            f"{held} alert{'s' if held != 1 else ''} held since then",
            f"`monitor silence end {silence.id}` takes it back",
        ),
        tone="not scored",
        sentence="",
        outlets=(),
        owners=0,
        lead=silence.owner,
    )
