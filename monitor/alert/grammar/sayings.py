"""Verbs of saying: whose words they tell, and where what is said begins or has ended."""

from collections.abc import Sequence
from typing import Final

from monitor.alert.grammar.line import Line, is_light
from monitor.alert.grammar.words import (
    BEFORE_CLAIM,
    BEGINS,
    BREAKS,
    CLOSES,
    COMMAS,
    DETERMINER,
    HALF,
    INVERTING,
    NAMING,
    NO_VERB,
    NOT_OBJECT,
    STANDS_LAST,
    TELLING,
)
from monitor.records import Party

ENDS_HERE: Final = -1
NEAR: Final = 5  # words in which the party stands that a verb of saying has
MARKS: Final = frozenset("\"“‘'")
FULL_STOPS: Final = BREAKS - {":"}


def is_name(line: Line, at: int) -> bool:
    """Whether it is a noun: a claim, the order, a final warning."""
    adjective = line.word(at) in NAMING and line.word(at - 2) in DETERMINER
    return adjective or line.word(at - 1) in BEFORE_CLAIM


def is_verb(line: Line, at: int) -> bool:
    """Whether what stands behind a party is its verb, as far as its form can tell."""
    word = line.word(at)
    return bool(word) and word[0].isalpha() and word not in NO_VERB


def begins_at(line: Line, at: int, *, told: bool) -> int:
    """Where the clause begins that a verb of saying opens; 0 if none does, ENDS_HERE if it stands
    behind what is said. `told`: something that may have been said stands before it."""
    word, after = line.word(at), line.word(at + 1)
    goes_on = after in MARKS or line.word(at + 2) in MARKS
    if _is_last(line, at + 1, told) or (after in COMMAS and not goes_on):
        return ENDS_HERE
    begins = _behind_object(line, at) if word in TELLING else at + 1
    if begins > at + 1 and _is_last(line, begins, told):
        return ENDS_HERE
    return begins if not HALF.match(word) or _has_clause(line, begins) else 0


def speakers(line: Line, own: Sequence[int], antecedent: Party | None) -> list[Party]:
    """Who says it: of the clause's words so far the party right before the verb, or the first."""
    own = list(own)
    while own and is_light(line.word(own[-1])):
        own.pop()
    if antecedent and not any(map(line.party, own)):
        return [antecedent]
    heads = [one for one in _segment(line, own) if _is_head(line, one)]
    chosen = heads[-1:] if heads and heads[-1] == own[-1] else heads[:1]
    return [party for one in chosen if (party := line.party(one))]


def inverted(line: Line, at: int) -> Party | None:
    """Who speaks in `…,' said a trader from Lowfield`."""
    if line.word(at) not in INVERTING or line.word(at - 1) not in COMMAS or not at:
        return None
    for one in range(at + 1, at + NEAR):
        if party := line.party(one):
            apposed = line.party(at - 2) is not None  # "Omar Bell, the deputy, said others quit"
            return None if apposed and not _closes(line, one + 1) else party
        if line.word(one) in NOT_OBJECT:
            break
    return None


def credited(line: Line, at: int) -> Party | None:
    """Who speaks in `according to the panel`."""
    near = map(line.party, range(at + 2, at + 2 + NEAR))
    return next(filter(None, near), None)


def _is_head(line: Line, at: int) -> bool:
    party = line.party(at)
    return party is not None and not (line.owns(at) or line.behind_preposition(at))


def _segment(line: Line, own: Sequence[int]) -> Sequence[int]:
    """What stands behind the last comma, if anything does."""
    commas = [at for at, one in enumerate(own) if line.word(one) == ","]
    if not commas or commas[-1] == len(own) - 1:
        return own
    return own[commas[-1] + 1 :]


def _is_last(line: Line, at: int, told: bool) -> bool:
    """Whether nothing that is said follows: `…, she announced at a press conference`."""
    word = line.word(at)
    return at >= len(line.units) or word in FULL_STOPS or (told and word in STANDS_LAST)


def _closes(line: Line, at: int) -> bool:
    return at >= len(line.units) or line.word(at) in CLOSES


def _behind_object(line: Line, at: int) -> int:
    """Behind whom one tells something; 0 where they are told to do it."""
    follows = at + 1
    while follows < at + NEAR and _leads_in(line, follows):
        follows += 1
    if line.party(follows) is None or line.owns(follows):
        return at + 1
    if line.word(follows + 1) == "to":
        return 0
    return at + 1 if is_verb(line, follows + 1) else follows + 1


def _leads_in(line: Line, at: int) -> bool:
    """Words that may stand before a party's own: `the`, `Ashvale's`."""
    word = line.word(at)
    return word in DETERMINER or word == "'s" or (bool(word) and line.units[at].capital)


def _has_clause(line: Line, at: int) -> bool:
    """Whether a subject with a verb of its own follows, and no mere thing."""
    near = [line.word(one) for one in range(at, at + NEAR - 1)]
    if not at or near[0] in BEGINS or ("that" in near and "," not in near):
        return bool(at)
    while line.word(at) in DETERMINER and at < len(line.units):
        at += 1
    return line.party(at) is not None and is_verb(line, at + 1)
