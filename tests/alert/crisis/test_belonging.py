"""What of the registers is on a story."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.alert.crisis.belonging import (
    Marks,
    enquiries_on,
    marks_of,
    outputs_on,
    redress_on,
    telling,
)
from monitor.records import Redress
from tests.alert.dossiers import HOUR, an_appearance, an_enquiry, an_output
from tests.alert.samples import NOON, STORY

ITEM = an_appearance(title="Commissioner Ada Finch leaves Hallby towpath lamps dark")
OTHER = "A fete in Lowfield"


def marks(**changes: object) -> Marks:
    return marks_of(
        [ITEM],
        [STORY, "alert-12345678"],
        used=["output-used"],
        names=["Ada Finch", "Northmoor's commissioner"],
        now=NOON,
    )


@pytest.mark.parametrize(
    ("subject", "is_on"),
    [
        ("Why are the lamps on the towpath dark?", True),
        ("The lamp at Hallby", True),
        ("Lamps", False),  # one word is often chance
        ("Ada Finch's police plan for the council", False),  # in every story
        (OTHER, False),
    ],
)
def test_an_enquiry_is_on_it_by_two_words_that_tell_something(subject: str, is_on: bool) -> None:
    assert bool(enquiries_on(marks(), [an_enquiry(subject=subject)])) is is_on


def test_an_enquiry_of_another_time_is_not() -> None:
    for at in (NOON - timedelta(days=2), NOON + timedelta(days=9)):
        assert enquiries_on(marks(), [an_enquiry(received_at=at)]) == ()
    assert enquiries_on(marks(), [an_enquiry(received_at=NOON - 3 * HOUR)])


def test_a_note_that_names_the_story_or_its_alert_is_enough() -> None:
    for called in (STORY[:8], f"see {STORY}", "alert-12"):
        assert enquiries_on(marks(), [an_enquiry(subject=OTHER, note=called)]), called
    assert enquiries_on(marks(), [an_enquiry(subject=OTHER, note=STORY[:6])]) == ()


def test_an_output_is_on_it_if_items_use_it_or_it_answers_an_enquiry() -> None:
    asked = an_enquiry()
    outputs = [
        an_output("used", title=OTHER),
        an_output("answer", title=OTHER, enquiry_id=asked.id),
        an_output("worded"),
        an_output("no", title=OTHER),
    ]
    found = outputs_on(marks(), outputs, [asked])
    assert [one.id for one in found] == ["output-used", "output-answer", "output-worded"]


def test_a_draft_is_of_the_time_in_which_it_was_entered() -> None:
    assert outputs_on(marks(), [an_output(issued_at=None)], [])
    old = an_output(issued_at=None, entered_at=NOON - timedelta(days=90))
    assert outputs_on(marks(), [old], []) == ()


@pytest.mark.parametrize(
    ("changes", "is_on"),
    [
        ({"item_id": ITEM.item_id}, True),
        ({"url": ITEM.url}, True),
        ({"wrong": "that towpath lamps are dark"}, True),
        ({}, False),
    ],
)
def test_a_correction_is_on_it_by_the_item_that_it_is_asked_for(
    changes: dict[str, str], is_on: bool
) -> None:
    one = Redress(
        id="r", office_id="o", wrong=OTHER, needed_at=NOON, entered_by="r", entered_at=NOON
    )
    one = replace(one, **changes)  # type: ignore[arg-type]
    assert bool(redress_on(marks(), [one])) is is_on


def test_inflections_are_one_word() -> None:
    assert telling("burglary burglaries") == telling("Burglary")
