"""Whether a rule fires on an item that means the office, and what made it fire."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.alert.rulebook import ReadyRule
from monitor.records import Coverage, Firing, Raise, Severity


@dataclass(frozen=True, slots=True)
class Readable:
    """The parts of an item that word conditions look at."""

    naming: tuple[str, ...]  # the headline and the sentences that name the office
    all: tuple[str, ...]  # the headline and every sentence


def firings(
    rules: Iterable[ReadyRule], coverage: Coverage, readable: Readable
) -> tuple[Firing, ...]:
    """The rules that fire, the most urgent first."""
    found = [fired for rule in rules if (fired := fires(rule, coverage, readable))]
    return tuple(sorted(found, key=lambda firing: (firing.severity, firing.rule_id)))


def fires(ready: ReadyRule, coverage: Coverage, readable: Readable) -> Firing | None:
    """All conditions that the rule states must hold; `because` says how they did."""
    rule = ready.rule
    if rule.watches or not _circumstances_hold(ready, coverage):
        return None
    wording = _wording(ready, readable)
    if wording is None:
        return None
    sentence, words = wording
    severity, raised = _severity(ready, coverage, readable)
    return Firing(
        rule_id=rule.id,
        rule_name=rule.name,
        severity=severity,
        lead=rule.lead,
        because=tuple(_because(ready, coverage, words, raised)),
        words=words,
        sentence=sentence,
    )


def _circumstances_hold(ready: ReadyRule, coverage: Coverage) -> bool:
    rule = ready.rule
    tone = coverage.tone.label if coverage.tone else "neutral"
    places = {mention.where for mention in coverage.mentions}
    return (
        (not rule.tiers or coverage.item.tier in rule.tiers)
        and (not rule.tones or tone in rule.tones)
        and (not rule.where or bool(places.intersection(rule.where)))
        and len(coverage.spread.owners) >= rule.owners
    )


def _wording(ready: ReadyRule, readable: Readable) -> tuple[str, tuple[str, ...]] | None:
    """The first sentence that meets the word conditions, and the words that meet them."""
    rule = ready.rule
    if not (rule.words or rule.and_words or rule.unless):
        return "", ()
    for sentence in readable.naming if rule.scope == "sentence" else readable.all:
        words = ready.words.found_in(sentence)
        others = ready.and_words.found_in(sentence)
        met = (words or not rule.words) and (others or not rule.and_words)
        if met and not ready.unless.found_in(sentence):
            return sentence, words + others
    return None


def _severity(ready: ReadyRule, coverage: Coverage, readable: Readable) -> tuple[Severity, str]:
    """The rule's severity, or the higher one and why."""
    rule = ready.rule
    higher = rule.raise_ if rule.raise_ and rule.raise_.to < rule.severity else None
    if higher and (why := _raised_by(higher, ready, coverage, readable)):
        return higher.to, why
    return rule.severity, ""


def _raised_by(raising: Raise, ready: ReadyRule, coverage: Coverage, readable: Readable) -> str:
    owners = coverage.spread.owners
    if raising.owners and len(owners) >= raising.owners:
        return f"{len(owners)} owner groups carry it: {', '.join(owners)}"
    if coverage.item.tier in raising.tiers:
        return f"a {coverage.item.tier} outlet carries it"
    for sentence in readable.all:
        if words := ready.raising.found_in(sentence):
            return f"it says {_quoted(words)}"
    return ""


def _because(
    ready: ReadyRule, coverage: Coverage, words: tuple[str, ...], raised: str
) -> Iterator[str]:
    rule = ready.rule
    if words:
        near = "beside the office's name" if rule.scope == "sentence" else "in the report"
        yield f"{_quoted(words)} {near}"
    if rule.tones and coverage.tone:
        yield f"tone towards the office is {coverage.tone.label}"
    if rule.tiers:
        yield f"{coverage.item.outlet} is {coverage.item.tier}"
    if rule.owners:
        yield f"{len(coverage.spread.owners)} owner groups carry it within a day"
    if raised:
        yield f"more urgent because {raised}"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
