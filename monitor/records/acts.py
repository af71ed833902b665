"""What a person, or the clock, does to an alert, and what comes of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from monitor.records.alerts import Alert, Reason
from monitor.records.oncall import Rung

Origin = Literal["cli", "slack", "web", "monitor"]


class ActKind(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    TAKE_IN_HAND = "take in hand"  # somebody works on it: an acknowledgement does not expire
    HAND_TO_FORCE = "hand to the force"
    HAND_OVER = "hand over"  # to a colleague
    ESCALATE = "escalate"  # somebody asks for the next person now
    SNOOZE = "snooze"
    NOTE = "note"
    CLOSE = "close"
    REOPEN = "reopen"
    MERGE = "merge"  # into another alert, which stands for it
    CLIMB = "climb"  # the clock: nobody answered in time
    RETURN = "return"  # the clock: a snooze ended, or an acknowledgement without progress
    RECOVER = "recover"  # the monitor: what it told of is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`key` makes it count once, however often it comes: a click's own id."""

    kind: ActKind
    by: str  # a name, as it stands in the audit trail
    at: datetime
    origin: Origin
    until: datetime | None = None  # of a snooze
    to: str = ""  # to whom it is handed over, or the alert it is merged into
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Who is told of an alert now, and why."""

    rung: Rung
    reason: Reason
    late: str = ""  # "late 40 min", after a night without power


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The alert as it stands now, and what becomes of its messages."""

    alert: Alert
    said: str  # for the audit trail and for the person
    holds: Reason | None = None  # messages that have not left stay here, for this reason
    tells: Telling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing changed, and why: a sentence for the person who tried."""

    why: str
