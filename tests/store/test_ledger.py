"""The ledger, opened by several at once, cut off, and asked twice."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import Popen
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import StoreUnusable
from monitor.records import (
    Alert,
    AlertState,
    Delivery,
    DeliveryState,
    Judgement,
    Output,
    Reason,
    Severity,
)
from monitor.steps.acting import acknowledge, close_alerts
from monitor.store import ledger as store
from monitor.store.alerts import alerts_due, alerts_of_stories, list_alerts, save_judgements
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.outbox import (
    claim,
    count_deliveries,
    deliveries_due,
    list_deliveries,
    next_due_at,
    set_delivery_aside,
    set_wait,
    settle,
)
from monitor.store.queries import migrations
from monitor.store.registers import list_outputs
from monitor.store.rows import to_row
from tests.alert.samples import MORNING, NOON, S1, S2, S3, STORY, a_card, a_delivery, an_alert

LATER = NOON + timedelta(minutes=5)
MOMENTS = st.integers(0, 10**16).map(
    lambda micros: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
)
PRESS_RELEASE = {  # as ledgers kept them before there were registers
    "press_release_id": "r1",
    "office_id": "ashvale",
    "item_id": "i1",
    "url": "https://pcc.example/r1",
    "title": "Safer streets",
    "text": "“Safer streets” – for all.",
    "issued_at": "2026-10-20T12:00:00.000000Z",
}
RELEASE = Output(
    id="r1",
    office_id="ashvale",
    title="Safer streets",
    text="“Safer streets” – for all.",
    url="https://pcc.example/r1",
    item_id="i1",
    issued_at=datetime(2026, 10, 20, 12, tzinfo=UTC),
    entered_by="own feed",
    entered_at=datetime(2026, 10, 20, 12, tzinfo=UTC),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def db(path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(path)) as ledger:
        yield ledger


@pytest.fixture
def other(path: Path, db: Ledger) -> Iterator[Ledger]:
    with closing(open_ledger(path)) as ledger:
        yield ledger


def put(db: Ledger, alert: Alert | None = None, *deliveries: Delivery) -> Alert:
    alert = alert or an_alert()
    save_judgements(db, [Judgement(alert=alert, deliveries=deliveries)])
    return alert


def alert_in(db: Ledger) -> Alert:
    (alert,) = list_alerts(db)
    return alert


def delivery_in(db: Ledger) -> Delivery:
    (delivery,) = list_deliveries(db, [alert.id for alert in list_alerts(db)])
    return delivery


# ---------------------------------------------------------------- opening


def test_a_new_ledger_has_todays_schema_and_an_old_one_is_opened_as_it_is(path: Path) -> None:
    with closing(open_ledger(path)) as db:
        put(db)
    with closing(open_ledger(path)) as db:
        assert alert_in(db) == an_alert()
        assert db.execute("PRAGMA user_version").fetchone()[0] == migrations("ledger")[-1][0]


def at_step(path: Path, done: int) -> None:
    """A ledger as this step left it."""
    with closing(sqlite3.connect(path)) as old:
        for step, sql in migrations("ledger")[:done]:
            old.executescript(f"{sql}; PRAGMA user_version = {step};")


def alert_at_step(alert: Alert, done: int) -> dict[str, Any]:
    """Its row, as it was before ladders were kept."""
    row = to_row(alert, "alert_id")
    if done >= 10:
        return row
    del row["ladder"], row["merged_into"]
    row["escalate_at"] = row.pop("due_at")
    return row


EARLIER = range(1, len(migrations("ledger")))


@pytest.mark.parametrize("done", EARLIER)
def test_a_ledger_of_any_earlier_step_is_brought_up_to_date(tmp_path: Path, done: int) -> None:
    at_step(tmp_path / "old", done)
    with (
        closing(open_ledger(tmp_path / "old")) as db,
        closing(open_ledger(tmp_path / "new")) as new,
    ):
        schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
        assert [tuple(row) for row in db.execute(schema)] == [
            tuple(row) for row in new.execute(schema)
        ]


@pytest.mark.parametrize("done", EARLIER)
def test_a_ledger_of_any_earlier_step_keeps_its_alerts_messages_and_trail(
    path: Path, done: int
) -> None:
    alert, message = an_alert(), a_delivery()
    at_step(path, done)
    with closing(sqlite3.connect(path)) as old:
        for table, row in (
            ("alerts", alert_at_step(alert, done)),
            ("deliveries", to_row(message, "delivery_id")),
            ("press_releases", PRESS_RELEASE)
            if done < 6
            else ("outputs", to_row(RELEASE, "output_id")),
        ):
            places = ", ".join(f":{name}" for name in row)
            old.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row)
        old.execute(
            "INSERT INTO audit (entry, at, actor, action, alert_id)"
            " VALUES (1, '', 'Sam Okafor', 'acknowledged', 'a')"
        )
        old.commit()
    with closing(open_ledger(path)) as db:
        assert (alert_in(db), delivery_in(db)) == (alert, message)
        assert list_outputs(db) == [RELEASE]
        assert [tuple(row) for row in db.execute("SELECT entry, actor FROM audit")] == [
            (1, "Sam Okafor")
        ]


def test_many_that_open_a_new_ledger_at_once_all_get_it(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def open_one(path: Path, barrier: Barrier) -> None:
        barrier.wait()
        try:
            open_ledger(path).close()
        except StoreUnusable as failure:
            failures.append(failure)

    for number in range(10):
        barrier = Barrier(6)
        where = tmp_path / f"{number}.sqlite"
        openers = [Thread(target=open_one, args=(where, barrier)) for _ in range(6)]
        for opener in openers:
            opener.start()
        for opener in openers:
            opener.join()
    assert failures == []


def test_what_was_committed_survives_a_power_cut(db: Ledger) -> None:
    assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL


@pytest.mark.parametrize(
    ("safe_from", "mode"),
    [((3, 0, 0), "wal"), (sqlite3.sqlite_version_info, "wal"), ((99,), "delete")],
)
def test_a_write_ahead_log_is_used_only_where_sqlite_is_safe(
    path: Path, monkeypatch: pytest.MonkeyPatch, safe_from: tuple[int, ...], mode: str
) -> None:
    monkeypatch.setattr(store, "SAFE_WAL", safe_from)
    with closing(open_ledger(path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == mode


def test_what_counts_as_safe_is_the_version_without_the_race() -> None:
    assert store.SAFE_WAL == (3, 51, 3)


def test_a_file_that_is_no_ledger_is_unusable_and_left_alone(path: Path) -> None:
    path.write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="not a database"):
        open_ledger(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="nowhere"):
        open_ledger(tmp_path / "nowhere" / "ledger.sqlite")


# ---------------------------------------------------------------- rows and records


@given(MOMENTS, MOMENTS)
def test_what_is_due_is_found_at_its_microsecond(due: datetime, now: datetime) -> None:
    with closing(open_ledger(Path(":memory:"))) as db:
        alert = an_alert(due_at=due)
        put(db, alert, a_delivery(alert, not_before=due))
        assert bool(deliveries_due(db, now)) == (due <= now)
        assert bool(alerts_due(db, now)) == (due <= now)


def test_records_come_back_as_they_were_written(db: Ledger) -> None:
    card = a_card(headline="“Row” – 50 % & <b>", because=("a", "b"), published_at=None, url="")
    alert = an_alert(card=card, owner="", step=2, due_at=None)
    delivery = a_delivery(
        alert,
        state=DeliveryState.UNCLEAR,
        attempts=3,
        attempted_at=NOON,
        looks=1,
        note="no answer",
        receipt="1.000100",
        sent_at=LATER,
    )
    put(db, alert, delivery)
    assert alert_in(db) == alert
    assert delivery_in(db) == delivery


def test_alerts_are_listed_newest_first_since_a_moment_and_by_state(db: Ledger) -> None:
    for name, severity, at in (("R1", S3, NOON), ("R2", S1, NOON), ("R3", S2, LATER)):
        put(db, an_alert(name, severity=severity, created_at=at))
    noted = put(db, an_alert("R4", state=AlertState.NOTED, created_at=NOON - timedelta(days=1)))
    assert [alert.rule_id for alert in list_alerts(db)] == ["R3", "R2", "R1", "R4"]
    assert [alert.rule_id for alert in list_alerts(db, LATER)] == ["R3"]
    assert list_alerts(db, state=AlertState.NOTED) == [noted]


def test_alerts_are_found_by_their_stories(db: Ledger) -> None:
    alert = put(db)
    assert alerts_of_stories(db, [STORY, "another"]) == [alert]
    assert alerts_of_stories(db, ["another"]) == []
    assert alerts_of_stories(db, []) == []


def test_messages_are_counted_by_state_and_reason(db: Ledger) -> None:
    alert = an_alert()
    held = a_delivery(alert, id="h", state=DeliveryState.HELD, reason=Reason.NO_NEWS)
    put(db, alert, a_delivery(alert), a_delivery(alert, id="2"), held)
    assert count_deliveries(db) == [
        ("held", Reason.NO_NEWS.value, 1),
        ("new", Reason.FIRST.value, 2),
    ]


# ---------------------------------------------------------------- alerts


def test_an_alert_that_grows_keeps_the_time_it_was_made(db: Ledger) -> None:
    alert = put(db)
    grown = replace(alert, card=a_card(owners=3), updated_at=LATER, created_at=LATER)
    put(db, grown)
    assert alert_in(db) == replace(grown, created_at=NOON)


@pytest.mark.parametrize("severity", [S1, S2, S3])
def test_no_rule_overwrites_an_acknowledgement(
    db: Ledger, other: Ledger, severity: Severity
) -> None:
    alert = put(db)
    assert acknowledge(other, alert.id, "Sam Okafor", LATER)
    # Judged by somebody who read the alert before it was acknowledged.
    put(db, replace(alert, severity=severity, raised_at=LATER, due_at=LATER, step=0))
    found = alert_in(db)
    assert (found.state, found.owner) == (AlertState.ACKNOWLEDGED, "Sam Okafor")
    # It comes back when office hours next begin, if nothing follows.
    assert (found.acknowledged_at, found.due_at) == (LATER, MORNING)
    assert found.severity is severity


def test_a_rule_does_not_open_an_alert_that_was_closed(db: Ledger) -> None:
    closed = put(db, an_alert(state=AlertState.CLOSED, due_at=None))
    put(db, replace(closed, state=AlertState.NEW, severity=S1, due_at=LATER))
    assert (alert_in(db).state, alert_in(db).due_at) == (AlertState.CLOSED, None)


def test_a_noted_alert_becomes_a_new_one_at_any_severity(db: Ledger) -> None:
    for severity in (S1, S2, S3):
        noted = an_alert(severity.value, state=AlertState.NOTED, severity=S2, due_at=None)
        put(db, noted)
        told = replace(noted, state=AlertState.NEW, severity=severity, item_id="fresh")
        put(db, replace(told, due_at=LATER, raised_at=LATER))
        (found,) = (one for one in list_alerts(db) if one.rule_id == severity.value)
        assert (found.state, found.severity) == (AlertState.NEW, severity)
        assert (found.item_id, found.due_at) == ("fresh", LATER)


def test_an_alert_that_rises_in_the_pass_that_made_it_has_the_ladder_of_the_higher(
    db: Ledger,
) -> None:
    alert = an_alert(severity=S2, due_at=NOON + timedelta(minutes=30))
    risen = replace(alert, severity=S1, due_at=NOON + timedelta(minutes=10))
    both = [Judgement(alert=alert, deliveries=()), Judgement(alert=risen, deliveries=())]
    save_judgements(db, both)
    assert alert_in(db) == risen


def test_of_two_who_acknowledge_at_once_one_owns_the_alert(path: Path) -> None:
    with closing(open_ledger(path)) as db:
        for number in range(25):
            alert = put(db, an_alert(f"R{number}"))
            won = _acknowledge_at_once(path, alert, ["Sam Okafor", "Ruth Adeyemi", "Gwen Pryce"])
            assert len(won) == 1
            (found,) = (one for one in list_alerts(db) if one.id == alert.id)
            assert (found.owner, found.state) == (won[0], AlertState.ACKNOWLEDGED)
        audited = db.execute("SELECT alert_id, count(*) FROM audit GROUP BY alert_id").fetchall()
        assert [count for _, count in audited] == [1] * 25


def _acknowledge_at_once(path: Path, alert: Alert, people: list[str]) -> list[str]:
    won: list[str] = []
    barrier = Barrier(len(people))

    def take(person: str) -> None:
        with closing(open_ledger(path)) as own:
            barrier.wait()
            if acknowledge(own, alert.id, person, LATER):
                won.append(person)

    takers = [Thread(target=take, args=(person,)) for person in people]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    return won


def test_only_an_alert_that_waits_can_be_acknowledged(db: Ledger) -> None:
    alert = put(db)
    noted = put(db, an_alert("R09", state=AlertState.NOTED))
    assert not acknowledge(db, "no such alert", "Sam Okafor", NOON)
    assert not acknowledge(db, noted.id, "Sam Okafor", NOON)
    assert acknowledge(db, alert.id, "Sam Okafor", NOON)
    assert not acknowledge(db, alert.id, "Ruth Adeyemi", LATER)
    assert [row["actor"] for row in db.execute("SELECT actor FROM audit")] == ["Sam Okafor"]


def test_an_acknowledgement_waits_for_another_process_to_finish(path: Path, db: Ledger) -> None:
    alert = put(db)
    script = (
        "import sqlite3, sys, time\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('BEGIN IMMEDIATE')\n"
        "print('held', flush=True)\n"
        "time.sleep(0.5)\n"
        "db.execute('COMMIT')\n"
    )
    with Popen([sys.executable, "-c", script, str(path)], stdout=-1, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        assert acknowledge(db, alert.id, "Sam Okafor", NOON)


# ---------------------------------------------------------------- what is over


def audited(db: Ledger) -> list[tuple[str, str, str]]:
    return [tuple(row) for row in db.execute("SELECT actor, action, alert_id FROM audit")]


def test_an_alert_that_is_over_is_closed_and_its_messages_stay_here(db: Ledger) -> None:
    alert = an_alert()
    morning = a_delivery(alert, id="m", not_before=LATER, reason=Reason.QUIET_HOURS)
    put(db, alert, a_delivery(alert), morning)
    close_alerts(db, [alert.id], LATER)
    closed = alert_in(db)
    assert (closed.state, closed.updated_at, closed.due_at) == (AlertState.CLOSED, LATER, None)
    held = {(one.state, one.reason) for one in list_deliveries(db, [alert.id])}
    assert held == {(DeliveryState.HELD, Reason.RECOVERED)}
    assert (deliveries_due(db, LATER), next_due_at(db)) == ([], None)
    assert audited(db) == [("monitor", "closed: it is over", alert.id)]


@pytest.mark.parametrize(
    "state", [DeliveryState.SENDING, DeliveryState.UNCLEAR, DeliveryState.SENT, DeliveryState.HELD]
)
def test_a_message_that_left_or_may_have_left_keeps_its_state(
    db: Ledger, state: DeliveryState
) -> None:
    alert = an_alert()
    message = a_delivery(alert, state=state)
    put(db, alert, message)
    close_alerts(db, [alert.id], LATER)
    assert delivery_in(db) == message


def test_only_the_alerts_that_are_named_are_closed(db: Ledger) -> None:
    over, other = put(db, an_alert("R1")), put(db, an_alert("R2"), a_delivery(an_alert("R2")))
    close_alerts(db, [over.id, "no such alert"], LATER)
    assert list_alerts(db, state=AlertState.NEW) == [other]
    assert [one.state for one in list_deliveries(db, [other.id])] == [DeliveryState.NEW]


def test_what_somebody_has_in_hand_is_closed_and_still_theirs(db: Ledger) -> None:
    alert = put(db)
    acknowledge(db, alert.id, "Sam Okafor", NOON)
    close_alerts(db, [alert.id], LATER)
    closed = alert_in(db)
    assert (closed.state, closed.owner, closed.acknowledged_at) == (
        AlertState.CLOSED,
        "Sam Okafor",
        NOON,
    )
    assert not acknowledge(db, alert.id, "Ruth Adeyemi", LATER)


@pytest.mark.parametrize("state", [AlertState.NOTED, AlertState.CLOSED])
def test_an_alert_that_waits_for_nobody_is_not_closed_and_the_trail_does_not_say_so(
    db: Ledger, state: AlertState
) -> None:
    alert = put(db, an_alert(state=state, due_at=None))
    close_alerts(db, [alert.id], LATER)
    assert alert_in(db) == alert
    assert audited(db) == []


# ---------------------------------------------------------------- messages


def test_a_message_is_written_down_once_and_never_reset(db: Ledger) -> None:
    alert = an_alert()
    message = a_delivery(alert)
    put(db, alert, message)
    attempt = claim(db, message, NOON)
    assert attempt
    settle(db, replace(attempt, state=DeliveryState.SENT, sent_at=NOON, receipt="1.0"))
    put(db, alert, message)
    assert delivery_in(db).state is DeliveryState.SENT


def test_a_message_belongs_to_an_alert(db: Ledger) -> None:
    alert = an_alert()
    with pytest.raises(sqlite3.IntegrityError):
        put(db, alert, a_delivery(alert, alert_id="no such alert"))
    assert list_alerts(db) == []


def test_the_intent_to_send_is_on_disk_before_anybody_sends(db: Ledger, other: Ledger) -> None:
    message = a_delivery()
    put(db, an_alert(), message)
    attempt = claim(db, message, LATER)
    assert attempt == delivery_in(other)
    assert (attempt.state, attempt.attempts) == (DeliveryState.SENDING, 1)
    assert (attempt.attempted_at, attempt.looks) == (LATER, 0)


def test_of_two_that_claim_a_message_one_gets_it(db: Ledger, other: Ledger) -> None:
    put(db, an_alert(), a_delivery())
    (mine,), (theirs,) = deliveries_due(db, NOON), deliveries_due(other, NOON)
    assert claim(db, mine, NOON)
    assert claim(other, theirs, NOON) is None


def test_a_message_that_was_tried_meanwhile_cannot_be_claimed_by_what_was_read_before(
    db: Ledger, other: Ledger
) -> None:
    put(db, an_alert(), a_delivery())
    (read_before,) = deliveries_due(other, NOON)
    attempt = claim(db, read_before, NOON)
    assert attempt
    settle(db, replace(attempt, state=DeliveryState.NEW))
    assert claim(other, read_before, NOON) is None
    assert claim(other, delivery_in(other), NOON)


def test_a_receipt_is_not_lost_to_older_news(db: Ledger) -> None:
    put(db, an_alert(), a_delivery())
    attempt = claim(db, a_delivery(), NOON)
    assert attempt
    sent = replace(attempt, state=DeliveryState.SENT, receipt="1.0", sent_at=LATER)
    settle(db, sent)
    settle(db, replace(attempt, state=DeliveryState.UNCLEAR, looks=1))
    assert delivery_in(db) == sent


def test_news_of_an_earlier_attempt_does_not_undo_the_present_one(db: Ledger) -> None:
    put(db, an_alert(), a_delivery())
    first = claim(db, a_delivery(), NOON)
    assert first
    settle(db, replace(first, state=DeliveryState.NEW))
    second = claim(db, delivery_in(db), LATER)
    settle(db, replace(first, state=DeliveryState.NEW))
    assert delivery_in(db) == second


def test_the_most_urgent_message_is_due_first_by_what_its_alert_is_now(db: Ledger) -> None:
    lesser, urgent = an_alert("R1", severity=S2), an_alert("R2", severity=S3)
    put(db, lesser, a_delivery(lesser, created_at=NOON))
    put(db, urgent, a_delivery(urgent, created_at=LATER))
    put(db, replace(urgent, severity=S1))
    due = deliveries_due(db, LATER)
    assert [one.alert_id for one in due] == [urgent.id, lesser.id]


@pytest.mark.parametrize("state", DeliveryState)
def test_what_was_not_sent_and_is_not_held_is_due(db: Ledger, state: DeliveryState) -> None:
    put(db, an_alert(), a_delivery(state=state))
    done = {DeliveryState.SENT, DeliveryState.HELD, DeliveryState.GIVEN_UP, DeliveryState.PARKED}
    assert bool(deliveries_due(db, NOON)) == (state not in done)


def test_a_way_that_asked_to_wait_has_nothing_due_until_then(db: Ledger) -> None:
    alert = an_alert(due_at=None)
    by_slack, by_console = a_delivery(alert), a_delivery(alert, id="c", way="console")
    put(db, alert, by_slack, by_console)
    set_wait(db, "slack", LATER)
    set_wait(db, "slack", NOON)  # a shorter wait does not cut a longer one
    assert deliveries_due(db, NOON) == [by_console]
    assert len(deliveries_due(db, LATER)) == 2
    settle(db, replace(by_console, state=DeliveryState.SENT))
    assert next_due_at(db) == LATER


def test_the_next_event_is_the_earliest_message_or_rung(db: Ledger) -> None:
    assert next_due_at(db) is None
    alert = put(db, an_alert(due_at=LATER))
    assert next_due_at(db) == LATER
    put(db, alert, a_delivery(alert, not_before=NOON))
    assert next_due_at(db) == NOON
    settle(db, replace(a_delivery(alert), state=DeliveryState.SENT))
    close_alerts(db, [alert.id], NOON)
    assert next_due_at(db) is None


def test_a_message_set_aside_waits_and_shows_why(db: Ledger) -> None:
    put(db, an_alert(), a_delivery())
    set_delivery_aside(db, a_delivery(), "KeyError('fax')" + "x" * 1000, LATER)
    found = delivery_in(db)
    assert (found.state, found.not_before) == (DeliveryState.NEW, LATER)
    assert found.note.startswith("KeyError('fax')")
    assert len(found.note) == 500


def test_what_a_block_did_is_undone_when_it_fails(db: Ledger, other: Ledger) -> None:
    with pytest.raises(KeyboardInterrupt):
        _break_off(db)
    assert not db.in_transaction
    assert db.execute("SELECT count(*) FROM waits").fetchone()[0] == 0
    set_wait(other, "slack", NOON)


def _break_off(db: Ledger) -> None:
    with store.transaction(db):
        db.execute("INSERT INTO waits VALUES ('slack', '')")
        raise KeyboardInterrupt
