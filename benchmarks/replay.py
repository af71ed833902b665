"""A month of 30,000 items held against the rulebook that comes with the monitor.

`python -m benchmarks.replay`, on one core, on invented coverage: one item in five means the office,
as in a busy area. The month is stored as the flow would have left it; only the replay is timed.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor import ids
from monitor.demo.folder import write_config
from monitor.records import (
    Facts,
    Item,
    Mention,
    Origin,
    Settings,
    StoryPlace,
    Tier,
    Tone,
    Understanding,
)
from monitor.settings import load_settings
from monitor.steps.replaying import past_of, replay
from monitor.store.coverage import Coverage, add_understandings, open_coverage
from monitor.store.items import add_items
from monitor.store.ledger import open_ledger

ITEMS, DAYS, CONCERNED, STORIES = 30_000, 30, 0.2, 900
START = datetime(2026, 10, 1, tzinfo=UTC)
NAME = "Ashvale Police and Crime Commissioner"
SENTENCES = (
    "The parish council met on Tuesday to hear about the new crossing by the school.",
    "Traders in Kestley said that the lights had been out since the weekend.",
    "Officers were called to a disturbance in Norbury Cross late on Friday night.",
    "A panel of councillors will look at the budget again in the new year.",
    "The commissioner was asked what she would do about the front counter in Lowfield.",
    "Campaigners say the service has let down victims who waited for weeks.",
    "The leisure centre reopened with a gala and a choir of two hundred children.",
    "Chief constable Tom Ridley said that response times had fallen by a fifth.",
)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--items", type=int, default=ITEMS)
    items = arguments.parse_args().items
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = load_settings(write_config(folder, "http://127.0.0.1:1"))
        with (
            closing(open_coverage(folder / "coverage.duckdb")) as coverage,
            closing(open_ledger(folder / "ledger.sqlite")) as ledger,
        ):
            for batch in _batches(items):
                _store(coverage, batch, settings)
            past = past_of(settings, settings.rules, coverage, ledger)
            began, worked = time.perf_counter(), time.process_time()
            made = replay(past, START, START + timedelta(days=DAYS))
            wall, cpu = time.perf_counter() - began, time.process_time() - worked
    sent = sum(len(one.sent) for one in made.told.values())
    print(f"{items} items, {made.items} of them judged by {len(past.rules)} rules:")
    print(f"{wall:.1f} s, {cpu:.1f} s of work; {len(made.told)} alerts, {sent} messages")


def _batches(items: int) -> Iterator[list[Item]]:
    chance = random.Random(7)
    made = [_item(number, items, chance) for number in range(items)]
    yield from (made[start : start + 500] for start in range(0, items, 500))


def _item(number: int, items: int, chance: random.Random) -> Item:
    at = START + timedelta(days=DAYS) * (number / items)
    about = chance.random() < CONCERNED
    told = [chance.choice(SENTENCES) for _ in range(chance.randint(4, 24))]
    text = " ".join([f"{NAME} Helen Marsh was there.", *told] if about else told)
    outlet = f"Paper {chance.randrange(60)}"
    return Item(
        id=ids.item_id(f"item {number}"),
        source_id="",
        outlet=outlet,
        tier=Tier.LOCAL,
        owner=f"Owner {chance.randrange(9)}",
        url="",
        title=f"{NAME} meets traders" if about else "A week in Kestley",
        text=text,
        author="",
        published_at=at,
        first_seen_at=at,
    )


def _store(coverage: Coverage, items: list[Item], settings: Settings) -> None:
    add_items(coverage, items, {})
    office = settings.offices[0].id
    understood = [_understood(one, office) for one in items]
    add_understandings(coverage, understood, items[-1].first_seen_at)


def _understood(item: Item, office: str) -> Understanding:
    if not item.title.startswith(NAME):
        return Understanding(item_id=item.id)
    spans = [(0, len(NAME), "headline", 3), (0, len(NAME), "lead", 2)]
    return Understanding(
        item_id=item.id,
        mentions=tuple(
            Mention(
                office_id=office,
                holder_id="marsh",
                role="pcc",
                surface=NAME,
                start=start,
                end=end,
                where=where,  # type: ignore[arg-type]
                confidence=0.95,
                prominence=prominence,
            )
            for start, end, where, prominence in spans
        ),
        tones=(Tone(office_id=office, label="neutral", score=0.0, scorer="none", evidence=()),),
        facts=(
            Facts(
                office_id=office,
                subject="holder",
                prominence=3,
                quoted=False,
                origin=Origin.REACTIVE,
                origin_why="",
                in_hours=True,
            ),
        ),
        story=StoryPlace(
            story_id=ids.story_id(str(len(item.text) % STORIES)), reason="first", likeness=0.0
        ),
    )


if __name__ == "__main__":
    main()
