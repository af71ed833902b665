"""What people said of alerts, and of news for which none came: in the ledger, it is their work."""

from monitor.records import Mark
from monitor.store.ledger import SQL, Ledger
from monitor.store.rows import from_row, to_row


def add_mark(db: Ledger, mark: Mark) -> None:
    """Keeps a person's word; it counts until they say otherwise of the same alert."""
    db.execute(SQL["add_mark"], to_row(mark))


def list_marks(db: Ledger) -> list[Mark]:
    """The newest word of each person on each alert, or on what was missed, oldest first."""
    return [from_row(Mark, row) for row in db.execute(SQL["list_marks"])]
