"""Polls, what they brought, and how sources are."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from monitor.records.sources import Selectors, Source
from monitor.records.words import Kind, Tier


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
