"""Which ways out are open, and that each leads to where the configuration says."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.records import (
    Elsewhere,
    Email,
    Message,
    Polling,
    SendResult,
    Settings,
    Slack,
    TextMessages,
    Way,
)
from monitor.settings import Secret, Secrets
from monitor.steps.ways import note_shut, open_ways
from tests.alert.samples import an_oncall
from tests.fakes import Exchange, Loopback
from tests.fakes.mail import FakeMail
from tests.fakes.notify import CANARY_KEY, TEMPLATE, FakeNotify

TOKEN, KEY, TEAMS = "MONITOR_SLACK_BOT_TOKEN", "MONITOR_NOTIFY_KEY", "MONITOR_ELSEWHERE_PRESS_ROOM"
PASSWORD = "MONITOR_SMTP_PASSWORD"
EMAIL = Email(host="127.0.0.1", sender="night-watch@ashvale.example", security="none", port=25)
SMS = TextMessages(template_id=TEMPLATE)
SLACK = Slack(channel="C0123456789")
ROOM = Elsewhere(id="press-room", name="The press room's Teams")


def settings_with(**oncall: Any) -> Settings:
    people = tuple(
        replace(one, email=f"{one.id}@ashvale.example", phone="+447700900123")
        for one in an_oncall().people
    )
    return Settings(
        polling=Polling(contact="mailto:desk@example.org"),
        sources=(),
        offices=(),
        rules=(),
        oncall=an_oncall(**{"people": people, **oncall}),
    )


def opened(folder: Path, secrets: Secrets, **oncall: Any) -> list[str]:
    return list(open_ways(settings_with(**oncall), folder, secrets, print))


def test_without_any_way_alerts_go_to_the_terminal(tmp_path: Path) -> None:
    assert opened(tmp_path, {}) == ["console"]


@pytest.mark.parametrize("ways", [{"slack": SLACK}, {"sms": SMS}, {"elsewhere": (ROOM,)}])
def test_a_way_without_its_secret_stays_shut(tmp_path: Path, ways: dict[str, Any]) -> None:
    assert opened(tmp_path, {}, **ways) == ["console"]


def test_every_way_with_its_secret_is_open(tmp_path: Path) -> None:
    secrets = {
        TOKEN: Secret("xoxb-1"),
        KEY: Secret(CANARY_KEY),
        TEAMS: Secret("json://127.0.0.1:9/"),
    }
    found = opened(tmp_path, secrets, slack=SLACK, sms=SMS, email=EMAIL, elsewhere=(ROOM,))
    assert found == ["slack", "email", "sms", "press-room"]


@pytest.mark.parametrize(("given", "ways"), [({}, ["console"]), ({PASSWORD: "x"}, ["email"])])
def test_a_mail_server_that_asks_for_a_password_is_not_tried_without(
    tmp_path: Path, given: dict[str, str], ways: list[str]
) -> None:
    secrets = {name: Secret(text) for name, text in given.items()}
    assert opened(tmp_path, secrets, email=replace(EMAIL, user="watch")) == ways


def test_the_terminal_is_open_beside_others_where_somebody_wants_it(tmp_path: Path) -> None:
    people = (replace(an_oncall().people[0], ways=(Way(by="console"),)),)
    assert opened(tmp_path, {}, email=EMAIL, people=people) == ["email", "console"]


def test_the_log_says_which_stay_shut_and_for_want_of_what(
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings = settings_with(slack=SLACK, sms=SMS)
    note_shut(settings, {TOKEN: Secret("xoxb-canary")})
    assert [(one.levelno, one.getMessage()) for one in caplog.records] == [
        (logging.WARNING, "way=sms stays shut: MONITOR_NOTIFY_KEY is not set")
    ]


def test_each_way_leads_to_the_persons_own_address(tmp_path: Path) -> None:
    posted: list[bytes] = []

    def take(exchange: Exchange) -> None:
        posted.append(exchange.content)
        exchange.reply(200, {})

    teams = Loopback(take)
    teams.start()
    with FakeMail() as mail, FakeNotify() as notify:
        settings = settings_with(
            email=replace(EMAIL, port=mail.port),
            sms=replace(SMS, api_url=notify.url),
            elsewhere=(ROOM,),
        )
        place = teams.address.removeprefix("http://")
        secrets = {KEY: Secret(CANARY_KEY), TEAMS: Secret(f"json://{place}/")}
        ways = open_ways(settings, tmp_path, secrets, print)
        message = Message(key="k1", title="S2", text="Row over precept", recipient="ruth")
        endings = {way: channel.send(message).result for way, channel in ways.items()}
    teams.stop()
    assert set(endings.values()) == {SendResult.SENT}
    assert mail.letters[0].addresses == ("ruth@ashvale.example",)
    assert [text.phone for text in notify.texts] == ["+447700900123"]
    assert len(posted) == 1
