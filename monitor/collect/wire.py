"""What crosses between us and the parsing process: JSON, so that bytes are all it can send.

Entries cross as lists of their values: as dictionaries they took a third of that process's time.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from monitor.records import Outcome, ParsedEntry, ParsedFeed, Reading, Selectors
from monitor.times import from_iso

_OF_ENTRY = tuple(one.name for one in fields(ParsedEntry))
_OF_FEED = tuple(one.name for one in fields(ParsedFeed))
_values_of = attrgetter(*_OF_ENTRY)


def reading_to_bytes(reading: Reading) -> bytes:
    return json.dumps(asdict(reading)).encode()


def reading_from_bytes(data: bytes) -> Reading:
    values: dict[str, Any] = json.loads(data)
    select, seen = values.pop("select"), tuple(values.pop("seen"))
    return Reading(select=Selectors(**select) if select else None, seen=seen, **values)


def feed_to_bytes(feed: ParsedFeed) -> bytes:
    values = {name: getattr(feed, name) for name in _OF_FEED}
    values["entries"] = [_values_of(entry) for entry in feed.entries]
    told = json.dumps(values, default=datetime.isoformat, ensure_ascii=False)
    return told.encode("utf-8", "replace")


def feed_from_bytes(data: bytes) -> ParsedFeed:
    """Raises ValueError, KeyError or TypeError if the bytes are not a feed."""
    values: dict[str, Any] = json.loads(data)
    values["entries"] = tuple(_entry(one) for one in values["entries"])
    values["skipped"] = tuple(values["skipped"])
    return ParsedFeed(**values | {"outcome": Outcome(values["outcome"])})


def _entry(values: Sequence[Any]) -> ParsedEntry:
    named = dict(zip(_OF_ENTRY, values, strict=True))
    if at := named["published_at"]:
        named["published_at"] = from_iso(at)
    return ParsedEntry(**named)
