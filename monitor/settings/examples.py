"""Examples of rules: coverage and states on which a rule must fire, or must not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from monitor import ids
from monitor.records import (
    STRICT,
    ChainState,
    ClashState,
    DistrictState,
    HealthState,
    Origin,
    RateState,
    ReleaseState,
    Rule,
    Severity,
    ShareState,
    Speaker,
    StoryState,
    Tier,
    Use,
    Watches,
    WatchState,
)

EXAMPLES: Final = "rules/examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source is: for rules that watch sources."""

    __pydantic_config__: ClassVar = STRICT
    source: str = "A source"
    tier: Tier = Tier.LOCAL
    health: HealthState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllSourcesState:
    """How long nothing came from any source: for rules that watch all of them."""

    __pydantic_config__: ClassVar = STRICT
    hours: float  # since any of them brought something new
    usual_hours: float = 0.0  # on 95 of 100 occasions they rest no longer
    sources: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """Who carries the story of an example by now, all told."""

    __pydantic_config__: ClassVar = STRICT
    owners: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    authors: int = 0
    items: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What somebody published or what state stands, and whether the rule must fire on it."""

    __pydantic_config__: ClassVar = STRICT
    fires: bool
    why: str = ""  # what it shows, for a reader of the rule
    severity: Severity | None = None  # that its alert must have
    text: str = ""
    title: str = ""
    outlet: str = ""
    tier: Tier = Tier.LOCAL
    owner: str = ""
    author: str = ""
    office: str = ""  # of the own watchlist, whose names it uses; "": the invented Ashvale's
    at: datetime | None = None  # by London's clock; None: a Tuesday at 10
    tone: float | None = None  # towards the office, in place of what the machine finds
    origin: Origin | None = None  # in place of what the machine finds
    quoted: tuple[Speaker, ...] = ()  # beside those whom the machine finds
    release: tuple[Use, ...] = ()
    addressed: bool = False
    beside_rules: tuple[str, ...] = ()  # that have an alert standing in its story
    election_in: int | None = None  # days
    spread: Carriers | None = None
    state: Any = None  # the record that the rule watches


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An example, whose it is, and where it stands."""

    rule_id: str
    file: str
    line: int
    example: Example


STATES: Final[Mapping[Watches, type[WatchState | SourceState | AllSourcesState]]] = {
    "source": SourceState,
    "all-sources": AllSourcesState,
    "rate": RateState,
    "share": ShareState,
    "story": StoryState,
    "release": ReleaseState,
    "district": DistrictState,
    "diary": ClashState,
    "delivery": ChainState,
}


def family(rule_id: str, rules: Iterable[Rule]) -> list[Rule]:
    """The rule of this id and its variants, such as R13a and R13b of R13: they share examples."""
    return [rule for rule in rules if rule.id == rule_id or base_of(rule.id) == rule_id]


def exemplified(rules: Iterable[str], examples: Iterable[Placed]) -> list[str]:
    """The rules, each once; in the place of a variant without examples of its own its rule."""
    own = {one.rule_id for one in examples}
    stands_for = {one: base_of(one) for one in rules}
    return list(
        dict.fromkeys(
            base if one not in own and base in own else one for one, base in stands_for.items()
        )
    )


def base_of(rule_id: str) -> str:
    """`R13` of R13a; "" of a rule that is no variant."""
    family_id = ids.rule_family(rule_id)
    return family_id if family_id != rule_id else ""
