"""Items that nobody read → mentions, tone, pick-up, key messages, story.

What the office put out goes to the register first, so that an article of the same batch finds it;
and items that were read before a release was known are held against it again.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from monitor.records import (
    NOT_COVERAGE,
    Carried,
    CycleReport,
    Item,
    KeyMessage,
    Mention,
    Pickup,
    Possible,
    Report,
    Tier,
    Tone,
    ToneThresholds,
    Understanding,
)
from monitor.steps.outputs import Archive, archive_of, pickups_of, register_found, used_before_known
from monitor.steps.watch import Watch
from monitor.store import coverage as store
from monitor.store import items as stored
from monitor.store.rulings import list_rulings
from monitor.times import in_london
from monitor.understand.article import Article, Imprint, make_article
from monitor.understand.facts.gathering import Almanac, Read, facts_of, may_name
from monitor.understand.messages import carried
from monitor.understand.recognition.evidence import POSSIBLE_BELOW
from monitor.understand.recognition.mentions import Watched, weigh_mentions
from monitor.understand.recognition.prefilter import may_mean
from monitor.understand.recognition.rulings import Rulings, gather, ruled
from monitor.understand.recognition.scene import is_own_page
from monitor.understand.speech.quotes import quotes_in
from monitor.understand.stories.choosing import OVER, choose_story
from monitor.understand.stories.fingerprints import fingerprint_of
from monitor.understand.stories.shelf import Shelf, forget, shelve
from monitor.understand.tone.choosing import Scorers
from monitor.understand.tone.items import tones_of
from monitor.wordlists import NO_WORDS, Words

LONGEST = 400  # characters of a sentence that is shown to a person
AT_HOME = frozenset({Tier.LOCAL, Tier.HYPERLOCAL, Tier.OWN, Tier.PARTNER})
ASIDE = timedelta(hours=1)
AT_ONCE = 50  # items that are read before somebody is told of them: some seconds with the model
DAILY = timedelta(days=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Library:
    """What an item is compared with."""

    watched: Watched
    archive: Archive
    shelf: Callable[[], Shelf]  # asked for only when an item means an office: one in five does
    almanac: Almanac
    scorers: Scorers
    thresholds: ToneThresholds
    rulings: Rulings = field(default_factory=Rulings)
    speaks_for: Mapping[str, str] = field(default_factory=dict)  # own source → its office
    messages: tuple[KeyMessage, ...] = ()
    placed: Mapping[str, str] = field(default_factory=dict)  # item → its story, if it has one
    alarms: Words = NO_WORDS  # what makes news of the force or the area the office's business


def understand_new(watch: Watch, now: datetime, report: CycleReport) -> None:
    """Reads everything that waits to be read, and again what turns out to use our words."""
    for _ in by_turns(watch, now, report):
        pass


def by_turns(watch: Watch, now: datetime, report: CycleReport) -> Iterator[None]:
    """The same in batches, what may be urgent first: after each, what is in it can be told.

    In a storm of thousands of mentions the one that matters must not wait for all others.
    """
    yield from _read_waiting(watch, now, report)
    if late := used_before_known(watch, now):
        store.read_items_again(watch.coverage, late)
        yield from _read_waiting(watch, now, report)


def _read_waiting(watch: Watch, now: datetime, report: CycleReport) -> Iterator[None]:
    """In batches, each stored in one transaction."""
    while items := _next_batch(watch, now):
        register_found(watch, items, now)
        library = _library(watch, items, now)
        found = [one for item in items if (one := _try(watch, library, item, now, report))]
        store.add_understandings(watch.coverage, found, now)
        report.understood += len(found)
        report.mentions += sum(len(one.mentions) for one in found)
        yield


def _next_batch(watch: Watch, now: datetime) -> list[Item]:
    """The next items by age; if there are many, first some that have an urgent rule's words."""
    items = stored.items_to_understand(watch.coverage, now)
    if len(items) <= AT_ONCE:
        return items
    openings = stored.openings_to_understand(watch.coverage, now)
    first = _with(watch.critical, openings) or _with(watch.urgent, openings)
    if not first:
        return items
    return stored.items_to_understand(watch.coverage, now, first=first, most=len(first))


def _with(words: Words, openings: Sequence[tuple[str, str, str]]) -> list[str]:
    """Some items that have one of the words in their headline or at their beginning."""
    found = (
        item_id
        for item_id, title, opening in openings
        if words.stands_in(title) or words.stands_in(opening)
    )
    return list(islice(found, AT_ONCE))


def understand(library: Library, item: Item, area: str = "") -> Understanding:
    """All that can be concluded of one item; own and partner items never join a story.

    `area`, if it is known, is the office in whose area the item's outlet is at home.
    """
    if not _worth_reading(library, item):  # a copy of a press release names us, too
        return Understanding(item_id=item.id)
    own = item.tier is Tier.OWN
    read, possible = _read(library, item, area)
    alarming = _is_alarming(library, item)
    facts = facts_of(library.almanac, read, alarming)
    is_coverage = bool(read.mentions) and item.tier not in NOT_COVERAGE
    is_context = bool(facts) and alarming and item.tier not in NOT_COVERAGE
    return Understanding(
        item_id=item.id,
        mentions=read.mentions,
        possible=possible,
        tones=() if own else _tones(library, read),
        facts=facts,
        quotes=read.quotes,
        pickups=read.pickups,
        carried=_carried(library, read) if is_coverage else (),
        **(_story(library, item, read.at) if is_coverage or is_context else {}),
    )


def _story(library: Library, item: Item, at: datetime) -> dict[str, Any]:
    """Its fingerprint and the story it belongs to; where it stands already, it stays."""
    fingerprint = fingerprint_of(item.title, item.text, item.url)
    if item.id in library.placed:
        return {"fingerprint": fingerprint}
    shelf = library.shelf()
    report = Report(
        item_id=item.id, at=at, owner=item.owner, outlet=item.outlet, fingerprint=fingerprint
    )
    story = choose_story(shelf, report)
    shelve(shelf, report, story.story_id)
    return {"fingerprint": fingerprint, "story": story}


def _carried(library: Library, read: Read) -> tuple[Carried, ...]:
    offices = dict.fromkeys(mention.office_id for mention in read.mentions)
    return tuple(
        one
        for office in offices
        for one in carried(library.messages, office, read.item.title, read.item.text, read.on)
    )


def _worth_reading(library: Library, item: Item) -> bool:
    """Whether it can name anybody of ours, or a person said that it does."""
    return (
        may_mean(library.watched.prefilter, item.title, item.text)
        or may_name(library.almanac, item.title, item.text)
        or item.id in library.rulings.items
        or _is_alarming(library, item)
    )


def _is_alarming(library: Library, item: Item) -> bool:
    """Whether rules on the force or the area look at it, though it does not mean the office."""
    return library.alarms.stands_in(item.title) or library.alarms.stands_in(item.text)


def _read(library: Library, item: Item, area: str) -> tuple[Read, tuple[Possible, ...]]:
    """The item with who is meant in it, who speaks and what of ours it uses, and whom it may mean
    besides."""
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
        pickups=_pickups(library, item, on),
    )
    return read, tuple(
        Possible(mention=one, sentence=_sentence(article, one))
        for one in weighed
        if one.confidence < POSSIBLE_BELOW
    )


def _pickups(library: Library, item: Item, on: date) -> tuple[Pickup, ...]:
    own = item.tier is Tier.OWN
    return () if own else pickups_of(library.archive, item.title, item.text, on)


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


def _library(watch: Watch, items: Sequence[Item], now: datetime) -> Library:
    return Library(
        watched=watch.watched,
        archive=archive_of(watch, now),
        shelf=lambda: _shelf(watch, now),
        almanac=watch.almanac,
        scorers=watch.scorers,
        thresholds=watch.settings.tone.thresholds,
        rulings=gather(list_rulings(watch.ledger)),
        speaks_for={one.id: one.office for one in watch.settings.sources},
        messages=watch.settings.messages,
        placed=store.stories_of(watch.coverage, [item.id for item in items]),
        alarms=watch.alarms,
    )


def _shelf(watch: Watch, now: datetime) -> Shelf:
    """The reports of the last weeks: read once by a process, then kept up."""
    memory = watch.memory
    if memory.shelf is None:
        memory.shelf, memory.tidied_at = Shelf(), now
        for story, report in store.reports_since(watch.coverage, now - timedelta(days=OVER)):
            shelve(memory.shelf, report, story)
    elif memory.tidied_at is None or now - memory.tidied_at >= DAILY:
        forget(memory.shelf, now - timedelta(days=OVER))
        memory.tidied_at = now
    return memory.shelf


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
