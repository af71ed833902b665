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
    host_at_once: int = 2  # of these to one host
    host_gap_seconds: float = 1  # from one request to a host to the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where the parts of an entry stand on a page without a feed, as CSS selectors."""

    __pydantic_config__: ClassVar = STRICT
    entry: str  # the element around one entry; the others are looked for inside it
    title: str = ""  # "": the words of the link
    link: str = "a"
    date: str = ""
    text: str = ""


Kind = Literal[
    "feed",
    "sitemap",
    "page",
    "google-news",
    "google-alerts",
    "gdelt",
    "guardian",
    "bluesky",
    "mastodon",
    "reddit",
    "youtube",
    "x",
    "facebook",
    "instagram",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str  # the outlet, as people call it
    kind: Kind
    url: str = ""  # "": the platform's own address, for the kinds that have one
    query: str = ""  # what a platform is asked for: words, a hashtag, an account
    tier: Tier
    group: str  # the owner; copies in titles of one owner are one voice
    poll_minutes: float = 15  # the longest time between two looks while all is well
    fastest_minutes: float = 0  # how often a busy feed may be looked at; 0: four times as often
    cache_minutes: float = 60  # how long at most a publisher's own "fresh for" holds us back
    text: Literal["feed", "article"] = "feed"  # "article": read the page behind each new link
    keep_text: bool = False  # its licence lets us keep the text of its pages
    identity: Literal["ladder", "guid", "address", "title"] = "ladder"
    robots: bool = False  # obey robots.txt for the feed itself; pages always do
    silent_hours: float = 0  # without news for so long, it counts as quiet; 0: by its own habit
    select: Selectors | None = None  # of a page
    secret: str = ""  # the environment variable of its key; "": the kind's own
    monthly_dollars: float = 0  # a hard stop, for kinds that cost money
    enabled: bool = True
    note: str = ""
    office: str = ""  # own sources only: whose press releases it carries


Role = Literal["pcc", "deputy_pcc", "acting_pcc", "temporary_pcc", "assistant_pcc"]


Standing = Literal["", "acting", "temporary", "suspended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegiance:
    """A party that somebody belonged to for a time."""

    __pydantic_config__: ClassVar = STRICT
    name: str
    from_: date
    to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    role: Role
    from_: date
    to: date | None = None  # None: in post
    party: str = ""  # today's, or the last one in post
    also: tuple[str, ...] = ()  # as the press writes the name, misspellings among them
    status: Standing = ""
    parties: tuple[Allegiance, ...] = ()  # of somebody who changed them


@dataclass(frozen=True, slots=True, kw_only=True)
class Chief:
    """Who leads, or led, the force."""

    __pydantic_config__: ClassVar = STRICT
    name: str
    from_: date
    to: date | None = None
    also: tuple[str, ...] = ()
    status: Standing = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """The police of the area: talked about beside the office, and not the office."""

    __pydantic_config__: ClassVar = STRICT
    name: str
    also: tuple[str, ...] = ()
    chiefs: tuple[Chief, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Who else has a part in the office's news."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    kind: Literal["panel", "service", "stakeholder", "oversight", "union"]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A Member of Parliament for a seat in the area."""

    __pydantic_config__: ClassVar = STRICT
    name: str
    seat: str
    from_: date
    to: date | None = None
    party: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place and the district it lies in; near one of `not_when` another place is meant."""

    __pydantic_config__: ClassVar = STRICT
    name: str
    district: str
    also: tuple[str, ...] = ()
    not_when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a police and crime plan promises, while that plan is in force."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    words: tuple[str, ...]  # whole and in any case; `burglar*` inflects
    from_: date
    to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What people talk about, whatever the plan says."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When somebody is in the office, by London's clock; on England's bank holidays nobody is."""

    __pydantic_config__: ClassVar = STRICT
    opens: str = "09:00"
    closes: str = "17:00"
    days: tuple[int, ...] = (1, 2, 3, 4, 5)  # Monday is 1
    closed: tuple[date, ...] = ()  # beside the bank holidays


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    title: str
    names: tuple[str, ...]  # strings that name the office by themselves
    short: tuple[str, ...] = ()  # titles that mean this office only beside something that says so
    area: tuple[str, ...] = ()  # names of the police area
    holders: tuple[Holder, ...] = ()
    ends: date | None = None
    force: Force | None = None
    bodies: tuple[Body, ...] = ()
    mps: tuple[Member, ...] = ()
    places: tuple[Place, ...] = ()
    patches: dict[str, tuple[str, ...]] = field(default_factory=dict)  # source id → districts
    themes: tuple[Theme, ...] = ()
    topics: tuple[Topic, ...] = ()
    hours: Hours = field(default_factory=Hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """Somebody else of the same name; words of `near` beside it show that they are meant."""

    __pydantic_config__: ClassVar = STRICT
    name: str
    who: str
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another area's commissioner: kept as context, never as ours; a watched area is none."""

    __pydantic_config__: ClassVar = STRICT
    area: str
    people: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # the area's other names, its force's among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who answers for a subject, as the office and the force have divided it."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    lead: Literal["PCC", "force", "joint"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What all areas share: whom to tell apart from an office, and what an office adds to."""

    __pydantic_config__: ClassVar = STRICT
    expansions: tuple[str, ...] = ()  # what "PCC" stands for elsewhere
    other_commissioners: tuple[str, ...] = ()
    namesakes: tuple[Namesake, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    leads: tuple[Lead, ...] = ()
    bodies: tuple[Body, ...] = ()  # of every office, beside its own
    topics: tuple[Topic, ...] = ()  # of every office, beside its own


class Severity(StrEnum):
    """How urgent an alert is; S1 wakes everybody, S4 waits for the digest."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class Speaker(StrEnum):
    """Who is quoted. A private person is never more than that: no name is kept."""

    HOLDER = "commissioner"
    DEPUTY = "deputy"
    OFFICE = "office"  # its chief executive, its spokesperson
    SERVICE = "service"  # that the office pays for
    CHIEF = "chief constable"
    FORCE = "force"
    PANEL = "panel"
    MP = "MP"
    COUNCILLOR = "councillor"
    FEDERATION = "federation"
    GOVERNMENT = "government"
    CHARITY = "charity"
    FAMILY = "victim or family"
    OTHER = "other"
    UNKNOWN = "unknown"  # nobody stands beside the words


class Origin(StrEnum):
    """Whose news an item is."""

    PROACTIVE = "proactive"  # the office announced it
    REACTIVE = "reactive"  # begun elsewhere, with the office's comment
    UNPROMPTED = "unprompted"  # without a word of the office
    UNLOGGED = "unlogged-quote"  # our words, and nobody knows from where: ask the team


FlagKind = Literal[
    "wrong name",
    "wrong title",
    "wrong party",
    "wrong area",
    "operational credit",  # a police decision put down to the commissioner
    "strategic credit",  # and the reverse
]


Use = Literal[
    "picked up",  # it uses words of ours
    "turned",  # and is negative where the output was not
    "early",  # it tells what is not out yet, or under embargo
    "differs",  # it gives another figure, date or name than the register does
]


Where = Literal["headline", "lead", "body"]
Subject = Literal["office", "holder", "personal", "force", "service", "area", "role"]
About = Literal["us", "force", "service", "area", "role"]
PartyKind = Literal[
    "commissioner",
    "deputy",
    "office",  # the office as a body, its spokesperson
    "staff",  # its chief executive, its monitoring or finance officer
    "chief",  # the chief constable and the deputy chief constable of our force
    "force",
    "officer",  # police officers, of whatever rank below
    "panel",
    "service",  # that the office pays for
    "MP",
    "council",  # a council, its leader, a councillor
    "federation",
    "government",  # ministers, the Home Office
    "watchdog",  # who looks into conduct: the IOPC, the ombudsman, the standards committee
    "inspectorate",
    "party",  # a political one
    "victim",  # or the family of one
    "charity",
    "campaigner",
    "public",  # residents, traders, readers, taxpayers
    "suspect",  # the man, woman or teenager of a crime story
    "other",  # anybody or anything else that does or suffers something here
]
Watches = Literal[
    "",  # coverage, item by item
    "source",
    "all-sources",
    "rate",  # how many items come, against what is usual
    "share",  # how many of a day's items are negative
    "story",  # how a story goes on
    "release",  # what becomes of an output
    "district",  # who hears nothing of the office
    "diary",  # what is planned, and when
    "delivery",  # whether alerts arrive and somebody is on call
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Words in one sentence and whom they are about. All that is given must hold there."""

    __pydantic_config__: ClassVar = STRICT
    words: tuple[str, ...] = ()  # one of these, whole and in any case; `resign*` inflects
    also: tuple[str, ...] = ()  # and one of these in the same sentence
    unless: tuple[str, ...] = ()  # and none of these there
    of: tuple[PartyKind, ...] = ()  # whom the words are about: who does it, or suffers it
    by: tuple[PartyKind, ...] = ()  # whose words the sentence tells, or who does it to somebody
    beside: tuple[PartyKind, ...] = ()  # who is named in the same sentence, whatever their part
    not_of: tuple[PartyKind, ...] = ()  # the words are about none of these
    within: int = 0  # so many words at most between the words and such a party; 0: anywhere
    where: tuple[Where, ...] = ()  # the sentence stands in the headline, the lead or the body
    naming: bool = False  # the sentence, or the headline, names the office


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What can be asked of an item and its story. What is not given does not matter."""

    __pydantic_config__: ClassVar = STRICT
    when: tuple[Clause, ...] = ()  # one of these suffices
    unless: tuple[str, ...] = ()  # none of these words stands anywhere in the item
    item_words: tuple[str, ...] = ()  # one of these stands anywhere in the item
    tones: tuple[str, ...] = ()
    tone_below: float | None = None  # towards the office, −1 to 1
    tone_above: float | None = None
    tiers: tuple[Tier, ...] = ()
    where: tuple[Where, ...] = ()  # the office is named in the headline, the lead or the body
    owners: int = 0  # so many owner groups carry the story within `hours`
    outlets: int = 0
    authors: int = 0  # of posts
    items: int = 0
    hours: float = 24.0
    speakers: tuple[Speaker, ...] = ()  # one of these is quoted
    origins: tuple[Origin, ...] = ()
    themes: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    flags: tuple[FlagKind, ...] = ()
    office_hours: bool | None = None  # published within the office's hours, or outside them
    fresh_hours: float = 0.0  # published at most so long before we saw it; 0: does not matter
    release: tuple[Use, ...] = ()  # what the item does with an output of ours
    named: int = 0  # the office is named at so many places at least
    addressed: bool = False  # a post that is addressed to the office's own accounts
    beside_rules: tuple[str, ...] = ()  # an alert of one of these rules stands in the same story
    election_days: int = 0  # an election is at most so many days ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise(Conditions):
    """When a rule's alert becomes more urgent than the rule alone makes it. All must hold."""

    to: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Conditions):
    """When to tell whom. All conditions that are given must hold."""

    id: str
    name: str
    severity: Severity
    lead: str  # who answers for it: PCC, force, joint, or who the topic says
    row: str = ""  # of who answers for what (`context.leads`); "": the item's own topic tells
    notify: tuple[str, ...] = ()  # roles that should hear of it, beside who is on call
    signpost: str = ""  # where a person who wrote to us should be sent, by hand
    note: str = ""  # what the officer must know: "do not repeat the name"
    about: tuple[About, ...] = ("us",)  # what the item must be about
    raise_: tuple[Raise, ...] = ()
    standing: bool = False  # never lowered by circumstances
    party: bool = False  # of party politics: in a sensitive period its alerts say so
    shadow: bool = False  # kept for the books; nobody is told
    catch_all: bool = False  # told only of what no other rule told; nothing makes it more urgent
    enabled: bool = True
    watches: Watches = ""  # not coverage, but what is named here
    stream: Literal["", "news", "social"] = ""  # rate: of what
    after_hours: float = 0.0  # release: without a pick-up for so long; story: at rest for so long
    at_least: int = 0  # rate, share: so many items; district: so many in the rest of the area
    share: float = 0.0  # share: so much of it negative, 0 to 1
    days: int = 0  # story: active on so many of the last seven; district: silent for so many
    growth: float = 0.0  # rate: times what came in the window before


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitive:
    """A time before an election in which nothing is played down and party news is marked."""

    __pydantic_config__: ClassVar = STRICT
    name: str
    from_: date
    to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How alerts are held back, whatever rule they are of."""

    __pydantic_config__: ClassVar = STRICT
    budget: int = 10  # messages of a London day; what comes after is told in summaries
    summary_minutes: int = 30  # at most one summary in so long
    cool_down_hours: float = 12.0  # a closed alert rests for so long
    old_hours: float = 48.0  # published so long before we saw it, an item wakes nobody
    reminder_days: int = 7  # a silence that lasts longer is recalled after so many
    elections: tuple[date, ...] = ()
    sensitive: tuple[Sensitive, ...] = ()


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
class ToneWords:
    """How strong words are, −4 to 4, and which say nothing of the office; `murder*` inflects."""

    __pydantic_config__: ClassVar = STRICT
    neutral: tuple[str, ...] = ()
    strength: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneThresholds:
    """From which score on an item is polar, and how sure a label must be to be given."""

    __pydantic_config__: ClassVar = STRICT
    negative: float = -0.25  # a score at or below it is negative
    positive: float = 0.4
    sure: float = 0.38  # a label less likely than this goes to a person


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneRules:
    """How tone is told."""

    __pydantic_config__: ClassVar = STRICT
    words: ToneWords = field(default_factory=ToneWords)
    thresholds: ToneThresholds = field(default_factory=ToneThresholds)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMessage:
    """What a campaign wants said, and other ways to say it: one of them carried is enough."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    campaign: str
    text: str
    variants: tuple[str, ...] = ()
    words: tuple[
        str, ...
    ] = ()  # an item with one of these is of the campaign; `shoplift*` inflects
    from_: date
    to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupThresholds:
    """Where one degree of reuse ends and the next begins; shares are 0 to 1, days whole days."""

    __pydantic_config__: ClassVar = STRICT
    copied: float = 0.36  # above it nothing was seen that had not been copied
    possible: float = 0.05  # from here up to `copied`, quotes, figures or a long block decide
    block: int = 12  # words in a row: no two reporters write so many alike
    short_block: int = 8  # so many are enough where two figures agree, or two blocks are so long
    many_blocks: int = 6  # or so many that are shorter still: every sentence was touched up
    whole_item: float = 0.80  # verbatim: the item is nearly all ours,
    whole_release: float = 0.55  # or it has the better half of what we said
    half: float = 0.50  # and of our figures, and is itself ours by half
    quoted: float = 0.80  # quote only: of the words shared, so many are somebody's
    few_figures: int = 1  # that a quote-only item has at most
    early_days: int = 3  # sent to newsrooms so long before it stood on the office's own page
    soon_days: int = 14  # copied without a quote: later it is the same event, told anew
    late_days: int = 400  # an old release quoted years later is not its pick-up
    mention_days: int = 130  # news of a release told wholly in the newsroom's own words
    unnamed_days: int = 21  # the same without a word of the office
    mention_words: int = 4  # rare ones that both have, and figures
    mention_topic: float = 0.25  # of all such words there, those of this one release
    retold_days: int = 90  # a release that tells again what stood in the item before; 0: never


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration, checked."""

    polling: Polling
    sources: tuple[Source, ...]
    offices: tuple[Office, ...]
    rules: tuple[Rule, ...]
    oncall: OnCall
    context: Context = field(default_factory=Context)
    tone: ToneRules = field(default_factory=ToneRules)
    messages: tuple[KeyMessage, ...] = ()
    pickup: PickupThresholds = field(default_factory=PickupThresholds)
    manners: Manners = field(default_factory=Manners)


# ---------------------------------------------------------------- registers


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


# ---------------------------------------------------------------- collect


class Outcome(StrEnum):
    """Every way a poll can end."""

    ASKED = "asked"  # not yet: its answer is on its way, or we died before it came
    FRESH = "fresh"  # a feed came, and was read
    UNCHANGED = "unchanged"  # 304, or the same page again
    ERROR = "http error"
    SERVER = "server failed"  # 5xx
    BLOCKED = "blocked"  # 401, 403, 451: it does not want us
    GONE = "gone"  # 410
    TOKEN = "token refused"  # noqa: S105 - our key is missing, expired or not accepted
    WAIT = "asked to wait"
    BUDGET = "budget used up"
    ROBOTS = "robots.txt forbids"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    REFUSED = "refused"  # by us: scheme, redirect loop, private address
    BROKEN = "broken"  # cut off, bad encoding
    NOT_A_FEED = "not a feed"
    EMPTY = "empty"
    UNSAFE = "unsafe"  # the parser had to be stopped, or the XML defines entities


FINE: Final = frozenset({Outcome.FRESH, Outcome.UNCHANGED})


class Errand(StrEnum):
    """What a request is for."""

    POLL = "poll"
    ARTICLE = "article"
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """One request. What may hold a secret is kept out of logs."""

    source_id: str
    url: str = field(repr=False)
    errand: Errand = Errand.POLL
    item_id: str = ""  # the item whose page is asked for
    etag: str | None = None  # byte for byte as the publisher sent it
    last_modified: str | None = None
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes | None = field(default=None, repr=False)  # given: a POST of JSON
    page: int = 1
    gap_seconds: float = 0  # the platform's own rule; 0: as for everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back, or why nothing did; `reason` is for people."""

    request: FetchRequest
    outcome: Outcome
    reason: str
    status: int = 0  # 0: there was no answer
    body: bytes = b""  # of an error: its beginning, in which platforms say what they mind
    content_type: str = ""
    url: str = field(default="", repr=False)  # after redirects
    moved_to: str = field(default="", repr=False)  # where permanent redirects alone led
    etag: str | None = None
    last_modified: str | None = None
    retry_after: str | None = None
    cache_control: str | None = None
    expires: str | None = None
    limit_reset: str | None = None  # when a platform's quota is renewed, in seconds since 1970


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a kind of source may know when it words its request."""

    source: Source
    now: datetime
    secret: str = field(default="", repr=False)
    session: str = field(default="", repr=False)  # what a login brought
    cursor: str = ""  # where the last poll left off
    more: str = ""  # the next page, as the page before named it
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How an answer is to be read."""

    kind: Kind | Literal["article"]
    url: str
    content_type: str = ""
    status: int = 200
    select: Selectors | None = None
    seen: tuple[str, ...] = ()  # marks of entries that need not be read again


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEntry:
    """One entry of a feed, cleaned: no markup, no control or bidi characters, an http(s) link."""

    guid: str
    url: str
    title: str
    text: str
    author: str = ""
    published_at: datetime | None = None
    date_doubtful: bool = False  # a date stands there, and cannot be meant
    language: str = ""
    outlet: str = ""  # who published it, where a search finds other people's news
    outlet_url: str = ""
    mark: str = field(default="", compare=False)  # of its markup as it stood there, if that is sure


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """The entries in page order, or none and the reason; a `flaw` did not keep us from reading."""

    entries: tuple[ParsedEntry, ...]
    outcome: Outcome
    reason: str
    flaw: str = ""
    ttl_minutes: float = 0  # how long the feed itself says that it stays fresh
    cursor: str = ""  # where the next poll goes on
    more: str = ""  # the next page
    session: str = field(default="", repr=False)  # a login's
    skipped: tuple[str, ...] = ()  # marks of entries that stand there as they did before
    billed: int = 0  # posts that cost money


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What a publisher says once may be a slip; said for a day, it is meant."""

    what: Literal["moved", "gone"]
    url: str
    first_at: datetime
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """What we know of a source between polls."""

    source_id: str
    url: str
    next_poll_at: datetime
    outcome: Outcome
    reason: str
    polled_at: datetime
    since_at: datetime  # since when it has been fine, or has not
    ok_at: datetime | None = None
    new_at: datetime | None = None  # when it last brought something new
    rhythm_minutes: float = 0  # from one look to the next; 0: as configured
    ttl_minutes: float = 0  # how long the feed itself says that it stays fresh
    failures: float = 0  # weighted: see polling
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str = ""
    cursor: str = ""
    sighting: Sighting | None = None
    moved_url: str = ""  # where we ask since the publisher moved for good


class HealthState(StrEnum):
    """How a source is, in one word."""

    WELL = "well"
    NEW = "new"  # not polled yet
    OFF = "off"
    WAITING = "waiting"  # asked us to
    FAILING = "failing"  # not for long
    QUIET = "quiet"  # nothing new for longer than is its habit
    BROKEN = "broken"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"


UNWELL: Final = frozenset(
    {HealthState.QUIET, HealthState.BROKEN, HealthState.BLOCKED, HealthState.WITHDRAWN}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    source_id: str
    state: HealthState
    reason: str  # in plain English
    since: datetime | None = None


class Arrival(StrEnum):
    """How an item came to us; only news wakes anybody."""

    NEWS = "news"
    BACKFILL = "backfill"  # a new feed's back catalogue, or published well before our last look
    RENUMBERED = "renumbered"  # a known feed came with new names for everything
    BY_HAND = "by hand"  # radio, television, print: entered by a person


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
    date_doubtful: bool = False
    language: str = ""
    arrival: Arrival = Arrival.NEWS
    wording: str = ""  # a hash of title and text as the feed gave them: by it an edit is noticed


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A publisher's new wording of an item that we know: a version, never a new alert."""

    item_id: str
    title: str
    text: str
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is remembered of an item on whose key a page comes back."""

    item_id: str
    source_id: str
    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a page held."""

    entries: int = 0
    new: int = 0
    repeated: int = 0  # entries that stand twice on the page

    @property
    def known(self) -> int:
        return self.entries - self.new - self.repeated


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEvent:
    """Something about a source that a person should know of and that no poll state keeps."""

    source_id: str
    at: datetime
    what: Literal["gap", "renumbered", "moved"]
    note: str  # in plain English
    from_at: datetime | None = None  # of a gap: between these we may have missed something
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """The page behind an item's link, to be read until then; else the feed's summary must do."""

    item_id: str
    source_id: str
    url: str
    until: datetime
    keep: bool  # its licence lets us keep the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What a host wants of robots, as far as it said."""

    host: str
    text: str
    fetched_at: datetime


# ---------------------------------------------------------------- understand


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
    evidence: tuple[str, ...] = ()  # what speaks for it, in words
    prominence: int = 0  # headline 3, lead 2, body 1
    subject: Subject = "office"
    passage: int = 0  # the fingerprint of the sentence it stands in: by it a copy is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody said, as an article gives it. `start` and `end` count as a mention's do."""

    speaker: Speaker
    name: str  # of somebody in public office; "" of everybody else
    start: int
    end: int
    where: Where
    direct: bool  # between quotation marks
    office_id: str = ""  # the office that speaks here, or whose service does


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A district, theme or topic of an item, and the words that show it."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something an item has wrong about us: a person decides whether to ask for a correction."""

    kind: FlagKind
    words: str  # as they stand there
    sentence: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an item tells of one office, beside tone.

    An item may be about the force or a service of the office without meaning the office: `subject`
    says so, and such an item is context, not coverage.
    """

    office_id: str
    subject: Subject
    prominence: int
    quoted: bool  # a holder, the office or its service
    origin: Origin
    origin_why: str
    in_hours: bool
    districts: tuple[Tag, ...] = ()
    themes: tuple[Tag, ...] = ()
    topics: tuple[Tag, ...] = ()
    leads: tuple[Tag, ...] = ()  # rows of who answers for what
    named: tuple[Tag, ...] = ()  # who else of ours: the force, its chief, bodies, MPs
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """A mention that is too weak to act on, with the sentence by which a person can judge it."""

    mention: Mention
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A person's word on whether an item means an office: it outlasts edits and holds for copies.

    `passages` are the fingerprints of the sentences that were ruled on, filled when the daemon
    takes the ruling in.
    """

    item_id: str
    office_id: str
    says: Literal["ours", "not ours", "withdrawn"]
    note: str
    ruled_by: str
    ruled_at: datetime
    passages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence and the words in it that decided."""

    sentence: str
    words: tuple[str, ...]


ToneLabel = Literal["negative", "neutral", "positive", "mixed", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Words of a sentence, tone towards which is asked; `start` and `end` count in the sentence."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """Tone towards a target, as a scorer sees it in one sentence; the three shares add up to 1."""

    negative: float
    neutral: float
    positive: float

    @property
    def score(self) -> float:
        """From −1 to 1."""
        return self.positive - self.negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """Tone towards an office, −1 to 1, with the sentences that decided it."""

    office_id: str
    label: ToneLabel
    score: float
    scorer: str  # its name and version
    evidence: tuple[Evidence, ...]
    confidence: float = 0.0  # how often such a label is right, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's word on the tone of an item towards an office: it wins until it is taken back.

    `label` "" takes back what was said.
    """

    item_id: str
    office_id: str
    label: Literal["negative", "neutral", "positive", "mixed", ""]
    note: str
    said_by: str
    said_at: datetime


Degree = Literal["verbatim", "edited", "quote-only", "mention"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """What an item and something that the office said have in common; no threshold stands here.

    Shares are 0 to 1. `rival` is the id of what explains the same words better, if anything does.
    """

    release_share: float  # of the release's words, those that stand in the item
    item_share: float  # of the item's words, those that are the release's
    blocks: tuple[int, ...] = ()  # words of each passage that stands in both
    quotes: int = 0  # kept, of so many
    quotes_of: int = 0
    quoted: float = 0.0  # of the words they share, those that the release has somebody say
    said: int = 0  # of the item's quotations, those out of one of the release's
    strange: int = 0  # and those that the release does not have
    figures: tuple[str, ...] = ()  # in both, of so many that the release has
    figures_of: int = 0
    names: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()  # that few releases have: figures, names, words near the office's
    topic: float = 0.0  # of all such words of the item, those of this release
    named: bool = False  # the item names the office, or somebody whom the release quotes
    headline: bool = False  # was kept
    days: int | None = None  # from release to item; under 0: before it
    other_edition: bool = False  # last year's, by its year, sum or round
    rival: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pickup:
    """What an item took of an output, and what that amounts to; "" is nothing."""

    output_id: str
    office_id: str  # whose output it is
    kind: OutputKind
    reuse: Reuse
    degree: Degree | Literal[""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A key message and how far an item of its campaign carries it."""

    message_id: str
    office_id: str
    degree: Literal["present", "partly", "absent"]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """By what an item's story is found when its text is gone: numbers, each the hash of words."""

    runs: tuple[int, ...] = ()  # of five words, of which some are kept: the same ones in any copy
    words: tuple[int, ...] = ()  # that may tell an event
    names: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()
    article: str = ""  # the number under which a group's titles share an article


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An item as its story is chosen: who says it when, and its fingerprint."""

    item_id: str
    at: datetime
    owner: str
    outlet: str
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPlace:
    """The story an item belongs to and why: it started it, copies it, or follows it up."""

    story_id: str
    reason: Literal["first", "copy", "follow-up"]
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRuling:
    """A person's word on stories, kept for ever; the newest on an item or a story counts.

    `merge`: all of `story_id` is told with `into`. `split`: `item_id` and its copies leave
    `story_id` for `into`. `withdrawn` takes back what was said of the same story and item.
    """

    says: Literal["merge", "split", "withdrawn"]
    story_id: str
    item_id: str = ""
    into: str = ""
    note: str = ""
    ruled_by: str
    ruled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """All that was concluded of one item."""

    item_id: str
    mentions: tuple[Mention, ...] = ()
    possible: tuple[Possible, ...] = ()
    tones: tuple[Tone, ...] = ()
    facts: tuple[Facts, ...] = ()  # one for each office that is meant, then those of context
    quotes: tuple[Quote, ...] = ()
    pickups: tuple[Pickup, ...] = ()
    carried: tuple[Carried, ...] = ()
    story: StoryPlace | None = None
    fingerprint: Fingerprint | None = None  # of an item that belongs to a story


# ---------------------------------------------------------------- alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody in a sentence, where they stand in it."""

    kind: PartyKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an item as the rules read it; the headline is the first."""

    text: str
    where: Where
    names_us: bool
    parties: tuple[Party, ...] = ()  # in reading order
    speaker: PartyKind | None = None  # whose quotation it is, or is part of


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far a story has come within a day of its newest item."""

    items: int = 1
    outlets: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    authors: int = 0  # of posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the rules look at: an item that means an office or names its force or service."""

    item: Item
    office_id: str
    mentions: tuple[Mention, ...]
    tone: Tone | None
    story_id: str
    spread: Spread
    sentences: tuple[Sentence, ...] = ()
    facts: Facts | None = None
    quotes: tuple[Quote, ...] = ()  # of anybody
    release: tuple[Use, ...] = ()
    differs: str = ""  # the figure that it gives otherwise than we did
    addressed: bool = False
    story_rules: tuple[str, ...] = ()  # that have an alert standing in the story
    expected: str = ""  # the diary's title for it, if it was to be expected
    election_in: int | None = None  # days
    new_owner: bool = True  # its owner had not carried the story before
    by_hours: tuple[tuple[float, Spread], ...] = ()  # the story within other windows that are asked


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
    row: str = ""
    notify: tuple[str, ...] = ()
    signpost: str = ""
    note: str = ""
    shadow: bool = False


# What the rules that watch something else than coverage look at, one record a kind.


@dataclass(frozen=True, slots=True, kw_only=True)
class RateState:
    """How many items or posts named the office in the last hours, against what is usual."""

    __pydantic_config__: ClassVar = STRICT
    stream: Literal["news", "social"]
    hours: float
    count: int
    usual: float
    unusual: bool  # by chance alone it would hardly come so far
    before: int = 0  # in as many hours before
    authors: int = 0  # of posts; 0: not counted
    tone: float | None = None  # the mean of theirs
    office_hours: bool = True
    expected: str = ""  # the diary's title for it
    words: str = ""  # the counts in a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareState:
    """How many of a day's press items were negative, and how many in eight weeks."""

    __pydantic_config__: ClassVar = STRICT
    items: int
    negative: int
    usual_items: int
    usual_negative: int
    day_before: bool = False  # it was so on the day before, too


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryState:
    """How a story goes on."""

    __pydantic_config__: ClassVar = STRICT
    story_id: str = ""
    title: str = ""
    negative_days: int = 0  # of the last seven, with a negative item
    rested_hours: float = 0.0  # between the two newest bouts of it
    new_items: int = 0  # since it came back


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseState:
    """What became of an output so far."""

    __pydantic_config__: ClassVar = STRICT
    output_id: str = ""
    title: str = ""
    hours: float  # since it was issued or its embargo ended
    pickups: int = 0  # by the press
    minor: bool = False
    silent: tuple[str, ...] = ()  # outlets that were not heard since


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictState:
    """A district and how long nothing of the office was told of it."""

    __pydantic_config__: ClassVar = STRICT
    district: str
    days: float  # since the last press item about the office there
    elsewhere: int  # items about the office in the rest of the area meanwhile
    release_days: float = 0.0  # since the last release that names it


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashState:
    """Something planned, and what it clashes with."""

    __pydantic_config__: ClassVar = STRICT
    title: str
    hours: float  # between the two
    other: str  # the other's title, the sensitive period, or the open story
    kind: Literal["news", "sensitive period", "open story"]
    shared: str = ""  # the theme or word that both have
    promotional: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """Whether alerts arrive, are answered, and somebody is on call."""

    __pydantic_config__: ClassVar = STRICT
    trouble: Literal[
        "undelivered", "unacknowledged", "nobody on call", "spending", "rate limited", ""
    ]
    severity: Severity = Severity.S2  # of the alert that is concerned
    minutes: float = 0.0  # that it has waited
    what: str = ""  # the channel, the alert, the hours without anybody, the source
    id: str = ""  # of what is concerned: one alert each


WatchState = (
    RateState | ShareState | StoryState | ReleaseState | DistrictState | ClashState | ChainState
)


class Reason(StrEnum):
    """Why a message is sent or held back; stored on its row, shown in the queue and in the log."""

    FIRST = "first alert of this story"
    MORE_URGENT = "more urgent than before"
    UNANSWERED = "nobody acknowledged in time"
    QUIET_HOURS = "waits for office hours"
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
    IN_CRISIS = "the crisis team has this story in hand"


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
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class CycleReport:
    """What one pass through the flow did; filled as it goes, read when it ends."""

    polls: list[PollReport] = field(default_factory=list)
    by_hand: int = 0  # entries taken from the ledger
    understood: int = 0
    mentions: int = 0
    alerts: int = 0
    delivered: int = 0
    escalated: int = 0
    stepped_aside: int = 0
