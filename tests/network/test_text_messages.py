"""Text messages through a GOV.UK Notify on a real socket, whatever it answers."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.network import text_messages as network
from monitor.network.text_messages import TextChannel
from monitor.records import Message, Sending, SendResult, TextMessages
from tests.fakes.notify import CANARY_KEY, KEY, MODES, SERVICE, TEMPLATE, FakeNotify

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
PHONE = "+447700900123"
YES, NO, MAYBE = SendResult
POST, LOOK = "POST /v2/notifications/sms", "GET /v2/notifications"

# How it ends, and whether Notify has the text: what is unclear must be looked up.
ENDINGS = [
    ("ok", YES, 1),
    ("permanent-failure", YES, 1),  # Notify says so later, to whoever looks
    ("500", MAYBE, 0),
    ("500_after_accept", MAYBE, 1),
    ("hang", MAYBE, 1),
    ("drip", MAYBE, 1),
    ("lost_answer", MAYBE, 1),
    ("reset", MAYBE, 1),
    ("half_answer", MAYBE, 1),
    ("page", MAYBE, 0),
    ("page_503", MAYBE, 0),
    ("page_403", MAYBE, 0),
    ("redirect", MAYBE, 0),
    ("429", NO, 0),
    ("429_day", NO, 0),
    ("400", NO, 0),
    ("403", NO, 0),
]


@pytest.fixture
def notify() -> Iterator[FakeNotify]:
    with FakeNotify() as fake:
        yield fake


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "DEADLINE_SECONDS", 0.6)
    monkeypatch.setattr(network, "READ_SECONDS", 0.3)


def channel_to(url: str, key: str = CANARY_KEY, phone: str = PHONE) -> TextChannel:
    return TextChannel(TextMessages(template_id=TEMPLATE, api_url=url), key, {"sam": phone})


def a_message(key: str = "0123456789abcdef", recipient: str = "sam") -> Message:
    return Message(key=key, text="S1 CRISIS, Ashvale Gazette: Row.", recipient=recipient)


def test_a_text_carries_the_message_and_its_reference(notify: FakeNotify) -> None:
    sent = channel_to(notify.url).send(a_message())
    (text,) = notify.texts
    assert sent == Sending(result=YES, receipt=text.id)
    assert (text.phone, text.reference) == (PHONE, "0123456789abcdef")
    assert text.body == "S1 CRISIS, Ashvale Gazette: Row."


@pytest.mark.parametrize(("mode", "result", "taken"), ENDINGS)
def test_every_answer_is_told_apart_after_a_single_post(
    notify: FakeNotify, mode: str, result: SendResult, taken: int
) -> None:
    notify.misbehave(mode)
    sending = channel_to(notify.url).send(a_message())
    assert sending.result is result
    assert (notify.asked, len(notify.texts)) == ([POST], taken)
    assert (sending.receipt != "") == (result is YES)


def test_every_mode_of_the_fake_is_tried() -> None:
    assert {mode for mode, _, _ in ENDINGS} | {"technical-failure"} == set(MODES)


@pytest.mark.parametrize(("mode", "wait", "broken"), [("429", 60, False), ("429_day", 3600, True)])
def test_a_limit_asks_for_a_wait(notify: FakeNotify, mode: str, wait: float, broken: bool) -> None:
    notify.misbehave(mode)
    sending = channel_to(notify.url).send(a_message())
    assert (sending.result, sending.wait_seconds, sending.broken) == (NO, wait, broken)


def test_a_text_that_drips_back_is_left_at_the_deadline(notify: FakeNotify) -> None:
    notify.misbehave("drip")
    begun = time.monotonic()
    assert channel_to(notify.url).send(a_message()).note == "Notify: no answer (TimeoutError)"
    assert time.monotonic() - begun < 3


def test_a_notify_that_is_away_has_sent_nothing(notify: FakeNotify) -> None:
    notify.stop()
    sending = channel_to(notify.url).send(a_message())
    notify.start()
    assert sending == Sending(result=NO, note="Notify: no answer (ConnectionError)")


def test_a_person_without_a_telephone_is_refused_without_a_call(notify: FakeNotify) -> None:
    sending = channel_to(notify.url).send(a_message(recipient="ruth"))
    assert sending == Sending(result=NO, note="Notify: no phone number is known", theirs=True)
    assert notify.asked == []


def test_a_telephone_that_is_none_is_refused(notify: FakeNotify) -> None:
    sending = channel_to(notify.url, phone="07700").send(a_message())
    assert sending == Sending(result=NO, note="Notify: ValidationError", theirs=True)


@pytest.mark.parametrize("key", [f"night_watch-{SERVICE}-{SERVICE}", f"x-{KEY}-{KEY}"])
def test_a_key_that_notify_does_not_know_puts_the_way_out_of_order(
    notify: FakeNotify, key: str
) -> None:
    sending = channel_to(notify.url, key).send(a_message())
    assert sending == Sending(result=NO, note="Notify: AuthError", broken=True)


@pytest.mark.parametrize("key", ["", "x", "too-short"])
def test_a_key_that_is_none_puts_the_way_out_of_order(notify: FakeNotify, key: str) -> None:
    channel = channel_to(notify.url, key)
    assert channel.send(a_message()) == Sending(
        result=NO, note="Notify: its key is not one of Notify's", broken=True
    )
    assert channel.look(a_message(), NOON).result is MAYBE
    assert notify.asked == []


# ---------------------------------------------------------------- looking


@pytest.mark.parametrize("mode", ["500_after_accept", "hang", "lost_answer", "reset"])
def test_a_text_whose_answer_was_lost_is_found(notify: FakeNotify, mode: str) -> None:
    channel = channel_to(notify.url)
    notify.misbehave(mode)
    channel.send(a_message())
    looked = channel.look(a_message(), NOON)
    assert looked == Sending(result=YES, receipt=notify.texts[0].id, note="created")
    assert notify.asked == [POST, LOOK]


def test_a_text_that_did_not_leave_is_not_found(notify: FakeNotify) -> None:
    channel = channel_to(notify.url)
    notify.misbehave("500")
    channel.send(a_message())
    channel.send(a_message("another"))
    looked = channel.look(a_message(), NOON)
    assert looked == Sending(result=NO, note="not among the texts that were sent")


@pytest.mark.parametrize("status", ["permanent-failure", "technical-failure"])
def test_a_text_that_failed_later_counts_as_refused(notify: FakeNotify, status: str) -> None:
    channel = channel_to(notify.url)
    notify.misbehave(status)
    channel.send(a_message())
    assert channel.look(a_message(), NOON) == Sending(result=NO, note=f"Notify: {status}")


def test_of_two_attempts_the_one_on_its_way_counts(notify: FakeNotify) -> None:
    channel = channel_to(notify.url)
    notify.misbehave("technical-failure")
    channel.send(a_message())
    channel.send(a_message())
    assert channel.look(a_message(), NOON).receipt == notify.texts[1].id


@pytest.mark.parametrize("mode", ["500", "hang", "page", "429", "403", "half_answer"])
def test_a_look_that_is_refused_or_lost_is_unclear(notify: FakeNotify, mode: str) -> None:
    channel = channel_to(notify.url)
    channel.send(a_message())
    notify.misbehave(mode)
    looked = channel.look(a_message(), NOON)
    assert looked.result is MAYBE
    assert looked.note.startswith("cannot look: Notify: ")
    assert looked.wait_seconds == (60 if mode == "429" else 0)
    assert channel.look(a_message(), NOON).result is YES


# ---------------------------------------------------------------- secrets and surroundings


@pytest.mark.parametrize("mode", list(MODES))
def test_the_key_stands_in_no_note_and_in_no_log(
    notify: FakeNotify, mode: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    channel = channel_to(notify.url)
    notify.misbehave(mode, times=2)
    told = f"{channel.send(a_message())}{channel.look(a_message(), NOON)}{channel!r}{caplog.text}"
    assert KEY not in told
    assert "Bearer" not in told
    assert PHONE not in told


def test_a_netrc_and_a_proxy_of_the_machine_change_nothing(
    notify: FakeNotify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert channel_to(notify.url).send(a_message()).result is YES


def test_calls_that_hang_are_left_behind_but_never_pile_up(notify: FakeNotify) -> None:
    channel = channel_to(notify.url)
    notify.misbehave("drip", times=20)
    endings = [channel.send(a_message(str(number))) for number in range(10)]
    assert [one.result for one in endings[:8]] == [MAYBE] * 8
    assert endings[9] == Sending(result=NO, note="Notify: earlier calls still hang")
