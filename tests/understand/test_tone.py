"""Tone is towards the office, from the sentences that name it, with the words that decided."""

import time

from monitor.records import Mention, Office
from monitor.understand.recognition.mentions import watch
from monitor.understand.tone import POLAR, score_tones
from tests.understand.recognition.recognise import find

WATCHED = watch([Office(id="ashvale", name="", title="", names=("Helen Marsh",))])


def _mentions(title: str, text: str) -> tuple[Mention, ...]:
    return find(WATCHED, title, text, None)


def test_crime_in_other_sentences_does_not_colour_the_office() -> None:
    crime = "A man was murdered in a brutal, terrifying attack. "
    text = f"{crime}Helen Marsh visited the town. {crime}"
    (tone,) = score_tones(_mentions("", text), "", text)
    assert tone.label == "neutral"
    assert tone.score == 0.0


def test_praise_is_positive_and_shows_its_words() -> None:
    text = "Helen Marsh was praised as an excellent and wonderful friend of victims who love her."
    (tone,) = score_tones(_mentions("", text), "", text)
    assert tone.label == "positive"
    assert tone.score >= POLAR
    assert {"praised", "excellent", "wonderful"} <= set(tone.evidence[0].words)
    assert tone.evidence[0].sentence == text


def test_removing_the_deciding_words_moves_the_score() -> None:
    text = "Critics called Helen Marsh a disgrace, a liar and a terrible failure."
    (tone,) = score_tones(_mentions("", text), "", text)
    assert tone.label == "negative"
    without = text
    for word in tone.evidence[0].words:
        without = without.replace(word, "person")
    (milder,) = score_tones(_mentions("", without), "", without)
    assert milder.score > tone.score


def test_an_item_without_a_mention_has_no_tone() -> None:
    assert score_tones((), "Awful news", "Terrible things happened.") == ()


def test_the_scorer_is_named() -> None:
    (tone,) = score_tones(_mentions("Helen Marsh", ""), "Helen Marsh", "")
    assert tone.scorer == "vader-1"


def test_a_sentence_without_end_is_scored_in_no_time() -> None:
    text = "Helen Marsh is good and bad and " * 3_000
    before = time.process_time()
    score_tones(_mentions("", text), "", text)
    assert time.process_time() - before < 2
