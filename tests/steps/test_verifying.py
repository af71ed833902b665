"""Crises that Slack accepted and shows nobody; messages that stand there twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.alert.messages import render
from monitor.steps.acting import acknowledge
from monitor.store.outbox import list_attempts
from tests.alert.samples import S1, S2
from tests.steps.outage import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    desk = Desk(tmp_path)
    yield desk
    desk.slack.stop()
    desk.ledger.close()


def _looks(desk: Desk) -> int:
    return sum(call.method == "conversations.history" for call in desk.slack.calls)


def test_a_crisis_that_slack_swallowed_is_posted_again_within_two_minutes(desk: Desk) -> None:
    desk.slack.misbehave("swallow")
    message = desk.add("a", S1)
    desk.run(60)
    assert desk.texts() == []
    desk.run(60)
    assert len(desk.texts()) == 1
    desk.run(120)
    assert len(desk.texts()) == 1
    said = [(one.what, one.result) for one in list_attempts(desk.ledger, message.id)]
    assert said[:3] == [("sent", "sent"), ("verified", "refused"), ("verified", "refused")]
    assert said[3] == ("sent", "sent")
    assert sorted(said[4:]) == [("swept", "sent"), ("verified", "sent")]


def test_a_crisis_that_is_there_is_looked_for_once(desk: Desk) -> None:
    desk.add("a", S1)
    desk.run(59)
    assert _looks(desk) == 0
    desk.run(300)
    assert _looks(desk) == 1


def test_only_a_crisis_that_nobody_has_answered_is_looked_for(desk: Desk) -> None:
    desk.add("a", S2)
    answered = desk.add("b", S1)
    desk.run(5)
    assert acknowledge(desk.ledger, answered.alert_id, "Ruth Adeyemi", desk.now)
    desk.run(120)
    assert _looks(desk) == 0


def test_a_slack_that_cannot_be_read_is_not_asked_for_ever(desk: Desk) -> None:
    desk.slack.misbehave("http_500", times=100, method="conversations.history")
    desk.add("a", S1)
    desk.run(600)
    assert (_looks(desk), len(desk.texts())) == (5, 1)


def test_of_two_the_younger_is_taken_back(desk: Desk) -> None:
    desk.slack.misbehave("http_500")
    message = desk.add("a", S2)
    desk.run(40)
    desk.channels["slack"].send(render(message))
    older, _younger = desk.slack.visible()
    desk.run(15)
    assert len(desk.slack.visible()) == 2
    desk.run(60)
    assert [post.ts for post in desk.slack.visible()] == [older.ts]
    assert desk.row(message).receipt == older.ts
