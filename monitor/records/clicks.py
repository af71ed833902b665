"""What people press and type in Slack, and what stands there of an alert."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.records.alerts import AlertState
from monitor.records.words import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """A press of a button, or a command, as it came and what became of it.

    Slack may bring it again in another envelope: alert, action, person and Slack's own moment of
    the press make it one.
    """

    id: str  # of the envelope
    kind: Literal["press", "command"]
    action_ts: str
    user_id: str
    user_name: str = ""  # as Slack shows it
    alert_id: str = ""
    action: str  # "acknowledge", "snooze 60" …; of a command its words
    channel: str = ""
    message_ts: str = ""  # of the message whose button it is
    at: datetime
    person: str = ""  # by whom it was done, as the audit trail has it
    answer: str = ""
    applied_at: datetime | None = None
    told_at: datetime | None = None
    tell_at: datetime | None = None  # not before then: Slack asked for time
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState:
    """What a card shows that may change."""

    severity: Severity
    state: AlertState
    owner: str = ""
    outlets: int = 0
    told: str = ""  # the last rung's person
    until: str = ""  # of a snooze
    merged_into: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What a message of an alert shows, and what was last said under it."""

    delivery_id: str
    shown: CardState
    shown_at: datetime
    said: CardState
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonState:
    """Whether what is pressed in Slack can reach us."""

    offline_since: datetime | None = None
    why: str = ""
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The app's home as a person last saw it."""

    user_id: str
    shown: str = ""  # a digest of it
    shown_at: datetime | None = None
    asked_at: datetime  # when they last opened it
