"""What rules look at, and what fires."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from monitor.records.collected import Item
from monitor.records.understood import Facts, Mention, Quote, Tone
from monitor.records.words import STRICT, PartyKind, Severity, Use, Where


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
        "undelivered",
        "out of order",
        "unacknowledged",
        "nobody on call",
        "rota",
        "spending",
        "rate limited",
        "",
    ]
    severity: Severity = Severity.S2  # of the alert that is concerned
    minutes: float = 0.0  # that it has waited
    what: str = ""  # the channel, the alert, the hours without anybody, the source
    id: str = ""  # of what is concerned: one alert each


WatchState = (
    RateState | ShareState | StoryState | ReleaseState | DistrictState | ClashState | ChainState
)
