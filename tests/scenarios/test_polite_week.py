"""A week of polls, with restarts and crashes, of publishers who score whoever reads them.

The seed is printed; MONITOR_WEEK_SEED repeats it. What they score: requests without validators
from somebody who has some, validators that they did not send last, and polls before the time that
they asked for.
"""

from __future__ import annotations

import os
import time
from asyncio import StreamReader, StreamWriter, sleep
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import combinations
from random import Random  # noqa: TID251 - restarts must fall anywhere

import pytest

from monitor.collect import polling
from monitor.records import Outcome
from monitor.settings import load_settings
from monitor.steps.asking import ask
from monitor.steps.collecting import collect_arriving, collect_due
from monitor.steps.watch import Watch, open_watch
from monitor.store.sources import list_polls
from tests.conftest import Desk
from tests.fakes.publisher import Publisher, rss
from tests.network.wire import Wire, answer

START = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 6))
LATEST = HOUR  # how late the next look may be; more looks at once cost less time
GAP = 0.05  # seconds between two requests to a host
DELAYED = 0.25  # what a busy machine may add to one of them
ON_A_PAGE = 6
OLD = "Mon, 01 Jun 2026 06:00:00 GMT"


@dataclass(frozen=True)
class Habit:
    """How a publisher validates; `{v}` is what it has published, `{n}` the number of the look."""

    tag: str = ""
    date: str = ""
    says_again: tuple[str, ...] = ("etag", "last-modified")  # with a 304
    honours: bool = True  # whether it ever answers 304


HABITS = {
    "both": Habit('"v{v}"', "{date}"),
    "tag alone": Habit('"v{v}"'),
    "date alone": Habit("", "{date}"),
    "neither": Habit(),
    "new tag, old date": Habit('"v{v}"', OLD),
    "new date, old tag": Habit('"once-and-for-all"', "{date}"),
    "new tag, same page": Habit('"look-{n}"', OLD, honours=False),
    "304 alone": Habit('"v{v}"', "{date}", says_again=()),
    "304 with its tag": Habit('"v{v}"', "{date}", says_again=("etag",)),
    "304 with another tag": Habit('"v{v}-{n}"', "{date}"),
    "weak tag": Habit('W/"v{v}"', "{date}"),
    "tag without quotes": Habit("v{v}"),
    "odd tag": Habit('"a, \\"{v}\\" \xe9==;"', "{date}"),
    "odd date": Habit("", "2026-06-01 {v} BST"),
}
Wish = Callable[[datetime], tuple[dict[str, str], timedelta]]  # the headers, and what they ask for
WISHES: tuple[Wish, ...] = (
    lambda _: ({}, timedelta()),
    lambda _: ({"Cache-Control": "max-age=600"}, 10 * MINUTE),
    lambda _: ({"Cache-Control": 'public, max-age="5400"'}, 90 * MINUTE),
    lambda _: ({"Cache-Control": "max-age=172800"}, 2 * DAY),
    lambda _: ({"Cache-Control": "no-cache, max-age=7200"}, timedelta()),
    lambda _: ({"Cache-Control": "max-age=soon"}, timedelta()),
    lambda now: ({"Expires": http_date(now + 100 * MINUTE)}, whole(now + 100 * MINUTE) - now),
)
REFUSALS: tuple[Wish, ...] = (
    lambda _: ({}, timedelta()),
    lambda _: ({"Retry-After": "10800"}, 3 * HOUR),
    lambda _: ({"Retry-After": "1000000000"}, DAY),
    lambda _: ({"Retry-After": "soon"}, timedelta()),
    lambda now: ({"Retry-After": http_date(now - HOUR)}, timedelta()),
    lambda now: ({"Retry-After": http_date(now + 5 * HOUR)}, whole(now + 5 * HOUR) - now),
)


def http_date(at: datetime) -> str:
    return format_datetime(at, usegmt=True)


def whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


@dataclass
class Feed:
    """One feed, and the score of whoever reads it."""

    name: str
    habit: Habit
    wish: Wish
    minutes: int
    ceiling: int
    chance: Random
    published: int = ON_A_PAGE
    looks: int = 0
    sent: dict[str, str] = field(default_factory=dict)  # the validators that were sent last
    not_before: datetime = START
    unconditional: int = 0
    needless: int = 0  # unconditional, from a reader who has validators
    bogus: list[str] = field(default_factory=list)
    early: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        return (
            f'[[sources]]\nid = "{self.name}"\nname = "{self.name}"\nkind = "feed"\n'
            f'url = "%s"\ntier = "local"\ngroup = "{self.name}"\n'
            f"poll_minutes = {self.minutes}\ncache_minutes = {self.ceiling}\n\n"
        )

    @property
    def page(self) -> bytes:
        stories = range(self.published - ON_A_PAGE, self.published)
        return rss(
            self.name,
            [
                {
                    "guid": f"{self.name}-{n}",
                    "title": f"Story {n} of {self.name}",
                    "link": f"https://{self.name}.example/{n}",
                    "published": START + n * MINUTE,
                }
                for n in reversed(stories)
            ],
        )

    def score(self, given: Mapping[str, str], now: datetime) -> None:
        """What this request says of the reader."""
        self.looks += 1
        if now < self.not_before:
            self.early.append(f"{self.name}: at {now}, not before {self.not_before}")
        if given not in ({}, self.sent):
            self.bogus.append(f"{self.name}: {given}, and not {self.sent}")
        if not given:
            self.unconditional += 1
            self.needless += bool(self.sent)

    def promise(self, asked: timedelta, now: datetime) -> None:
        self.not_before = now + max(asked, self.minutes * MINUTE / 4)

    def answer(self, given: Mapping[str, str], now: datetime) -> bytes:
        """As a publisher answers who has good and bad days, and something new now and then."""
        if self.looks > 1 and self.chance.random() < 0.05:
            return self._refuse(now)
        known = self.habit.honours and bool(given) and given == self.sent
        if self.habit.honours and self.chance.random() < 0.4:
            self.published += self.chance.randint(1, ON_A_PAGE)
            known = False
        headers, asked = self.wish(now)
        self.promise(min(asked, self.ceiling * MINUTE), now)
        return self._not_modified(headers) if known else self._whole(headers)

    def _refuse(self, now: datetime) -> bytes:
        status = self.chance.choice(("429 Slow Down", "503 Away", "500 Broken"))
        headers, asked = self.chance.choice(REFUSALS)(now)
        self.promise(timedelta() if status.startswith("500") else asked, now)
        return answer(b"<h1>Not now</h1>", *lines(headers), status=status)

    def _whole(self, headers: Mapping[str, str]) -> bytes:
        self.sent = {name: text for name, text in self._validators().items() if text}
        return answer(self.page, *lines({**headers, **self.sent}))

    def _not_modified(self, headers: Mapping[str, str]) -> bytes:
        again = self._validators()
        said = {name: again[name] for name in self.habit.says_again if again[name]}
        self.sent |= said
        head = ("HTTP/1.1 304 Not Modified", *lines({**headers, **said}), "", "")
        return "\r\n".join(head).encode("latin-1")

    def _validators(self) -> dict[str, str]:
        values = {
            "v": self.published,
            "n": self.looks,
            "date": http_date(START + self.published * MINUTE),
        }
        pairs = {"etag": self.habit.tag, "last-modified": self.habit.date}
        return {name: text.format(**values) for name, text in pairs.items()}


def lines(headers: Mapping[str, str]) -> list[str]:
    return [f"{name}: {text}" for name, text in headers.items()]


class Town:
    """Publishers on a few hosts, who all look at one clock, which the test sets."""

    def __init__(self, feeds: list[Feed]) -> None:
        self.feeds = {feed.name: feed for feed in feeds}
        self.now = START
        self.fate = ""  # of whoever asks now: dies "unanswered" or "answered", or ""
        self.doomed = 0  # requests that came from somebody about to die
        self.most: Counter[str] = Counter()  # host → callers at once
        self.came: list[tuple[str, float]] = []
        self._now: Counter[str] = Counter()

    async def talk(self, reader: StreamReader, writer: StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        feed = self.feeds[head[0].split(" ")[1].strip("/")]
        host = str(writer.get_extra_info("sockname")[0])
        self.came.append((feed.name, time.monotonic()))
        given = validators(head[1:])
        feed.score(given, self.now)
        if self.fate:
            await self._part(feed, reader, writer)
            return
        self._now[host] += 1
        self.most[host] = max(self.most[host], self._now[host])
        await sleep(0.002)  # long enough for a third caller to be seen
        self._now[host] -= 1  # the caller may be back before we know that it has left
        writer.write(feed.answer(given, self.now))

    def look_at(self, plans: Mapping[str, datetime]) -> None:
        """A plan to come too early counts as having come, since the test's clock runs in leaps."""
        for name, at in plans.items():
            feed = self.feeds[name]
            if at < feed.not_before:
                feed.early.append(f"{name}: plans {at}, not before {feed.not_before}")

    async def _part(self, feed: Feed, reader: StreamReader, writer: StreamWriter) -> None:
        """Of this look nobody will remember anything, but for having asked."""
        feed.not_before = self.now + feed.minutes * MINUTE
        self.doomed += 1
        if self.fate == "answered":
            writer.write(answer(feed.page, 'ETag: "nobody will remember this"'))
        else:
            await reader.read()  # until the caller is gone


def validators(head: list[str]) -> dict[str, str]:
    names = {"if-none-match": "etag", "if-modified-since": "last-modified"}
    pairs = (line.partition(": ") for line in head)
    return {names[name.lower()]: text for name, _, text in pairs if name.lower() in names}


# ---------------------------------------------------------------- the week


@pytest.fixture
def desk(new_desk: Callable[[], Desk]) -> Desk:
    return new_desk()


@contextmanager
def watching(desk: Desk) -> Iterator[Watch]:
    with open_watch(load_settings(desk.config), desk.data, None, print) as watch:
        yield watch


def test_a_day_of_20_feeds_and_8_restarts_is_polite(desk: Desk) -> None:
    live(desk, feeds=20, restarts=8, span=DAY)


@pytest.mark.campaign
def test_a_week_of_50_feeds_and_30_restarts_is_polite(desk: Desk) -> None:
    live(desk, feeds=50, restarts=30, span=7 * DAY)


def live(desk: Desk, feeds: int, restarts: int, span: timedelta) -> None:
    seed = int(os.environ.get("MONITOR_WEEK_SEED") or int.from_bytes(os.urandom(4)))
    print(f"MONITOR_WEEK_SEED={seed}")
    chance = Random(seed)
    town = Town([new_feed(number, Random(f"{seed} {number}")) for number in range(feeds)])
    with Wire(town.talk, hosts=HOSTS) as wire:
        desk.watch({}, written(town, wire), host_at_once=2)
        moments = sorted(START + span * chance.random() for _ in range(restarts))
        now = START
        for moment in (*moments, START + span):
            now = one_life(desk, town, now, moment, chance)
    judge(town, span)


def new_feed(number: int, chance: Random) -> Feed:
    names = list(HABITS)
    name = names[number % len(names)]
    return Feed(
        name=f"{name.replace(' ', '-').replace(',', '')}-{number}",
        habit=HABITS[name],
        wish=WISHES[number % len(WISHES)] if number < 14 else chance.choice(WISHES),
        minutes=chance.randint(30, 180),
        ceiling=chance.choice((60, 240)),
        chance=chance,
    )


def written(town: Town, wire: Wire) -> str:
    urls = (wire.url(f"/{name}", HOSTS[n % len(HOSTS)]) for n, name in enumerate(town.feeds))
    return "".join(feed.source % url for feed, url in zip(town.feeds.values(), urls, strict=True))


def one_life(desk: Desk, town: Town, now: datetime, end: datetime, chance: Random) -> datetime:
    """From a start to a restart, which is a crash as often as not; says when the next may begin."""
    with watching(desk) as watch:
        while now < end or not list_polls(watch.ledger):
            town.now = now
            collect_due(watch, now)
            plans = {name: poll.next_poll_at for name, poll in list_polls(watch.ledger).items()}
            town.look_at(plans)
            now = max(min(plans.values()), now + chance.random() * LATEST)
        if chance.random() < 0.5:
            town.now = now
            die_asking(watch, town, now, chance)
    town.fate = ""
    return now + chance.uniform(0, 2) * MINUTE


def die_asking(watch: Watch, town: Town, now: datetime, chance: Random) -> None:
    """Sends what is due on its way, and takes in no answer."""
    polls = list_polls(watch.ledger)
    due = polling.due(watch.settings.sources, polls, now)
    town.fate, town.doomed = chance.choice(("answered", "unanswered")), 0
    ask(watch, due, polls, now)
    hosts = Counter(source.url.rpartition("/")[0] for source in due)
    arriving = sum(min(2, n) if town.fate == "unanswered" else n for n in hosts.values())
    deadline = time.monotonic() + 10
    while town.doomed < arriving:
        assert time.monotonic() < deadline, "what was asked never came"
        time.sleep(0.002)


def judge(town: Town, span: timedelta) -> None:
    feeds = town.feeds.values()
    print(f"{len(town.came)} requests, {sum(town.most.values())} callers at once on all hosts")
    assert [line for feed in feeds for line in feed.early] == []
    assert [line for feed in feeds for line in feed.bogus] == []
    assert {feed.name: feed.needless for feed in feeds if feed.needless} == {}
    for feed in feeds:
        once = feed.habit != HABITS["neither"]
        assert feed.unconditional == (1 if once else feed.looks), feed.name
        assert feed.looks >= span / (DAY + HOUR + 2 * feed.minutes * MINUTE), feed.name
    assert dict(town.most) == dict.fromkeys(HOSTS, 2)  # never a third, and the second was seen


# ---------------------------------------------------------------- single wishes


@pytest.mark.parametrize("kind", ["application/json", "text/html"])
def test_a_refusal_is_a_wish_to_wait_in_whatever_form_it_comes(
    desk: Desk, publisher: Publisher, kind: str
) -> None:
    desk.watch({"echo": publisher.url("/feed")})
    said, wish = b'{"message": "Too Many Requests"}', {"Retry-After": "10800"}
    publisher.serve("/feed", said, status=429, content_type=kind, headers=wish)
    with watching(desk) as watch:
        collect_due(watch, START)
        poll = list_polls(watch.ledger)["echo"]
        assert (poll.outcome, poll.next_poll_at >= START + 3 * HOUR) == (Outcome.WAIT, True)


def test_a_crash_at_the_first_look_brings_no_second_look_before_its_time(
    desk: Desk, publisher: Publisher
) -> None:
    publisher.misbehave("/feed", "hang")
    desk.watch({"echo": publisher.url("/feed")})
    with watching(desk) as watch:
        ask(watch, watch.settings.sources, list_polls(watch.ledger), START)
    with watching(desk) as watch:
        assert list(polling.due(watch.settings.sources, list_polls(watch.ledger), START)) == []


# ---------------------------------------------------------------- after a night's absence


def test_60_feeds_of_one_host_that_are_due_at_once_are_taken_up_a_few_at_a_time(
    desk: Desk,
) -> None:
    town = Town([new_feed(number, Random(f"night {number}")) for number in range(60)])
    with Wire(town.talk) as wire:
        urls = {name: wire.url(f"/{name}") for name in town.feeds}
        desk.watch(urls, host_at_once=2)
        with watching(desk) as watch:
            collect_due(watch, START)
        town.came.clear()
        desk.watch(urls, host_at_once=2, host_gap_seconds=GAP)
        ticks = [len(tick) for tick in morning(desk, town)]
    assert max(ticks) <= polling.most_at_once(60)
    assert sorted(name for name, _ in town.came) == sorted(urls)  # each once
    assert town.most[HOSTS[0]] == 2
    check_gaps([at for _, at in town.came])


def morning(desk: Desk, town: Town) -> Iterator[list[str]]:
    """The feeds that each tick asked for, over two lives, until none is due."""
    town.now = START + 8 * HOUR
    for ticks in (3, 7):
        with watching(desk) as watch:
            for _ in range(ticks):
                before = len(town.came)
                collect_arriving(watch, town.now)
                town.now += timedelta(seconds=3)
                yield [name for name, _ in town.came[before:]]


def check_gaps(came: list[float]) -> None:
    """Any so many requests took as long as their gaps, give or take what a busy machine delays."""
    for first, later in combinations(range(len(came)), 2):
        assert came[later] - came[first] >= (later - first) * GAP - DELAYED
