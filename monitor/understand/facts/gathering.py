"""What an item tells of each office, beside tone: put together from the modules beside this one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from monitor.hours import in_hours
from monitor.records import (
    Context,
    Facts,
    Item,
    Mention,
    Office,
    Origin,
    Pickup,
    Quote,
    Speaker,
    Subject,
    Tag,
    Tier,
)
from monitor.understand.accuracy.flags import Checker, checker_of, flags_in
from monitor.understand.article import GAP, Article
from monitor.understand.facts.named import Register, named_in, register_of, tags_of
from monitor.understand.facts.origin import origin_of
from monitor.understand.facts.places import PATCH, Gazetteer, districts_in, gazetteer_of
from monitor.understand.facts.themes import Tagger, leads_in, tagger_of, themes_in, topics_in
from monitor.understand.phrases import Pattern, found, one_of, readable
from monitor.understand.recognition.reading import PROMINENCE
from monitor.understand.speech.quotes import Speakers, watch_speakers

SPOKEN: tuple[Subject, ...] = ("holder", "office", "personal")  # the first that holds tells
_NEAR: tuple[Subject, ...] = ("service", "force")  # likewise, where the office is not meant


@dataclass(frozen=True, slots=True)
class Reference:
    """What is looked up about one office."""

    office: Office
    register: Register
    gazetteer: Gazetteer
    tagger: Tagger
    checker: Checker


@dataclass(frozen=True, slots=True)
class Read:
    """An item and what was found in it so far."""

    item: Item
    article: Article
    at: datetime  # when it was published, or else when we first saw it
    on: date  # the same as a day in London
    dated: bool  # whether the publisher says when
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    pickups: tuple[Pickup, ...]


@dataclass(frozen=True, slots=True)
class Almanac:
    """What is looked up about all offices; `near` finds any force or service of theirs."""

    references: tuple[Reference, ...]
    near: Pattern | None
    speakers: Speakers


def almanac_of(offices: Iterable[Office], context: Context) -> Almanac:
    offices = tuple(offices)
    references = tuple(_reference(one, context) for one in offices)
    near = {
        name
        for one in references
        for name, known in one.register.known.items()
        if any(who.subject for who in known)
    }
    return Almanac(references, one_of(near), watch_speakers(offices))


def may_name(almanac: Almanac, title: str, text: str) -> bool:
    """Whether a force or service of ours can be named in an item that does not mean us."""
    return any(found(almanac.near, readable(f"{title}{GAP}{text}")))


def facts_of(almanac: Almanac, read: Read, alarming: bool = False) -> tuple[Facts, ...]:
    """Facts for each office that is meant, then for those whose force or service is named.

    Of an `alarming` item also for those in whose area it names a place.
    """
    meant = {mention.office_id for mention in read.mentions}
    ours = [one for one in almanac.references if one.office.id in meant]
    others = [one for one in almanac.references if one.office.id not in meant]
    return (
        *(_coverage(one, read) for one in ours),
        *(fact for one in others for fact in _context(one, read, alarming)),
    )


def _reference(office: Office, context: Context) -> Reference:
    return Reference(
        office=office,
        register=register_of(office, context),
        gazetteer=gazetteer_of(office),
        tagger=tagger_of(office, context),
        checker=checker_of(office, context),
    )


def _coverage(one: Reference, read: Read) -> Facts:
    office = one.office.id
    ours = [mention for mention in read.mentions if mention.office_id == office]
    said = [quote for quote in read.quotes if quote.office_id == office]
    kinds = {mention.subject for mention in ours}
    own = read.item.tier is Tier.OWN
    pickups = [pickup for pickup in read.pickups if pickup.office_id == office]
    origin, why = origin_of(office, read.article, ours, read.quotes, pickups, own)
    return Facts(
        office_id=office,
        subject=next((kind for kind in SPOKEN if kind in kinds), "office"),
        prominence=max(mention.prominence for mention in ours),
        quoted=bool(said),
        origin=origin,
        origin_why=why,
        in_hours=in_hours(read.at, one.office.hours),
        districts=districts_in(one.gazetteer, read.article, read.item.source_id),
        themes=themes_in(one.tagger, read.article, read.on),
        topics=topics_in(one.tagger, read.article),
        leads=leads_in(one.tagger, read.article),
        named=tags_of(named_in(one.register, read.article, read.on)),
        flags=flags_in(
            one.checker, read.article, ours, read.quotes, read.on if read.dated else None
        ),
    )


def _context(one: Reference, read: Read, alarming: bool) -> Iterator[Facts]:
    """An item that names our force, our service or a place, and not us: no origin, no errors."""
    named = named_in(one.register, read.article, read.on)
    districts = districts_in(one.gazetteer, read.article, read.item.source_id)
    subjects = {who.subject: span for who, _, span in reversed(named) if who.subject}
    near = next((kind for kind in _NEAR if kind in subjects), None)
    subject = near or (_farther(districts, read) if alarming else None)
    if subject is None:
        return
    where = read.article.where(subjects[near][0]) if near else "body"
    yield Facts(
        office_id=one.office.id,
        subject=subject,
        prominence=PROMINENCE[where],
        quoted=any(q.speaker is Speaker.SERVICE for q in read.quotes),
        origin=Origin.UNPROMPTED,
        origin_why="the office is not named",
        in_hours=in_hours(read.at, one.office.hours),
        districts=districts,
        themes=themes_in(one.tagger, read.article, read.on),
        topics=topics_in(one.tagger, read.article),
        named=tags_of(named),
    )


def _farther(districts: Iterable[Tag], read: Read) -> Subject | None:
    """What of ours an item is about that names neither us, our force nor a service."""
    if any(PATCH not in tag.words for tag in districts):
        return "area"
    return "role" if any(found(_ROLE, read.article.told)) else None


_ROLE = one_of(
    (
        *("police and crime commissioners", "police, fire and crime commissioners", "PCCs"),
        *("police commissioners", "crime commissioners", "policing and crime boards"),
        *("police forces", "forces in England", "policing bodies", "police funding", "policing"),
        *("Home Secretary", "policing minister", "Home Office"),
    )
)
