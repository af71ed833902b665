"""Whose thing it is, or who it aims at: `her resignation`, `the complaint about Ada Finch`."""

from typing import NamedTuple

from monitor.alert.grammar.clauses import Parsed
from monitor.alert.grammar.leading import leader
from monitor.alert.grammar.words import (
    ADJECTIVE,
    AUXILIARY,
    BEFORE_NOUN,
    BOUNDS,
    CALLING,
    COORDINATE,
    DETERMINER,
    EXPERIENCE,
    FOR,
    IN,
    INQUIRY,
    NOT,
    NOT_WITHIN,
    NOUN,
    ON,
    OWN,
    PARTICIPLE,
    PREPOSITION,
    SOURCES,
    STOPS,
    TARGETS,
    THROUGH,
    TO,
)
from monitor.records import Party

AHEAD, BACK = 24, 6  # words behind and before a noun that are looked at
Parties = tuple[Party, ...]


class Around(NamedTuple):
    """Who stands behind a noun: at whom it aims, from whom it comes, or whom it only names."""

    targets: Parties = ()
    sources: Parties = ()
    loose: Parties = ()


def about_noun(parsed: Parsed, first: int, last: int) -> Parties | None:
    """None where nothing decides it, () where it is surely nobody's."""
    noun = parsed.line.word(last - 1)
    around = behind(parsed, last, noun)
    owners = possessors(parsed, first)
    if owners and (OWN.match(noun) or not around.targets):
        return owners
    if around.targets:
        return around.targets
    governed = _governed(parsed, first, noun)
    if governed is None:
        return around.loose or None
    return governed or topic(parsed, first)


def behind(parsed: Parsed, at: int, noun: str, *, always: bool = False) -> Around:
    """Along the chain of prepositions: `about the conduct of`, `by a trader against`."""
    line = parsed.line
    targets: list[Party] = []
    sources: list[Party] = []
    loose: list[Party] = []
    preposition, strong = "", always
    for one in range(at, min(at + AHEAD, len(line.units))):
        party, word = line.party(one), line.word(one)
        if party is None:
            if word in THROUGH and strong:
                continue
            if _stops(word) and not (word in COORDINATE and targets):
                break
            if word in PREPOSITION:
                preposition = word
                strong = strong or _aims(word, noun)
        elif not preposition:
            loose.append(party)
            break
        elif preposition in SOURCES and not (strong and targets):
            sources.append(party)
        elif strong:
            targets.append(party)
            if not _more(parsed, one, preposition):
                break
        else:
            loose.append(party)
    return Around(tuple(targets), tuple(sources), tuple(loose[:1]))


def _aims(preposition: str, noun: str) -> bool:
    match preposition:
        case "on":
            return bool(ON.match(noun))
        case "in":
            return bool(IN.match(noun))
        case "for":
            return bool(FOR.match(noun))
        case "to":
            return bool(TO.match(noun))
        case _:
            return preposition in TARGETS


def _more(parsed: Parsed, at: int, preposition: str) -> bool:
    """Whether another is named beside this one: `between Ada Finch and Lena Ross`."""
    following = {parsed.line.word(at + 1), parsed.line.word(at + 2)}
    return (
        "and" in following
        or preposition == "between"
        or (parsed.line.owns(at) and ("against" in following))
    )


def _stops(word: str) -> bool:
    return word in STOPS


def possessors(parsed: Parsed, first: int) -> Parties:
    """`Ada Finch's own expenses`, `her resignation`, and in a headline `Finch expenses`."""
    line = parsed.line
    for at in range(first - 1, max(-1, first - BACK), -1):
        word, party = line.word(at), line.party(at)
        if party:
            near = at == first - 1 or all(map(_is_noun, map(line.word, range(at + 1, first))))
            return (party,) if line.owns(at) or near else ()
        if word in BOUNDS:
            return ()
    return ()


def topic(parsed: Parsed, at: int) -> Parties:
    """Of whom a headline speaks: `Ada Finch: councillors call for inquiry`."""
    clause = parsed.clause(at)
    party = parsed.line.party(clause.begins - 2) if clause.opener == ":" else None
    return (party,) if party else ()


def _is_noun(word: str) -> bool:
    return bool(NOUN.match(word))


def _governed(parsed: Parsed, first: int, noun: str) -> Parties | None:
    """By the verb whose object it is: who faces one is meant, who orders one is not."""
    line, start = parsed.line, first
    while start > max(0, first - BACK) and _is_within(line.word(start - 1)):
        start -= 1
    before = line.word(start - 1)
    named = leader(parsed, start)
    if before in PREPOSITION:
        calling = any(CALLING.match(line.word(at)) for at in (start - 2, start - 3))
        return () if calling else named
    if not before or EXPERIENCE.match(before):
        return named
    return () if INQUIRY.match(noun) and named else named


def _is_within(word: str) -> bool:
    """Whether it belongs to the noun: `a gross misconduct hearing`."""
    if not word or not word[0].isalnum() or word in NOT_WITHIN:
        return False
    known = ADJECTIVE.match(word) or NOUN.match(word)
    return word in DETERMINER or word in NOT or bool(known)


def is_noun(parsed: Parsed, first: int) -> bool:
    """Whether the words at a place name a thing, and tell nothing that somebody does."""
    line = parsed.line
    word, before = line.word(first), line.word(first - 1)
    if before in DETERMINER or (before == "'s") or (NOUN.match(word) and before != "to"):
        return not (NOUN.match(word) and _is_verb_here(parsed, first))
    if line.party(first - 1) and line.owns(first - 1):
        return True
    return before in BEFORE_NOUN and not PARTICIPLE.match(word)


def _is_verb_here(parsed: Parsed, at: int) -> bool:
    """`She votes`, `will report`, `the panel reviews the plan`."""
    line, word = parsed.line, parsed.line.word(at)
    return (
        line.word(at - 1) in AUXILIARY
        and not word.endswith(("ion", "ment", "ness"))
        and (line.word(at - 1) not in ("is", "was", "are", "were", "has", "have", "had"))
    )
