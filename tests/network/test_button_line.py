"""The line by which clicks come, over a real WebSocket that breaks in every way it can."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from monitor.network.slack.line import ButtonLine, Pace
from tests.fakes.slack import ENDINGS, FakeSlack

APP, BOT = "xapp-canary-1", "xoxb-canary-2"
# A tenth of the true waits, so that every ending is seen in seconds.
QUICK = Pace(ask=0.2, silent=0.8, deaf=2.0, probe=6.0, waits=(0.05, 0.1, 0.2, 0.5))


@pytest.fixture(autouse=True)
def _without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(token=BOT, app_token=APP, ping_seconds=0.3) as fake:
        yield fake


class Ears:
    """What came over the line, and how the line stood."""

    def __init__(self, listen: Callable[[dict[str, Any]], Any] = lambda _envelope: None) -> None:
        self.envelopes: list[dict[str, Any]] = []
        self.standing: list[str] = []
        self._listen = listen
        self._lock = threading.Lock()

    def hear(self, envelope: dict[str, Any]) -> Any:
        with self._lock:
            self.envelopes.append(envelope)
        return self._listen(envelope)


@contextmanager
def a_line(slack: FakeSlack, ears: Ears, pace: Pace = QUICK) -> Iterator[ButtonLine]:
    line = ButtonLine((APP, BOT), slack.url, ears.hear, ears.standing.append, pace)
    line.start()
    try:
        assert slack.link.wait_for_link(5)
        deadline = time.monotonic() + 5
        while not ears.standing and time.monotonic() < deadline:
            time.sleep(0.01)
        yield line
    finally:
        line.stop()


def test_what_is_pressed_comes_once_and_is_acknowledged_in_time(slack: FakeSlack) -> None:
    ears = Ears()
    with a_line(slack, ears):
        acked = slack.link.wait_for_ack(slack.press("acknowledge", "a1"))
    assert acked.delay < 1
    (envelope,) = ears.envelopes
    assert envelope["payload"]["actions"][0]["value"] == "a1"
    assert ears.standing == [""]


def test_what_the_listener_says_goes_with_the_acknowledgement(slack: FakeSlack) -> None:
    ears = Ears(lambda _envelope: {"text": "Nothing waits."})
    with a_line(slack, ears):
        acked = slack.link.wait_for_ack(slack.type_command("status"))
    assert acked.answers == [{"text": "Nothing waits."}]


def test_an_envelope_that_could_not_be_kept_is_not_acknowledged(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    failures = iter([OSError("the disk is full")])

    def listen(_envelope: dict[str, Any]) -> None:
        if failure := next(failures, None):
            raise failure

    ears = Ears(listen)
    with a_line(slack, ears):
        pressed = slack.press("acknowledge", "a1", envelope="e1")
        time.sleep(0.5)
        assert pressed.acked_at == []
        slack.press("acknowledge", "a1", envelope="e1")
        slack.link.wait_for_link(1)
        deadline = time.monotonic() + 5
        while not pressed.acked_at and time.monotonic() < deadline:
            time.sleep(0.02)
    assert len(pressed.acked_at) == 1
    assert "it will come again" in caplog.text


@pytest.mark.parametrize("ending", ENDINGS)
def test_after_every_ending_the_next_press_comes(slack: FakeSlack, ending: Any) -> None:
    ears = Ears()
    with a_line(slack, ears):
        broken_at = slack.disconnect(ending)
        assert slack.link.wait_for_link(15, after=broken_at), f"not back after {ending}"
        slack.link.wait_for_ack(slack.press("acknowledge", "a1"))
    assert len(ears.envelopes) == 1


@pytest.mark.parametrize("ending", ["close", "reset", "open 500"])
def test_a_line_that_is_lost_says_why_and_when_it_is_back(slack: FakeSlack, ending: Any) -> None:
    ears = Ears()
    with a_line(slack, ears):
        assert slack.link.wait_for_link(15, after=slack.disconnect(ending))
        deadline = time.monotonic() + 5
        while not (len(ears.standing) > 2 and ears.standing[-1] == ""):
            assert time.monotonic() < deadline, ears.standing
            time.sleep(0.01)
    assert ears.standing[0] == ""
    assert all(ears.standing[1:-1])


@pytest.mark.parametrize("ending", ["refresh", "half-open", "deaf"])
def test_a_connection_that_is_renewed_in_time_is_never_missing(
    slack: FakeSlack, ending: Any
) -> None:
    ears = Ears()
    with a_line(slack, ears):
        assert slack.link.wait_for_link(15, after=slack.disconnect(ending))
        time.sleep(0.2)
    assert set(ears.standing) == {""}


def test_what_came_over_a_connection_is_acknowledged_over_it_while_it_is_renewed(
    slack: FakeSlack,
) -> None:
    ears = Ears(lambda _envelope: time.sleep(1.0))
    with a_line(slack, ears):
        pressed = slack.press("acknowledge", "a1")
        assert slack.link.wait_for_link(15, after=slack.disconnect("refresh"))
        slack.link.wait_for_ack(pressed, 5)
    assert len(ears.envelopes) == 1


def test_one_envelope_is_heard_once_after_many_disconnects(slack: FakeSlack) -> None:
    ears = Ears()
    with a_line(slack, ears):
        for _ in range(5):
            assert slack.link.wait_for_link(15, after=slack.disconnect("refresh"))
        slack.link.wait_for_ack(slack.press("acknowledge", "a1"))
        time.sleep(0.3)
    assert len(ears.envelopes) == 1


def test_a_wrong_app_token_is_told_and_never_repeated(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ears = Ears()
    line = ButtonLine(("xapp-mistyped", BOT), slack.url, ears.hear, ears.standing.append, QUICK)
    line.start()
    time.sleep(0.5)
    line.stop()
    assert ears.standing[0] == "Slack: invalid_auth"
    assert "mistyped" not in caplog.text


def test_no_token_and_no_ticket_stands_in_a_log(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ears = Ears()
    with a_line(slack, ears):
        slack.link.wait_for_ack(slack.press("acknowledge", "a1"))
        assert slack.link.wait_for_link(15, after=slack.disconnect("reset"))
    assert "canary" not in caplog.text
    assert "ticket=" not in caplog.text


def test_an_address_without_encryption_is_not_called(slack: FakeSlack) -> None:
    ears = Ears()
    line = ButtonLine((APP, BOT), slack.url.replace("http:", "https:"), ears.hear, print, QUICK)
    line._client.base_url = slack.url  # Slack speaks TLS; this fake does not
    line.start()
    time.sleep(0.4)
    line.stop()
    assert slack.link.links == []
