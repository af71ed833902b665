"""What a story's items tell, from the live database or from the analysts' lake: the same rows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from monitor.store import lake as published
from monitor.store.coverage import SQL, Coverage
from monitor.times import as_iso

Row = dict[str, Any]
Name = Literal["items_of_dossier", "outputs_of_dossier", "names_of_dossier"]
Look = Callable[[Name, Mapping[str, Any]], list[Row]]


def look_in_coverage(db: Coverage, now: datetime) -> Look:
    """Asks the live database, which only its owner may; for a step of the flow."""

    def look(name: Name, values: Mapping[str, Any]) -> list[Row]:
        told = {**values, "now": now}
        answer = db.execute(SQL[name], {key: told[key] for key in _asked(SQL[name], told)})
        columns = [column[0] for column in answer.description]
        return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]

    return look


def look_in_lake(lake: Path, now: datetime) -> Look:
    """Asks what was published, which anybody may at any time."""

    def look(name: Name, values: Mapping[str, Any]) -> list[Row]:
        told = {**values, "now": as_iso(now)}
        sql = published.SQL[name]
        return published.rows(lake, name, {key: told[key] for key in _asked(sql, told)})

    return look


def districts_of(lake: Path, story: str, office: str) -> list[str]:
    """Where a story plays, the district that most items name first."""
    rows = published.rows(lake, "districts_of_dossier", {"story_id": story, "office_id": office})
    return [row["tag"] for row in rows]


def said_in(lake: Path, story: str) -> list[Row]:
    """Who is quoted: speaker, name, outlet and, where they are kept, 25 words at most."""
    return published.rows(lake, "said_in_dossier", {"story_id": story})


def story_of(lake: Path, story: str) -> Row | None:
    """The story that counts for this one, its title and the offices it means; None if unknown."""
    found = published.rows(lake, "story_of", {"story_id": story})
    return found[0] if found else None


def item_called(lake: Path, called: str) -> Row | None:
    """The item of this id or address, and its story; None if we have no such item."""
    found = published.rows(lake, "item_called", {"called": called})
    return found[0] if found else None


def _asked(sql: str, values: Mapping[str, Any]) -> list[str]:
    return [name for name in values if f"${name}" in sql]
