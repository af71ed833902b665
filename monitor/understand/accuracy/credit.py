"""Whose decision an article makes of one: the police's put down to the commissioner, or hers to
the police.

Only a plain sentence tells: it begins with who acts, the verb stands next to it, and what was done
can be nobody else's to do. "The PCC welcomed the arrests" and "police and the PCC arrested" do not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from monitor.records import Context, Office
from monitor.understand.accuracy.deeds import (
    BY_THE_COMMISSIONER,
    BY_THE_POLICE,
    COMMISSIONERS_DEED,
    POLICE_DEED,
)
from monitor.understand.accuracy.etiquette import ADJECTIVES, HONORIFIC, TITLES
from monitor.understand.accuracy.parties import PARTY
from monitor.understand.accuracy.styles import Claim
from monitor.understand.article import Article
from monitor.understand.phrases import Pattern, Span, either, found, one_of

REACH: Final = 160  # characters of a sentence before an actor, and after it
MOST: Final = 60  # actors that are looked at

_UNSURE = re.compile(
    r"\?|n['’]t\b|\b(?:not|never|no|nor|cannot|false\w*|wrong\w*|myth|jok\w+|spoof|fiction\w*"
    r"|satir\w*|alleg\w+|claim\w*|rumour\w*|mistak\w+|if|whether|citizen['’]s|career|former|ex"
    r"|when (?:he|she)|as an? (?:young\s+)?(?:officer|detective|constable)|ago|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NO_ACTOR = re.compile(
    r"['’]|\s+(?:office|team|staff|candidate|spokes\w+|chief executive|budget)\b"
)
_BY = re.compile(r"\bby\s[^.,;]*$")
_OPENS = (
    r"^[\s\"“‘'(]*(?:(?:But|And|Meanwhile|Now|Then),?\s+|(?:On|In|At|Last|This|Yesterday|Today"
    r"|Earlier|Following|After|During|Over|Late)\b[^,;]{0,60},\s+)?"
)


@dataclass(frozen=True, slots=True)
class Actors:
    """By whom a sentence can begin."""

    police: Pattern | None  # our force and its chiefs
    chief: Pattern | None  # a chief constable without a name: ours, if no other area is named
    elsewhere: Pattern | None
    opens: re.Pattern[str]
    styled: re.Pattern[str]


def actors_of(office: Office, context: Context) -> Actors:
    force = office.force
    chiefs = [name for one in (force.chiefs if force else ()) for name in (one.name, *one.also)]
    ours = {name.casefold() for name in (office.name, *office.area)}
    areas = [name for one in context.neighbours for name in (one.area, *one.also)]
    words = rf"(?:{ADJECTIVES}|{PARTY}|{TITLES}|{either((*ours, *areas))})(?:['’]s?)?"
    styled = rf"(?:{words}\s+)*{HONORIFIC}$"
    return Actors(
        police=one_of((*((force.name, *force.also) if force else ()), *chiefs)),
        chief=one_of(("chief constable",)),
        elsewhere=one_of(one for one in areas if one.casefold() not in ours),
        opens=re.compile(rf"{_OPENS}{styled}", re.IGNORECASE),
        styled=re.compile(rf"(?<![\w'’-]){styled}", re.IGNORECASE),
    )


def credits_in(actors: Actors, article: Article, ours: Sequence[Span]) -> Iterator[Claim]:
    """Decisions put down to the wrong one of the two. `ours` is where the commissioner is named."""
    for span in ours[:MOST]:
        if claim := _done(actors, article, span, POLICE_DEED, BY_THE_COMMISSIONER):
            yield "operational credit", claim, "the police decide that, not the commissioner"
    for span in islice(_police_in(actors, article.told), MOST):
        claim = _done(actors, article, span, COMMISSIONERS_DEED, BY_THE_POLICE)
        if claim and not any(_beside(article, claim, one) for one in ours):
            yield "strategic credit", claim, "the commissioner decides that, not the police"


def _police_in(actors: Actors, whole: str) -> Iterator[Span]:
    yield from found(actors.police, whole)
    if not any(found(actors.elsewhere, whole)):
        yield from found(actors.chief, whole)


def _done(
    actors: Actors,
    article: Article,
    actor: Span,
    active: re.Pattern[str],
    passive: re.Pattern[str],
) -> Span | None:
    """What a sentence says that this actor did, if it says so plainly."""
    first, last = article.sentence_span(actor[0])
    before = article.told[max(first, actor[0] - REACH) : actor[0]]
    after = article.told[actor[1] : min(last, actor[1] + REACH)]
    if _UNSURE.search(before) or _UNSURE.search(after):
        return None
    if does := active.match(after):
        begins = actor[0] - first <= REACH and actors.opens.match(before)
        return (actor[0], actor[1] + does.end()) if begins else None
    if not _BY.search(before) or _NO_ACTOR.match(after):
        return None
    styled = actors.styled.search(before)
    done = passive.search(before[: styled.start() if styled else len(before)])
    return (actor[0] - len(before) + done.start(), actor[1]) if done else None


def _beside(article: Article, claim: Span, ours: Span) -> bool:
    """Whether the commissioner is named in the same sentence, and not as a part of the claim."""
    same = article.sentence(claim[0]) == article.sentence(ours[0])
    return same and not claim[0] <= ours[0] < claim[1]
