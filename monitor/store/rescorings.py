"""Requests to score anew, and how far each has come: rows of the ledger."""

from dataclasses import dataclass
from datetime import datetime

from monitor.store.ledger import SQL, Ledger
from monitor.store.rows import from_row, to_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescoring:
    """A request to score anew what came since a moment."""

    asked_at: datetime
    asked_by: str
    since: datetime
    done: int = 0
    total: int = 0  # known when it has begun
    kept: int = 0  # items that keep their score, because the text of their page is gone
    reached_at: datetime  # `since`, or when the last item that is done was first seen
    reached_item: str = ""
    ended_at: datetime | None = None


def ask_for_rescoring(db: Ledger, asked: Rescoring) -> Rescoring:
    """Keeps the request, and gives it back; an open one of the same span is gone on with."""
    for standing in open_rescorings(db):
        if standing.since == asked.since:
            return standing
    db.execute(SQL["add_rescoring"], to_row(asked))
    return asked


def open_rescorings(db: Ledger) -> list[Rescoring]:
    """What is not done, in the order in which it was asked for."""
    return [from_row(Rescoring, row) for row in db.execute(SQL["open_rescorings"])]


def save_rescoring(db: Ledger, asked: Rescoring) -> None:
    """How far it has come."""
    row = to_row(asked)
    del row["asked_by"], row["since"]
    db.execute(SQL["save_rescoring"], row)
