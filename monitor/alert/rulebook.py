"""Rules made ready: the words that people write become patterns, once."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.records import Clause, Conditions, Raise, Rule, Severity
from monitor.wordlists import Words, words_of

DAY = 24.0  # hours: the window in which a story's spread is told where a rule does not say


@dataclass(frozen=True, slots=True, eq=False)
class ReadyClause:
    clause: Clause
    words: Words
    also: Words
    unless: Words


@dataclass(frozen=True, slots=True)
class ReadyConditions:
    given: Conditions
    when: tuple[ReadyClause, ...]
    unless: Words
    item_words: Words


@dataclass(frozen=True, slots=True)
class ReadyRaise:
    to: Severity
    conditions: ReadyConditions


@dataclass(frozen=True, slots=True, eq=False)
class ReadyRule:
    rule: Rule
    conditions: ReadyConditions
    raises: tuple[ReadyRaise, ...]  # the most urgent first


def make_ready(rules: Iterable[Rule]) -> tuple[ReadyRule, ...]:
    """The enabled rules, in the order in which they were written."""
    return tuple(_ready(rule) for rule in rules if rule.enabled)


def windows(rules: Iterable[ReadyRule]) -> frozenset[float]:
    """The hours, beside a day, in which these rules ask how far a story has come."""
    asked = {given.hours for one in rules for given in (one.rule, *one.rule.raise_)}
    return frozenset(asked - {DAY})


def alarms(rules: Iterable[ReadyRule]) -> Words:
    """Words that make an item worth reading which does not mean the office: those of rules on
    the force, a service or the area."""
    clauses = (
        clause
        for ready in rules
        if set(ready.rule.about) - {"us"} and not ready.rule.watches
        for clause in ready.rule.when
    )
    return words_of(word for clause in clauses for word in clause.words)


def urgent(rules: Iterable[ReadyRule], level: Severity = Severity.S2) -> Words:
    """Words of rules that are or can become so urgent: in a storm, items with one of them are read
    before all others."""
    clauses = (
        clause
        for ready in rules
        for severity, given in _levels(ready.rule)
        if severity <= level
        for clause in given.when
    )
    return words_of(word for clause in clauses for word in clause.words)


def _levels(rule: Rule) -> list[tuple[Severity, Conditions]]:
    return [(rule.severity, rule), *((one.to, one) for one in rule.raise_)]


def _ready(rule: Rule) -> ReadyRule:
    raises = sorted(rule.raise_, key=lambda one: one.to)
    return ReadyRule(
        rule=rule,
        conditions=_conditions(rule),
        raises=tuple(_raise(one) for one in raises if one.to < rule.severity),
    )


def _raise(one: Raise) -> ReadyRaise:
    return ReadyRaise(to=one.to, conditions=_conditions(one))


def _conditions(given: Conditions) -> ReadyConditions:
    return ReadyConditions(
        given=given,
        when=tuple(_clause(clause) for clause in given.when),
        unless=words_of(given.unless),
        item_words=words_of(given.item_words),
    )


def _clause(clause: Clause) -> ReadyClause:
    return ReadyClause(
        clause=clause,
        words=words_of(clause.words),
        also=words_of(clause.also),
        unless=words_of(clause.unless),
    )
