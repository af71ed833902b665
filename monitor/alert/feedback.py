"""How useful each rule's alerts were to the people who read them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.alert.crisis.crises import RULE
from monitor.records import Alert, AlertState, Mark, MarkSays

LEAST: Final = 20  # alerts that people marked: of fewer, a share says nothing
POOR: Final = 0.30  # of them, so many useful at least
NO_RULES: Final = frozenset({RULE, "SUMMARY", "MORNING"})  # alerts that no rule raised
NO_RULE: Final = ""  # under which what was missed stands if nobody said which rule failed
SAYS: Final[tuple[MarkSays, ...]] = ("useful", "not useful", "wrong")  # of an alert
_RULE = re.compile(r"^([A-Z][A-Z0-9-]*[0-9]): ")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigures:
    """What became of a rule's alerts; each alert counts once, as most who marked it say."""

    rule_id: str
    rule: str  # with its name
    raised: int  # alerts, notes and held ones included
    told: int  # to somebody
    marked: int
    useful: int
    not_useful: int
    wrong: int
    missed: int  # that people say it should have found
    precision: float | None  # useful among marked
    proposed: bool  # for change


def by_rule(
    alerts: Iterable[Alert], marks: Iterable[Mark], since: datetime
) -> tuple[RuleFigures, ...]:
    """The figures of each rule that raised an alert since then, or missed one, by its id.

    `marks` come in the order in which they were said; the newest of each person on each counts.
    """
    found = [one for one in alerts if one.created_at >= since and one.rule_id not in NO_RULES]
    standing = newest(marks)
    said = verdicts(standing)
    lost = _missed(one for one in standing if one.said_at >= since)
    rules = sorted({one.rule_id for one in found} | lost.keys())
    return tuple(
        _figures(rule, [one for one in found if one.rule_id == rule], said, lost[rule])
        for rule in rules
    )


def newest(marks: Iterable[Mark]) -> list[Mark]:
    """The last word of each person on each alert, and on each thing that was missed."""
    last: dict[tuple[str, str, str], Mark] = {}
    for one in marks:
        key = (one.alert_id, one.item_id, one.said_by)
        last.pop(key, None)  # it stands where it was said last
        last[key] = one
    return list(last.values())


def verdicts(standing: Iterable[Mark]) -> dict[str, MarkSays]:
    """What most people say of each alert; where they are divided, the newest word."""
    words: dict[str, list[MarkSays]] = {}
    for one in standing:
        if one.says != "missed":
            words.setdefault(one.alert_id, []).append(one.says)
    return {alert: _most(said) for alert, said in words.items()}


def with_rule(why: str, rule: str) -> str:
    """Why something was missed, naming the rule that should have fired: `R01: nobody heard`."""
    return f"{rule}: {why}" if rule else why


def rule_of(mark: Mark) -> str:
    """The rule that a person says should have fired; "" if they did not say."""
    named = _RULE.match(mark.why)
    return named[1] if named else NO_RULE


def is_rule(text: str) -> bool:
    """Whether this can be a rule's id."""
    named = _RULE.match(f"{text}: ")
    return named is not None and named[1] == text


def _most(said: Sequence[MarkSays]) -> MarkSays:
    counts = Counter(said)
    return max(reversed(said), key=lambda word: counts[word])


def _missed(marks: Iterable[Mark]) -> Counter[str]:
    """How many things each rule missed; one that several people name counts once."""
    lost = {(rule_of(one), one.item_id) for one in marks if one.says == "missed"}
    return Counter(rule for rule, _ in lost)


def _figures(
    rule: str, alerts: Sequence[Alert], said: Mapping[str, MarkSays], missed: int
) -> RuleFigures:
    words = Counter(said[one.id] for one in alerts if one.id in said)
    marked = words.total()
    precision = words["useful"] / marked if marked else None
    return RuleFigures(
        rule_id=rule,
        rule=max((one.card.rule for one in alerts), default=rule),
        raised=len(alerts),
        told=sum(one.state is not AlertState.NOTED for one in alerts),
        marked=marked,
        useful=words["useful"],
        not_useful=words["not useful"],
        wrong=words["wrong"],
        missed=missed,
        precision=precision,
        proposed=marked >= LEAST and precision is not None and precision < POOR,
    )
