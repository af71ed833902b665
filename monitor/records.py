"""The one vocabulary: every record that crosses a room's border, frozen and without behaviour.

They stand in the order of the flow. Times are timezone-aware and UTC. Records that are read from
TOML refuse unknown keys (`STRICT`), because an ignored key is a rule that never fires.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final, Literal

STRICT: Final[dict[str, Any]] = {
    "extra": "forbid",
    "strict": True,
    "alias_generator": lambda name: name.removesuffix("_"),  # `from` and `raise` are Python's words
}

# ---------------------------------------------------------------- configuration


class Tier(StrEnum):
    """What kind of voice a source is; `own` and `partner` never count as coverage."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"
    HYPERLOCAL = "hyperlocal"
    SPECIALIST = "specialist"
    OFFICIAL = "official"
    PARTNER = "partner"
    SOCIAL = "social"
    OWN = "own"


NOT_COVERAGE: Final = frozenset({Tier.OWN, Tier.PARTNER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """How we behave towards publishers."""

    __pydantic_config__: ClassVar = STRICT
    contact: str  # stands in the User-Agent, so that a publisher can reach a person
    deadline_seconds: float = 30  # for a whole request, redirects and body included
    max_megabytes: float = 10  # of the decoded body
    allow_private: bool = False  # sources inside our own network, such as an intranet's
    at_once: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str  # the outlet, as people call it
    kind: Literal["feed"]
    url: str
    tier: Tier
    group: str  # the owner; copies in titles of one owner are one voice
    poll_minutes: float = 15
    enabled: bool = True
    note: str = ""
    office: str = ""  # own sources only: whose press releases it carries


Role = Literal["pcc", "deputy_pcc", "acting_pcc", "temporary_pcc", "assistant_pcc"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    role: Role
    from_: date
    to: date | None = None  # None: in post
    party: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    title: str
    names: tuple[str, ...]  # strings that name the office by themselves
    holders: tuple[Holder, ...] = ()
    ends: date | None = None


class Severity(StrEnum):
    """How urgent an alert is; S1 wakes everybody, S4 waits for the digest."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """When a rule's alert becomes more urgent than the rule alone makes it. Any part suffices."""

    __pydantic_config__: ClassVar = STRICT
    to: Severity
    owners: int = 0  # that many owner groups carry the story; 0: does not matter
    words: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When to tell whom. All conditions that are given must hold; one that is not given does."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    severity: Severity
    lead: str  # who answers for it: PCC, force, joint
    words: tuple[str, ...] = ()  # one of these, whole and in any case; `resign*` inflects
    and_words: tuple[str, ...] = ()  # and one of these in the same sentence
    unless: tuple[str, ...] = ()  # and none of these there
    scope: Literal["sentence", "item"] = "sentence"  # the headline and sentences naming the office
    tones: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = ()
    where: tuple[str, ...] = ()
    owners: int = 0  # that many owner groups carry the story within a day
    raise_: Raise | None = None
    enabled: bool = True


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration, checked."""

    polling: Polling
    sources: tuple[Source, ...]
    offices: tuple[Office, ...]
    rules: tuple[Rule, ...]
    oncall: OnCall


# ---------------------------------------------------------------- collect


class Outcome(StrEnum):
    """Every way a poll can end."""

    FRESH = "fresh"  # a feed came, and was read
    UNCHANGED = "unchanged"  # 304
    ERROR = "http error"
    WAIT = "asked to wait"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    REFUSED = "refused"  # by us: scheme, redirect loop, stacked encodings
    BROKEN = "broken"  # cut off, bad encoding
    NOT_A_FEED = "not a feed"
    EMPTY = "empty"
    UNSAFE = "unsafe"  # the parser had to be stopped, or the XML defines entities


FINE: Final = frozenset({Outcome.FRESH, Outcome.UNCHANGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    source_id: str
    url: str
    etag: str | None = None  # byte for byte as the publisher sent it
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back, or why nothing did; `reason` is for people."""

    source_id: str
    outcome: Outcome
    reason: str
    body: bytes = b""
    content_type: str = ""
    url: str = ""  # after redirects
    etag: str | None = None
    last_modified: str | None = None
    retry_after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEntry:
    """One entry of a feed, cleaned: no markup, no control or bidi characters, an http(s) link."""

    guid: str
    url: str
    title: str
    text: str
    author: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """The entries in page order, or none and the reason; a `flaw` did not keep us from reading."""

    entries: tuple[ParsedEntry, ...]
    outcome: Outcome
    reason: str
    flaw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """What we know of a source between polls."""

    source_id: str
    url: str
    next_poll_at: datetime
    outcome: Outcome
    reason: str
    polled_at: datetime
    ok_at: datetime | None = None
    failures: int = 0
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something published once, whoever syndicates its feed."""

    id: str
    source_id: str
    outlet: str
    tier: Tier
    owner: str
    url: str
    title: str
    text: str
    author: str
    published_at: datetime | None
    first_seen_at: datetime


# ---------------------------------------------------------------- understand


Where = Literal["headline", "lead", "body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where an office is meant. `start` and `end` count characters of title or text."""

    office_id: str
    holder_id: str  # "" when the office is named without its holder
    role: str  # "office" when no holder is named
    surface: str
    start: int
    end: int
    where: Where  # offsets of `headline` count in the title, the others in the text
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence and the words in it that decided."""

    sentence: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """Tone towards an office, −1 to 1, with the sentences that decided it."""

    office_id: str
    label: Literal["negative", "neutral", "positive", "mixed", "unsure"]
    score: float
    scorer: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PressRelease:
    id: str
    office_id: str
    item_id: str
    url: str
    title: str
    text: str
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickup:
    """How much of an item stands in a press release; `containment` is 0 to 1 of the shorter."""

    press_release_id: str
    containment: float
    degree: Literal["verbatim", "partial", "mention-only"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPlace:
    """The story an item belongs to and why: it started it, copies it, or follows it up."""

    story_id: str
    reason: Literal["first", "copy", "follow-up"]
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """All that was concluded of one item."""

    item_id: str
    mentions: tuple[Mention, ...] = ()
    tones: tuple[Tone, ...] = ()
    pickups: tuple[Pickup, ...] = ()
    story: StoryPlace | None = None
    shingles: frozenset[int] = frozenset()


# ---------------------------------------------------------------- alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far a story has come within a day of its newest item."""

    items: int = 1
    outlets: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the rules look at: an item that means an office, understood."""

    item: Item
    office_id: str
    mentions: tuple[Mention, ...]
    tone: Tone | None
    story_id: str
    spread: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """A rule that fired and what made it: matched words and the sentence they stand in."""

    rule_id: str
    rule_name: str
    severity: Severity
    lead: str
    because: tuple[str, ...]
    words: tuple[str, ...] = ()
    sentence: str = ""


class Reason(StrEnum):
    """Why a message is sent or held back; stored on its row, shown in the queue and in the log."""

    FIRST = "first alert of this story"
    MORE_URGENT = "more urgent than before"
    UNANSWERED = "nobody acknowledged in time"
    QUIET_HOURS = "waits for office hours"
    NOTE_ONLY = "a note for the digest"
    OLD_NEWS = "published more than 48 hours before we saw it"
    NO_NEWS = "the story grew, the alert stands"
    SAME_STORY = "a more urgent alert of this story stands"
    ACKNOWLEDGED = "somebody has it in hand"


HELD: Final = frozenset(
    {
        Reason.NOTE_ONLY,
        Reason.OLD_NEWS,
        Reason.NO_NEWS,
        Reason.SAME_STORY,
        Reason.ACKNOWLEDGED,
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


class AlertState(StrEnum):
    NOTED = "noted"  # nobody was told: a note, or old news
    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
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
    escalate_at: datetime | None = None  # None: nobody further waits to be told


class DeliveryState(StrEnum):
    NEW = "new"
    SENDING = "sending"  # the intent is on disk; without a receipt nobody knows how it ended
    UNCLEAR = "unclear"
    SENT = "sent"
    HELD = "held"


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


# ---------------------------------------------------------------- deliver


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An alert as one way out wants it; `key` is found again by looking in the channel."""

    key: str
    text: str
    blocks: tuple[dict[str, Any], ...] = ()
    recipient: str = ""


class SendResult(StrEnum):
    SENT = "sent"
    REFUSED = "refused"  # surely not delivered
    UNCLEAR = "unclear"  # delivered or not: look before sending again


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How an attempt to send, or a look in the channel, ended."""

    result: SendResult
    receipt: str = ""
    note: str = ""  # for the log and the ledger: never a token
    wait_seconds: float = 0  # the channel asked for it


# ---------------------------------------------------------------- reports of a run


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReport:
    """One line of `monitor once`."""

    source_id: str
    outcome: Outcome
    reason: str
    entries: int = 0
    new: int = 0
    repeated: int = 0  # entries that stand twice on the page


@dataclass(slots=True)
class CycleReport:
    """What one pass through the flow did; filled as it goes, read when it ends."""

    polls: list[PollReport] = field(default_factory=list)
    understood: int = 0
    mentions: int = 0
    alerts: int = 0
    delivered: int = 0
    escalated: int = 0
    stepped_aside: int = 0
