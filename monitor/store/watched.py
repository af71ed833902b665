"""What the rules that watch over time are told: of stories, releases, districts and messages, and
where each of them stood when it was last looked at.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from monitor.records import Alert, Arrival, Delivery, Item, Severity, Tier
from monitor.store.coverage import SQL as COVERAGE_SQL
from monitor.store.coverage import Coverage
from monitor.store.ledger import SQL, Ledger
from monitor.store.rows import from_row
from monitor.times import as_iso, from_iso

Of = tuple[str, str]  # office, and its story, output or theme
STUCK: Final = "stuck "  # before a way by which messages do not leave


@dataclass(frozen=True, slots=True)
class Chapter:
    """An item of a story's course."""

    item_id: str
    seen_at: datetime
    negative: bool


@dataclass(frozen=True, slots=True)
class Pickups:
    """Who of the press used an output."""

    sources: tuple[str, ...]
    outlets: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that should have gone out, and the alert that it is of."""

    delivery: Delivery
    rule_id: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Stuck:
    """A way out that delivers nothing, and whether it is the only one."""

    way: str
    since: datetime
    messages: int  # that waited when it was noticed
    only: bool


# ---------------------------------------------------------------- coverage


def story_courses(db: Coverage, since: datetime, now: datetime) -> dict[Of, list[Chapter]]:
    """By office and story, all that was told of stories that had something new since then."""
    courses: dict[Of, list[Chapter]] = {}
    rows = db.execute(COVERAGE_SQL["story_courses"], {"since": since, "now": now}).fetchall()
    for office, story, *chapter in rows:
        courses.setdefault((office, story), []).append(Chapter(*chapter))
    return courses


def items_by_id(db: Coverage, item_ids: Sequence[str]) -> dict[str, Item]:
    rows = db.execute(COVERAGE_SQL["items_by_id"], {"item_ids": list(item_ids)}).fetchall()
    return {row[0]: _item(row) for row in rows}


def press_pickups(db: Coverage, since: datetime) -> dict[Of, Pickups]:
    """By office and output, who used it since then; what came before its issue is no pick-up."""
    rows = db.execute(COVERAGE_SQL["press_pickups"], {"since": since}).fetchall()
    return {(office, output): Pickups(tuple(who), many) for office, output, who, many in rows}


def district_news(db: Coverage, since: datetime) -> list[tuple[str, datetime, tuple[str, ...]]]:
    """Press items about an office since then, oldest first: office, time of sight, districts."""
    rows = db.execute(COVERAGE_SQL["district_news"], {"since": since}).fetchall()
    return [(office, at, tuple(districts or ())) for office, _, at, districts in rows]


def themes_of_stories(db: Coverage, story_ids: Sequence[str]) -> dict[Of, tuple[str, ...]]:
    """By office and story, which themes of the plan it has."""
    found: dict[Of, tuple[str, ...]] = {}
    rows = db.execute(COVERAGE_SQL["themes_of_stories"], {"story_ids": list(story_ids)}).fetchall()
    for story, office, theme in sorted(rows):
        found[office, story] = (*found.get((office, story), ()), theme)
    return found


# ---------------------------------------------------------------- the ledger


def waiting_messages(db: Ledger, now: datetime) -> list[Waiting]:
    """Messages that have not left, the oldest first."""
    return [
        Waiting(from_row(Delivery, row, "delivery_id"), row["rule_id"], Severity(row["severity"]))
        for row in db.execute(SQL["waiting_messages"], {"now": as_iso(now)})
    ]


def unacknowledged_alerts(db: Ledger, since: datetime) -> list[Alert]:
    """S1 and S2 raised since then that nobody has in hand, the oldest first."""
    rows = db.execute(SQL["unacknowledged_alerts"], {"since": as_iso(since)})
    return [from_row(Alert, row, "alert_id") for row in rows]


def open_stories(db: Ledger, rule_ids: Sequence[str]) -> dict[str, str]:
    """Alerts of these rules that stand open, and the story of each."""
    rows = db.execute(SQL["open_stories"], {"rules": json.dumps(list(rule_ids))})
    return {row["alert_id"]: row["story_id"] for row in rows}


def find_state(db: Ledger, name: str) -> tuple[Any, datetime] | None:
    """What was last kept under this name, and when."""
    row = db.execute(SQL["find_watch_state"], {"name": name}).fetchone()
    return (json.loads(row["state"]), from_iso(row["saved_at"])) if row else None


def stuck_ways(db: Ledger) -> list[Stuck]:
    """Ways out by which nothing leaves."""
    rows = db.execute(SQL["states_named"], {"begin": STUCK})
    return [_stuck(row["name"].removeprefix(STUCK), json.loads(row["state"])) for row in rows]


def save_state(db: Ledger, name: str, state: Mapping[str, Any], now: datetime) -> None:
    row = {"name": name, "state": json.dumps(state), "saved_at": as_iso(now)}
    db.execute(SQL["save_watch_state"], row)


def forget_state(db: Ledger, name: str) -> None:
    db.execute(SQL["forget_watch_state"], {"name": name})


def _item(row: Sequence[Any]) -> Item:
    values = dict(zip((one.name for one in fields(Item)), row, strict=True))
    return Item(**values | {"tier": Tier(values["tier"]), "arrival": Arrival(values["arrival"])})


def _stuck(way: str, state: Mapping[str, Any]) -> Stuck:
    return Stuck(way, from_iso(state["since"]), state["messages"], state["only"])
