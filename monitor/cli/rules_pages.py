"""A rule whole, as a page for a press officer: when it fires, who hears of it, what it brought."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from textwrap import fill
from typing import Any, Final

from monitor.cli.rules_watching import raised_in_words, watching_in_words
from monitor.cli.rules_words import (
    ABOUT,
    clause_in_words,
    conditions_in_words,
    either,
    quoted,
)
from monitor.records import Alert, Lead, OnCall, Rule, Severity
from monitor.reports.wording import count
from monitor.settings.examples import Placed
from monitor.times import for_people

WIDTH: Final = 96
SOME: Final = 8  # words of a list: more than that nobody reads aloud
ON_TRIAL: Final = "On trial: it goes to the books, and nobody is told."
STANDING: Final = "It is never made less urgent, whoever carries it and whatever the diary says."
PARTY: Final = "In the time before an election its alerts say that they are of party politics."
NONE_SHOWN: Final = "It has no examples."


def rule_in_words(
    rule: Rule, oncall: OnCall, leads: Iterable[Lead] = (), most: int = SOME
) -> Iterator[str]:
    """Its lines: when it fires, how urgent that is, who is told and who answers."""
    yield from _wrapped(_fires(rule, most))
    yield f"\nAn alert of it is {rule.severity}{'; it becomes' if rule.raise_ else '.'}"
    yield from _wrapped((raised_in_words(rule, one, most) for one in rule.raise_), "  ")
    yield "\nWho is told:"
    reached = sorted({rule.severity, *(one.to for one in rule.raise_)})
    yield from _wrapped((told_in_words(one, oncall) for one in reached), "  ")
    if rule.notify:
        yield from _wrapped([f"And with them: {_roles(rule.notify, oncall)}."], "  ")
    yield ""
    yield from _wrapped(_answers(rule, leads))


def _fires(rule: Rule, most: int) -> Iterator[str]:
    if rule.watches:
        yield watching_in_words(rule)
        return
    meaning = either(ABOUT[one] for one in rule.about)
    yield f"Fires on press, official and social media items that {meaning}."
    if len(rule.when) == 1:
        yield f"  In one sentence: {clause_in_words(rule.when[0], most)}"
    elif rule.when:
        yield "  In one sentence, one of these:"
        for at, one in enumerate(rule.when, start=1):
            yield f"  {at}. {clause_in_words(one, most)}"
    if asked := conditions_in_words(rule, most):
        yield f"  {'And' if rule.when else 'But only when'} {'; and '.join(asked)}."
    if rule.unless:
        yield f"  Never when the item says {quoted(rule.unless, most)}."


def _answers(rule: Rule, leads: Iterable[Lead]) -> Iterator[str]:
    row = next((one for one in leads if one.id == rule.row), None)
    subjects = f": {', '.join(row.words[:5])}" if row else ""
    by = f", by the row “{rule.row}” of who answers for what{subjects}" if rule.row else ""
    yield f"Who answers: {rule.lead or 'nobody is named'}{by}."
    if rule.note:
        yield f"Note for the officer: {rule.note}"
    if rule.signpost:
        yield f"Where to send the person, by hand: {rule.signpost}"
    yield from (line for line, holds in _manner(rule) if holds)


def _manner(rule: Rule) -> Sequence[tuple[str, bool]]:
    return ((STANDING, rule.standing), (PARTY, rule.party), (ON_TRIAL, rule.shadow))


# ---------------------------------------------------------------- the rota, examples, alerts


def told_in_words(severity: Severity, oncall: OnCall) -> str:
    """Who hears of an alert of this severity, and after how long."""
    if severity is Severity.S4:
        return "S4: nobody; it waits for the digest."
    rungs = [
        f"{_roles([step.role], oncall)} {_after(step.after_minutes)}"
        for step in oncall.chains.get(severity, ())
    ]
    told = ", ".join(rungs) or "nobody: the rota has no chain for it"
    waits = f"; what comes from {oncall.quiet_from} on waits until {oncall.quiet_until}"
    return f"{severity}: {told}{waits if severity is Severity.S3 else ''}."


def _roles(roles: Iterable[str], oncall: OnCall) -> str:
    names = {person.id: person.name for person in oncall.people}
    of = {role: names.get(person, "by the rota") for role, person in oncall.roles.items()}
    return ", ".join(f"{role} ({of[role]})" for role in roles)


def _after(minutes: int) -> str:
    return f"after {count(minutes, 'minute')}" if minutes else "at once"


def examples_in_words(examples: Iterable[Placed]) -> Iterator[str]:
    """✓ where it must fire, ✗ where it must not."""
    found = list(examples)
    yield "Examples (✓ it must fire, ✗ it must not):" if found else NONE_SHOWN
    for placed in found:
        one = placed.example
        said = one.title or one.text
        why = (f" ({one.why})" if said else f" {one.why}") if one.why else ""
        mark = f"{'✓' if one.fires else '✗'} {one.severity or ''}".strip()
        told = f"{said.strip()}{why}" or _state(one.state)
        yield from _wrapped([f"{mark} {told.strip()}"], "  ")


def _state(state: Any) -> str:  # noqa: ANN401
    """What is said of a state beside what every such state has."""
    given = (one.name for one in fields(state) if getattr(state, one.name) != one.default)
    return ", ".join(f"{name} {getattr(state, name)}" for name in given)


def alerts_in_words(alerts: Sequence[Alert]) -> Iterator[str]:
    """Those of the last 30 days, the newest first."""
    yield f"{count(len(alerts), 'alert')} in the last 30 days{':' if alerts else '.'}"
    for one in alerts:
        when = for_people(one.created_at)
        yield f"  {one.severity}  {when}  {one.state.value}: {one.card.headline} ({one.id})"


def _wrapped(lines: Iterable[str], indent: str = "") -> Iterator[str]:
    for line in lines:
        start = indent + " " * (len(line) - len(line.lstrip()))
        yield fill(
            line.strip(),
            WIDTH,
            initial_indent=start,
            subsequent_indent=f"{start}   ",
            break_on_hyphens=False,
        )
