"""What stands in Slack of each alert, what was said under it, and the app's home."""

import json
from collections.abc import Iterable
from datetime import datetime

from monitor.records import Alert, Delivery, Home, Thread
from monitor.store.ledger import SQL, Ledger
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso


def messages_in_slack(db: Ledger, since: datetime) -> list[Delivery]:
    """Messages posted since then, of each alert the oldest first."""
    rows = db.execute(SQL["messages_in_slack"], {"since": as_iso(since)})
    return [from_row(Delivery, row, "delivery_id") for row in rows]


def alerts_in_slack(db: Ledger, alert_ids: Iterable[str]) -> dict[str, Alert]:
    rows = db.execute(SQL["alerts_in_slack"], {"ids": json.dumps(sorted(set(alert_ids)))})
    return {row["alert_id"]: from_row(Alert, row, "alert_id") for row in rows}


def list_threads(db: Ledger, deliveries: Iterable[Delivery]) -> dict[str, Thread]:
    ids = json.dumps([one.id for one in deliveries])
    rows = db.execute(SQL["list_threads"], {"ids": ids})
    return {row["delivery_id"]: from_row(Thread, row) for row in rows}


def save_shown(db: Ledger, thread: Thread) -> None:
    """What the message shows; one thread of the process changes cards, another says lines."""
    db.execute(SQL["save_shown"], to_row(thread))


def save_said(db: Ledger, thread: Thread) -> None:
    """What was last said under the message."""
    db.execute(SQL["save_said"], to_row(thread))


def list_homes(db: Ledger) -> list[Home]:
    return [from_row(Home, row) for row in db.execute(SQL["list_homes"])]


def open_home(db: Ledger, user_id: str, now: datetime) -> None:
    """This person looks at the app's home: it is shown anew."""
    db.execute(SQL["open_home"], {"user_id": user_id, "at": as_iso(now)})


def save_home(db: Ledger, home: Home) -> None:
    db.execute(SQL["save_home"], to_row(home))
