"""How a verb is used: whether its subject does it or suffers it, and what stands as its object."""

from typing import Literal, NamedTuple

from monitor.alert.grammar.clauses import Parsed
from monitor.alert.grammar.line import Line, is_light
from monitor.alert.grammar.nouns import AHEAD, is_noun
from monitor.alert.grammar.words import (
    AUXILIARY,
    BE,
    BREAKS,
    DETERMINER,
    DONE_TO,
    ENDS,
    NOT,
    PARTICIPLE,
    PREPOSITION,
    SUBORDINATE,
    TIMES,
)
from monitor.records import Party

Voice = Literal["noun", "passive", "active", "state"]
Parties = tuple[Party, ...]


_STOPS = BREAKS | SUBORDINATE


class Object(NamedTuple):
    """What stands behind a verb: somebody, something of somebody's, or something else."""

    parties: Parties = ()
    owner: Party | None = None
    thing: bool = False


def head_of(line: Line, first: int, last: int) -> int:
    """The first word of a span that is no auxiliary."""
    words = (at for at in range(first, last) if not _is_auxiliary(line.word(at)))
    return next(words, first)


def voice_of(parsed: Parsed, first: int, last: int) -> Voice:
    line = parsed.line
    head = head_of(line, first, last)
    word = line.word(head)
    if word in PREPOSITION:
        return "state"
    if is_noun(parsed, head):
        return "noun"
    before = _verb_before(line, head)
    if not PARTICIPLE.match(word):
        return "active"
    if before in BE:
        return "passive"
    if before in AUXILIARY or not DONE_TO.match(word):
        return "active"
    behind = object_of(parsed, last)
    return "active" if behind.parties or behind.owner or behind.thing else "passive"


def object_of(parsed: Parsed, at: int) -> Object:
    """What the words before a place are done to, up to the first preposition."""
    line, owner, thing = parsed.line, None, False
    if line.word(at) in TIMES:
        return Object()
    for one in range(at, min(at + AHEAD, len(line.units))):
        party, word = line.party(one), line.word(one)
        if party and line.owns(one):
            owner = party
        elif party:
            return Object((party, *_beside(line, one)), owner, thing)
        elif _ends(word):
            break
        elif word not in DETERMINER and not is_light(word) and word.isalpha():
            thing = True
    return Object((), owner, thing)


def agent_of(parsed: Parsed, at: int) -> Parties:
    """`… by the panel`, later in the same clause."""
    line = parsed.line
    for one in range(at, min(at + AHEAD, len(line.units))):
        word = line.word(one)
        if word in _STOPS:
            break
        if word == "by":
            return next(
                ((party,) for near in range(one + 1, one + 6) if (party := line.party(near))), ()
            )
    return ()


def _beside(line: Line, at: int) -> Parties:
    """Another who stands behind an `and`."""
    step = at + 1
    if line.word(step) != "and":
        return ()
    step += 1
    while line.word(step) in DETERMINER:
        step += 1
    party = line.party(step)
    return (party,) if party and not line.owns(step) and _ends(line.word(step + 1) or ".") else ()


def _ends(word: str) -> bool:
    return word in ENDS


def _is_auxiliary(word: str) -> bool:
    return word in AUXILIARY or word in NOT or word == "to"


def _verb_before(line: Line, at: int) -> str:
    """The auxiliary before a verb, whatever adverb stands between."""
    before = at - 1
    while before >= 0 and is_light(line.word(before)) and line.word(before) not in AUXILIARY:
        before -= 1
    return line.word(before)
