"""The daemon as systemd sees it: a real process, real feeds, a Slack that answers over a socket."""

import json
import os
import random  # noqa: TID251 - for the moments of the kills; the seed is printed
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.settings import AREAS
from monitor.store.ledger import open_ledger
from tests.fakes.publisher import Entry, Publisher, rss
from tests.fakes.slack import FakeSlack

TOKEN = "xoxb-test"
WATCHLIST = """
[[offices]]
id = "ashvale"
name = "Ashvale"
title = "Police and Crime Commissioner for Ashvale"
names = ["Ashvale PCC"]
"""
ONCALL = """
[oncall]
[[oncall.people]]
id = "sam"
name = "Sam Okafor"
[oncall.roles]
on-call = "sam"
backup = "sam"
head = "sam"
chief-executive = "sam"
[oncall.chains]
S1 = [{{ role = "on-call", after_minutes = 0 }}]
[oncall.slack]
channel = "C0ALERTS"
api_url = "{slack}"
"""


def _configure(folder: Path, feeds: dict[str, str], slack: str = "http://127.0.0.1:1/api/") -> Path:
    sources = '[polling]\ncontact = "mailto:nobody@ashvale.example"\ndeadline_seconds = 60\n'
    sources += "allow_private = true\n"
    for name, url in feeds.items():
        sources += (
            f'[[sources]]\nid = "{name}"\nname = "{name.title()}"\nkind = "feed"\nurl = "{url}"\n'
            f'tier = "local"\ngroup = "{name}"\npoll_minutes = 0.01\n'
        )
    rules = folder / "rules"
    rules.mkdir(parents=True)
    (folder / "sources.toml").write_text(sources)
    (rules / "watchlist.toml").write_text(WATCHLIST)
    (rules / "oncall.toml").write_text(ONCALL.format(slack=slack))
    alerts = (AREAS / "alerts.toml").read_text()
    # Each alert a message of its own, however many: summaries have tests of their own.
    (rules / "alerts.toml").write_text(alerts.replace("budget = 10 ", "budget = 10000 ", 1))
    return folder


def _start(
    config: Path, data: Path, token: str = "", log: int = subprocess.DEVNULL
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "monitor", "--config", str(config), "--data", str(data), "run"]
    environment = {key: value for key, value in os.environ.items() if "MONITOR" not in key}
    if token:
        environment["MONITOR_SLACK_BOT_TOKEN"] = token
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)


@contextmanager
def _running(config: Path, data: Path, token: str = "") -> Iterator[subprocess.Popen[str]]:
    daemon = _start(config, data, token)
    try:
        yield daemon
    finally:
        daemon.kill()
        daemon.communicate()


def _wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "en", "or")]


def _breach(number: int) -> Entry:
    """A report that must raise an S1 of its own: no two share a telling word, but for the two
    that raise it."""
    chance = random.Random(number)
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(60)]
    return {
        "guid": f"breach-{number}",
        "title": f"{' '.join(words[:6])}, Ashvale PCC data breach published",
        "link": f"https://gazette.example/{number}",
        "description": " ".join(words[6:]),
        "published": datetime.now(UTC),  # noqa: TID251 - a feed's own clock
    }


def test_sigterm_ends_it_cleanly_within_ten_seconds(tmp_path: Path) -> None:
    with Publisher() as publisher:
        publisher.serve("/feed", rss("Gazette", [_breach(1)]))
        config = _configure(tmp_path / "config", {"gazette": publisher.url("/feed")})
        with _running(config, tmp_path / "data") as daemon:
            _wait_for(lambda: len(publisher.requests) > 0)
            asked = time.monotonic()
            daemon.terminate()
            assert daemon.wait(10) == 0
            assert time.monotonic() - asked < 10


def test_sigterm_ends_it_in_time_even_while_a_publisher_keeps_it_waiting(tmp_path: Path) -> None:
    with Publisher() as publisher:
        publisher.misbehave("/feed", "hang")
        config = _configure(tmp_path / "config", {"gazette": publisher.url("/feed")})
        with _running(config, tmp_path / "data") as daemon:
            _wait_for(lambda: len(publisher.requests) > 0)
            daemon.terminate()
            assert daemon.wait(10) == 0


def test_a_second_instance_refuses_to_start_and_names_the_first(tmp_path: Path) -> None:
    config = _configure(tmp_path / "config", {"gazette": "http://127.0.0.1:1/feed"})
    data = tmp_path / "data"
    with _running(config, data) as first:
        _wait_for((data / "analyst" / "analyst.duckdb").exists)
        second = _start(config, data, log=subprocess.PIPE)
        complaint = second.communicate(timeout=20)[1]
    assert second.returncode == 1
    assert complaint.strip() == f"already running on {data} (pid {first.pid})"


def test_without_a_token_alerts_go_to_the_terminal_once(tmp_path: Path) -> None:
    with Publisher() as publisher:
        publisher.serve("/feed", rss("Gazette", [_breach(1)]))
        config = _configure(tmp_path / "config", {"gazette": publisher.url("/feed")})
        log = tmp_path / "data" / "alerts.log"
        with _running(config, tmp_path / "data") as daemon:
            _wait_for(lambda: log.exists() and "S1 CRISIS" in log.read_text())
            time.sleep(2.5)  # two more ticks, in which nothing may be shown again
            daemon.terminate()
            shown = daemon.communicate(timeout=10)[0]
    assert shown.count("S1 CRISIS") == 1


def test_an_alert_reaches_slack_within_seconds_while_another_publisher_hangs(
    tmp_path: Path,
) -> None:
    with Publisher() as publisher, FakeSlack(token=TOKEN) as slack:
        publisher.serve("/feed", rss("Gazette", [_breach(1)]))
        publisher.misbehave("/hang", "hang")
        feeds = {"gazette": publisher.url("/feed"), "hanging": publisher.url("/hang")}
        config = _configure(tmp_path / "config", feeds, slack.url)
        with _running(config, tmp_path / "data", TOKEN):
            _wait_for(lambda: len(slack.visible()) == 1, seconds=15)
    assert "Ashvale PCC data breach" in slack.posts[0].text


def test_the_token_stands_nowhere_but_in_the_request(tmp_path: Path) -> None:
    secret = "xoxb-canary-4711"
    with Publisher() as publisher, FakeSlack(token=secret) as slack:
        publisher.serve("/feed", rss("Gazette", [_breach(1)]))
        slack.misbehave("http_500", times=1)
        config = _configure(tmp_path / "config", {"gazette": publisher.url("/feed")}, slack.url)
        with (tmp_path / "log").open("w") as log:
            daemon = _start(config, tmp_path / "data", secret, log.fileno())
            _wait_for(lambda: bool(slack.calls))
            daemon.terminate()
            out = daemon.communicate(timeout=10)[0]
    written = [out.encode(), *(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())]
    assert [len(text) for text in written if b"canary-4711" in text] == []


@pytest.mark.timeout(360)
def test_killed_at_twenty_random_moments_slack_gets_every_alert_and_none_twice(
    tmp_path: Path,
) -> None:
    seed = int(os.environ.get("MONITOR_SEED", time.monotonic_ns() % 10_000))
    print(f"MONITOR_SEED={seed}")
    chance = random.Random(seed)
    with Publisher() as publisher, FakeSlack(token=TOKEN) as slack:
        config = _configure(tmp_path / "config", {"gazette": publisher.url("/feed")}, slack.url)
        data, published = tmp_path / "data", 0
        stop = threading.Event()

        def publish() -> None:
            nonlocal published
            while not stop.wait(2.0):
                published += 1
                entries = [_breach(number) for number in range(published)]
                publisher.serve("/feed", rss("Gazette", entries[-200:]))
                if published % 5 == 0:
                    slack.misbehave("accept_then_close")

        news = threading.Thread(target=publish)
        publisher.serve("/feed", rss("Gazette", []))
        startup = _seconds_to_start(config, data)
        news.start()
        for _ in range(20):
            daemon = _start(config, data, TOKEN)
            time.sleep(startup + chance.uniform(-0.5, 4.0))
            daemon.send_signal(signal.SIGKILL)
            daemon.communicate()
        stop.set()
        news.join()
        with _running(config, data, TOKEN):
            _wait_for(lambda: len(_seen(slack)) == published and _settled(data), seconds=180)
        keys = _seen(slack)
    assert [key for key, times in keys.items() if times > 1] == [], "seen twice"
    assert len(keys) == published, "lost"


def _seen(slack: FakeSlack) -> Counter[str]:
    """How often each alert stands in the channel."""
    return Counter(_key(post.metadata) for post in slack.visible())


def _seconds_to_start(config: Path, data: Path) -> float:
    """How long this machine, as busy as it is, takes until a daemon has opened its ledger."""
    began = time.monotonic()
    with _running(config, data, TOKEN):
        _wait_for((data / "ledger.sqlite").exists, seconds=60)
        return time.monotonic() - began


def _settled(data: Path) -> bool:
    ledger = open_ledger(data / "ledger.sqlite")
    try:
        waiting = "SELECT count(*) FROM deliveries WHERE state IN ('new', 'sending', 'unclear')"
        return bool(ledger.execute(waiting).fetchone()[0] == 0)
    finally:
        ledger.close()


def _key(metadata: object) -> str:
    values = json.loads(metadata) if isinstance(metadata, str) else metadata
    assert isinstance(values, dict)
    return str(values["event_payload"]["key"])
