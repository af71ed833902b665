"""Rules made ready: the words that people write become RE2 patterns, which cannot run away."""

import unicodedata
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
        spans = (match.span() for match in self.pattern.finditer(text))
        whole = (text[start:end] for start, end in spans if _stands_alone(text, start, end))
        return tuple(dict.fromkeys(whole))


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
    longest_first = sorted(map(str.strip, words), key=len, reverse=True)
    either = "|".join(_as_pattern(word) for word in longest_first if word.strip(" *"))
    return Words(re2.compile(rf"(?i)(?:{either})") if either else None)


def _as_pattern(word: str) -> str:
    """`resign*` finds resigned and resignation; spaces may be line breaks; ' may be curly."""
    stem = word.removesuffix("*").strip().replace("’", "'")
    literal = r"\s+".join(re2.escape(part) for part in stem.split())
    literal = literal.replace("\\'", "'").replace("'", "['’]")
    ends = r"[\pL\pM\pN_]*" if word.endswith("*") else _boundary(stem[-1])
    return f"{_boundary(stem[0])}{literal}{ends}"


def _boundary(mark: str) -> str:
    """RE2's word boundary knows ASCII alone: beside £ or é it would never be met."""
    return r"\b" if mark.isascii() and _is_letter(mark) else ""


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter runs on at either end: `caf` is not found in café."""
    edges = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return not any(len(edge) == 2 and all(map(_is_letter, edge)) for edge in edges)


def _is_letter(mark: str) -> bool:
    return mark == "_" or unicodedata.category(mark)[0] in "LMN"
