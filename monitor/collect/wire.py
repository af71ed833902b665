"""What crosses between us and the parsing process: JSON, so that bytes are all it can send."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading, Selectors
from monitor.times import from_iso


def reading_to_bytes(reading: Reading) -> bytes:
    return json.dumps(asdict(reading)).encode()


def reading_from_bytes(data: bytes) -> Reading:
    values: dict[str, Any] = json.loads(data)
    select = values.pop("select")
    return Reading(select=Selectors(**select) if select else None, **values)


def feed_to_bytes(feed: ParsedFeed) -> bytes:
    return json.dumps(asdict(feed), default=datetime.isoformat).encode()


def feed_from_bytes(data: bytes) -> ParsedFeed:
    """Raises ValueError, KeyError or TypeError if the bytes are not a feed."""
    values: dict[str, Any] = json.loads(data)
    entries = tuple(_entry(one) for one in values.pop("entries"))
    return ParsedFeed(entries=entries, outcome=Outcome(values.pop("outcome")), **values)


def _entry(values: dict[str, Any]) -> ParsedEntry:
    at = values.pop("published_at")
    return ParsedEntry(published_at=from_iso(at) if at else None, **values)
