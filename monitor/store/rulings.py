"""What people said of mentions: in the ledger, because it is their work."""

import json
from collections.abc import Sequence
from datetime import datetime

from monitor.records import Ruling
from monitor.store.ledger import SQL, Ledger
from monitor.store.rows import Row, from_row, to_row
from monitor.times import as_iso


def add_ruling(db: Ledger, ruling: Ruling) -> None:
    """Keeps a person's word; it counts until they, or somebody else, say otherwise."""
    row = to_row(ruling)
    del row["passages"]  # the daemon fills them
    db.execute(SQL["add_ruling"], row)


def list_rulings(db: Ledger) -> list[Ruling]:
    """The newest word on each item and office, in the order in which they were said."""
    return [_ruling(row) for row in db.execute(SQL["list_rulings"])]


def rulings_to_take(db: Ledger) -> list[Ruling]:
    """What was said and has not taken effect, oldest first."""
    return [_ruling(row) for row in db.execute(SQL["rulings_to_take"])]


def mark_ruling_taken(db: Ledger, ruling: Ruling, passages: Sequence[int], now: datetime) -> None:
    row = {key: to_row(ruling)[key] for key in ("item_id", "office_id", "ruled_at")}
    row |= {"passages": json.dumps(list(passages)), "now": as_iso(now)}
    db.execute(SQL["mark_ruling_taken"], row)


def _ruling(row: Row) -> Ruling:
    return from_row(Ruling, {**row, "passages": json.loads(row["passages"])})
