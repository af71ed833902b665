"""The only place that reads the clock; everywhere else `now` is an argument."""

from datetime import UTC, datetime


def now_utc() -> datetime:
    """The present moment, timezone-aware, in UTC."""
    return datetime.now(UTC)
