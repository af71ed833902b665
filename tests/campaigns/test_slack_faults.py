"""Two thousand posts to a Slack of which two answers in five are bad, in twelve ways.

Nothing is lost, nothing seen twice, nothing asked for while Slack wants to rest, and between two
messages lies a second. Virtual: the clock, which goes on when the sender waits for it, a tenth of a
second with each call, and by the length of each hang. Real: Slack over a socket, and the ledger.
"""

import os
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - the faults must fall anywhere
from typing import Any

import pytest

from monitor import ids
from monitor.network.slack import SlackChannel
from monitor.records import DeliveryState, Judgement, Message, Sending
from monitor.steps.delivering import Pace, deliver_due
from monitor.steps.detouring import detour_due
from monitor.steps.verifying import verify_sent
from monitor.store.alerts import list_alerts, save_judgements
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import list_deliveries, next_due_at
from tests.alert.samples import NOON, S1, S2, S3, a_card, a_delivery, a_desk, an_alert
from tests.fakes.slack import FakeSlack

POSTS = (
    "refuse_429",
    "bad_retry_after",
    "http_500",
    "html_503",
    "half_body",
    "accept_then_close",
    "accept_then_reset",
    "accept_then_500",
    "accept_then_error:internal_error",
    "error:fatal_error",
    "error:msg_too_long",
    "accept_then_hang",
)
LOOKS = ("refuse_429", "http_500", "half_body", "error:internal_error")
RESTS = (1, 2, 7, 30)  # seconds that Slack asks for
CALL = timedelta(milliseconds=100)
MINUTE = timedelta(minutes=1)


class Clock:
    """Time that goes on when somebody waits for it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Watched(SlackChannel):
    """Slack, with the moments of all posts and looks, and when it asked for rest."""

    def __init__(self, url: str, clock: Clock) -> None:
        super().__init__("C0ALERTS", "xoxb-test", url, {})
        self._clock = clock
        self.posts: list[datetime] = []
        self.rest: dict[str, datetime] = {}
        self.too_early: list[tuple[str, datetime]] = []

    def send(self, message: Message) -> Sending:
        self.posts.append(self._clock.now)
        return self._heard("post", super().send(message))

    def look(self, message: Message, since: datetime) -> Sending:
        return self._heard("look", super().look(message, since))

    def _heard(self, what: str, ended: Sending) -> Sending:
        if self._clock.now < self.rest.get(what, NOON):
            self.too_early.append((what, self._clock.now))
        self._clock.now += CALL
        if ended.wait_seconds:
            self.rest[what] = self._clock.now + timedelta(seconds=ended.wait_seconds)
        return ended


def test_150_posts_with_bad_answers(tmp_path: Path) -> None:
    _campaign(tmp_path, 150)


@pytest.mark.campaign
def test_2000_posts_with_bad_answers(tmp_path: Path) -> None:
    _campaign(tmp_path, 2000)


def _campaign(folder: Path, posts: int) -> None:
    seed = int(os.environ.get("MONITOR_FAULT_SEED") or int.from_bytes(os.urandom(4)))
    print(f"MONITOR_FAULT_SEED={seed}")
    chance, clock = Random(seed), Clock()
    path = folder / "ledger.sqlite"
    with FakeSlack(hang=0.01, clock=clock) as slack, closing(open_ledger(path)) as ledger:
        _misbehave(slack, chance, posts)
        channel = Watched(slack.url, clock)
        for number in range(posts):
            _raise(ledger, number, clock.now)
            _tick(ledger, channel, clock)
        behaved = clock.now
        while next_due_at(ledger) and clock.now < behaved + 2 * posts * MINUTE:
            _tick(ledger, channel, clock)
        clock.now += 2 * MINUTE
        for _ in range(3):
            _tick(ledger, channel, clock)
        _judge(ledger, slack, channel)


def _misbehave(slack: FakeSlack, chance: Random, posts: int) -> None:
    for _ in range(posts * 2):
        mode = chance.choice(POSTS) if chance.random() < 0.4 else "ok"
        slack.misbehave(mode, retry_after=chance.choice(RESTS) if mode == "refuse_429" else None)
        look = chance.choice(LOOKS) if chance.random() < 0.4 else "ok"
        rest = chance.choice(RESTS) if look == "refuse_429" else None
        slack.misbehave(look, method="conversations.history", retry_after=rest)


def _raise(ledger: Ledger, number: int, now: datetime) -> None:
    severity = (S1, S2, S3)[number % 3]
    story = ids.story_id(f"{number}")
    alert_id = ids.alert_id("R01", "ashvale", story)
    card = a_card(alert_id=alert_id, severity=severity, headline=f"News {number}")
    moments: dict[str, Any] = {
        "created_at": now,
        "updated_at": now,
        "raised_at": now,
        "due_at": None,
    }
    alert = replace(an_alert(severity=severity, card=card), id=alert_id, story_id=story, **moments)
    message = a_delivery(alert, created_at=now, not_before=now)
    save_judgements(ledger, [Judgement(alert=alert, deliveries=(message,))])


def _tick(ledger: Ledger, channel: Watched, clock: Clock) -> None:
    """The daemon's second; what the sender itself takes of it is not waited for again."""
    ends = clock.now + timedelta(seconds=1)
    detour_due(ledger, a_desk("slack"), clock.now)
    deliver_due(ledger, {"slack": channel}, clock.now, Pace(clock, clock.sleep))
    verify_sent(ledger, {"slack": channel}, clock.now, Pace(clock, clock.sleep))
    clock.now = max(clock.now, ends)


def _judge(ledger: Ledger, slack: FakeSlack, channel: Watched) -> None:
    messages = list_deliveries(ledger, [one.id for one in list_alerts(ledger)])
    done = {DeliveryState.SENT, DeliveryState.GIVEN_UP}
    assert {one.state for one in messages} <= done
    seen = Counter(
        (post.metadata or {})["event_payload"]["key"] for post in slack.visible("C0ALERTS")
    )
    sent = {one.id for one in messages if one.state is DeliveryState.SENT}
    twice = [key for key, count in seen.items() if count > 1]
    gaps = [later - sooner for sooner, later in zip(channel.posts, channel.posts[1:], strict=False)]
    again = sum(one.attempts > 1 for one in messages)
    print(f"{len(messages)} messages, {again} tried again, {len(channel.posts)} posts, ", end="")
    print(f"shortest gap {min(gaps)}, {len(channel.too_early)} calls too early")
    assert (sorted(sent - seen.keys()), twice) == ([], [])
    assert channel.too_early == []
    assert min(gaps) >= timedelta(seconds=1)
    assert all(one.state is DeliveryState.SENT or "told with" in one.note for one in messages)
