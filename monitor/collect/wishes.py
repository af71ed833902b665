"""What publishers ask of whoever polls them: how long a page stays fresh, how long to stay away."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.records import Fetched

LONGEST_WAIT = timedelta(hours=24)  # however long a publisher asks us to wait
EPOCH = datetime.fromtimestamp(0, UTC)


def fresh_for(fetched: Fetched, ttl_minutes: float, now: datetime) -> timedelta:
    """How long the publisher says that the page stays as it is; nothing where it says nothing."""
    return max(timedelta(minutes=ttl_minutes), _cached_for(fetched, now))


def asked_wait(fetched: Fetched, now: datetime) -> timedelta:
    """`Retry-After` as seconds or a date, or a platform's reset; junk and past dates are none."""
    text = (fetched.retry_after or "").strip()
    found = _seconds(text) if text.isdigit() else _until(text, now)
    if not found and (reset := _seconds((fetched.limit_reset or "").strip())):
        found = EPOCH + reset - now
    return min(max(found or timedelta(), timedelta()), LONGEST_WAIT)


def _cached_for(fetched: Fetched, now: datetime) -> timedelta:
    parts = [part.strip() for part in (fetched.cache_control or "").lower().split(",")]
    said = {name.strip(): value for name, _, value in (part.partition("=") for part in parts)}
    if said.keys() & {"no-store", "no-cache"}:
        return timedelta()
    if "max-age" in said:
        return _seconds(said["max-age"].strip('" ')) or timedelta()
    return _until(fetched.expires, now) or timedelta()


def _seconds(text: str) -> timedelta | None:
    return timedelta(seconds=int(text[:11])) if text.isascii() and text.isdigit() else None


def _until(text: str | None, now: datetime) -> timedelta | None:
    try:
        at = parsedate_to_datetime(text or "")
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return max(timedelta(), (at if at.tzinfo else at.replace(tzinfo=UTC)) - now)
