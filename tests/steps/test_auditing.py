"""What is past due, and who outside hears of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.network.heartbeat import Heartbeat
from monitor.records import DeliveryState, Judgement, Severity
from monitor.steps.auditing import Tick, audit, sign_of_life, stuck
from monitor.store.alerts import save_judgements
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import claim, settle
from tests.alert.samples import NOON, S1, S2, S3, a_delivery, an_alert
from tests.fakes import Exchange, Loopback

LATER = NOON + timedelta(minutes=10)


class Outside:
    """Somebody who waits for signs of life."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.status = 200
        self.seconds = 0.0
        self.server = Loopback(self._answer)

    def _answer(self, exchange: Exchange) -> None:
        if not exchange.wait(self.seconds):
            self.asked.append((exchange.path, exchange.content.decode()))
            exchange.reply(self.status, {"Location": f"{self.server.address}/elsewhere"})

    def heartbeat(self, seconds: float = 10) -> Heartbeat:
        address = f"{self.server.address}/ping/canary-4711"
        return Heartbeat(address, f"{address}/fail", seconds)


@pytest.fixture
def outside() -> Iterator[Outside]:
    outside = Outside()
    outside.server.start()
    yield outside
    outside.server.stop()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    yield ledger
    ledger.close()


def a_message(ledger: Ledger, severity: Severity = S2, due: datetime | None = None) -> None:
    alert = replace(an_alert(severity=severity), due_at=due)
    save_judgements(ledger, [Judgement(alert=alert, deliveries=(a_delivery(alert),))])


def test_when_all_is_well_the_outside_hears_of_it(ledger: Ledger, outside: Outside) -> None:
    assert sign_of_life(ledger, {}, outside.heartbeat(), NOON)
    assert outside.asked == [("/ping/canary-4711", "")]


def test_what_is_past_due_is_not_told_outside_but_counted(
    ledger: Ledger, outside: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    a_message(ledger)
    assert not sign_of_life(ledger, {}, outside.heartbeat(), NOON + timedelta(minutes=3))
    assert outside.asked == [("/ping/canary-4711/fail", "1 past due")]
    assert "nobody has tried to send" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize(("minutes", "wrong"), [(1, 0), (3, 1)])
def test_an_alert_whose_next_step_was_not_taken_is_past_due(
    ledger: Ledger, minutes: int, wrong: int
) -> None:
    alert = replace(an_alert(), due_at=LATER)
    save_judgements(ledger, [Judgement(alert=alert, deliveries=())])
    assert len(audit(ledger, {}, LATER + timedelta(minutes=minutes))) == wrong


@pytest.mark.parametrize("severity", [S1, S2, S3])
def test_a_message_that_nobody_tried_for_two_minutes_is_past_due(
    ledger: Ledger, severity: Severity
) -> None:
    a_message(ledger, severity)
    assert audit(ledger, {}, NOON + timedelta(seconds=119)) == []
    (wrong,) = audit(ledger, {}, NOON + timedelta(seconds=121))
    assert wrong.startswith("nobody has tried to send message=")


def test_a_storm_that_is_worked_off_is_not_past_due(ledger: Ledger) -> None:
    for number in range(20):
        alert = replace(an_alert(f"R{number}", severity=S3), due_at=None)
        save_judgements(ledger, [Judgement(alert=alert, deliveries=(a_delivery(alert),))])
    first = a_delivery(an_alert("R0", severity=S3))
    assert claim(ledger, first, LATER)
    assert audit(ledger, {}, LATER + timedelta(seconds=60)) == []


def test_a_crisis_that_no_way_out_takes_is_past_due_although_it_is_tried(ledger: Ledger) -> None:
    a_message(ledger, S1)
    message = a_delivery(an_alert(severity=S1))
    attempt = claim(ledger, message, LATER)
    assert attempt
    settle(ledger, replace(attempt, state=DeliveryState.PARKED))
    (wrong,) = audit(ledger, {}, LATER + timedelta(seconds=30))
    assert wrong.startswith("no way out has brought to anybody alert=")


def test_a_ledger_that_cannot_be_written_is_told(ledger: Ledger) -> None:
    ledger.execute("PRAGMA query_only = ON")
    (wrong,) = audit(ledger, {}, NOON)
    assert wrong.startswith("the ledger cannot be written: OperationalError")


@pytest.mark.parametrize(
    ("name", "minutes", "wrong"),
    [("collect", 9, 0), ("collect", 11, 1), ("send", 2, 0), ("send", 4, 1)],
)
@pytest.mark.parametrize("ended", [True, False])
def test_a_tick_that_does_not_end_or_does_not_come_again_is_stuck(
    name: str, minutes: int, wrong: int, ended: bool
) -> None:
    tick = Tick(NOON)
    tick.begin(NOON)
    if ended:
        tick.end(NOON)
    assert len(stuck({name: tick}, NOON + timedelta(minutes=minutes))) == wrong


@pytest.mark.parametrize(("status", "said"), [(204, ""), (302, "HTTP 302"), (500, "HTTP 500")])
def test_a_redirect_is_followed_nowhere(outside: Outside, status: int, said: str) -> None:
    outside.status = status
    assert outside.heartbeat().beat() == said
    assert len(outside.asked) == 1


def test_an_outside_that_hangs_is_left_in_time(outside: Outside) -> None:
    outside.seconds = 30
    assert outside.heartbeat(seconds=0.2).beat() == "no answer within 0.2 s"


def test_an_address_that_is_none_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    heartbeat = Heartbeat("http://canary-4711:port/")
    assert heartbeat.beat() == "InvalidURL"
    assert "canary" not in repr(heartbeat) + caplog.text
