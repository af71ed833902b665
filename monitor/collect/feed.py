"""One feed's bytes, read by feedparser. Runs in the killable process: see parse_worker.

feedparser's own sanitising and link resolving are off: they take two thirds of its time and hold
the known freezes (156 KB of `<!--` in CDATA: 11 s), and our text is stripped of markup anyway.
"""

import calendar
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from time import struct_time
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.sax import SAXException

import feedparser

from monitor.collect.markup import clean, plain_text, title_text
from monitor.records import Outcome, ParsedEntry, ParsedFeed

MOST_ENTRIES = 500  # a page of 46,000 items froze the parser for 31 s; the newest stand first
MOST_TEXT = 100_000  # characters of one entry
YEARS = range(1990, 2100)  # feedparser reads the epoch number 1792900000 as the year 1792
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HTML = re.compile(rb"^\s*(<!doctype\s+html|<html)", re.IGNORECASE)


def parse_feed(body: bytes, url: str, content_type: str = "") -> ParsedFeed:
    """The entries of a feed, or none and why. Never raises on what a publisher sends."""
    if refused := _refused(body):
        return refused
    headers = {"content-type": content_type} if content_type else {}
    try:
        found = _read(body, headers)
    except ValueError:  # `charset=undefined` is a codec of Python's that feedparser does not expect
        return _nothing(Outcome.BROKEN, "it names a character encoding that nobody can read")
    if not found.version and not found.entries:
        return _nothing(Outcome.NOT_A_FEED, "what came is not RSS, Atom or RDF")
    if not found.entries and isinstance(found.get("bozo_exception"), SAXException):
        return _nothing(Outcome.BROKEN, _flaw(found, 0))
    base = _link(found.feed.get("link") or "", url) or url
    entries = tuple(_entry(raw, base) for raw in found.entries[:MOST_ENTRIES])
    return ParsedFeed(
        entries=entries,
        outcome=Outcome.FRESH,
        reason=f"{len(entries)} entries",
        flaw=_flaw(found, len(entries)),
    )


def _refused(body: bytes) -> ParsedFeed | None:
    """What can be told without parsing."""
    if not body.strip():
        return _nothing(Outcome.EMPTY, "the answer was empty")
    if _ENTITY.search(body.replace(b"\0", b"")):  # without the NULs of UTF-16
        return _nothing(
            Outcome.UNSAFE, "the feed defines XML entities, which may swell without end"
        )
    if _HTML.match(body[:1024]):
        return _nothing(Outcome.NOT_A_FEED, "a web page came instead of a feed")
    return None


def _read(body: bytes, headers: dict[str, str]) -> Any:  # noqa: ANN401
    # Always a stream: given a str, feedparser would open a file or an address of that name.
    return feedparser.parse(
        BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def _nothing(outcome: Outcome, reason: str) -> ParsedFeed:
    return ParsedFeed(entries=(), outcome=outcome, reason=reason)


def _flaw(found: Any, kept: int) -> str:  # noqa: ANN401
    if len(found.entries) > kept:
        return f"only the first {kept} of {len(found.entries)} entries were taken"
    if found.bozo and isinstance(found.get("bozo_exception"), Exception):
        return clean(f"not well-formed: {found.bozo_exception}")[:200]
    return ""


def _entry(raw: Any, base: str) -> ParsedEntry:  # noqa: ANN401
    contents = [part.get("value", "") for part in raw.get("content", [])]
    longest = max([raw.get("summary") or "", *contents], key=len)
    return ParsedEntry(
        guid=clean(raw.get("id") or "")[:2000],
        url=_link(raw.get("link") or "", base),
        title=_title(raw)[:1000],
        text=plain_text(longest[:MOST_TEXT]),
        author=clean(raw.get("author") or "")[:200],
        published_at=_published_at(raw),
    )


def _title(raw: Any) -> str:  # noqa: ANN401
    title = raw.get("title") or ""
    is_markup = raw.get("title_detail", {}).get("type") != "text/plain"
    return plain_text(title) if is_markup else title_text(title)


def _link(link: str, base: str) -> str:
    """An absolute http(s) address, or nothing: `javascript:` and `data:` must not reach anybody."""
    try:
        absolute = urljoin(base, clean(link))
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    whole = parts.scheme in {"http", "https"} and parts.netloc and len(absolute) <= 2000
    return absolute if link and whole else ""


def _published_at(raw: Any) -> datetime | None:  # noqa: ANN401
    dates = dict(raw)  # without feedparser's deprecated fall-back from one date to the other
    for name in ("published", "updated"):
        if parsed := dates.get(f"{name}_parsed"):
            return _moment(parsed, dates.get(name) or "")
    return None


def _moment(parsed: struct_time, written: str) -> datetime | None:
    """When, or None: a date in year 1 or 1970 is a broken clock's, and would make news old news."""
    try:
        at = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (OverflowError, ValueError, OSError):
        return None
    if written.rstrip().upper().endswith("BST"):
        at -= timedelta(hours=1)  # feedparser does not know British Summer Time and reads UTC
    return at if at.year in YEARS else None
