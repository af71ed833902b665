"""What people said shall not be told for a while: in the ledger, because it is their word."""

from datetime import datetime

from monitor.records import Judgement, Reason, Silence
from monitor.store.alerts import add_judgement
from monitor.store.ledger import SQL, Ledger, transaction
from monitor.store.rows import Row, from_row, to_row
from monitor.times import as_iso


def add_silence(db: Ledger, silence: Silence) -> None:
    """Keeps a silence; one that is kept already stays as it is."""
    db.execute(SQL["add_silence"], to_row(silence, "silence_id"))


def standing_silences(db: Ledger, now: datetime) -> list[Silence]:
    """Those that stand or are still to begin, the first to end before the others."""
    return [_silence(row) for row in db.execute(SQL["standing_silences"], {"now": as_iso(now)})]


def find_silence(db: Ledger, silence_id: str) -> Silence | None:
    row = db.execute(SQL["find_silence"], {"silence_id": silence_id}).fetchone()
    return _silence(row) if row else None


def end_silence(db: Ledger, silence_id: str, by: str, now: datetime) -> bool:
    """Ends it before its time; False if there is none, or it is over."""
    row = {"silence_id": silence_id, "ended_by": by, "now": as_iso(now)}
    return bool(db.execute(SQL["end_silence"], row).rowcount)


def count_silenced(db: Ledger, silence: Silence) -> int:
    """How many alerts it has held so far."""
    row = {"silence_id": silence.id, "silenced": Reason.SILENCED.value}
    return int(db.execute(SQL["count_silenced"], row).fetchone()["held"])


def save_reminder(db: Ledger, silence: Silence, judgement: Judgement, now: datetime) -> bool:
    """Has a silence recalled to somebody; False, and nobody is told, if it was or is over."""
    with transaction(db):
        row = {"silence_id": silence.id, "now": as_iso(now)}
        if not db.execute(SQL["set_reminded"], row).rowcount:
            return False
        add_judgement(db, judgement)
    return True


def _silence(row: Row) -> Silence:
    return from_row(Silence, row, "silence_id")
