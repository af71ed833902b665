"""Whole names, in any spelling of the same name, and who held the post that day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.records import Holder, Office
from monitor.understand.recognition.mentions import sentences_about, watch
from tests.understand.recognition.recognise import find

BEGAN, HANDOVER, AFTER = date(2012, 11, 22), date(2021, 5, 12), date(2021, 5, 13)
ASHVALE = Office(
    id="ashvale",
    name="Ashvale",
    title="Police and Crime Commissioner for Ashvale",
    names=("Ashvale's Police and Crime Commissioner", "Ashvale PCC", "Ashvale"),
    holders=(
        Holder(
            id="lyle", name="Peter Lyle", role="pcc", from_=date(2012, 11, 22), to=date(2021, 5, 12)
        ),
        Holder(
            id="marsh", name="Helen Marsh", role="pcc", from_=date(2021, 5, 13), also=("PCC Marsh",)
        ),
    ),
)
WATCHED = watch([ASHVALE])


def _surfaces(title: str, text: str) -> list[str]:
    return [mention.surface for mention in find(WATCHED, title, text, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Ashvale's Police and Crime Commissioner",
        "Ashvale’s police & crime commissioner",
        "ASHVALE'S POLICE AND CRIME COMMISSIONER",
        "Ashvale's police  and\ncrime commissioner",
    ],
)
def test_spellings_of_one_name_are_one_name(text: str) -> None:
    assert _surfaces("", f"The {text} spoke.") == [text]


@pytest.mark.parametrize("text", ["Peter Lylesson", "xHelen Marsh", "Ashvaleton", "@Ashvale"])
def test_a_part_of_a_longer_word_is_nobody(text: str) -> None:
    assert _surfaces("", text) == []


def test_the_longest_name_wins() -> None:
    assert _surfaces("", "Ashvale PCC Helen Marsh") == ["Ashvale PCC", "Helen Marsh"]


def test_offsets_lead_back_to_the_words() -> None:
    title, text = "Helen Marsh to speak", "A first sentence. Then PCC Marsh spoke."
    found = find(WATCHED, title, text, None)
    assert [
        (m.where, (title if m.where == "headline" else text)[m.start : m.end]) for m in found
    ] == [
        ("headline", "Helen Marsh"),
        ("body", "PCC Marsh"),
    ]


def test_the_first_sentence_is_the_lead() -> None:
    text = "Helen Marsh spoke. Police say Helen Marsh left."
    places = [m.where for m in find(WATCHED, "", text, None)]
    assert places == ["lead", "body"]


@pytest.mark.parametrize(
    ("on", "role"),
    [
        (date(2019, 12, 1), "pcc"),
        (date(2021, 5, 12), "pcc"),
        (date(2021, 5, 13), "former_pcc"),
        (date(2012, 11, 21), "future_pcc"),
        (None, "pcc"),
    ],
)
def test_the_day_decides_whether_a_holder_was_in_post(on: date | None, role: str) -> None:
    (mention, *_) = find(WATCHED, "", "Peter Lyle, the police and crime commissioner, spoke.", on)
    assert mention.role == role


@pytest.mark.parametrize(
    ("on", "roles"),
    [(BEGAN, ["pcc"]), (HANDOVER, ["pcc"]), (AFTER, [])],
)
def test_who_has_left_is_meant_only_beside_a_title(on: date, roles: list[str]) -> None:
    text = "Peter Lyle spoke of crime in Ashvale Police's yard."
    office = replace(ASHVALE, names=("Ashvale PCC",), area=("Ashvale",))
    assert [one.role for one in find(watch([office]), "", text, on)] == roles


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        (date(2018, 1, 1), "voss-deputy"),
        (date(2022, 1, 1), "voss"),
        (date(2030, 1, 1), "voss"),
        (date(2010, 1, 1), "voss-deputy"),
    ],
)
def test_of_somebodys_two_posts_the_one_of_that_day_is_meant(on: date, holder: str) -> None:
    deputy = Holder(id="voss-deputy", name="Una Voss", role="deputy_pcc", from_=BEGAN, to=HANDOVER)
    pcc = Holder(id="voss", name="Una Voss", role="pcc", from_=AFTER, to=date(2028, 5, 1))
    watched = watch([replace(ASHVALE, holders=(pcc, deputy))])
    text = "Una Voss met the police and crime commissioner's staff. Ms Voss left."
    assert {one.holder_id for one in find(watched, "", text, on)} - {""} == {holder}


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("@AshvalePCC thank you", ["@AshvalePCC"]),
        ("@ashvalepcc thank you", ["@ashvalepcc"]),
        ("#AshvalePCC thank you", ["AshvalePCC"]),
        ("@AshvalePCCfan thank you", []),
        ("@AshvalePCC_fan thank you", []),
        ("@Ashvale thank you", []),
    ],
)
def test_an_account_on_the_watchlist_is_the_office(text: str, surfaces: list[str]) -> None:
    office = replace(ASHVALE, names=(*ASHVALE.names, "AshvalePCC"))
    assert [one.surface for one in find(watch([office]), "", text, None)] == surfaces


@pytest.mark.parametrize("began", ["Élan", "Łukasz", "Ŵyn", "Þór", "שלום"])
def test_a_sentence_may_begin_with_any_capital(began: str) -> None:
    text = f"PCC Helen Marsh spoke. {began} Holt left."
    (about,) = sentences_about("ashvale", find(WATCHED, "", text, None), "", text)
    assert about == ("lead", "PCC Helen Marsh spoke.")


def test_a_sentence_does_not_begin_with_a_small_letter() -> None:
    text = "PCC Helen Marsh spoke to St. école pupils. Rain fell."
    (about,) = sentences_about("ashvale", find(WATCHED, "", text, None), "", text)
    assert about == ("lead", "PCC Helen Marsh spoke to St. école pupils.")


def test_an_office_named_without_its_holder_is_the_office() -> None:
    mention = find(WATCHED, "", "Ashvale PCC spoke.", None)[0]
    assert (mention.holder_id, mention.role, mention.confidence) == ("", "office", 1.0)


def test_names_with_the_marks_of_patterns_are_literal() -> None:
    odd = Office(id="odd", name="", title="", names=("C(r)ime [office]+",))
    assert [m.surface for m in find(watch([odd]), "", "See C(r)ime [office]+ now", None)]
    assert not find(watch([odd]), "", "See Crime offic now", None)


def test_only_sentences_that_name_the_office_are_about_it() -> None:
    title = "Survey opens"
    text = "Rain fell. Helen Marsh opened a crime survey. Nobody came."
    mentions = find(WATCHED, title, text, None)
    assert list(sentences_about("ashvale", mentions, title, text)) == [
        ("body", "Helen Marsh opened a crime survey.")
    ]


@given(st.text(), st.text())
def test_no_text_breaks_recognition(title: str, text: str) -> None:
    for mention in find(WATCHED, title, text, None):
        whole = title if mention.where == "headline" else text
        assert whole[mention.start : mention.end] == mention.surface
