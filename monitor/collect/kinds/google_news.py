"""A search of Google News, of which headline and outlet are all that can be had.

Its links lead to Google alone: since July 2024 nobody but Google knows where they go on to
(https://github.com/SSujitX/google-news-url-decoder/issues/8). The description repeats the headline.
"""

from collections.abc import Mapping
from dataclasses import replace

from monitor.collect.kinds import feed
from monitor.collect.kinds.social import address
from monitor.collect.reading import declined, web_link, xml_elements, xml_text
from monitor.records import Asking, FetchRequest, ParsedEntry, ParsedFeed, Reading

SITE = "https://news.google.com"
SEARCH = "/rss/search"
BRITISH = {"hl": "en-GB", "gl": "GB", "ceid": "GB:en"}
GAP_SECONDS = 5.0  # it throttles by rules that it does not tell

_Outlet = tuple[str, str]  # name and address


def ask(asking: Asking) -> FetchRequest:
    """The search as a feed, in its British edition; without words, the address as it is given."""
    source = asking.source
    words = {"q": source.query, **BRITISH}
    url = address(source.url or SITE, SEARCH, words) if source.query else source.url
    return FetchRequest(source_id=source.id, url=url, gap_seconds=GAP_SECONDS)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """Headlines, each with its outlet and without text."""
    if reading.status != 200:
        return declined(reading.status)
    found = feed.read(reading, body)
    outlets = _outlets(body) if found.entries else {}
    entries = tuple(_headline(entry, outlets.get(entry.guid)) for entry in found.entries)
    return replace(found, entries=entries)


def _outlets(body: bytes) -> Mapping[str, _Outlet]:
    """Who published what: the `source` of each item, by the item's guid."""
    items, _ = xml_elements(body, "item")
    outlets: dict[str, _Outlet] = {}
    for item in items:
        site = next((web_link(one.get("url", "")) for one in item if one.tag == "source"), "")
        outlets[xml_text(item, "guid")] = (xml_text(item, "source")[:200], site)
    return {guid: outlet for guid, outlet in outlets.items() if guid}


def _headline(entry: ParsedEntry, outlet: _Outlet | None) -> ParsedEntry:
    """The entry without the outlet's name at the end of its title."""
    name, site = outlet or ("", "")
    before, _, last = entry.title.rpartition(" - ")
    name = name or (last if before else "")
    title = entry.title.removesuffix(f" - {name}") or entry.title
    return replace(entry, title=title, text="", outlet=name, outlet_url=site)
