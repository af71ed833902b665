"""Words of the field that several records share."""

from enum import StrEnum
from typing import Any, Final, Literal

STRICT: Final[dict[str, Any]] = {
    "extra": "forbid",
    "strict": True,
    "alias_generator": lambda name: name.removesuffix("_"),  # `from` and `raise` are Python's words
}


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
Role = Literal["pcc", "deputy_pcc", "acting_pcc", "temporary_pcc", "assistant_pcc"]
Standing = Literal["", "acting", "temporary", "suspended"]


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
