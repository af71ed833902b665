"""`monitor channels`: which ways are open, and a test of one that cannot pass for an alert."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Monitor
from tests.fakes.mail import FakeMail
from tests.fakes.notify import CANARY_KEY, TEMPLATE, FakeNotify
from tests.settings import GOOD, ONCALL, write

PEOPLE = ONCALL.replace(
    'name = "Sam Okafor"\n',
    'name = "Sam Okafor"\nemail = "sam@ashvale.example"\nphone = "+447700900123"\n'
    "ways = [\n"
    '    { by = "email" },\n'
    '    { by = "sms", after_minutes = 5, when = "out of hours", severities = ["S1", "S2"] },\n'
    "]\n",
)


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("MONITOR_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def notify() -> Iterator[FakeNotify]:
    with FakeNotify() as fake:
        yield fake


@pytest.fixture
def mail() -> Iterator[FakeMail]:
    with FakeMail() as fake:
        yield fake


@pytest.fixture
def config(tmp_path: Path, mail: FakeMail, notify: FakeNotify) -> Path:
    ways = (
        f'[oncall.email]\nhost = "127.0.0.1"\nport = {mail.port}\nsecurity = "none"\n'
        'sender = "night-watch@ashvale.example"\n'
        f'[oncall.sms]\ntemplate_id = "{TEMPLATE}"\napi_url = "{notify.url}"\n'
        '[[oncall.elsewhere]]\nid = "press-room"\n'
    )
    return write(tmp_path / "config", GOOD | {"rules/oncall.toml": f"{PEOPLE}\n{ways}"})


@pytest.fixture
def run(monitor: Monitor, config: Path, tmp_path: Path) -> Monitor:
    return lambda *words: monitor("--config", config, "--data", tmp_path / "data", *words)


@pytest.fixture
def with_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_NOTIFY_KEY", CANARY_KEY)


def test_the_list_says_which_are_open_and_who_is_told_by_which(run: Monitor) -> None:
    ended = run("channels", "list")
    assert (ended.code, ended.told) == (0, "")
    assert ended.out == (
        "Ways\n"
        "  email       open, leads to Sam Okafor\n"
        "  slack       shut: MONITOR_SLACK_BOT_TOKEN is not set\n"
        "  sms         shut: MONITOR_NOTIFY_KEY is not set\n"
        "  press-room  shut: MONITOR_ELSEWHERE_PRESS_ROOM is not set\n"
        "People\n"
        "  Sam Okafor    email; sms after 5 min out of hours S1 or S2\n"
        "  Ruth Adeyemi  by nothing\n"
    )


@pytest.mark.usefixtures("with_key")
def test_the_list_as_json(run: Monitor) -> None:
    facts = json.loads(run("channels", "list", "--json").out)
    assert facts["ways"]["sms"] == "open, leads to Sam Okafor"
    assert CANARY_KEY not in json.dumps(facts)


@pytest.mark.usefixtures("with_key")
def test_a_test_by_text_message_is_sent_and_read_back(run: Monitor, notify: FakeNotify) -> None:
    ended = run("channels", "test", "sms", "--yes", "--by", "Ruth")
    (text,) = notify.texts
    assert (ended.code, ended.told) == (0, "")
    assert ended.out == f"Sent, as {text.id}.\nRead back: it is there (created).\n"
    assert text.phone == "+447700900123"
    assert text.body.startswith("TEST, nothing has happened. Ruth tries whether the night watch ")


@pytest.mark.usefixtures("with_key")
def test_an_answer_that_is_lost_is_looked_up(run: Monitor, notify: FakeNotify) -> None:
    notify.misbehave("lost_answer")
    ended = run("channels", "test", "sms", "--yes")
    assert ended.code == 0
    assert ended.out.startswith("Unclear. Notify: no answer")
    assert ended.out.endswith("Read back: it is there (created).\n")


def test_a_test_by_mail_is_sent_and_cannot_be_read_back(run: Monitor, mail: FakeMail) -> None:
    ended = run("channels", "test", "email", "--to", "sam", "--yes")
    (letter,) = mail.letters
    message_id = letter.mail["Message-ID"]
    assert (ended.code, ended.out) == (
        0,
        f"Sent, as {message_id}.\n"
        "Not read back (mail cannot be looked for): ask whether it arrived.\n",
    )
    assert letter.mail["Subject"] == "TEST of the night watch: nothing has happened"
    assert letter.addresses == ("sam@ashvale.example",)


def test_a_refusal_is_told(run: Monitor, mail: FakeMail) -> None:
    mail.refuse["sam@ashvale.example"] = "550 5.1.1 nobody of that name"
    ended = run("channels", "test", "email", "--yes")
    assert (ended.code, ended.out) == (1, "Not sent. mail server: 550 for this address\n")


@pytest.mark.parametrize("answer", ["n\n", "\n", "", "perhaps\n"])
def test_nothing_is_sent_before_somebody_agrees(
    run: Monitor, mail: FakeMail, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    ended = run("channels", "test", "email")
    assert ended.code == 1
    assert ended.out.startswith("Send a test message to Sam Okafor by email? [y/N] ")
    assert ended.out.endswith("Nothing was sent.\n")
    assert mail.letters == []


def test_whoever_agrees_is_heard(
    run: Monitor, mail: FakeMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert run("channels", "test", "email").code == 0
    assert len(mail.letters) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("sms",), "sms stays shut: MONITOR_NOTIFY_KEY is not set"),
        (("emial",), "there is no way `emial`, did you mean `email`?; open are email"),
        (("email", "--to", "ruth"), "email does not lead there: Ruth Adeyemi has no `email`"),
        (("email", "--to", "rut"), "there is no person `rut`, did you mean `ruth`?"),
    ],
)
def test_a_test_that_cannot_be_made_says_why(
    run: Monitor, mail: FakeMail, words: tuple[str, ...], told: str
) -> None:
    ended = run("channels", "test", *words, "--yes")
    assert (ended.code, ended.told) == (1, f"{told}\n")
    assert mail.letters == []


def test_a_test_on_the_terminal_is_shown_there(monitor: Monitor, tmp_path: Path) -> None:
    bare = ONCALL.partition("[oncall.slack]")[0]
    config = write(tmp_path / "bare", GOOD | {"rules/oncall.toml": bare})
    words = ("channels", "test", "console", "--yes")
    ended = monitor("--config", config, "--data", tmp_path / "data", *words)
    assert ended.code == 0
    assert ended.out.startswith("TEST, nothing has happened.")
    assert ended.out.endswith("Sent, as alerts.log.\nRead back: it is there.\n")
