"""What a firing rule leads to: a new alert, a more urgent one, or a reason why nobody is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor import ids
from monitor.alert import rota
from monitor.alert.message import make_card
from monitor.records import (
    HELD,
    Alert,
    AlertState,
    Arrival,
    Card,
    Coverage,
    Delivery,
    DeliveryState,
    Firing,
    Judgement,
    OnCall,
    Reason,
    Severity,
)

STALE = timedelta(hours=48)  # published so long before we saw it, an item wakes nobody


@dataclass(frozen=True, slots=True)
class Desk:
    """Who can be told and by which ways."""

    oncall: OnCall
    ways: tuple[str, ...]


def judge(
    desk: Desk, firing: Firing, coverage: Coverage, standing: Sequence[Alert], now: datetime
) -> Judgement | None:
    """What this firing changes, given the story's alerts as they stand; None if nothing.

    Judging an item again, as after a crash, changes nothing.
    """
    before = next((alert for alert in standing if alert.rule_id == firing.rule_id), None)
    # An alert of a story that was merged into this one stands for it, under its own id.
    made = ids.alert_id(firing.rule_id, coverage.office_id, coverage.story_id)
    alert_id = before.id if before else made
    if before and before.item_id == coverage.item.id and firing.severity >= before.severity:
        return None
    reason = _reason(firing, coverage, before, standing)
    card = make_card(alert_id, firing, coverage)
    if before and reason in HELD:
        alert = _grown(before, card, now)
    elif before and before.state is not AlertState.NOTED:
        alert = _raised(desk, before, coverage, card, now)
    else:
        alert = _new(desk, firing, coverage, card, reason, now)
        alert = replace(alert, created_at=before.created_at) if before else alert
    messages = _messages(desk, alert, firing.severity, reason, coverage.item.id, now)
    return Judgement(alert=alert, deliveries=messages)


def messages_for_step(desk: Desk, alert: Alert, now: datetime) -> tuple[Delivery, ...]:
    """What goes out when nobody acknowledged and the alert's present rung is told."""
    return _messages(desk, alert, alert.severity, Reason.UNANSWERED, f"step-{alert.step}", now)


def _reason(
    firing: Firing, coverage: Coverage, before: Alert | None, standing: Iterable[Alert]
) -> Reason:
    told = [alert for alert in standing if alert.state is not AlertState.NOTED]
    covered = any(
        alert.severity < firing.severity
        or (alert.severity == firing.severity and alert.item_id == coverage.item.id)
        for alert in told
    )
    if before in told:
        assert before
        if firing.severity < before.severity:
            return _old(coverage) or Reason.MORE_URGENT
        in_hand = before.state is AlertState.ACKNOWLEDGED
        return Reason.ACKNOWLEDGED if in_hand else Reason.NO_NEWS
    if firing.severity is Severity.S4:
        return Reason.NOTE_ONLY
    if old := _old(coverage):
        return old
    return Reason.SAME_STORY if covered else Reason.FIRST


def _old(coverage: Coverage) -> Reason | None:
    """Why an item is no news, if it is none."""
    item = coverage.item
    if item.arrival in {Arrival.BACKFILL, Arrival.RENUMBERED}:
        return Reason.BACK_CATALOGUE
    published = None if item.date_doubtful else item.published_at
    return Reason.OLD_NEWS if published and item.first_seen_at - published > STALE else None


def _grown(before: Alert, card: Card, now: datetime) -> Alert:
    """What the officer read stays; only the count of who carries the story grows."""
    spread = replace(before.card, outlets=card.outlets, owners=card.owners)
    return replace(before, card=spread, updated_at=now)


def _raised(desk: Desk, before: Alert, coverage: Coverage, card: Card, now: datetime) -> Alert:
    """An alert that stands, made more urgent by this item; whoever has it in hand keeps it."""
    waits = before.state is AlertState.NEW
    return replace(
        before,
        item_id=coverage.item.id,
        severity=card.severity,
        card=card,
        updated_at=now,
        raised_at=now,
        step=0,
        escalate_at=_due(desk, card.severity, now) if waits else None,
    )


def _new(
    desk: Desk, firing: Firing, coverage: Coverage, card: Card, reason: Reason, now: datetime
) -> Alert:
    told = reason not in HELD
    return Alert(
        id=card.alert_id,
        rule_id=firing.rule_id,
        office_id=coverage.office_id,
        story_id=coverage.story_id,
        item_id=coverage.item.id,
        severity=firing.severity,
        card=card,
        created_at=now,
        updated_at=now,
        raised_at=now,
        state=AlertState.NEW if told else AlertState.NOTED,
        escalate_at=_due(desk, firing.severity, now) if told else None,
    )


def _due(desk: Desk, severity: Severity, now: datetime) -> datetime | None:
    return rota.next_step_at(desk.oncall, severity, 0, now)


def _messages(
    desk: Desk, alert: Alert, severity: Severity, reason: Reason, occasion: str, now: datetime
) -> tuple[Delivery, ...]:
    """One message for each way out, or the note of why there is none.

    Named by severity and occasion: the same item judged again adds nothing, and a ladder that is
    climbed anew after the alert became more urgent tells each rung again.
    """
    person = rota.person_at(desk.oncall, alert.severity, alert.step)
    waits = rota.quiet_until(desk.oncall, now) if alert.severity is Severity.S3 else None
    if waits and reason not in HELD:
        reason = Reason.QUIET_HOURS
    return tuple(
        Delivery(
            id=ids.delivery_id(alert.id, way, person.id, f"{severity}:{occasion}"),
            alert_id=alert.id,
            way=way,
            person_id=person.id,
            person=person.name,
            occasion=occasion,
            reason=reason,
            card=alert.card,
            state=DeliveryState.HELD if reason in HELD else DeliveryState.NEW,
            not_before=waits or now,
            created_at=now,
        )
        for way in desk.ways
    )
