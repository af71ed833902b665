"""The process that parses: what a hostile feed can do, it does to this process alone.

Takes how to read and what to read from its standard input and writes what it found to its standard
output, each as one message, until its input ends. Limits: memory once, CPU anew for each feed.
"""

import os
import resource
import signal
import sys
from dataclasses import replace
from itertools import accumulate
from multiprocessing.connection import Connection

from monitor.collect import article
from monitor.collect.reading import Unreadable, nothing
from monitor.collect.sources import KINDS
from monitor.collect.wire import feed_to_bytes, reading_from_bytes
from monitor.records import Outcome, ParsedFeed, Reading

CPU_SECONDS = 5
MOST_TEXT_IN_ALL = 3_000_000  # characters; 10 MB of text that grows when it is cleaned took 0.5 s
MEMORY = 512 * 1024 * 1024


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the daemon, which then closes us
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    inbox, outbox = Connection(os.dup(0), writable=False), Connection(os.dup(1), readable=False)
    os.dup2(2, 1)  # a stray print must not stand in the middle of an answer
    while True:
        try:
            reading, body = reading_from_bytes(inbox.recv_bytes()), inbox.recv_bytes()
        except (EOFError, OSError):
            return
        _allow_cpu()
        try:
            feed = _read(reading, body)
        except MemoryError:
            sys.exit(1)  # whatever is left of us is not to be trusted
        outbox.send_bytes(feed_to_bytes(feed))


def _read(reading: Reading, body: bytes) -> ParsedFeed:
    try:
        read = article.read if reading.kind == "article" else KINDS[reading.kind].read
        return _within_measure(read(reading, body))
    except Unreadable as error:
        return nothing(Outcome.NOT_A_FEED, str(error))


def _within_measure(feed: ParsedFeed) -> ParsedFeed:
    """As many entries as can be handed over without holding up whoever takes them."""
    ends = accumulate(len(entry.text) + len(entry.title) for entry in feed.entries)
    fit = sum(end <= MOST_TEXT_IN_ALL for end in ends)
    if fit == len(feed.entries):
        return feed
    flaw = f"only the first {fit} of {len(feed.entries)} entries were taken: they are very long"
    return replace(feed, entries=feed.entries[:fit], flaw=flaw)


def _allow_cpu() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
