"""Who is meant: the offices of the watchlist, each mention with the evidence for it.

A whole name is found first; titles that stand alone ("the commissioner") are then given to whom
the article speaks of, and surnames to whom it named before. No rule decides alone by a pattern.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from monitor.records import Context, Mention, Office, Where
from monitor.understand.article import Article, Origin, make_article
from monitor.understand.evidence import (
    MOST,
    POSSIBLE_BELOW,
    SHOWN_FROM,
    Elsewhere,
    elsewhere_of,
    ground_of,
    joined,
    subject_of,
)
from monitor.understand.people import names_in, names_of
from monitor.understand.phrases import Pattern
from monitor.understand.prefilter import may_mean, prefilter_of
from monitor.understand.resolve import CERTAIN, Reading, WatchedOffice, mentions_of
from monitor.understand.text import sentences
from monitor.understand.titles import OTHER, Surroundings, surroundings, titles_in


@dataclass(frozen=True, slots=True)
class Watched:
    """All watched offices and what is told apart from them."""

    offices: tuple[WatchedOffice, ...]
    prefilter: Pattern
    around: Surroundings
    elsewhere: Elsewhere


def watch(offices: Iterable[Office], context: Context | None = None) -> Watched:
    offices, context = tuple(offices), context or Context()
    areas = {name: OTHER for one in context.neighbours for name in (one.area, *one.also)}
    areas |= {name: one.id for one in offices for name in (one.name, *one.area)}
    people = {name: OTHER for one in context.neighbours for name in one.people}
    people |= {holder.name: one.id for one in offices for holder in one.holders}
    return Watched(
        offices=tuple(
            WatchedOffice(one, names_of(one, context.namesakes), ground_of(one)) for one in offices
        ),
        prefilter=prefilter_of(offices),
        around=surroundings(
            areas,
            (one.casefold().removesuffix("commissioner") for one in context.other_commissioners),
            people,
        ),
        elsewhere=elsewhere_of(context),
    )


def find_mentions(
    watched: Watched, title: str, text: str, on: date | None, origin: Origin | None = None
) -> tuple[Mention, ...]:
    """Every place where a watched office is meant, surely enough to act on it.

    `on` is the day of publication; it decides whether a holder was in post. Offsets of a mention
    in the headline count in the title, all others in the text.
    """
    found = weigh_mentions(watched, title, text, on, origin)
    return tuple(mention for mention in found if mention.confidence >= POSSIBLE_BELOW)


def weigh_mentions(
    watched: Watched, title: str, text: str, on: date | None, origin: Origin | None = None
) -> tuple[Mention, ...]:
    """The same with those that are only possible, by office and then in reading order."""
    if not may_mean(watched.prefilter, title, text):
        return ()
    reading = _read(watched, make_article(title, text, origin), on)
    found: list[list[Mention]] = []
    for one in watched.offices:
        found.append(mentions_of(one, reading))
    return tuple(
        mention
        for of_office in _apart(found)
        for mention in sorted(of_office, key=lambda m: (m.where != "headline", m.start))
        if mention.confidence >= SHOWN_FROM
    )


def sentences_about(
    office_id: str, mentions: Iterable[Mention], title: str, text: str
) -> Iterator[tuple[Where, str]]:
    """The headline and sentences that name this office, each once, and where they stand."""
    ours = [mention for mention in mentions if mention.office_id == office_id]
    if any(mention.where == "headline" for mention in ours):
        yield "headline", title
    starts = sorted(mention.start for mention in ours if mention.where != "headline")
    for order, (start, end) in enumerate(sentences(text)):
        if bisect_left(starts, start) < bisect_left(starts, end):
            yield ("body" if order else "lead"), text[start:end]


def _read(watched: Watched, article: Article, on: date | None) -> Reading:
    whole = article.whole
    return Reading(
        article=article,
        named={one.office.id: list(names_in(one.names, whole, MOST)) for one in watched.offices},
        titles=tuple(titles_in(watched.around, whole, MOST)),
        subject=subject_of(watched.elsewhere, whole),
        on=on,
    )


def _apart(found: list[list[Mention]]) -> Iterator[list[Mention]]:
    """A title that two offices claim is the more likely one's; alike, it is only possible."""
    claims: dict[tuple[bool, int], list[float]] = {}
    for mention in (one for of_office in found for one in of_office):
        claims.setdefault(_place(mention), []).append(mention.confidence)
    for of_office in found:
        yield [_against(one, sorted(claims[_place(one)])) for one in of_office]


def _place(mention: Mention) -> tuple[bool, int]:
    return mention.where == "headline", mention.start


def _against(mention: Mention, claims: list[float]) -> Mention:
    if len(claims) < 2 or mention.confidence - claims[-2] >= 0.1 or mention.confidence >= CERTAIN:
        return mention
    why = joined(mention.evidence, ("another watched office may be meant",))
    return replace(mention, confidence=min(mention.confidence, 0.45), evidence=why)
