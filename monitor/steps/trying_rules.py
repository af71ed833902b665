"""Rules tried on their examples, as a runner of tests does it: what should fire, and what did."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.alert.clauses import Found, holds
from monitor.alert.conditions import MOST, fires, tried
from monitor.alert.rulebook import ReadyClause, ReadyRule, make_ready
from monitor.alert.watching.firing import firings_on
from monitor.records import Coverage, Firing, Rule, Sentence
from monitor.settings.examples import AllSourcesState, Placed, SourceState
from monitor.steps.explaining import Reader
from monitor.steps.staging import firings_on_sources, moment_of, staged

NOBODYS = "the rules do not look at it: it is of nobody of ours, or from our own or a partner"
SHORT = "the state does not come up to what the rule asks"
HELD = 99  # further than any clause comes that does not hold
ReaderOf = Callable[[str], Reader]  # for examples of this office; "" is the invented area


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """What one rule did on an example: why it fired, or what kept it from it."""

    rule_id: str
    firing: Firing | None = None
    failed: str = ""  # "" when it fired
    clause: int = 0  # that held or came nearest, from 1; 0 where none had a say
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a rule and its variants did on an example; of those that fired the most urgent first."""

    placed: Placed
    tries: tuple[Try, ...]

    @property
    def firing(self) -> Firing | None:
        return self.tries[0].firing

    @property
    def is_right(self) -> bool:
        wanted = self.placed.example
        if self.firing is None or not wanted.fires:
            return wanted.fires == (self.firing is not None)
        return wanted.severity in (None, self.firing.severity)


def answers(
    rules: Sequence[Rule], examples: Iterable[Placed], reader_of: ReaderOf
) -> Iterator[Answer]:
    """The answer of these rules, a family, to each example of theirs.

    They are tried though they be switched off: that is when people work on them.
    """
    ready = make_ready(replace(one, enabled=True) for one in rules)
    for placed in examples:
        found = _on_state(rules, placed) if rules[0].watches else _read(ready, placed, reader_of)
        yield Answer(placed=placed, tries=tuple(sorted(found, key=_urgency)))


def _urgency(one: Try) -> str:
    return one.firing.severity.value if one.firing else "S9"


def _read(ready: Sequence[ReadyRule], placed: Placed, reader_of: ReaderOf) -> list[Try]:
    reader, example = reader_of(placed.example.office), placed.example
    toned = example.tone is None and any(map(_asks_tone, ready))
    looked_at = staged(reader, example, toned)
    return [_on_coverage(one, looked_at) for one in ready]


def _asks_tone(ready: ReadyRule) -> bool:
    return any(
        given.tones or given.tone_below is not None or given.tone_above is not None
        for given in (ready.rule, *ready.rule.raise_)
    )


def _on_coverage(ready: ReadyRule, looked_at: Sequence[Coverage]) -> Try:
    rule_id = ready.rule.id
    for coverage in looked_at:
        if firing := fires(ready, coverage):
            held = _clause(ready, coverage)
            return Try(rule_id=rule_id, firing=firing, clause=held, sentence=firing.sentence)
    if not looked_at:
        return Try(rule_id=rule_id, failed=NOBODYS)
    trial = tried(ready, looked_at[0])
    nearest = _clause(ready, looked_at[0]) if trial.sentence else 0
    return Try(rule_id=rule_id, failed=trial.failed, clause=nearest, sentence=trial.sentence)


def _clause(ready: ReadyRule, coverage: Coverage) -> int:
    """The number of the first clause that held, or else of the one that came furthest."""
    sentences = coverage.sentences[:MOST]
    reached = [max(_reached(one, sentences), default=0) for one in ready.conditions.when]
    return reached.index(max(reached)) + 1 if reached else 0


def _reached(clause: ReadyClause, sentences: Iterable[Sentence]) -> Iterator[int]:
    for sentence in sentences:
        answer = holds(clause, sentence)
        yield HELD if isinstance(answer, Found) else answer.reached


def _on_state(rules: Iterable[Rule], placed: Placed) -> Iterator[Try]:
    state = placed.example.state
    for rule in rules:
        if isinstance(state, SourceState | AllSourcesState):
            fired = next(iter(firings_on_sources(rule, state, moment_of(placed.example))), None)
        else:
            fired = firings_on(rule, state)
        yield Try(rule_id=rule.id, firing=fired, failed="" if fired else SHORT)
