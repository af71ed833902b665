"""A Google alert that is delivered to a feed, whose links lead past Google to the publishers."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from monitor.collect.kinds import feed
from monitor.collect.reading import declined, host_of, site_of, web_link
from monitor.records import Asking, FetchRequest, ParsedEntry, ParsedFeed, Reading

_GOOGLE = re.compile(r"google(\.[a-z]{2,3}){1,2}")


def ask(asking: Asking) -> FetchRequest:
    """The alert's feed at its address."""
    return feed.ask(asking)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The alert's entries, with the publishers' own addresses, and their hosts as outlets."""
    if reading.status != 200:
        return declined(reading.status)
    found = feed.read(reading, body)
    return replace(found, entries=tuple(_direct(entry) for entry in found.entries))


def _direct(entry: ParsedEntry) -> ParsedEntry:
    url = _target(entry.url)
    host = host_of(url)
    if not host or _GOOGLE.fullmatch(host):
        return entry
    return replace(entry, url=url, outlet=host, outlet_url=site_of(url))


def _target(link: str) -> str:
    """Where a link of Google's leads, read from the link itself: nobody is asked."""
    if not _GOOGLE.fullmatch(host_of(link)) or urlsplit(link).path != "/url":
        return link
    asked = parse_qs(urlsplit(link).query)
    target = (asked.get("url") or asked.get("q") or [""])[0]
    return web_link(target) or link
