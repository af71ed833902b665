"""The hourly situation report: what it says, to whom it goes, and under which name."""

from dataclasses import replace
from datetime import timedelta

from monitor.alert.crisis.crises import why_calm
from monitor.alert.crisis.sitrep import crisis_alert, listeners, proposal_messages, report_messages
from monitor.alert.crisis.situation import situation
from monitor.alert.desk import Desk
from monitor.alert.messages import render
from monitor.records import AlertState, DeliveryState, Reason, Redress, Step
from tests.alert.dossiers import (
    HOUR,
    a_crisis,
    a_dossier,
    an_appearance,
    an_enquiry,
    an_output,
    watched,
)
from tests.alert.samples import NOON, S1, an_alert, an_oncall

FIRST = an_appearance("a", NOON - HOUR)
SECOND = an_appearance(
    "b",
    NOON + 90 * timedelta(minutes=1),
    outlet="Courier",
    owner="Courier Group",
    title="Minister asks about the lamps",
    tone="neutral",
    score=0.1,
    sentence="",
)
TOLD_AT_ONE = a_crisis(reported_at=NOON + HOUR)
AT_TWO = NOON + 2 * HOUR


def lines(*found: object, **changes: object) -> dict[str, str]:
    dossier = a_dossier(*(found or (FIRST, SECOND)), **changes)  # type: ignore[arg-type]
    said = situation(dossier, TOLD_AT_ONE, AT_TWO)
    return {line.partition(" ")[0].rstrip(":"): line for line in said}


def test_it_begins_with_who_declared_it_and_how_long_ago() -> None:
    assert lines()["Hour"] == "Hour 2 of the crisis that Ruth Amory declared Tue 17 Nov, 12:00"


def test_it_tells_what_is_new_since_the_last_report_alone() -> None:
    assert lines()["New"] == (
        "New since Tue 17 Nov, 13:00: 1 item: Courier “Minister asks about the lamps”"
    )
    assert lines(FIRST)["Nothing"] == "Nothing new since Tue 17 Nov, 13:00"


def test_the_first_report_tells_all_of_the_story() -> None:
    told = situation(a_dossier(FIRST, SECOND), a_crisis(), NOON)
    assert told[1].startswith("New so far: 2 items: Northmoor Herald “")


def test_an_item_that_was_read_late_is_new_when_it_was_read() -> None:
    late = replace(FIRST, taken_at=NOON + 61 * timedelta(minutes=1))
    assert lines(late)["New"].startswith("New since Tue 17 Nov, 13:00: 1 item")


def test_many_new_items_are_counted_and_the_newest_named() -> None:
    many = [replace(SECOND, item_id=f"{n}", outlet=f"Title {n}") for n in range(9)]
    told = lines(*many)["New"]
    assert "9 items: Title 5 “" in told
    assert told.endswith("; and 5 more")


def test_spread_names_owners_that_joined() -> None:
    assert (
        lines()["Spread"] == "Spread: 2 items in 2 outlets of 2 owners; new owners: Courier Group"
    )
    assert lines(FIRST)["Spread"] == "Spread: 1 item in 1 outlet of 1 owner"


def test_tone_comes_with_the_sentence_that_is_worst_for_us() -> None:
    worse = replace(SECOND, sentence="It is a disgrace.", score=-0.9, tone="negative")
    assert lines(FIRST, worse)["Tone"] == "Tone: negative 2; “It is a disgrace.” (Courier)"
    assert lines(replace(FIRST, tone="", sentence=""))["Tone"] == "Tone: not scored"


def test_enquiries_that_wait_are_named_with_their_deadline() -> None:
    late = an_enquiry(deadline_at=AT_TWO - HOUR)
    done = an_enquiry("done", answered_at=NOON)
    assert lines(enquiries=(late, done))["Enquiries"] == (
        "Enquiries: 2, 1 open: Northmoor Herald “When will the towpath lamps work?” "
        "(due Tue 17 Nov, 13:00, overdue)"
    )
    assert lines(enquiries=(done,))["Enquiries"] == "Enquiries: 1, none open"


def test_our_lines_are_what_went_out_and_drafts_are_counted() -> None:
    draft = an_output("draft", issued_at=None)
    rebuttal = Redress(
        id="r",
        office_id="ashvale",
        kind="rebuttal",
        wrong="all lamps are dark",
        needed_at=NOON,
        issued_at=NOON + HOUR,
        entered_by="ruth",
        entered_at=NOON,
    )
    assert lines()["Our"] == "Our lines: none on record"
    assert lines(outputs=(an_output(), draft), redress=(rebuttal,))["Our"] == (
        "Our lines: statement “Lamps at the Hallby towpath: what we do”, Tue 17 Nov, 13:00; "
        "rebuttal to everybody: “all lamps are dark”, Tue 17 Nov, 13:00; 1 draft not issued"
    )


def test_it_says_who_has_it_in_hand_and_which_alert_nobody_has() -> None:
    mine = an_alert("R02", state=AlertState.ACKNOWLEDGED, owner="Sam Okafor")
    told = lines(alerts=(mine, an_alert("R06"), an_alert("R37", state=AlertState.NOTED)))
    assert told["In"] == f"In hand: Sam Okafor (R02), nobody has R06 ({an_alert('R06').id})"
    assert lines()["In"] == "In hand: no alert was raised on it"


def test_outlets_that_are_not_heard_are_named() -> None:
    assert lines(unheard=("Courier",))["Not"] == (
        "Not heard now: Courier: half of its outlets or more"
    )


def test_calm_is_told_with_its_reason_and_that_a_person_ends_it() -> None:
    said = situation(watched(FIRST), TOLD_AT_ONE, NOON + 9 * HOUR)
    assert said[-1] == f"Return to normal? {why_calm()}; a person ends it"


# ---------------------------------------------------------------- messages


def test_whoever_is_on_call_and_the_first_rung_hear_of_it_each_once() -> None:
    assert list(listeners(Desk(an_oncall(), ()), NOON)) == ["sam"]
    first = {S1: (Step(role="backup", after_minutes=0),)}
    assert list(listeners(Desk(an_oncall(chains=first), ()), NOON)) == ["sam", "ruth"]
    nobody = an_oncall(roles={"press-desk": "gwen"}, chains={})
    assert list(listeners(Desk(nobody, ()), NOON)) == ["gwen"]


def test_a_message_is_named_by_crisis_and_hour_for_each_person_and_way() -> None:
    def told(minutes: int) -> set[str]:
        now = NOON + timedelta(minutes=minutes)
        ways = ("console", "slack")
        found = report_messages(Desk(an_oncall(), ways), a_dossier(), a_crisis(), now)
        return {one.id for one in found}

    assert told(60) == told(119)
    assert len(told(60) | told(120)) == 4


def test_its_reason_is_a_value_and_it_goes_out_at_once() -> None:
    (one,) = report_messages(Desk(an_oncall(), ("console",)), a_dossier(), a_crisis(), NOON)
    assert (one.state, one.not_before, one.occasion) == (DeliveryState.NEW, NOON, "hour-0")
    assert one.reason is Reason.SITUATION


def test_the_message_can_be_read_on_every_way_out() -> None:
    for way in ("console", "slack"):
        (one,) = report_messages(Desk(an_oncall(), (way,)), a_dossier(FIRST), a_crisis(), NOON)
        message = render(one)
        shown = f"{message.text} {message.blocks}"
        assert "Situation, hour 0: Lamps at Hallby towpath dark" in shown
        assert "Our lines: none on record" in " ".join(shown.replace("┃", " ").split())


def test_a_return_to_normal_is_proposed_with_the_words_that_end_it() -> None:
    now = NOON + 9 * HOUR
    (one,) = proposal_messages(Desk(an_oncall(), ("console",)), a_dossier(), a_crisis(), now)
    assert one.card.headline.startswith("Return to normal? ")
    assert f"monitor crisis end {a_crisis().id}" in one.card.because[-1]


def test_a_crisis_stands_in_the_queue_as_in_hand_and_in_no_story_but_its_own() -> None:
    alert = crisis_alert(a_crisis(), a_dossier())
    assert (alert.state, alert.owner) == (AlertState.ACKNOWLEDGED, "Ruth Amory")
    assert alert.due_at is None
    assert alert.story_id == alert.id == a_crisis().id
