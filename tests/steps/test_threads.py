"""Cards in Slack that are kept true, and lines in their threads, at a pace that lets sleep."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.records import Act, ActKind, AlertState, Judgement, Severity
from monitor.steps.acting import act_on, desk_of
from monitor.steps.threads import tell_threads, update_cards, written
from monitor.store.alerts import save_judgements
from monitor.store.clicks import save_buttons
from monitor.store.outbox import set_wait
from monitor.store.ways import way_works
from tests.alert.samples import NOON, S1, a_delivery, an_alert
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.web import Post
from tests.steps.pressroom import APP, BOT, LADDER, Pressroom

MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pressroom]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with FakeSlack(token=BOT, app_token=APP, clock=lambda: NOON) as slack:
        yield Pressroom(tmp_path, slack)


def grow(room: Pressroom, alert_id: str, outlets: int, severity: Severity | None = None) -> None:
    """The story is in so many outlets now."""
    alert = room.alert(alert_id)
    names = tuple(f"Outlet {number}" for number in range(outlets))
    severity = severity or alert.severity
    card = replace(alert.card, outlets=names, owners=outlets, severity=severity)
    grown = replace(alert, card=card, severity=severity, updated_at=room.now)
    with room.ledger() as ledger:
        save_judgements(ledger, [Judgement(alert=grown, deliveries=())])


def do(room: Pressroom, alert_id: str, kind: ActKind, by: str = "Sam Okafor", to: str = "") -> None:
    act = Act(kind=kind, by=by, at=room.now, origin="cli", to=to)
    with room.ledger() as ledger:
        act_on(ledger, desk_of(ledger), alert_id, act)


def say(room: Pressroom) -> int:
    with room.ledger() as ledger:
        return tell_threads(ledger, {"slack": room.channel()}, room.now)


def lines(room: Pressroom) -> list[str]:
    return [post.text for post in room.slack.posts if post.thread_ts]


def card(room: Pressroom) -> Post:
    return next(post for post in room.slack.visible() if not post.thread_ts)


def test_nothing_new_is_nothing_said(room: Pressroom) -> None:
    room.raised()
    room.later(minutes=1)
    assert say(room) == 0
    assert lines(room) == []


def test_a_story_that_grows_gets_a_line_in_its_thread_and_no_new_message(room: Pressroom) -> None:
    alert, ts = room.raised()
    room.later(minutes=1)
    grow(room, alert.id, 4)
    assert say(room) == 1
    assert lines(room) == [
        "It spreads: 4 outlets of 4 owners in a day: Outlet 0, Outlet 1, Outlet 2, Outlet 3"
    ]
    (reply,) = [post for post in room.slack.posts if post.thread_ts]
    assert reply.thread_ts == ts
    assert say(room) == 0


@pytest.mark.parametrize(("severity", "minutes"), [(Severity.S2, 15), (S1, 5)])
def test_a_thread_gets_a_line_no_more_often_than_it_may(
    room: Pressroom, severity: Severity, minutes: int
) -> None:
    alert, _ = room.raised(severity=severity)
    said_at = []
    for minute in range(1, 40):
        room.now = NOON + minute * MINUTE
        grow(room, alert.id, minute + 1)
        if say(room):
            said_at.append(minute)
    assert said_at == list(range(1, 40, minutes))


def test_what_happened_meanwhile_is_said_together(room: Pressroom) -> None:
    alert, _ = room.raised()
    room.later(minutes=1)
    grow(room, alert.id, 2)
    say(room)
    room.later(minutes=5)
    grow(room, alert.id, 3, S1)
    do(room, alert.id, ActKind.ACKNOWLEDGE)
    room.later(minutes=11)
    say(room)
    assert lines(room)[1].startswith("Now S1 CRISIS, before S2. It spreads: 3 outlets")
    assert lines(room)[1].endswith("Acknowledged by Sam Okafor, 12:06")


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (ActKind.ACKNOWLEDGE, "Acknowledged by Ruth Adeyemi, 12:20"),
        (ActKind.TAKE_IN_HAND, "In hand: Ruth Adeyemi, 12:20"),
        (ActKind.CLOSE, "Closed, Tue 17 Nov, 12:20"),
    ],
)
def test_what_a_person_does_is_said(room: Pressroom, kind: ActKind, line: str) -> None:
    alert, _ = room.raised()
    room.later(minutes=20)
    do(room, alert.id, kind, "Ruth Adeyemi")
    say(room)
    assert lines(room) == [line]


def test_a_hand_over_names_both(room: Pressroom) -> None:
    alert, _ = room.raised()
    do(room, alert.id, ActKind.ACKNOWLEDGE)
    room.later(minutes=1)
    say(room)
    room.later(minutes=20)
    do(room, alert.id, ActKind.HAND_OVER, to="Ruth Adeyemi")
    say(room)
    assert lines(room)[-1] == "Handed over from Sam Okafor to Ruth Adeyemi"


def test_a_line_keeps_the_channels_pace_and_its_wishes(room: Pressroom) -> None:
    alert, _ = room.raised()
    grow(room, alert.id, 2)
    with room.ledger() as ledger:
        way_works(ledger, "slack", room.now)
    room.later(seconds=0.5)
    assert say(room) == 0
    with room.ledger() as ledger:
        set_wait(ledger, "slack", room.now + 2 * MINUTE)
    room.later(minutes=1)
    assert say(room) == 0
    room.later(minutes=1)
    assert say(room) == 1


def test_a_line_that_may_have_arrived_is_not_said_twice(room: Pressroom) -> None:
    alert, _ = room.raised()
    room.later(minutes=1)
    grow(room, alert.id, 2)
    room.slack.misbehave("accept_then_close")
    say(room)
    room.later(hours=1)
    assert say(room) == 0
    assert len(lines(room)) == 1


def test_a_line_that_was_refused_comes_later(room: Pressroom) -> None:
    alert, _ = room.raised()
    room.later(minutes=1)
    grow(room, alert.id, 2)
    room.slack.misbehave("refuse_429", retry_after=30)
    assert say(room) == 0
    room.later(minutes=16)
    assert say(room) == 1


def test_text_of_a_feed_pings_nobody_in_a_thread(room: Pressroom) -> None:
    alert, _ = room.raised()
    room.later(minutes=1)
    named = replace(room.alert(alert.id).card, outlets=("<!channel>", "<@U1>", "C"))
    with room.ledger() as ledger:
        grown = replace(room.alert(alert.id), card=named, updated_at=room.now)
        save_judgements(ledger, [Judgement(alert=grown, deliveries=())])
    say(room)
    assert "&lt;!channel&gt;" in lines(room)[0]
    assert "<" not in lines(room)[0]


# ---------------------------------------------------------------- the card itself


def test_a_card_shows_whose_it_is_once_somebody_has_it(room: Pressroom) -> None:
    alert, _ = room.raised()
    do(room, alert.id, ActKind.ACKNOWLEDGE)
    with room.ledger() as ledger:
        assert update_cards(ledger, room.channel(), room.now) == 1
        assert update_cards(ledger, room.channel(), room.now) == 0
    assert "Acknowledged by Sam Okafor, 12:00" in str(card(room).blocks)


def test_every_message_of_an_alert_is_brought_up_to_date(room: Pressroom) -> None:
    alert, _ = room.raised()
    second = room.posted(alert, "ruth")
    with room.ledger() as ledger:
        save_judgements(ledger, [Judgement(alert=alert, deliveries=(second,))])
    do(room, alert.id, ActKind.ACKNOWLEDGE)
    with room.ledger() as ledger:
        assert update_cards(ledger, room.channel(), room.now) == 2
    assert all("Acknowledged by Sam" in str(post.blocks) for post in room.slack.visible())


def test_a_card_that_somebody_deleted_is_left_alone(room: Pressroom) -> None:
    alert, ts = room.raised()
    room.channel().take_back(ts)
    do(room, alert.id, ActKind.ACKNOWLEDGE)
    with room.ledger() as ledger:
        update_cards(ledger, room.channel(), room.now)
        before = len(room.slack.calls)
        update_cards(ledger, room.channel(), room.now)
    assert len(room.slack.calls) == before


def test_a_card_that_slack_refuses_to_change_is_changed_later(room: Pressroom) -> None:
    alert, _ = room.raised()
    do(room, alert.id, ActKind.ACKNOWLEDGE)
    room.slack.misbehave("refuse_429", method="chat.update")
    with room.ledger() as ledger:
        assert update_cards(ledger, room.channel(), room.now) == 0
        assert update_cards(ledger, room.channel(), room.now) == 1


def test_buttons_are_shown_where_somebody_listens_and_nowhere_else(room: Pressroom) -> None:
    alert, _ = room.raised()
    delivery = a_delivery(alert)
    with room.ledger() as ledger:
        deaf = written(ledger, delivery)
        save_buttons(ledger, "", room.now)
        listening = written(ledger, delivery)
    assert "actions" not in {block["type"] for block in deaf.blocks}
    assert "actions" in {block["type"] for block in listening.blocks}


def test_the_first_message_says_who_is_next(room: Pressroom) -> None:
    alert = an_alert(ladder=LADDER, state=AlertState.NEW)
    room.raised()
    with room.ledger() as ledger:
        message = written(ledger, a_delivery(alert))
    assert "Waits for Sam Okafor; next Ruth Adeyemi, 12:30" in str(message.blocks)
