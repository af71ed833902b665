"""Asks publishers for feeds: conditional, bounded in time and size, never raising.

A failed fetch is data. httpx has no limit for a whole request (a server that sends a byte every
half second passes every read timeout), so one stands around each: redirects and body included.
"""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import cache
from urllib.parse import urljoin, urlsplit

import httpx2

from monitor import __version__
from monitor.network.body import BadEncoding, TooLarge, read_body
from monitor.network.connect import CheckedTransport, Forbidden, Resolve, look_up
from monitor.records import Fetched, FetchRequest, Outcome, Polling

REDIRECTS = 5
_MOVED = {301, 302, 303, 307, 308}
_UNASKABLE = (Forbidden, httpx2.InvalidURL, UnicodeError, ValueError)


def user_agent(polling: Polling) -> str:
    return f"pressroom-monitor/{__version__} (+{polling.contact})"


def open_client(polling: Polling, resolve: Resolve = look_up) -> httpx2.AsyncClient:
    """A client that says who we are, obeys no proxy variable, and leaves limits to `fetch`."""
    headers = {b"User-Agent": user_agent(polling).encode(), b"Accept-Encoding": b"gzip"}
    transport = CheckedTransport(_tls(), resolve, polling.allow_private)
    return httpx2.AsyncClient(
        transport=transport, headers=headers, trust_env=False, follow_redirects=False, timeout=None
    )


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()  # 31 ms to make: one for the process


async def fetch(client: httpx2.AsyncClient, request: FetchRequest, polling: Polling) -> Fetched:
    """What the publisher answered, or why nothing came; ends within the deadline, never raises."""
    try:
        async with asyncio.timeout(polling.deadline_seconds):
            return await _follow(client, request, int(polling.max_megabytes * 1_000_000))
    except (TimeoutError, TooLarge, BadEncoding, httpx2.HTTPError, *_UNASKABLE) as error:
        return _failed(request, error, polling)


def _failed(request: FetchRequest, error: Exception, polling: Polling) -> Fetched:
    """An ending without an answer, and the reason in words."""
    ended = _ending(request)
    match error:
        case TimeoutError():
            seconds = f"{polling.deadline_seconds:g} s"
            return ended(Outcome.TOO_SLOW, f"no whole answer within {seconds}")
        case TooLarge():
            return ended(Outcome.TOO_LARGE, f"larger than {polling.max_megabytes:g} MB")
        case BadEncoding():
            return ended(Outcome.BROKEN, str(error))
        case httpx2.ConnectError():
            return ended(Outcome.UNREACHABLE, _why_unreachable(error))
        case httpx2.HTTPError() if not isinstance(error, httpx2.UnsupportedProtocol):
            return ended(Outcome.BROKEN, f"the connection broke off ({type(error).__name__})")
        case _:
            return ended(Outcome.REFUSED, f"the address cannot be asked: {error}")


def _ending(request: FetchRequest) -> Callable[[Outcome, str], Fetched]:
    def ended(outcome: Outcome, reason: str) -> Fetched:
        return Fetched(source_id=request.source_id, outcome=outcome, reason=reason, url=request.url)

    return ended


async def _follow(client: httpx2.AsyncClient, request: FetchRequest, limit: int) -> Fetched:
    url = request.url
    for _ in range(REDIRECTS + 1):
        async with _ask(client, url, request) as answer:
            if answer.status_code not in _MOVED:
                return replace(await _read(answer, request, limit), url=url)
            target = urljoin(url, answer.headers.get("location", ""))
        if target == url or urlsplit(target).scheme not in {"http", "https"}:
            return _ending(request)(Outcome.REFUSED, f"redirected to {target[:80]!r}")
        url = target
    return _ending(request)(Outcome.REFUSED, f"more than {REDIRECTS} redirects")


def _ask(
    client: httpx2.AsyncClient, url: str, request: FetchRequest
) -> AbstractAsyncContextManager[httpx2.Response]:
    _ = urlsplit(url).port  # ValueError beyond 65535; httpx would raise a group of OverflowErrors
    validators = {b"If-None-Match": request.etag, b"If-Modified-Since": request.last_modified}
    client.cookies.clear()  # a reader of feeds is nobody's returning visitor
    # As bytes: httpx refuses to send text that is not ASCII, even back to whom it came from.
    headers = {name: text.encode("latin-1") for name, text in validators.items() if text}
    return client.stream("GET", url, headers=headers)


async def _read(answer: httpx2.Response, request: FetchRequest, limit: int) -> Fetched:
    """What an answer that is not a redirect means to us."""
    answer.headers.encoding = "latin-1"  # the one in which every byte survives: see _ask
    found = Fetched(
        source_id=request.source_id,
        outcome=Outcome.FRESH,
        reason="read",
        content_type=answer.headers.get("content-type", ""),
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        retry_after=answer.headers.get("retry-after"),
    )
    match answer.status_code:
        case 200:
            encoding = ",".join(answer.headers.get_list("content-encoding"))
            return replace(found, body=await read_body(answer.aiter_raw(), encoding, limit))
        case 304:
            return replace(found, outcome=Outcome.UNCHANGED, reason="unchanged")
        case 429 | 503 as status:
            return replace(found, outcome=Outcome.WAIT, reason=f"asked us to wait ({status})")
        case status:
            return replace(found, outcome=Outcome.ERROR, reason=_in_words(status))


def _in_words(status: int) -> str:
    words = {
        400: "the publisher did not understand us",
        401: "needs a login",
        403: "refuses us",
        404: "no feed at this address",
        410: "the publisher withdrew this feed",
        451: "withheld for legal reasons",
    }
    if status in words:
        return f"{words[status]} ({status})"
    return f"the publisher's server failed ({status})" if status >= 500 else f"HTTP {status}"


def _why_unreachable(error: httpx2.ConnectError) -> str:
    text = str(error)
    if "certificate" in text.lower():
        return "its certificate is not valid"
    if "SSL" in text:
        return "no secure connection can be made with it"
    if "Temporary failure" in text:
        return "names cannot be looked up at the moment"
    if "no such host" in text:
        return "no such host"
    return "nobody answers there"
