"""Every act in every state does what the table says, and the page shows the table."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.alert.queue import Pace, step
from monitor.alert.queue.table import TABLE, Cell, as_markdown
from monitor.records import (
    Act,
    ActKind,
    Alert,
    AlertState,
    Moved,
    Reason,
    Refused,
    Rung,
)
from tests.alert.samples import MORNING, NIGHT, NOON, S1, S2, S3, an_alert, an_oncall

PAGE = Path(__file__).parents[3] / "docs/queue.md"
PACE = Pace(an_oncall())
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SAM, RUTH, GWEN = "Sam Okafor", "Ruth Adeyemi", "Gwen Pryce"
OPEN = set(AlertState) - {AlertState.NOTED, AlertState.CLOSED}
GIVEN: dict[ActKind, dict[str, Any]] = {
    ActKind.SNOOZE: {"until": NOON + HOUR},
    ActKind.HAND_OVER: {"to": RUTH},
    ActKind.MERGE: {"to": "another"},
    ActKind.NOTE: {"note": "we called them"},
}
PAIRS = [(kind, state) for kind in ActKind for state in AlertState]
LADDER = tuple(
    Rung(role=role, person_id=name.split()[0].lower(), person=name, after_minutes=after)
    for role, name, after in (("on-call", SAM, 0), ("backup", RUTH, 10), ("chief", GWEN, 30))
)


def alert_in(state: AlertState, **changes: Any) -> Alert:
    """An alert as it stands in this state, due now where it can be; Sam's where it is anybody's."""
    owned = state in OPEN - {AlertState.NEW}
    due = state in {AlertState.NEW, AlertState.ACKNOWLEDGED, AlertState.SNOOZED}
    alert = an_alert(
        state=state,
        owner=SAM if owned else "",
        acknowledged_at=NOON - 5 * MINUTE if owned else None,
        due_at=NOON if due else None,
        ladder=LADDER,
    )
    return replace(alert, **changes)


def an_act(kind: ActKind, by: str = SAM, **more: Any) -> Act:
    return Act(kind=kind, by=by, at=NOON, origin="cli", **GIVEN.get(kind, {}) | more)


def moved(alert: Alert, act: Act) -> Moved:
    outcome = step(alert, act, PACE)
    assert isinstance(outcome, Moved), outcome
    return outcome


def refused(alert: Alert, act: Act) -> str:
    outcome = step(alert, act, PACE)
    assert isinstance(outcome, Refused), outcome
    return outcome.why


# ---------------------------------------------------------------- the table


def test_every_act_is_defined_in_every_state() -> None:
    assert set(TABLE) == set(ActKind)
    assert all(set(row) == set(AlertState) for row in TABLE.values())
    cells = [cell for row in TABLE.values() for cell in row.values()]
    assert all((cell.to is None) != (cell.no is None) for cell in cells)


@pytest.mark.parametrize(("kind", "state"), PAIRS)
def test_an_act_leads_where_the_table_says(kind: ActKind, state: AlertState) -> None:
    cell: Cell = TABLE[kind][state]
    alert = alert_in(state)
    outcome = step(alert, an_act(kind), PACE)
    if cell.to is None:
        assert isinstance(outcome, Refused)
        assert outcome.why
    else:
        assert isinstance(outcome, Moved)
        assert outcome.alert.state is cell.to
        assert outcome.said


@pytest.mark.parametrize(("kind", "state"), PAIRS)
def test_what_is_the_owners_is_refused_to_others_with_the_owners_name(
    kind: ActKind, state: AlertState
) -> None:
    outcome = step(alert_in(state), an_act(kind, by=GWEN), PACE)
    if TABLE[kind][state].others:
        assert isinstance(outcome, Refused)
        assert f"by {SAM} at 11:55" in outcome.why
    else:
        assert isinstance(outcome, Moved) == (TABLE[kind][state].to is not None)


@pytest.mark.parametrize("severity", [S1, S2, S3])
@pytest.mark.parametrize(("kind", "state"), PAIRS)
def test_an_open_alert_always_has_a_due_time_or_an_owner_and_any_other_none_due(
    kind: ActKind, state: AlertState, severity: Any
) -> None:
    outcome = step(alert_in(state, severity=severity), an_act(kind), PACE)
    if isinstance(outcome, Refused):
        return
    after = outcome.alert
    if after.state in OPEN:
        assert after.due_at is not None or after.owner
        assert bool(after.owner) == (after.state is not AlertState.NEW)
        assert bool(after.acknowledged_at) == bool(after.owner)
    else:
        assert after.due_at is None


def test_the_page_shows_the_table() -> None:
    assert "\n".join(as_markdown()) in PAGE.read_text(encoding="utf-8")


# ---------------------------------------------------------------- owning


def test_the_first_acknowledgement_owns_and_the_second_person_is_told_who_and_when() -> None:
    first = moved(alert_in(AlertState.NEW), an_act(ActKind.ACKNOWLEDGE))
    assert (first.alert.owner, first.holds) == (SAM, Reason.ACKNOWLEDGED)
    why = refused(first.alert, an_act(ActKind.ACKNOWLEDGE, by=RUTH))
    assert why == f"already acknowledged by {SAM} at 12:00"


@pytest.mark.parametrize(
    ("state", "how"),
    [
        (AlertState.IN_HAND, "taken in hand"),
        (AlertState.WITH_FORCE, "handed to the force"),
        (AlertState.ACKNOWLEDGED, "acknowledged"),
    ],
)
def test_whoever_comes_second_reads_how_it_was_taken(state: AlertState, how: str) -> None:
    why = refused(alert_in(state), an_act(ActKind.ACKNOWLEDGE, by=GWEN))
    assert why == f"already {how} by {SAM} at 11:55"


def test_going_on_with_it_keeps_since_when_it_was_theirs() -> None:
    taken = moved(alert_in(AlertState.ACKNOWLEDGED), an_act(ActKind.TAKE_IN_HAND)).alert
    assert (taken.acknowledged_at, taken.due_at) == (NOON - 5 * MINUTE, None)


def test_a_colleague_gets_it_and_is_told_and_it_returns_if_they_sleep() -> None:
    handed = moved(alert_in(AlertState.IN_HAND), an_act(ActKind.HAND_OVER))
    assert (handed.alert.owner, handed.alert.acknowledged_at) == (RUTH, NOON)
    assert handed.alert.due_at == MORNING
    assert handed.tells
    assert (handed.tells.rung.person, handed.tells.reason) == (RUTH, Reason.HANDED_OVER)


def test_somebody_who_is_not_on_the_rota_gets_it_and_nobody_is_told() -> None:
    handed = moved(alert_in(AlertState.NEW), an_act(ActKind.HAND_OVER, to="Una Fell"))
    assert (handed.alert.owner, handed.tells) == ("Una Fell", None)


@pytest.mark.parametrize("to", ["", "  ", SAM])
def test_it_is_handed_over_to_somebody_else(to: str) -> None:
    assert refused(alert_in(AlertState.IN_HAND), an_act(ActKind.HAND_OVER, to=to))


# ---------------------------------------------------------------- a person asks for the next


@pytest.mark.parametrize("state", sorted(OPEN - {AlertState.NEW}))
def test_a_person_asks_for_the_next_one_and_the_owner_keeps_it(state: AlertState) -> None:
    alert = alert_in(state)
    asked = moved(alert, an_act(ActKind.ESCALATE))
    assert asked.tells
    assert (asked.tells.rung.person, asked.tells.reason) == (RUTH, Reason.ASKED)
    assert (asked.alert.owner, asked.alert.due_at) == (SAM, alert.due_at)
    assert asked.holds is None


def test_nobody_is_asked_who_asks_or_has_it() -> None:
    alert = alert_in(AlertState.IN_HAND, owner=RUTH)
    asked = moved(alert, an_act(ActKind.ESCALATE))
    assert asked.tells
    assert asked.tells.rung.person == GWEN
    alone = alert_in(AlertState.IN_HAND, ladder=LADDER[:1])
    assert "nobody else" in refused(alone, an_act(ActKind.ESCALATE))


def test_after_a_person_asked_the_ladder_goes_on_from_there() -> None:
    asked = moved(alert_in(AlertState.NEW, due_at=NOON + 9 * MINUTE), an_act(ActKind.ESCALATE))
    assert (asked.alert.step, asked.alert.due_at) == (1, NOON + 20 * MINUTE)


def test_a_note_that_is_escalated_begins_at_the_foot_of_its_ladder() -> None:
    asked = moved(alert_in(AlertState.NOTED), an_act(ActKind.ESCALATE, by="Una Fell"))
    assert asked.tells
    assert (asked.tells.rung.person, asked.alert.step) == (SAM, 0)


# ---------------------------------------------------------------- the clock


def test_a_ladder_that_nobody_answered_is_climbed_again() -> None:
    told = []
    alert = alert_in(AlertState.NEW, severity=S1)
    for _ in range(6):
        assert alert.due_at
        climbed = moved(alert, replace(an_act(ActKind.CLIMB), at=alert.due_at))
        alert = climbed.alert
        assert climbed.tells
        assert alert.due_at
        told.append((climbed.tells.rung.person, (alert.due_at - NOON) / MINUTE))
    assert told == [(RUTH, 20), (GWEN, 80), (SAM, 90), (RUTH, 110), (GWEN, 170), (SAM, 180)]


@pytest.mark.parametrize(
    ("minutes", "late", "next_in"),
    [(0, "", 20), (1, "", 19), (3, "late 3 min", 17), (40, "late 40 min", 5), (185, "3 h 05", 5)],
)
def test_a_late_rung_says_so_and_the_next_waits_a_little(
    minutes: int, late: str, next_in: int
) -> None:
    at = NOON + minutes * MINUTE
    climbed = moved(alert_in(AlertState.NEW), replace(an_act(ActKind.CLIMB), at=at))
    assert climbed.tells
    assert late in climbed.tells.late
    assert bool(late) == bool(climbed.tells.late)
    assert climbed.alert.due_at == at + next_in * MINUTE


@pytest.mark.parametrize("kind", [ActKind.CLIMB, ActKind.RETURN])
def test_the_clock_does_nothing_before_its_time(kind: ActKind) -> None:
    state = AlertState.NEW if kind is ActKind.CLIMB else AlertState.SNOOZED
    for due in (NOON + MINUTE, None):
        assert refused(alert_in(state, due_at=due), an_act(kind)).endswith("is not due")


@pytest.mark.parametrize(
    ("severity", "at", "due"),
    [
        (S1, NOON, NOON + 2 * HOUR),
        (S1, NIGHT, NIGHT + 2 * HOUR),
        (S2, NOON, MORNING),
        (S2, NIGHT, MORNING),
        (S3, MORNING - 30 * MINUTE, MORNING + 24 * HOUR),
    ],
)
def test_an_acknowledgement_without_progress_returns(severity: Any, at: Any, due: Any) -> None:
    act = replace(an_act(ActKind.ACKNOWLEDGE), at=at)
    alert = alert_in(AlertState.NEW, severity=severity)
    assert moved(alert, act).alert.due_at == due


@pytest.mark.parametrize(
    ("state", "reason"),
    [(AlertState.ACKNOWLEDGED, Reason.FORGOTTEN), (AlertState.SNOOZED, Reason.SNOOZE_OVER)],
)
def test_what_comes_back_comes_to_whoever_had_it_and_then_climbs(
    state: AlertState, reason: Reason
) -> None:
    back = moved(alert_in(state, owner=RUTH, step=1), an_act(ActKind.RETURN, by="monitor"))
    assert back.tells
    assert (back.tells.rung.person, back.tells.reason) == (RUTH, reason)
    assert (back.alert.owner, back.alert.acknowledged_at) == ("", None)
    people = [(rung.person, rung.after_minutes) for rung in back.alert.ladder]
    assert people == [(RUTH, 0), (SAM, 10), (GWEN, 30)]
    assert (back.alert.step, back.alert.due_at) == (0, NOON + 10 * MINUTE)


def test_what_a_stranger_to_the_rota_put_off_comes_back_by_its_own_ladder() -> None:
    back = moved(alert_in(AlertState.SNOOZED, owner="Una Fell"), an_act(ActKind.RETURN))
    assert back.alert.ladder == LADDER
    assert back.tells
    assert back.tells.rung.person == SAM


def test_a_word_of_the_owners_shows_that_it_is_not_forgotten_and_nobody_elses_does() -> None:
    alert = alert_in(AlertState.ACKNOWLEDGED, due_at=NOON + MINUTE)
    assert moved(alert, an_act(ActKind.NOTE)).alert.due_at == MORNING
    assert moved(alert, an_act(ActKind.NOTE, by=GWEN)).alert.due_at == NOON + MINUTE


# ---------------------------------------------------------------- what is wrong with the act itself


@pytest.mark.parametrize("until", [None, NOON, NOON - HOUR, NOON + 32 * 24 * HOUR])
def test_a_snooze_ends_later_and_not_for_ever_later(until: Any) -> None:
    assert refused(alert_in(AlertState.NEW), an_act(ActKind.SNOOZE, until=until))


def test_an_empty_note_is_none() -> None:
    assert refused(alert_in(AlertState.NEW), an_act(ActKind.NOTE, note=" "))


def test_an_alert_that_another_stands_for_says_so_whatever_is_done_to_it() -> None:
    merged = moved(alert_in(AlertState.NEW), an_act(ActKind.MERGE)).alert
    assert (merged.state, merged.due_at) == (AlertState.CLOSED, None)
    for kind in set(ActKind) - {ActKind.NOTE, ActKind.REOPEN}:
        assert "another stands for it" in refused(merged, an_act(kind))
    assert moved(merged, an_act(ActKind.REOPEN)).alert.merged_into == ""


def test_a_closed_alert_rests_from_its_closing_whatever_is_noted_with_it() -> None:
    closed = alert_in(AlertState.CLOSED)
    assert moved(closed, an_act(ActKind.NOTE)).alert == closed
