"""Every rule in a line: how urgent it is, whether it stands, what it looks at, what it brought."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from monitor.alert.feedback import RuleFigures
from monitor.records import Alert, Rule, Silence, Watches
from monitor.reports.wording import count
from monitor.times import for_people

LOOKS_AT: Final[Mapping[Watches, str]] = {
    "": "coverage",
    "source": "each source",
    "all-sources": "all sources",
    "rate": "counts",
    "share": "share of negatives",
    "story": "stories",
    "release": "releases",
    "district": "districts",
    "diary": "the diary",
    "delivery": "delivery",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the ledger knows of rules: the last days' alerts, what people said, silences."""

    alerts: tuple[Alert, ...] = ()
    figures: Mapping[str, RuleFigures] = field(default_factory=dict)
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A rule as the list shows it."""

    id: str
    name: str
    severity: str
    state: str
    looks_at: str
    raised: int  # in the last 30 days
    useful: int
    not_useful: int
    wrong: int
    missed: int
    proposed: bool  # for change


def as_listed(rules: Iterable[Rule], standing: Standing, now: datetime) -> list[Listed]:
    return [_listed(rule, standing, now) for rule in rules]


def _listed(rule: Rule, standing: Standing, now: datetime) -> Listed:
    said = standing.figures.get(rule.id)
    return Listed(
        id=rule.id,
        name=rule.name,
        severity=rule.severity.value,
        state=state_of(rule, standing.silences, now),
        looks_at=LOOKS_AT[rule.watches],
        raised=said.raised if said else 0,
        useful=said.useful if said else 0,
        not_useful=said.not_useful if said else 0,
        wrong=said.wrong if said else 0,
        missed=said.missed if said else 0,
        proposed=said.proposed if said else False,
    )


def state_of(rule: Rule, silences: Iterable[Silence], now: datetime) -> str:
    """`on`, `off`, `on trial`, or `silenced until Tue 3 Nov, 09:00`."""
    if not rule.enabled:
        return "off"
    standing = whole_silences(rule.id, silences, now)
    if standing:
        return f"silenced until {for_people(max(one.ends_at for one in standing))}"
    return "on trial" if rule.shadow else "on"


def whole_silences(rule_id: str, silences: Iterable[Silence], now: datetime) -> list[Silence]:
    """Those that stand now and silence all of the rule, not one story of it."""
    return [
        one
        for one in silences
        if one.rule_id == rule_id
        and not (one.story_id or one.source_id)
        and one.ended_at is None
        and one.begins_at <= now < one.ends_at
    ]


def lines(found: Sequence[Listed]) -> Iterator[str]:
    """A line each, in columns, and how many stand."""
    widths = {
        key: max((len(getattr(one, key)) for one in found), default=0)
        for key in ("id", "state", "looks_at")
    }
    for one in found:
        columns = "  ".join(
            (
                one.id.ljust(widths["id"]),
                one.severity,
                one.state.ljust(widths["state"]),
                one.looks_at.ljust(widths["looks_at"]),
            )
        )
        yield f"{columns}  {one.name}{_brought(one)}"
    on = sum(one.state == "on" for one in found)
    yield f"\n{count(len(found), 'rule')}, {on} on."


def _brought(one: Listed) -> str:
    said = (
        f"{number} {what}"
        for number, what in (
            (one.useful, "useful"),
            (one.not_useful, "not useful"),
            (one.wrong, "wrong"),
            (one.missed, "missed"),
        )
        if number
    )
    alerts = count(one.raised, "alert") if one.raised or one.missed else ""
    told = ", ".join(filter(None, (alerts, *said)))
    change = "; change it?" if one.proposed else ""
    return f"  ({told} in 30 days{change})" if told else ""
