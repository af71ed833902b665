"""No connection into our own network, by whatever name or form the address comes."""

import asyncio
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from ipaddress import IPv6Address, ip_address
from threading import Thread

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.network.addresses import is_forbidden
from monitor.network.connect import EACH_SECONDS, look_up
from monitor.network.fetch import fetch, open_client
from monitor.records import Fetched, FetchRequest, Outcome, Polling
from tests.fakes.publisher import Publisher
from tests.network.wire import Wire, answer, path_of

POLLING = Polling(contact="mailto:desk@example.org", deadline_seconds=5)

FORBIDDEN = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
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
    "::ffff:0:127.0.0.1",
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
    "4000::1",
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


@pytest.fixture
def black_hole(publisher: Publisher) -> Iterator[str]:
    """An address at which the publisher's port takes packets and says nothing."""
    port = int(publisher.url("/").rpartition(":")[2].strip("/"))
    with ExitStack() as held:
        hole = held.enter_context(socket.create_server(("127.0.0.9", port), backlog=0))
        for _ in range(3):  # the queue of one is full, and the system drops whoever else comes
            caller = held.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(hole.getsockname())
        yield "127.0.0.9"


def test_an_address_that_says_nothing_does_not_hide_one_that_answers(
    publisher: Publisher, black_hole: str
) -> None:
    publisher.serve("/feed", b"<rss/>")
    port = publisher.url("/").rpartition(":")[2].strip("/")
    allowed = replace(POLLING, allow_private=True, deadline_seconds=20)
    began = time.monotonic()
    answer = _fetch(
        f"http://feeds.example:{port}/feed", _Resolver([black_hole, "127.0.0.1"]), allowed
    )
    assert answer.outcome is Outcome.FRESH
    assert EACH_SECONDS - 0.1 < time.monotonic() - began < EACH_SECONDS + 1


def test_a_publisher_that_is_only_reached_by_ipv6_is_read() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await path_of(reader)
        writer.write(answer(b"<rss/>"))

    if not _has_ipv6():
        pytest.skip("this machine has no IPv6, not even to itself")
    allowed = replace(POLLING, allow_private=True)
    with Wire(talk, hosts=("::1",)) as wire:
        for host in ("[::1]", "feeds.example"):
            ended = _fetch(wire.url(host=host), _Resolver(["::1"]), allowed)
            assert (ended.outcome, ended.body) == (Outcome.FRESH, b"<rss/>")


def _has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


def test_a_resolver_that_hangs_on_some_names_delays_no_other(publisher: Publisher) -> None:
    publisher.serve("/feed", b"<rss/>")
    port = publisher.url("/").rpartition(":")[2].strip("/")
    allowed = replace(POLLING, allow_private=True, deadline_seconds=1)

    async def resolve(host: str, port: int) -> Sequence[str]:
        if host.startswith("dead"):
            await asyncio.sleep(30)
        return ["127.0.0.1"]

    async def ask(host: str, client: httpx2.AsyncClient) -> Outcome:
        url = f"http://{host}.example:{port}/feed"
        return (await fetch(client, FetchRequest(source_id=host, url=url), allowed)).outcome

    async def all_at_once() -> list[Outcome]:
        async with open_client(allowed, resolve) as client:
            hosts = [*(f"dead{n}" for n in range(40)), *(f"live{n}" for n in range(10))]
            return await asyncio.gather(*(ask(host, client) for host in hosts))

    ended = asyncio.run(all_at_once())
    assert ended == [Outcome.TOO_SLOW] * 40 + [Outcome.FRESH] * 10


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
