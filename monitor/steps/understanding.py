"""Items that nobody read → mentions, tone, pick-up, story.

Press releases go to the ledger first, so that an article of the same batch finds them; and items
that were read before their release came are held against it again.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from monitor import ids
from monitor.records import (
    NOT_COVERAGE,
    CycleReport,
    Item,
    Mention,
    Pickup,
    Possible,
    PressRelease,
    Tier,
    Tone,
    ToneThresholds,
    Understanding,
)
from monitor.steps.watch import Watch
from monitor.store import coverage as store
from monitor.store import items as stored
from monitor.store.ledger import add_press_releases, list_press_releases
from monitor.store.rulings import list_rulings
from monitor.times import in_london
from monitor.understand.article import Article, Imprint, make_article
from monitor.understand.facts.gathering import Almanac, Read, facts_of, may_name
from monitor.understand.press_releases import ReleaseIndex, index_releases, match_releases
from monitor.understand.recognition.evidence import POSSIBLE_BELOW
from monitor.understand.recognition.mentions import Watched, weigh_mentions
from monitor.understand.recognition.prefilter import may_mean
from monitor.understand.recognition.rulings import Rulings, gather, ruled
from monitor.understand.recognition.scene import is_own_page
from monitor.understand.speech.quotes import quotes_in
from monitor.understand.stories import WINDOW, Shelf, choose_story, shelve
from monitor.understand.text import shingles
from monitor.understand.tone.choosing import Scorers
from monitor.understand.tone.items import tones_of

RELEASES_FOR = timedelta(days=60)  # a release older than this is not picked up, it is remembered
LONGEST = 400  # characters of a sentence that is shown to a person
AT_HOME = frozenset({Tier.LOCAL, Tier.HYPERLOCAL, Tier.OWN, Tier.PARTNER})
ASIDE = timedelta(hours=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Library:
    """What an item is compared with."""

    watched: Watched
    releases: ReleaseIndex
    shelf: Callable[[], Shelf]  # asked for only when an item means an office: one in five does
    almanac: Almanac
    scorers: Scorers
    thresholds: ToneThresholds
    rulings: Rulings = field(default_factory=Rulings)
    speaks_for: Mapping[str, str] = field(default_factory=dict)  # own source → its office


def understand_new(watch: Watch, now: datetime, report: CycleReport) -> None:
    """Reads everything that waits to be read, in batches, each stored in one transaction."""
    while items := stored.items_to_understand(watch.coverage, now):
        releases = _register_releases(watch, items)
        library = _library(watch, now)
        found = [one for item in items if (one := _try(watch, library, item, now, report))]
        store.add_understandings(watch.coverage, found, now)
        if releases:
            _match_again(watch, library, now)
        report.understood += len(found)
        report.mentions += sum(len(one.mentions) for one in found)
        if len(items) < stored.BATCH:
            return


def understand(library: Library, item: Item, area: str = "") -> Understanding:
    """All that can be concluded of one item; own and partner items never join a story.

    `area`, if it is known, is the office in whose area the item's outlet is at home.
    """
    if not _worth_reading(library, item):  # a copy of a press release names us, too
        return Understanding(item_id=item.id)
    told = f"{item.title}. {item.text}"
    runs = shingles(told)
    own = item.tier is Tier.OWN
    pickups = () if own else match_releases(library.releases, runs)
    read, possible = _read(library, item, pickups, area)
    story = None
    if read.mentions and item.tier not in NOT_COVERAGE:
        story = choose_story(library.shelf(), item.id, told, runs)
        shelve(library.shelf(), story.story_id, told, runs)
    return Understanding(
        item_id=item.id,
        mentions=read.mentions,
        possible=possible,
        tones=() if own else _tones(library, read),
        facts=facts_of(library.almanac, read),
        quotes=read.quotes,
        pickups=pickups,
        story=story,
        shingles=runs,
    )


def _worth_reading(library: Library, item: Item) -> bool:
    """Whether it can name anybody of ours, or a person said that it does."""
    return (
        may_mean(library.watched.prefilter, item.title, item.text)
        or may_name(library.almanac, item.title, item.text)
        or item.id in library.rulings.items
    )


def _read(
    library: Library, item: Item, pickups: tuple[Pickup, ...], area: str
) -> tuple[Read, tuple[Possible, ...]]:
    """The item with who is meant in it and who speaks, and whom it may mean besides."""
    published = None if item.date_doubtful else item.published_at
    at = published or item.first_seen_at
    on = in_london(at).date()
    article = make_article(item.title, item.text, _imprint(library, item, area))
    weighed = weigh_mentions(library.watched, article, on)
    weighed = ruled(library.rulings, item.id, weighed, item.title, item.text)
    mentions = tuple(one for one in weighed if one.confidence >= POSSIBLE_BELOW)
    read = Read(
        item=item,
        article=article,
        at=at,
        on=on,
        dated=published is not None,
        mentions=mentions,
        quotes=quotes_in(library.almanac.speakers, article, mentions, on) if mentions else (),
        pickups=pickups,
    )
    return read, tuple(
        Possible(mention=one, sentence=_sentence(article, one))
        for one in weighed
        if one.confidence < POSSIBLE_BELOW
    )


def _sentence(article: Article, one: Mention) -> str:
    at, _ = article.span_of(one)
    return article.whole[slice(*article.sentence_span(at))].strip()[:LONGEST]


def _tones(library: Library, read: Read) -> tuple[Tone, ...]:
    scorer, thresholds = library.scorers.best, library.thresholds
    return tones_of(scorer, thresholds, read.article, read.mentions, read.quotes)


def _imprint(library: Library, item: Item, area: str) -> Imprint:
    """Where an item comes from: the watchlist says which outlets are at home in an area. When one
    office alone is watched, its local outlets were put on the list because they are."""
    offices = [one.office for one in library.watched.offices]
    at_home = {office.id for office in offices if item.source_id in office.patches} | {area}
    if len(offices) == 1 and item.source_id and item.tier in AT_HOME:
        at_home.add(offices[0].id)
    own = {one.office.id for one in library.watched.offices if is_own_page(one.ground, item.url)}
    own.add(library.speaks_for.get(item.source_id, ""))
    return Imprint(url=item.url, patch=frozenset(at_home), own=frozenset(own - {""}))


def _library(watch: Watch, now: datetime) -> Library:
    releases = list_press_releases(watch.ledger, now - RELEASES_FOR, now)
    return Library(
        watched=watch.watched,
        releases=index_releases(tuple(releases)),
        shelf=cache(lambda: _shelf(watch, now)),
        almanac=watch.almanac,
        scorers=watch.scorers,
        thresholds=watch.settings.tone.thresholds,
        rulings=gather(list_rulings(watch.ledger)),
        speaks_for={one.id: one.office for one in watch.settings.sources},
    )


def _shelf(watch: Watch, now: datetime) -> Shelf:
    shelf = Shelf()
    for _, story, title, text, runs in store.story_candidates(watch.coverage, now - WINDOW):
        shelve(shelf, story, f"{title}. {text}", runs)
    return shelf


def _try(
    watch: Watch, library: Library, item: Item, now: datetime, report: CycleReport
) -> Understanding | None:
    """The one broad `except`: an item that breaks its step steps aside and blocks no other."""
    try:
        return understand(library, item)
    except Exception as error:
        log.exception("item=%s cannot be understood", item.id)
        stored.set_aside(watch.coverage, item.id, repr(error), now + ASIDE)
        report.stepped_aside += 1
        return None


def _register_releases(watch: Watch, items: Sequence[Item]) -> list[PressRelease]:
    offices = {source.id: source.office for source in watch.settings.sources}
    releases = [
        PressRelease(
            id=ids.press_release_id(office, item.id),
            office_id=office,
            item_id=item.id,
            url=item.url,
            title=item.title,
            text=item.text,
            issued_at=item.published_at or item.first_seen_at,
        )
        for item in items
        if item.tier is Tier.OWN and (office := offices.get(item.source_id))
    ]
    if releases:
        add_press_releases(watch.ledger, releases)
    return releases


def _match_again(watch: Watch, library: Library, now: datetime) -> None:
    found = [
        Understanding(item_id=item_id, pickups=pickups)
        for item_id, _, _, _, runs in store.story_candidates(watch.coverage, now - WINDOW)
        if (pickups := match_releases(library.releases, runs))
    ]
    store.add_pickups(watch.coverage, found)
