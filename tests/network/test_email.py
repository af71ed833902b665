"""The mail channel against every way in which a mail server can answer, over a real connection."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.network import email as network
from monitor.network.email import EmailChannel, compose
from monitor.records import Email, Message, Sending, SendResult
from tests.fakes.mail import FAULTS_REFUSED, FAULTS_TAKEN, FakeMail, tls_for

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
SENDER = "night-watch@ashvale.example"
SAM = "sam@ashvale.example"
PASSWORD = "hush-canary-1"
YES, NO, MAYBE = SendResult
CONTROLS = "Row\r\nBcc: all@ashvale.example\x00\x1b[31m"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def known(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file that says whom to believe."""
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[FakeMail]:
    with FakeMail(tls_for("127.0.0.1", authority)) as fake:
        yield fake


def channel_to(
    server: FakeMail, known: str, addresses: dict[str, str] | None = None, **changes: object
) -> EmailChannel:
    given = {"host": "127.0.0.1", "port": server.port, "sender": SENDER, **changes}
    people = {"sam": SAM} if addresses is None else addresses
    return EmailChannel(Email(**given), PASSWORD, people, known, lambda: NOON)  # type: ignore[arg-type]


def a_message(key: str = "0123456789abcdef", **changes: object) -> Message:
    given = {
        "title": "S2 URGENT: Row over precept",
        "text": "S2 URGENT: Row over precept\n",
        "html": "<p>Row over precept</p>",
        "recipient": "sam",
    }
    return Message(key=key, **(given | changes))  # type: ignore[arg-type]


# ---------------------------------------------------------------- a mail that arrives


def test_a_mail_carries_what_people_and_mail_programs_need(server: FakeMail, known: str) -> None:
    sent = channel_to(server, known).send(a_message())
    (letter,) = server.letters
    assert sent == Sending(result=YES, receipt="<0123456789abcdef@ashvale.example>")
    assert (letter.sender, letter.addresses) == (SENDER, (SAM,))
    assert {
        name: str(letter.mail[name])
        for name in ("Subject", "From", "To", "Message-ID", "Auto-Submitted", "X-Priority")
    } == {
        "Subject": "S2 URGENT: Row over precept",
        "From": "Night watch <night-watch@ashvale.example>",
        "To": SAM,
        "Message-ID": "<0123456789abcdef@ashvale.example>",
        "Auto-Submitted": "auto-generated",
        "X-Priority": "None",
    }
    assert "alerts.ashvale.example" in str(letter.mail["List-Id"])
    assert letter.mail["Date"].datetime == NOON
    assert letter.part("plain").strip() == "S2 URGENT: Row over precept"
    assert letter.part("html").strip() == "<p>Row over precept</p>"


def test_a_crisis_is_marked_as_urgent(server: FakeMail, known: str) -> None:
    channel_to(server, known).send(a_message(urgent=True))
    assert server.letters[0].mail["X-Priority"] == "1"
    assert server.letters[0].mail["Importance"] == "high"


def test_every_attempt_bears_the_same_message_id(server: FakeMail, known: str) -> None:
    channel = channel_to(server, known)
    server.misbehave("drop_after_data")
    assert [channel.send(a_message()).result for _ in range(2)] == [MAYBE, YES]
    first, second = (letter.mail["Message-ID"] for letter in server.letters)
    assert first == second == "<0123456789abcdef@ashvale.example>"


def test_a_line_that_is_a_lone_dot_ends_no_mail(server: FakeMail, known: str) -> None:
    text = "Above\n.\n..two\n.hidden\nBelow\n"
    channel_to(server, known).send(a_message(text=text))
    assert server.letters[0].part("plain") == text


def test_encrypted_from_the_first_byte(authority: trustme.CA, known: str) -> None:
    with FakeMail(tls_for("127.0.0.1", authority), at_once=True) as server:
        assert channel_to(server, known, security="tls").send(a_message()).result is YES


def test_a_server_on_this_machine_may_do_without_encryption(known: str) -> None:
    with FakeMail() as server:
        assert channel_to(server, known, security="none").send(a_message()).result is YES


def test_the_password_is_given_to_whoever_asks_for_it(authority: trustme.CA, known: str) -> None:
    with FakeMail(tls_for("127.0.0.1", authority), login=f"watch:{PASSWORD}") as server:
        assert channel_to(server, known, user="watch").send(a_message()).result is YES
        assert server.logins == [("watch", PASSWORD)]


# ---------------------------------------------------------------- a mail that does not


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        ("550 5.1.1 nobody of that name", "mail server: 550 for this address"),
        ("451 4.3.0 try later", "mail server: 451 for this address"),
        ("450 4.2.1 the box is full", "mail server: 450 for this address"),
    ],
)
def test_a_refused_address_is_told_and_others_get_theirs(
    server: FakeMail, known: str, answer: str, note: str
) -> None:
    people = {"sam": SAM, "ruth": "ruth@ashvale.example"}
    channel = channel_to(server, known, people)
    server.refuse[SAM] = answer
    assert channel.send(a_message()) == Sending(result=NO, note=note, theirs=True)
    assert channel.send(a_message("other", recipient="ruth")).result is YES
    assert [letter.addresses for letter in server.letters] == [("ruth@ashvale.example",)]


def test_a_person_without_an_address_is_refused_without_a_call(known: str) -> None:
    with FakeMail() as server:
        sending = channel_to(server, known, {}).send(a_message())
    assert sending == Sending(result=NO, note="mail: no address is known", theirs=True)


@pytest.mark.parametrize("fault", FAULTS_REFUSED)
def test_what_fails_before_the_mail_is_taken_is_a_sure_refusal(
    server: FakeMail, known: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "DEADLINE_SECONDS", 0.5)
    server.misbehave(fault)
    sending = channel_to(server, known).send(a_message())
    unsure = fault == "drop_in_data"  # it broke off while the mail was under way
    assert sending.result is (MAYBE if unsure else NO)
    assert sending.note.startswith("mail server: ")
    assert server.letters == []


@pytest.mark.parametrize("fault", FAULTS_TAKEN)
def test_an_answer_that_is_lost_after_the_mail_leaves_it_unclear(
    server: FakeMail, known: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "DEADLINE_SECONDS", 0.5)
    server.misbehave(fault)
    assert channel_to(server, known).send(a_message()).result is MAYBE
    assert len(server.letters) == 1


def test_a_server_that_drips_is_left_at_the_deadline(
    server: FakeMail, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "DEADLINE_SECONDS", 0.4)
    server.misbehave("drip")
    begun = time.monotonic()
    assert channel_to(server, known).send(a_message()).result is NO
    assert time.monotonic() - begun < 3


def test_a_server_that_is_away_refuses(known: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, FakeMail() as server:
        port = taken.getsockname()[1]
        channel = channel_to(server, known, port=port)
        taken.close()
        sending = channel.send(a_message())
    note = "mail server: cannot be reached (ConnectionRefusedError)"
    assert sending == Sending(result=NO, note=note)


def test_mail_cannot_be_looked_for(server: FakeMail, known: str) -> None:
    looked = channel_to(server, known).look(a_message(), NOON)
    assert looked == Sending(result=MAYBE, note="mail cannot be looked for")


# ---------------------------------------------------------------- encryption


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize(("host", "of_another"), [("mail.test", False), ("127.0.0.1", True)])
def test_a_server_that_cannot_prove_its_name_gets_neither_mail_nor_password(
    authority: trustme.CA, known: str, host: str, of_another: bool, at_once: bool
) -> None:
    issuer = trustme.CA() if of_another else authority
    with FakeMail(tls_for(host, issuer), at_once=at_once, login=f"w:{PASSWORD}") as server:
        security = "tls" if at_once else "starttls"
        sending = channel_to(server, known, security=security, user="w").send(a_message())
        assert sending == Sending(
            result=NO, note="mail server: its certificate is not valid", broken=True
        )
        assert (server.letters, server.logins) == ([], [])


def test_a_server_that_offers_no_encryption_gets_neither_mail_nor_password(known: str) -> None:
    with FakeMail(login=f"watch:{PASSWORD}") as server:
        sending = channel_to(server, known, user="watch").send(a_message())
        note = "mail server: it offers no encryption or no login"
        assert sending == Sending(result=NO, note=note, broken=True)
        assert (server.letters, server.logins) == ([], [])


def test_a_wrong_password_is_a_refusal(authority: trustme.CA, known: str) -> None:
    with FakeMail(tls_for("127.0.0.1", authority), login="watch:another") as server:
        sending = channel_to(server, known, user="watch").send(a_message())
    assert sending == Sending(result=NO, note="mail server: 535", broken=True)


# ---------------------------------------------------------------- hostile text


def test_no_headline_can_write_a_header(server: FakeMail, known: str) -> None:
    assert channel_to(server, known).send(a_message(title=CONTROLS)).result is YES
    (letter,) = server.letters
    assert letter.mail["Bcc"] is None
    assert letter.mail["Subject"] == "Row Bcc: all@ashvale.example[31m"
    assert letter.addresses == (SAM,)


HEADERS = {
    *(b"Subject", b"From", b"To", b"Date", b"Message-ID", b"List-Id", b"Auto-Submitted"),
    *(b"MIME-Version", b"Content-Type", b"Content-Transfer-Encoding"),
}
HOSTILE = st.text(
    st.characters() | st.sampled_from("\r\n\x00\x1b\ud800.\u2028\x85:<>@"), max_size=120
)


@settings(max_examples=40)
@given(title=HOSTILE, text=HOSTILE, html=HOSTILE)
def test_any_text_makes_a_mail_that_a_server_would_take(title: str, text: str, html: str) -> None:
    message = a_message(title=title, text=text, html=html)
    mail = compose(message, SENDER, SAM, NOON)
    wire = mail.as_bytes()
    head = wire.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert len(names) == len(set(names))
    assert set(names) <= HEADERS
    assert all(len(line) <= 998 for line in wire.split(b"\r\n"))
    assert b"\x00" not in wire
    wire.decode("ascii")


def test_a_mail_of_five_thousand_items_stays_below_a_megabyte() -> None:
    text = "Ashvale Gazette: “Row over precept”\n" * 5000
    mail = compose(a_message(text=text, html=text), SENDER, SAM, NOON)
    assert len(mail.as_bytes()) < 1_000_000


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE)
def test_any_text_arrives_as_it_was_written(server: FakeMail, known: str, text: str) -> None:
    before = len(server.letters)
    assert channel_to(server, known).send(a_message(text=text)).result is YES
    assert len(server.letters) == before + 1
    got = server.letters[-1].part("plain").split()
    assert got == [word for word in network._sound(text).split() if word]


# ---------------------------------------------------------------- secrets


@pytest.mark.parametrize("fault", ["ok", *FAULTS_TAKEN, *FAULTS_REFUSED])
def test_neither_password_nor_address_stands_in_a_note_or_in_the_log(
    authority: trustme.CA,
    known: str,
    fault: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "DEADLINE_SECONDS", 0.5)
    caplog.set_level(logging.DEBUG)
    with FakeMail(tls_for("127.0.0.1", authority), login=f"watch:{PASSWORD}") as server:
        server.misbehave(fault)
        channel = channel_to(server, known, user="watch")
        sending = channel.send(a_message())
    ours = "\n".join(
        one.getMessage() for one in caplog.records if one.name != "mail.log"
    )  # the fake's own
    told = f"{ours}{sending.note}{channel!r}{capfd.readouterr()}"
    assert "canary" not in told
    assert SAM not in told


def test_nothing_is_left_open(server: FakeMail, known: str) -> None:
    channel = channel_to(server, known)
    channel.send(a_message())
    before = _open_files()
    for fault in ("ok", "drop_before", "drop_after_data", "mail_451", "bad_greeting"):
        server.misbehave(fault)
        channel.send(a_message())
    deadline = time.monotonic() + 5
    while _open_files() > before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert _open_files() <= before


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_a_mail_is_dated_by_the_clock_that_it_was_given() -> None:
    later = NOON + timedelta(hours=1)
    assert compose(a_message(), SENDER, SAM, later)["Date"].datetime == later
