"""Whom words in a sentence are about, and who says or does them: "a bare keyword never fires".

Of "the panel wants Ada Finch to resign" the resigning is hers and the wish the panel's.
"""

from functools import lru_cache
from typing import Final

from monitor.alert.grammar.clashes import clashing, is_clash
from monitor.alert.grammar.clauses import Parsed, Parser
from monitor.alert.grammar.leading import leader
from monitor.alert.grammar.line import line_of
from monitor.alert.grammar.nouns import about_noun, behind, possessors
from monitor.alert.grammar.subjects import doer_of, subject
from monitor.alert.grammar.verbs import agent_of, head_of, object_of, voice_of
from monitor.alert.grammar.words import CONTROL, DONE_TO, NOUN, PERSONAL, TARGETS
from monitor.records import Party, Sentence

Parties = tuple[Party, ...]
KEPT: Final = 64  # sentences parsed last: every rule asks of the same few
FAR: Final = 40  # words from the matched ones in which a party counts where nothing decides


def about(sentence: Sentence, start: int, end: int) -> tuple[Party, ...]:
    """Whom the words at this span are about: who does it, or suffers it; () if it is nobody."""
    inside = tuple(one for one in sentence.parties if one.start < end and start < one.end)
    parsed = _parsed(sentence)
    place = parsed.line.span(start, end)
    if inside or place is None:
        return inside
    found = _about(parsed, *place)
    return _nearest(parsed, *place) if found is None else tuple(dict.fromkeys(found))


def doing(sentence: Sentence, start: int, end: int) -> tuple[Party, ...]:
    """By whom the words at this span are said, or done to somebody else."""
    parsed = _parsed(sentence)
    place = parsed.line.span(start, end)
    if place is None:
        return ()
    sayers = parsed.clause(place[0]).sayers
    return tuple(dict.fromkeys((*_doers(parsed, *place), *sayers)))


@lru_cache(maxsize=KEPT)
def _parsed(sentence: Sentence) -> Parsed:
    return Parser(line_of(sentence)).parse()


# ---------------------------------------------------------------- whom they are about


def _about(parsed: Parsed, first: int, last: int) -> Parties | None:
    """None where nothing decides it."""
    line = parsed.line
    if is_clash(line, first, last):
        return clashing(parsed, first, last)
    head, ending = head_of(line, first, last), line.word(last - 1)
    if last - first > 1 and (aimed := _aimed(parsed, first, last, ending)):
        return aimed
    word = line.word(head)
    personal = bool(PERSONAL.match(word))
    match voice_of(parsed, first, last):
        case "noun":
            return about_noun(parsed, first, last)
        case "active" if DONE_TO.match(word):
            return _done_to(parsed, head, last, personal)
        case "active" if CONTROL.match(word):
            return _asked(parsed, head, last)
        case _:
            return subject(parsed, head, personal=personal)


def _aimed(parsed: Parsed, first: int, last: int, ending: str) -> Parties:
    """Of several words that end with a noun or a preposition: at whom they aim."""
    if ending in TARGETS or ending in ("on", "for"):
        return behind(parsed, last - 1, parsed.line.word(last - 2), always=True).targets
    head = parsed.line.word(head_of(parsed.line, first, last))
    if NOUN.match(ending) and not NOUN.match(head):
        return behind(parsed, last, ending).targets
    return ()


def _done_to(parsed: Parsed, head: int, last: int, personal: bool) -> Parties | None:
    """Of a verb whose object suffers it: the object, or nobody where that is a thing."""
    found = object_of(parsed, last)
    if found.parties:
        return found.parties
    if found.owner:
        return () if personal else (found.owner,)
    if not found.thing:
        return subject(parsed, head, personal=personal)
    return () if personal else behind(parsed, last, "attack").targets


def _asked(parsed: Parsed, head: int, last: int) -> Parties | None:
    """Who is asked, called on, pressed."""
    found = object_of(parsed, last)
    aimed = found.parties or behind(parsed, last, "calls", always=True).targets
    return aimed or _next(parsed, last) or subject(parsed, head)


def _next(parsed: Parsed, last: int) -> Parties:
    near = (party for at in range(last, last + 6) if (party := parsed.line.party(at)))
    return tuple(near)[:1]


def _nearest(parsed: Parsed, first: int, last: int) -> Parties:
    """Where nothing decides it: the nearest before in the same clause, or else behind."""
    line, home = parsed.line, parsed.homes[first]
    before = range(first - 1, max(-1, first - FAR), -1)
    behind_it = range(last, min(last + FAR, len(line.units)))
    for at in (*before, *behind_it):
        if parsed.homes[at] == home and (party := line.party(at)):
            return (party,)
    return ()


# ---------------------------------------------------------------- by whom


def _doers(parsed: Parsed, first: int, last: int) -> Parties:
    line = parsed.line
    head = head_of(line, first, last)
    match voice_of(parsed, first, last):
        case "noun":
            noun = line.word(last - 1)
            around = behind(parsed, last, noun)
            owners = possessors(parsed, first) if around.targets else ()
            return (*around.sources, *owners, *(leader(parsed, first) or ()))
        case "passive":
            return (*agent_of(parsed, last), *doer_of(parsed, head))
        case _:
            return (*doer_of(parsed, head), *(subject(parsed, head) or ()))
