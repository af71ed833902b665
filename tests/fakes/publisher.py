"""A publisher of feeds over HTTP, polite by default and hostile path by path."""

from __future__ import annotations

import gzip
import re
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from itertools import chain, repeat
from threading import Lock
from typing import Self, TypedDict
from xml.sax.saxutils import escape, quoteattr

from tests.fakes import Exchange, Loopback

DRIP_SECONDS = 0.2  # between two bytes: short of any read timeout, beyond any total one
BOMB_MEGABYTES = 220
LIE_BYTES = 1000
TEXT_HTML = "text/html; charset=utf-8"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(TypedDict, total=False):
    """One item of a feed; what is left out, or None, is left out of the feed."""

    guid: str
    title: str
    link: str
    description: str
    published: datetime | None


@dataclass(frozen=True)
class Request:
    """One request as it arrived, its header names in lower case."""

    path: str
    headers: dict[str, str]
    at_monotonic: float


@dataclass(frozen=True)
class Page:
    """What a path answers when it behaves."""

    body: bytes
    content_type: str = "application/rss+xml"
    etag: str | None = None
    last_modified: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Publisher:
    """A web server whose every path is 404 until it is served or told to misbehave."""

    def __init__(self) -> None:
        self._server = Loopback(self._answer)
        self._lock = Lock()
        self._pages: dict[str, Page] = {}
        self._faults: dict[str, tuple[Fault, str]] = {}
        self._requests: list[Request] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen; after a stop(), on the same port and with the same pages."""
        self._server.start()

    def stop(self) -> None:
        """Refuse new connections and cut the open ones, those that drip or hang included."""
        self._server.stop()

    def url(self, path: str = "/") -> str:
        """The whole address of a path."""
        return self._server.address + _rooted(path)

    @property
    def requests(self) -> list[Request]:
        """Every request, in order of arrival."""
        with self._lock:
            return list(self._requests)

    def serve(
        self,
        path: str,
        body: bytes,
        *,
        content_type: str = "application/rss+xml",
        etag: str | None = None,
        last_modified: str | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer a path with this from now on, well behaved; validators are sent as given."""
        page = Page(body, content_type, etag, last_modified, status, dict(headers or {}))
        with self._lock:
            self._pages[_rooted(path)] = page
            self._faults.pop(_rooted(path), None)

    def misbehave(self, path: str, name: str) -> None:
        """Misbehave at a path until serve() or behave(); `name` is one of FAULTS.

        A fault that spoils a body spoils the one that is served there, or else SAMPLE.
        """
        kind, _, detail = name.partition(":")
        if kind not in FAULTS:
            raise ValueError(f"no such fault: {kind!r}; there are {', '.join(sorted(FAULTS))}")
        if bool(detail) != (kind in DETAILED):
            raise ValueError(f"a value after the colon goes with {', '.join(sorted(DETAILED))}")
        with self._lock:
            self._faults[_rooted(path)] = (FAULTS[kind], detail)

    def behave(self, path: str) -> None:
        """Go back to what was served at the path."""
        with self._lock:
            self._faults.pop(_rooted(path), None)

    def _answer(self, exchange: Exchange) -> None:
        headers = _lower_cased(exchange)
        with self._lock:
            self._requests.append(Request(exchange.path, headers, time.monotonic()))
            # An address with a query is its own page if served, else the page without.
            whole, bare = exchange.path, exchange.path.split("?")[0]
            fault = self._faults.get(whole) or self._faults.get(bare)
            page = self._pages.get(whole) or self._pages.get(bare)
        if fault is not None:
            spoil, detail = fault
            return spoil(exchange, page or SAMPLE, detail)
        return _answer_politely(exchange, page, headers)


def rss(title: str, entries: Iterable[Entry]) -> bytes:
    """A well-formed RSS 2.0 feed with these entries, in this order."""
    items = "".join(f"<item>{_rss_item(entry)}</item>\n" for entry in entries)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>\n'
        f"{_element('title', title)}<link>https://news.example/</link>"
        f"<description>News</description>\n{items}</channel></rss>\n"
    ).encode()


def atom(title: str, entries: Iterable[Entry]) -> bytes:
    """A well-formed Atom feed with these entries, in this order."""
    written = list(entries)
    dates = [date for entry in written if (date := entry.get("published"))]
    updated = _iso(max(dates, default=datetime(2026, 1, 1, tzinfo=UTC)))
    items = "".join(f"<entry>{_atom_entry(entry)}</entry>\n" for entry in written)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>https://news.example/</id>{_element('title', title)}"
        f"<updated>{updated}</updated>\n{items}</feed>\n"
    ).encode()


def _rss_item(entry: Entry) -> str:
    date = entry.get("published")
    return (
        _element("guid", entry.get("guid"), ' isPermaLink="false"')
        + _element("title", entry.get("title"))
        + _element("link", entry.get("link"))
        + _element("description", entry.get("description"))
        + _element("pubDate", format_datetime(_aware(date)) if date else None)
    )


def _atom_entry(entry: Entry) -> str:
    date, link = entry.get("published"), entry.get("link")
    return (
        _element("id", entry.get("guid"))
        + _element("title", entry.get("title"))
        + (f"<link href={quoteattr(_carried(link))}/>" if link is not None else "")
        + _element("summary", entry.get("description"), ' type="html"')
        + _element("published", _iso(date) if date else None)
        + _element("updated", _iso(date) if date else None)
    )


def _element(name: str, text: str | None, attributes: str = "") -> str:
    if text is None:
        return ""
    # A parser reads a bare carriage return as a line feed.
    written = escape(_carried(text), {"\r": "&#13;"})
    return f"<{name}{attributes}>{written}</{name}>"


def _carried(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 cannot carry, even escaped."""
    return NOT_XML.sub("\ufffd", text)


def _iso(date: datetime) -> str:
    return _aware(date).isoformat()


def _aware(date: datetime) -> datetime:
    if date.tzinfo is None:
        raise ValueError(f"{date} has no zone, so it names no moment")
    return date


def _rooted(path: str) -> str:
    return "/" + path.lstrip("/")


def _lower_cased(exchange: Exchange) -> dict[str, str]:
    names = {name.lower() for name in exchange.headers}
    return {name: ", ".join(exchange.headers.get_all(name, [])) for name in sorted(names)}


def _answer_politely(exchange: Exchange, page: Page | None, asked: Mapping[str, str]) -> None:
    if page is None:
        return _be_not_found(exchange, SAMPLE, "")
    validators = _validators(page)
    if page.status == 200 and _unchanged(page, asked):
        return exchange.reply(304, validators)
    headers = {"Content-Type": page.content_type, **validators, **page.headers}
    return exchange.reply(page.status, headers, page.body)


def _validators(page: Page) -> dict[str, str]:
    pairs = {"ETag": page.etag, "Last-Modified": page.last_modified}
    return {name: value for name, value in pairs.items() if value is not None}


def _unchanged(page: Page, asked: Mapping[str, str]) -> bool:
    """Equality byte for byte, the tag before the date, as in RFC 9110, section 13.2.2."""
    if page.etag is not None and "if-none-match" in asked:
        return asked["if-none-match"] == page.etag
    return page.last_modified is not None and asked.get("if-modified-since") == page.last_modified


def _drip(exchange: Exchange, data: Iterable[int]) -> None:
    for byte in data:
        if exchange.wait(DRIP_SECONDS):
            return
        exchange.send(bytes([byte]))


def _drip_headers(exchange: Exchange, page: Page, _: str) -> None:
    exchange.hang_up()
    _drip(exchange, chain(b"HTTP/1.1 200 OK\r\nX-Slow: ", repeat(ord("a"))))


def _drip_body(exchange: Exchange, page: Page, _: str) -> None:
    exchange.begin(200, {"Content-Type": page.content_type})
    _drip(exchange, chain(page.body, repeat(ord(" "))))


def _send_endless_body(exchange: Exchange, page: Page, _: str) -> None:
    exchange.begin(200, {"Content-Type": page.content_type})
    exchange.send(b'<?xml version="1.0"?><rss version="2.0"><channel><title>Endless</title>')
    items = b"<item><title>One more</title></item>" * 2000
    while not exchange.wait(0):
        exchange.send(items)


def _send_encoded(exchange: Exchange, page: Page, encoding: str, body: bytes) -> None:
    headers = {"Content-Type": page.content_type, "Content-Encoding": encoding}
    exchange.reply(200, headers, body)


def _send_gzip_bomb(exchange: Exchange, page: Page, _: str) -> None:
    _send_encoded(exchange, page, "gzip", gzip_bomb())


def _send_stacked_gzip(exchange: Exchange, page: Page, _: str) -> None:
    _send_encoded(exchange, page, "gzip, gzip", stacked_bomb())


def _send_bad_gzip(exchange: Exchange, page: Page, _: str) -> None:
    # A true header, then a block of the type that deflate reserves: no decoder gets past it.
    _send_encoded(exchange, page, "gzip", gzip.compress(page.body)[:10] + b"\xff" * 64)


def _lie_about_length(exchange: Exchange, page: Page, _: str) -> None:
    length = str(len(page.body) + LIE_BYTES)
    exchange.begin(200, {"Content-Type": page.content_type, "Content-Length": length})
    exchange.send(page.body)


def _reset(exchange: Exchange, page: Page, _: str) -> None:
    exchange.reset()


def _close_at_once(exchange: Exchange, page: Page, _: str) -> None:
    exchange.hang_up()


def _redirect_in_a_loop(exchange: Exchange, page: Page, _: str) -> None:
    # Two addresses in turn, so that a guard against a redirect to itself is not enough.
    bare, _, query = exchange.path.partition("?")
    exchange.reply(302, {"Location": bare if query else f"{bare}?again"})


def _redirect(exchange: Exchange, page: Page, url: str) -> None:
    exchange.reply(302, {"Location": url})


def _hang(exchange: Exchange, page: Page, _: str) -> None:
    exchange.wait()
    exchange.hang_up()


def _fail(exchange: Exchange, page: Page, _: str) -> None:
    exchange.reply(500, {"Content-Type": TEXT_HTML}, b"<h1>Internal Server Error</h1>")


def _be_not_found(exchange: Exchange, page: Page, _: str) -> None:
    exchange.reply(404, {"Content-Type": TEXT_HTML}, b"<h1>Not found</h1>")


def _send_html(exchange: Exchange, page: Page, _: str) -> None:
    body = b"<!DOCTYPE html><html><head><title>Before you read on</title></head></html>"
    exchange.reply(200, {"Content-Type": TEXT_HTML}, body)


def _send_nothing(exchange: Exchange, page: Page, _: str) -> None:
    exchange.reply(200, {"Content-Type": page.content_type})


def _ask_to_wait(exchange: Exchange, page: Page, retry_after: str) -> None:
    exchange.reply(429, {"Retry-After": retry_after, "Content-Type": TEXT_HTML}, b"<h1>Slow</h1>")


def _send_ten_megabytes(exchange: Exchange, page: Page, _: str) -> None:
    exchange.reply(200, {"Content-Type": SAMPLE.content_type}, ten_megabytes())


def _send_billion_laughs(exchange: Exchange, page: Page, _: str) -> None:
    exchange.reply(200, {"Content-Type": SAMPLE.content_type}, billion_laughs())


def _send_cut_xml(exchange: Exchange, page: Page, _: str) -> None:
    body = page.body[: len(page.body) * 2 // 3]
    exchange.reply(200, {"Content-Type": page.content_type}, body)


@cache
def gzip_bomb() -> bytes:
    """About a megabyte of gzip that inflates to a well-formed feed of over 200 megabytes."""
    # Level 1 on purpose: level 9 would put the same feed into a fifth of a megabyte.
    squeeze = zlib.compressobj(1, zlib.DEFLATED, 31)
    start, end = _around("Boom", "<item><description>", "</description></item>")
    spaces = b" " * 1_000_000
    parts = chain([start], repeat(spaces, BOMB_MEGABYTES), [end])
    return b"".join(squeeze.compress(part) for part in parts) + squeeze.flush()


@cache
def stacked_bomb() -> bytes:
    """The bomb compressed once more: a few kilobytes that two decoders in a row blow up."""
    return gzip.compress(gzip_bomb(), mtime=0)


@cache
def ten_megabytes() -> bytes:
    """A valid feed of a little over 10 MiB, in 1,000 items."""
    words = ("Police appeal for witnesses. " * 362)[:10_486]
    return rss("Everything", [_numbered(number, words) for number in range(1000)])


def billion_laughs() -> bytes:
    """A feed of under 1 KB whose title expands to a thousand million laughs."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]>'
        '<rss version="2.0"><channel><title>&l9;</title></channel></rss>'
    ).encode()


def _around(title: str, before: str, after: str) -> tuple[bytes, bytes]:
    start, end = rss(title, []).split(b"</channel>")
    return start + before.encode(), after.encode() + b"</channel>" + end


def _numbered(number: int, description: str) -> Entry:
    return {
        "guid": f"item-{number}",
        "title": f"Item {number}",
        "link": f"https://news.example/{number}",
        "description": description,
        "published": datetime(2026, 1, 1, 9, 0, tzinfo=UTC),
    }


SAMPLE = Page(rss("Sample", [_numbered(number, "Something happened.") for number in range(3)]))

Fault = Callable[[Exchange, Page, str], None]

FAULTS: dict[str, Fault] = {
    "drip_headers": _drip_headers,
    "drip_body": _drip_body,
    "endless_body": _send_endless_body,
    "gzip_bomb": _send_gzip_bomb,
    "stacked_gzip": _send_stacked_gzip,
    "bad_gzip": _send_bad_gzip,
    "length_lies": _lie_about_length,
    "reset": _reset,
    "close_at_once": _close_at_once,
    "redirect_loop": _redirect_in_a_loop,
    "redirect_to": _redirect,
    "hang": _hang,
    "http_500": _fail,
    "not_found": _be_not_found,
    "html_page": _send_html,
    "empty_body": _send_nothing,
    "retry_after": _ask_to_wait,
    "ten_megabytes": _send_ten_megabytes,
    "billion_laughs": _send_billion_laughs,
    "truncated_xml": _send_cut_xml,
}
DETAILED = {"redirect_to", "retry_after"}
