"""How rules did on their examples, as a runner of tests says it."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any

from monitor.cli.command import FINE, TO_FIX, as_json, show
from monitor.cli.rules_cast import reader_of
from monitor.errors import InputRefused
from monitor.records import Rule, Settings
from monitor.reports.wording import count
from monitor.settings.examples import EXAMPLES, exemplified, family
from monitor.settings.load_examples import examples_of
from monitor.steps.trying_rules import Answer, Try, answers

LONGEST = 300  # characters of a sentence that is shown
Told = Mapping[str, Sequence[Answer]]  # by rule; variants stand with the rule that they are of


def run_examples(args: argparse.Namespace, settings: Settings, chosen: Sequence[str]) -> int:
    """Tries these rules, each line at once: the tone model takes its time."""
    examples = examples_of(settings, args.config, args.examples)
    if not examples:
        raise InputRefused(f"there is no example in {args.examples or args.config / EXAMPLES}")
    readers, told = reader_of(settings), dict[str, list[Answer]]()
    for rule_id in exemplified(chosen, examples):
        rules = family(rule_id, settings.rules)
        own = [one for one in examples if one.rule_id == rule_id]
        told[rule_id] = list(answers(rules, own, readers))
        if not args.json:
            show(rule_line(rules, told[rule_id]))
    show(as_json(as_facts(told)) if args.json else "\n".join(("", *totals(told))))
    return FINE if all(one.is_right for found in told.values() for one in found) else TO_FIX


def rule_line(rules: Sequence[Rule], found: Sequence[Answer]) -> str:
    """`R01  6 of 6`, and below it what failed."""
    first, *variants = (rule.id for rule in rules)
    if not found:
        return f"{first:<5} no example"
    right = sum(one.is_right for one in found)
    beside = f" (with {', '.join(variants)})" if variants else ""
    failures = (line for one in found if not one.is_right for line in _failure(one))
    return "\n".join((f"{first:<5} {right} of {len(found)}{beside}", *failures))


def _failure(answer: Answer) -> Iterator[str]:
    placed, example = answer.placed, answer.placed.example
    yield f"    {placed.file}:{placed.line}  {wanted(answer)}, {done(answer)}"
    if example.why:
        yield f"        it shows: {example.why}"
    for one in answer.tries:
        if answer.firing is None or one.firing:
            whose = f"{one.rule_id}: " if len(answer.tries) > 1 else ""
            yield f"        {whose}{'; '.join(_reasons(one))}"
            if one.sentence:
                yield f"        in: “{shorten(one.sentence, LONGEST, placeholder=' …')}”"


def wanted(answer: Answer) -> str:
    example = answer.placed.example
    severity = f" as {example.severity}" if example.severity else ""
    return f"should fire{severity}" if example.fires else "should not fire"


def done(answer: Answer) -> str:
    return f"fired as {answer.firing.severity}" if answer.firing else "did not fire"


def _reasons(one: Try) -> Iterator[str]:
    """Which clause held, or which condition failed first."""
    if one.firing is None:
        nearest = f"clause {one.clause} came nearest: " if one.clause else ""
        yield f"{nearest}{one.failed}"
        return
    if one.clause:
        yield f"clause {one.clause} held"
    yield from one.firing.because


def totals(told: Told) -> Iterator[str]:
    """The last lines: how many examples are as they should be, and what nothing proves."""
    found = [one for answers in told.values() for one in answers]
    wrong = sum(not one.is_right for one in found)
    tried = count(sum(bool(answers) for answers in told.values()), "rule")
    ended = f"{wrong} not as it should be" if wrong else "all as they should be"
    yield f"{count(len(found), 'example')} of {tried}: {ended}."
    if without := _without(told):
        yield f"Without an example: {', '.join(without)}."
    if quiet := _never_fired(told):
        yield f"No example makes these fire: {', '.join(quiet)}."


def _without(told: Told) -> list[str]:
    return [rule for rule, answers in told.items() if not answers]


def _never_fired(told: Told) -> list[str]:
    """Rules and variants that stayed quiet on every example of theirs."""
    tries = [one for answers in told.values() for answer in answers for one in answer.tries]
    fired = {one.rule_id for one in tries if one.firing}
    return list(dict.fromkeys(one.rule_id for one in tries if one.rule_id not in fired))


def as_facts(told: Told) -> dict[str, Any]:
    """The same for a machine."""
    found = [one for answers in told.values() for one in answers]
    return {
        "ok": all(one.is_right for one in found),
        "examples": len(found),
        "failed": sum(not one.is_right for one in found),
        "without_examples": _without(told),
        "never_fired": _never_fired(told),
        "rules": [
            {
                "id": rule,
                "examples": len(answers),
                "right": sum(one.is_right for one in answers),
                "failures": [_as_fact(one) for one in answers if not one.is_right],
            }
            for rule, answers in told.items()
        ],
    }


def _as_fact(answer: Answer) -> dict[str, Any]:
    return {
        "file": answer.placed.file,
        "line": answer.placed.line,
        "wanted": wanted(answer),
        "did": done(answer),
        "tries": [
            {
                "rule": one.rule_id,
                "fired": one.firing is not None,
                "clause": one.clause or None,
                "why": list(_reasons(one)),
                "sentence": one.sentence or None,
            }
            for one in answer.tries
        ],
    }
