"""Our people's names as they stand, with or without a title: misspelt, or beside a wrong party."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from monitor.records import Mention
from monitor.understand.accuracy.etiquette import ADJECTIVES, HONORIFIC, TITLES
from monitor.understand.accuracy.misnamed import wrong_party
from monitor.understand.accuracy.parties import BRACKETED, PARTY
from monitor.understand.accuracy.persons import SIC, Person, bare
from monitor.understand.accuracy.roster import Roster
from monitor.understand.accuracy.styles import Claim, closes
from monitor.understand.article import Article
from monitor.understand.phrases import Span, found, plain

MOST: Final = 60  # names that are looked at
BESIDE: Final = 60  # characters
NEAR: Final = 1  # sentences between a name and what shows that the office is spoken of

# Another word before a name says that somebody else of that name is meant: "resident Mark Bayliss".
_BEFORE = re.compile(
    rf"(?:^|[^\w\s]\s*|(?i:\b(?:{TITLES}|{ADJECTIVES}|{PARTY}|candidate|boss|tsar|chief|a|an|and|as"
    r"|at|but|by|for|from|if|in|of|on|or|so|than|that|then|to|what|when|where|which|while|who|with"
    r"|\w+(?:s|ed|ing)|told|met|let|saw|gave|made|led|beat)\s+))"
    rf"{HONORIFIC}$"
)
_TITLED = re.compile(TITLES, re.IGNORECASE)
_SOMEBODY = re.compile(
    r",?\s+(?:aged\s+)?\(?\d\d\b|,\s+an?\s|-\w|\s+(?:jr|junior)\b", re.IGNORECASE
)
_IN_BRACKETS = re.compile(rf"\s*\(\s*(?P<party>{BRACKETED})\s*[),;]")
_OF_PARTY = re.compile(rf",?\s+of\s+(?:the\s+)?(?P<party>{PARTY})\s*[,.;]")
_PARTY_BEFORE = re.compile(
    rf"(?<![\w-])(?P<party>{PARTY})(?P<has>['’]s)?\s+(?:candidate\s+)?{HONORIFIC}$"
)
_SIC = re.compile(SIC, re.IGNORECASE)
_OVERSEES = re.compile(
    r",?\s+(?:who\s+)?(?:oversees|supervises|governs|scrutinises|is\s+responsible\s+for|holds|sets"
    r"\s+the\s+budget\s+(?:of|for))\s+(?P<force>[A-Z][\w&' -]{2,40}?\s+(?:Police|Constabulary))"
    r"(?!['’\w]|\s+(?:and\s+Crime|Federation))"
)
_LEAD = re.compile(r"(?:former|ex|then|not|between|against|beat\w*|for|over|from|to)\W*$")


def misspelt(roster: Roster, article: Article, ours: Sequence[Span]) -> Iterator[Claim]:
    """Misspelt names of our people. `ours` is where the office is surely spoken of."""
    for start, end in islice(found(roster.names, article.told), MOST):
        name = bare(article.told[start:end])
        person = next((one for one in roster.people if name in one.wrong), None)
        if not person or name in roster.strangers:
            continue
        if _is_ours(roster, article, (start, end), ours):
            yield "wrong name", (start, end), f"the name is {person.name}"


def party_beside(
    roster: Roster, article: Article, mentions: Sequence[tuple[Span, Mention]], on: date | None
) -> Iterator[Claim]:
    """Parties right beside our people's names: `Labour's Ada Finch`, `Ms Finch (Lab)`."""
    for span, mention in mentions[:MOST]:
        person = _person(roster, mention)
        named = person and _party_at(article, span)
        if not person or not named or not _only_bearer(article, person, mention):
            continue
        words, where = named
        first, last = article.sentence_span(span[0])
        sentence = article.whole[max(first, where[0] - 200) : min(last, where[1] + 200)]
        if why := wrong_party(person, words, sentence, on):
            yield "wrong party", where, why


def overseeing(roster: Roster, article: Article, ours: Sequence[Span]) -> Iterator[Claim]:
    """Another area's force that the office is said to oversee: `Ada Finch, who oversees …`."""
    for start, end in ours[:MOST]:
        _, last = article.sentence_span(start)
        said = _OVERSEES.match(article.told[end : min(last, end + 2 * BESIDE)])
        area = said and roster.etiquette.areas.match(said["force"])
        if said and area and plain(area[0]) not in roster.ours:
            force = roster.office.force
            why = f"the force is {force.name}" if force else f"the area is {roster.office.name}"
            yield "wrong area", (start, end + said.end()), why


def _is_ours(roster: Roster, article: Article, span: Span, ours: Sequence[Span]) -> bool:
    """Whether a misspelt name is one of us: titled, or named where the office is spoken of."""
    first, last = article.sentence_span(span[0])
    before = article.whole[max(first, span[0] - BESIDE) : span[0]]
    after = article.whole[span[1] : min(last, span[1] + BESIDE)]
    here = article.sentence(span[0])
    itself = any(one[0] < span[1] and span[0] < one[1] for one in ours)
    beside = any(
        abs(article.sentence(one[0]) - here) <= NEAR and not span[0] <= one[0] < span[1]
        for one in ours
    )
    if _SOMEBODY.match(after) or not (itself or _SIC.search(article.whole[slice(*span)])):
        return False
    if _TITLED.match(article.whole, span[0]):
        return True
    area = list(roster.etiquette.areas.finditer(before))
    of_area = area and plain(area[-1][0]) in roster.ours and not before[area[-1].end() :].strip()
    return beside and bool(of_area or _BEFORE.search(before))


def _party_at(article: Article, span: Span) -> tuple[str, Span] | None:
    first, last = article.sentence_span(span[0])
    before = article.whole[max(first, span[0] - BESIDE) : span[0]]
    after = article.whole[span[1] : min(last, span[1] + BESIDE)]
    if behind := _IN_BRACKETS.match(after) or _OF_PARTY.match(after):
        return behind["party"], (span[0], span[1] + behind.end())
    ahead = _PARTY_BEFORE.search(before)
    if not ahead or ahead["party"] == "Independent" or _LEAD.search(before[: ahead.start()]):
        return None
    if ahead["has"] and not closes(after):
        return None  # "Labour's Ada Finch attack" is an attack by Labour
    return ahead["party"], (span[0] - len(before) + ahead.start(), span[1])


def _person(roster: Roster, mention: Mention) -> Person | None:
    held = (one for one in roster.people if mention.holder_id in {p.id for p in one.posts})
    return next(held, None) if mention.holder_id else None


def _only_bearer(article: Article, person: Person, mention: Mention) -> bool:
    """Whether nobody else of that surname is named: it may be Mr Smith's brother who is Labour."""
    if bare(mention.surface) in {form for form in person.right | person.wrong if " " in form}:
        return True
    surname = re.escape(person.name.split()[-1])
    others = re.finditer(rf"\b([A-Z][\w'’-]{{1,30}})\s+{surname}\b", article.told)
    known = {form.split()[0] for form in person.right | person.wrong if " " in form}
    polite = mention.surface.split()[0].rstrip(".") in ("Mr", "Mrs", "Ms", "Miss", "Dr", "Sir")
    return polite and all(one[1].casefold() in known or _POLITE.fullmatch(one[1]) for one in others)


_POLITE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|PCC|Commissioner|Cllr|And|But|When)")
