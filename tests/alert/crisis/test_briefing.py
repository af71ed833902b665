"""A story in a paragraph, which a person checks and sends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.alert.crisis.briefing import COUNTERPARTS, paragraph, unknown
from monitor.alert.crisis.dossier import BRIEFLY, Said
from monitor.records import AlertState
from tests.alert.dossiers import HOUR, a_dossier, an_appearance, an_enquiry, an_output
from tests.alert.samples import NOON, a_card, an_alert

NOW = NOON + 2 * HOUR
ALERT = an_alert("R02", card=a_card(rule="R02 Under investigation", row="Scrutiny"))


def test_it_says_what_where_and_how_far() -> None:
    more = an_appearance("b", NOON + HOUR, outlet="Courier", owner="Courier Group", tier="national")
    dossier = a_dossier(an_appearance(), more, alerts=(ALERT,), districts=("Hallby", "Kestley"))
    told = paragraph(dossier, NOW)
    assert told.startswith(
        "“Lamps at Hallby towpath dark for a month” (S2, R02 Under investigation). "
        "Where: Hallby, Kestley. Spread: 2 items in 2 outlets of 2 owners (local 1, national 1) "
        "since Tue 17 Nov, 12:00, Northmoor Herald first."
    )


def test_tone_comes_with_the_sentence_that_decides_it() -> None:
    assert (
        "Tone towards the office: negative 1; what decides it: "
        "“The commissioner has failed the towpath.” (Northmoor Herald)."
    ) in paragraph(a_dossier(), NOW)


def test_quotations_are_brief_and_name_nobody_but_who_is_in_office() -> None:
    long = " ".join(f"word{n}" for n in range(60))
    said = (
        Said(speaker="MP", name="Ada Finch", outlet="Courier", words=f"“{long}”"),
        Said(speaker="victim or family", name="", outlet="Post"),
        Said(speaker="unknown", name="", outlet="Post", words="It is dark."),
    )
    told = paragraph(a_dossier(said=said), NOW)
    quoted = told.split("Ada Finch (Courier): “")[1].split("”")[0]
    assert len(quoted.removesuffix("…").split()) == BRIEFLY
    assert "; victim or family (Post); a person unknown (Post): “It is dark.”" in told
    assert "Nobody is quoted." in paragraph(a_dossier(), NOW)


def test_the_deciding_sentence_is_no_longer_than_a_quotation() -> None:
    item = replace(an_appearance(), sentence="dark " * 80)
    assert "dark…” (Northmoor Herald)" in paragraph(a_dossier(item), NOW)
    assert paragraph(a_dossier(item), NOW).count("dark ") < 2 * BRIEFLY


def test_our_lines_and_what_is_not_issued_yet() -> None:
    outputs = (an_output(), an_output("d", title="A draft", issued_at=None))
    told = paragraph(a_dossier(outputs=outputs), NOW)
    assert "Our lines: statement “Lamps at the Hallby towpath: what we do”, Tue 17 Nov" in told
    assert "; not issued: “A draft”." in told


@pytest.mark.parametrize("lead", ["PCC", "force", "joint", "Both"])
def test_the_lead_comes_with_its_row_and_its_counterpart(lead: str) -> None:
    alert = replace(ALERT, card=replace(ALERT.card, lead=lead))
    told = paragraph(a_dossier(alerts=(alert,)), NOW)
    assert f"Proposed lead: {lead} (row: Scrutiny); {COUNTERPARTS[lead.casefold()]}." in told


def test_without_an_alert_the_lead_is_to_be_decided() -> None:
    assert "Proposed lead: joint, decide; agree with" in paragraph(a_dossier(), NOW)


def test_the_most_urgent_alert_that_was_told_leads_before_a_note() -> None:
    note = an_alert("R01", severity=ALERT.severity, state=AlertState.NOTED)
    assert "R02 Under investigation" in paragraph(a_dossier(alerts=(note, ALERT)), NOW)


def test_it_says_what_is_not_known() -> None:
    late = an_enquiry(deadline_at=NOON)
    unsure = replace(an_appearance(), tone="unsure")
    assert unknown(a_dossier(unsure, alerts=(ALERT,), enquiries=(late,)), NOW) == [
        "who has it in hand",
        "where it plays",
        "what we say",
        "what Northmoor Herald will be told (1 overdue)",
        "the tone of some items, which a person must read",
        "what we have not seen: print, radio and closed groups",
    ]


def test_what_is_known_is_not_asked_again() -> None:
    held = replace(ALERT, owner="Sam", state=AlertState.ACKNOWLEDGED)
    dossier = a_dossier(alerts=(held,), outputs=(an_output(),), districts=("Hallby",))
    assert unknown(dossier, NOW) == ["what we have not seen: print, radio and closed groups"]


def test_a_story_without_an_item_is_told_as_that() -> None:
    told = paragraph(replace(a_dossier(), appearances=()), NOON + timedelta(days=9))
    assert "Spread: we have seen no item of it." in told
