"""Who is quoted, on sentences of our own: every kind of speaker, in marks and without."""

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import EntityRuler

from monitor.records import (
    Context,
    Mention,
    Neighbour,
    Quote,
    Speaker,
)
from monitor.understand.article import Article, make_article
from monitor.understand.recognition.mentions import watch, weigh_mentions
from monitor.understand.speech.quotes import quotes_in, watch_speakers
from monitor.understand.speech.verbs import people_in
from tests.understand.northmoor import NORTHMOOR

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "quotes.jsonl").read_text(encoding="utf-8").splitlines()
]
CONTEXT = Context(neighbours=(Neighbour(area="Pellshire", people=("Ines Rudd",)),))
WATCHED, SPEAKERS = watch([NORTHMOOR], CONTEXT), watch_speakers([NORTHMOOR])


def quoted(title: str, text: str, on: date | None = date(2026, 3, 4)) -> tuple[Quote, ...]:
    article = make_article(title, text)
    return quotes_in(SPEAKERS, article, weigh_mentions(WATCHED, article, on), on)


def told(line: dict[str, Any]) -> list[list[str]]:
    title, text = line.get("title", ""), line["text"]
    on = date.fromisoformat(line.get("on", "2026-03-04"))
    return [
        [
            one.speaker.value,
            one.name,
            "direct" if one.direct else "reported",
            (title if one.where == "headline" else text)[one.start : one.end],
        ]
        for one in quoted(title, text, on)
    ]


def _matches(line: dict[str, Any]) -> bool:
    found, wanted = told(line), line["quotes"]
    return len(found) == len(wanted) and all(
        one[:3] == other[:3] and other[3] in one[3]
        for one, other in zip(found, wanted, strict=True)
    )


def test_the_sentences_have_every_speaker_both_ways() -> None:
    assert len(SENTENCES) >= 80
    quotes = [quote for line in SENTENCES for quote in line["quotes"]]
    both_ways = {(quote[0], quote[2]) for quote in quotes}
    unknown = (Speaker.UNKNOWN.value, "reported")  # words without marks have a speaker
    wanted = {(one.value, way) for one in Speaker for way in ("direct", "reported")} - {unknown}
    assert wanted - both_ways == set()
    assert sum(not line["quotes"] for line in SENTENCES) >= 15


@pytest.mark.parametrize("line", SENTENCES, ids=lambda line: f"{line['text'][:60]}")
def test_every_sentence_has_the_speakers_that_it_should(line: dict[str, Any]) -> None:
    assert _matches(line), told(line)


def test_the_office_of_ours_is_named_and_of_nobody_else() -> None:
    ours = {Speaker.HOLDER, Speaker.DEPUTY, Speaker.OFFICE, Speaker.SERVICE}
    quotes = [one for line in SENTENCES for one in quoted(line.get("title", ""), line["text"])]
    assert {one.office_id for one in quotes if one.speaker in ours} == {"northmoor"}
    assert {one.office_id for one in quotes if one.speaker not in ours} == {""}


def test_the_name_of_a_private_person_is_kept_nowhere() -> None:
    private = {
        *(Speaker.FAMILY, Speaker.CHARITY, Speaker.OTHER, Speaker.UNKNOWN, Speaker.FORCE),
        *(Speaker.SERVICE, Speaker.OFFICE, Speaker.FEDERATION),
    }
    for line in SENTENCES:
        for one in quoted(line.get("title", ""), line["text"]):
            assert not (one.speaker in private and one.name)


def test_who_held_office_that_day_is_who_spoke() -> None:
    text = "The Northmoor PCC said the desk would stay open."
    assert [one.name for one in quoted("", text, date(2026, 3, 4))] == ["Ada Finch"]
    assert [one.name for one in quoted("", text, date(2020, 3, 4))] == ["Bram Cole"]


def test_without_a_date_the_one_who_is_named_is_meant() -> None:
    text = "The Northmoor PCC said it would rain. Bram Cole has an umbrella."
    assert [one.name for one in quoted("", text, None)] == ["Bram Cole"]


def test_offsets_lead_back_to_the_words_and_where_they_stand() -> None:
    title, text = "Northmoor PCC: 'No desk will close'", 'Rain. "None will," Ada Finch said.'
    found = quoted(title, text)
    assert [(one.where, one.direct) for one in found] == [("headline", True), ("body", True)]
    assert title[found[0].start : found[0].end] == "No desk will close"
    assert text[found[1].start : found[1].end] == "None will,"


def test_the_first_sentence_is_the_lead() -> None:
    (one,) = quoted("", "Northmoor PCC Ada Finch said no.")
    assert one.where == "lead"


def test_a_headline_and_its_text_share_no_quotation() -> None:
    found = quoted('Northmoor PCC "sorry', '"Rain fell on all of Oxley," said Ada Finch.')
    assert [one.where for one in found] == ["lead"]


def test_without_a_mention_nobody_of_ours_speaks() -> None:
    article = make_article("", 'The commissioner said: "No desk will close."')
    (one,) = quotes_in(SPEAKERS, article, (), date(2026, 3, 4))
    assert (one.speaker, one.office_id) == (Speaker.OTHER, "")


def test_spacy_is_not_loaded_before_an_article_is_read() -> None:
    asked = "import sys, monitor.understand.speech.quotes; sys.exit('spacy' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked], check=True, timeout=60)


def test_whom_a_model_names_is_a_person() -> None:
    nlp = english_with_names("Zephyrine Quillon")
    assert people_in(nlp, "So said Zephyrine Quillon.") == [(8, 25)]
    assert people_in(spacy.blank("en"), "So said Zephyrine Quillon.") == []


def english_with_names(*names: str) -> Language:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns([{"label": "PERSON", "pattern": name} for name in names])
    return nlp


HARD = (
    *('Northmoor PCC Ada Finch said: "No." ', "said Ada Finch, who ", "'", '" ', "s' a ", "“a\n"),
    *("🚓 Ŵyth o’r gloch, meddai’r Comisiynydd ", "אמר ", "\ud800", '\n\n"', "PCC PCC ", "İ said "),
    *("she said ", "according to ", "the chair of the chair of ", "Mr Finch's office's ", "Ada "),
)


@given(st.text(alphabet=st.characters(), max_size=200), st.sampled_from(HARD), st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_attribution(text: str, hard: str, times: int) -> None:
    title, whole = hard + text, "Northmoor PCC Ada Finch said. " + text + hard * times + text
    for one in quoted(title, whole):
        part = title if one.where == "headline" else whole
        assert 0 <= one.start < one.end <= len(part)


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: ascii(hard[:20]))
def test_ten_kilobytes_of_the_worst_take_no_tenth_of_a_second(hard: str) -> None:
    article = make_article("", "Northmoor PCC Ada Finch said. " + hard * (10_000 // len(hard)))
    mentions = weigh_mentions(WATCHED, article, None)
    assert min(_seconds(article, mentions) for _ in range(3)) < 0.1


@pytest.mark.parametrize("hard", [HARD[0], HARD[1], " ", "x"])
def test_a_megabyte_takes_no_longer_than_its_size_allows(hard: str) -> None:
    article = make_article("", hard * (1_000_000 // len(hard)))
    assert _seconds(article, weigh_mentions(WATCHED, article, None)) < 10


def _seconds(article: Article, mentions: tuple[Mention, ...]) -> float:
    began = time.thread_time()
    quotes_in(SPEAKERS, article, mentions, None)
    return time.thread_time() - began
