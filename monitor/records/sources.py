"""What is polled, and how we behave towards publishers."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from monitor.records.words import STRICT, Kind, Tier


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
