"""Lists of feeds from other feed readers, and for them: OPML in, OPML out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.collect.opml import MOST_BYTES, Outline, read_opml, write_opml
from monitor.collect.sources import KINDS
from monitor.records import Asking, Source, Tier
from monitor.settings.check import mistakes
from monitor.settings.edit import append_sources, id_from, place_of, sources_in

__all__ = ["MOST_BYTES", "Import", "Passed", "export_feeds", "import_feeds"]

NOTE = "imported; check its tier and owner"
FEEDS = {"feed", "google-news", "google-alerts", "youtube"}  # kinds that any feed reader can read


@dataclass(frozen=True, slots=True)
class Passed:
    """A feed of a list that was not added, and why."""

    feed: Outline
    why: str


@dataclass(frozen=True, slots=True)
class Import:
    """What became of a list."""

    added: tuple[Source, ...]
    present: tuple[Passed, ...]
    refused: tuple[Passed, ...]


def import_feeds(config: Path, data: bytes) -> Import:
    """Adds the feeds of an OPML list that are not there yet, switched off: nobody is polled unseen.

    InputRefused if it is no list; ConfigError, and nothing added, if anything is wrong with the
    configuration.
    """
    sources = sources_in(config)
    there = {place_of(one): one.id for one in sources}
    taken = {one.id for one in sources}
    added: list[Source] = []
    present: list[Passed] = []
    refused: list[Passed] = []
    for feed in read_opml(data):
        source = _source(feed, id_from(feed.name, taken))
        if why := next((found.what for found in mistakes({"sources": (source,)})), ""):
            refused.append(Passed(feed, why))
        elif other := there.get(place_of(source)):
            present.append(Passed(feed, f"`{other}` reads it"))
        else:
            added.append(source)
            there[place_of(source)] = source.id
            taken.add(source.id)
    if added:
        append_sources(config, added)
    return Import(tuple(added), tuple(present), tuple(refused))


def export_feeds(sources: Iterable[Source], now: datetime) -> tuple[bytes, int]:
    """These sources as an OPML list, as far as they are feeds, and how many those are."""
    feeds = [
        Outline(source.name, url)
        for source in sources
        if source.kind in FEEDS and (url := _address(source, now))
    ]
    return write_opml(feeds, "What the press room watches"), len(feeds)


def _source(feed: Outline, source_id: str) -> Source:
    return Source(
        id=source_id,
        name=feed.name,
        kind="feed",
        url=feed.url,
        tier=Tier.LOCAL,
        group=feed.name,
        enabled=False,
        note=NOTE,
    )


def _address(source: Source, now: datetime) -> str:
    """Where the feed stands; a search's address is made of its words."""
    return source.url or KINDS[source.kind].ask(Asking(source=source, now=now)).url
