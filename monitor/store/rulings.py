"""What people said of mentions: in the ledger, because it is their work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.records import Ruling
from monitor.store.ledger import SQL, Ledger
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso


def add_ruling(db: Ledger, ruling: Ruling) -> None:
    """Keeps a person's word; it counts until they, or somebody else, say otherwise."""
    row = to_row(ruling)
    del row["passages"]  # the daemon fills them
    db.execute(SQL["add_ruling"], row)


def list_rulings(db: Ledger) -> list[Ruling]:
    """The newest word on each item and office, in the order in which they were said."""
    return [from_row(Ruling, row) for row in db.execute(SQL["list_rulings"])]


def rulings_to_take(db: Ledger) -> list[Ruling]:
    """What was said and has not taken effect, oldest first."""
    return [from_row(Ruling, row) for row in db.execute(SQL["rulings_to_take"])]


def mark_ruling_taken(db: Ledger, ruling: Ruling, passages: Sequence[int], now: datetime) -> None:
    taken = to_row(replace(ruling, passages=tuple(passages)))
    row = {key: taken[key] for key in ("item_id", "office_id", "ruled_at", "passages")}
    db.execute(SQL["mark_ruling_taken"], row | {"now": as_iso(now)})
