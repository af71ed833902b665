"""Reads `rules/examples/*.toml` whole and reports every mistake at once."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, field, fields, make_dataclass
from pathlib import Path
from typing import Any, Final

from monitor.errors import ConfigError, Problem
from monitor.records import Rule, Settings
from monitor.settings.examples import EXAMPLES, STATES, AllSourcesState, Example, Placed
from monitor.settings.found import unknown
from monitor.settings.load import parse_tables, read_text
from monitor.settings.locate import line_of

OF_BOTH: Final = {"fires", "why", "severity", "at", "state"}  # the other keys are of coverage


def examples_of(settings: Settings, config: Path, folder: Path | None) -> tuple[Placed, ...]:
    """Those of a configuration, or of another folder; ConfigError with all mistakes."""
    offices = [office.id for office in settings.offices]
    if folder:
        return read_examples(folder, settings.rules, offices)
    return read_examples(config / EXAMPLES, settings.rules, offices, EXAMPLES)


def read_examples(
    folder: Path, rules: Sequence[Rule], offices: Iterable[str] = (), shown: str = ""
) -> tuple[Placed, ...]:
    """The examples of every file there, by file; ConfigError with all mistakes of all files.

    `offices` are the ids that an example may name; `shown` is what people call the folder.
    """
    known = {rule.id: rule for rule in rules}
    problems: list[Problem] = []
    found: list[Placed] = []
    for path in sorted(folder.glob("*.toml")):
        name = f"{shown or folder}/{path.name}"
        found += _of_file(name, read_text(path, problems), known, tuple(offices), problems)
    if problems:
        raise ConfigError(sorted(problems, key=lambda one: (one.file, one.line, one.what)))
    return tuple(found)


def _of_file(
    name: str,
    text: str,
    rules: Mapping[str, Rule],
    offices: Sequence[str],
    problems: list[Problem],
) -> list[Placed]:
    rule_id = parse_tables(name, text, {"rule": str}, []).get(
        "rule", ""
    )  # decides how a state is read
    rule = rules.get(rule_id)
    shape: Any = _shape(STATES.get(rule.watches) if rule else None)
    tables = parse_tables(name, text, {"rule": str, "examples": tuple[shape, ...]}, problems)
    if "rule" in tables and rule is None:
        problems.append(
            Problem(name, line_of(text, ("rule",)), unknown("rule", rule_id, sorted(rules)))
        )
    placed = [
        Placed(rule_id=rule_id, file=name, line=line_of(text, ("examples", at)), example=example)
        for at, example in enumerate(tables.get("examples", ()))
    ]
    problems += [
        Problem(name, line_of(text, ("examples", at, key)), what)
        for at, one in enumerate(placed)
        for key, what in _wrong_with(one.example, rule, sorted(rules), offices)
    ]
    return placed


def _shape(state: type | None) -> type[Example]:
    """An example whose state, if it has one, is such a record: its keys are then checked."""
    kind: Any = state | None if state else Any
    return make_dataclass(
        "Example",
        [("state", kind, field(default=None))],
        bases=(Example,),
        frozen=True,
        slots=True,
        kw_only=True,
    )


def _wrong_with(
    example: Example, rule: Rule | None, rules: Sequence[str], offices: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The key that holds a mistake, and the mistake."""
    if rule:
        yield from _does_not_fit(example, rule)
    if example.tone is not None and not -1 <= example.tone <= 1:
        yield "tone", f"`tone` must be between -1 and 1, not {example.tone}"
    if example.severity and not example.fires:
        yield "severity", "`severity` means nothing where the rule must not fire"
    if example.office and example.office not in offices:
        yield "office", unknown("office", example.office, offices)
    for one in set(example.beside_rules).difference(rules):
        yield "beside_rules", unknown("rule", one, rules)
    for number in _numbers(example):
        if not (math.isfinite(number) and number >= 0):
            yield "spread" if example.spread else "state", f"{number} is no number of anything"


def _numbers(example: Example) -> Iterator[float]:
    """Counts and times, which cannot be below nothing."""
    if example.spread:
        yield from (example.spread.authors, example.spread.items)
    if isinstance(example.state, AllSourcesState):
        yield from (example.state.hours, example.state.usual_hours, example.state.sources)


def _does_not_fit(example: Example, rule: Rule) -> Iterator[tuple[str, str]]:
    """A rule looks at coverage, item by item, or watches a state: one of the two is given."""
    if not rule.watches:
        if example.state is not None:
            yield "state", f"{rule.id} looks at coverage: it needs a `text`, and no `state`"
        elif not (example.text.strip() or example.title.strip()):
            yield "text", f"{rule.id} looks at coverage: an example of it needs a `text`"
        return
    if example.state is None:
        what = f"{rule.id} watches a state ({rule.watches}): it needs a table [examples.state]"
        yield "state", what
    for key in _keys_of_coverage(example):
        yield key, f"`{key}` means nothing to {rule.id}, which watches a state ({rule.watches})"


def _keys_of_coverage(example: Example) -> list[str]:
    """What is said of coverage here, beside a state."""
    return [
        one.name
        for one in fields(Example)
        if one.name not in OF_BOTH
        and one.default is not MISSING
        and getattr(example, one.name) != one.default
    ]
