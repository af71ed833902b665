"""What the office put out: from its own feeds into the register, and held against coverage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from monitor import ids
from monitor.collect.documents.quoted import quotes_in
from monitor.records import Item, Output, Pickup, PickupThresholds, Source, Tier
from monitor.registers.duplicates import same_output
from monitor.registers.found import kind_of
from monitor.steps.watch import Watch
from monitor.store import coverage as store
from monitor.store.ledger import transaction
from monitor.store.registers import add_found_outputs, list_outputs, save
from monitor.times import in_london
from monitor.understand.pickup.degrees import degree_of
from monitor.understand.pickup.index import Index, index_outputs
from monitor.understand.pickup.matching import match_item
from monitor.understand.pickup.records import Days, Match
from monitor.understand.pickup.showing import side_by_side

REUSED_FOR = timedelta(days=400)  # yearly releases must stand beside those of the year before
HELD_AGAIN = timedelta(days=7)  # the text of the press is kept for eight
# A post repeats a release in its own words: held against coverage, it would claim the release's.
QUOTED = frozenset({"release", "statement", "blog", "newsletter", "event notice", "survey"})
OWN_FEED = "own feed"


@dataclass(frozen=True, slots=True)
class Archive:
    """What items are held against, and from when on they count as having used it."""

    index: Index
    outputs: Mapping[str, Output] = field(default_factory=dict)
    limits: PickupThresholds = field(default_factory=PickupThresholds)


def archive_of(watch: Watch, now: datetime) -> Archive:
    """The outputs of the last year; indexed anew only when there is another."""
    outputs = list_outputs(watch.ledger, now - REUSED_FOR, now)
    return make_archive(quoted(outputs), watch.settings.pickup)


def quoted(outputs: Sequence[Output]) -> list[Output]:
    """Those of a kind that newsrooms quote."""
    return [one for one in outputs if one.kind in QUOTED]


def make_archive(outputs: Sequence[Output], limits: PickupThresholds) -> Archive:
    """These outputs, ready to be held against items."""
    return Archive(_indexed(tuple(outputs)), {one.id: one for one in outputs}, limits)


@lru_cache(maxsize=1)
def _indexed(outputs: tuple[Output, ...]) -> Index:
    return index_outputs(outputs)


def pickups_of(archive: Archive, title: str, text: str, on: date) -> tuple[Pickup, ...]:
    """What an item shares with each output, and what that amounts to; the most shared first."""
    return tuple(_pickup(archive, one) for one in match_item(archive.index, title, text, on))


@dataclass(frozen=True, slots=True)
class Beside:
    """An output, what an item took of it, and each shared passage: the item's words, then ours."""

    output: Output
    pickup: Pickup
    passages: tuple[tuple[str, str], ...]


def besides_of(
    archive: Archive, title: str, text: str, on: date | Days | None
) -> tuple[Beside, ...]:
    """What `pickups_of` tells, with the passages side by side."""
    return tuple(
        Beside(output, _pickup(archive, one), side_by_side(one, output, title, text))
        for one in match_item(archive.index, title, text, on)
        if (output := archive.outputs[one.output_id])
    )


def register_found(watch: Watch, items: Sequence[Item], now: datetime) -> None:
    """Registers what stands on the office's own feeds.

    What a person had registered before it came out gets its address, and stays as they wrote it.
    """
    found = [
        _output(item, watch.sources[item.source_id], now)
        for item in items
        if item.tier is Tier.OWN and item.source_id in watch.sources
    ]
    if found:
        with transaction(watch.ledger):  # or what a person changes meanwhile would be lost
            known = list_outputs(watch.ledger)
            for one in found:
                _register(watch, one, same_output(one, known), now)


def _register(watch: Watch, found: Output, known: Output | None, now: datetime) -> None:
    if known is None:
        add_found_outputs(watch.ledger, [found])
        return
    seen = replace(known, item_id=found.item_id, url=found.url)
    seen = replace(seen, issued_at=known.issued_at or found.issued_at)
    if known.entered_by == OWN_FEED:  # the page says how it reads now
        seen = replace(seen, title=found.title, text=found.text, quotes=found.quotes)
    save(watch.ledger, "outputs", seen, OWN_FEED, now)


def used_before_known(watch: Watch, now: datetime) -> list[str]:
    """Items of the last days that use what has only now been registered: to be read again."""
    archive = archive_of(watch, now)
    if archive.outputs.keys() <= watch.memory.held_against:
        return []
    held = {(item, one.output_id): one.degree for item, one in store.every_reuse(watch.coverage)}
    watch.memory.held_against = set(archive.outputs)
    return [
        item
        for item, title, text, at in store.items_with_text(watch.coverage, now - HELD_AGAIN)
        for one in pickups_of(archive, title, text, in_london(at).date())
        if held.get((item, one.output_id), "") != one.degree
    ]


def judge_pickups(watch: Watch) -> int:
    """Judges what was measured by today's thresholds, once for each process; how many changed."""
    if watch.memory.judged:
        return 0
    judged = [
        (item, one.output_id, degree)
        for item, one in store.every_reuse(watch.coverage)
        if (degree := degree_of(one.reuse, watch.settings.pickup)) != one.degree
    ]
    store.set_degrees(watch.coverage, judged)
    watch.memory.judged = True
    return len(judged)


def _pickup(archive: Archive, match: Match) -> Pickup:
    return Pickup(
        output_id=match.output_id,
        office_id=match.office_id,
        kind=archive.outputs[match.output_id].kind,
        reuse=match.reuse,
        degree=degree_of(match.reuse, archive.limits),
    )


def _output(item: Item, source: Source, now: datetime) -> Output:
    return Output(
        id=ids.press_release_id(source.office, item.id),
        office_id=source.office,
        kind=kind_of(item, source.kind),
        item_id=item.id,
        url=item.url,
        title=item.title,
        text=item.text,
        issued_at=item.published_at or item.first_seen_at,
        quotes=quotes_in(item.text.splitlines()),
        entered_by=OWN_FEED,
        entered_at=now,
    )
