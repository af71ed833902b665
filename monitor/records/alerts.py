"""Alerts, their messages, and what people say of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from monitor.records.oncall import Rung
from monitor.records.words import Severity


class Reason(StrEnum):
    """Why a message is sent or held back; stored on its row, shown in the queue and in the log."""

    FIRST = "first alert of this story"
    MORE_URGENT = "more urgent than before"
    UNANSWERED = "nobody acknowledged in time"
    QUIET_HOURS = "waits for office hours"
    STILL_OPEN = "nobody has answered it yet"
    NOTE_ONLY = "a note for the digest"
    OLD_NEWS = "published more than 48 hours before we saw it"
    BACK_CATALOGUE = "a feed's back catalogue, not news"
    NO_NEWS = "the story grew, the alert stands"
    SAME_STORY = "a more urgent alert of this story stands"
    ACKNOWLEDGED = "somebody has it in hand"
    RECOVERED = "it is well again"
    SILENCED = "a person silenced it"
    SHADOW = "the rule is on trial: nobody is told"
    COOLING = "closed a short while ago"
    BUDGET = "told in a summary: many alerts today"
    SITUATION = "how a crisis stands"
    IN_CRISIS = "the crisis team has this story in hand"
    LATE = "told late: the way out was away"
    ASKED = "somebody asks for you"
    HANDED_OVER = "handed over to you"
    SNOOZE_OVER = "its snooze is over"
    FORGOTTEN = "acknowledged, and nothing since"
    CLOSED = "somebody closed it"
    MERGED = "another alert stands for it"


HELD: Final = frozenset(
    {
        Reason.RECOVERED,
        Reason.NOTE_ONLY,
        Reason.OLD_NEWS,
        Reason.BACK_CATALOGUE,
        Reason.NO_NEWS,
        Reason.SAME_STORY,
        Reason.ACKNOWLEDGED,
        Reason.SILENCED,
        Reason.SHADOW,
        Reason.COOLING,
        Reason.BUDGET,
        Reason.IN_CRISIS,
        Reason.CLOSED,
        Reason.MERGED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the officer reads at 3 am, in the order of reading."""

    alert_id: str
    severity: Severity
    rule: str
    headline: str
    outlet: str
    tier: str
    url: str
    published_at: datetime | None
    because: tuple[str, ...]
    tone: str
    sentence: str
    outlets: tuple[str, ...]
    owners: int
    lead: str
    row: str = ""  # of who answers for what
    signpost: str = ""
    note: str = ""
    banner: str = ""  # what stands above all else: a sensitive period
    tell: tuple[str, ...] = ()  # who should hear of it beside the reader, by role and name


class AlertState(StrEnum):
    NOTED = "noted"  # nobody was told: a note, or old news
    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    IN_HAND = "in hand"  # somebody works on it
    WITH_FORCE = "with force"
    SNOOZED = "snoozed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One per rule, office and story. `step` is the last rung of the chain that was told."""

    id: str
    rule_id: str
    office_id: str
    story_id: str
    item_id: str
    severity: Severity
    card: Card
    created_at: datetime
    updated_at: datetime
    raised_at: datetime  # to its present severity: the escalation's clock starts here
    state: AlertState = AlertState.NEW
    owner: str = ""
    acknowledged_at: datetime | None = None
    step: int = 0
    due_at: datetime | None = None  # when the clock acts: tells the next rung, or brings it back
    ladder: tuple[Rung, ...] = ()  # rota and people as they were when it was raised
    merged_into: str = ""  # the alert that stands for it


class DeliveryState(StrEnum):
    NEW = "new"
    SENDING = "sending"  # the intent is on disk; without a receipt nobody knows how it ended
    UNCLEAR = "unclear"
    SENT = "sent"
    HELD = "held"
    PARKED = "parked"  # its way out is broken: another was taken
    GIVEN_UP = "given up"  # another way has told it


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to one person by one way. `looks`: how often it was looked for and not found."""

    id: str
    alert_id: str
    way: str
    person_id: str
    person: str
    occasion: str
    reason: Reason
    card: Card
    state: DeliveryState
    not_before: datetime
    created_at: datetime
    attempts: int = 0
    attempted_at: datetime | None = None
    looks: int = 0
    note: str = ""
    receipt: str = ""
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What alerting decided about one firing: the alert as it now stands and its new messages."""

    alert: Alert
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A person's word that a rule, a story or a source shall not be told of for a while."""

    id: str
    rule_id: str = ""  # one of these three is given, or rule and story together
    story_id: str = ""
    source_id: str = ""
    why: str
    owner: str
    begins_at: datetime
    ends_at: datetime
    ended_by: str = ""  # who took it back before its time
    ended_at: datetime | None = None
    reminded_at: datetime | None = None


MarkSays = Literal["useful", "not useful", "wrong", "missed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A person's word on an alert; `missed` is on an item, of which none came."""

    alert_id: str  # "" when missed
    says: MarkSays
    item_id: str = ""  # or the address of what was missed
    why: str = ""
    said_by: str
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Crisis:
    """A story that a person declared a crisis, until a person ends it."""

    id: str
    office_id: str
    story_id: str
    title: str
    started_by: str
    started_at: datetime
    ended_by: str = ""
    ended_at: datetime | None = None
    note: str = ""
    reported_at: datetime | None = None  # the last situation report
    proposed_at: datetime | None = None  # when a return to normal was proposed
