"""Who is watched: offices, their people, places and plans, and who else belongs to the picture."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from monitor.records.words import STRICT, Role, Standing


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
