"""Whether a rule fires on an item, and what made it fire or kept it from it."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from monitor.alert.at_hand import at_hand, index_of
from monitor.alert.circumstances import Not, asked
from monitor.alert.clauses import Found, Missed, first_found
from monitor.alert.firing import firing_of
from monitor.alert.rulebook import ReadyClause, ReadyConditions, ReadyRule
from monitor.records import Coverage, Firing, Sentence, Severity

APART = "\n.\n"
MOST = 5_000  # sentences of an item that are read: a megabyte of prose has fewer


@dataclass(frozen=True, slots=True)
class Trial:
    """How a rule looked at an item: what held, or the first thing that did not."""

    because: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sentence: str = ""
    failed: str = ""  # "" when it holds


@dataclass(frozen=True, slots=True)
class _Looked:
    """An item as all rules of a book look at it."""

    coverage: Coverage
    sentences: tuple[tuple[Sentence, Set[ReadyClause]], ...]  # with the clauses to be asked of each
    whole: str  # all of them, apart so that no phrase reaches from one into the next
    at_hand: Set[ReadyClause]  # of any of them


def firings(rules: Iterable[ReadyRule], coverage: Coverage) -> tuple[Firing, ...]:
    """The rules that fire, the most urgent first; a catch-all only where no other is as urgent."""
    rules = tuple(rules)
    looked = _look(rules, coverage)
    found = [(one.rule.catch_all, fired) for one in rules if (fired := _fires(one, looked))]
    tell = [fired.severity for catch_all, fired in found if not (catch_all or fired.shadow)]
    told = [
        fired
        for catch_all, fired in found
        if not catch_all or all(severity > fired.severity for severity in tell)
    ]
    return tuple(sorted(told, key=lambda fired: (fired.severity, fired.rule_id)))


def fires(ready: ReadyRule, coverage: Coverage) -> Firing | None:
    """All conditions that the rule states must hold; `because` says how they did."""
    return _fires(ready, _look((ready,), coverage))


def tried(ready: ReadyRule, coverage: Coverage) -> Trial:
    """What holds of the rule's own conditions, or what fails first."""
    return _tried_whole(ready, _look((ready,), coverage))


def _look(rules: tuple[ReadyRule, ...], coverage: Coverage) -> _Looked:
    index = index_of(rules)
    sentences = [(one, at_hand(index, one.text)) for one in coverage.sentences[:MOST]]
    return _Looked(
        coverage=coverage,
        sentences=tuple(sentences),
        whole=APART.join(one.text for one, _ in sentences),
        at_hand=index.always.union(*(clauses for _, clauses in sentences)),
    )


def _fires(ready: ReadyRule, looked: _Looked) -> Firing | None:
    trial = _tried_whole(ready, looked)
    if trial.failed:
        return None
    severity, raised = _severity(ready, looked)
    because = (*trial.because, *raised)
    return firing_of(ready.rule, because, severity, trial.words, trial.sentence)


def _tried_whole(ready: ReadyRule, looked: _Looked) -> Trial:
    rule = ready.rule
    if rule.watches:
        return Trial(failed=f"it watches: {rule.watches}")
    if not _is_about(ready, looked.coverage):
        return Trial(failed=f"the item is not about {' or '.join(rule.about)}")
    return _tried(ready.conditions, looked)


def _is_about(ready: ReadyRule, coverage: Coverage) -> bool:
    """A story of the force in which the office is named is about both."""
    about, facts = ready.rule.about, coverage.facts
    if "us" in about and coverage.mentions:
        return True
    if facts is None:
        return False
    return (
        (facts.subject in about and not coverage.mentions)
        or ("force" in about and any(tag.id in ("force", "chief") for tag in facts.named))
        or ("area" in about and bool(facts.districts))
    )


def _tried(conditions: ReadyConditions, looked: _Looked) -> Trial:
    clauses = [clause for clause in conditions.when if clause in looked.at_hand]
    if conditions.when and not clauses:
        return Trial(failed="none of its words stands there")
    said = asked(conditions.given, looked.coverage)
    if isinstance(said, Not):
        return Trial(failed=said.why)
    if failed := _wrong_hours(conditions, looked.coverage) or _item_words(conditions, looked):
        return Trial(failed=failed)
    if not conditions.when:
        return Trial(because=tuple(said))
    found = first_found(clauses, looked.sentences)
    if isinstance(found, Missed):
        return Trial(failed=found.why, sentence=found.sentence)
    return Trial((*_said(found), *said), found.words, found.sentence.text)


def _wrong_hours(conditions: ReadyConditions, coverage: Coverage) -> str:
    wanted, facts = conditions.given.office_hours, coverage.facts
    if wanted is None or (facts and facts.in_hours == wanted):
        return ""
    return f"it came {'outside' if wanted else 'within'} office hours"


def _item_words(conditions: ReadyConditions, looked: _Looked) -> str:
    if stands := conditions.unless.found_in(looked.whole):
        return f"“{stands[0]}” of `unless` stands in the item"
    if not conditions.given.item_words or conditions.item_words.stands_in(looked.whole):
        return ""
    return "none of `item_words` stands in the item"


def _said(found: Found) -> tuple[str, ...]:
    if not found.words:
        return ()
    quoted = ", ".join(f"“{word}”" for word in found.words)
    kinds = dict.fromkeys(party.kind for party in found.who)
    return (f"{quoted} of the {', the '.join(kinds)}" if kinds else quoted,)


def _severity(ready: ReadyRule, looked: _Looked) -> tuple[Severity, tuple[str, ...]]:
    """The rule's severity, or a higher one and why."""
    for higher in ready.raises:
        trial = _tried(higher.conditions, looked)
        if not trial.failed:
            why = "; ".join(trial.because) or "its conditions for that hold"
            return higher.to, (f"more urgent because {why}",)
    return ready.rule.severity, ()
