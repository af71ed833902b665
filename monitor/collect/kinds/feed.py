"""A feed of any format. Runs in the killable process: see parse_worker.

What is well-formed and in no doubt is read by `fast_feed`; the rest by feedparser, at some thirty
times the cost, which makes something of nearly everything. feedparser's own sanitising and link
resolving are off: they take two thirds of its time and hold the known freezes (156 KB of `<!--` in
CDATA: 11 s), and our text is stripped of markup anyway.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any
from xml.sax import SAXException

from monitor.collect.channel import fresh_minutes, language_of, page_of
from monitor.collect.dates import first_date
from monitor.collect.kinds import fast_feed, json_feed
from monitor.collect.markup import clean, plain_text, title_text
from monitor.collect.reading import MOST_ENTRIES, MOST_TEXT, declined, nothing, web_link
from monitor.records import Asking, FetchRequest, Outcome, ParsedEntry, ParsedFeed, Reading

WEB_PAGE = "a web page came instead of a feed"

_ENTRY = re.compile(rb"<(?:item|entry)[\s>]")
_ENTRY_END = re.compile(rb"</(?:item|entry)\s*>")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_HTML = re.compile(
    # Possessive, because 100 comments in a row could be told apart in 2^100 ways.
    rb"(?:\xef\xbb\xbf)?(?>\s|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def ask(asking: Asking) -> FetchRequest:
    """The feed at its address."""
    return FetchRequest(source_id=asking.source.id, url=asking.source.url)


def read(reading: Reading, body: bytes) -> ParsedFeed:
    """The entries of a feed, or none and why. Never raises on what a publisher sends."""
    if reading.status != 200:
        return declined(reading.status)
    if refused := _refused(body):
        return refused
    if json_feed.looks_like_json(body):
        return json_feed.read(reading, body)
    return fast_feed.read(reading, body) or read_any(reading, body)


def read_any(reading: Reading, body: bytes) -> ParsedFeed:
    """As feedparser reads it, however careless its publisher."""
    body, there = _first_entries(body)
    try:
        found = _parse(body, reading.content_type)
    except ValueError:  # `charset=undefined` is a codec of Python's that feedparser does not expect
        return nothing(Outcome.BROKEN, "it names a character encoding that nobody can read")
    except (ArithmeticError, AttributeError, LookupError, TypeError):  # 200 of 100,000 mutations
        return nothing(Outcome.BROKEN, "it holds something that no reader of feeds can read")
    if not found.version and not found.entries:
        page = "html" in reading.content_type.lower()
        return nothing(
            Outcome.NOT_A_FEED, WEB_PAGE if page else "what came is not RSS, Atom or RDF"
        )
    if not found.entries and isinstance(found.get("bozo_exception"), SAXException):
        return nothing(Outcome.BROKEN, _flaw(found))
    base = web_link(_text(found.feed, "link"), reading.url) or reading.url
    fresh = (found.feed.get(name) for name in ("ttl", "sy_updateperiod", "sy_updatefrequency"))
    return page_of(
        (_entry(raw, base, found.feed) for raw in found.entries[:MOST_ENTRIES]),
        max(there, len(found.entries)),
        _flaw(found),
        fresh_minutes(*fresh),
    )


def _refused(body: bytes) -> ParsedFeed | None:
    """What can be told without parsing."""
    if not body.strip():
        return nothing(Outcome.EMPTY, "the answer was empty")
    if _ENTITY.search(body.replace(b"\0", b"")):  # without the NULs of UTF-16
        return nothing(Outcome.UNSAFE, "the feed defines XML entities, which may swell without end")
    if _HTML.match(body[:1024]):
        return nothing(Outcome.NOT_A_FEED, WEB_PAGE)
    return None


def _first_entries(body: bytes) -> tuple[bytes, int]:
    """The feed with no more entries than we take, and how many stand there, if they are too many.

    46,000 of them, 2 MB, kept feedparser busy for 12 s; what follows the last closes the feed.
    """
    starts = [found.start() for found in _ENTRY.finditer(body)]
    if len(starts) <= MOST_ENTRIES:
        return body, 0
    last = max(found.end() for found in _ENTRY_END.finditer(body)) if _ENTRY_END.search(body) else 0
    return body[: starts[MOST_ENTRIES]] + body[max(last, starts[MOST_ENTRIES]) :], len(starts)


def _parse(body: bytes, content_type: str) -> Any:  # noqa: ANN401
    import feedparser  # a tenth of a second that only the parsing process pays

    # Always a stream: given a str, feedparser would open a file or an address of that name.
    return feedparser.parse(
        BytesIO(body),
        response_headers={"content-type": content_type} if content_type else {},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _flaw(found: Any) -> str:  # noqa: ANN401
    """Why a feed is not well-formed; that it is sent as text/html, as many are, harms nobody."""
    error = found.get("bozo_exception") if found.bozo else None
    return clean(f"not well-formed: {error}")[:200] if isinstance(error, SAXException) else ""


def _entry(raw: Any, base: str, feed: Any) -> ParsedEntry:  # noqa: ANN401
    at, doubtful = first_date(_dates(raw))
    return ParsedEntry(
        guid=clean(_text(raw, "id"))[:2000],
        url=web_link(_text(raw, "link"), base),
        title=_title(raw)[:1000],
        text=plain_text(max(_texts(raw), key=len)[:MOST_TEXT]),
        author=clean(_text(raw, "author"))[:200],
        published_at=at,
        date_doubtful=doubtful,
        language=language_of(raw.get("language"), _of_title(raw, "language"), feed.get("language")),
    )


def _text(raw: Any, name: str) -> str:  # noqa: ANN401
    """A field's text; an element of a name that feedparser does not expect may hold anything."""
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _texts(raw: Any) -> Iterator[str]:  # noqa: ANN401
    yield _text(raw, "summary")
    contents = raw.get("content")
    for part in contents if isinstance(contents, list) else []:
        yield _text(part, "value")


def _title(raw: Any) -> str:  # noqa: ANN401
    is_markup = _of_title(raw, "type") != "text/plain"
    return plain_text(_text(raw, "title")) if is_markup else title_text(_text(raw, "title"))


def _of_title(raw: Any, name: str) -> str:  # noqa: ANN401
    detail = raw.get("title_detail")
    return _text(detail, name) if isinstance(detail, dict) else ""


def _dates(raw: Any) -> Iterator[tuple[str, datetime | None]]:  # noqa: ANN401
    stored = dict(raw)  # without feedparser's deprecated fall-back from one date to the other
    for name in ("published", "updated"):
        yield _text(stored, name), _moment(stored.get(f"{name}_parsed"))


def _moment(parsed: object) -> datetime | None:
    try:
        seconds = calendar.timegm(parsed) if isinstance(parsed, struct_time) else None
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
