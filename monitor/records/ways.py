"""The ways by which people are told, and where each leads."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from monitor.records.words import STRICT, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One of the ways to a person, and when it is used; those of a person are tried in order."""

    __pydantic_config__: ClassVar = STRICT
    by: str  # "slack", "email", "sms", "console", or the id of an `elsewhere`
    after_minutes: float = 0  # of silence, counted from the message that was first due
    when: Literal["always", "in hours", "out of hours"] = "always"
    severities: tuple[Severity, ...] = ()  # () is any


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    __pydantic_config__: ClassVar = STRICT
    channel: str
    api_url: str = "https://slack.com/api/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """A mail server; its password, if it wants one, stands in MONITOR_SMTP_PASSWORD."""

    __pydantic_config__: ClassVar = STRICT
    host: str
    sender: str  # such as "night-watch@office.example"
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""  # "": it asks for no password


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMessages:
    """GOV.UK Notify; its key stands in MONITOR_NOTIFY_KEY."""

    __pydantic_config__: ClassVar = STRICT
    template_id: str  # of a text message template whose whole text is ((message))
    api_url: str = "https://api.notifications.service.gov.uk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Teams, Pushover, Telegram …: an Apprise address, which is a secret and stands in
    MONITOR_ELSEWHERE_ and the id in capitals."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str = ""
