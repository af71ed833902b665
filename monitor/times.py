"""How times are written: UTC inside, Europe/London for people."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def in_london(moment: datetime) -> datetime:
    """The same moment as a clock on a London wall shows it."""
    return moment.astimezone(LONDON)


def for_people(moment: datetime) -> str:
    """`Tue 20 Oct, 22:40`: day, date and London time, without a year."""
    return f"{in_london(moment):%a %-d %b, %H:%M}"


def wall_time(text: str) -> time:
    """Reads `07:30`."""
    return time.fromisoformat(text.zfill(5))


def as_iso(moment: datetime) -> str:
    """Fixed-width UTC text that sorts as time does: `2026-10-20T21:40:00.000000Z`."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def from_iso(text: str) -> datetime:
    """Reads what `as_iso` wrote, and any other ISO 8601 time; one without a zone is UTC."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
