"""A story from its first item on, and how long each thing took."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.alert.crisis.dossier import Deed
from monitor.alert.crisis.timeline import (
    clock,
    measures,
    measures_in_words,
    timeline,
    timeline_in_words,
    told_in_words,
)
from monitor.records import AlertState, DeliveryState
from tests.alert.dossiers import HOUR, a_crisis, a_dossier, an_appearance, an_enquiry, an_output
from tests.alert.samples import NOON, a_card, a_delivery, an_alert

MINUTE = timedelta(minutes=1)
ALERT = an_alert(
    "R02",
    created_at=NOON + 5 * MINUTE,
    state=AlertState.ACKNOWLEDGED,
    owner="Sam",
    acknowledged_at=NOON + 12 * MINUTE,
)
SENT = a_delivery(ALERT, state=DeliveryState.SENT, sent_at=NOON + 6 * MINUTE)
DEEDS = (
    Deed(at=NOON + 12 * MINUTE, actor="Sam", action="acknowledged", alert_id=ALERT.id),
    Deed(at=NOON + 11 * MINUTE, actor="monitor", action="told Ruth", alert_id=ALERT.id),
)
WHOLE = a_dossier(
    an_appearance(),
    alerts=(ALERT,),
    deliveries=(SENT, a_delivery(ALERT, state=DeliveryState.HELD)),
    deeds=DEEDS,
    outputs=(an_output(issued_at=NOON + 70 * MINUTE),),
    enquiries=(
        an_enquiry(received_at=NOON + 20 * MINUTE, answered_at=NOON + HOUR, decision="statement"),
    ),
)


def test_everything_stands_in_the_order_in_which_it_happened() -> None:
    assert [one.kind for one in timeline(WHOLE)] == [
        *("item", "alert", "told", "done", "enquiry", "answer", "our line")
    ]


def test_a_line_has_london_time_and_what_happened() -> None:
    first, *_, last = timeline_in_words(timeline(WHOLE))
    assert first.startswith("Tue 17 Nov, 12:00 GMT  item      Northmoor Herald (local, negative) “")
    assert last.startswith("Tue 17 Nov, 13:10 GMT  our line  statement “Lamps at")


def test_in_the_night_of_the_clock_change_the_hour_that_comes_twice_is_told_apart() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    items = [an_appearance(name, first + n * HOUR) for n, name in enumerate("abc")]
    told = timeline_in_words(timeline(a_dossier(*reversed(items))))
    assert [line.partition("  ")[0] for line in told] == [
        "Sun 25 Oct, 01:30 BST",
        "Sun 25 Oct, 01:30 GMT",
        "Sun 25 Oct, 02:30 GMT",
    ]
    assert clock(first) == "Sun 25 Oct, 01:30 BST"


def test_the_after_action_record_measures_from_the_first_item() -> None:
    over = a_crisis(ended_at=NOON + 30 * HOUR, proposed_at=NOON + 26 * HOUR)
    assert measures_in_words(measures(WHOLE, over)) == [
        "Time to detect: 5 min",
        "Time to first acknowledgement: 7 min",
        "Time to first line: 1 h 10 min",
        "Time to normal: 26 h",
    ]


def test_spans_are_of_time_that_passed_over_a_clock_change() -> None:
    begun = datetime(2026, 10, 24, 20, tzinfo=UTC)
    dossier = a_dossier(an_appearance("a", begun))
    over = a_crisis(started_at=begun, ended_at=begun + 12 * HOUR)
    assert measures_in_words(measures(dossier, over))[-1] == "Time to normal: 12 h"


def test_what_did_not_happen_is_not_on_record() -> None:
    found = measures_in_words(measures(a_dossier(), a_crisis()))
    assert found[0] == "Time to detect: not on record"
    assert len({line.partition(": ")[2] for line in found}) == 1


def test_a_note_that_nobody_heard_of_detects_nothing_nor_does_an_older_line() -> None:
    noted = replace(ALERT, state=AlertState.NOTED)
    older = an_output(issued_at=NOON - HOUR)
    found = measures(a_dossier(alerts=(noted,), outputs=(older,)), a_crisis())
    assert (found.first_alert_at, found.first_line_at) == (None, None)


def test_who_was_told_is_what_arrived_and_what_people_did() -> None:
    assert told_in_words(WHOLE) == [
        "Tue 17 Nov, 12:06 GMT  monitor told Sam Okafor by slack: "
        "R01 Call for the commissioner to go, first alert of this story",
        "Tue 17 Nov, 12:12 GMT  Sam acknowledged R02",
    ]


def test_a_crisis_report_is_told_by_its_headline() -> None:
    card = a_card(rule="CRISIS How it stands", headline="Situation, hour 1: Lamps")
    sent = replace(SENT, card=card)
    (line,) = told_in_words(a_dossier(deliveries=(sent,)))
    assert line.endswith("monitor told Sam Okafor by slack: Situation, hour 1: Lamps")
