"""Named lists of words in `rules/alerts.toml`: `"@going"` in a rule stands for all of `going`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from monitor.records import Clause, Conditions, Raise, Rule
from monitor.settings.found import Found, empty, unknown

FILE = "rules/alerts.toml"
SIGN = "@"
Lists = Mapping[str, Sequence[str]]
Path = tuple[str | int, ...]
Given = TypeVar("Given", Rule, Raise)


def expanded(rules: Sequence[Rule], lists: Lists) -> tuple[Rule, ...]:
    """The rules with the words of every list that they name."""
    return tuple(
        replace(
            _conditions(rule, lists),
            raise_=tuple(_conditions(one, lists) for one in rule.raise_),
        )
        for rule in rules
    )


def wrong_with_lists(rules: Sequence[Rule], lists: Lists) -> Iterator[Found]:
    """Lists that are named and not there, that nobody names, or that name others."""
    named: set[str] = set()
    for path, words in _every(rules):
        for name in (word[1:] for word in words if word.startswith(SIGN)):
            named.add(name)
            if name not in lists:
                yield Found(FILE, path, unknown("list", name, lists))
    for name, words in lists.items():
        at: Path = ("lists", name)
        yield from empty(FILE, at, "word", words)
        if name not in named:
            yield Found(FILE, at, f'no rule names the list `{name}`: write "{SIGN}{name}" there')
        if inner := next((word for word in words if word.startswith(SIGN)), ""):
            yield Found(FILE, at, f"a list cannot name another: {inner}")


def _every(rules: Sequence[Rule]) -> Iterator[tuple[Path, Sequence[str]]]:
    """Every list of words in the rules, and where it stands."""
    for index, rule in enumerate(rules):
        path: Path = ("rules", index)
        raises = [((*path, "raise", place), one) for place, one in enumerate(rule.raise_)]
        given: list[tuple[Path, Conditions]] = [(path, rule), *raises]
        for at, conditions in given:
            yield (*at, "unless"), conditions.unless
            yield (*at, "item_words"), conditions.item_words
            for place, clause in enumerate(conditions.when):
                for key in ("words", "also", "unless"):
                    yield (*at, "when", place, key), getattr(clause, key)


def _conditions(given: Given, lists: Lists) -> Given:
    return replace(
        given,
        unless=_words(given.unless, lists),
        item_words=_words(given.item_words, lists),
        when=tuple(_clause(clause, lists) for clause in given.when),
    )


def _clause(clause: Clause, lists: Lists) -> Clause:
    return replace(
        clause,
        words=_words(clause.words, lists),
        also=_words(clause.also, lists),
        unless=_words(clause.unless, lists),
    )


def _words(words: Sequence[str], lists: Lists) -> tuple[str, ...]:
    return tuple(
        one
        for word in words
        for one in (lists.get(word[1:], ()) if word.startswith(SIGN) else (word,))
    )
