"""What the ledger keeps of sources: polls, events, robots.txt, money, hand-entered coverage."""

from collections.abc import Iterable
from datetime import datetime

from monitor.records import HandEntry, PollState, Robots, SourceEvent
from monitor.store.ledger import SQL, Ledger, transaction
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso


def list_polls(db: Ledger) -> dict[str, PollState]:
    """What is known of every source, by its id."""
    return {row["source_id"]: from_row(PollState, row) for row in db.execute(SQL["list_polls"])}


def save_polls(db: Ledger, polls: Iterable[PollState], events: Iterable[SourceEvent] = ()) -> None:
    """Remembers how polls ended, and what a person should know of them."""
    with transaction(db):
        for poll in polls:
            db.execute(SQL["save_poll"], to_row(poll))
        for event in events:
            db.execute(SQL["add_source_event"], to_row(event))


def list_source_events(db: Ledger, since: datetime) -> list[SourceEvent]:
    """Gaps, renumbered feeds and new addresses since then, newest first."""
    rows = db.execute(SQL["list_source_events"], {"since": as_iso(since)})
    return [from_row(SourceEvent, row) for row in rows]


def find_robots(db: Ledger, host: str) -> Robots | None:
    row = db.execute(SQL["find_robots"], {"host": host}).fetchone()
    return from_row(Robots, row) if row else None


def save_robots(db: Ledger, robots: Robots) -> None:
    db.execute(SQL["save_robots"], to_row(robots))


def posts_paid(db: Ledger, source_id: str, month: str) -> int:
    """How many posts this source cost in a month, `2026-10`."""
    row = db.execute(SQL["posts_paid"], {"source_id": source_id, "month": month}).fetchone()
    return int(row["posts"]) if row else 0


def add_posts_paid(db: Ledger, source_id: str, month: str, posts: int) -> None:
    """Counts posts; fewer than none gives back what was counted too much."""
    db.execute(SQL["add_posts_paid"], {"source_id": source_id, "month": month, "posts": posts})


def hand_entries_to_take(db: Ledger) -> list[HandEntry]:
    """What does not stand in coverage yet, or stands there as it was; oldest first."""
    rows = db.execute(SQL["hand_entries_to_take"])
    return [from_row(HandEntry, row, "entry_id") for row in rows]


def mark_hand_entries_taken(db: Ledger, entries: Iterable[HandEntry], now: datetime) -> None:
    """These stand in coverage, except those that somebody changed since they were read."""
    with transaction(db):
        for entry in entries:
            row = to_row(entry, "entry_id")
            del row["entered_by"], row["entered_at"]
            db.execute(SQL["mark_hand_entry_taken"], row | {"now": as_iso(now)})
