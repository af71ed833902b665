"""No connection into our own network, by whatever name or form the address comes."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import IPv6Address, ip_address
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.network.addresses import is_forbidden
from monitor.network.connect import look_up
from monitor.network.fetch import fetch, open_client
from monitor.records import Fetched, FetchRequest, Outcome, Polling
from tests.fakes.publisher import Publisher

POLLING = Polling(contact="mailto:desk@example.org", deadline_seconds=5)

FORBIDDEN = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
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
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
]
PUBLIC = [
    "1.1.1.1",
    "151.101.0.81",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_address_of_our_own_network_is_forbidden(address: str) -> None:
    assert is_forbidden(address)


@pytest.mark.parametrize("address", [*PUBLIC, "64:ff9b::101:101", "::ffff:1.1.1.1"])
def test_a_public_address_is_not(address: str) -> None:
    assert not is_forbidden(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_in_an_ipv6_one_is_judged_as_itself(address: object) -> None:
    number = int(ip_address(str(address)))
    nat64 = IPv6Address((0x64FF9B << 96) | number)
    mapped = IPv6Address((0xFFFF << 32) | number)
    assert is_forbidden(str(nat64)) == is_forbidden(str(mapped)) == is_forbidden(str(address))


@contextmanager
def _listener() -> Iterator[tuple[int, list[object]]]:
    """A port on this machine and the connections that it saw."""
    seen: list[object] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.05)
    open_for_business = True

    def accept() -> None:
        while open_for_business:
            try:
                connection, address = server.accept()
            except TimeoutError:
                continue
            seen.append(address)
            connection.close()

    thread = Thread(target=accept)
    thread.start()
    try:
        yield server.getsockname()[1], seen
    finally:
        open_for_business = False
        thread.join()
        server.close()


class _Resolver:
    """Answers each look-up with the next line of its script, and counts them."""

    def __init__(self, *script: Sequence[str]) -> None:
        self.script = list(script)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


def _fetch(url: str, resolver: _Resolver | None = None, polling: Polling = POLLING) -> Fetched:
    async def ask() -> Fetched:
        async with open_client(polling, resolver or look_up) as client:
            return await fetch(client, FetchRequest(source_id="one", url=url), polling)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1", "0", "localhost"],
)
def test_an_address_in_the_url_is_refused_before_a_connection(host: str) -> None:
    with _listener() as (port, seen):
        answer = _fetch(f"http://{host}:{port}/feed")
    assert answer.outcome in {Outcome.REFUSED, Outcome.UNREACHABLE}
    assert seen == []


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["::1"], ["1.1.1.1", "127.0.0.1"], ["fe80::1"]])
def test_a_name_that_leads_home_is_refused_even_with_a_good_address_beside(
    answer: list[str],
) -> None:
    with _listener() as (port, seen):
        ended = _fetch(f"http://feeds.example:{port}/feed", _Resolver(answer))
    assert (ended.outcome, "private network" in ended.reason) == (Outcome.REFUSED, True)
    assert seen == []


def test_each_hop_of_a_redirect_is_resolved_and_checked_anew(publisher: Publisher) -> None:
    """Where the second name leads does not matter; that it is asked for does."""
    port = publisher.url("/").rpartition(":")[2].strip("/")
    publisher.misbehave("/feed", f"redirect_to:http://home.example:{port}/")
    resolver = _Resolver(["127.0.0.1"], ["not an address"])
    allowed = replace(POLLING, allow_private=True)
    ended = _fetch(f"http://feeds.example:{port}/feed", resolver, allowed)
    assert ended.outcome is not Outcome.FRESH
    assert resolver.asked == ["feeds.example", "home.example"]
    assert len(publisher.requests) == 1


def test_a_name_is_resolved_once_for_each_connection_and_connected_to_as_checked(
    publisher: Publisher,
) -> None:
    """A second answer, as of a name that is bound anew, is never asked for."""
    publisher.serve("/feed", b"<rss/>")
    port = publisher.url("/").rpartition(":")[2].strip("/")
    resolver = _Resolver(["127.0.0.1"], ["203.0.113.1"])
    allowed = replace(POLLING, allow_private=True)
    answer = _fetch(f"http://feeds.example:{port}/feed", resolver, allowed)
    assert answer.body == b"<rss/>"
    assert resolver.asked == ["feeds.example"]
    assert publisher.requests[0].headers["host"] == f"feeds.example:{port}"


def test_a_dead_address_does_not_hide_a_live_one(publisher: Publisher) -> None:
    publisher.serve("/feed", b"<rss/>")
    port = publisher.url("/").rpartition(":")[2].strip("/")
    allowed = replace(POLLING, allow_private=True)
    answer = _fetch(f"http://feeds.example:{port}/feed", _Resolver(["::1", "127.0.0.1"]), allowed)
    assert answer.outcome is Outcome.FRESH


def test_proxy_variables_are_not_obeyed(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.serve("/feed", b"<rss/>")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    allowed = replace(POLLING, allow_private=True)
    assert _fetch(publisher.url("/feed"), polling=allowed).body == b"<rss/>"


def test_no_cookie_is_sent_back(publisher: Publisher) -> None:
    publisher.serve("/feed", b"<rss/>", headers={"Set-Cookie": "visitor=1"})
    allowed = replace(POLLING, allow_private=True)

    async def twice() -> None:
        async with open_client(allowed) as client:
            for _ in range(2):
                request = FetchRequest(source_id="one", url=publisher.url("/feed"))
                await fetch(client, request, allowed)

    asyncio.run(twice())
    assert [request.headers.get("cookie") for request in publisher.requests] == [None, None]
