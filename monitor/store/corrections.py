"""What people said of tone: in the ledger, because it is their work."""

from collections.abc import Iterable
from datetime import datetime

from monitor.records import Correction
from monitor.store.ledger import SQL, Ledger, transaction
from monitor.store.rows import from_row, to_row


def add_corrections(db: Ledger, corrections: Iterable[Correction]) -> None:
    """Keeps what a person said in one breath, all or nothing; an earlier word stays on record."""
    with transaction(db):
        for correction in corrections:
            db.execute(SQL["add_correction"], to_row(correction))


def list_corrections(db: Ledger) -> list[Correction]:
    """What stands, in the order in which it was said; what was taken back is not among it."""
    return [from_row(Correction, row) for row in db.execute(SQL["list_corrections"])]


def standing_corrections(db: Ledger) -> dict[tuple[str, str], Correction]:
    """The same by item and office: one word stands on each."""
    return {(one.item_id, one.office_id): one for one in list_corrections(db)}


def breath_of(one: Correction) -> tuple[datetime, str, str]:
    """What the words have in common that a person said of an item and its copies at once."""
    return one.said_at, one.said_by, one.office_id


def count_corrections(db: Ledger) -> int:
    """How many words there are: they are only ever added to."""
    return int(db.execute(SQL["count_corrections"]).fetchone()["words"])
