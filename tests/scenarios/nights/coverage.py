"""What a script says of an item, as a collected item."""

from datetime import datetime, timedelta
from typing import Any

from monitor import ids
from monitor.records import Item
from monitor.steps.watch import Watch
from monitor.times import in_london
from tests.scenarios.nights.lines import Written

MINUTES_AGO = timedelta(minutes=5)


def item_of(written: Written, watch: Watch, now: datetime) -> Item:
    """As its source's collector would make it; it was published five minutes ago."""
    source = watch.outlets[written.outlet.casefold()]
    more: dict[str, Any] = dict(written.more)
    ago = more.pop("ago", MINUTES_AGO)
    name = f"{source.id}/{in_london(now):%Y-%m-%d-%H%M%S}/{written.headline or written.text}"
    item: dict[str, Any] = {
        "id": ids.item_id(name),
        "source_id": source.id,
        "outlet": source.name,
        "tier": source.tier,
        "owner": source.group,
        "url": f"https://{source.id}.example/{ids.item_id(name)}",
        "title": written.headline,
        "text": written.text,
        "author": "",
        "published_at": now - ago,
        "first_seen_at": now,
        "wording": ids.wording(written.headline, written.text),
    }
    return Item(**item | more)
