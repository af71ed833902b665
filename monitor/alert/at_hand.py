"""Which clauses of a rulebook can hold in an item at all: a look at its words, one by one.

Of some two hundred clauses an item has words of five; to ask each of them of every sentence takes
9 ms for a short report, this 0.1.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from monitor.alert.rulebook import ReadyClause, ReadyRule
from monitor.wordlists import ANY

_WORD: Final = re.compile(r"\w+")
LETTERS: Final = 3  # of a stem, by which it is looked up


@dataclass(slots=True, eq=False)
class Index:
    """The clauses of a rulebook, by one word of each phrase that they look for."""

    by_word: dict[str, set[ReadyClause]] = field(default_factory=dict)
    by_stem: dict[str, dict[str, set[ReadyClause]]] = field(default_factory=dict)
    always: set[ReadyClause] = field(default_factory=set)  # they look for no words


@lru_cache(maxsize=8)
def index_of(rules: tuple[ReadyRule, ...]) -> Index:
    index = Index()
    for ready in rules:
        for conditions in (ready.conditions, *(one.conditions for one in ready.raises)):
            for clause in conditions.when:
                _add(index, clause)
    return index


def at_hand(index: Index, text: str) -> Set[ReadyClause]:
    """The clauses of which a word stands in this text, and those that look for none."""
    found = set(index.always)
    for word in set(_WORD.findall(text.casefold())):
        found |= index.by_word.get(word, _NONE)
        for stem, clauses in index.by_stem.get(word[:LETTERS], _NO_STEMS).items():
            if word.startswith(stem):
                found |= clauses
    return found


_NONE: Final[Set[ReadyClause]] = frozenset()
_NO_STEMS: Final[dict[str, set[ReadyClause]]] = {}


def _add(index: Index, clause: ReadyClause) -> None:
    if not clause.clause.words:
        index.always.add(clause)
    for phrase in clause.clause.words:
        whole, stems = _parts(phrase)
        if whole:
            index.by_word.setdefault(max(whole, key=len), set()).add(clause)
        elif stems and len(longest := max(stems, key=len)) >= LETTERS:
            of_letters = index.by_stem.setdefault(longest[:LETTERS], {})
            of_letters.setdefault(longest, set()).add(clause)
        else:
            index.always.add(clause)


def _parts(phrase: str) -> tuple[list[str], list[str]]:
    """The words of a phrase that stand as they are, and those that inflect."""
    whole: list[str] = []
    stems: list[str] = []
    for part in phrase.split():
        words = list(_words(part))
        if words and part.endswith("*"):
            stems.append(words.pop())
        whole += words
    return whole, stems


def _words(part: str) -> Iterator[str]:
    yield from (word for word in _WORD.findall(part.casefold()) if part != ANY)
