"""A way out that does not work: other ways at once; when it is back, one message for each rule."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor import ids
from monitor.records import DeliveryState, Judgement, Severity, Way
from monitor.steps.acting import acknowledge
from monitor.steps.detouring import detour_due
from monitor.store.alerts import save_judgements
from monitor.store.outbox import claim, deliveries_due, list_attempts, list_deliveries
from monitor.store.ways import list_ways
from tests.alert.samples import NOON, S1, S2, S3, a_desk
from tests.steps.outage import Desk

PARKED, GIVEN_UP, SENT, NEW = (
    DeliveryState.PARKED,
    DeliveryState.GIVEN_UP,
    DeliveryState.SENT,
    DeliveryState.NEW,
)
BROKEN = [
    "token_revoked",
    "account_inactive",
    "not_authed",
    "invalid_auth",
    "missing_scope",
    "is_archived",
    "channel_not_found",
    "not_in_channel",
    "restricted_action",
]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    desk = Desk(tmp_path)
    yield desk
    desk.slack.stop()
    desk.ledger.close()


@pytest.mark.parametrize("error", BROKEN)
def test_a_way_that_is_out_of_order_is_left_at_once(desk: Desk, error: str) -> None:
    desk.slack.misbehave(f"error:{error}", times=100)
    message = desk.add("a", S3)
    desk.run(3)
    assert desk.row(message).state is GIVEN_UP
    assert len(desk.shown) == 1
    shown = " ".join(desk.shown[0].replace("┃", "").split())
    assert f"Slack is out of order: Slack: {error}" in shown
    way = list_ways(desk.ledger)["slack"]
    assert (way.broken, way.failing_since) == (True, NOON + timedelta(seconds=1))


def test_a_broken_way_is_asked_once_a_minute_and_no_more(desk: Desk) -> None:
    desk.only_slack()
    desk.slack.misbehave("error:token_revoked", times=1000)
    messages = [desk.add(name, S1) for name in "abc"]
    desk.run(600)
    assert {desk.row(one).state for one in messages} == {PARKED}
    assert 9 <= len(desk.slack.calls) <= 13


def test_every_message_tells_what_was_tried_with_it(desk: Desk) -> None:
    desk.slack.misbehave("http_500")
    message = desk.add("a")
    desk.run(60)
    tried = [(one.what, one.number, one.result) for one in list_attempts(desk.ledger, message.id)]
    assert tried == [
        ("sent", 1, "unclear"),
        ("looked", 1, "refused"),
        ("looked", 1, "refused"),
        ("sent", 2, "sent"),
    ]


@pytest.mark.parametrize(("severity", "told"), [(S1, 1), (S2, 1), (S3, 0)])
def test_an_urgent_message_that_fails_for_two_minutes_takes_another_way(
    desk: Desk, severity: Severity, told: int
) -> None:
    desk.slack.misbehave("html_503", times=100, method=None)
    desk.add("a", severity)
    desk.run(120)
    assert desk.shown == []
    desk.run(5)
    assert len(desk.shown) == told


def test_a_way_of_hers_that_was_to_be_used_later_is_used_at_once(desk: Desk) -> None:
    ways = (Way(by="slack"), Way(by="console", after_minutes=5))
    sam, *others = desk.oncall.people
    desk.oncall = replace(desk.oncall, people=(replace(sam, ways=ways), *others))
    desk.slack.misbehave("error:is_archived", times=100)
    first = desk.add("a", S1)
    later = replace(
        first,
        id=ids.delivery_id(first.alert_id, "console", "sam", first.occasion),
        way="console",
        not_before=NOON + timedelta(minutes=5),
    )
    alert = desk.an_alert("a", S1, "R16")
    save_judgements(desk.ledger, [Judgement(alert=alert, deliveries=(later,))])
    desk.run(3)
    assert desk.row(later).state is SENT
    assert len(list_deliveries(desk.ledger, [first.alert_id])) == 2


def test_a_blip_shorter_than_two_minutes_disturbs_nobody_elsewhere(desk: Desk) -> None:
    desk.slack.misbehave("html_503", times=3, method=None)
    message = desk.add("a", S1)
    desk.run(119)
    assert desk.row(message).state is SENT
    assert desk.shown == []


def test_without_another_way_one_message_of_each_rule_tells_all_when_it_is_back(desk: Desk) -> None:
    desk.only_slack()
    desk.slack.stop()
    for number, name in enumerate("abcdef"):
        desk.add(name, S2, rule="R16" if number < 4 else "R07")
        desk.run(600, every=5)
    desk.slack.start()
    back = desk.now
    desk.run(300)
    texts = desk.texts()
    assert len(texts) == 2
    assert any("While Slack was away: 4 alerts of R16, newest: News of d" in one for one in texts)
    assert any("While Slack was away: 2 alerts of R07, newest: News of f" in one for one in texts)
    assert desk.now - back <= timedelta(minutes=5)
    live = desk.add("g", S2)
    desk.run(2)
    assert desk.row(live).state is SENT


def test_what_was_answered_while_it_was_away_is_not_told_when_it_is_back(desk: Desk) -> None:
    desk.only_slack()
    desk.slack.stop()
    message = desk.add("a", S2)
    desk.run(300, every=5)
    assert acknowledge(desk.ledger, message.alert_id, "Ruth Adeyemi", desk.now)
    desk.slack.start()
    desk.run(300)
    assert desk.texts() == []


def test_a_message_that_slack_finds_badly_written_goes_out_as_plain_text(desk: Desk) -> None:
    desk.slack.misbehave("error:invalid_blocks")
    message = desk.add("a", S1)
    desk.run(3)
    (post,) = desk.slack.visible()
    assert desk.row(message).state is SENT
    assert "News of a" in post.text
    assert post.blocks == []
    assert list_ways(desk.ledger)["slack"].failing_since is None


def test_a_process_that_is_stopped_in_the_middle_changes_nothing_by_trying_again(
    desk: Desk,
) -> None:
    desk.slack.misbehave("error:is_archived", times=100)
    message = desk.add("a", S1)
    desk.run(3)
    before = list_deliveries(desk.ledger, [message.alert_id])
    for _ in range(3):
        detour_due(desk.ledger, a_desk(*desk.channels), desk.now)
    assert list_deliveries(desk.ledger, [message.alert_id]) == before


def test_a_lease_keeps_another_process_from_looking_too_early(desk: Desk) -> None:
    message = desk.add("a")
    assert claim(desk.ledger, message, NOON, timedelta(seconds=30))
    moments: list[datetime] = [NOON + timedelta(seconds=s) for s in (1, 29, 30)]
    assert [len(deliveries_due(desk.ledger, at)) for at in moments] == [0, 0, 1]
