"""How long sources go without news, told from the analysts' lake: the daemon holds the database."""

from datetime import datetime, timedelta
from pathlib import Path

from monitor.errors import QueryRefused
from monitor.store.lake import ask
from monitor.store.queries import named
from monitor.times import as_iso


def published_gaps(lake: Path, since: datetime) -> dict[tuple[str, int], timedelta]:
    """What `store.items.gaps_of` says, as of what is published; nothing if that cannot be read."""
    question = named("coverage")["gaps_of"].replace("$since", f"'{as_iso(since)}'::TIMESTAMPTZ")
    try:
        _, rows = ask(lake, question)
    except QueryRefused:
        return {}
    return {(source, day): timedelta(minutes=minutes) for source, day, minutes in rows}
