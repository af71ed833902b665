"""Who stands in a sentence, on sentences of our own about Ashvale."""

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.records import Mention, Quote, Speaker
from monitor.understand.parties.sentences import MOST, sentences_of
from tests.understand.parties.ashvale import CAST, DAY, read, shown

LINES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "parties.jsonl").read_text(encoding="utf-8").splitlines()
]
NASTY = ["officers ", "Aa Bb ", "of the ", "she ", "his office ", "chair of the ", "’s ", "İ"]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["text"][:60])
def test_everybody_of_the_last_sentence_is_found(line: dict[str, Any]) -> None:
    on = date.fromisoformat(line["on"]) if "on" in line else DAY
    assert shown(read(line["text"], on=on)[-1]) == [tuple(one) for one in line["parties"]]


def test_the_headline_comes_first_and_then_lead_and_body() -> None:
    told = read("Helen Marsh, Ashvale PCC, spoke. A man left. It rained.", "Marsh speaks")
    assert [one.where for one in told] == ["headline", "lead", "body", "body"]
    assert [one.names_us for one in told] == [True, True, False, False]


def test_without_a_headline_the_lead_comes_first() -> None:
    assert [one.where for one in read("A man left.")] == ["lead"]
    assert read("", " ") == ()


def test_a_surname_in_the_headline_is_whom_the_text_names() -> None:
    headline = read("Tom Ridley has been suspended.", "Ridley suspended")[0]
    assert shown(headline) == [("Ridley", "chief")]


def test_a_headline_in_capitals_names_nobody_by_its_capitals() -> None:
    headline = read("Text.", "Chief Constable Suspended Over Hidden Payments")[0]
    assert shown(headline) == [("Chief Constable", "chief")]


def test_a_commissioner_whom_no_mention_means_is_somebody_elses() -> None:
    sentence = sentences_of(CAST, "", "The commissioner has resigned.", (), (), DAY)[0]
    assert shown(sentence) == [("commissioner", "other")]
    assert not sentence.names_us


def test_mentions_of_another_watched_office_do_not_count() -> None:
    theirs = Mention(
        office_id="westermark",
        holder_id="",
        role="office",
        surface="commissioner",
        start=4,
        end=16,
        where="lead",
        confidence=1.0,
    )
    sentence = sentences_of(CAST, "", "The commissioner left.", (theirs,), (), DAY)[0]
    assert shown(sentence) == [("commissioner", "other")]
    assert not sentence.names_us


@pytest.mark.parametrize(
    ("speaker", "office", "wanted"),
    [
        (Speaker.HOLDER, "ashvale", "commissioner"),
        (Speaker.HOLDER, "westermark", "other"),
        (Speaker.COUNCILLOR, "", "council"),
        (Speaker.FAMILY, "", "victim"),
        (Speaker.CHIEF, "", "chief"),
        (Speaker.UNKNOWN, "", None),
        (Speaker.OTHER, "", "public"),
    ],
)
def test_the_speaker_is_whose_quotation_it_is(
    speaker: Speaker, office: str, wanted: str | None
) -> None:
    text = f"“It is wrong,” {'a trader' if speaker is Speaker.OTHER else 'we'} said."
    quote = Quote(
        speaker=speaker, name="", start=1, end=12, where="lead", direct=True, office_id=office
    )
    assert sentences_of(CAST, "", text, (), (quote,), DAY)[0].speaker == wanted


def test_what_it_is_in_a_quotation_the_sentence_before_does_not_say() -> None:
    lead = "Ashvale PCC Helen Marsh wrote to the Home Office."
    assert shown(read(f"{lead} It is silent.")[1]) == [("It", "government")]
    assert shown(read(f"{lead} “It is an insult,” she said.")[1]) == [("she", "commissioner")]


def test_a_quotation_tells_of_its_own_sentences_alone() -> None:
    told = read(
        "“I will go,” said Ashvale PCC Helen Marsh. “I am sorry for it all.” A baker shrugged."
    )
    assert [one.speaker for one in told] == ["commissioner", "commissioner", None]


def test_a_transcript_is_read_to_its_four_hundredth_sentence() -> None:
    assert len(read("A man left. " * 2 * MOST)) == MOST


@given(st.text(max_size=300), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_has_parties_within_its_sentences_and_apart(text: str, title: str) -> None:
    for sentence in read(f"{text} Helen Marsh, the Ashvale PCC, {text}", title):
        ends = 0
        for party in sentence.parties:
            assert ends <= party.start < party.end <= len(sentence.text)
            ends = party.end


@pytest.mark.parametrize("again", NASTY)
def test_ten_times_the_text_takes_no_more_than_its_share(again: str) -> None:
    text = again * (20_000 // len(again))
    began = time.monotonic()
    sentences_of(CAST, text, text, (), (), DAY)
    assert time.monotonic() - began < 5  # measured at 0.02 to 0.3 s
