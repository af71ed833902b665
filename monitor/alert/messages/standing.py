"""How an alert stands, in a line; and what changed since people last read of it."""

from collections.abc import Iterator

from monitor.alert.messages.words import MEANING, spread
from monitor.records import Alert, AlertState, CardState, Delivery
from monitor.times import for_people, in_london

HOW = {
    AlertState.ACKNOWLEDGED: "Acknowledged by",
    AlertState.IN_HAND: "In hand:",
    AlertState.WITH_FORCE: "With the force; followed by",
    AlertState.SNOOZED: "Snoozed by",
}


def state_line(alert: Alert) -> str:
    """Whose it is, or who was told and who is next."""
    if alert.merged_into:
        return f"Merged: {alert.merged_into} stands for it"
    if alert.state is AlertState.CLOSED:
        return f"Closed, {for_people(alert.updated_at)}"
    if alert.state in HOW:
        return f"{HOW[alert.state]} {alert.owner or 'somebody'}{_since(alert)}"
    if alert.state is AlertState.NOTED:
        return "A note: nobody was woken for it"
    return f"Waits for {_told(alert) or 'somebody'}{_next(alert)}"


def card_state(alert: Alert) -> CardState:
    """What its card shows that may change."""
    snoozed = alert.state is AlertState.SNOOZED and alert.due_at
    return CardState(
        severity=alert.card.severity,
        state=alert.state,
        owner=alert.owner,
        outlets=len(alert.card.outlets),
        told=_told(alert) if alert.state is AlertState.NEW else "",
        until=for_people(alert.due_at) if snoozed and alert.due_at else "",
        merged_into=alert.merged_into,
    )


def as_posted(delivery: Delivery) -> CardState:
    """What a message showed when it was posted."""
    return CardState(
        severity=delivery.card.severity,
        state=AlertState.NEW,
        outlets=len(delivery.card.outlets),
        told=delivery.person,
    )


def changes(before: CardState, alert: Alert) -> str:
    """One line on what is new since then; "" where nothing is that a person need read."""
    return ". ".join(_changes(before, card_state(alert), alert))


def _changes(before: CardState, now: CardState, alert: Alert) -> Iterator[str]:
    if now.severity != before.severity:
        yield f"Now {now.severity} {MEANING[now.severity]}, before {before.severity}"
    if now.outlets > before.outlets:
        yield f"It spreads: {spread(alert.card)}"
    if (now.state, now.owner, now.until, now.merged_into) != (
        before.state,
        before.owner,
        before.until,
        before.merged_into,
    ):
        yield _moved(before, now, alert)


def _moved(before: CardState, now: CardState, alert: Alert) -> str:
    if now.owner and before.owner and now.owner != before.owner and not now.merged_into:
        return f"Handed over from {before.owner} to {now.owner}"
    if now.state is AlertState.NEW and before.state is not AlertState.NEW:
        return f"It waits again. {state_line(alert)}"
    return state_line(alert)


def _told(alert: Alert) -> str:
    """Who was told last: the rung at which it stands, whatever the round."""
    return alert.ladder[alert.step % len(alert.ladder)].person if alert.ladder else ""


def _next(alert: Alert) -> str:
    if alert.due_at is None or not alert.ladder:
        return ""
    following = alert.ladder[(alert.step + 1) % len(alert.ladder)]
    return f"; next {following.person}, {in_london(alert.due_at):%H:%M}"


def _since(alert: Alert) -> str:
    if alert.state is AlertState.SNOOZED and alert.due_at:
        return f" until {for_people(alert.due_at)}"
    return f", {in_london(alert.acknowledged_at):%H:%M}" if alert.acknowledged_at else ""
