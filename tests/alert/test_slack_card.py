"""The card in Slack: how its alert stands, what can be pressed, and what Slack takes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.messages import make_card
from monitor.alert.messages.home import HomePage, home_view
from monitor.alert.messages.slack import slack_card
from monitor.alert.messages.standing import as_posted, card_state, changes, state_line
from monitor.records import (
    Alert,
    AlertState,
    ButtonState,
    Card,
    Message,
    Reason,
    Rung,
    Severity,
    Tier,
)
from tests.alert.samples import NOON, a_card, a_delivery, a_firing, an_alert, an_item, coverage_of
from tests.alert.test_message import CARDS, HOSTILE, TEXT, pressable, texts_of, written

LADDER = (
    Rung(role="on-call", person_id="sam", person="Sam Okafor", after_minutes=0),
    Rung(role="backup", person_id="ruth", person="Ruth Adeyemi", after_minutes=30),
)
SUMMARIES = st.builds(
    lambda lines: a_card(rule="SUMMARY of the day", because=("12 alerts since 09:00", *lines)),
    st.lists(TEXT, max_size=400),
)
ALERTS = st.builds(
    lambda card, state, owner, step: an_alert(
        card=card, state=state, owner=owner, step=step, ladder=LADDER
    ),
    CARDS | SUMMARIES,
    st.sampled_from(AlertState),
    TEXT,
    st.integers(0, 9),
)


def labels(message: Message) -> list[str]:
    return [one.get("placeholder", one.get("text", {}))["text"] for one in pressable(message)]


def shown(alert: Alert, **changes: Any) -> Message:
    return slack_card(a_delivery(alert, card=alert.card), alert, **changes)


# ---------------------------------------------------------------- limits


@given(ALERTS, st.sampled_from(Reason), st.sampled_from(["", "https://desk.ashvale.example/"]))
def test_slack_takes_every_card_however_its_alert_stands(
    alert: Alert, reason: Reason, desk_url: str
) -> None:
    message = slack_card(a_delivery(alert, card=alert.card, reason=reason), alert, desk_url)
    everything = sum(len(text["text"]) for text in texts_of(message)) + sum(
        map(len, labels(message))
    )
    assert everything <= 13_000
    assert len(message.blocks) <= 50
    assert 1 <= len(message.text) <= 3000
    assert all(1 <= len(text["text"]) <= 3000 for text in texts_of(message))
    for element in pressable(message):
        options = element.get("options", [element])
        assert all(len(one["text"]["text"]) <= 75 for one in options)
        assert all(len(one["value"]) <= 150 for one in options)


@given(st.lists(ALERTS, max_size=15), TEXT)
def test_slack_takes_every_home(alerts: list[Alert], name: str) -> None:
    page = HomePage(
        mine=tuple(alerts),
        waiting=tuple(alerts),
        holders=(("on-call", name),),
        ahead=(name,),
        buttons=ButtonState(offline_since=NOON, why=name, seen_at=NOON),
    )
    blocks = home_view(page)["blocks"]
    assert len(blocks) <= 100
    assert all(1 <= len(one["text"]["text"]) <= 3000 for one in blocks)
    assert all(one["text"]["type"] == "plain_text" for one in blocks)


def test_a_summary_of_too_many_says_where_the_others_are() -> None:
    lines = tuple(f"{number:03} " + "x" * 96 for number in range(200))
    message = shown(
        an_alert(card=a_card(rule="SUMMARY of the day", because=("200 alerts", *lines)))
    )
    assert "… and more: `monitor queue list` has them all" in written(message)


# ---------------------------------------------------------------- what a feed cannot do


@pytest.mark.parametrize("field", ["rule", "tone", "lead", "note", "signpost"])
def test_no_text_styles_itself_between_our_labels(field: str) -> None:
    message = shown(an_alert(card=a_card(**{field: HOSTILE})))
    styled = "\n".join(text["text"] for text in texts_of(message) if text["type"] == "mrkdwn")
    for mark in ("*bold*", "_it_", "~no~", "`code`", "<!channel>", "<@U1>", "<https://evil"):
        assert mark not in styled


@given(CARDS)
def test_an_escaped_sign_is_never_cut_in_half(card: Card) -> None:
    for text in texts_of(slack_card(a_delivery(card=card))):
        if text["type"] == "mrkdwn":
            pieces = text["text"].split("&")[1:]
            assert all(piece.startswith(("amp;", "lt;", "gt;")) for piece in pieces)


def test_a_posts_headline_is_its_own_words_and_never_who_wrote_it() -> None:
    post = an_item(
        title="",
        text="There is a spreadsheet on the PCC's website with names in it.",
        author="rosa_of_lowfield",
        tier=Tier.SOCIAL,
    )
    card = make_card("a" * 16, a_firing(), coverage_of(item=post))
    message = shown(an_alert(card=card))
    header = texts_of(message)[0]["text"]
    assert header.startswith("🟠 S2 URGENT: There is a spreadsheet on the PCC's website")
    assert "rosa" not in str(message)


# ---------------------------------------------------------------- what can be pressed


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (AlertState.NEW, ["Acknowledge", "Escalate", "Snooze"]),
        (AlertState.ACKNOWLEDGED, ["In hand", "Escalate", "Snooze", "Close"]),
        (AlertState.SNOOZED, ["In hand", "Escalate", "Snooze", "Close"]),
        (AlertState.IN_HAND, ["Escalate", "Close"]),
        (AlertState.WITH_FORCE, ["Escalate", "Close"]),
        (AlertState.NOTED, ["Escalate"]),
        (AlertState.CLOSED, []),
    ],
)
def test_only_what_still_makes_sense_can_be_pressed(state: AlertState, expected: list[str]) -> None:
    assert labels(shown(an_alert(state=state))) == [*expected, "Useful", "Not useful", "Not us"]


def test_every_button_carries_its_alert() -> None:
    alert = an_alert()
    for element in pressable(shown(alert)):
        values = [one["value"] for one in element.get("options", [element])]
        assert all(value.split()[0] == alert.id for value in values)


def test_the_snooze_offers_an_hour_and_the_morning() -> None:
    (menu,) = [one for one in pressable(shown(an_alert())) if one["type"] == "static_select"]
    assert [one["text"]["text"] for one in menu["options"]] == [
        "Snooze for an hour",
        "Snooze until 08:00",
    ]


def test_the_desk_is_linked_where_the_office_has_one() -> None:
    alert = an_alert()
    link = f"<https://desk.ashvale.example/alerts/{alert.id}|Open at the desk>"
    assert link in written(shown(alert, desk_url="https://desk.ashvale.example/"))
    assert "Open at the desk" not in written(shown(alert))


# ---------------------------------------------------------------- how it stands


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({}, "Waits for Sam Okafor; next Ruth Adeyemi, 12:30"),
        ({"step": 1}, "Waits for Ruth Adeyemi; next Sam Okafor, 12:30"),
        ({"step": 2}, "Waits for Sam Okafor; next Ruth Adeyemi, 12:30"),
        ({"ladder": ()}, "Waits for somebody"),
        ({"state": AlertState.NOTED}, "A note: nobody was woken for it"),
        ({"state": AlertState.CLOSED}, "Closed, Tue 17 Nov, 12:00"),
        ({"merged_into": "b2"}, "Merged: b2 stands for it"),
        (
            {"state": AlertState.ACKNOWLEDGED, "owner": "A. Jones", "acknowledged_at": NOON},
            "Acknowledged by A. Jones, 12:00",
        ),
        ({"state": AlertState.IN_HAND, "owner": "A. Jones"}, "In hand: A. Jones"),
        (
            {"state": AlertState.SNOOZED, "owner": "A. Jones"},
            "Snoozed by A. Jones until Tue 17 Nov, 12:30",
        ),
    ],
)
def test_the_card_says_whose_it_is(changed: dict[str, Any], line: str) -> None:
    alert = replace(an_alert(ladder=LADDER), **changed)
    assert state_line(alert) == line
    assert line in written(shown(alert))


def test_nothing_that_a_person_knows_is_told_again() -> None:
    alert = an_alert(ladder=LADDER)
    assert changes(card_state(alert), alert) == ""
    assert changes(as_posted(a_delivery(alert)), alert) == ""
    assert changes(card_state(alert), replace(alert, step=1)) == ""  # a message of its own tells it


def test_an_alert_that_comes_back_says_so() -> None:
    taken = an_alert(state=AlertState.ACKNOWLEDGED, owner="Sam Okafor", ladder=LADDER)
    back = replace(taken, state=AlertState.NEW, owner="", due_at=NOON + timedelta(hours=1))
    line = changes(card_state(taken), back)
    assert line == "It waits again. Waits for Sam Okafor; next Ruth Adeyemi, 13:00"


def test_more_urgent_is_said_in_words() -> None:
    alert = an_alert()
    raised = replace(alert, card=replace(alert.card, severity=Severity.S1))
    assert changes(card_state(alert), raised) == "Now S1 CRISIS, before S2"
