"""Whole names, in any spelling of the same name, and who held the post that day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.records import Holder, Office
from monitor.understand.mentions import find_mentions, sentences_about, watch

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
    return [mention.surface for mention in find_mentions(WATCHED, title, text, None)]


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
    found = find_mentions(WATCHED, title, text, None)
    assert [
        (m.where, (title if m.where == "headline" else text)[m.start : m.end]) for m in found
    ] == [
        ("headline", "Helen Marsh"),
        ("body", "PCC Marsh"),
    ]


def test_the_first_sentence_is_the_lead() -> None:
    text = "Helen Marsh spoke. Police say Helen Marsh left."
    places = [m.where for m in find_mentions(WATCHED, "", text, None)]
    assert places == ["lead", "body"]


@pytest.mark.parametrize(
    ("on", "role"),
    [
        (date(2019, 12, 1), "pcc"),
        (date(2021, 5, 12), "pcc"),
        (date(2021, 5, 13), "former_pcc"),
        (None, "pcc"),
    ],
)
def test_the_day_decides_whether_a_holder_was_in_post(on: date | None, role: str) -> None:
    assert find_mentions(WATCHED, "", "Peter Lyle spoke of crime.", on)[0].role == role


def test_an_office_named_without_its_holder_is_the_office() -> None:
    mention = find_mentions(WATCHED, "", "Ashvale PCC spoke.", None)[0]
    assert (mention.holder_id, mention.role, mention.confidence) == ("", "office", 1.0)


def test_names_with_the_marks_of_patterns_are_literal() -> None:
    odd = Office(id="odd", name="", title="", names=("C(r)ime [office]+",))
    assert [m.surface for m in find_mentions(watch([odd]), "", "See C(r)ime [office]+ now", None)]
    assert not find_mentions(watch([odd]), "", "See Crime offic now", None)


def test_only_sentences_that_name_the_office_are_about_it() -> None:
    title = "Survey opens"
    text = "Rain fell. Helen Marsh opened a crime survey. Nobody came."
    mentions = find_mentions(WATCHED, title, text, None)
    assert list(sentences_about("ashvale", mentions, title, text)) == [
        ("body", "Helen Marsh opened a crime survey.")
    ]


@given(st.text(), st.text())
def test_no_text_breaks_recognition(title: str, text: str) -> None:
    for mention in find_mentions(WATCHED, title, text, None):
        whole = title if mention.where == "headline" else text
        assert whole[mention.start : mention.end] == mention.surface
