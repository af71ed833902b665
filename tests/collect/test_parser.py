"""The parsing process: what a feed does, it does to that process alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from monitor.collect.parser import Parser
from monitor.records import Outcome, ParsedFeed, Reading
from tests.fakes.publisher import billion_laughs, rss

READING = Reading(kind="feed", url="https://news.example/feed")
GOOD = rss("News", [{"guid": "1", "title": "Northmoor PCC speaks"}])
WALL_SECONDS = 2.5  # a process takes a third of a second to start, on a busy machine a whole one
VAST = bytes(600_000_000)  # zeroes that cost this process nothing and the other more than it may


def slow_feed() -> bytes:
    """150 KB in one tag's attributes, which feedparser takes 10 s to read."""
    attributes = " ".join(f'a{n}="x"' for n in range(15_000))
    declared = GOOD.replace(b"<rss", b"<!DOCTYPE rss><rss", 1)  # such a page is left to feedparser
    return declared.replace(b"<item>", f"<item {attributes}>".encode())


def children() -> set[int]:
    """Our child processes, the dead that nobody has waited for included."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it ended while we looked
            continue
        if parent == os.getpid():
            found.add(int(stat.parent.name))
    return found


def worker_of(before: set[int]) -> int:
    (worker,) = children() - before
    return worker


@pytest.fixture
def before() -> set[int]:
    return children()


@pytest.fixture
def parser(before: set[int]) -> Iterator[Parser]:
    with Parser(WALL_SECONDS) as parser:
        yield parser
    assert children() == before


def is_read(feed: ParsedFeed) -> bool:
    return feed.outcome is Outcome.FRESH and feed.entries[0].title == "Northmoor PCC speaks"


def test_feeds_are_read_one_after_another_by_one_process(parser: Parser, before: set[int]) -> None:
    assert is_read(parser.read(READING, GOOD))
    first = worker_of(before)
    assert parser.read(READING, b"").outcome is Outcome.EMPTY
    assert parser.read(READING, billion_laughs()).outcome is Outcome.UNSAFE
    assert is_read(parser.read(replace(READING, content_type="text/xml; charset=utf-8"), GOOD))
    assert worker_of(before) == first


def test_every_part_of_an_entry_crosses_from_the_process(parser: Parser) -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>g</id><title>Ünï 🚓</title>'
        '<link href="/1"/><author><name>Ann</name></author><summary>Text</summary>'
        "<published>2026-06-01T09:30:00.5Z</published></entry></feed>"
    ).encode()
    (entry,) = parser.read(READING, body).entries
    assert (entry.guid, entry.title, entry.url) == ("g", "Ünï 🚓", "https://news.example/1")
    assert (entry.author, entry.text) == ("Ann", "Text")
    assert str(entry.published_at) == "2026-06-01 09:30:00+00:00"


def test_a_feed_that_holds_the_parser_is_stopped_and_the_next_is_read_by_a_new_process(
    parser: Parser, before: set[int]
) -> None:
    assert is_read(parser.read(READING, GOOD))
    first = worker_of(before)
    stopped = parser.read(READING, slow_feed())
    assert (stopped.outcome, stopped.entries) == (Outcome.UNSAFE, ())
    assert stopped.reason == "the parser was stopped after 2.5 s"
    assert children() == before
    assert is_read(parser.read(READING, GOOD))
    assert worker_of(before) != first


def test_a_process_that_used_up_its_computing_time_says_so(
    parser: Parser, before: set[int]
) -> None:
    assert is_read(parser.read(READING, GOOD))
    kernel = Timer(0.3, os.kill, (worker_of(before), signal.SIGXCPU))
    kernel.start()
    stopped = parser.read(READING, slow_feed())
    kernel.join()
    assert stopped.outcome is Outcome.UNSAFE
    assert stopped.reason == "the parser was stopped: the feed kept it busy too long"
    assert is_read(parser.read(READING, GOOD))


def test_a_process_that_is_killed_at_work_costs_the_feed_it_reads(
    parser: Parser, before: set[int]
) -> None:
    assert is_read(parser.read(READING, GOOD))
    killer = Timer(0.3, os.kill, (worker_of(before), signal.SIGKILL))
    killer.start()
    stopped = parser.read(READING, slow_feed())
    killer.join()
    assert stopped.outcome is Outcome.UNSAFE
    assert stopped.reason == "the feed broke the parser, which was replaced"
    assert is_read(parser.read(READING, GOOD))


def test_a_process_that_is_killed_at_rest_costs_no_feed(parser: Parser, before: set[int]) -> None:
    assert is_read(parser.read(READING, GOOD))
    first = worker_of(before)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert is_read(parser.read(READING, GOOD))


def test_a_body_that_fills_the_memory_breaks_its_process_alone() -> None:
    with Parser(wall_seconds=30) as parser:
        broken = parser.read(READING, VAST)
        assert (broken.outcome, broken.entries) == (Outcome.UNSAFE, ())
        assert broken.reason == "the feed broke the parser, which was replaced"
        assert is_read(parser.read(READING, GOOD))


def test_the_process_works_under_limits(parser: Parser, before: set[int]) -> None:
    assert is_read(parser.read(READING, GOOD))
    limits = Path(f"/proc/{worker_of(before)}/limits").read_text().splitlines()
    (memory,) = (line.split() for line in limits if line.startswith("Max address space"))
    (work,) = (line.split() for line in limits if line.startswith("Max cpu time"))
    assert int(memory[3]) == int(memory[4]) == 512 * 1024 * 1024
    assert int(work[3]) <= 10


def test_closing_leaves_no_process(before: set[int]) -> None:
    parser = Parser()
    assert is_read(parser.read(READING, GOOD))
    assert len(children() - before) == 1
    parser.close()
    assert children() == before
    parser.close()


def test_a_parser_that_was_never_used_starts_nothing(before: set[int]) -> None:
    with Parser():
        assert children() == before
