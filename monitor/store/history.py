"""What came in a span of time, to be held against other rules; nothing here is changed."""

from collections.abc import Iterator
from datetime import datetime

from monitor.records import Item
from monitor.store.coverage import SQL, Coverage
from monitor.store.items import BATCH, as_item


def history(db: Coverage, since: datetime, until: datetime) -> Iterator[list[Item]]:
    """Items that rules look at, in the order of their first sight, in batches."""
    place = {"after_at": since, "after_id": ""}
    while True:
        values = {"since": since, "until": until, "most": BATCH, **place}
        items = [as_item(row) for row in db.execute(SQL["history_to_judge"], values).fetchall()]
        if not items:
            return
        yield items
        place = {"after_at": items[-1].first_seen_at, "after_id": items[-1].id}


def count_history(db: Coverage, since: datetime, until: datetime) -> tuple[int, int]:
    """How many items came, and how many of them concern an office."""
    items, concerned = db.execute(
        SQL["count_history"], {"since": since, "until": until}
    ).fetchall()[0]
    return items, concerned
