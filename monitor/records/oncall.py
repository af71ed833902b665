"""Who is told, in which order and by which ways."""

from dataclasses import dataclass
from typing import ClassVar

from monitor.records.words import STRICT, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    slack: str = ""  # Slack member id, to be named in the message


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A rung of the escalation ladder: this role hears of it after so many minutes."""

    __pydantic_config__: ClassVar = STRICT
    role: str
    after_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    __pydantic_config__: ClassVar = STRICT
    channel: str
    api_url: str = "https://slack.com/api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    __pydantic_config__: ClassVar = STRICT
    people: tuple[Person, ...]
    roles: dict[str, str]  # role → person
    chains: dict[Severity, tuple[Step, ...]]
    quiet_from: str = "20:00"  # London time; S3 waits from here …
    quiet_until: str = "07:30"  # … to here
    slack: Slack | None = None
