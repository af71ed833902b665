"""Items that wait → what the rules look at: each with all that is known of it and of its story."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from monitor.alert.rulebook import DAY, ReadyRule, windows
from monitor.alert.severity import OPEN
from monitor.records import (
    Alert,
    Coverage,
    DiaryEntry,
    Facts,
    Item,
    Mention,
    Office,
    Output,
    Quote,
    Settings,
    Spread,
    Tier,
    Tone,
    Use,
)
from monitor.registers.diary import expected, out_at
from monitor.store import coverage as store
from monitor.store import ledger
from monitor.store.alerts import alerts_of_stories
from monitor.store.concluded import Of, facts_of, quotes_of
from monitor.store.registers import entries
from monitor.times import in_london
from monitor.understand.parties.cast import Cast
from monitor.understand.parties.sentences import sentences_of
from monitor.understand.pickup.differing import differing

TURNED = frozenset({"negative", "mixed"})  # the tone of an item that turns a release


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in both databases about a batch of items."""

    mentions: Mapping[str, list[Mention]]
    tones: Mapping[Of, Tone]
    facts: Mapping[Of, Facts]
    quotes: Mapping[str, list[Quote]]
    stories: Mapping[str, str]
    carriers: Mapping[str, list[store.Carrier]]  # by story, as far back as any rule looks
    now: datetime
    pickups: Mapping[str, list[tuple[str, str]]]
    outputs: Mapping[str, Output]
    alerts: Sequence[Alert]
    diary: Sequence[DiaryEntry]


class Sight(Protocol):
    """Both databases and what items are held against: a watch has all of it, and so has a replay
    of the past."""

    @property
    def settings(self) -> Settings: ...
    @property
    def coverage(self) -> store.Coverage: ...
    @property
    def ledger(self) -> ledger.Ledger: ...
    @property
    def rules(self) -> tuple[ReadyRule, ...]: ...
    @property
    def casts(self) -> Mapping[str, Cast]: ...


def gather(watch: Sight, items: Sequence[Item], now: datetime) -> list[Coverage]:
    """Each item once for every office that it means or whose force, service or area it names."""
    known = _known(watch, items, now)
    return [
        one
        for item in items
        for office in _offices(item, known)
        if (one := _coverage(watch, known, item, office))
    ]


def with_sentences(cast: Cast, coverage: Coverage) -> Coverage:
    """The same with its sentences and who stands in them."""
    item = coverage.item
    told = sentences_of(
        cast, item.title, item.text, coverage.mentions, coverage.quotes, day_of(item)
    )
    return replace(coverage, sentences=told)


def day_of(item: Item) -> date:
    """The London day of its publication, or of our first sight of it."""
    published = None if item.date_doubtful else item.published_at
    return in_london(published or item.first_seen_at).date()


def with_uses(
    coverage: Coverage, used: Iterable[tuple[str, str]], outputs: Mapping[str, Output]
) -> Coverage:
    """The same with what the item does with the office's own words, as far as it is known.

    A mention of the same matter in other words is no use, but its figures are held against ours.
    """
    item = coverage.item
    known = [(outputs[one], degree) for one, degree in used if one in outputs]
    ours = [output for output, degree in known if degree != "mention"]
    at = item.published_at or item.first_seen_at
    told = (differing(item.title, item.text, f"{one.title}. {one.text}") for one, _ in known)
    differs = next(filter(None, told), "")
    does: dict[Use, bool] = {
        "picked up": bool(ours),
        "early": any((out := out_at(one)) and at < out for one in ours),
        "turned": bool(ours) and coverage.tone is not None and coverage.tone.label in TURNED,
        "differs": bool(differs),
    }
    release = tuple(use for use, is_so in does.items() if is_so)
    return replace(coverage, release=release, differs=differs)


def spread_within(carriers: Sequence[store.Carrier], now: datetime, hours: float) -> Spread:
    """How far a story has come in so many hours; `carriers` come in the order of first sight."""
    first = bisect_right(carriers, now - timedelta(hours=hours), key=lambda one: one.at)
    lately = carriers[first:]
    return Spread(
        items=len(lately),
        outlets=tuple(sorted({one.outlet for one in lately})),
        owners=tuple(sorted({one.owner for one in lately})),
        authors=len({one.author for one in lately} - {""}),
    )


def is_new_owner(carriers: Iterable[store.Carrier], item: Item) -> bool:
    """Whether nobody of the item's owner carried its story before it."""
    return not any(one.owner == item.owner and one.at < item.first_seen_at for one in carriers)


def is_addressed(office: Office, item: Item) -> bool:
    """Whether a post begins with, or answers, one of the office's own accounts."""
    if item.tier is not Tier.SOCIAL:
        return False
    accounts = {f"@{name.lstrip('@').casefold()}" for name in office.names if " " not in name}
    return any(word.casefold().strip(".,:;!?()") in accounts for word in item.text.split())


def days_to(elections: Iterable[date], on: date) -> int | None:
    """Until the next election, if one is known."""
    return min(((day - on).days for day in elections if day >= on), default=None)


def _known(watch: Sight, items: Sequence[Item], now: datetime) -> Known:
    ids = [item.id for item in items]
    stories = store.stories_of(watch.coverage, ids)
    told = sorted(set(stories.values()))
    longest = timedelta(hours=max((DAY, *windows(watch.rules))))
    return Known(
        mentions=store.mentions_of(watch.coverage, ids),
        tones=store.tones_of(watch.coverage, ids),
        facts=facts_of(watch.coverage, ids),
        quotes=quotes_of(watch.coverage, ids),
        stories=stories,
        carriers=store.carriers_of(watch.coverage, told, now - longest, now),
        now=now,
        pickups=store.pickups_of(watch.coverage, ids),
        outputs={one.id: one for one in entries(watch.ledger, "outputs")},
        alerts=alerts_of_stories(watch.ledger, told),
        diary=entries(watch.ledger, "diary"),
    )


def _offices(item: Item, known: Known) -> Iterable[str]:
    """Those that it means first."""
    meant = [mention.office_id for mention in known.mentions.get(item.id, ())]
    named = [office for one, office in known.facts if one == item.id]
    return dict.fromkeys((*meant, *named))


def _coverage(watch: Sight, known: Known, item: Item, office: str) -> Coverage | None:
    if office not in watch.casts:
        return None  # watched no longer
    story = known.stories[item.id]
    carriers = known.carriers.get(story, [])
    tone = known.tones.get((item.id, office))
    facts = known.facts.get((item.id, office))
    coverage = Coverage(
        item=item,
        office_id=office,
        mentions=tuple(one for one in known.mentions.get(item.id, ()) if one.office_id == office),
        tone=tone,
        story_id=story,
        spread=spread_within(carriers, known.now, DAY),
        facts=facts,
        quotes=tuple(known.quotes.get(item.id, ())),
        addressed=is_addressed(watch.casts[office].office, item),
        story_rules=_standing_rules(known, story, office),
        expected=_expected(known, item, office, facts),
        new_owner=is_new_owner(carriers, item),
        election_in=days_to(watch.settings.manners.elections, day_of(item)),
        by_hours=tuple(
            (hours, spread_within(carriers, known.now, hours)) for hours in windows(watch.rules)
        ),
    )
    coverage = with_uses(coverage, known.pickups.get(item.id, ()), known.outputs)
    return with_sentences(watch.casts[office], coverage)


def _standing_rules(known: Known, story: str, office: str) -> tuple[str, ...]:
    return tuple(
        alert.rule_id
        for alert in known.alerts
        if alert.story_id == story and alert.office_id == office and alert.state in OPEN
    )


def _expected(known: Known, item: Item, office: str, facts: Facts | None) -> str:
    ours = [entry for entry in known.diary if entry.office_id == office]
    themes = [tag.id for tag in facts.themes] if facts else []
    at = item.published_at or item.first_seen_at
    found = expected(ours, at, f"{item.title}\n{item.text}", themes)
    return found.title if found else ""
