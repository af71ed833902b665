"""An example of a rule, made into what the rules look at."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from monitor.alert.blindness import blind, unwell
from monitor.records import (
    Coverage,
    Facts,
    Firing,
    Health,
    Item,
    Origin,
    Quote,
    Rule,
    Source,
    Speaker,
    Spread,
    Tone,
    ToneThresholds,
    ToneWords,
)
from monitor.settings.examples import AllSourcesState, Carriers, Example, SourceState
from monitor.steps.explaining import Reader, coverages, item_from
from monitor.steps.understanding import AT_HOME, understand
from monitor.times import LONDON
from monitor.understand.stories.shelf import Shelf
from monitor.understand.tone.choosing import Scorers, scorers

AN_OUTLET: Final = "A newspaper"
USUAL_TIME: Final = datetime(2026, 10, 20, 10, tzinfo=LONDON)  # a Tuesday, somebody is in


def staged(reader: Reader, example: Example, toned: bool = True) -> tuple[Coverage, ...]:
    """The coverage that an example describes, once for each office; () if nothing is in it for
    the rules, such as the office's own news.

    Not `toned`, it is for rules that do not ask the tone, which takes three quarters of the time.
    """
    item = _item(reader, example)
    area = (example.office or _only_office(reader)) if item.tier in AT_HOME else ""
    library = replace(reader.library, shelf=cache(Shelf))
    if not toned:
        library = replace(library, scorers=_without_model())
    found = understand(library, item, area)
    if found.story is None:
        return ()
    looked_at = coverages(reader, item, found, area)
    thresholds = reader.library.thresholds
    return tuple(
        _as_told(one, example, thresholds)
        for one in looked_at
        if example.office in ("", one.office_id)
    )


def moment_of(example: Example) -> datetime:
    """When it was published and seen."""
    return example.at.replace(tzinfo=LONDON) if example.at else USUAL_TIME


def firings_on_sources(
    rule: Rule, state: SourceState | AllSourcesState, now: datetime
) -> tuple[Firing, ...]:
    """What a rule on sources says of such a state."""
    if isinstance(state, AllSourcesState):
        newest, habit = now - timedelta(hours=state.hours), timedelta(hours=state.usual_hours)
        return tuple(firing for firing, _ in blind([rule], newest, habit, state.sources, now))
    source = Source(
        id="example",
        name=state.source,
        kind="feed",
        url="https://example.org/feed",
        tier=state.tier,
        group="",
    )
    health = Health(source_id="example", state=state.health, reason=state.reason, since=now)
    return tuple(firing for firing, _ in unwell([rule], [(source, health)], now))


@cache
def _without_model() -> Scorers:
    """VADER, in a thousandth of the time: what it says is not looked at."""
    return scorers(ToneWords(), Path("none"))


def _item(reader: Reader, example: Example) -> Item:
    values = {
        "title": example.title,
        "text": example.text,
        "outlet": example.outlet or AN_OUTLET,
        "published": moment_of(example).isoformat(),
    }
    item = item_from(reader, values)
    owner = example.owner or item.owner
    return replace(item, tier=example.tier, owner=owner, author=example.author)


def _only_office(reader: Reader) -> str:
    return next(iter(reader.casts)) if len(reader.casts) == 1 else ""


def _as_told(coverage: Coverage, example: Example, thresholds: ToneThresholds) -> Coverage:
    """The coverage with all that the example says of it in place of what was found."""
    tone = None if example.tone is None else _tone(coverage, example.tone, thresholds)
    return replace(
        coverage,
        tone=tone or coverage.tone,
        facts=_facts(coverage.facts, example.origin),
        quotes=(*coverage.quotes, *map(_quote, example.quoted)),
        release=example.release or coverage.release,
        addressed=example.addressed or coverage.addressed,
        story_rules=example.beside_rules,
        election_in=example.election_in,
        spread=_spread(example.spread, coverage.item) if example.spread else coverage.spread,
    )


def _facts(found: Facts | None, origin: Origin | None) -> Facts | None:
    return (
        replace(found, origin=origin, origin_why=f"it is {origin}") if found and origin else found
    )


def _tone(coverage: Coverage, score: float, thresholds: ToneThresholds) -> Tone:
    negative, positive = score <= thresholds.negative, score >= thresholds.positive
    return Tone(
        office_id=coverage.office_id,
        label="negative" if negative else "positive" if positive else "neutral",
        score=score,
        scorer="the example",
        evidence=coverage.tone.evidence if coverage.tone else (),
        confidence=1.0,
    )


def _quote(speaker: Speaker) -> Quote:
    return Quote(speaker=speaker, name="", start=0, end=0, where="body", direct=True)


def _spread(told: Carriers, item: Item) -> Spread:
    """Within any window that a rule asks: an example says nothing of hours."""
    outlets, owners = told.outlets or (item.outlet,), told.owners or (item.owner,)
    items = told.items or max(len(outlets), len(owners))
    return Spread(items=items, outlets=outlets, owners=owners, authors=told.authors)
