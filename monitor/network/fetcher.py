"""Keeps requests in flight while everybody else works: one client, one loop, one thread.

A publisher that hangs delays nobody: answers are handed over as they come, and the number of
requests at once is bounded outside the client, whose own queue costs time for each that waits.
"""

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Self

from monitor.network.fetch import fetch, open_client
from monitor.records import Fetched, FetchRequest, Outcome, Polling

CLOSING_SECONDS = 5.0
log = logging.getLogger(__name__)


class Fetcher:
    """Asks publishers for feeds; use as a context manager, from one thread."""

    def __init__(self, polling: Polling) -> None:
        self._polling = polling
        self._places = asyncio.Semaphore(polling.at_once)
        self._answers: SimpleQueue[Fetched] = SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._client = open_client(polling)
        self.in_flight: set[str] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def start(self, requests: Iterable[FetchRequest]) -> None:
        """Sends these on their way; their answers come through `answers`."""
        for request in requests:
            self.in_flight.add(request.source_id)
            asyncio.run_coroutine_threadsafe(self._one(request), self._loop)

    def answers(self, seconds: float) -> Iterator[list[Fetched]]:
        """Answers in batches as they come, until none is outstanding or the time is over."""
        deadline = time.monotonic() + seconds
        while self.in_flight:
            try:
                batch = [self._answers.get(timeout=max(0.0, deadline - time.monotonic()))]
            except Empty:
                return
            while not self._answers.empty():
                batch.append(self._answers.get())
            self.in_flight.difference_update(answer.source_id for answer in batch)
            yield batch

    def close(self) -> None:
        """Drops what is outstanding."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(CLOSING_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CLOSING_SECONDS)
        self._loop.close()

    async def _one(self, request: FetchRequest) -> None:
        async with self._places:
            self._answers.put(await self._whatever_happens(request))

    async def _whatever_happens(self, request: FetchRequest) -> Fetched:
        """The one broad `except`: without an answer a source would count as in flight for ever."""
        try:
            return await fetch(self._client, request, self._polling)
        except Exception:
            log.exception("source=%s cannot be fetched", request.source_id)
            reason = "a fault of ours, which the log tells"
            return Fetched(source_id=request.source_id, outcome=Outcome.BROKEN, reason=reason)

    async def _end(self) -> None:
        outstanding = asyncio.all_tasks() - {asyncio.current_task()}
        for task in outstanding:
            task.cancel()
        await asyncio.gather(*outstanding, return_exceptions=True)
        await self._client.aclose()
