"""The daemon with Slack's buttons: a real process, killed once Slack knows that a press came."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import now_utc
from monitor.records import Alert, Judgement
from monitor.store.alerts import find_alert, save_judgements
from monitor.store.ledger import open_ledger
from tests.alert.samples import a_delivery, an_alert
from tests.fakes.slack import FakeSlack
from tests.steps.pressroom import LADDER, wait_for
from tests.test_daemon import _configure

BOT, APP = "xoxb-canary-55", "xapp-canary-66"


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(token=BOT, app_token=APP) as fake:
        yield fake


@contextmanager
def a_daemon(config: Path, data: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {key: value for key, value in os.environ.items() if "MONITOR" not in key}
    environment |= {"MONITOR_SLACK_BOT_TOKEN": BOT, "MONITOR_SLACK_APP_TOKEN": APP}
    environment["NO_PROXY"] = "127.0.0.1"
    command = [sys.executable, "-m", "monitor", "--config", str(config), "--data", str(data), "run"]
    with log.open("ab") as told:
        daemon = subprocess.Popen(command, stdout=told, stderr=told, env=environment)
    try:
        yield daemon
    finally:
        daemon.kill()
        daemon.wait(20)


def raised(data: Path, name: str) -> Alert:
    """An alert that the daemon has still to tell of."""
    now = now_utc()
    times = {"created_at": now, "updated_at": now, "raised_at": now}
    alert = an_alert(name, ladder=LADDER, due_at=now + timedelta(hours=1), **times)
    delivery = a_delivery(alert, created_at=now, not_before=now)
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        save_judgements(ledger, [Judgement(alert=alert, deliveries=(delivery,))])
    return alert


def found(data: Path, alert_id: str) -> Alert:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        alert = find_alert(ledger, alert_id)
    assert alert is not None
    return alert


def test_an_alert_is_taken_in_slack_and_a_press_outlives_the_daemon(
    tmp_path: Path, slack: FakeSlack
) -> None:
    config = _configure(tmp_path / "config", {"gazette": "http://127.0.0.1:1/feed"}, slack.url)
    data, log = tmp_path / "data", tmp_path / "log"
    data.mkdir()
    slack.know("U0JO", "Jo Tanner")
    with a_daemon(config, data, log) as daemon:
        assert slack.link.wait_for_link(30), log.read_text()
        first = raised(data, "R01")
        wait_for(lambda: len(slack.visible()) == 1, 15)
        assert "Acknowledge" in str(slack.visible()[0].blocks)
        acked = slack.link.wait_for_ack(slack.press("acknowledge", first.id, "U0JO"))
        assert acked.delay < 1.5
        wait_for(lambda: "Acknowledged by Jo Tanner" in str(slack.visible()[0].blocks), 15)
        wait_for(lambda: any(post.thread_ts for post in slack.posts), 15)
        assert [one.user for one in slack.whispers] == ["U0JO"]
        second = raised(data, "R02")
        slack.link.wait_for_ack(slack.press("acknowledge", second.id, "U0JO"))
        daemon.send_signal(signal.SIGKILL)
        daemon.wait(10)
    at = time.monotonic()
    with a_daemon(config, data, log) as daemon:
        assert slack.link.wait_for_link(30, after=at), log.read_text()
        wait_for(lambda: found(data, second.id).owner.startswith("Jo Tanner"), 15)
        daemon.terminate()
        assert daemon.wait(30) == 0  # how quickly is tested elsewhere
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert [len(text) for text in written if b"canary-" in text] == []
    assert "ERROR" not in log.read_text()
