"""Who is meant: the offices of the watchlist, each mention with the evidence for it.

A whole name is found first; titles that stand alone ("the commissioner") are then given to whom
the article speaks of, and surnames to whom it named before. No rule decides alone by a pattern.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from monitor.records import Context, Mention, Office, Where
from monitor.understand.article import GAP, Article, Imprint, make_article
from monitor.understand.phrases import Pattern
from monitor.understand.recognition.beside import OTHER, Surroundings, surroundings
from monitor.understand.recognition.evidence import SHOWN_FROM, joined
from monitor.understand.recognition.forms import LOOSE, Calls, calls_of, nicknames_of
from monitor.understand.recognition.holders import CERTAIN
from monitor.understand.recognition.people import names_in, names_of
from monitor.understand.recognition.prefilter import may_mean, prefilter_of
from monitor.understand.recognition.reading import Reading, WatchedOffice
from monitor.understand.recognition.resolve import BESIDE, mentions_of
from monitor.understand.recognition.scene import (
    MOST,
    Elsewhere,
    elsewhere_of,
    ground_of,
    rivals_in,
    subject_of,
)
from monitor.understand.recognition.titles import titles_in
from monitor.understand.text import passage, sentences


@dataclass(frozen=True, slots=True)
class Watched:
    """All watched offices and what is told apart from them."""

    offices: tuple[WatchedOffice, ...]
    prefilter: Pattern
    calls: Calls
    around: Surroundings
    elsewhere: Elsewhere


def watch(offices: Iterable[Office], context: Context | None = None) -> Watched:
    offices, context = tuple(offices), context or Context()
    return Watched(
        offices=tuple(
            WatchedOffice(one, names_of(one, context.namesakes), ground_of(one), nicknames_of(one))
            for one in offices
        ),
        prefilter=prefilter_of(offices),
        calls=calls_of(offices),
        around=_around(offices, context),
        elsewhere=elsewhere_of(context),
    )


def _around(offices: tuple[Office, ...], context: Context) -> Surroundings:
    areas = {name: OTHER for one in context.neighbours for name in (one.area, *one.also)}
    areas |= {name: one.id for one in offices for name in (one.name, *one.area)}
    people = {name: OTHER for one in context.neighbours for name in one.people}
    forces = [one.force for one in offices if one.force]
    people |= {chief.name: OTHER for force in forces for chief in force.chiefs}
    held = [(holder, one.id) for one in offices for holder in one.holders]
    people |= {name: office for holder, office in held for name in (holder.name, *holder.also)}
    places = (name for one in offices for p in one.places for name in (p.name, *p.also))
    return surroundings(areas, context.other_commissioners, people, places)


def article_of(
    watched: Watched, title: str, text: str, imprint: Imprint | None = None
) -> Article | None:
    """The article, if a watched office can be meant in it at all."""
    if not may_mean(watched.prefilter, title, text):
        return None
    return make_article(title, text, imprint)


def weigh_mentions(watched: Watched, article: Article, on: date | None) -> tuple[Mention, ...]:
    """Every place where a watched office may be meant, by office and then in reading order.

    `on` is the day of publication; it decides whether a holder was in post. Offsets of a mention
    in the headline count in the title, all others in the text. A mention whose confidence is below
    POSSIBLE_BELOW is too weak to act on.
    """
    reading = _read(watched, article, on)
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
    told = article.told
    titles = tuple(titles_in(watched.calls, watched.around, told, MOST))
    return Reading(
        article=article,
        named={one.office.id: list(names_in(one.names, told, on, MOST)) for one in watched.offices},
        titles=titles,
        passage=_passages(article),
        written_out=any(title.form == "full" for title in titles),
        rivals=tuple(rivals_in(told)) if any(t.form in LOOSE for t in titles) else (),
        subject=subject_of(watched.elsewhere, article),
        on=on,
    )


def _passages(article: Article) -> Callable[[int], int]:
    """The fingerprint of each sentence, worked out once: three hundred mentions may stand in one
    of a megabyte."""
    ends = (article.text_at - len(GAP), *article.starts[2:], len(article.whole))
    return cache(lambda at: passage(article.whole[article.starts[at] : ends[at]]))


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
    sure = CERTAIN if mention.holder_id else BESIDE  # two areas may bear one name, or stand beside
    if len(claims) < 2 or mention.confidence - claims[-2] >= 0.1 or mention.confidence >= sure:
        return mention
    why = joined(mention.evidence, ("another watched office may be meant",))
    return replace(mention, confidence=min(mention.confidence, 0.45), evidence=why)
