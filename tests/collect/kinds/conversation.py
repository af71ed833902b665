"""Asks a platform as the program does: the kind's request, the real client, the kind's reading."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from monitor.collect.sources import KINDS
from monitor.network.fetch import fetch, open_client
from monitor.records import (
    Asking,
    Fetched,
    FetchRequest,
    Kind,
    ParsedEntry,
    ParsedFeed,
    Polling,
    Reading,
    Source,
    Tier,
)

POLLING = Polling(contact="mailto:desk@example.org", allow_private=True)
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def source(kind: Kind, url: str, query: str) -> Source:
    return Source(
        id="social",
        name="Social",
        kind=kind,
        url=url,
        query=query,
        tier=Tier.SOCIAL,
        group="social",
    )


def asking(kind: Kind, url: str, query: str, **more: Any) -> Asking:
    return Asking(source=source(kind, url, query), now=NOW, **more)


def send(request: FetchRequest) -> Fetched:
    """What comes back to a request that really goes out."""

    async def once() -> Fetched:
        async with open_client(POLLING) as client:
            return await fetch(client, request, POLLING)

    return asyncio.run(once())


def talk(wanted: Asking) -> tuple[Fetched, ParsedFeed]:
    """One request with its answer, and what the kind reads in it."""
    kind = KINDS[wanted.source.kind]
    fetched = send(kind.ask(wanted))
    reading = Reading(
        kind=wanted.source.kind,
        url=fetched.url,
        content_type=fetched.content_type,
        status=fetched.status,
    )
    return fetched, kind.read(reading, fetched.body)


def hear(wanted: Asking) -> ParsedFeed:
    return talk(wanted)[1]


def guids(feed: ParsedFeed) -> list[str]:
    return [entry.guid for entry in feed.entries]


def only(feed: ParsedFeed) -> ParsedEntry:
    (entry,) = feed.entries
    return entry
