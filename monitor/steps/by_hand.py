"""Radio, television, print: what a person entered becomes coverage like any other."""

from datetime import datetime

from monitor import ids
from monitor.records import Arrival, HandEntry, Item
from monitor.steps.watch import Watch
from monitor.store.items import add_items
from monitor.store.sources import hand_entries_to_take, mark_hand_entries_taken

SOURCE = "by-hand"


def take_hand_entries(watch: Watch, now: datetime) -> int:
    """Takes in what was entered since the last look; the mark comes last, so none is lost."""
    entries = hand_entries_to_take(watch.ledger)
    if entries:
        items = {_key(entry): _item(entry, now) for entry in entries}
        keys = {key: item.id for key, item in items.items()}
        add_items(watch.coverage, list(items.values()), keys)
        mark_hand_entries_taken(watch.ledger, [entry.id for entry in entries], now)
    return len(entries)


def _key(entry: HandEntry) -> str:
    return f"hand:{entry.id}"


def _item(entry: HandEntry, now: datetime) -> Item:
    return Item(
        id=ids.item_id(_key(entry)),
        source_id=SOURCE,
        outlet=entry.outlet,
        tier=entry.tier,
        owner=entry.owner,
        url=entry.url,
        title=entry.title,
        text=entry.text,
        author="",
        published_at=entry.published_at,
        first_seen_at=now,
        arrival=Arrival.BY_HAND,
    )
