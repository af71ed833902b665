"""Alerts on a terminal, and the log by which they are found again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.network.console import Console
from monitor.records import Message, Sending, SendResult

NOON = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
YES, NO, MAYBE = SendResult


def a_message(key: str = "0123456789abcdef", text: str = "┏━ S2 URGENT\n┗━") -> Message:
    return Message(key=key, text=text)


def broken_terminal(text: str) -> None:
    raise BrokenPipeError(32, "Broken pipe")


def closed_terminal(text: str) -> None:
    raise ValueError("I/O operation on closed file.")


def test_a_message_is_shown_once_and_kept_in_the_log(tmp_path: Path) -> None:
    shown: list[str] = []
    sent = Console(tmp_path / "alerts.log", shown.append).send(a_message())
    assert sent == Sending(result=YES, receipt="alerts.log")
    assert shown == ["┏━ S2 URGENT\n┗━"]
    assert (tmp_path / "alerts.log").read_text(encoding="utf-8") == (
        "┏━ S2 URGENT\n┗━\n(0123456789abcdef)\n"
    )


def test_a_message_that_was_shown_is_found_by_a_new_process(tmp_path: Path) -> None:
    log = tmp_path / "alerts.log"
    Console(log, lambda _: None).send(a_message())
    assert Console(log, lambda _: None).look(a_message(), NOON).result is YES


def test_looking_shows_nothing(tmp_path: Path) -> None:
    shown: list[str] = []
    Console(tmp_path / "alerts.log", shown.append).look(a_message(), NOON)
    assert shown == []


def test_a_message_that_was_not_shown_is_not_found(tmp_path: Path) -> None:
    console = Console(tmp_path / "alerts.log", lambda _: None)
    assert console.look(a_message(), NOON).result is NO
    console.send(a_message("fedcba9876543210", "see 0123456789abcdef"))
    assert console.look(a_message(), NOON).result is NO


def test_the_log_keeps_what_was_shown_before(tmp_path: Path) -> None:
    log = tmp_path / "alerts.log"
    for key in ("a", "b"):
        Console(log, lambda _: None).send(a_message(key, f"alert {key}"))
    assert log.read_text(encoding="utf-8") == "alert a\n(a)\nalert b\n(b)\n"


def test_a_log_that_cannot_be_written_leaves_it_unclear(tmp_path: Path) -> None:
    shown: list[str] = []
    console = Console(tmp_path / "missing" / "alerts.log", shown.append)
    sent = console.send(a_message())
    assert sent == Sending(result=MAYBE, note="terminal: No such file or directory")
    assert len(shown) == 1


def test_a_log_that_cannot_be_read_leaves_it_unclear(tmp_path: Path) -> None:
    looked = Console(tmp_path, lambda _: None).look(a_message(), NOON)
    assert looked == Sending(result=MAYBE, note="alerts.log: Is a directory")


@pytest.mark.parametrize(
    ("terminal", "note"),
    [(broken_terminal, "terminal: Broken pipe"), (closed_terminal, "terminal: ValueError")],
)
def test_a_terminal_that_is_gone_leaves_it_unclear_and_the_log_alone(
    tmp_path: Path, terminal: object, note: str
) -> None:
    assert callable(terminal)
    console = Console(tmp_path / "alerts.log", terminal)
    assert console.send(a_message()) == Sending(result=MAYBE, note=note)
    assert console.look(a_message(), NOON).result is NO


@pytest.mark.parametrize("alphabet", ["ascii", "latin-1"])
def test_a_terminal_without_our_letters_shows_the_others(tmp_path: Path, alphabet: str) -> None:
    with (tmp_path / "screen").open("w", encoding=alphabet) as screen:
        console = Console(
            tmp_path / "alerts.log", lambda text: print(text, file=screen, flush=True)
        )
        assert console.send(a_message()).result is YES
    assert "S2 URGENT" in (tmp_path / "screen").read_text(encoding=alphabet)
    assert "┏━ S2 URGENT" in (tmp_path / "alerts.log").read_text(encoding="utf-8")
