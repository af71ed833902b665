"""What people of the office write down."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.records.words import Tier

OutputKind = Literal[
    "release", "statement", "blog", "newsletter", "post", "video", "survey", "event notice"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Something the office put out, or means to: a press release, a statement, a post."""

    id: str
    office_id: str
    kind: OutputKind = "release"
    number: str = ""  # as the press office counts: "PR-844"
    title: str
    text: str = ""
    url: str = ""
    item_id: str = ""  # of the office's own feed, if it stands there
    embargo_until: datetime | None = None
    issued_at: datetime | None = None  # None: not yet
    lists: tuple[str, ...] = ()  # distribution lists, agencies and outlets that were sent it
    themes: tuple[str, ...] = ()  # of the plan
    programmes: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()  # key messages that it carries
    quotes: tuple[str, ...] = ()  # "Ada Finch: what she said"
    outlet: str = ""  # of a statement: for whom; "": for everybody
    enquiry_id: str = ""  # that it answers
    cleared_by: str = ""
    cleared_at: datetime | None = None
    note: str = ""
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What a newsroom asked, what was decided, and when it was answered."""

    id: str
    office_id: str
    received_at: datetime
    outlet: str
    asked_by: str = ""
    subject: str
    kind: Literal[
        "statement",
        "live interview",
        "pre-recorded interview",
        "press conference",
        "background",
        "information",
    ] = "statement"
    deadline_at: datetime | None = None
    decision: Literal[
        "",
        "statement",
        "live interview",
        "pre-recorded interview",
        "press conference",
        "background",
        "information",
        "declined",
        "passed on",
    ] = ""  # "": none yet
    cleared_by: str = ""
    cleared_at: datetime | None = None
    answered_at: datetime | None = None
    note: str = ""
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Redress:
    """A correction asked of a newsroom, or a rebuttal of our own; its state is in its times."""

    id: str
    office_id: str
    kind: Literal["correction", "rebuttal"] = "correction"
    outlet: str = ""
    item_id: str = ""
    url: str = ""
    wrong: str  # what is said of us and is not so
    text: str = ""  # what we say
    needed_at: datetime
    drafted_at: datetime | None = None
    cleared_by: str = ""
    cleared_at: datetime | None = None
    issued_at: datetime | None = None
    outcome: Literal[
        "",
        "corrected",
        "published",
        "refused",
        "no answer",
        "complaint upheld",
        "complaint dismissed",
        "withdrawn",
    ] = ""
    outcome_at: datetime | None = None
    note: str = ""
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryEntry:
    """What is to come: it explains a spike that was to be expected, and shows where news clash."""

    id: str
    office_id: str
    kind: Literal[
        "event", "engagement", "district day", "sensitive release", "release", "meeting", "election"
    ] = "event"
    whose: Literal["ours", "force", "panel", "partner", "government"] = "ours"
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    embargo_until: datetime | None = None
    words: tuple[str, ...] = ()  # by which its coverage is known; `budget*` inflects
    themes: tuple[str, ...] = ()
    note: str = ""
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandEntry:
    """Coverage that no feed shows, such as a radio interview, entered by a person."""

    id: str
    outlet: str
    tier: Tier
    owner: str
    title: str
    text: str = ""
    url: str = ""
    published_at: datetime
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a person changed in a register: the words of a field before and after."""

    register: str
    entry_id: str
    field: str
    before: str
    after: str
    changed_by: str
    changed_at: datetime
