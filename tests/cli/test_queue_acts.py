"""`monitor queue`: what people do with an alert, and all that is known of it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.clock import now_utc
from monitor.records import Alert, AlertState, Rung
from monitor.steps.escalating import escalate_due
from monitor.store.alerts import find_alert
from monitor.store.ledger import open_ledger
from tests.alert.samples import a_desk
from tests.cli.conftest import Monitor, a_note, an_alert

LedgerWith = Callable[..., Path]
LADDER = tuple(
    Rung(role=role, person_id=name.split()[0].lower(), person=name, after_minutes=after)
    for role, name, after in (("on-call", "Sam Okafor", 0), ("backup", "Ruth Adeyemi", 10))
)


@pytest.fixture
def alert() -> Alert:
    return replace(an_alert("A row"), ladder=LADDER)


@pytest.fixture
def data(ledger_with: LedgerWith, alert: Alert) -> Path:
    """A folder in which the daemon has run."""
    folder = ledger_with([alert, an_alert("Another row"), a_note("A small matter")])
    with closing(open_ledger(folder / "ledger.sqlite")) as ledger:
        escalate_due(ledger, a_desk(), now_utc())
    return folder


def stored(data: Path, alert: Alert) -> Alert:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        found = find_alert(ledger, alert.id)
    assert found
    return found


@pytest.mark.parametrize(
    ("words", "state", "said"),
    [
        (["take"], AlertState.IN_HAND, "took it in hand. It is in hand, Sam Okafor's."),
        (["force"], AlertState.WITH_FORCE, "the force's press office hears of it from us first"),
        (["escalate"], AlertState.NEW, "Ruth Adeyemi is told by console"),
        (["snooze", "2h"], AlertState.SNOOZED, "It comes back to Sam Okafor then."),
        (["note", "they rang"], AlertState.NEW, "note: they rang"),
        (["close", "--note", "said so"], AlertState.CLOSED, "closed: said so"),
        (["handover", "ruth"], AlertState.ACKNOWLEDGED, "Ruth Adeyemi is told by console"),
        (["handover", "Una Fell"], AlertState.ACKNOWLEDGED, "Una Fell is not on the rota"),
    ],
)
def test_a_person_does_something_and_reads_what_came_of_it(
    monitor: Monitor, data: Path, alert: Alert, words: list[str], state: AlertState, said: str
) -> None:
    action, *rest = words
    ended = monitor("--data", data, "queue", action, alert.id[:10], *rest, "--by", "sam")
    assert (ended.code, ended.told) == (0, "")
    assert said in ended.out
    assert stored(data, alert).state is state


def test_what_cannot_be_done_is_said_and_nothing_changes(
    monitor: Monitor, data: Path, alert: Alert
) -> None:
    for words in (["reopen"], ["snooze", "soon"], ["merge", alert.id], ["handover", " x "]):
        action, *rest = words
        if action == "handover":
            monitor("--data", data, "queue", "handover", alert.id, "sam")
            rest = ["sam"]
        before = stored(data, alert)
        ended = monitor("--data", data, "queue", action, alert.id, *rest)
        assert (ended.code, ended.out) == (1, "")
        assert len(ended.told.splitlines()) == 1
        assert stored(data, alert) == before


def test_two_alerts_become_one_and_two_again(monitor: Monitor, data: Path, alert: Alert) -> None:
    other = an_alert("Another row")
    assert monitor("--data", data, "queue", "merge", alert.id, other.id).code == 0
    refused = monitor("--data", data, "queue", "ack", alert.id)
    assert refused.told == f"{alert.id} was merged: {other.id} stands for it\n"
    assert monitor("--data", data, "queue", "reopen", alert.id, "--by", "ruth").code == 0
    assert (stored(data, alert).owner, stored(data, alert).merged_into) == ("Ruth Adeyemi", "")


def test_one_alert_is_shown_with_its_messages_their_reasons_and_what_was_done(
    monitor: Monitor, data: Path, alert: Alert
) -> None:
    monitor("--data", data, "queue", "ack", alert.id, "--by", "sam")
    monitor("--data", data, "queue", "note", alert.id, "they rang", "--by", "sam")
    shown = monitor("--data", data, "queue", "show", alert.id).out
    for part in (
        "“A row”",
        "Acknowledged by Sam Okafor",
        "Sam Okafor by console: sent, first alert of this story",
        "Sam Okafor [cli]: acknowledged (new → acknowledged)",
        "Sam Okafor [cli]: note: they rang",
    ):
        assert part in shown


def test_the_trail_is_checked_and_the_first_broken_line_named(
    monitor: Monitor, data: Path, alert: Alert
) -> None:
    for text in ("one", "two", "three"):
        monitor("--data", data, "queue", "note", alert.id, text)
    assert monitor("--data", data, "queue", "audit").out == "The audit trail is whole: 3 lines.\n"
    with closing(sqlite3.connect(data / "ledger.sqlite")) as db:
        db.execute("DROP TRIGGER audit_is_never_changed")
        db.execute("UPDATE audit SET action = 'note: nothing' WHERE entry = 2")
        db.commit()
    ended = monitor("--data", data, "queue", "audit")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told == "line 2 of the audit trail: it is not as it was written\n"
    assert (
        json.loads(monitor("--data", data, "queue", "audit", "--json").out)["broken"]["entry"] == 2
    )
