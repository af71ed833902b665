"""Alerts that are told together: what the message says, and whom it waits for."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.alert.messages import render
from monitor.alert.reminding import in_words, reminder
from monitor.alert.summary import MOST_NAMED, morning, summary
from monitor.records import (
    Alert,
    AlertState,
    Delivery,
    DeliveryState,
    Judgement,
    Manners,
    Person,
    Reason,
    Severity,
    Silence,
)
from tests.alert.samples import (
    MORNING,
    NIGHT,
    NOON,
    S1,
    S2,
    S3,
    a_card,
    a_delivery,
    a_desk,
    an_alert,
)

MINUTE = timedelta(minutes=1)
SILENCE = Silence(
    id="a1b2",
    rule_id="R13",
    why="the trial is on",
    owner="Ruth Adeyemi",
    begins_at=NOON,
    ends_at=NOON + timedelta(days=30),
)


def alerts(*severities: Severity) -> list[Alert]:
    return [
        an_alert(
            f"R{number:02}",
            severity=severity,
            card=a_card(severity=severity, headline=f"Row {number}", outlet=f"Post {number}"),
            raised_at=NOON + number * MINUTE,
        )
        for number, severity in enumerate(severities, start=1)
    ]


def summed_up(*severities: Severity) -> Judgement:
    return summary(a_desk("slack", "console"), alerts(*severities), Manners(), NOON)


def as_read(delivery: Delivery) -> str:
    message = render(delivery)
    found = [message.text]
    for block in message.blocks:
        parts = [block] if "text" in block else block["elements"]
        texts = [part["text"] for part in parts if "text" in part]
        found += [one if isinstance(one, str) else one["text"] for one in texts]
    return "\n".join(found)


def test_a_summary_names_each_alert_with_severity_headline_and_outlet_the_most_urgent_first() -> (
    None
):
    card = summed_up(S3, S2, S2).alert.card
    assert card.because[1:] == (
        "S2 Row 2 (Post 2) · R02",
        "S2 Row 3 (Post 3) · R03",
        "S3 Row 1 (Post 1) · R01",
    )
    assert card.headline == "Summary of 3 alerts: 2 S2, 1 S3"


@pytest.mark.parametrize(
    ("severity", "why"),
    [
        (
            S2,
            "this is a summary: more than 10 alerts today: the rest comes together, "
            "at most every 30 minutes",
        ),
        (
            S1,
            "this is a summary: more than 10 crisis alerts within an hour: the rest comes together",
        ),
    ],
)
def test_a_summary_says_that_it_is_one_and_why(severity: Severity, why: str) -> None:
    assert summed_up(severity, S3).alert.card.because[0] == why


@pytest.mark.parametrize(
    ("severities", "minutes"), [((S3, S2), 30), ((S2, S1), 10), ((S3, S3), 19.5 * 60)]
)
def test_a_summary_climbs_the_ladder_of_the_most_urgent_in_it(
    severities: tuple[Severity, ...], minutes: float
) -> None:
    alert = summed_up(*severities).alert
    assert (alert.state, alert.severity) == (AlertState.NEW, min(severities))
    assert alert.due_at == NOON + minutes * MINUTE


def test_a_summary_leaves_at_once_by_every_way_and_counts_against_no_budget() -> None:
    found = summed_up(S2, S2)
    assert [one.way for one in found.deliveries] == ["slack", "console"]
    assert {(one.state, one.reason, one.not_before) for one in found.deliveries} == {
        (DeliveryState.NEW, Reason.BUDGET, NOON)
    }
    assert len({one.id for one in found.deliveries}) == 2


def test_two_summaries_of_the_same_alerts_are_two() -> None:
    told = alerts(S2, S2)
    ids = {summary(a_desk(), told, Manners(), NOON + n * MINUTE).alert.id for n in range(2)}
    assert len(ids) == 2


def test_a_summary_of_a_storm_names_the_most_urgent_and_counts_the_rest() -> None:
    card = summed_up(*[S2] * 4999, S1).alert.card
    assert len(card.because) == 1 + MOST_NAMED + 1
    assert card.because[1] == "S1 Row 5000 (Post 5000) · R5000"
    assert card.because[-1] == "and 4900 more, none more urgent: `monitor queue list` has them all"
    assert card.headline == "Summary of 5000 alerts: 1 S1, 4999 S2"


def test_slack_takes_a_summary_of_a_storm() -> None:
    long = [replace(one, card=a_card(headline="x" * 140)) for one in alerts(*[S2] * 300)]
    found = summary(a_desk("slack"), long, Manners(), NOON)
    message = render(found.deliveries[0])
    sections = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    assert len(message.blocks) <= 50
    assert max(map(len, sections)) <= 3000
    assert 40 < sum(text.count("x" * 140) for text in sections) < MOST_NAMED
    assert sum(map(len, sections)) < 9000  # Slack refuses a message of some 13,000 in all
    assert sections[-1].endswith("… and more: `monitor queue list` has them all")


@pytest.mark.parametrize("way", ["slack", "console"])
def test_a_summary_is_read_line_by_line_and_can_be_answered(way: str) -> None:
    found = summary(a_desk(way), alerts(S2, S1), Manners(), NOON)
    text = as_read(found.deliveries[0])
    for part in (
        "S1 CRISIS",
        "SUMMARY Many alerts, told together",
        "Summary of 2 alerts: 1 S1, 1 S2",
        "S1 Row 2 (Post 2) · R02\n",
        "S2 Row 1 (Post 1) · R01",
        "Sam Okafor",
    ):
        assert part in text
    assert "Tone" not in text
    if way == "console":
        assert text.endswith(found.alert.id)


def test_what_waited_for_the_morning_is_told_to_whom_it_waited_for_and_again_if_unanswered() -> (
    None
):
    ruth = Person(id="ruth", name="Ruth Adeyemi")
    found = morning(a_desk(), alerts(S3, S3, S3, S3), ruth, MORNING)
    (message,) = found.deliveries
    assert (message.person, message.reason) == ("Ruth Adeyemi", Reason.QUIET_HOURS)
    assert (found.alert.due_at, found.alert.severity) == (MORNING + 24 * 60 * MINUTE, S3)
    text = as_read(message)
    assert "MORNING What waited for office hours" in text
    assert "kept until the morning" in text


# ---------------------------------------------------------------- silences are recalled


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "rule R13"),
        ({"story_id": "s1"}, "rule R13 in story s1"),
        ({"rule_id": "", "source_id": "post"}, "source post"),
    ],
)
def test_what_is_silenced_is_said_in_words(changes: dict[str, Any], words: str) -> None:
    assert in_words(replace(SILENCE, **changes)) == words


@pytest.mark.parametrize(("held", "said"), [(1, "1 alert held"), (7, "7 alerts held")])
def test_a_reminder_says_who_silenced_what_why_and_what_it_has_held(held: int, said: str) -> None:
    found = reminder(a_desk("console"), SILENCE, held, NOON)
    text = as_read(found.deliveries[0])
    for part in (
        "Nobody is told of rule R13 until Thu 17 Dec, 12:00",
        "Ruth Adeyemi silenced it on Tue 17 Nov, 12:00: the trial is on",
        said,
        "`monitor silence end a1b2`",
    ):
        assert part in " ".join(text.replace("┃", " ").split())
    assert (found.alert.state, found.alert.due_at) == (AlertState.NOTED, None)


def test_a_reminder_wakes_nobody() -> None:
    (message,) = reminder(a_desk(), SILENCE, 0, NIGHT).deliveries
    assert (message.reason, message.not_before) == (Reason.QUIET_HOURS, MORNING)


# ---------------------------------------------------------------- what else a card says


@pytest.mark.parametrize("way", ["slack", "console"])
def test_a_message_shows_the_banner_first_and_who_answers_with_the_row(way: str) -> None:
    card = a_card(
        banner="The election, until 4 May",
        row="The commissioning of services",
        signpost="999, or 101",
        note="do not repeat the name",
    )
    text = as_read(a_delivery(card=card, way=way))
    assert text.index("The election, until 4 May") < text.index(card.headline)
    for part in ("PCC (The commissioning of services)", "999, or 101", "do not repeat the name"):
        assert part in text


@pytest.mark.parametrize("way", ["slack", "console"])
def test_a_message_without_them_has_no_empty_lines_for_them(way: str) -> None:
    text = as_read(a_delivery(way=way))
    for label in ("Send to", "Note ", "()"):
        assert label not in text
