"""Messages on their way to a Slack that misbehaves, with a clock that the test turns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from monitor.alert.messages import render
from monitor.network.channels import Channel
from monitor.network.console import Console
from monitor.network.slack import SlackChannel
from monitor.records import (
    Alert,
    Delivery,
    DeliveryState,
    Judgement,
    Message,
    Reason,
    Sending,
    Severity,
)
from monitor.steps.delivering import deliver_due
from monitor.steps.detouring import detour_due
from monitor.store.alerts import save_judgements
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import claim, deliveries_due, list_deliveries, next_due_at
from tests.alert.samples import NOON, S1, S2, S3, a_card, a_delivery, a_desk, an_alert
from tests.fakes.slack import FakeSlack, Post

AMBIGUOUS = [
    "half_body",
    "accept_then_close",
    "accept_then_reset",
    "accept_then_hang",
    "accept_then_500",
    "accept_then_error:internal_error",
    "accept_then_error:fatal_error",
    "accept_then_error:service_unavailable",
    "accept_then_error:request_timeout",
    "http_500",
    "html_503",
    "error:internal_error",
    "error:request_timeout",
]
SURELY_NOT = ["refuse_429", "bad_retry_after", "error:user_is_restricted"]
OUT_OF_ORDER = ["error:is_archived", "error:invalid_auth"]


class Desk:
    """A ledger, a Slack, and a clock that both go by."""

    def __init__(self, folder: Path) -> None:
        self.now = NOON
        self.folder = folder
        self.shown: list[str] = []
        self.open = ["slack"]  # by which a message may go whose own way does not work
        self.slack = FakeSlack(hang=0.05, clock=lambda: self.now)
        self.slack.start()
        self.restart()

    def restart(self) -> None:
        """What a new process has: the ledger's file, and nothing remembered."""
        self.ledger = open_ledger(self.folder / "ledger.sqlite")
        self.channels: dict[str, Channel] = {
            "slack": SlackChannel("C0ALERTS", "xoxb-test", self.slack.url, {}),
            "console": Console(self.folder / "alerts.log", self.shown.append),
        }

    def add(self, name: str = "R01", severity: Severity = S2, way: str = "slack") -> Delivery:
        alert = an_alert(name, severity=severity)
        self.open += [way] if way in self.channels and way not in self.open else []
        return self.put(alert, a_delivery(alert, way=way, created_at=self.now, not_before=self.now))

    def put(self, alert: Alert, delivery: Delivery) -> Delivery:
        save_judgements(self.ledger, [Judgement(alert=alert, deliveries=(delivery,))])
        return delivery

    def deliver(self, after: float = 0) -> int:
        """One tick, so many seconds later."""
        self.now += timedelta(seconds=after)
        detour_due(self.ledger, a_desk(*self.open), self.now)
        return deliver_due(self.ledger, self.channels, self.now)

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            self.deliver(after=1)

    def row(self, delivery: Delivery) -> Delivery:
        rows = list_deliveries(self.ledger, [delivery.alert_id])
        return next(row for row in rows if row.id == delivery.id)

    def keys(self) -> list[str]:
        """The keys of what a person sees in the channel, oldest first."""
        return [_key(post) for post in self.slack.visible()]

    def posts(self) -> int:
        return sum(call.method == "chat.postMessage" for call in self.slack.calls)


def _key(post: Post) -> str:
    assert post.metadata
    return str(post.metadata["event_payload"]["key"])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    desk = Desk(tmp_path)
    yield desk
    desk.slack.stop()


def is_sent(row: Delivery) -> bool:
    return row.state is DeliveryState.SENT


# ---------------------------------------------------------------- the ordinary way


def test_a_message_that_is_due_goes_out_and_its_receipt_is_kept(desk: Desk) -> None:
    message = desk.add()
    assert desk.deliver() == 1
    (post,) = desk.slack.visible("C0ALERTS")
    row = desk.row(message)
    assert (row.state, row.receipt, row.sent_at) == (DeliveryState.SENT, post.ts, NOON)
    assert (row.attempts, row.attempted_at, row.note) == (1, NOON, "")
    assert desk.keys() == [message.id]


def test_a_message_that_was_sent_is_not_sent_again(desk: Desk) -> None:
    desk.add()
    desk.run(3)
    assert (desk.posts(), next_due_at(desk.ledger)) == (1, an_alert().due_at)


def test_a_message_waits_for_its_time(desk: Desk) -> None:
    alert = an_alert()
    desk.put(alert, a_delivery(alert, not_before=NOON + timedelta(minutes=5)))
    assert desk.deliver(after=299) == 0
    assert desk.deliver(after=1) == 1


def test_slack_gets_one_message_at_each_call_the_most_urgent_first(desk: Desk) -> None:
    for number, severity in enumerate([S3, S2, S1, S3, S1]):
        desk.add(f"R{number}", severity)
    sent = []
    for _ in range(6):
        sent.append(desk.deliver(after=1))
    assert sent == [1, 1, 1, 1, 1, 0]
    levels = [post.text.split()[1] for post in desk.slack.visible()]
    assert levels == ["S1", "S1", "S2", "S3", "S3"]


def test_of_equally_urgent_messages_the_older_goes_first(desk: Desk) -> None:
    later = desk.put(an_alert("R01"), a_delivery(an_alert("R01"), created_at=NOON))
    sooner = a_delivery(an_alert("R02"), created_at=NOON - timedelta(minutes=1))
    desk.put(an_alert("R02"), sooner)
    desk.run(2)
    assert desk.keys() == [sooner.id, later.id]


def test_the_terminal_gets_all_its_messages_at_once(desk: Desk) -> None:
    for number in range(5):
        desk.add(f"R{number}", way="console")
    assert desk.deliver() == 5
    assert len(desk.shown) == 5


def test_a_slow_way_out_does_not_hold_back_another(desk: Desk) -> None:
    for way in ("slack", "console"):
        for number in range(3):
            desk.add(f"R{number}", way=way)
    assert desk.deliver() == 4
    assert len(desk.shown) == 3


def test_a_message_by_a_way_that_is_not_there_takes_one_that_is(desk: Desk) -> None:
    pigeon = desk.add("R01", S1, way="pigeon")
    desk.add("R02", S2)
    desk.run(3)
    assert "pigeon is not set up any more" in str(desk.slack.visible()[0].blocks)
    assert len(desk.keys()) == 2
    assert desk.row(pigeon).state is DeliveryState.GIVEN_UP


def test_what_is_held_never_goes_out(desk: Desk) -> None:
    alert = an_alert()
    held = a_delivery(alert, state=DeliveryState.HELD, reason=Reason.NO_NEWS)
    desk.put(alert, held)
    desk.run(3)
    assert (desk.posts(), desk.row(held)) == (0, held)


# ---------------------------------------------------------------- refusals


def test_slack_is_not_asked_again_before_the_time_it_named(desk: Desk) -> None:
    message = desk.add()
    desk.slack.misbehave("refuse_429", retry_after=30)
    assert desk.deliver() == 0
    assert desk.row(message).note == "Slack: ratelimited"
    desk.run(29)
    assert desk.posts() == 1
    assert desk.deliver(after=1) == 1


def test_no_message_at_all_is_posted_while_slack_asks_to_wait(desk: Desk) -> None:
    first, second = desk.add("R01"), desk.add("R02")
    desk.slack.misbehave("refuse_429", retry_after=30)
    desk.deliver()
    desk.run(10)
    crisis = desk.add("R03", S1)
    desk.restart()
    desk.run(19)
    assert desk.posts() == 1
    assert next_due_at(desk.ledger) == NOON + timedelta(seconds=30)
    desk.run(3)
    assert desk.keys()[0] == crisis.id
    assert sorted(desk.keys()) == sorted([first.id, second.id, crisis.id])


def test_a_wait_that_slack_asks_for_does_not_hold_back_the_terminal(desk: Desk) -> None:
    desk.add("R01")
    desk.slack.misbehave("refuse_429", retry_after=30)
    desk.deliver()
    desk.add("R02", way="console")
    assert desk.deliver(after=1) == 1


def test_a_limit_on_looking_does_not_hold_back_what_is_sent(desk: Desk) -> None:
    lost = desk.add("R01")
    desk.slack.misbehave("accept_then_close")
    desk.slack.misbehave("refuse_429", method="conversations.history", retry_after=60)
    desk.deliver()
    desk.run(16)
    other = desk.add("R02", S3)
    desk.run(5)
    assert desk.keys() == [lost.id, other.id]
    assert not is_sent(desk.row(lost))
    desk.run(60)
    assert is_sent(desk.row(lost))


@pytest.mark.parametrize("mode", [*SURELY_NOT, *OUT_OF_ORDER])
def test_a_message_that_is_refused_is_never_given_up(desk: Desk, mode: str) -> None:
    message = desk.add()
    desk.slack.misbehave(mode, times=12)
    while desk.posts() < 12:
        assert desk.deliver(after=5) == 0
        assert desk.row(message).state in {DeliveryState.NEW, DeliveryState.PARKED}
    for _ in range(61):
        desk.deliver(after=5)
    assert (desk.keys(), desk.posts()) == ([message.id], 13)
    assert "repeat" not in str(desk.slack.visible()[0].blocks)


def test_a_message_that_cannot_be_written_steps_aside_and_blocks_no_other(desk: Desk) -> None:
    unreadable: Any = None
    alert = an_alert("R01", severity=S1, card=a_card(severity=S1, because=(unreadable,)))
    broken = desk.put(alert, a_delivery(alert))
    desk.add("R02", S2)
    assert desk.deliver() == 1
    row = desk.row(broken)
    assert (row.state, row.not_before) == (DeliveryState.NEW, NOON + timedelta(hours=1))
    assert row.note.startswith("TypeError(")
    assert broken not in deliveries_due(desk.ledger, desk.now)


# ---------------------------------------------------------------- answers that are lost


@pytest.mark.parametrize("mode", AMBIGUOUS)
def test_a_lost_answer_ends_with_one_message_and_no_more(desk: Desk, mode: str) -> None:
    message = desk.add()
    desk.slack.misbehave(mode)
    assert desk.deliver() == 0
    assert desk.row(message).state is DeliveryState.UNCLEAR
    desk.run(300)
    assert desk.keys() == [message.id]
    assert is_sent(desk.row(message))
    assert desk.row(message).receipt == desk.slack.visible()[0].ts
    assert "repeat" not in str(desk.slack.visible()[0].blocks)


@pytest.mark.parametrize("mode", ["accept_then_close", "http_500"])
def test_nothing_is_done_before_a_message_could_be_seen(desk: Desk, mode: str) -> None:
    desk.add()
    desk.slack.misbehave(mode)
    desk.deliver()
    desk.run(14)
    assert len(desk.slack.calls) == 1
    desk.run(1)
    assert [call.method for call in desk.slack.calls[1:]] == ["conversations.history"]


def test_a_message_that_is_not_there_is_looked_for_twice_before_it_is_posted_again(
    desk: Desk,
) -> None:
    desk.add()
    desk.slack.misbehave("http_500")
    desk.deliver()
    desk.run(40)
    assert [call.method for call in desk.slack.calls] == [
        "chat.postMessage",
        "conversations.history",
        "conversations.history",
        "chat.postMessage",
    ]


def test_a_slack_at_its_worst_shows_every_message_once(desk: Desk) -> None:
    messages = [desk.add(f"R{number}", S2) for number in range(8)]
    for mode in [*AMBIGUOUS, *SURELY_NOT, *OUT_OF_ORDER, *AMBIGUOUS]:
        desk.slack.misbehave(mode)
    for mode in ["http_500", "half_body", "refuse_429", "error:internal_error"]:
        desk.slack.misbehave(mode, method="conversations.history")
    desk.run(900)
    assert sorted(desk.keys()) == sorted(message.id for message in messages)
    assert all(is_sent(desk.row(message)) for message in messages)


def test_a_look_that_fails_for_less_than_two_minutes_is_only_tried_again(desk: Desk) -> None:
    message = desk.add()
    desk.slack.misbehave("accept_then_reset")
    desk.slack.misbehave("http_500", times=6, method="conversations.history")
    desk.deliver()
    desk.run(119)
    assert (desk.keys(), is_sent(desk.row(message))) == ([message.id], True)


def test_after_two_blind_minutes_it_is_posted_again_and_says_that_it_may_be_a_repeat(
    desk: Desk,
) -> None:
    message = desk.add()
    desk.slack.misbehave("accept_then_reset")
    desk.slack.misbehave("error:missing_scope", times=100, method="conversations.history")
    desk.deliver()
    desk.run(119)
    assert desk.keys() == [message.id]
    desk.run(20)
    first, second = desk.slack.visible()
    assert "(may be a repeat)" not in str(first.blocks)
    assert "(may be a repeat)" in str(second.blocks)
    desk.run(300)
    assert (len(desk.keys()), is_sent(desk.row(message))) == (2, True)


def test_an_earlier_attempt_that_arrived_is_found_after_a_later_one_that_did_not(
    desk: Desk,
) -> None:
    message = desk.add()
    desk.slack.misbehave("accept_then_reset")
    desk.slack.misbehave("http_500")
    desk.slack.misbehave("http_500", times=8, method="conversations.history")
    desk.deliver()
    desk.run(400)
    assert desk.posts() == 2
    assert (desk.keys(), is_sent(desk.row(message))) == ([message.id], True)


# ---------------------------------------------------------------- crashes


def test_a_message_that_was_cut_off_before_it_was_posted_goes_out_once(desk: Desk) -> None:
    message = desk.add()
    assert claim(desk.ledger, message, desk.now)
    desk.restart()
    desk.run(14)
    assert desk.slack.calls == []
    desk.run(60)
    assert (desk.keys(), is_sent(desk.row(message))) == ([message.id], True)
    assert desk.row(message).attempts == 2


def test_a_message_that_was_cut_off_after_it_was_posted_is_found(desk: Desk) -> None:
    message = desk.add()
    _post_without_a_receipt(desk, message)
    desk.restart()
    desk.run(60)
    assert (desk.keys(), is_sent(desk.row(message))) == ([message.id], True)
    assert desk.row(message).attempts == 1


def test_a_message_that_is_cut_off_again_and_again_is_seen_once(desk: Desk) -> None:
    message = desk.add()
    for attempt in range(5):
        assert claim(desk.ledger, desk.row(message), desk.now)
        desk.restart()
        while desk.row(message).state is not DeliveryState.NEW:
            desk.deliver(after=1)
        assert desk.row(message).attempts == attempt + 1
    _post_without_a_receipt(desk, message)
    desk.restart()
    desk.run(60)
    assert (desk.keys(), is_sent(desk.row(message))) == ([message.id], True)


def _post_without_a_receipt(desk: Desk, message: Delivery) -> None:
    """What a process leaves behind that is killed between the post and the receipt."""
    with pytest.raises(KilledError):
        deliver_due(
            desk.ledger, {"slack": Dying("C0ALERTS", "xoxb-test", desk.slack.url, {})}, desk.now
        )
    assert desk.row(message).state is DeliveryState.SENDING


class KilledError(BaseException):
    """The end of a process."""


class Dying(SlackChannel):
    """A process that ends when its message is out."""

    def send(self, message: Message) -> Sending:
        super().send(message)
        raise KilledError


def test_one_message_that_is_cut_off_does_not_hold_back_the_others(desk: Desk) -> None:
    cut_off = desk.add("R01", S1)
    claim(desk.ledger, cut_off, desk.now)
    other = desk.add("R02", S2)
    desk.deliver(after=1)
    assert desk.keys() == [other.id]


def test_what_the_terminal_showed_before_a_crash_is_not_shown_again(desk: Desk) -> None:
    message = desk.add(way="console")
    claim(desk.ledger, message, desk.now)
    desk.channels["console"].send(render(message))
    desk.restart()
    desk.run(3)
    assert (len(desk.shown), is_sent(desk.row(message))) == (1, True)


def test_what_the_terminal_did_not_show_before_a_crash_is_shown(desk: Desk) -> None:
    message = desk.add(way="console")
    claim(desk.ledger, message, desk.now)
    desk.restart()
    desk.run(3)
    assert (len(desk.shown), is_sent(desk.row(message))) == (1, True)


# ---------------------------------------------------------------- two at work


def test_two_at_work_on_one_ledger_show_every_message_once(desk: Desk) -> None:
    messages = [desk.add(f"R{number}", S2) for number in range(25)]
    desk.slack.delay = 0.002
    workers = [Thread(target=_work, args=(desk,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sorted(desk.keys()) == sorted(message.id for message in messages)
    assert all(is_sent(desk.row(message)) for message in messages)


def _work(desk: Desk) -> None:
    ledger: Ledger = open_ledger(desk.folder / "ledger.sqlite")
    channel = SlackChannel("C0ALERTS", "xoxb-test", desk.slack.url, {})
    channel.spacing = timedelta()  # the clock stands still here
    while deliveries_due(ledger, NOON):
        deliver_due(ledger, {"slack": channel}, NOON)
    ledger.close()


def test_news_of_a_look_that_comes_too_late_sends_nothing_twice(desk: Desk) -> None:
    message = desk.add()
    desk.slack.misbehave("http_500")
    desk.deliver()
    desk.run(29)
    deliver_due(desk.ledger, {"slack": SlowLook(desk)}, desk.now + timedelta(seconds=1))
    assert desk.keys() == [message.id]
    desk.run(60)
    assert (desk.keys(), is_sent(desk.row(message))) == ([message.id], True)


class SlowLook(SlackChannel):
    """A worker whose look takes so long that another one looks, and posts, meanwhile."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("C0ALERTS", "xoxb-test", desk.slack.url, {})
        self._desk = desk

    def look(self, message: Message, since: datetime) -> Sending:
        seen = super().look(message, since)
        self._desk.run(2)
        return seen


def test_a_card_of_the_worst_kind_goes_out(desk: Desk) -> None:
    card = a_card(headline="<!channel> " * 40, url="http://[half", because=("&" * 4000,))
    alert = an_alert(card=card)
    desk.put(alert, a_delivery(alert))
    assert desk.deliver() == 1
