"""A sender that is killed at any moment, while some of Slack's answers are lost.

Nothing may be lost and nothing seen twice. The seed is printed; MONITOR_KILL_SEED repeats it.
"""

import os
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random  # noqa: TID251 - the kills must fall anywhere
from subprocess import PIPE, Popen

import pytest

from monitor.records import DeliveryState
from monitor.store.alerts import list_alerts
from monitor.store.ledger import open_ledger
from monitor.store.outbox import list_deliveries
from tests.fakes.slack import FakeSlack

ROOT = Path(__file__).parents[2]
LOOK_AFTER = 0.2  # seconds; the fake shows at once what it takes
LONGEST_LIFE = 0.3  # seconds after the sender began its work
LOST = [
    "accept_then_close",
    "accept_then_reset",
    "half_body",
    "accept_then_500",
    "accept_then_error:internal_error",
    "http_500",
]


def test_a_sender_killed_20_times_loses_nothing_and_shows_nothing_twice(tmp_path: Path) -> None:
    _campaign(tmp_path, kills=20)


@pytest.mark.campaign
def test_a_sender_killed_200_times_loses_nothing_and_shows_nothing_twice(tmp_path: Path) -> None:
    _campaign(tmp_path, kills=200)


def _campaign(folder: Path, kills: int) -> None:
    seed = int(os.environ.get("MONITOR_KILL_SEED") or int.from_bytes(os.urandom(4)))
    print(f"MONITOR_KILL_SEED={seed}")
    chance = Random(seed)
    path = folder / "ledger.sqlite"
    with FakeSlack(delay=0.02) as slack:
        _lose_one_answer_in_twenty(slack, chance, calls=kills * 20)
        for _ in range(kills):
            _live_and_be_killed(path, slack.url, chance.uniform(0, LONGEST_LIFE))
        _first_send_is_prompt(path, slack)
        _finish(path, slack.url)
        seen = Counter(_key(post.metadata) for post in slack.visible())
    _judge(path, seen, kills)


def _lose_one_answer_in_twenty(slack: FakeSlack, chance: Random, calls: int) -> None:
    for _ in range(calls):
        slack.misbehave(chance.choice(LOST) if chance.random() < 0.05 else "ok")


def _live_and_be_killed(path: Path, url: str, seconds: float) -> None:
    with _sender(path, url, "raise") as sender:
        assert sender.stdout
        assert sender.stdout.readline() == "ready\n"
        time.sleep(seconds)
        assert sender.poll() is None, "the sender ended by itself"
        sender.kill()


def _first_send_is_prompt(path: Path, slack: FakeSlack) -> None:
    """Whatever the last one left behind, a new process posts within ten seconds of its start."""
    before, began = len(slack.posts), time.monotonic()
    with _sender(path, slack.url, "raise") as sender:
        while len(slack.posts) == before and time.monotonic() < began + 30:
            time.sleep(0.05)
        sender.kill()
    took = time.monotonic() - began
    print(f"first send after {took:.1f} s")
    assert took <= 10


def _finish(path: Path, url: str) -> None:
    with _sender(path, url, "finish") as sender:
        try:
            assert sender.wait(60) == 0
        finally:
            sender.kill()


def _sender(path: Path, url: str, task: str) -> Popen[str]:
    command = [
        sys.executable,
        "-m",
        "tests.campaigns.sender",
        str(path),
        url,
        f"{LOOK_AFTER}",
        task,
    ]
    environment = os.environ | {"NO_PROXY": "127.0.0.1"}
    return Popen(command, cwd=ROOT, env=environment, stdout=PIPE, text=True)


def _key(metadata: dict[str, dict[str, str]] | None) -> str:
    assert metadata
    return metadata["event_payload"]["key"]


def _judge(path: Path, seen: Counter[str], kills: int) -> None:
    with closing(open_ledger(path)) as ledger:
        messages = list_deliveries(ledger, [alert.id for alert in list_alerts(ledger)])
        assert ledger.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    written = {message.id for message in messages}
    lost = written - seen.keys()
    doubled = [key for key, count in seen.items() if count > 1]
    again = sum(message.attempts > 1 for message in messages)
    print(f"{kills} kills, {len(written)} messages, {again} tried more than once")
    assert (sorted(lost), sorted(doubled)) == ([], [])
    assert seen.keys() == written
    assert {message.state for message in messages} == {DeliveryState.SENT}
    assert len(written) > kills
