"""Rules made ready: the words that people write become RE2 patterns, which cannot run away."""

from collections.abc import Iterable
from dataclasses import dataclass

import re2

from monitor.records import Rule


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words as one pattern; an empty list has none and is always met."""

    pattern: re2._Regexp | None

    def found_in(self, text: str) -> tuple[str, ...]:
        """The words as they stand in the text, each once."""
        if self.pattern is None:
            return ()
        return tuple(dict.fromkeys(match.group(0) for match in self.pattern.finditer(text)))


@dataclass(frozen=True, slots=True)
class ReadyRule:
    rule: Rule
    words: Words
    and_words: Words
    unless: Words
    raising: Words


def make_ready(rules: Iterable[Rule]) -> tuple[ReadyRule, ...]:
    """The enabled rules, in the order in which they were written."""
    return tuple(
        ReadyRule(
            rule=rule,
            words=_words(rule.words),
            and_words=_words(rule.and_words),
            unless=_words(rule.unless),
            raising=_words(rule.raise_.words if rule.raise_ else ()),
        )
        for rule in rules
        if rule.enabled
    )


def _words(words: Iterable[str]) -> Words:
    either = "|".join(map(_as_pattern, words))
    return Words(re2.compile(rf"(?i)\b(?:{either})\b") if either else None)


def _as_pattern(word: str) -> str:
    """`resign*` finds resigned and resignation; spaces may be line breaks; ' may be curly."""
    stem = word.removesuffix("*")
    literal = r"\s+".join(re2.escape(part) for part in stem.split())
    literal = literal.replace("\\'", "'").replace("'", "['’]")
    return literal + (r"\w*" if word.endswith("*") else "")
