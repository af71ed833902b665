"""A sentence as its words and the parties in it: what the rules of grammar walk along."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from monitor.alert.grammar.words import (
    AUXILIARY,
    COMMAS,
    COORDINATE,
    NO_THING,
    NOT,
    PREPOSITION,
)
from monitor.records import Party, Sentence

LONGEST: Final = 20_000  # characters of a sentence that are read: what follows is no sentence
_TOKEN = re.compile(r"['’](?:s|d|ll|re|ve|m)\b|[^\W_]+(?:-[^\W_]+)*|[^\w\s]")
_OWN = frozenset({"his", "its", "their", "my", "our"})


class Unit(NamedTuple):
    """A word, a mark, or a party as one."""

    word: str  # small, apostrophes straight
    start: int
    end: int
    party: Party | None = None
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    units: tuple[Unit, ...]
    starts: tuple[int, ...]

    def word(self, at: int) -> str:
        """The word there, "" of a party and beyond either end."""
        if not 0 <= at < len(self.units) or self.units[at].party:
            return ""
        return self.units[at].word

    def party(self, at: int) -> Party | None:
        return self.units[at].party if 0 <= at < len(self.units) else None

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The first unit of a span of the text and the one behind its last."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_left(self.starts, end)
        while first < last and self.units[first].end <= start:
            first += 1
        return (first, last) if first < last else None

    def owns(self, at: int) -> bool:
        """Whether a party is there as the owner of what follows."""
        unit = self.units[at]
        if unit.word in _OWN or self.word(at + 1) == "'s":
            return True
        if unit.word == "her":
            return bool(_is_thing(self, at + 1))
        return self.word(at + 1) == "'" and unit.word.endswith("s")

    def behind_preposition(self, at: int, since: int = 0) -> str:
        """The preposition of which a party is the object, "" if it is none's."""
        for back in range(at - 1, max(since - 1, at - 6, -1), -1):
            word = self.word(back)
            if word in PREPOSITION:
                return word if not self._is_time(back, at) else ""
            if not word or word in COORDINATE or word in COMMAS or word in AUXILIARY:
                return ""
        return ""

    def _is_time(self, preposition: int, at: int) -> bool:
        """`In Kestley officers were`, `on Monday councillors said`: the party is no part of it."""
        if self.word(preposition) not in ("in", "on", "at", "since", "during", "by"):
            return False
        between = self.units[preposition + 1 : at]
        return bool(between) and all(one.capital or one.word.isdigit() for one in between)


def line_of(sentence: Sentence) -> Line:
    units = tuple(_units(sentence.text[:LONGEST], sentence.parties))
    return Line(units, tuple(unit.start for unit in units))


def is_light(word: str) -> bool:
    """A word that may stand between a subject and its verb."""
    return word in AUXILIARY or word in NOT or (word.endswith("ly") and len(word) > 4)


def _units(text: str, parties: Sequence[Party]) -> Iterator[Unit]:
    at = 0
    for party in sorted(parties, key=lambda one: (one.start, -one.end)):
        start, end = max(party.start, 0), min(party.end, len(text))
        if at <= start < end:
            yield from _plain(text, at, start)
            yield Unit(_small(text[start:end]), start, end, party)
            at = end
    yield from _plain(text, at, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[Unit]:
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        yield Unit(_small(word), match.start(), match.end(), None, word[0].isupper())


def _small(word: str) -> str:
    return word.lower().replace("’", "'").replace("‘", "'")


def _is_thing(line: Line, at: int) -> bool:
    word = line.word(at)
    return bool(word) and word.isalpha() and word not in NO_THING
