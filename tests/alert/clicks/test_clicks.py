"""What an envelope of Slack's is read as, and what is made of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.clicks import answers
from monitor.alert.clicks.meaning import act_of, key_of, mark_of, next_morning
from monitor.alert.clicks.reading import opened_home, read_envelope
from monitor.records import Act, ActKind, AlertState, Click, Refused
from tests.alert.samples import NOON, S1, S2, a_card, a_delivery, an_alert

PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["payload", "actions", "user", "id", "value", "event", "type", "text"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def a_click(action: str = "acknowledge", **changes: Any) -> Click:
    click = Click(
        id="e1",
        kind="press",
        action_ts="100.1",
        user_id="U0SAM",
        alert_id=an_alert().id,
        action=action,
        at=NOON,
    )
    return replace(click, **changes)


def a_press(**action: Any) -> dict[str, Any]:
    payload = {
        "type": "block_actions",
        "user": {"id": "U0SAM", "username": "sam"},
        "channel": {"id": "C1"},
        "container": {"message_ts": "99.1"},
        "actions": [{"action_id": "acknowledge", "value": "a1", "action_ts": "100.1"} | action],
    }
    return {"type": "interactive", "envelope_id": "e1", "payload": payload}


def test_a_press_is_read_with_who_where_and_when() -> None:
    assert read_envelope(a_press(), NOON) == Click(
        id="e1",
        kind="press",
        action_ts="100.1",
        user_id="U0SAM",
        user_name="sam",
        alert_id="a1",
        action="acknowledge",
        channel="C1",
        message_ts="99.1",
        at=NOON,
    )


def test_what_is_chosen_of_a_menu_is_part_of_the_action() -> None:
    envelope = a_press(action_id="snooze", selected_option={"value": "a1 60"}, value=None)
    click = read_envelope(envelope, NOON)
    assert click is not None
    assert (click.alert_id, click.action) == ("a1", "snooze 60")


@given(PARTS, st.sampled_from(["interactive", "slash_commands", "events_api", "hello", None]))
def test_whatever_comes_is_read_or_passed_by(payload: Any, kind: str | None) -> None:
    envelope = {"type": kind, "envelope_id": "e1", "payload": payload}
    click = read_envelope(envelope, NOON)
    assert click is None or (click.id == "e1" and kind in ("interactive", "slash_commands"))
    assert isinstance(opened_home(envelope), str)


def test_a_home_that_is_opened_is_told_from_other_events() -> None:
    def event(**told: Any) -> dict[str, Any]:
        return {"type": "events_api", "payload": {"event": told}}

    assert opened_home(event(type="app_home_opened", user="U1", tab="home")) == "U1"
    assert opened_home(event(type="app_home_opened", user="U1", tab="messages")) == ""
    assert opened_home(event(type="message", user="U1")) == ""


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("acknowledge", ActKind.ACKNOWLEDGE),
        ("take", ActKind.TAKE_IN_HAND),
        ("escalate", ActKind.ESCALATE),
        ("close", ActKind.CLOSE),
    ],
)
def test_a_button_is_an_act_of_whoever_pressed_it(action: str, kind: ActKind) -> None:
    click = a_click(action)
    assert act_of(click, "Sam Okafor") == Act(
        kind=kind, by="Sam Okafor", at=NOON, origin="slack", key=key_of(click)
    )


@pytest.mark.parametrize(
    ("choice", "until"),
    [
        ("60", NOON + timedelta(hours=1)),
        ("08:00", datetime(2026, 11, 18, 8, tzinfo=UTC)),
        ("", None),
        ("0", None),
        ("99999", None),
        ("²", None),
        ("-5", None),
    ],
)
def test_a_snooze_says_until_when_or_is_none(choice: str, until: datetime | None) -> None:
    act = act_of(a_click(f"snooze {choice}".strip()), "Sam Okafor")
    assert (act.until if act else None) == until


@pytest.mark.parametrize(
    ("at", "morning"),
    [
        (datetime(2026, 11, 17, 7, 59, tzinfo=UTC), datetime(2026, 11, 17, 8, tzinfo=UTC)),
        (datetime(2026, 11, 17, 8, tzinfo=UTC), datetime(2026, 11, 18, 8, tzinfo=UTC)),
        (datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (datetime(2027, 3, 27, 22, tzinfo=UTC), datetime(2027, 3, 28, 7, tzinfo=UTC)),
    ],
)
def test_the_morning_is_the_next_eight_on_a_london_wall(at: datetime, morning: datetime) -> None:
    assert next_morning(at) == morning


@pytest.mark.parametrize(
    ("action", "says"), [("useful", "useful"), ("not-useful", "not useful"), ("not-us", "wrong")]
)
def test_a_word_is_a_mark_and_no_act(action: str, says: str) -> None:
    click, alert = a_click(action), an_alert()
    mark = mark_of(click, alert, "Sam Okafor")
    assert mark is not None
    assert (mark.says, mark.alert_id, mark.item_id) == (says, alert.id, alert.item_id)
    assert act_of(click, "Sam Okafor") is None


def test_a_press_has_one_key_in_whatever_envelope_it_comes() -> None:
    assert key_of(a_click()) == key_of(a_click(id="e2", at=NOON + timedelta(minutes=1)))
    others = {"action_ts": "100.2", "user_id": "U0RUTH", "alert_id": "b"}
    keys = {key_of(a_click(**{name: text})) for name, text in others.items()}
    assert len(keys | {key_of(a_click()), key_of(a_click("escalate"))}) == 5


# ---------------------------------------------------------------- what the person is told


def test_a_refusal_is_told_in_its_own_words() -> None:
    told = answers.of_act(Refused(why="already acknowledged by A. Jones at 03:12"), True)
    assert told == "Nothing changed: already acknowledged by A. Jones at 03:12."


def test_the_status_begins_with_what_is_most_urgent() -> None:
    alerts = [an_alert("R02", severity=S2), an_alert("R01", severity=S1, card=a_card(severity=S1))]
    lines = answers.of_status(alerts).splitlines()
    assert lines[0] == "2 wait for somebody:"
    assert "S1" in lines[1]
    assert "S2" in lines[2]


def test_the_status_of_a_quiet_night_is_a_sentence() -> None:
    taken = an_alert(state=AlertState.ACKNOWLEDGED, owner="Sam Okafor")
    assert answers.of_status([taken]) == "Nothing waits for anybody."


@pytest.mark.parametrize("text", ["<!channel>", "<@U1>", "<https://evil.example|here>"])
def test_no_answer_can_ping_or_hide_a_link(text: str) -> None:
    alert = an_alert(card=a_card(headline=text, sentence=text, because=(text,)))
    told = [
        answers.of_status([alert]),
        answers.of_explain(alert, [a_delivery(alert, person=text)]),
        answers.of_rota([("on-call", text)], [text]),
        answers.refused(text),
        answers.of_act(Refused(why=text), True),
    ]
    assert not any("<" in one or ">" in one for one in told)
