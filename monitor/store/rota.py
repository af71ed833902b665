"""What people said of the rota, and calendars as they were last read: in the ledger."""

from collections.abc import Iterable
from datetime import UTC, datetime

from monitor.records import Appointment, CalendarCopy, RotaChange
from monitor.store.ledger import SQL, Ledger, audit, transaction
from monitor.store.rows import Row, from_row, to_row
from monitor.times import as_iso, for_people

EVER = datetime(1970, 1, 1, tzinfo=UTC)


def add_change(db: Ledger, change: RotaChange) -> None:
    """Keeps a person's word, with a line in the audit trail; the same word twice is one."""
    with transaction(db):
        added = db.execute(SQL["add_rota_change"], to_row(change, "change_id")).rowcount
        if added:
            audit(db, change.said_at, change.said_by, _in_the_trail(change), "")


def end_change(db: Ledger, change_id: str, by: str, now: datetime) -> bool:
    """Takes it back before its time; False if there is none, or it is over."""
    row = {"change_id": change_id, "ended_by": by, "now": as_iso(now)}
    with transaction(db):
        ended = bool(db.execute(SQL["end_rota_change"], row).rowcount)
        if ended:
            audit(db, now, by, f"rota: took back {change_id}", "")
    return ended


def list_changes(db: Ledger, since: datetime = EVER) -> list[RotaChange]:
    """Those that were not over then, taken back or not, the first to begin before the others."""
    return [_change(row) for row in db.execute(SQL["rota_changes"], {"since": as_iso(since)})]


def list_calendars(db: Ledger) -> dict[str, CalendarCopy]:
    """Every calendar as it was last read, by its id."""
    copies = (from_row(CalendarCopy, row, "calendar_id") for row in db.execute(SQL["calendars"]))
    return {copy.id: copy for copy in copies}


def save_calendar(
    db: Ledger, copy: CalendarCopy, entries: Iterable[Appointment] | None = None
) -> None:
    """How a calendar stands, and all its entries if they were written out anew."""
    with transaction(db):
        db.execute(SQL["save_calendar"], to_row(copy, "calendar_id"))
        if entries is None:
            return
        db.execute(SQL["forget_appointments"], {"calendar_id": copy.id})
        db.executemany(SQL["add_appointment"], [to_row(entry) for entry in entries])


def list_appointments(db: Ledger, since: datetime = EVER) -> list[Appointment]:
    """Entries of calendars that were not over then, in order."""
    rows = db.execute(SQL["appointments"], {"since": as_iso(since)})
    return [from_row(Appointment, row) for row in rows]


def _in_the_trail(change: RotaChange) -> str:
    whom = change.person_id or change.role
    instead = f", {change.instead_id} instead" if change.instead_id else ""
    until = f"{for_people(change.begins_at)} to {for_people(change.ends_at)}"
    return f"rota: {change.kind} {change.id} of {whom}, {until}{instead}"


def _change(row: Row) -> RotaChange:
    return from_row(RotaChange, row, "change_id")
