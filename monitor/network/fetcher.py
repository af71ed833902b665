"""Keeps requests in flight while everybody else works: one client, one loop, one thread.

A publisher that hangs delays nobody: answers are handed over as they come, and the number of
requests at once is bounded outside the client, whose own queue costs time for each that waits. Who
waits for a host takes no place from those who ask others.
"""

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Self
from urllib.parse import urlsplit

from monitor.network.fetch import fetch, open_client
from monitor.records import Fetched, FetchRequest, Outcome, Polling

CLOSING_SECONDS = 5.0
MOST_TOGETHER = 40  # answers handed over at once: their bodies and entries all stand in memory
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Host:
    """How one host is treated: so many requests at once, and a gap from each start to the next."""

    places: asyncio.Semaphore
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    started_at: float = float("-inf")
    gap: float = 0.0  # that the one who started last asks for


class Fetcher:
    """Asks publishers for feeds; use as a context manager, from one thread."""

    def __init__(self, polling: Polling) -> None:
        self._polling = polling
        self._places = asyncio.Semaphore(polling.at_once)
        self._hosts: dict[str, _Host] = {}  # 1 KB for each that was ever asked
        self._tasks: set[asyncio.Task[None]] = set()
        self._answers: SimpleQueue[Fetched] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._client = open_client(polling)
        self.in_flight: set[FetchRequest] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, requests: Iterable[FetchRequest]) -> None:
        """Sends these on their way, but none twice; their answers come through `answers`."""
        new = [one for one in dict.fromkeys(requests) if one not in self.in_flight]
        self.in_flight.update(new)
        self._loop.call_soon_threadsafe(self._send_off, new)

    def answers(self, seconds: float) -> Iterator[list[Fetched]]:
        """Answers in batches as they come, until none is outstanding or the time is over."""
        deadline = time.monotonic() + seconds
        while self.in_flight:
            try:
                batch = [self._answers.get(timeout=max(0.0, deadline - time.monotonic()))]
            except Empty:
                return
            while not self._answers.empty() and len(batch) < MOST_TOGETHER:
                batch.append(self._answers.get())
            self.in_flight.difference_update(answer.request for answer in batch)
            yield batch

    def close(self) -> None:
        """Drops what is outstanding."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(CLOSING_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CLOSING_SECONDS)
        self._loop.close()

    def _send_off(self, requests: Iterable[FetchRequest]) -> None:
        for request in requests:
            task = self._loop.create_task(self._one(request))
            self._tasks.add(task)  # the loop's own reference is a weak one
            task.add_done_callback(self._tasks.discard)

    async def _one(self, request: FetchRequest) -> None:
        host = self._hosts.setdefault(
            _host_of(request.url), _Host(asyncio.Semaphore(self._polling.host_at_once))
        )
        async with host.places:
            await self._turn(host, request)
            try:
                self._answers.put(await self._whatever_happens(request))
            finally:
                self._places.release()

    async def _turn(self, host: _Host, request: FetchRequest) -> None:
        """Waits for the host, and only then takes a place of everybody's."""
        gap = max(self._polling.host_gap_seconds, request.gap_seconds)
        async with host.turn:
            await asyncio.sleep(host.started_at + max(gap, host.gap) - self._loop.time())
            await self._places.acquire()
            host.started_at, host.gap = self._loop.time(), gap

    async def _whatever_happens(self, request: FetchRequest) -> Fetched:
        """The one broad `except`: without an answer a source would count as in flight for ever."""
        try:
            return await fetch(self._client, request, self._polling)
        except Exception:
            log.exception("source=%s cannot be fetched", request.source_id)
            reason = "a fault of ours, which the log tells"
            return Fetched(request=request, outcome=Outcome.BROKEN, reason=reason)

    async def _end(self) -> None:
        outstanding = set(self._tasks)
        for task in outstanding:
            task.cancel()
        await asyncio.gather(*outstanding, return_exceptions=True)
        await self._client.aclose()


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return url  # such an address is refused before anybody is asked
