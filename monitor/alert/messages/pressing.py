"""What can be pressed under a card in Slack: what still makes sense as the alert stands."""

from collections.abc import Iterator
from typing import Any, Final

from monitor.records import AlertState

Block = dict[str, Any]
SNOOZES: Final = (("for an hour", "60"), ("until 08:00", "08:00"))
TAKEN: Final = (AlertState.ACKNOWLEDGED, AlertState.SNOOZED)


def buttons(alert_id: str, state: AlertState | None) -> Iterator[Block]:
    """One row for whoever has it, one for what they think of it; no state is a new alert."""
    if acts := list(_acts(alert_id, state or AlertState.NEW)):
        yield {"type": "actions", "elements": acts}
    yield {
        "type": "actions",
        "elements": [
            _button("Useful", "useful", alert_id),
            _button("Not useful", "not-useful", alert_id),
            _button("Not us", "not-us", alert_id),
        ],
    }


def _acts(alert_id: str, state: AlertState) -> Iterator[Block]:
    if state is AlertState.CLOSED:
        return
    if state is AlertState.NEW:
        yield _button("Acknowledge", "acknowledge", alert_id, style="primary")
    if state in TAKEN:
        yield _button("In hand", "take", alert_id, style="primary")
    yield _button("Escalate", "escalate", alert_id, style="danger")
    if state in (AlertState.NEW, *TAKEN):
        yield _snooze(alert_id)
    if state not in (AlertState.NEW, AlertState.NOTED):
        yield _button("Close", "close", alert_id)


def _button(label: str, action: str, alert_id: str, style: str = "") -> Block:
    """Its own words say what it does; the colour is no more than a help."""
    button = {
        "type": "button",
        "text": _plain(label),
        "action_id": action,
        "value": alert_id,
    }
    return button | ({"style": style} if style else {})


def _snooze(alert_id: str) -> Block:
    return {
        "type": "static_select",
        "action_id": "snooze",
        "placeholder": _plain("Snooze"),
        "options": [
            {"text": _plain(f"Snooze {label}"), "value": f"{alert_id} {minutes}"}
            for label, minutes in SNOOZES
        ],
    }


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}
