"""What is pressed in Slack, from the press to the queue and back, over real connections."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from monitor.alert.clicks.reading import read_envelope
from monitor.records import AlertState
from monitor.settings.secrets import SLACK_BOT_TOKEN, Secret
from monitor.steps.acting import acknowledge
from monitor.steps.buttons import open_buttons
from monitor.store.clicks import clicks_to_apply, find_buttons, keep_click, save_buttons
from monitor.store.marks import list_marks
from tests.alert.samples import NOON
from tests.fakes.slack import FakeSlack
from tests.steps.pressroom import APP, BOT, CHANNEL, PEOPLE, QUICK, Pressroom, wait_for

HOLD = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
db.execute("ROLLBACK")
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pressroom]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with FakeSlack(token=BOT, app_token=APP, ping_seconds=0.3, clock=lambda: NOON) as slack:
        yield Pressroom(tmp_path, slack)


def test_a_press_is_kept_done_answered_and_shown(room: Pressroom) -> None:
    alert, ts = room.raised()
    with room.open():
        acked = room.slack.link.wait_for_ack(room.slack.press("acknowledge", alert.id))
        (answer,) = room.whispers()
        wait_for(lambda: "Acknowledged by Sam Okafor" in str(room.slack.visible()[0].blocks))
    assert acked.delay < 1
    assert room.alert(alert.id).owner == "Sam Okafor"
    assert answer.startswith("Done: acknowledged")
    assert room.audit(alert.id) == [("Sam Okafor", "acknowledged")]
    (post,) = room.slack.visible(CHANNEL)
    assert post.ts == ts
    assert '"acknowledge"' not in str(post.blocks)


def test_a_double_click_counts_once_and_the_second_is_told_so(room: Pressroom) -> None:
    alert, _ = room.raised()
    with room.open():
        room.slack.link.wait_for_ack(room.slack.press("acknowledge", alert.id))
        room.later(minutes=3)
        room.slack.press("acknowledge", alert.id)
        answers = room.whispers(2)
    assert "already" in answers[1]
    assert "12:00" in answers[1]
    assert len(room.audit(alert.id)) == 1


def test_the_same_envelope_three_times_is_one_press(room: Pressroom) -> None:
    alert, _ = room.raised()
    with room.open():
        for _ in range(3):
            pressed = room.slack.press("escalate", alert.id, ts="100.1", envelope="e1")
            room.slack.link.wait_for_ack(pressed)
        room.whispers()
        time.sleep(0.5)
    assert len(pressed.acked_at) == 3
    assert len(room.slack.whispers) == 1
    assert len(room.audit(alert.id)) == 1


def test_a_press_that_comes_again_after_a_reconnect_is_one_press(room: Pressroom) -> None:
    alert, _ = room.raised()
    with room.open():
        room.slack.link.wait_for_ack(room.slack.press("escalate", alert.id, ts="100.1"))
        room.whispers()
        assert room.slack.link.wait_for_link(10, after=room.slack.disconnect("reset"))
        again = room.slack.press("escalate", alert.id, ts="100.1", envelope="another")
        room.slack.link.wait_for_ack(again)
        time.sleep(0.5)
    assert len(room.audit(alert.id)) == 1
    assert len(room.slack.whispers) == 1


def test_two_officers_at_once_one_owns_it_and_the_other_is_told_who(room: Pressroom) -> None:
    alert, _ = room.raised()
    barrier = Barrier(2)

    def press(user: str) -> None:
        barrier.wait()
        room.slack.press("acknowledge", alert.id, user)

    with room.open():
        both = [Thread(target=press, args=(user,)) for user in ("U0SAM", "U0RUTH")]
        for one in both:
            one.start()
        for one in both:
            one.join()
        room.whispers(2)
    owner = room.alert(alert.id).owner
    told = {one.user: one.text for one in room.slack.whispers}
    winner = next(person.slack for person in PEOPLE if person.name == owner)
    loser = ({"U0SAM", "U0RUTH"} - {winner}).pop()
    assert told[winner].startswith("Done")
    assert owner in told[loser]


def test_a_press_on_a_message_that_the_ledger_does_not_know_is_told(room: Pressroom) -> None:
    room.raised()
    with room.open():
        room.slack.press("acknowledge", "feedfeedfeedfeed")
        (answer,) = room.whispers()
    assert "no longer known" in answer


def test_a_press_on_a_closed_alert_changes_nothing_and_says_so(room: Pressroom) -> None:
    alert, _ = room.raised(state=AlertState.CLOSED, due_at=None)
    with room.open():
        room.slack.press("acknowledge", alert.id)
        (answer,) = room.whispers()
    assert answer.startswith("Nothing changed")
    assert room.alert(alert.id).state is AlertState.CLOSED


@pytest.mark.parametrize(
    ("choice", "until"),
    [("60", NOON + timedelta(hours=1)), ("08:00", NOON + timedelta(hours=20))],
)
def test_a_snooze_ends_when_the_menu_says(room: Pressroom, choice: str, until: object) -> None:
    alert, _ = room.raised()
    with room.open():
        room.slack.press("snooze", alert.id, option=choice)
        room.whispers()
    snoozed = room.alert(alert.id)
    assert (snoozed.state, snoozed.due_at) == (AlertState.SNOOZED, until)


def test_somebody_who_is_not_on_the_list_may_press_and_is_named_so(room: Pressroom) -> None:
    alert, _ = room.raised()
    room.slack.know("U0JO", "Jo Tanner")
    with room.open():
        room.slack.press("acknowledge", alert.id, "U0JO")
        (answer,) = room.whispers()
    assert room.audit(alert.id) == [("Jo Tanner (not on the list)", "acknowledged")]
    assert "not on the rota's list" in answer


def test_a_word_on_an_alert_is_a_mark_and_no_acknowledgement(room: Pressroom) -> None:
    alert, _ = room.raised()
    with room.open():
        room.slack.press("not-us", alert.id)
        (answer,) = room.whispers()
    with room.ledger() as ledger:
        (mark,) = list_marks(ledger)
    assert (mark.says, mark.said_by, mark.alert_id) == ("wrong", "Sam Okafor", alert.id)
    assert room.alert(alert.id).state is AlertState.NEW
    assert "still waits" in answer


def test_while_another_process_holds_the_ledger_slack_is_answered_within_a_second(
    room: Pressroom,
) -> None:
    alert, _ = room.raised()
    with room.open():
        wait_for(lambda: _standing(room))
        command = [sys.executable, "-c", HOLD, str(room.path), "2.5"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            acked = room.slack.link.wait_for_ack(room.slack.press("acknowledge", alert.id))
        room.whispers()
    assert acked.delay < 1
    assert room.alert(alert.id).owner == "Sam Okafor"


def test_what_was_kept_before_a_crash_is_done_at_the_next_start(room: Pressroom) -> None:
    alert, _ = room.raised()
    action = {"action_id": "acknowledge", "value": alert.id, "action_ts": "1.2"}
    payload = {
        "type": "block_actions",
        "user": {"id": "U0SAM"},
        "channel": {"id": CHANNEL},
        "actions": [action],
    }
    envelope = {"type": "interactive", "envelope_id": "e1", "payload": payload}
    click = read_envelope(envelope, NOON)
    assert click is not None
    with room.ledger() as ledger:
        keep_click(ledger, click)
    with room.open():
        room.whispers()
    assert room.alert(alert.id).owner == "Sam Okafor"


def test_a_card_that_slack_will_not_change_leaves_the_press_counted(room: Pressroom) -> None:
    alert, _ = room.raised()
    room.slack.misbehave("http_500", 2, method="chat.update")
    with room.open():
        room.slack.press("acknowledge", alert.id)
        room.whispers()
        assert room.alert(alert.id).owner == "Sam Okafor"
        wait_for(lambda: "Acknowledged by Sam Okafor" in str(room.slack.visible()[0].blocks))


def test_an_answer_that_slack_will_not_take_is_tried_again(room: Pressroom) -> None:
    alert, _ = room.raised()
    room.slack.misbehave("http_500", 1, method="chat.postEphemeral")
    with room.open():
        room.slack.press("acknowledge", alert.id)
        wait_for(lambda: _calls(room, "chat.postEphemeral") == 1)
        room.later(seconds=5)
        assert len(room.whispers()) == 1


def test_while_the_line_is_lost_the_ledger_says_since_when(room: Pressroom) -> None:
    room.raised()
    with room.open():
        wait_for(lambda: _standing(room))
        assert _standing(room) == (None, "")
        room.slack.misbehave("http_500", 40, method="apps.connections.open")
        room.later(minutes=1)
        room.slack.disconnect("close")
        wait_for(lambda: _standing(room) != (None, ""))
        since, why = _standing(room) or (None, "")
        assert since == NOON + timedelta(minutes=1)
        assert why
        room.slack.behave()
        wait_for(lambda: _standing(room) == (None, ""))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("status", "1 waits for somebody"),
        ("oncall", "*on-call* Sam Okafor"),
        ("explain {id}", "Why: “resign” beside the office's name"),
        ("ack {id}", "Done: acknowledged"),
        ("ack 0000", "There is no alert 0000."),
        ("", "`/monitor status`"),
        ("dance", "`/monitor status`"),
    ],
)
def test_a_command_is_answered_in_time_and_in_plain_words(
    room: Pressroom, words: str, answer: str
) -> None:
    alert, _ = room.raised()
    with room.open():
        typed = room.slack.type_command(words.format(id=alert.id[:6]))
        room.slack.link.wait_for_ack(typed)
        time.sleep(0.3)
    assert typed.delay < 3
    assert answer in typed.answers[0]["text"]
    assert typed.answers[0]["response_type"] == "ephemeral"
    assert room.slack.whispers == []
    with room.ledger() as ledger:
        assert clicks_to_apply(ledger) == []


def test_a_command_that_has_to_wait_for_the_disk_is_answered_afterwards(room: Pressroom) -> None:
    alert, _ = room.raised()
    with room.open():
        wait_for(lambda: _standing(room))
        command = [sys.executable, "-c", HOLD, str(room.path), "4"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            typed = room.slack.type_command(f"ack {alert.id}")
            room.slack.link.wait_for_ack(typed)
        wait_for(lambda: room.alert(alert.id).owner)
        room.later(seconds=15)
        (answer,) = room.whispers()
    assert typed.delay < 3
    assert "will be done" in typed.answers[0]["text"]
    assert answer.startswith("Done: acknowledged")


def test_the_home_shows_what_is_mine_and_who_is_on_call(room: Pressroom) -> None:
    alert, _ = room.raised()
    with room.open():
        room.slack.open_home("U0SAM")
        wait_for(lambda: "U0SAM" in room.slack.homes)
        waiting = str(room.slack.homes["U0SAM"])
        room.slack.press("acknowledge", alert.id)
        room.whispers()
        room.later(seconds=61)
        wait_for(lambda: "Acknowledged by Sam Okafor" in str(room.slack.homes["U0SAM"]))
    assert "You have nothing open." in waiting
    assert "Waits for Sam Okafor; next Ruth Adeyemi, 12:30" in waiting
    assert "on-call: Sam Okafor" in waiting


def test_a_home_is_shown_no_more_than_once_a_minute(room: Pressroom) -> None:
    alert, _ = room.raised()
    with room.open():
        room.slack.open_home("U0SAM")
        wait_for(lambda: "U0SAM" in room.slack.homes)
        room.slack.press("acknowledge", alert.id)
        room.whispers()
        time.sleep(2.5)
        assert _calls(room, "views.publish") == 1


def test_without_slack_there_is_nothing_to_do(room: Pressroom) -> None:
    with open_buttons(room.oncall, room.folder, {}):
        time.sleep(0.2)
    assert room.slack.calls == []


def test_without_an_app_token_cards_are_kept_true_and_offer_nothing_to_press(
    room: Pressroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MONITOR_SLACK_APP_TOKEN", raising=False)
    alert, _ = room.raised()
    with room.ledger() as ledger:
        save_buttons(ledger, "", NOON)
        acknowledge(ledger, alert.id, "Sam Okafor", NOON)
    with open_buttons(room.oncall, room.folder, {SLACK_BOT_TOKEN: Secret(BOT)}, QUICK, room.clock):
        wait_for(lambda: "Acknowledged by Sam Okafor" in str(room.slack.visible()[0].blocks))
    assert _standing(room) is None
    assert "actions" not in {block["type"] for block in room.slack.visible()[0].blocks}
    assert _calls(room, "apps.connections.open") == 0


def _calls(room: Pressroom, method: str) -> int:
    return sum(call.method == method for call in room.slack.calls)


def _standing(room: Pressroom) -> tuple[object, str] | None:
    with room.ledger() as ledger:
        found = find_buttons(ledger)
    return (found.offline_since, found.why) if found else None
