"""Keeps one parsing process at hand and kills it when a feed holds it too long.

A thread would not do: a 418 KB feed holds feedparser, and with it the interpreter's lock, for 37 s.
"""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Self

from monitor.collect.wire import feed_from_bytes, reading_to_bytes
from monitor.records import Outcome, ParsedFeed, Reading

WALL_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    outbox: Connection
    inbox: Connection


class Parser:
    """Parses feeds one after another in a process of its own; use as a context manager."""

    def __init__(self, wall_seconds: float = WALL_SECONDS) -> None:
        self._wall_seconds = wall_seconds
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, reading: Reading, body: bytes) -> ParsedFeed:
        """What the answer says; UNSAFE if the process had to be stopped, and a new one comes."""
        if self._worker and self._worker.process.poll() is not None:
            self.close()  # it was killed between two feeds, which is neither feed's doing
        worker = self._worker = self._worker or _start()
        try:
            for part in (reading_to_bytes(reading), body):
                worker.outbox.send_bytes(part)
            if not worker.inbox.poll(self._wall_seconds):
                return self._stopped(f"the parser was stopped after {self._wall_seconds:g} s")
            return feed_from_bytes(worker.inbox.recv_bytes())
        except (EOFError, OSError):
            return self._stopped(_why_it_ended(worker))
        except (ValueError, KeyError, TypeError):
            return self._stopped("the parser answered nonsense and was replaced")

    def close(self) -> None:
        if worker := self._worker:
            worker.process.kill()
            worker.process.wait()
            worker.outbox.close()
            worker.inbox.close()
        self._worker = None

    def _stopped(self, reason: str) -> ParsedFeed:
        self.close()
        return ParsedFeed(entries=(), outcome=Outcome.UNSAFE, reason=reason)


def _why_it_ended(worker: _Worker) -> str:
    worker.process.kill()
    if worker.process.wait() == -signal.SIGXCPU:
        return "the parser was stopped: the feed kept it busy too long"
    return "the feed broke the parser, which was replaced"


def _start() -> _Worker:
    their_inbox, outbox = Pipe(duplex=False)
    inbox, their_outbox = Pipe(duplex=False)
    command = [sys.executable, "-m", "monitor.collect.parse_worker"]
    # What a hostile feed might ever read of its process, no secret is part of.
    environment = {name: text for name, text in os.environ.items() if "MONITOR" not in name}
    process = subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=their_inbox.fileno(), stdout=their_outbox.fileno(), env=environment
    )
    their_inbox.close()
    their_outbox.close()
    return _Worker(process, outbox, inbox)
