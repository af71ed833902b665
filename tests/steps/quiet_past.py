"""Nine quiet weeks of Ashvale over real stores, and what a test lets happen after them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor import ids
from monitor.alert.rulebook import make_ready
from monitor.records import (
    Alert,
    Arrival,
    CycleReport,
    Delivery,
    Facts,
    Holder,
    Item,
    Manners,
    Office,
    Origin,
    Place,
    Polling,
    Rule,
    Settings,
    Source,
    StoryPlace,
    Tag,
    Tier,
    Understanding,
)
from monitor.steps.watch import Watch
from monitor.steps.watches.usual import usual_of
from monitor.steps.watching import watch_over
from monitor.store import coverage as store
from monitor.store import items as stored
from monitor.store.alerts import list_alerts
from monitor.store.coverage import open_coverage
from monitor.store.ledger import open_ledger
from monitor.store.outbox import list_deliveries
from monitor.store.paths import ledger_of
from tests.alert.samples import NOON, a_mention, a_tone, an_item, an_oncall

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OFFICE = Office(
    id="ashvale",
    name="Ashvale",
    title="Police and Crime Commissioner for Ashvale",
    names=("Ashvale PCC", "Ashvale's commissioner"),
    holders=(Holder(id="marsh", name="Helen Marsh", role="pcc", from_=NOON.date()),),
    places=(
        Place(name="Harrow Mere", district="Harrow Mere"),
        Place(name="Kestley", district="Kestley"),
    ),
)


def a_source(source_id: str, name: str, **changes: Any) -> Source:
    url = f"https://{source_id}.example/feed"
    source = Source(id=source_id, name=name, kind="feed", url=url, tier=Tier.LOCAL, group=name)
    return replace(source, **changes)


SOURCES = (
    a_source("ashvale-gazette", "Ashvale Gazette"),
    a_source("norbury-post", "Norbury Post"),
)


def settings_with(*rules: Rule, **changes: Any) -> Settings:
    settings = Settings(
        polling=Polling(contact="mailto:desk@example.org"),
        sources=SOURCES,
        offices=(OFFICE,),
        rules=rules,
        oncall=an_oncall(),
        manners=Manners(budget=1000),
    )
    return replace(settings, **changes)


@dataclass(frozen=True, slots=True)
class Data:
    """A data folder, and a watch whose other parts whoever goes on with it may use."""

    path: Path
    base: Watch

    def copied(self, to: Path) -> Data:
        return Data(Path(shutil.copytree(self.path, to)), self.base)


def quiet_weeks(data: Data) -> Data:
    """The data folder with four neutral press items on every day of nine weeks."""
    with watching(data) as ashvale:
        times = [NOON - day * DAY + n * HOUR for day in range(63, 0, -1) for n in (-3, 0, 3, 6)]
        ashvale.bring_all([{"at": at} for at in (*times, NOON - 3 * HOUR)])
        usual_of(ashvale.watch, OFFICE, "news", NOON)  # learned once and not by every test
    return data


class Ashvale:
    """A watch, and items that are put before it as if they had been read."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.brought = 0

    def bring(self, **changes: Any) -> Item:
        """One item that means the office; what it says, when and how, is up to the test."""
        return self.bring_all([changes])[0]

    def bring_many(self, count: int, *, at: datetime, **changes: Any) -> list[Item]:
        """So many, half a minute apart, of which the last is seen then."""
        seconds = timedelta(seconds=30)
        return self.bring_all([{"at": at - n * seconds} | changes for n in range(count)])

    def bring_all(self, wanted: Sequence[dict[str, Any]]) -> list[Item]:
        found = [_made(self._next(), **changes) for changes in wanted]
        keys = {f"url:{item.id}": item.id for item, _ in found}
        stored.add_items(self.watch.coverage, [item for item, _ in found], keys)
        newest = max(item.first_seen_at for item, _ in found)
        store.add_understandings(self.watch.coverage, [read for _, read in found], newest)
        return [item for item, _ in found]

    def _next(self) -> str:
        count = "SELECT count(*) FROM items"
        total: int = self.watch.coverage.execute(count).fetchall()[0][0]
        self.brought = max(total, self.brought) + 1
        return f"item {self.brought}"

    def look(self, now: datetime) -> CycleReport:
        report = CycleReport()
        watch_over(self.watch, now, report)
        return report

    def looks(self, since: datetime, until: datetime, every: timedelta = 10 * MINUTE) -> None:
        """Looks again and again, as the daemon does."""
        while since <= until:
            self.look(since)
            since += every

    def alerts(self, rule: str = "") -> list[Alert]:
        return [one for one in list_alerts(self.watch.ledger) if rule in {"", one.rule_id}]

    def messages(self) -> list[Delivery]:
        return list_deliveries(self.watch.ledger, [alert.id for alert in self.alerts()])


@contextmanager
def watching(data: Data, *rules: Rule, **changes: Any) -> Iterator[Ashvale]:
    """The watch on this data folder; leaving the block is the end of who held it.

    An analysts' lake, which `open_watch` writes each time, would be most of what these tests cost.
    """
    settings = settings_with(*rules, **changes)
    with (
        closing(open_coverage(data.path / "coverage.duckdb")) as coverage,
        closing(open_ledger(ledger_of(data.path))) as ledger,
    ):
        ours = replace(data.base, coverage=coverage, ledger=ledger)
        yield Ashvale(replace(ours, settings=settings, rules=make_ready(settings.rules)))


def _made(name: str, **changes: Any) -> tuple[Item, Understanding]:
    at, score = changes.pop("at"), changes.pop("score", 0.0)
    story, reason = changes.pop("story", name), changes.pop("reason", "first")
    districts, themes = changes.pop("districts", ()), changes.pop("themes", ())
    pickups = changes.pop("pickups", ())
    values = {"published_at": at, "arrival": Arrival.NEWS, "title": f"Commissioner, {name}"}
    item = an_item(name, **values | changes, first_seen_at=at)
    label = "negative" if score < 0 else "neutral"
    facts = Facts(
        office_id="ashvale",
        subject="office",
        prominence=3,
        quoted=False,
        origin=Origin.UNPROMPTED,
        origin_why="",
        in_hours=True,
        districts=tuple(Tag(id=one, words=(one,)) for one in districts),
        themes=tuple(Tag(id=one, words=(one,)) for one in themes),
    )
    return item, Understanding(
        item_id=item.id,
        mentions=(a_mention(),),
        tones=(a_tone(score=score, label=label),),
        facts=(facts,),
        pickups=pickups,
        story=StoryPlace(story_id=ids.story_id(story), reason=reason, likeness=1.0),
    )
