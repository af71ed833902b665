"""Alert rules as people write them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from monitor.records.words import (
    STRICT,
    About,
    FlagKind,
    Origin,
    PartyKind,
    Severity,
    Speaker,
    Tier,
    Use,
    Watches,
    Where,
)


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
