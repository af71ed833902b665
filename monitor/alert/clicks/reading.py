"""An envelope of Socket Mode, as Slack sends it, read as a click; nothing of it is believed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monitor.records import Click

MOST = 300  # characters of a name or a command that are kept
Payload = Mapping[str, Any]


def read_envelope(envelope: Payload, now: datetime) -> Click | None:
    """What was pressed or typed; None where it is neither, such as a link that was followed."""
    payload = _at(envelope, "payload")
    match envelope.get("type"):
        case "interactive" if payload.get("type") == "block_actions":
            return _press(_text(envelope, "envelope_id"), payload, now)
        case "slash_commands":
            return _command(_text(envelope, "envelope_id"), payload, now)
    return None


def opened_home(envelope: Payload) -> str:
    """Who opened the app's home; "" where the envelope tells of something else."""
    event = _at(envelope, "payload", "event")
    opened = event.get("type") == "app_home_opened" and event.get("tab", "home") == "home"
    return _text(event, "user") if opened else ""


def _press(envelope_id: str, payload: Payload, now: datetime) -> Click | None:
    action = next(iter(payload.get("actions") or ()), None)
    if not isinstance(action, Mapping):
        return None
    alert_id, _, choice = _value(action).partition(" ")
    name, user = _text(action, "action_id"), _at(payload, "user")
    if not (alert_id and name):
        return None
    return Click(
        id=envelope_id,
        kind="press",
        action_ts=_text(action, "action_ts"),
        user_id=_text(user, "id"),
        user_name=_text(user, "name") or _text(user, "username"),
        alert_id=alert_id,
        action=f"{name} {choice}".strip(),
        channel=_text(_at(payload, "channel"), "id"),
        message_ts=_text(_at(payload, "container"), "message_ts"),
        at=now,
    )


def _value(action: Payload) -> str:
    """What stands behind a button, or behind what was chosen of a menu."""
    return _text(_at(action, "selected_option") or action, "value")


def _command(envelope_id: str, payload: Payload, now: datetime) -> Click:
    return Click(
        id=envelope_id,
        kind="command",
        action_ts=_text(payload, "trigger_id"),
        user_id=_text(payload, "user_id"),
        user_name=_text(payload, "user_name"),
        action=" ".join(_text(payload, "text").split()),
        channel=_text(payload, "channel_id"),
        at=now,
    )


def _at(payload: Payload, *path: str) -> Payload:
    for name in path:
        inner = payload.get(name)
        payload = inner if isinstance(inner, Mapping) else {}
    return payload


def _text(payload: Payload, name: str) -> str:
    value = payload.get(name)
    return value[:MOST] if isinstance(value, str) else ""
