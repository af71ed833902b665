"""A process that is killed at each of the places between two things that belong together.

Whatever the place, a second process finishes the night: nothing is lost, nothing is seen twice.
"""

import json
import os
import re
import signal
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

import monitor
from monitor import ids
from monitor.clock import now_utc
from monitor.failpoints import NAMES
from monitor.records import DeliveryState
from monitor.store.ledger import open_ledger
from monitor.store.outbox import list_deliveries
from tests.campaigns.crashing import STORIES, Clock
from tests.conftest import Desk
from tests.fakes.publisher import Entry, Publisher, rss
from tests.fakes.slack import FakeSlack

ROOT = Path(__file__).parents[2]
OF_A_PASS = [name for name in NAMES if name.partition("-")[0] in {"alerts", "publish"}]
OF_A_NIGHT = [name for name in NAMES if name not in OF_A_PASS]
WORST = ["deliver-claimed", "deliver-posted", "detour-written", "led-out", "act-written"]


def test_every_place_has_a_name_and_every_name_a_place() -> None:
    code = "\n".join(path.read_text() for path in Path(monitor.__file__).parent.rglob("*.py"))
    assert sorted(re.findall(r'\breach\("([a-z-]+)"\)', code)) == sorted(NAMES)
    assert len(NAMES) >= 15


def test_a_night_without_a_crash_comes_by_every_place(tmp_path: Path) -> None:
    came_by = _night(tmp_path, ())
    assert [name for name in OF_A_NIGHT if not came_by[name]] == []


@pytest.mark.parametrize("name", WORST)
def test_a_night_goes_on_after_a_crash(tmp_path: Path, name: str) -> None:
    _night(tmp_path, (name,))


@pytest.mark.campaign
@pytest.mark.parametrize("name", OF_A_NIGHT)
def test_a_night_goes_on_after_three_crashes(tmp_path: Path, name: str) -> None:
    _night(tmp_path, (f"{name}:1", f"{name}:1", f"{name}:2"))


@pytest.mark.parametrize("name", ["alerts-saved"])
def test_a_pass_goes_on_after_a_crash(desk: Desk, publisher: Publisher, name: str) -> None:
    _pass(desk, publisher, name)


@pytest.mark.campaign
@pytest.mark.parametrize("name", OF_A_PASS)
def test_a_pass_goes_on_after_a_crash_anywhere(desk: Desk, publisher: Publisher, name: str) -> None:
    _pass(desk, publisher, name)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "data").mkdir()
    return Desk(tmp_path / "config", tmp_path / "data")


def _night(folder: Path, crashes: tuple[str, ...]) -> Counter[str]:
    """How often the process that finished came by each place."""
    began = time.monotonic()
    with FakeSlack(clock=Clock(began)) as slack:
        slack.misbehave("accept_then_close")
        for number, crash in enumerate(crashes):
            ended, _ = _run(folder, slack.url, began, crash)
            assert ended in {-signal.SIGKILL, 0}
            assert ended or number, f"nobody came by {crash}"  # some things happen once a night
        ended, out = _run(folder, slack.url, began, "")
        assert ended == 0
        _judge(folder, slack)
    return Counter(json.loads(out.splitlines()[-1]))


def _run(folder: Path, url: str, began: float, crash: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "tests.campaigns.crashing", str(folder), url, str(began)]
    environment = os.environ | {"NO_PROXY": "127.0.0.1", "MONITOR_FAILPOINT": crash}
    with Popen(command, cwd=ROOT, env=environment, stdout=PIPE, text=True) as night:
        try:
            out, _ = night.communicate(timeout=60)
        finally:
            night.kill()
    return night.returncode, out


def _judge(folder: Path, slack: FakeSlack) -> None:
    seen = Counter((post.metadata or {})["event_payload"]["key"] for post in slack.visible())
    fax = (folder / "fax.log").read_text()
    with closing(open_ledger(folder / "ledger.sqlite")) as ledger:
        found = [ids.alert_id("R01", "ashvale", story) for story in STORIES]
        messages = list_deliveries(ledger, found)
        sent = [one for one in messages if one.state is DeliveryState.SENT]
        assert ledger.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    by_slack = sorted(one.id for one in sent if one.way == "slack")
    assert sorted(seen.elements()) == by_slack, "lost, or seen twice"
    assert {one.alert_id for one in sent} == set(found), "an alert that nobody heard of"
    assert [fax.count(f"({one.id})") for one in sent if one.way == "fax"].count(1) >= 1
    assert all(fax.count(f"({one.id})") == (one in sent) for one in messages if one.way == "fax")


def _pass(desk: Desk, publisher: Publisher, name: str) -> None:
    entry: Entry = {
        "guid": "1",
        "title": "Northmoor PCC told to resign",
        "link": publisher.url("/1"),
        "description": "A councillor asks the Northmoor PCC to resign.",
        "published": now_utc(),
    }
    publisher.serve("/feed", rss("Gazette", [entry]))
    desk.watch({"gazette": publisher.url("/feed")})
    os.environ["MONITOR_FAILPOINT"] = name
    try:
        assert desk.monitor("once").returncode == -signal.SIGKILL
    finally:
        del os.environ["MONITOR_FAILPOINT"]
    assert desk.monitor("once", "--json").returncode in {0, 1}
    log = (desk.data / "alerts.log").read_text()
    assert log.count("told to resign”") == 1
