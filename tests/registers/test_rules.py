"""What an entry may say, and what state follows from it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from monitor.registers.rules import broke_embargo, faults, is_open, redress_state, state_of
from monitor.registers.table import Entry
from tests.registers.samples import (
    DAY,
    ENQUIRY,
    HOUR,
    LETTER,
    NOW,
    RADIO,
    REDRESS,
    RELEASE,
    SAMPLES,
)

CLEARED = replace(RELEASE, cleared_by="Ada Finch", cleared_at=NOW - 2 * HOUR)
FOUND = replace(RELEASE, item_id="i1", entered_by="own feed", issued_at=NOW - HOUR)


def told(entry: Entry, now: datetime = NOW) -> list[str]:
    return [f"{fault.field}: {fault.what}" for fault in faults(entry, now)]


@pytest.mark.parametrize("entry", SAMPLES.values(), ids=SAMPLES)
def test_nothing_speaks_against_an_ordinary_entry(entry: Entry) -> None:
    assert told(entry) == []


def test_what_nobody_cleared_cannot_be_issued() -> None:
    (why,) = told(replace(RELEASE, issued_at=NOW))
    assert why == "issued_at: it cannot be issued before somebody cleared it: say who and when"
    assert told(replace(CLEARED, issued_at=NOW)) == []


def test_what_was_cleared_after_it_went_out_cannot_have_gone_out() -> None:
    (why,) = told(replace(CLEARED, issued_at=NOW - 3 * HOUR))
    assert why == "issued_at: it cannot be issued before it was cleared"


@pytest.mark.parametrize("field", ["cleared_by", "cleared_at"])
@pytest.mark.parametrize("kind", [RELEASE, ENQUIRY, REDRESS])
def test_a_clearance_is_by_somebody_at_some_time(kind: Any, field: str) -> None:
    half = {"cleared_by": "Ada Finch", "cleared_at": NOW - HOUR, "drafted_at": NOW - HOUR}
    half = {name: half[name] for name in (field, "drafted_at") if hasattr(kind, name)}
    (other,) = {"cleared_by", "cleared_at"} - {field}
    assert told(replace(kind, **half)) == [f"{other}: who cleared it, and when, belong together"]


def test_what_stands_on_the_own_feed_is_issued_whoever_cleared_it() -> None:
    assert told(FOUND) == []
    assert state_of(FOUND, NOW) == "issued, its clearance not on record"
    assert state_of(replace(FOUND, cleared_by="A", cleared_at=NOW - DAY), NOW) == "issued"


def test_a_release_may_go_out_under_embargo_but_not_stand_on_the_own_feed() -> None:
    early = replace(CLEARED, issued_at=NOW - HOUR, embargo_until=NOW + HOUR)
    assert (told(early), broke_embargo(early)) == ([], False)
    assert broke_embargo(replace(FOUND, embargo_until=NOW))
    assert not broke_embargo(replace(FOUND, embargo_until=NOW - HOUR))


@pytest.mark.parametrize(
    ("entry", "state", "open_"),
    [
        (RELEASE, "draft", True),
        (CLEARED, "cleared", True),
        (replace(CLEARED, issued_at=NOW), "issued", False),
        (ENQUIRY, "open", True),
        (replace(ENQUIRY, deadline_at=NOW + HOUR), "open", True),
        (replace(ENQUIRY, deadline_at=NOW - HOUR), "overdue", True),
        (replace(ENQUIRY, deadline_at=NOW - HOUR, answered_at=NOW, decision="declined"),
         "answered: declined", False),
        (REDRESS, "needed", True),
        (LETTER, "to come", True),
        (replace(LETTER, starts_at=NOW - DAY), "over", False),
        (replace(LETTER, starts_at=NOW - DAY, ends_at=NOW + HOUR), "to come", True),
        (RADIO, "", False),
    ],
)  # fmt: skip
def test_the_state_of_an_entry_is_told_in_a_word(entry: Entry, state: str, open_: bool) -> None:
    assert told(entry) == []
    assert (state_of(entry, NOW), is_open(entry, NOW)) == (state, open_)


STAGES: dict[str, Any] = {
    "drafted_at": NOW - 4 * HOUR,
    "cleared_at": NOW - 3 * HOUR,
    "issued_at": NOW - 2 * HOUR,
    "outcome_at": NOW - HOUR,
}
WITH = {"cleared_at": {"cleared_by": "Ada Finch"}, "outcome_at": {"outcome": "corrected"}}


def redress(*stages: str) -> Any:
    values: dict[str, Any] = {name: STAGES[name] for name in stages}
    for name in stages:
        values |= WITH.get(name, {})
    return replace(REDRESS, **values)


@pytest.mark.parametrize(
    ("stages", "state"),
    [
        ([], "needed"),
        (["drafted_at"], "drafted"),
        (["drafted_at", "cleared_at"], "cleared"),
        (["drafted_at", "cleared_at", "issued_at"], "issued"),
        ([*STAGES], "outcome"),
    ],
)
def test_redress_goes_from_stage_to_stage(stages: list[str], state: str) -> None:
    assert told(redress(*stages)) == []
    assert redress_state(redress(*stages)) == state


def test_what_came_of_redress_is_its_last_state() -> None:
    assert state_of(redress(*STAGES), NOW) == "corrected"
    assert not is_open(redress(*STAGES), NOW)


@pytest.mark.parametrize(
    ("stages", "why"),
    [
        (["cleared_at"], "cleared_at: it cannot be cleared before it is drafted"),
        (["drafted_at", "issued_at"], "issued_at: it cannot be issued before it is cleared"),
        (
            ["drafted_at", "cleared_at", "outcome_at"],
            "outcome_at: it cannot be settled before it is issued",
        ),
    ],
)
def test_no_stage_of_redress_is_left_out(stages: list[str], why: str) -> None:
    assert told(redress(*stages)) == [why]


def test_stages_come_in_the_order_of_time() -> None:
    early = replace(redress("drafted_at", "cleared_at"), cleared_at=NOW - 5 * HOUR)
    assert told(early) == ["cleared_at: it cannot be cleared before it was drafted"]


def test_redress_may_be_withdrawn_at_any_stage() -> None:
    assert told(replace(REDRESS, outcome="withdrawn", outcome_at=NOW)) == []


@pytest.mark.parametrize("half", [{"outcome": "refused"}, {"outcome_at": NOW}])
def test_what_came_of_redress_came_at_some_time(half: dict[str, Any]) -> None:
    whole = replace(redress("drafted_at", "cleared_at", "issued_at"), **half)
    assert told(whole) == ["outcome: what came of it, and when, belong together"]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (
            replace(ENQUIRY, answered_at=NOW),
            "decision: it is answered, but nothing says what was decided",
        ),
        (
            replace(ENQUIRY, answered_at=NOW - 4 * HOUR, decision="statement"),
            "answered_at: it cannot be answered before it was received",
        ),
        (
            replace(ENQUIRY, deadline_at=NOW - 4 * HOUR),
            "deadline_at: it cannot be due before it was received",
        ),
        (
            replace(ENQUIRY, received_at=NOW + HOUR),
            "received_at: that lies ahead: it cannot have been received yet",
        ),
        (
            replace(CLEARED, issued_at=NOW + HOUR),
            "issued_at: that lies ahead: it cannot have been issued yet",
        ),
        (replace(LETTER, ends_at=NOW - HOUR), "ends_at: it cannot be over before it was begun"),
        (
            replace(RADIO, published_at=NOW + DAY + HOUR),
            "published_at: that lies ahead: nobody has published it yet",
        ),
    ],
)
def test_what_cannot_have_happened_is_refused(entry: Entry, why: str) -> None:
    assert told(entry) == [why]


def test_tomorrows_paper_is_read_tonight() -> None:
    assert told(replace(RADIO, published_at=NOW + DAY)) == []


def test_everything_that_speaks_against_an_entry_is_told_at_once() -> None:
    assert len(told(replace(RELEASE, cleared_by="A", issued_at=NOW + HOUR))) == 3
