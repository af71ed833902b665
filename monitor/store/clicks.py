"""What people pressed and typed in Slack, kept before anything is done about it."""

from datetime import datetime

from monitor.records import ButtonState, Click
from monitor.store.ledger import SQL, Ledger, transaction
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso


def keep_click(db: Ledger, click: Click) -> bool:
    """On disk when this returns; False if it was there, in this envelope or another."""
    with transaction(db):
        return bool(db.execute(SQL["keep_click"], to_row(click, "click_id")).rowcount)


def clicks_to_apply(db: Ledger) -> list[Click]:
    return [from_row(Click, row, "click_id") for row in db.execute(SQL["clicks_to_apply"])]


def find_click(db: Ledger, click_id: str) -> Click | None:
    row = db.execute(SQL["find_click"], {"click_id": click_id}).fetchone()
    return from_row(Click, row, "click_id") if row else None


def settle_click(db: Ledger, click: Click) -> None:
    """By whom it counts, when it was done, and what the person is told."""
    row = to_row(click, "click_id")
    keys = ("click_id", "person", "answer", "applied_at")
    db.execute(SQL["settle_click"], {key: row[key] for key in keys})


def clicks_to_tell(db: Ledger, now: datetime) -> list[Click]:
    rows = db.execute(SQL["clicks_to_tell"], {"now": as_iso(now)})
    return [from_row(Click, row, "click_id") for row in rows]


def told_click(db: Ledger, click_id: str, now: datetime) -> None:
    """The person has the answer, or will never have it."""
    db.execute(SQL["told_click"], {"click_id": click_id, "at": as_iso(now)})


def put_click_off(db: Ledger, click_id: str, until: datetime) -> None:
    """The answer is tried again then."""
    db.execute(SQL["put_click_off"], {"click_id": click_id, "until": as_iso(until)})


def save_buttons(db: Ledger, why: str, now: datetime) -> None:
    """Whether presses reach us: they do where there is no reason why not."""
    state = ButtonState(offline_since=now if why else None, why=why, seen_at=now)
    db.execute(SQL["save_buttons"], to_row(state))


def find_buttons(db: Ledger) -> ButtonState | None:
    """How Slack's buttons are; None where nobody ever listened for them."""
    row = db.execute(SQL["find_buttons"]).fetchone()
    return from_row(ButtonState, row) if row else None


def forget_buttons(db: Ledger) -> None:
    """Nobody listens for presses any more: cards offer none."""
    db.execute(SQL["forget_buttons"])
