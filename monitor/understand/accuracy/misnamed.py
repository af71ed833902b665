"""What an article calls our people wrongly, beside a title: whose it is, since when, and where.

A flag is a claim that a press officer makes to an editor. So nothing is told of words that can be
read in another way, and what depends on the day only where it is well within a post.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from monitor.understand.accuracy.parties import PARTY, party_of
from monitor.understand.accuracy.persons import (
    GRACE,
    LEADING,
    Person,
    bare,
    is_misspelt,
    leads_on,
    party_on,
    posts_on,
    surely_on,
)
from monitor.understand.accuracy.roster import Roster
from monitor.understand.accuracy.styles import Claim, Style, closes
from monitor.understand.phrases import plain
from monitor.understand.recognition.known import FIRST_NAMES

OURS: Final = ("commissioner", "deputy", "acting")
MEANT: Final = {
    "chief constable": "the chief constable leads the force",
    "police chief": "a police chief is a chief constable",
    "commissioner of police": "a commissioner of police leads a force, as in London",
    "fire": "the office has no part in the fire service",
    "mayor": "the area's commissioner is no mayor",
}

_OTHERWISE = re.compile(
    r"\b(?:former|ex|then|previous|past|late|outgoing|retired|one-time|incoming|future|next"
    r"|prospective|aspiring|would-be|shadow|deputy|assistant|acting|temporary|interim|for|as"
    r"|become|becoming|be|wrongly|mistakenly|called|dubbed|so-called|describ\w+)\W*$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:(?:19|20)\d\d|(?:years?|months?|weeks?|decades?) (?:later|earlier|before|when)|last year"
    r"|then|at the time|ago|former\w*|previous\w*|predecessor"
    r"|succe\w+|replaced|until|originally|initially|back in|history|recalled|remember\w*|inquest"
    r"|inquiry|heard|tribunal|trial|tributes?|died|death|retire\w*|stood down|when)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:candidate|hopeful|elect(?:ed|ion)?|new|newly|by-election|succe\w+|appointed|sworn"
    r"|interim|acting|temporary|former|ex|then|ago|(?:19|20)\d\d|not|never)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:defect\w*|switch\w*|join\w*|quit\w*|left|leav\w+|resign\w*|turned|stood|elected as"
    r"|then|former\w*|previous\w*|ex|until|used to|no longer)\b",
    re.IGNORECASE,
)
# "On a visit to Pellshire PCC Ada Finch said" does not make her the commissioner of Pellshire.
_VISITED = re.compile(
    r"(?<!according )\b(?:in|to|at|near|around|across|into|over|visit\w*)\s+$", re.IGNORECASE
)
_ALONE = re.compile(r"(?:^|[,.:;–—\"“]|\b(?:the|by|and|to|with|told|from|that|but|when))\s*$")
# In a headline these may be words: "Northmoor PCC Grant Scheme is open".
_FIRST = re.compile(rf"(?!April|Bill|Dawn|Grace|Grant|Joy|Victoria|Virginia)(?:{FIRST_NAMES})\s")
_PARTY = re.compile(rf"(?<![\w-])(?P<party>{PARTY})(?P<has>['’]s)?(?![\w-])")


def misnamed(roster: Roster, style: Style, sentence: str, on: date | None) -> Iterator[Claim]:
    """What is wrong with a name and the title beside it, on that day."""
    name = bare(style.name)
    person = next((one for one in roster.people if name in one.right | one.wrong), None)
    if not person and style.kind in OURS and not _elsewhere(roster, style) and _alone(style):
        yield from _unknown(roster, name, style, sentence, on)
    if _OTHERWISE.search(style.before) or style.loose:
        return
    if person:
        yield from _party(person, style, sentence, on)
    if person and on:
        yield from _title(roster, person, style, on)
        yield from _post(roster, person, style, sentence, on)
        yield from _area(roster, person, style, on)


def _title(roster: Roster, person: Person, style: Style, on: date) -> Iterator[Claim]:
    if style.kind not in MEANT or not any(posts_on(person, on)) or _elsewhere(roster, style):
        return
    if style.kind == "fire" and roster.fire:
        return
    if any(bare(chief.name) in person.right for chief in roster.chiefs):
        return
    if style.kind == "mayor" and not (style.areas and leads_on(person, on)):
        return
    yield "wrong title", style.span, f"{_is(person, on)}; {MEANT[style.kind]}"


def _post(roster: Roster, person: Person, style: Style, sentence: str, on: date) -> Iterator[Claim]:
    """The deputy as commissioner, the commissioner as deputy, and who has long been neither."""
    roles = {post.role for post in surely_on(person, on)}
    around = {post.role for post in posts_on(person, on, GRACE)}
    if style.kind == "deputy" and roles and around <= LEADING:
        yield "wrong title", style.span, _is(person, on)
    elif style.kind != "commissioner" or not _alone(style) or _elsewhere(roster, style):
        return
    elif roles and not around & LEADING:
        yield "wrong title", style.span, "; ".join((_is(person, on), *_leading(roster, on)))
    elif not around and closes(style.after) and not _PAST.search(sentence):
        ends = [post.to for post in person.posts if post.to and post.role in LEADING]
        if ends and max(ends) < on and (now := _leading(roster, on)):
            why = f"{person.name} held the post until {max(ends)}"
            yield "wrong name", style.span, "; ".join((why, *now))


def _area(roster: Roster, person: Person, style: Style, on: date) -> Iterator[Claim]:
    if style.kind not in OURS or _VISITED.search(style.before):
        return
    if _elsewhere(roster, style) and any(posts_on(person, on)):
        area = roster.office.name
        yield "wrong area", style.span, f"{person.name} is of {area}, not of {style.areas[0]}"


def _party(person: Person, style: Style, sentence: str, on: date | None) -> Iterator[Claim]:
    named = list(_PARTY.finditer(style.between)) if style.kind in OURS else []
    if len(named) != 1 or (named[0]["has"] and not closes(style.after)):
        return
    if named[0]["party"] == "Independent" and not style.before.strip():
        return  # at the beginning of a sentence it may be an adjective
    if why := wrong_party(person, named[0]["party"], sentence, on):
        yield "wrong party", style.span, why


def wrong_party(person: Person, words: str, sentence: str, on: date | None) -> str:
    """Why these words are not her party, "" where they are or where nobody can be sure."""
    claimed, (name, why) = party_of(words), party_on(person, on)
    right = party_of(name)
    wrong = claimed and right and claimed != right and not _CHANGED.search(sentence)
    return why if wrong else ""


def _unknown(
    roster: Roster, name: str, style: Style, sentence: str, on: date | None
) -> Iterator[Claim]:
    """Somebody who is not on the watchlist: misspelt, or not the commissioner at all."""
    whole = {one: {form for form in one.right if " " in form} for one in roster.people}
    near = [one for one, forms in whole.items() if is_misspelt(name, forms)]
    if near and name not in roster.strangers:
        yield "wrong name", style.span, f"the name is {near[0].name}"
    unsure = style.loose or _OTHERWISE.search(style.before) or _UNSURE.search(sentence)
    if on and not near and not unsure and style.kind == "commissioner":
        yield from _stranger(roster, name, style, on)


def _stranger(roster: Roster, name: str, style: Style, on: date) -> Iterator[Claim]:
    if not (now := _leading(roster, on)):
        return
    chief = next((one for one in roster.chiefs if bare(one.name) == name), None)
    if chief and chief.from_ + GRACE <= on and (chief.to is None or on <= chief.to - GRACE):
        why = f"{chief.name} is the chief constable"
        yield "wrong title", style.span, "; ".join((why, *now))
    ours = style.areas and style.title != "commissioner"
    known = name in roster.strangers or _FIRST.match(style.name)
    if chief or not (ours and known and closes(style.after)) or _VISITED.search(style.before):
        return
    if not any(one.surname == name.split()[-1] for one in roster.people):
        yield "wrong name", style.span, now[0]


def _is(person: Person, on: date) -> str:
    post = next(posts_on(person, on))
    what = "the commissioner" if post.role in LEADING else "the deputy"
    return f"{person.name} is {what}, since {post.from_}"


def _leading(roster: Roster, on: date) -> list[str]:
    """Who has held the post since when; nothing where nobody surely held it that day."""
    held = [(one, post) for one in roster.people for post in surely_on(one, on)]
    now = [f"{one.name}, since {post.from_}" for one, post in held if post.role in LEADING]
    return [f"the commissioner is {one}" for one in now[:1]]


def _elsewhere(roster: Roster, style: Style) -> bool:
    """Whether the areas beside a title are all other commissioners'."""
    return bool(style.areas) and not any(plain(one) in roster.ours for one in style.areas)


def _alone(style: Style) -> bool:
    """A "commissioner" may be the Victims' or the Met's, if a word stands before it."""
    ours = "crime" in style.title or "cc" in style.title
    return ours or bool(style.areas or _ALONE.search(style.before))
