"""Words that stand in every secret, and nowhere that anybody can read.

A real daemon with every way out, all of which fail: its log at its most talkative, its tracebacks,
both databases, the lake and alerts.log are read for them, byte by byte.
"""

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from monitor.clock import now_utc
from monitor.store.ledger import open_ledger
from tests.conftest import ONCALL, Desk
from tests.fakes.publisher import Entry, Publisher, rss
from tests.fakes.slack import FakeSlack

CANARIES = {
    "MONITOR_SLACK_BOT_TOKEN": "xoxb-canary-4711",
    "MONITOR_SLACK_APP_TOKEN": "xapp-canary-4712",
    "MONITOR_SMTP_PASSWORD": "canary-4713",
    "MONITOR_NOTIFY_KEY": "key-ca4714ca-0000-4000-8000-000000004714"
    "-ca4715ca-0000-4000-8000-000000004715",
    "MONITOR_ELSEWHERE_TEAMS": "json://night:canary-4716@127.0.0.1:1/canary-4717",
    "MONITOR_HEARTBEAT_URL": "http://127.0.0.1:1/ping/canary-4718",
    "MONITOR_HEARTBEAT_FAIL_URL": "http://127.0.0.1:1/fail/canary-4719",
}
SECRET = [b"canary-47", b"ca4714ca", b"ca4715ca", b"000000004714", b"000000004715"]
WAYS = """
[oncall.slack]
channel = "C0ALERTS"
api_url = "{slack}"
[oncall.email]
host = "127.0.0.1"
port = 1
sender = "watch@northmoor.example"
user = "watch"
[oncall.sms]
template_id = "11111111-2222-4333-8444-555555555555"
api_url = "http://127.0.0.1:1"
[[oncall.elsewhere]]
id = "teams"
"""
FAULTS = ["http_500", "accept_then_close", "error:fatal_error", "refuse_429", "error:token_revoked"]
EVERY_WAY = {"slack", "email", "sms", "teams"}


def test_no_secret_stands_where_anybody_reads(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    desk = Desk(tmp_path / "config", tmp_path / "data")
    with Publisher() as publisher, FakeSlack(token=CANARIES["MONITOR_SLACK_BOT_TOKEN"]) as slack:
        for fault in FAULTS:
            slack.misbehave(fault)
        publisher.serve("/feed", rss("Gazette", [_news(publisher)]))
        desk.watch({"gazette": publisher.url("/feed")})
        (desk.config / "rules" / "oncall.toml").write_text(_oncall(slack.url))
        _live(desk, seconds=90)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"log", "ledger.sqlite", "coverage.duckdb", "analyst.duckdb"} <= {
        path.name for path in written
    }
    found = [(path.name, word) for path in written for word in SECRET if word in path.read_bytes()]
    assert found == []


def _news(publisher: Publisher) -> Entry:
    return {
        "guid": "1",
        "title": "Northmoor PCC told to resign",
        "link": publisher.url("/1"),
        "description": "A councillor asks the Northmoor PCC to resign.",
        "published": now_utc(),
    }


def _oncall(slack: str) -> str:
    person = 'name = "Duty officer"\nemail = "duty@northmoor.example"\nphone = "+447700900123"'
    return ONCALL.replace('name = "Duty officer"', person) + WAYS.format(slack=slack)


def _live(desk: Desk, seconds: float) -> None:
    """Runs until each way was tried and the outside was asked, or the time is over."""
    where = ["--verbose", "--config", str(desk.config), "--data", str(desk.data), "run"]
    environment = {name: text for name, text in os.environ.items() if "MONITOR" not in name}
    with (desk.data.parent / "log").open("w") as log:
        daemon = subprocess.Popen(
            [sys.executable, "-m", "monitor", *where],
            stdout=log,
            stderr=log,
            env=environment | CANARIES | {"NO_PROXY": "127.0.0.1"},
        )
        try:
            ends = time.monotonic() + seconds
            while not _has_tried_all(desk):
                assert daemon.poll() is None, (desk.data.parent / "log").read_text()[-2000:]
                assert time.monotonic() < ends, f"tried only {_tried(desk)}"
                time.sleep(0.5)
            daemon.terminate()
            assert daemon.wait(20) == 0
        finally:
            daemon.kill()
            daemon.wait()


def _has_tried_all(desk: Desk) -> bool:
    log = (desk.data.parent / "log").read_text()
    return _tried(desk) >= EVERY_WAY and "the outside could not be told" in log


def _tried(desk: Desk) -> set[str]:
    path = desk.data / "ledger.sqlite"
    if not path.exists():
        return set()
    with closing(open_ledger(path)) as ledger:
        query = "SELECT DISTINCT way FROM deliveries JOIN attempts USING (delivery_id)"
        return {row["way"] for row in ledger.execute(query)}
