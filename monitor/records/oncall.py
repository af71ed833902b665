"""Who is told, and in which order."""

from dataclasses import dataclass, field
from datetime import date, datetime
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


Day = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
Covers = Literal["24/7", "extended", "office hours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A role's people take turns, `weeks` weeks each, by the wall clock in London.

    `from` is "Mon 09:00" where there is one handover a week, else a time of each of `days`. A turn
    counts by the day on which its shifts begin. A bank holiday lasts from midnight to midnight.
    """

    __pydantic_config__: ClassVar = STRICT
    role: str
    people: tuple[str, ...]
    starting: date | None = None  # the first day of the first person's first week
    weeks: int = 1
    days: tuple[Day, ...] = ()  # on which it begins; () is every day
    from_: str = "00:00"
    until: str = ""  # "": when the next one begins
    bank_holidays: Literal["as usual", "off", "only"] = "as usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Whose entries name who has the role: a file beside the rules, or a published address."""

    __pydantic_config__: ClassVar = STRICT
    role: str
    file: str = ""  # "on-call.ics"
    variable: str = ""  # of the environment, with the address: whoever knows that can read it


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One entry of a calendar at one time, repeated ones written out."""

    calendar_id: str
    summary: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarCopy:
    """A calendar as it was last read, and how it stands since."""

    id: str
    body: str = field(default="", repr=False)
    etag: str | None = None
    last_modified: str | None = None
    asked_at: datetime
    read_at: datetime | None = None  # when it was last there and understood
    spread_at: datetime | None = None  # when its repeated entries were last written out
    failed_at: datetime | None = None  # since when it cannot be read
    reason: str = ""  # why not, without the address


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaChange:
    """A person's word that somebody is away, or stands in for somebody, for a while.

    Of kind "calendar" it is an entry that names who has the role: a plan, and no change of one.
    """

    id: str
    kind: Literal["swap", "leave", "calendar"]
    role: str = ""  # "": whichever the person has
    person_id: str = ""  # "": whoever has the role
    instead_id: str = ""  # who stands in; "" where nobody is named
    begins_at: datetime
    ends_at: datetime
    why: str = ""
    said_by: str
    said_at: datetime
    ended_by: str = ""  # who took it back before its time
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """From a time of day to another, by the wall clock in London."""

    __pydantic_config__: ClassVar = STRICT
    from_: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    __pydantic_config__: ClassVar = STRICT
    people: tuple[Person, ...]
    roles: dict[str, str]  # role → who has it when no shift says otherwise; "" is nobody
    shifts: tuple[Shift, ...] = ()  # of those that cover a moment the first decides
    calendars: tuple[Calendar, ...] = ()  # they decide before the shifts
    default: str = ""  # who is told where a role has nobody; "": the first of the people
    covers: Covers = "24/7"
    hours: Between | None = None  # of cover; None: 09:00–17:00, or 07:00–22:00 where extended
    always: tuple[Severity, ...] | None = None  # told at any hour; None: S1, in 24/7 S2 as well
    chains: dict[Severity, tuple[Step, ...]]
    quiet_from: str = "20:00"  # London time; S3 waits from here …
    quiet_until: str = "07:30"  # … to here
    # An acknowledgement with nothing after it returns then; where none is given, when office hours
    # next begin, an hour later at the soonest.
    forget_minutes: dict[Severity, float] = field(default_factory=lambda: {Severity.S1: 120.0})
    slack: Slack | None = None
    email: Email | None = None
    sms: TextMessages | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    desk_url: str = ""  # of the office's own page of alerts: a card leads to its place there
