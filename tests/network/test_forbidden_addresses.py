"""No way of naming an address of our own network leads to a connection with it.

Every connection that this process tries to open is counted where the interpreter reports it, so
no network is needed, and none is touched.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2
import httpx2
import pytest

from monitor.network.connect import CheckedBackend, CheckedTransport, Resolve, look_up
from monitor.network.fetch import fetch, open_client
from monitor.records import Fetched, FetchRequest, Outcome, Polling
from tests.network.wire import Script, Wire, answer, path_of

POLLING = Polling(contact="mailto:desk@example.org", deadline_seconds=5)
TLS = ssl.create_default_context()
PUBLIC = "151.101.0.81"  # never connected to: see Detour

ADDRESSES = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::a9fe:a9fe",
    "fec0::1",
    "ff02::1",
]
DISGUISES = [  # that the system's resolver, or a browser, takes for one of these
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "0",
    "2852039166",
    "0xa9fea9fe",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:0:0:1]",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "localhost",
    "localhost.",
]

_watched: list[list[object]] = []


def _report(event: str, values: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        for seen in _watched:
            seen.append(values[1])


@pytest.fixture(scope="module", autouse=True)
def reporting() -> None:
    """Not before it is needed: there is no way to take it off again."""
    sys.addaudithook(_report)


@contextmanager
def connections() -> Iterator[list[object]]:
    """Every connection that this process tries to open."""
    seen: list[object] = []
    _watched.append(seen)
    try:
        yield seen
    finally:
        _watched.remove(seen)


class Detour(httpcore2.AsyncNetworkBackend):
    """Leads connections that passed the check to a server of ours, and remembers whereto."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.meant: list[str] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        self.meant.append(host)
        return await httpcore2.AnyIOBackend().connect_tcp("127.0.0.1", self._port, timeout)


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def ask(url: str, resolver: Resolve = look_up) -> Fetched:
    async def work() -> Fetched:
        async with open_client(POLLING, resolver) as client:
            return await fetch(client, FetchRequest(source_id="one", url=url), POLLING)

    return asyncio.run(work())


def refused(ended: Fetched) -> bool:
    return ended.outcome is Outcome.REFUSED and "leads into a private network" in ended.reason


@pytest.fixture(scope="module")
def road() -> Iterator[Wire]:
    """A public server, which redirects to whatever stands behind the question mark."""

    async def talk(reader: StreamReader, writer: StreamWriter) -> None:
        _, _, target = (await path_of(reader)).partition("?")
        if target:
            writer.write(answer(b"", f"Location: {target}", status="301 Moved"))
        else:
            writer.write(answer())

    with Wire(talk) as wire:
        yield wire


def on_the_road(
    road: Wire, resolver: Script, *urls: str
) -> tuple[list[Fetched], list[str], list[object]]:
    """The answers, which addresses were taken for good, and every connection that was tried."""
    detour = Detour(road.port)

    async def work() -> list[Fetched]:
        backend = CheckedBackend(resolver, False, detour)
        transport = CheckedTransport(TLS, backend)
        async with httpx2.AsyncClient(transport=transport, timeout=None) as client:
            requests = [FetchRequest(source_id="one", url=url) for url in urls]
            return [await fetch(client, request, POLLING) for request in requests]

    with connections() as seen:
        return asyncio.run(work()), detour.meant, seen


def test_a_connection_would_be_seen(road: Wire) -> None:
    ended, meant, seen = on_the_road(road, Script([PUBLIC]), "http://feeds.example/")
    assert (ended[0].outcome, meant) == (Outcome.FRESH, [PUBLIC])
    assert seen == [("127.0.0.1", road.port)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_written_into_the_url(address: str) -> None:
    with connections() as seen:
        for scheme in ("http", "https"):
            assert refused(ask(f"{scheme}://{bracketed(address)}/feed"))
    assert seen == []


@pytest.mark.parametrize("host", DISGUISES)
def test_written_into_the_url_in_disguise(host: str) -> None:
    with connections() as seen:
        ended = ask(f"http://{host}/feed")
    assert ended.outcome in {Outcome.REFUSED, Outcome.UNREACHABLE}
    assert seen == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_behind_a_name_alone_or_beside_a_good_one(address: str) -> None:
    with connections() as seen:
        for found in ([address], [PUBLIC, address], [address, PUBLIC]):
            resolver = Script(found)
            assert refused(ask("https://feeds.example/", resolver))
            assert resolver.asked == ["feeds.example"]
    assert seen == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_at_the_end_of_a_redirect(road: Wire, address: str) -> None:
    """As an address, to which the resolver would say just that, and as a name of it."""
    for target in (f"http://{bracketed(address)}/", "https://home.example:8443/"):
        resolver = Script([PUBLIC], [address])
        (ended,), meant, seen = on_the_road(road, resolver, f"http://feeds.example/?{target}")
        assert refused(ended)
        assert meant == [PUBLIC]
        assert len(resolver.asked) == 2
        assert len(seen) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_behind_a_name_that_is_bound_anew(road: Wire, address: str) -> None:
    """The first answer is what is connected to; the second is asked for at the next connection."""
    resolver = Script([PUBLIC], [address])
    url = "http://feeds.example/"
    (first, second), meant, seen = on_the_road(road, resolver, url, url)
    assert first.outcome is Outcome.FRESH
    assert refused(second)
    assert resolver.asked == ["feeds.example"] * 2
    assert (meant, len(seen)) == ([PUBLIC], 1)


@pytest.mark.parametrize("address", ADDRESSES)
def test_as_a_proxy_in_the_environment(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        for written in (name, name.lower()):
            monkeypatch.setenv(written, f"http://{bracketed(address)}:3128")
    monkeypatch.setenv("NO_PROXY", "")
    with connections() as seen:
        assert refused(ask("http://feeds.example/", Script([address])))
        assert refused(ask("https://feeds.example/", Script([address])))
    assert seen == []
