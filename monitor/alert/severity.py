"""How urgent a firing is when one looks around it: what raises its severity, and what lowers it."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from monitor import ids
from monitor.records import (
    NOT_COVERAGE,
    Alert,
    AlertState,
    Coverage,
    Firing,
    Manners,
    Rule,
    Sensitive,
    Severity,
    Tier,
)

OPEN: Final = frozenset(AlertState) - {AlertState.NOTED, AlertState.CLOSED}
PROMINENT: Final = ("headline", "lead")
LEVELS: Final = tuple(Severity)
MORE, LESS = "more urgent by one", "less urgent by one"


def modified(
    firing: Firing,
    rule: Rule,
    coverage: Coverage,
    standing: Iterable[Alert],
    manners: Manners,
    on: date,
) -> tuple[Severity, tuple[str, ...]]:
    """The severity after all modifiers, each applied once, and which of them changed it.

    `standing` are the story's alerts as earlier items left them. A rule that watches something else
    than coverage says itself how urgent it is, and a catch-all is never more than it says.
    """
    if rule.watches or rule.catch_all:
        return firing.severity, ()
    raised = [*_prominent(rule, coverage), *_beside(firing, coverage, standing)]
    lowered = [*_not_coverage(coverage), *_expected(coverage)]
    if rule.standing or sensitive_on(manners, on):
        lowered = []
    level = LEVELS.index(firing.severity) - len(raised) + len(lowered)
    severity = LEVELS[max(0, min(level, len(LEVELS) - 1))]
    if severity is firing.severity and not (raised and lowered):
        return severity, ()  # it was at the end of the scale already
    return severity, (*raised, *lowered)


def sensitive_on(manners: Manners, on: date) -> Sensitive | None:
    """The sensitive period in which this London day lies; its first and last days are in it."""
    return next((one for one in manners.sensitive if one.from_ <= on <= one.to), None)


def _prominent(rule: Rule, coverage: Coverage) -> Iterable[str]:
    item = coverage.item
    spoken_of = rule.tiers or any(one.tiers for one in rule.raise_)
    found = {mention.where for mention in coverage.mentions}
    places = [place for place in PROMINENT if place in found]
    if item.tier is Tier.NATIONAL and places and not spoken_of:
        yield f"{MORE}: {item.outlet} is national and names the office in the {places[0]}"


def _beside(firing: Firing, coverage: Coverage, standing: Iterable[Alert]) -> Iterable[str]:
    """A copy in another title of the same owner is no new turn of the story."""
    others = sorted(
        alert.rule_id
        for alert in standing
        if alert.severity is Severity.S2
        and alert.state in OPEN
        and ids.rule_family(alert.rule_id) != ids.rule_family(firing.rule_id)
        and alert.item_id != coverage.item.id
    )
    if others and coverage.new_owner:
        yield f"{MORE}: an urgent alert of {others[0]} stands open in this story"


def _not_coverage(coverage: Coverage) -> Iterable[str]:
    alone = set(coverage.spread.outlets) <= {coverage.item.outlet}
    if coverage.item.tier in NOT_COVERAGE and alone:
        yield f"{LESS}: only the office and its partners carry it"


def _expected(coverage: Coverage) -> Iterable[str]:
    if coverage.expected:
        yield f"{LESS}: the diary expected it (“{coverage.expected}”)"
