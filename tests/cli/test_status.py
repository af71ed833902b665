"""`monitor status`: how things stand."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from monitor.records import Outcome, Reason
from monitor.store.clicks import save_buttons
from monitor.store.lake import count_published
from monitor.store.ledger import open_ledger
from monitor.store.watched import save_state
from monitor.times import from_iso
from tests.cli.conftest import Monitor, a_note, a_poll, an_alert, publish_in

LedgerWith = Callable[..., Path]

GAZETTE = a_poll("gazette")
COURIER = a_poll("courier", Outcome.ERROR, "refuses us (403)")


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_before_anything_one_line_tells_what_to_do(
    monitor: Monitor, tmp_path: Path, form: list[str]
) -> None:
    ended = monitor("--data", tmp_path, "status", *form)
    told = f"nothing is in {tmp_path} yet; `monitor once` or `monitor run` fills it\n"
    assert (ended.code, ended.out, ended.told) == (1, "", told)
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_without_a_lake_is_a_start(monitor: Monitor, ledger_with: LedgerWith) -> None:
    ended = monitor("--data", ledger_with(), "status")
    assert (ended.code, ended.told) == (0, "")
    assert ended.out == "Sources   0 polled, 0 to look at\nAlerts    0 wait for somebody\n"


def test_all_that_stands_is_told(monitor: Monitor, ledger_with: LedgerWith) -> None:
    alert, old = an_alert("A row"), an_alert("Old", hours_ago=8 * 24)
    data = ledger_with([alert, old, a_note("A small matter")], [GAZETTE])
    publish_in(data)
    ended = monitor("--data", data, "status")
    assert (ended.code, ended.told) == (0, "")
    assert ended.out.splitlines() == [
        "Coverage  2 items, 1 mentions, 1 stories; newest seen Tue 20 Oct, 22:40",
        "Sources   1 polled, 0 to look at",
        "Alerts    1 wait for somebody",
        f"          {alert.id} S2 A row",
        f"Messages  1 held ({Reason.NOTE_ONLY.value})",
        f"Messages  2 sent ({Reason.FIRST.value})",
    ]


def test_a_failing_source_is_told_and_ends_with_1(
    monitor: Monitor, ledger_with: LedgerWith
) -> None:
    ended = monitor("--data", ledger_with([], [GAZETTE, COURIER]), "status")
    assert (ended.code, ended.told) == (1, "")
    assert ended.out.splitlines() == [
        "Sources   2 polled, 1 to look at",
        "          courier: refuses us (403) since the first poll",
        "Alerts    0 wait for somebody",
    ]


def test_the_facts_as_json(monitor: Monitor, ledger_with: LedgerWith) -> None:
    alert = an_alert("A row")
    data = ledger_with([alert], [COURIER, GAZETTE])
    publish_in(data)
    ended = monitor("--data", data, "status", "--json")
    facts = json.loads(ended.out)
    assert (ended.code, ended.told) == (1, "")
    assert facts["coverage"] == {
        "items": 2,
        "mentions": 1,
        "stories": 1,
        "newest": "2026-10-20T21:40:00.000000Z",
    }
    assert [(one["source_id"], one["outcome"]) for one in facts["sources"]] == [
        ("courier", "http error"),
        ("gazette", "fresh"),
    ]
    assert [one["id"] for one in facts["open_alerts"]] == [alert.id]
    assert facts["messages"] == [{"state": "sent", "reason": Reason.FIRST.value, "messages": 1}]


@pytest.mark.parametrize(
    ("only", "said"), [(True, "and there is no other way"), (False, "the other ways work")]
)
def test_a_way_that_delivers_nothing_is_told_and_ends_with_1(
    monitor: Monitor, ledger_with: LedgerWith, only: bool, said: str
) -> None:
    data = ledger_with([an_alert("A row")])
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        stuck = {"since": "2026-10-20T21:40:00.000000Z", "messages": 3, "only": only}
        save_state(ledger, "stuck slack", stuck, from_iso("2026-10-20T21:45:00Z"))
    ended = monitor("--data", data, "status")
    assert ended.code == 1
    assert ended.out.splitlines()[-1] == (
        f"          nothing leaves by slack since Tue 20 Oct, 22:40: {said}"
    )


def test_an_alert_in_hand_no_longer_waits(monitor: Monitor, ledger_with: LedgerWith) -> None:
    alert = an_alert("A row")
    data = ledger_with([alert])
    monitor("--data", data, "queue", "ack", alert.id, "--by", "sam")
    assert "Alerts    0 wait for somebody" in monitor("--data", data, "status").out.splitlines()


def test_an_empty_lake_has_no_newest_item(tmp_path: Path, published: Path) -> None:
    assert count_published(tmp_path) == {}
    assert count_published(published / "analyst")["items"] == 2


def test_buttons_that_are_offline_are_told_and_those_that_work_are_not(
    monitor: Monitor, ledger_with: LedgerWith
) -> None:
    data = ledger_with()
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        save_buttons(ledger, "the connection ended", from_iso("2026-10-20T21:40:00Z"))
        save_buttons(ledger, "Slack: HTTP 500", from_iso("2026-10-20T21:45:00Z"))
    told = (
        "Slack's buttons are offline since Tue 20 Oct, 22:40 (Slack: HTTP 500): "
        "use the office's page or `monitor queue ack`."
    )
    assert told in monitor("--data", data, "status").out
    with closing(open_ledger(data / "ledger.sqlite")) as ledger:
        save_buttons(ledger, "", from_iso("2026-10-20T21:50:00Z"))
    assert "offline" not in monitor("--data", data, "status").out
