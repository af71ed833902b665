"""Whose verb it is: its clause's, or whoever is asked, called on or wants to do it."""

from collections.abc import Sequence

from monitor.alert.grammar.clauses import Clause, Parsed
from monitor.alert.grammar.leading import Parties, before, beside, heads_of, of_clause
from monitor.alert.grammar.line import is_light
from monitor.alert.grammar.words import COMMAS, CONTROL, PARTICIPLE, PREPOSITION, SOURCES


def subject(parsed: Parsed, at: int, *, personal: bool = False) -> Parties | None:
    """Of the verb at a place: () if somebody or something else has it, None if nobody stands there.

    `personal`: only a person can do it, so whom a thing belongs to has not done it.
    """
    clause = parsed.clause(at)
    own = before(parsed, clause, at)
    if own and parsed.line.word(own[-1]) == "to":
        return _controlled(parsed, clause, own)
    if own and own[-1] == at - 1 and PARTICIPLE.match(parsed.line.word(at)) and personal:
        personal = parsed.line.party(at - 1) is None  # "bail for a man charged with theft"
    return of_clause(parsed, clause, own, personal)


def doer_of(parsed: Parsed, at: int) -> Parties:
    """Who wants, asks or forces somebody to do what the verb at a place says."""
    clause, line = parsed.clause(at), parsed.line
    own = before(parsed, clause, at)
    if not own or line.word(own[-1]) != "to":
        return ()
    if clause.antecedent:
        return (clause.antecedent,)
    heads = heads_of(parsed, own)[:1]
    sources = [one for one in own if line.party(one) and line.behind_preposition(one) in SOURCES]
    return tuple(party for one in (*heads, *sources) if (party := line.party(one)))


def _controlled(parsed: Parsed, clause: Clause, own: Sequence[int]) -> Parties | None:
    """Who shall do it: `called on Ada Finch to resign`, `Ada Finch refused to resign`."""
    line, there = parsed.line, list(own[:-1])
    while there and (is_light(line.word(there[-1])) or line.word(there[-1]) in COMMAS):
        there.pop()
    if there and line.party(there[-1]) and line.behind_preposition(there[-1]) not in SOURCES:
        return beside(parsed, there[-1], -1)
    for at in range(len(there) - 1, -1, -1):
        if line.party(there[at]) is None and CONTROL.match(line.word(there[at])):
            return _asked(parsed, there[at:]) or of_clause(
                parsed, clause, _named(parsed, there[:at]), False
            )
    return of_clause(parsed, clause, _named(parsed, there), False)


def _asked(parsed: Parsed, after: Sequence[int]) -> Parties:
    """The first party behind `calls`, `pressure`, `urged`, but none from whom they come."""
    line = parsed.line
    for one in after:
        party = line.party(one)
        if party and not line.owns(one) and line.behind_preposition(one) not in SOURCES:
            return (party,)
    return ()


def _named(parsed: Parsed, own: list[int]) -> list[int]:
    """Up to the last party: what follows it is its verb."""
    line = parsed.line
    if own and (heads := heads_of(parsed, own)):
        return own[: own.index(heads[0]) + 1]
    while own and line.word(own[-1]) in PREPOSITION:
        own.pop()
    return own
