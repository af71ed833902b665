"""`monitor queue`: what waits for a person, and taking it in hand."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.alert.queue.pace import forgotten_at
from monitor.records import AlertState, OnCall, Rung, Severity
from monitor.store.alerts import list_alerts
from monitor.store.ledger import open_ledger
from monitor.times import for_people, in_london
from tests.cli.conftest import Monitor, a_note, an_alert, in_a_process

LedgerWith = Callable[..., Path]
NOBODY = OnCall(people=(), roles={}, chains={})  # as before the daemon's first start


def audit(data: Path) -> list[tuple[str, str, str]]:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        rows = ledger.execute("SELECT actor, action, alert_id FROM audit ORDER BY entry")
        return [tuple(row) for row in rows]


def test_what_waits_is_listed_first_and_of_that_the_most_urgent(
    monitor: Monitor, ledger_with: LedgerWith
) -> None:
    old, new = an_alert("Calls to go", Severity.S1, hours_ago=5), an_alert("A row", hours_ago=1)
    taken = replace(an_alert("Sorted", Severity.S1), state=AlertState.IN_HAND, owner="Sam Okafor")
    over = replace(an_alert("Over", Severity.S1), state=AlertState.CLOSED)
    data = ledger_with([new, taken, old, over, a_note("A small matter")])
    ended = monitor("--data", data, "queue", "list")
    assert (ended.code, ended.told) == (0, "")
    rule = "(R01 Call for the commissioner to go)"
    assert ended.out.splitlines() == [
        f"{old.id}  S1  {for_people(old.created_at)}  new: Calls to go {rule}",
        f"{new.id}  S2  {for_people(new.created_at)}  new: A row {rule}",
        f"{taken.id}  S1  {for_people(taken.created_at)}  in hand by Sam Okafor: Sorted {rule}",
    ]
    everything = monitor("--data", data, "queue", "list", "--all").out
    assert ("closed: Over" in everything, "noted: A small matter" in everything) == (True, True)


def test_the_list_says_who_is_next_and_when(monitor: Monitor, ledger_with: LedgerWith) -> None:
    rungs = (
        Rung(role="on-call", person_id="sam", person="Sam Okafor", after_minutes=0),
        Rung(role="backup", person_id="ruth", person="Ruth Adeyemi", after_minutes=10),
    )
    due = datetime(2026, 7, 20, 2, 25, tzinfo=UTC)
    waits = replace(an_alert("A row"), ladder=rungs, due_at=due)
    put_off = replace(an_alert("Later"), state=AlertState.SNOOZED, owner="Sam Okafor", due_at=due)
    listed = monitor("--data", ledger_with([waits, put_off]), "queue", "list").out
    assert "  new, next: Ruth Adeyemi Mon 20 Jul, 03:25: A row (R01" in listed
    assert "  snoozed by Sam Okafor until Mon 20 Jul, 03:25: Later (R01" in listed


def test_alerts_as_json_hold_the_card(monitor: Monitor, ledger_with: LedgerWith) -> None:
    alert = an_alert("“No”, says 🚓")
    ended = monitor("--data", ledger_with([alert]), "queue", "list", "--json")
    (listed,) = json.loads(ended.out)
    assert (ended.code, listed["id"], listed["state"]) == (0, alert.id, "new")
    assert (listed["owner"], listed["acknowledged_at"]) == ("", None)
    assert listed["card"]["headline"] == "“No”, says 🚓"
    assert listed["card"]["because"] == ["“resign” beside the office's name"]


@pytest.mark.parametrize(("days", "shown"), [("7", 1), ("9", 2), ("0", 0), ("36500", 2)])
def test_the_list_goes_back_as_many_days_as_asked(
    monitor: Monitor, ledger_with: LedgerWith, days: str, shown: int
) -> None:
    data = ledger_with([an_alert("Old", hours_ago=8 * 24), an_alert("New", hours_ago=1)])
    ended = monitor("--data", data, "queue", "list", "--json", "--days", days)
    assert (ended.code, len(json.loads(ended.out))) == (0, shown)


def alert_in(data: Path) -> Any:
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        (alert,) = list_alerts(ledger)
    return alert


def test_an_empty_queue_says_so(monitor: Monitor, ledger_with: LedgerWith) -> None:
    data = ledger_with()
    assert monitor("--data", data, "queue", "list").out == "Nothing waits.\n"
    assert monitor("--data", data, "queue", "list", "--json").out == "[]\n"


def test_the_first_to_acknowledge_owns_the_alert(monitor: Monitor, ledger_with: LedgerWith) -> None:
    alert = an_alert("A row")
    data = ledger_with([alert])
    first = monitor("--data", data, "queue", "ack", alert.id, "--by", "Sam Okafor")
    told = f"{alert.id} is yours, Sam Okafor; nobody further is told."
    assert (first.code, first.out.splitlines()[0], first.told) == (0, told, "")
    assert first.out.splitlines()[1].startswith("It comes back ")
    at = f"{in_london(alert_in(data).acknowledged_at):%H:%M}"
    for name in ("Ruth Adeyemi", "Sam Okafor"):
        second = monitor("--data", data, "queue", "ack", alert.id, "--by", name)
        told = f"already acknowledged by Sam Okafor at {at}\n"
        assert (second.code, second.out, second.told) == (1, "", told)
    assert audit(data) == [("Sam Okafor", "acknowledged", alert.id)]
    listed = monitor("--data", data, "queue", "list").out
    assert "  acknowledged by Sam Okafor until " in listed


def test_an_acknowledgement_stops_the_ladder(monitor: Monitor, ledger_with: LedgerWith) -> None:
    alert = an_alert("A row")
    data = ledger_with([alert])
    monitor("--data", data, "queue", "ack", alert.id, "--by", "sam")
    kept = alert_in(data)
    assert (kept.state, kept.owner) == (AlertState.ACKNOWLEDGED, "sam")
    assert kept.acknowledged_at
    assert kept.due_at == forgotten_at(NOBODY, Severity.S2, kept.acknowledged_at)


def test_an_alert_nobody_knows_is_told(monitor: Monitor, ledger_with: LedgerWith) -> None:
    data = ledger_with([an_alert("A row")])
    ended = monitor("--data", data, "queue", "ack", "0123456789abcdef")
    assert (ended.code, ended.out) == (1, "")
    assert ended.told == "there is no alert 0123456789abcdef\n"
    assert audit(data) == []


def test_a_note_waits_for_no_answer(monitor: Monitor, ledger_with: LedgerWith) -> None:
    note = a_note("A small matter")
    data = ledger_with([note])
    ended = monitor("--data", data, "queue", "ack", note.id)
    told = f"{note.id} is noted: nobody waits for an answer\n"
    assert (ended.code, ended.out, ended.told) == (1, "", told)
    assert audit(data) == []


@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["ack", "0123"]])
def test_before_there_is_a_ledger_the_queue_says_so(
    monitor: Monitor, tmp_path: Path, words: list[str]
) -> None:
    ended = monitor("--data", tmp_path, "queue", *words)
    told = f"there is no ledger in {tmp_path} yet\n"
    assert (ended.code, ended.out, ended.told) == (1, "", told)
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_is_none_is_told(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database, and long enough to be looked at" * 9)
    ended = monitor("--data", tmp_path, "queue", "list")
    told = f"{tmp_path}/ledger.sqlite: file is not a database\n"
    assert (ended.code, ended.out, ended.told) == (1, "", told)


def test_two_people_at_once_get_one_owner(ledger_with: LedgerWith) -> None:
    alert = an_alert("A row")
    data = ledger_with([alert])
    command = [sys.executable, "-m", "monitor", "--data", str(data), "queue", "ack", alert.id]
    both = [
        subprocess.Popen([*command, "--by", name], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for name in ("sam", "ruth")
    ]
    said = [one.communicate(timeout=60) for one in both]
    assert sorted(one.returncode for one in both) == [0, 1]
    (winner,) = [actor for actor, _, _ in audit(data)]
    (taken,) = [out.decode() for out, _ in said if out]
    (refused,) = [told.decode() for _, told in said if told]
    assert taken.startswith(f"{alert.id} is yours, {winner}; nobody further is told.\n")
    at = f"{in_london(alert_in(data).acknowledged_at):%H:%M}"
    assert refused == f"already acknowledged by {winner} at {at}\n"


def test_whoever_is_logged_in_takes_it(
    monitor: Monitor, ledger_with: LedgerWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = an_alert("A row")
    monkeypatch.setenv("LOGNAME", "helen")
    ended = monitor("--data", ledger_with([alert]), "queue", "ack", alert.id)
    assert ended.out.startswith(f"{alert.id} is yours, helen; nobody further is told.\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become a user without a name")
def test_a_user_without_a_login_name_takes_it_by_number(ledger_with: LedgerWith) -> None:
    alert = an_alert("A row")
    filled = ledger_with([alert])
    nameless = {"LOGNAME", "USER", "LNAME", "USERNAME"}
    with tempfile.TemporaryDirectory() as data:
        Path(data).chmod(0o777)
        for file in filled.glob("ledger.sqlite*"):
            shutil.copyfile(file, Path(data) / file.name)
            (Path(data) / file.name).chmod(0o666)
        program = (
            "import os, sys\n"
            "from monitor.cli import queue\n"  # while we may still read where Python is
            "from monitor.cli.main import main\n"
            "os.setuid(54_321)\n"
            f"sys.exit(main(['--data', {data!r}, 'queue', 'ack', {alert.id!r}]))\n"
        )
        ended = subprocess.run(
            [sys.executable, "-c", program],
            env={name: value for name, value in os.environ.items() if name not in nameless},
            capture_output=True,
            text=True,
            check=False,
        )
    told = f"{alert.id} is yours, 54321; nobody further is told.\n"
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(told)


def test_a_shell_sees_the_queue(ledger_with: LedgerWith) -> None:
    alert = an_alert("“No”, says 🚓")
    ended = in_a_process("--data", ledger_with([alert]), "queue", "list")
    assert (ended.code, ended.told) == (0, "")
    assert "new: “No”, says 🚓 (R01" in ended.out
