"""Thousands of mentions in a minute, taken in and told of in real time by two threads, as by the
daemon: the first message comes soon, what matters does not wait for the rest, and nobody's
telephone rings five thousand times.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.pipeline import send_out, take_in
from monitor.records import CycleReport, PollReport
from monitor.steps.watch import Watch
from monitor.steps.ways import open_ways
from monitor.store.items import add_items
from monitor.store.ledger import open_ledger
from monitor.store.outbox import next_due_at
from monitor.store.paths import ledger_of
from tests.fakes.slack import FakeSlack
from tests.scenarios.nights.ashvale import settings_with, telling
from tests.scenarios.nights.coverage import item_of
from tests.scenarios.nights.desk import SECRETS, TOKEN, Desk
from tests.scenarios.nights.lines import S1, Written
from tests.scenarios.nights.reading import Read, read
from tests.scenarios.nights.rulebooks import INQUIRY, RESIGN, rule
from tests.scenarios.nights.texts import COMPLAINT

START = datetime(2026, 10, 20, 20, 40, tzinfo=UTC)
AFTERWARDS = timedelta(hours=1)  # before what nobody answered begins its ladder again
POSTS = "Posts tagged #ashvale"
SYLLABLES = tuple(one + other for one in "bdfgk" for other in "aio")


@dataclass
class Storm:
    """What came of it, by the clock on the wall."""

    stored: int
    posts: list[Read]
    first_after: float  # seconds from the storing of the items to the first message
    critical_after: float  # … to the one on the critical item


def mentions(number: int, words: str) -> list[Written]:
    """Posts by as many accounts; each tells a story of its own."""
    return [
        Written(
            POSTS,
            "",
            f"{' '.join(_grievance(n))}: the Ashvale commissioner {words}",
            {"author": f"account-{n}"},
        )
        for n in range(number)
    ]


def _grievance(number: int) -> Iterator[str]:
    """Eight words that nobody else uses."""
    for place in range(8):
        digits = (number * 7919 + place * 104_729) % 50_625
        yield "".join(SYLLABLES[digits // 15**power % 15] for power in range(4))


def ride_out(desk: Desk, data: Path, rules: str, written: list[Written]) -> Storm:
    """Stores all at once and lets both threads of a daemon work until nothing waits."""
    began = time.monotonic()

    def now() -> datetime:
        return START + timedelta(seconds=time.monotonic() - began)

    with FakeSlack(token=TOKEN.reveal(), clock=now) as slack, ExitStack() as opened:
        settings = telling(settings_with(rules), slack.url)
        channels = open_ways(settings, data, SECRETS, print)
        watch = desk.lend(settings, data, channels, opened)
        each = timedelta(minutes=1) / len(written)
        items = [item_of(one, watch, START - n * each) for n, one in enumerate(reversed(written))]
        add_items(watch.coverage, items, {f"url:{one.url}": one.id for one in items})
        stored_at = time.monotonic()
        with sending(watch, now):
            take_in(watch, now(), lambda _watch, _now: list[PollReport]())
        _send_the_rest(watch, now())
        row = watch.coverage.execute("SELECT count(*) FROM items").fetchone()
        shown = slack.visible()
        times = [post.at_monotonic - stored_at for post in shown]
        critical = [COMPLAINT.headline in read(post).words for post in shown]
        return Storm(
            stored=row[0] if row else 0,
            posts=[read(post) for post in shown],
            first_after=min(times),
            critical_after=times[critical.index(True)] if any(critical) else float("inf"),
        )


@contextmanager
def sending(watch: Watch, now: Callable[[], datetime]) -> Iterator[None]:
    """A thread that sends every second, on a connection of its own."""

    over, failed = threading.Event(), list[BaseException]()

    def work(second: Watch) -> None:
        while not over.wait(1.0):
            try:
                send_out(second, now(), CycleReport())
            except BaseException as error:  # noqa: BLE001 - shown by the test's own thread
                failed.append(error)
                return

    with closing(open_ledger(ledger_of(watch.data))) as ledger:
        thread = threading.Thread(target=work, args=(replace(watch, ledger=ledger),))
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
    if failed:
        raise failed[0]


def _send_the_rest(watch: Watch, now: datetime) -> None:
    """What is due within the next hours, without waiting for them."""
    end = now + AFTERWARDS
    while (due := next_due_at(watch.ledger)) and due <= end:
        now = max(due, now + timedelta(seconds=1))
        send_out(watch, now, CycleReport())


def hidden_among(posts: list[Written]) -> list[Written]:
    middle = len(posts) // 2
    critical = Written("Ashvale Gazette", COMPLAINT.headline, COMPLAINT.text)
    return [*posts[:middle], critical, *posts[middle:]]


def test_a_small_storm_is_told_of_at_once_and_in_few_messages(desk: Desk, tmp_path: Path) -> None:
    storm = ride_out(desk, tmp_path, RESIGN + INQUIRY, hidden_among(mentions(250, "must resign")))
    assert storm.stored == 251
    assert storm.first_after <= 30
    assert storm.critical_after <= 10
    assert len(storm.posts) <= 60


def test_a_storm_in_which_everything_is_a_crisis_rings_no_more_often(
    desk: Desk, tmp_path: Path
) -> None:
    storm = ride_out(desk, tmp_path, rule("R30", S1, "deepfake"), mentions(150, "is a deepfake"))
    assert storm.stored == 150
    assert storm.first_after <= 10
    assert len(storm.posts) <= 60


@pytest.mark.campaign
def test_five_thousand_mentions_in_a_minute(desk: Desk, tmp_path: Path) -> None:
    storm = ride_out(desk, tmp_path, RESIGN + INQUIRY, hidden_among(mentions(4999, "must resign")))
    assert storm.stored == 5000
    assert storm.first_after <= 30
    assert storm.critical_after <= 10
    assert len(storm.posts) <= 60
