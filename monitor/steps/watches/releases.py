"""What became of the releases of the last fortnight, and whom of the press we cannot hear."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor import ids
from monitor.alert.firing import shown
from monitor.records import (
    NOT_COVERAGE,
    UNWELL,
    Health,
    Output,
    ReleaseState,
    Rule,
    Source,
    SourceEvent,
    Tier,
)
from monitor.registers.diary import out_at, says
from monitor.registers.numbering import normal
from monitor.steps.looking_after import REMEMBERED, healths
from monitor.steps.watch import Watch
from monitor.steps.watches.seen import Seen, Watched
from monitor.store.items import gaps_of
from monitor.store.registers import entries
from monitor.store.sources import list_polls, list_source_events
from monitor.store.watched import Of, Pickups, press_pickups

FORTNIGHT: Final = timedelta(days=14)
HABITUAL: Final = timedelta(weeks=8)
HOUR: Final = timedelta(hours=1)


def watched(watch: Watch, _rules: Sequence[Rule], now: datetime) -> Seen:
    """Each release that is out; as long as nobody used one its alert stands."""
    pickups = press_pickups(watch.coverage, now - HABITUAL)
    polls, gaps = list_polls(watch.ledger), gaps_of(watch.coverage, now - REMEMBERED)
    health = healths(watch.settings.sources, polls, gaps, now)
    events = list_source_events(watch.ledger, now - FORTNIGHT)
    found = []
    for output, at in _out(entries(watch.ledger, "outputs"), now):
        missed = _missed(_awaited(watch.settings.sources, output, pickups), health, events, at)
        used = pickups.get((output.office_id, output.id))
        state = ReleaseState(
            output_id=output.id,
            title=output.title,
            hours=(now - at) / HOUR,
            pickups=used.outlets if used else 0,
            minor=says("minor", output.note),
            silent=tuple(dict.fromkeys(missed)),
        )
        found.append(_shown(output, state, now))
    open_ = {one.coverage.story_id for one in found if not _pickups(one)}
    return Seen(watched=found, standing=open_)


def _out(outputs: Iterable[Output], now: datetime) -> Iterable[tuple[Output, datetime]]:
    """Releases that the press has, and since when."""
    for output in outputs:
        at = out_at(output)
        if output.kind == "release" and output.issued_at and at and now - FORTNIGHT <= at <= now:
            yield output, at


def _awaited(
    sources: Iterable[Source], output: Output, pickups: Mapping[Of, Pickups]
) -> list[Source]:
    """Who was sent it; if no outlet that we know was, who usually uses the office's releases."""
    press = [one for one in sources if one.enabled and one.tier not in {*NOT_COVERAGE, Tier.SOCIAL}]
    sent = {_key(name) for name in output.lists}
    on_list = [one for one in press if sent & {_key(one.name), _key(one.group)}]
    known = {
        source for (office, _), who in pickups.items() if office == output.office_id
        for source in who.sources
    }  # fmt: skip
    return on_list or [one for one in press if one.id in known] or press


def _key(name: str) -> str:
    """“The Ashvale & District Post” is known by any spelling."""
    return normal(name.casefold().removeprefix("the ").replace("&", "and"))


def _missed(
    sources: Iterable[Source],
    health: Mapping[str, Health],
    events: Sequence[SourceEvent],
    at: datetime,
) -> Iterable[str]:
    """Who was not heard since, or not all of it; one that was lost long before is no news."""
    gaps = {one.source_id for one in events if one.what == "gap" and (one.to_at or one.at) >= at}
    for source in sources:
        found = health[source.id]
        ill = found.state in UNWELL and (found.since is None or found.since > at - FORTNIGHT)
        if ill or source.id in gaps:
            yield source.name


def _shown(output: Output, state: ReleaseState, now: datetime) -> Watched:
    story = ids.content_id("release", output.id)
    title = f"Nobody has used it yet: {output.title}"
    coverage = shown(
        story,
        title,
        now,
        office_id=output.office_id,
        outlet="The office's own release",
        tier=Tier.OWN,
        url=output.url,
    )
    return Watched(state=state, coverage=coverage)


def _pickups(one: Watched) -> int:
    return one.state.pickups if isinstance(one.state, ReleaseState) else 0
