"""Who leads a clause: the party before its verb, or whom the clause hangs on."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from monitor.alert.grammar.clauses import DEEPEST, REACH, Clause, Parsed
from monitor.alert.grammar.line import is_light
from monitor.alert.grammar.words import (
    COMMAS,
    COORDINATE,
    DETERMINER,
    LIST_WORDS,
    SAYING,
    SUBORDINATE,
)
from monitor.records import Party

Parties = tuple[Party, ...]
_HANGING: Final = COORDINATE | SUBORDINATE
_NO_THINGS: Final = SAYING | _HANGING


def leader(parsed: Parsed, at: int) -> Parties | None:
    """Who leads the clause in which a place stands, whatever its verb."""
    clause = parsed.clause(at)
    if clause.antecedent:
        return (clause.antecedent,)
    own = _until(clause, at)
    if own and parsed.line.word(own[0]) in _HANGING:
        own = own[1:]
    return _leader(parsed, own) or _of_parent(parsed, clause, False)


def before(parsed: Parsed, clause: Clause, at: int) -> list[int]:
    """The clause's own words up to the group of a verb."""
    own = _until(clause, at)
    while own and is_light(parsed.line.word(own[-1])):
        own.pop()
    return own


def _until(clause: Clause, at: int) -> list[int]:
    """The clause's own words up to a place, as far back as it is read."""
    end = bisect_left(clause.units, at)
    return clause.units[max(0, end - REACH) : end]


def of_clause(parsed: Parsed, clause: Clause, own: list[int], personal: bool) -> Parties | None:
    line = parsed.line
    if clause.antecedent:
        return _of_relative(parsed, own, clause.antecedent)
    if clause.opener in _HANGING and own and line.word(own[0]) == clause.opener:
        own = own[1:]
    if not own:
        return _of_parent(parsed, clause, personal)
    last = _segment(parsed, own)
    if line.word(own[-1]) in COORDINATE:
        return _leader(parsed, own[:-1]) or _of_parent(parsed, clause, personal)
    if last is own or line.word(own[-1]) in COMMAS:
        return _first(parsed, own, personal)
    found = _first(parsed, last, personal)
    return found if found is not None else _first(parsed, own, personal)


def _of_relative(parsed: Parsed, own: Sequence[int], antecedent: Party) -> Parties:
    """`Who quit` is the antecedent's; `whom the panel summoned` is the panel's."""
    between = own[1:-1]
    of_its_own = len(own) > 1 and all(parsed.line.word(one) in DETERMINER for one in between)
    party = parsed.line.party(own[-1]) if of_its_own else None
    return (party,) if party and parsed.line.word(own[0]) != "whose" else (antecedent,)


def _of_parent(parsed: Parsed, clause: Clause, personal: bool) -> Parties | None:
    """`… and quit`, `after being suspended`: whoever has the verb that it hangs on."""
    parent = clause.parent
    for _ in range(DEEPEST):
        if parent is None or clause.opener not in _HANGING:
            return None
        if parent.antecedent:
            return (parent.antecedent,)
        own = _until(parent, clause.begins)
        if own:
            return _first(parsed, own, personal)
        clause, parent = parent, parent.parent
    return None


def _segment(parsed: Parsed, own: list[int]) -> list[int]:
    """What stands behind the last comma, if anything but the verb does."""
    commas = [at for at, one in enumerate(own) if parsed.line.word(one) in COMMAS]
    behind = own[commas[-1] + 1 :] if commas else own
    return behind if behind and commas else own


def _first(parsed: Parsed, own: Sequence[int], personal: bool) -> Parties | None:
    """The head of what stands before a verb, with those beside it."""
    line = parsed.line
    there = [one for one in own if line.party(one)]
    heads = heads_of(parsed, own)
    if heads and own[-1] == heads[-1]:
        return beside(parsed, heads[-1], -1)
    if heads:
        return beside(parsed, heads[0], 1)
    if there:
        return () if personal else tuple(filter(None, map(line.party, there[:2])))
    return () if _is_thing(parsed, own) else None


def _leader(parsed: Parsed, own: Sequence[int]) -> Parties | None:
    """Who leads a clause, whatever stands nearer: of `praised the chief and resigned`."""
    heads = heads_of(parsed, own)
    return beside(parsed, heads[0], 1) if heads else None


def heads_of(parsed: Parsed, own: Sequence[int]) -> list[int]:
    """The parties that are nobody's and stand behind no preposition."""
    line = parsed.line
    return [
        one
        for one in own
        if line.party(one) and not (line.owns(one) or line.behind_preposition(one, own[0]))
    ]


def _is_thing(parsed: Parsed, own: Sequence[int]) -> bool:
    """Whether something stands there that is nobody's: `the roof`, `43 cases`."""
    return any(
        word.isalpha() and not is_light(word) and word not in _NO_THINGS
        for word in map(parsed.line.word, own)
    )


def beside(parsed: Parsed, at: int, way: int) -> Parties:
    """A party with those that stand beside it: `Ada Finch, the panel and an MP`."""
    line, found = parsed.line, [at]
    for _ in range(DEEPEST):
        step, linked = found[-1] + way, False
        while line.word(step) in LIST_WORDS:
            linked = linked or line.word(step) in ("and", ",", "or", "nor", "&")
            step += way
        if not linked or not line.party(step) or line.owns(step):
            break
        found.append(step)
    if way < 0 and not _joined_by_and(parsed, found):
        found = found[:1]
    if way > 0 and not _joined_by_and(parsed, found):
        found = found[:1]
    return tuple(party for one in sorted(found) if (party := line.party(one)))


def _joined_by_and(parsed: Parsed, found: Sequence[int]) -> bool:
    """Commas alone show no list: `in a letter to the panel, Ada Finch quit`."""
    return any(
        parsed.line.word(at) in ("and", "or", "nor", "&") for at in range(min(found), max(found))
    ) and not any(parsed.line.behind_preposition(one) for one in found[1:])
