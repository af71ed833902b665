"""Who is told, and in which order."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from monitor.records.ways import Elsewhere, Email, Slack, TextMessages, Way
from monitor.records.words import STRICT, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    slack: str = ""  # Slack member id, to be named in the message
    email: str = ""
    phone: str = ""  # of a mobile, as +447700900123
    ways: tuple[Way, ...] = ()  # (): every way that the office has, at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rung of the escalation ladder: this role hears of it after so many minutes."""

    __pydantic_config__: ClassVar = STRICT
    role: str
    after_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A step with the person who had its role when the alert was raised."""

    role: str
    person_id: str
    person: str
    after_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaChange:
    """A person's word that somebody is away, or stands in for somebody, for a while."""

    id: str
    kind: Literal["swap", "leave"]
    role: str = ""  # "": whichever the person has
    person_id: str
    instead_id: str = ""  # who stands in; "" where nobody is named
    begins_at: datetime
    ends_at: datetime
    why: str = ""
    said_by: str
    said_at: datetime
    ended_by: str = ""  # who took it back before its time
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    __pydantic_config__: ClassVar = STRICT
    people: tuple[Person, ...]
    roles: dict[str, str]  # role → person
    chains: dict[Severity, tuple[Step, ...]]
    quiet_from: str = "20:00"  # London time; S3 waits from here …
    quiet_until: str = "07:30"  # … to here
    slack: Slack | None = None
    email: Email | None = None
    sms: TextMessages | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
