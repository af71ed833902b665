"""How the ways out are, and what becomes of messages whose way does not work."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from monitor.records import SHARED_WAYS, Card, Delivery, Reason, Severity, Undelivered, WayState
from monitor.store.ledger import SQL, Ledger
from monitor.store.rows import from_row, to_row
from monitor.times import as_iso, from_iso

LOOKING: Final = " looking"  # behind a way's name: of looks there, for which it has another limit


def list_ways(db: Ledger) -> dict[str, WayState]:
    return {row["way"]: from_row(WayState, row) for row in db.execute(SQL["list_ways"])}


def find_way(db: Ledger, way: str) -> WayState:
    return list_ways(db).get(way) or WayState(way=way)


def save_way(db: Ledger, state: WayState) -> None:
    db.execute(SQL["save_way"], to_row(state))


def way_works(db: Ledger, way: str, now: datetime) -> None:
    """Something arrived by it, such as a person's test message."""
    save_way(db, WayState(way=way, tried_at=now))


def list_waits(db: Ledger, now: datetime) -> dict[str, datetime]:
    """Until when a way asked for nothing: by its name, or by that and `LOOKING`."""
    rows = db.execute(SQL["list_waits"], {"now": as_iso(now)})
    return {row["way"]: from_iso(row["until"]) for row in rows}


def ways_waited_for(db: Ledger, now: datetime) -> list[str]:
    """By which something should leave now, or would if they worked."""
    return [row["way"] for row in db.execute(SQL["ways_waited_for"], {"now": as_iso(now)})]


def park_waiting(db: Ledger, way: str, note: str, now: datetime) -> int:
    """What should leave by it waits until it works; how many messages began to wait."""
    row = {"way": way, "note": note[:500], "now": as_iso(now), "late": Reason.LATE.value}
    return db.execute(SQL["park_waiting"], row).rowcount


def regroup(db: Ledger) -> int:
    """What was to tell for all that wait, and has newer ones behind it, waits with them again."""
    row = {"late": Reason.LATE.value, "shared": json.dumps(SHARED_WAYS)}
    return db.execute(SQL["regroup"], row).rowcount


def give_up_told(db: Ledger) -> int:
    """What waits for its way, and was told otherwise or answered, leaves no more; how many."""
    led = {"late": Reason.LATE.value, "shared": json.dumps(SHARED_WAYS)}
    return sum(
        db.execute(SQL[name], row).rowcount
        for name, row in (("give_up_answered", {}), ("give_up_led", led), ("give_up_told", {}))
    )


def undelivered(db: Ledger) -> list[Undelivered]:
    """What has not arrived and may want another way, the most urgent first."""
    rows = db.execute(SQL["undelivered"], {"late": Reason.LATE.value})
    return [_undelivered(row) for row in rows]


def hurry(db: Ledger, deliveries: Iterable[str], now: datetime) -> None:
    """What should leave later leaves now: the way before it does not work."""
    row = {"ids": json.dumps(list(deliveries)), "now": as_iso(now)}
    db.execute(SQL["hurry"], row)


def lead_out(db: Ledger, leads: Sequence[Delivery], now: datetime) -> None:
    """These leave now, late, each for all of its rule that wait with it."""
    for lead in leads:
        row: Mapping[str, object] = {"late": Reason.LATE.value, "now": as_iso(now)}
        columns = to_row(lead, "delivery_id")
        db.execute(SQL["lead_out"], {**row, **{k: columns[k] for k in ("delivery_id", "card")}})


def _undelivered(row: sqlite3.Row) -> Undelivered:
    first = row["first_tried_at"]
    return Undelivered(
        delivery=from_row(Delivery, row, "delivery_id"),
        rule_id=row["rule_id"],
        severity=Severity(row["urgency"]),
        card=from_row(Card, json.loads(row["card_of_alert"])),
        first_tried_at=from_iso(first) if first else None,
    )
