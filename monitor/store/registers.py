"""What people keep in the registers, and every change of it: in the ledger, as it is their work."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any, Final, NamedTuple

from monitor.records import Change, DiaryEntry, Enquiry, HandEntry, Output, Redress
from monitor.store.ledger import SQL, Ledger, transaction
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso

Entry = Output | Enquiry | Redress | DiaryEntry | HandEntry


class Shelf(NamedTuple):
    """Where a register's entries stand."""

    kind: type[Any]
    id_column: str
    list_: str
    find: str
    save: str


SHELVES: Final = {
    "outputs": Shelf(Output, "output_id", "all_outputs", "find_output", "save_output"),
    "enquiries": Shelf(Enquiry, "enquiry_id", "all_enquiries", "find_enquiry", "save_enquiry"),
    "redress": Shelf(Redress, "redress_id", "all_redress", "find_redress", "save_redress"),
    "diary": Shelf(DiaryEntry, "diary_id", "all_diary", "find_diary", "save_diary"),
    "coverage": Shelf(
        HandEntry, "entry_id", "all_hand_entries", "find_hand_entry", "save_hand_entry"
    ),
}


def add_found_outputs(db: Ledger, outputs: Iterable[Output]) -> None:
    """Registers what the office's own feed carries; one that is known stays as it is."""
    with _together(db):
        for output in outputs:
            db.execute(SQL["add_found_output"], to_row(output, "output_id"))


def list_outputs(
    db: Ledger, since: datetime | None = None, until: datetime | None = None
) -> list[Output]:
    """What was issued between two moments, oldest first; without them all, drafts at the end."""
    if since is None and until is None:
        return entries(db, "outputs")
    span = {"since": as_iso(since) if since else "", "until": as_iso(until) if until else "9"}
    return [from_row(Output, row, "output_id") for row in db.execute(SQL["issued_outputs"], span)]


def entries(db: Ledger, register: str) -> list[Any]:
    """All entries of "outputs", "enquiries", "redress", "diary" or "coverage", in their order."""
    shelf = SHELVES[register]
    return [from_row(shelf.kind, row, shelf.id_column) for row in db.execute(SQL[shelf.list_])]


def find_entry(db: Ledger, register: str, entry_id: str) -> Any | None:  # noqa: ANN401
    shelf = SHELVES[register]
    row = db.execute(SQL[shelf.find], {"id": entry_id}).fetchone()
    return from_row(shelf.kind, row, shelf.id_column) if row else None


def save(
    db: Ledger, register: str, entry: Entry, by: str, now: datetime
) -> tuple[Change, ...] | None:
    """Keeps the entry as it now is, and what that changed, in one transaction, or in the one that
    is open. None if it is new; nothing is written and () given back if it stands there as it is.
    """
    with _together(db):
        before = find_entry(db, register, entry.id)
        changes = None if before is None else _changes(register, before, entry, by, now)
        if changes != ():
            shelf = SHELVES[register]
            db.execute(SQL[shelf.save], to_row(entry, shelf.id_column))
        for change in changes or ():
            db.execute(SQL["add_change"], to_row(change))
    return changes


def changes_of(db: Ledger, entry_id: str) -> list[Change]:
    """What people changed of an entry, oldest first."""
    return [from_row(Change, row) for row in db.execute(SQL["changes_of"], {"id": entry_id})]


def _together(db: Ledger) -> AbstractContextManager[None]:
    """All or nothing, in the transaction that is open or in one of its own."""
    return nullcontext() if db.in_transaction else transaction(db)


def _changes(
    register: str, before: Entry, after: Entry, by: str, now: datetime
) -> tuple[Change, ...]:
    old, new = to_row(before), to_row(after)
    fields: Sequence[str] = [name for name in new if old[name] != new[name]]
    return tuple(
        Change(
            register=register,
            entry_id=after.id,
            field=name,
            before=old[name] or "",
            after=new[name] or "",
            changed_by=by,
            changed_at=now,
        )
        for name in fields
    )
