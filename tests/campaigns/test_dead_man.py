"""A daemon that is dead, stuck or useless is found by somebody else, because it falls silent.

Real: the process, the signals, the sockets, the clock.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.clock import now_utc
from monitor.records import Judgement
from monitor.store.alerts import save_judgements
from monitor.store.ledger import open_ledger
from monitor.store.outbox import claim
from tests.alert.samples import S3, a_delivery, an_alert
from tests.conftest import Desk
from tests.fakes import Exchange, Loopback


class Outside:
    """Whoever waits for signs of life, and systemd, which waits for others."""

    def __init__(self, folder: Path) -> None:
        self.pings: list[float] = []
        self.path = folder / "notify"
        self.server = Loopback(self._answer)
        self.supervisor = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.supervisor.bind(str(self.path))
        self.supervisor.settimeout(0.1)

    def _answer(self, exchange: Exchange) -> None:
        self.pings.append(time.monotonic())
        exchange.reply(200, {})

    def told(self, seconds: float, until: str = "") -> list[str]:
        """What systemd hears in this time, or until it hears this."""
        heard: list[str] = []
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and (not until or until not in heard):
            try:
                heard.append(self.supervisor.recv(100).decode())
            except TimeoutError:
                continue
        return heard


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    outside = Outside(tmp_path)
    outside.server.start()
    yield outside
    outside.server.stop()
    outside.supervisor.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "data").mkdir()
    desk = Desk(tmp_path / "config", tmp_path / "data")
    desk.watch({"gazette": "http://127.0.0.1:1/feed"})
    return desk


@contextmanager
def _running(desk: Desk, outside: Outside) -> Iterator[subprocess.Popen[str]]:
    where = ["--config", str(desk.config), "--data", str(desk.data), "run"]
    environment = {name: text for name, text in os.environ.items() if "MONITOR" not in name}
    environment |= {
        "MONITOR_HEARTBEAT_URL": f"{outside.server.address}/ping",
        "NOTIFY_SOCKET": str(outside.path),
    }
    with (desk.data.parent / "log").open("w") as log:
        daemon = subprocess.Popen(
            [sys.executable, "-m", "monitor", *where],
            stdout=subprocess.DEVNULL,
            stderr=log,
            text=True,
            env=environment,
        )
        try:
            yield daemon
        finally:
            daemon.kill()
            daemon.wait()


def test_a_daemon_that_is_well_says_so_and_one_that_is_stopped_falls_silent(
    desk: Desk, outside: Outside
) -> None:
    with _running(desk, outside) as daemon:
        assert "READY=1" in outside.told(60, until="READY=1")
        assert "WATCHDOG=1" in outside.told(40, until="WATCHDOG=1")
        _wait_for_ping(outside, 40)
        daemon.send_signal(signal.SIGSTOP)
        outside.told(1)  # what was on its way
        pings = len(outside.pings)
        assert outside.told(17) == []
        assert len(outside.pings) == pings
        daemon.send_signal(signal.SIGCONT)
        assert "WATCHDOG=1" in outside.told(20, until="WATCHDOG=1")


def test_an_alert_that_is_past_due_keeps_the_daemon_silent(desk: Desk, outside: Outside) -> None:
    """The process lives and ticks; a message that somebody took and never sent is past due."""
    _strand_a_message(desk)
    with _running(desk, outside):
        assert "READY=1" in outside.told(60, until="READY=1")
        outside.told(30)
    assert outside.pings == []
    log = (desk.data.parent / "log").read_text()
    assert "past due: nobody has tried to send message=" in log
    assert outside.server.address not in log


def _wait_for_ping(outside: Outside, seconds: float) -> None:
    ends = time.monotonic() + seconds
    while not outside.pings:
        assert time.monotonic() < ends, "no sign of life"
        time.sleep(0.1)


def _strand_a_message(desk: Desk) -> None:
    long_ago = now_utc() - timedelta(minutes=30)
    alert = replace(an_alert(severity=S3), due_at=None, owner="Ruth Adeyemi")
    message = a_delivery(alert, way="console", created_at=long_ago, not_before=long_ago)
    with closing(open_ledger(desk.data / "ledger.sqlite")) as ledger:
        save_judgements(ledger, [Judgement(alert=alert, deliveries=(message,))])
        assert claim(ledger, message, long_ago, lease=timedelta(days=1))
