"""Stories as analysts see them, and the flow: who carries them, and what belongs to them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.store.coverage import SQL, Coverage
from monitor.store.lake import rows
from monitor.times import as_iso


def list_stories(lake: Path, since: datetime) -> list[dict[str, Any]]:
    """Stories with something new since then, newest first, with the tone of their originals."""
    return rows(lake, "list_stories", {"since": as_iso(since)})


def items_of_story(lake: Path, story: str) -> list[dict[str, Any]]:
    """The items of a story, or of the one that it is told with; none if nothing has the id."""
    return rows(lake, "items_of_story", {"story_id": story})


def items_told_with(lake: Path, item: str) -> list[dict[str, Any]]:
    """The item and the copies of its text, with the story that each is in."""
    return rows(lake, "items_told_with", {"item_id": item})


def outlets_of_stories(db: Coverage, stories: Sequence[str]) -> list[str]:
    """Who carries these stories, of the live database."""
    values = {"stories": list(stories)}
    return [row[0] for row in db.execute(SQL["outlets_of_stories"], values).fetchall()]
