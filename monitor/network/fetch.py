"""Asks publishers for feeds: conditional, bounded in time and size, never raising.

A failed fetch is data. httpx has no limit for a whole request (a server that sends a byte every
half second passes every read timeout), so one stands around each: redirects and body included.
"""

import asyncio
import ssl
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlsplit

import httpx2

from monitor import __version__
from monitor.network.answer import read
from monitor.network.body import BadEncoding, TooLarge
from monitor.network.connect import CheckedBackend, CheckedTransport, Forbidden, Resolve, look_up
from monitor.network.redirect import REDIRECTING, Astray, Hop, onward
from monitor.records import Fetched, FetchRequest, Outcome, Polling

_UNASKABLE = (Forbidden, httpx2.InvalidURL, ValueError)
_CUT_OFF = ("Server disconnected", "peer closed connection")


def user_agent(polling: Polling) -> str:
    return f"pressroom-monitor/{__version__} (+{polling.contact})"


def open_client(
    polling: Polling, resolve: Resolve = look_up, authorities: str = ""
) -> httpx2.AsyncClient:
    """A client that says who we are, obeys no proxy variable, and leaves limits to `fetch`.

    `authorities` is a file of certificate authorities to be believed besides the system's.
    """
    headers = {b"User-Agent": user_agent(polling).encode(), b"Accept-Encoding": b"gzip"}
    backend = CheckedBackend(resolve, polling.allow_private)
    return httpx2.AsyncClient(
        transport=CheckedTransport(_tls(authorities), backend),
        headers=headers,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # nobody's returning visitor
        trust_env=False,
        follow_redirects=False,
        timeout=None,
    )


@cache
def _tls(authorities: str) -> ssl.SSLContext:
    context = ssl.create_default_context()  # 31 ms to make: one for the process
    if authorities:
        context.load_verify_locations(authorities)
    return context


async def fetch(client: httpx2.AsyncClient, request: FetchRequest, polling: Polling) -> Fetched:
    """What the publisher answered, or why nothing came; ends within the deadline, never raises."""
    limit = int(polling.max_megabytes * 1_000_000)
    try:
        async with asyncio.timeout(polling.deadline_seconds) as deadline:
            return await _follow(client, request, limit, deadline.when() or 0)
    except (TimeoutError, TooLarge, BadEncoding, Astray, httpx2.HTTPError, *_UNASKABLE) as error:
        return _failed(request, error, polling)


def _failed(request: FetchRequest, error: Exception, polling: Polling) -> Fetched:
    outcome, reason = _ending(error, polling)
    return Fetched(request=request, outcome=outcome, reason=reason, url=request.url)


def _ending(error: Exception, polling: Polling) -> tuple[Outcome, str]:
    """An ending without an answer, and the reason in words."""
    match error:
        case TimeoutError():
            return Outcome.TOO_SLOW, f"no whole answer within {polling.deadline_seconds:g} s"
        case TooLarge():
            return Outcome.TOO_LARGE, f"larger than {polling.max_megabytes:g} MB"
        case httpx2.ConnectError() | httpx2.ConnectTimeout():
            return Outcome.UNREACHABLE, _why_unreachable(str(error))
        case BadEncoding() | httpx2.NetworkError() | httpx2.RemoteProtocolError():
            return Outcome.BROKEN, _why_broken(error)
        case Astray():
            return Outcome.REFUSED, str(error)
        case _:
            return Outcome.REFUSED, f"the address cannot be asked: {error}"


async def _follow(
    client: httpx2.AsyncClient, request: FetchRequest, limit: int, until: float
) -> Fetched:
    hop = Hop(url=request.url)
    while True:
        async with _ask(client, hop, request) as answer:
            if answer.status_code not in REDIRECTING:
                found = await read(answer, request, limit, until)
                return replace(found, url=hop.url, moved_to=hop.moved_to)
            if request.body is not None:
                raise Astray(f"redirected what is meant for nobody else ({answer.status_code})")
            hop = onward(hop, answer.status_code, answer.headers.get_list("location"))


def _ask(
    client: httpx2.AsyncClient, hop: Hop, request: FetchRequest
) -> AbstractAsyncContextManager[httpx2.Response]:
    _ = urlsplit(hop.url).port  # ValueError beyond 65535; httpx would raise OverflowErrors
    headers = _validators(request) | (_own_headers(request) if hop.at_home else {})
    method = "GET" if request.body is None else "POST"
    return client.stream(method, hop.url, headers=headers, content=request.body)


def _validators(request: FetchRequest) -> dict[bytes, bytes]:
    """What we know the page by, for every hop.

    A validator belongs to the page at the end of the way, and we remember that page's. Hops that
    redirect ignore it, as they must (RFC 9110, 13.2.1); were it sent to the first host alone, each
    poll of a feed that is served from elsewhere would bring the whole feed again (RFC 9110, 15.4
    asks to replace validators by those of the new target, and these are).
    """
    pairs = {b"if-none-match": request.etag, b"if-modified-since": request.last_modified}
    # As bytes: httpx refuses to send text that is not ASCII, even back to whom it came from.
    return {name: text.encode("latin-1") for name, text in pairs.items() if text}


def _own_headers(request: FetchRequest) -> dict[bytes, bytes]:
    """The request's own, which may hold secrets: for the server that was meant, and no other."""
    json = {b"content-type": b"application/json"} if request.body is not None else {}
    given = {name.lower().encode(): text.encode() for name, text in request.headers}
    return json | given


def _why_unreachable(error: str) -> str:
    if "certificate" in error.lower():
        return "its certificate is not valid"
    if "SSL" in error:
        return "no secure connection can be made with it"
    if "Temporary failure" in error:
        return "names cannot be looked up at the moment"
    if "no such host" in error:
        return "no such host"
    return "nobody answers there"


def _why_broken(error: Exception) -> str:
    if isinstance(error, BadEncoding):
        return str(error)
    if isinstance(error, httpx2.NetworkError) or str(error).startswith(_CUT_OFF):
        return "the connection broke off"
    return "what it answers is not HTTP"
