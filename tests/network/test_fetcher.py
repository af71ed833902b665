"""Many requests at once: each host in its own time, nobody held up by another, nothing lost."""

from __future__ import annotations

import asyncio
import time
from asyncio import StreamReader, StreamWriter
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from monitor.network.connect import CheckedTransport
from monitor.network.fetch import fetch, open_client
from monitor.network.fetcher import Fetcher
from monitor.records import Fetched, FetchRequest, Outcome, Polling
from tests.network.wire import Script, Wire, answer, path_of

POLLING = Polling(
    contact="mailto:desk@example.org",
    allow_private=True,
    deadline_seconds=5,
    host_at_once=20,
    host_gap_seconds=0,
)
HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 9))


class Town:
    """Hosts that answer after a while, and remember who came when and how many at once."""

    def __init__(self) -> None:
        self.came: dict[str, list[float]] = defaultdict(list)  # host → moments, in order
        self.most: Counter[str] = Counter()  # host → callers at once; "": on all of them
        self._now: Counter[str] = Counter()

    async def talk(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Answers after as many milliseconds as the path says; `/hang` never."""
        host = str(writer.get_extra_info("sockname")[0])
        self.came[host].append(time.monotonic())
        for name in (host, ""):
            self._now[name] += 1
            self.most[name] = max(self.most[name], self._now[name])
        try:
            wait = (await path_of(reader)).strip("/").split("?")[0]
            if wait == "hang":
                await reader.read()  # until the caller leaves
            await asyncio.sleep(int(wait) / 1000 if wait.isdigit() else 0)
            self._now.subtract((host, ""))  # the caller may be back before we know it has left
            writer.write(answer())
        except BaseException:
            self._now.subtract((host, ""))
            raise


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def wire(town: Town) -> Iterator[Wire]:
    with Wire(town.talk, hosts=HOSTS) as wire:
        yield wire


def to(wire: Wire, path: str, host: str = HOSTS[0], count: int = 1) -> list[FetchRequest]:
    """As many different requests for the same."""
    urls = [wire.url(f"{path}?{number}", host) for number in range(count)]
    return [FetchRequest(source_id=url, url=url) for url in urls]


def ask(requests: Sequence[FetchRequest], polling: Polling, seconds: float = 30) -> list[Fetched]:
    with Fetcher(polling) as fetcher:
        fetcher.start(requests)
        return [one for batch in fetcher.answers(seconds) for one in batch]


# ---------------------------------------------------------------- what is in flight


def test_what_is_in_flight_is_not_asked_for_twice(wire: Wire, town: Town) -> None:
    (request,) = to(wire, "/200")
    with Fetcher(POLLING) as fetcher:
        fetcher.start([request, request])
        fetcher.start([request])
        assert fetcher.in_flight == {request}
        assert [one.request for batch in fetcher.answers(5) for one in batch] == [request]
        assert fetcher.in_flight == set()
        fetcher.start([request])
        assert len(list(fetcher.answers(5))) == 1
    assert len(town.came[HOSTS[0]]) == 2


def test_a_source_may_have_several_requests_in_flight(wire: Wire) -> None:
    url = wire.url("/0")
    pages = [FetchRequest(source_id="search", url=url, page=page) for page in (1, 2, 3)]
    assert {one.request for one in ask(pages, POLLING)} == set(pages)


def test_answers_that_are_late_come_with_the_next_look(wire: Wire) -> None:
    quick, slow = to(wire, "/0")[0], to(wire, "/600")[0]
    with Fetcher(POLLING) as fetcher:
        fetcher.start([quick, slow])
        assert [one.request for batch in fetcher.answers(0.3) for one in batch] == [quick]
        assert fetcher.in_flight == {slow}
        assert [one.request for batch in fetcher.answers(5) for one in batch] == [slow]


def test_the_end_drops_what_is_outstanding_at_once(wire: Wire) -> None:
    with Fetcher(POLLING) as fetcher:
        fetcher.start(to(wire, "/hang", count=500))
        assert list(fetcher.answers(0.5)) == []
        began = time.monotonic()
    assert time.monotonic() - began < 2
    assert _soon(lambda: wire.connected == 0)


def test_a_fault_of_ours_is_an_answer_too(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    faulty = replace(to(wire, "/0")[0], headers=(("X-Key", None),))  # type: ignore[arg-type]
    (ended,) = ask([faulty], POLLING)
    assert (ended.outcome, ended.request) == (Outcome.BROKEN, faulty)
    assert ended.reason == "a fault of ours, which the log tells"
    assert "cannot be fetched" in caplog.text


# ---------------------------------------------------------------- each host in its own time


def test_a_host_is_asked_so_many_things_at_once_and_no_more(wire: Wire, town: Town) -> None:
    ended = ask(to(wire, "/50", count=12), replace(POLLING, host_at_once=2))
    assert {one.outcome for one in ended} == {Outcome.FRESH}
    assert (len(ended), town.most[HOSTS[0]]) == (12, 2)


@pytest.mark.parametrize(("everybody", "own"), [(0.2, 0.0), (0.0, 0.2), (0.2, 0.1)])
def test_between_two_requests_to_a_host_lies_the_longer_of_two_gaps(
    wire: Wire, town: Town, everybody: float, own: float
) -> None:
    requests = [replace(one, gap_seconds=own) for one in to(wire, "/0", count=5)]
    ask(requests, replace(POLLING, host_gap_seconds=everybody))
    moments = town.came[HOSTS[0]]
    assert moments[-1] - moments[0] > 4 * 0.2 - 0.1
    assert min(later - one for one, later in pairwise(moments)) > 0.1


def test_a_platform_s_own_gap_holds_for_whoever_comes_next(wire: Wire, town: Town) -> None:
    slow, other = to(wire, "/0", count=2)
    ask([replace(slow, gap_seconds=0.4), other], POLLING)
    first, second = town.came[HOSTS[0]]
    assert second - first > 0.3


def test_the_gap_is_kept_after_the_queue_was_empty(wire: Wire, town: Town) -> None:
    with Fetcher(replace(POLLING, host_gap_seconds=0.5)) as fetcher:
        for request in to(wire, "/0", count=2):
            fetcher.start([request])
            assert len(list(fetcher.answers(5))) == 1
    first, second = town.came[HOSTS[0]]
    assert second - first > 0.4


def test_one_host_s_gap_is_nobody_else_s(wire: Wire, town: Town) -> None:
    requests = [one for host in HOSTS for one in to(wire, "/0", host)]
    began = time.monotonic()
    ask(requests, replace(POLLING, host_gap_seconds=5))
    assert time.monotonic() - began < 2
    assert {host: len(moments) for host, moments in town.came.items()} == dict.fromkeys(HOSTS, 1)


def test_sixty_feeds_of_one_slow_host_hold_up_nobody(wire: Wire, town: Town) -> None:
    slow = to(wire, "/hang", HOSTS[0], count=60)
    others = [one for host in HOSTS[1:] for one in to(wire, "/20", host, count=4)]
    polling = replace(POLLING, at_once=4, host_at_once=2, deadline_seconds=3)
    with Fetcher(polling) as fetcher:
        began = time.monotonic()
        fetcher.start([*slow, *others])
        answers = [one for batch in fetcher.answers(2.5) for one in batch]
    assert {one.request for one in answers} == set(others)
    assert max(moments[-1] for moments in town.came.values()) - began < 2
    assert (town.most[HOSTS[0]], town.most[""]) == (2, 4)


def test_all_hosts_together_are_asked_no_more_than_the_configuration_says(
    wire: Wire, town: Town
) -> None:
    requests = [one for host in HOSTS for one in to(wire, "/50", host, count=3)]
    assert len(ask(requests, replace(POLLING, at_once=3))) == 24
    assert town.most[""] == 3


def test_the_deadline_begins_when_the_host_s_turn_comes(wire: Wire) -> None:
    hurried = replace(POLLING, host_at_once=1, host_gap_seconds=0.4, deadline_seconds=0.3)
    ended = ask([*to(wire, "/hang"), *to(wire, "/0", count=3)], hurried)
    assert [one.outcome for one in ended] == [Outcome.TOO_SLOW, *[Outcome.FRESH] * 3]


def test_the_same_host_is_meant_however_its_name_is_written(wire: Wire, town: Town) -> None:
    urls = [f"http://{name}localhost:{wire.port}/50" for name in ("", "you@")]
    urls.append(f"http://LOCALHOST:{wire.port}/50")
    ask([FetchRequest(source_id=url, url=url) for url in urls], replace(POLLING, host_at_once=1))
    assert town.most[""] == 1


# ---------------------------------------------------------------- nothing is lost


async def storm(reader: StreamReader, writer: StreamWriter) -> None:
    """Answers, hangs or drips, as the path says, until the caller leaves."""
    path = await path_of(reader)
    if path.startswith("/answer"):
        return writer.write(answer())
    if path.startswith("/drip"):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not reader.at_eof():
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)
    await reader.read()
    return None


@pytest.mark.parametrize(
    "count", [1000, pytest.param(10_000, marks=[pytest.mark.campaign, pytest.mark.timeout(600)])]
)
def test_requests_that_are_cut_off_leave_nothing_behind(count: int) -> None:
    with Wire(storm) as wire:
        outcomes, left, after = asyncio.run(_weather(wire, count))
        assert _soon(lambda: wire.connected == 0)
    assert sum(outcomes.values()) == count
    assert outcomes.keys() == {Outcome.FRESH, Outcome.TOO_SLOW}, "answers came in between"
    assert outcomes[Outcome.TOO_SLOW] >= count * 2 // 3
    assert left == (0, 0), "connections in the pool, and open files"
    assert after == [Outcome.FRESH] * 50


async def _weather(
    wire: Wire, count: int
) -> tuple[Counter[Outcome], tuple[int, int], list[Outcome]]:
    """How requests end that have 20 to 300 ms each, what they leave, how 50 more end."""
    places = asyncio.Semaphore(POLLING.at_once)

    async with open_client(POLLING) as client:

        async def one(path: str, seconds: float) -> Outcome:
            request = FetchRequest(source_id=path, url=wire.url(path))
            async with places:
                hurried = replace(POLLING, deadline_seconds=seconds)
                return (await fetch(client, request, hurried)).outcome

        await one("/answer", 5)
        files = _open_files()
        kinds = ("/answer", "/hang", "/drip")
        work = [one(f"{kinds[n % 3]}/{n}", 0.020 + n * 7919 % 281 / 1000) for n in range(count)]
        outcomes = Counter(await asyncio.gather(*work))
        await asyncio.sleep(0.3)  # for the server to notice, whose files are ours too
        assert isinstance(client._transport, CheckedTransport)
        left = len(client._transport._pool.connections), _open_files() - files
        after = await asyncio.gather(*(one(f"/answer/{n}", 20) for n in range(50)))
    return outcomes, left, list(after)


def test_no_place_is_lost_to_a_publisher_that_hangs() -> None:
    """In the end as many as there are places are answered, but only when all are there at once."""
    together = asyncio.Semaphore(0)
    present: set[StreamWriter] = set()

    async def talk(reader: StreamReader, writer: StreamWriter) -> None:
        if not (await path_of(reader)).startswith("/together"):
            await reader.read()
            return
        present.add(writer)
        if len(present) == POLLING.at_once:
            for _ in range(POLLING.at_once):
                together.release()
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                await together.acquire()
            writer.write(answer())

    hurried = replace(POLLING, deadline_seconds=1.5)
    with Wire(talk) as wire, Fetcher(hurried) as fetcher:
        fetcher.start(to(wire, "/hang", count=2 * POLLING.at_once))
        fetcher.start(to(wire, "/together", count=POLLING.at_once))
        ended = Counter(one.outcome for batch in fetcher.answers(30) for one in batch)
    assert ended == {Outcome.TOO_SLOW: 2 * POLLING.at_once, Outcome.FRESH: POLLING.at_once}


@pytest.mark.parametrize("hosts", [1, 4000], ids=["one host", "a host each"])
def test_a_request_costs_the_same_however_many_wait(hosts: int) -> None:
    """Of addresses that nobody can be asked at, so that only the waiting costs anything."""

    def cost(count: int) -> float:
        urls = [f"http://news{n % hosts}.example:99999/{n}" for n in range(count)]
        requests = [FetchRequest(source_id=url, url=url) for url in urls]
        began = time.process_time()
        assert len(ask(requests, POLLING)) == count
        return (time.process_time() - began) / count

    cost(100)
    assert cost(4000) < 2 * min(cost(500), cost(500))


def test_three_hundred_hosts_leave_no_connection_open() -> None:
    """A kept one costs 256 KB under TLS, and its host is not due again for minutes."""

    async def poll(wire: Wire) -> tuple[set[Outcome], int]:
        async with open_client(POLLING, Script(["127.0.0.1"])) as client:

            async def one(number: int) -> Outcome:
                url = wire.url("/answer", f"news{number}.example")
                request = FetchRequest(source_id=url, url=url)
                return (await fetch(client, request, POLLING)).outcome

            before, ended = _open_files(), set()
            for first in range(0, 300, 20):
                ended.update(await asyncio.gather(*map(one, range(first, first + 20))))
            await asyncio.sleep(0.2)
            return ended, _open_files() - before

    with Wire(storm) as wire:
        ended, left = asyncio.run(poll(wire))
        assert (ended, wire.callers) == ({Outcome.FRESH}, 300)
        assert (left, wire.connected) == (0, 0)


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def _soon(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold within two seconds."""
    end = time.monotonic() + 2
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False
