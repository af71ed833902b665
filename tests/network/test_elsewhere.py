"""Teams and the like through Apprise, whose `json://` speaks to a server of ours."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from monitor.network import elsewhere as network
from monitor.network.elsewhere import ElsewhereChannel
from monitor.records import Message, Sending, SendResult
from tests.fakes import Exchange, Loopback

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
SECRET = "hush-canary-2"
YES, NO, MAYBE = SendResult


def _says(status: int, **headers: str) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.reply(status, headers, b"{}")


def _drip(exchange: Exchange) -> None:
    exchange.begin(200, {})
    while not exchange.wait(0.1):
        exchange.send(b" ")


ANSWERS: dict[str, tuple[Callable[[Exchange], None], SendResult]] = {
    "ok": (_says(200), YES),
    "refused": (_says(403), NO),
    "not there": (_says(404), NO),
    "too many": (_says(429), NO),
    "fails": (_says(500), NO),
    "moved": (_says(302, Location="http://127.0.0.1:9/"), NO),
    "leaves": (lambda exchange: exchange.hang_up(), MAYBE),
    "resets": (lambda exchange: exchange.reset(), MAYBE),
    "hangs": (lambda exchange: (exchange.wait(), None)[1], MAYBE),
    "drips": (_drip, MAYBE),
}


class Desk:
    """A server that records what is posted and answers as told."""

    def __init__(self) -> None:
        self.answer = _says(200)
        self.posted: list[Exchange] = []
        self.server = Loopback(self._take)

    def _take(self, exchange: Exchange) -> None:
        self.posted.append(exchange)
        self.answer(exchange)

    def channel(self, options: str = "") -> ElsewhereChannel:
        place = self.server.address.removeprefix("http://")
        return ElsewhereChannel("Press room", f"json://watch:{SECRET}@{place}/alerts{options}")


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    made.server.start()
    yield made
    made.server.stop()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "DEADLINE_SECONDS", 0.5)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def a_message(**changes: str) -> Message:
    given = {"title": "S2 URGENT: Row over precept", "text": "Ashvale Gazette (local)"}
    return Message(key="0123456789abcdef", **(given | changes))  # type: ignore[arg-type]


def test_a_message_brings_its_title_and_its_text(desk: Desk) -> None:
    assert desk.channel().send(a_message()) == Sending(result=YES, receipt="Press room")
    (posted,) = desk.posted
    body = json.loads(posted.content)
    assert (body["title"], body["message"]) == (
        "S2 URGENT: Row over precept",
        "Ashvale Gazette (local)",
    )


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_told_apart_after_a_single_post(desk: Desk, name: str) -> None:
    desk.answer, result = ANSWERS[name]
    sending = desk.channel().send(a_message())
    assert sending.result is result
    assert (sending.note == "") == (result is YES)
    assert len(desk.posted) == 1


def test_the_address_cannot_ask_for_a_second_try_or_to_be_led_elsewhere(desk: Desk) -> None:
    desk.answer = _says(500)
    desk.channel("?retry=3&redirect=yes").send(a_message())
    assert len(desk.posted) == 1


def test_a_server_that_drips_is_left_at_the_deadline(desk: Desk) -> None:
    desk.answer = _drip
    begun = time.monotonic()
    assert desk.channel().send(a_message()).note == "Press room: no answer (TimeoutError)"
    assert time.monotonic() - begun < 3


def test_a_server_that_is_away_leaves_it_unclear(desk: Desk) -> None:
    channel = desk.channel()
    desk.server.stop()
    assert channel.send(a_message()) == Sending(result=MAYBE, note="Press room: no answer")
    desk.server.start()


@pytest.mark.parametrize("address", ["", "nonsense", "klingon://x", "json://", "http://[half"])
def test_an_address_that_is_none_puts_the_way_out_of_order(address: str) -> None:
    sending = ElsewhereChannel("Teams", address).send(a_message())
    note = "Teams: its address is none that Apprise knows"
    assert sending == Sending(result=NO, note=note, broken=True)


def test_two_addresses_in_one_would_be_told_of_one_alert_at_once(desk: Desk) -> None:
    place = desk.server.address.removeprefix("http://")
    both = f"json://{place}/a, json://{place}/b"
    assert ElsewhereChannel("Teams", both).send(a_message()).broken
    assert desk.posted == []


def test_what_was_sent_there_cannot_be_looked_for(desk: Desk) -> None:
    assert desk.channel().look(a_message(), NOON).result is MAYBE


HOSTILE = "*bold* [BBC](https://evil.example) <at>all</at> {{user}} \\n"


def test_text_of_a_feed_goes_out_as_text(desk: Desk) -> None:
    desk.channel().send(a_message(title=HOSTILE, text=HOSTILE))
    body = json.loads(desk.posted[0].content)
    assert (body["title"], body["message"]) == (HOSTILE.strip(), HOSTILE.strip())


def test_a_service_that_reads_markup_is_given_none(desk: Desk) -> None:
    place = desk.server.address.removeprefix("http://")
    channel = ElsewhereChannel("Press room", f"json://{place}/?format=markdown")
    channel.send(a_message(text=HOSTILE))
    body = json.loads(desk.posted[0].content)["message"]
    assert "\\*bold\\*" in body
    assert "\\[BBC\\]" in body


@pytest.mark.parametrize("name", ANSWERS)
def test_the_address_stands_in_no_note_and_in_no_log(
    desk: Desk, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.answer, _ = ANSWERS[name]
    channel = desk.channel()
    told = f"{channel.send(a_message())}{channel.look(a_message(), NOON)}{channel!r}"
    ElsewhereChannel("Teams", f"klingon://{SECRET}").send(a_message())
    assert "canary" not in told + caplog.text
