"""What the ledger says is past due, and whether it can be written at all."""

import sqlite3
from datetime import datetime, timedelta
from typing import Final

from monitor.store.ledger import SQL, Ledger
from monitor.store.watched import save_state
from monitor.times import as_iso

GRACE: Final = timedelta(minutes=2)  # the sender looks every second: so late is a stuck sender
UNHEARD: Final = timedelta(minutes=5)  # two for the first way, the rest for those that stand in
AUDITED: Final = "audited"


def overdue_alerts(db: Ledger, now: datetime) -> list[str]:
    """Open alerts whose next step should have been taken two minutes ago."""
    rows = db.execute(SQL["overdue_alerts"], {"limit": as_iso(now - GRACE)})
    return [row["alert_id"] for row in rows]


def untried_messages(db: Ledger, now: datetime) -> list[str]:
    """Messages that should have left two minutes ago, and nobody tried."""
    rows = db.execute(SQL["untried_messages"], {"limit": as_iso(now - GRACE)})
    return [row["delivery_id"] for row in rows]


def unheard_alerts(db: Ledger, now: datetime) -> list[str]:
    """Urgent alerts that no way out has brought to anybody."""
    rows = db.execute(SQL["unheard_alerts"], {"unheard": as_iso(now - UNHEARD)})
    return [row["alert_id"] for row in rows]


def why_unwritable(db: Ledger, now: datetime) -> str:
    """Why nothing can be written into the ledger, as on a full disk; "" when it can."""
    try:
        save_state(db, AUDITED, {}, now)
    except sqlite3.Error as error:
        return f"{type(error).__name__}: {error}"
    return ""
