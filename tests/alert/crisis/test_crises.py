"""When a crisis is proposed, when its situation is due, and when it may be over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.alert.crisis.crises import (
    due_hour,
    hour_of,
    in_words,
    is_calm,
    leading,
    noted,
    proposals,
)
from monitor.records import Alert, AlertState, Severity
from tests.alert.dossiers import HOUR, a_crisis, an_appearance, watched
from tests.alert.samples import NOON, S1, S2, STORY, a_card, an_alert

LATER = NOON + 12 * HOUR


def grave(rule: str = "R02", owners: int = 1, **changes: Any) -> Alert:
    card = a_card(severity=S1, owners=owners)
    return an_alert(rule, **{"severity": S1, "card": card} | changes)


# ---------------------------------------------------------------- proposed


def test_an_s1_that_two_owners_carry_is_proposed() -> None:
    (one,) = proposals([grave(owners=2)], [])
    assert (one.story_id, one.why) == (STORY, "an S1 alert stands and 2 owners carry it")
    assert in_words(one).endswith(f"A person decides: monitor crisis start {STORY}")


def test_two_different_s1_rules_in_one_story_are_proposed() -> None:
    (one,) = proposals([grave("R02"), grave("R06")], [])
    assert one.why == "R02 and R06 stand at S1 in one story"


@pytest.mark.parametrize(
    "alerts",
    [
        [grave()],
        [grave("R02"), grave("R02", id="other")],
        [grave("R02"), grave("R06", story_id="another")],
        [grave("R02"), grave("R06", office_id="kestrel")],
        [grave(owners=3, severity=S2)],
        [grave(owners=3, state=AlertState.NOTED)],
        [grave(owners=3, state=AlertState.CLOSED)],
        [grave(card=a_card(owners=3, outlets=()))],  # a source's trouble: nobody carries it
        [grave("CRISIS", owners=3)],
    ],
    ids=str,
)
def test_less_than_that_is_not(alerts: list[Alert]) -> None:
    assert proposals(alerts, []) == ()


def test_two_rules_in_stories_that_a_person_merged_are_in_one_story() -> None:
    alerts = [grave("R02"), grave("R06", story_id="another")]
    (one,) = proposals(alerts, [], {"another": STORY})
    assert one.story_id == STORY


def test_a_story_that_is_a_crisis_is_not_proposed_nor_one_merged_into_it() -> None:
    assert proposals([grave(owners=2)], [a_crisis()]) == ()
    merged = grave(owners=2, story_id="another")
    assert proposals([merged], [a_crisis()], {"another": STORY}) == ()
    assert len(proposals([merged], [a_crisis()])) == 1


def test_another_offices_crisis_is_no_reason_to_be_silent() -> None:
    assert len(proposals([grave(owners=2)], [a_crisis(office_id="kestrel")])) == 1


def test_what_a_person_ended_is_proposed_again_for_what_came_after_alone() -> None:
    over = a_crisis(ended_at=LATER, ended_by="Ruth")
    assert proposals([grave(owners=2)], [over]) == ()
    (again,) = proposals([grave(owners=2), grave("R06", owners=2, raised_at=LATER + HOUR)], [over])
    assert again.alert_ids == (grave("R06").id,)


def test_the_proposal_is_a_line_on_the_card_while_it_stands() -> None:
    alert = replace(grave(owners=2), card=a_card(note="do not repeat the name"))
    told = noted(alert, {alert.id})
    assert told == f"do not repeat the name; crisis mode? monitor crisis start {STORY}"
    said = replace(alert, card=replace(alert.card, note=told))
    assert noted(said, {alert.id}) == told  # once
    assert noted(said, frozenset()) == "do not repeat the name"


# ---------------------------------------------------------------- hours


@pytest.mark.parametrize(
    ("reported", "now", "due"),
    [
        (None, timedelta(0), 0),
        (None, timedelta(minutes=90), 1),
        (timedelta(0), timedelta(minutes=59, seconds=59), None),
        (timedelta(0), timedelta(hours=1), 1),
        (timedelta(minutes=61), timedelta(minutes=119), None),
        (timedelta(minutes=61), timedelta(minutes=120), 2),
        (timedelta(hours=1), timedelta(hours=7, minutes=5), 7),  # after a night's absence, once
        (timedelta(hours=7, minutes=5), timedelta(hours=7, minutes=59), None),
    ],
)
def test_the_situation_is_due_once_in_each_hour_since_it_was_declared(
    reported: timedelta | None, now: timedelta, due: int | None
) -> None:
    crisis = a_crisis(reported_at=None if reported is None else NOON + reported)
    assert due_hour(crisis, NOON + now) == due


@pytest.mark.parametrize(
    "midnight", [datetime(2026, 10, 24, 23, tzinfo=UTC), datetime(2027, 3, 27, 23, tzinfo=UTC)]
)
def test_a_clock_change_neither_adds_an_hour_nor_takes_one(midnight: datetime) -> None:
    crisis, told = a_crisis(started_at=midnight), []
    for minute in range(5 * 60):
        now = midnight + timedelta(minutes=minute)
        if (hour := due_hour(crisis, now)) is not None:
            crisis = replace(crisis, reported_at=now)
            told.append((hour, now - midnight))
    assert told == [(hour, hour * HOUR) for hour in range(5)]


def test_a_clock_that_was_set_back_counts_no_hour_before_the_first() -> None:
    assert hour_of(a_crisis(), NOON - HOUR) == 0


def test_of_two_crises_of_one_story_the_first_leads() -> None:
    second = a_crisis(id="second", story_id="another", started_at=LATER)
    assert [one.id for one, _ in leading([second, a_crisis()], {})] == [a_crisis().id, "second"]
    assert leading([second, a_crisis()], {"another": STORY}) == [(a_crisis(), STORY)]


# ---------------------------------------------------------------- calm


OLD = an_appearance("old", NOON)


def test_six_hours_with_hardly_an_item_are_calm() -> None:
    assert is_calm(watched(OLD), a_crisis(), LATER)
    one_an_hour = [an_appearance(f"{n}", LATER - n * HOUR) for n in range(6)]
    assert is_calm(watched(OLD, *one_an_hour), a_crisis(), LATER)


def test_two_items_in_one_of_the_hours_are_not() -> None:
    two = [an_appearance(name, LATER - timedelta(minutes=200)) for name in "ab"]
    assert not is_calm(watched(OLD, *two), a_crisis(), LATER)


def test_a_negative_item_by_a_new_owner_is_not_calm_and_a_neutral_one_is() -> None:
    new = an_appearance("new", LATER - HOUR, outlet="Courier", owner="Courier Group")
    assert not is_calm(watched(OLD, new), a_crisis(), LATER)
    assert is_calm(watched(OLD, replace(new, tone="neutral")), a_crisis(), LATER)


def test_a_back_catalogue_does_not_break_the_calm() -> None:
    old_news = [an_appearance(f"{n}", LATER - HOUR, is_news=False) for n in range(9)]
    assert is_calm(watched(OLD, *old_news), a_crisis(), LATER)


def test_a_crisis_is_not_over_in_its_first_six_hours() -> None:
    assert not is_calm(watched(OLD), a_crisis(started_at=LATER - 5 * HOUR), LATER)
    assert is_calm(watched(OLD), a_crisis(started_at=LATER - 6 * HOUR), LATER)


def test_silence_of_outlets_that_we_cannot_hear_is_no_calm() -> None:
    deaf = watched(OLD, unheard=("Northmoor Herald",))
    assert not is_calm(deaf, a_crisis(), LATER)
    others = [an_appearance(name, NOON, outlet=name, owner=name) for name in ("Post", "Courier")]
    assert is_calm(watched(OLD, *others, unheard=("Post",)), a_crisis(), LATER)


@pytest.mark.parametrize("missing", range(7, 12))
def test_hours_in_which_nobody_looked_are_no_calm(missing: int) -> None:
    whole = watched(OLD)
    slept = tuple(one for one in whole.deliveries if one.occasion != f"hour-{missing}")
    assert is_calm(whole, a_crisis(), LATER)
    assert not is_calm(replace(whole, deliveries=slept), a_crisis(), LATER)


def test_severity_is_what_the_alert_stands_at() -> None:
    assert proposals([grave(owners=2, severity=Severity.S2), grave("R06", owners=1)], []) == ()
