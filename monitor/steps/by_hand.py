"""Radio, television, print: what a person entered becomes coverage like any other."""

from datetime import datetime

from monitor import ids
from monitor.collect.markup import clean
from monitor.records import Arrival, HandEntry, Item
from monitor.steps.watch import Watch
from monitor.store.items import add_items, find_known, set_items
from monitor.store.sources import hand_entries_to_take, mark_hand_entries_taken

SOURCE = "by-hand"


def take_hand_entries(watch: Watch, now: datetime) -> int:
    """Takes in what was entered or changed since the last look; gives back how much of it is new.

    The mark comes last, so that nothing is lost.
    """
    entries = hand_entries_to_take(watch.ledger)
    if not entries:
        return 0
    items = {_key(entry): _item(entry, now) for entry in entries}
    known = find_known(watch.coverage, [*items])
    new = {key: item for key, item in items.items() if key not in known}
    add_items(watch.coverage, [*new.values()], {key: item.id for key, item in new.items()})
    if known:
        set_items(watch.coverage, [items[key] for key in known], now)
    mark_hand_entries_taken(watch.ledger, entries, now)
    return len(new)


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
        text=clean(entry.text),  # one line, as feeds have it
        author="",
        published_at=entry.published_at,
        first_seen_at=now,
        arrival=Arrival.BY_HAND,
        wording=ids.wording(entry.title, entry.text),
    )
