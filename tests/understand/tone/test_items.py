"""The tone of an item: neutral unless earned, towards the office alone, with what shows it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from monitor.understand.tone.choosing import scorers
from monitor.understand.tone.deciding import deciding_words
from monitor.understand.tone.items import tones_of
from tests.understand.tone.northmoor import RULES, VADER, read, tone, towards

ARTICLES = [
    json.loads(line)
    for line in (Path(__file__).parent / "articles.jsonl").read_text("utf-8").splitlines()
]
CRIME = "A man was murdered in a brutal, terrifying attack. "


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("neutral", f"{CRIME}Northmoor PCC Ada Finch visited the town. {CRIME}"),
        ("positive", f"{CRIME}Widows thanked Ada Finch, the Northmoor PCC, who had helped them."),
        ("negative", "The Northmoor PCC is under fire. Critics call Ada Finch a disgrace."),
        ("neutral", "Council tax goes up by £14, Northmoor PCC Ada Finch has announced."),
        ("neutral", "Ada Finch has been elected Northmoor PCC. She was delighted."),
        ("positive", "Northmoor PCC Ada Finch has launched a £90,000 fund for youth clubs."),
        ("neutral", "Chief Constable Lena Ross was slammed. The Northmoor PCC met her."),
        ("neutral", "Northmoor Police failed a boy, a damning report says. The PCC has a copy."),
        ("neutral", "The Northmoor PCC and Wick council are at odds. Both sent letters."),
    ],
)
def test_the_tone_of_an_item(wanted: str, text: str) -> None:
    assert tone(text).label == wanted


def test_the_same_words_are_criticism_from_others_alone() -> None:
    ours = tone("Northmoor PCC Ada Finch said the plan was a shambles and a disgrace.")
    theirs = tone("Councillor Jo Ash said Ada Finch, the Northmoor PCC, was a disgrace.")
    assert ours.label != "negative"
    assert theirs.label == "negative"


def test_the_offices_own_praise_of_itself_weighs_less_than_others() -> None:
    own = tone("Northmoor PCC Ada Finch said it was brilliant. An MP said it rained.")
    others = tone("An MP said Northmoor PCC Ada Finch was brilliant and praised her.")
    assert own.score < others.score


def test_an_answer_makes_criticism_milder() -> None:
    row = "Northmoor PCC Ada Finch is under fire over a sale. "
    answer = "Ada Finch said that the house was empty, that officers stay and that money is saved. "
    assert tone(row + answer * 3).score > tone(row).score


def test_without_the_deciding_words_the_score_moves() -> None:
    text = "Residents call Northmoor PCC Ada Finch a disgrace, a liar and a terrible hypocrite."
    found = tone(text)
    (evidence,) = found.evidence
    assert found.label == "negative"
    assert {"disgrace", "hypocrite"} <= set(evidence.words)
    for word in evidence.words:
        assert word in evidence.sentence
        assert tone(text.replace(word, "person")).score > found.score


def test_a_sign_is_shown_where_no_sentence_about_the_office_says_it() -> None:
    first = "A police boss has caused uproar."
    text = f"{first} Northmoor PCC Ada Finch said rain was wet. An MP said it was wrong."
    found = tone(text)
    assert found.label == "negative"
    assert (found.evidence[0].sentence, found.evidence[0].words) == (first, ("uproar",))
    assert tone(text.replace("uproar", "laughter")).score > found.score


def test_words_of_the_target_and_of_grammar_decide_nothing() -> None:
    words = deciding_words(VADER, towards("It was the Awful Bank that was vile.", "Awful Bank"), -1)
    assert words == ("vile",)


def test_a_word_between_praise_and_blame_goes_to_a_person() -> None:
    labels = Counter(tone(one["text"], one["title"]).label for one in ARTICLES)
    assert 0 < labels["unsure"] + labels["mixed"] < len(ARTICLES) / 10


def test_an_item_without_a_mention_has_no_tone() -> None:
    assert tones_of(VADER, RULES.thresholds, *read("Awful news", "Terrible things.")) == ()


def test_the_scorer_is_named_and_a_likelihood_stands_beside() -> None:
    found = tone("The Northmoor PCC left.")
    assert found.scorer == "vader-2"
    assert 0.5 < found.confidence < 1


def test_invented_articles_are_judged_no_worse_than_before() -> None:
    found = [(one["tone"], tone(one["text"], one["title"]).label) for one in ARTICLES]
    assert len(ARTICLES) >= 100
    assert sum(wanted == label for wanted, label in found) / len(found) >= 0.82
    flips = sum({wanted, label} == {"negative", "positive"} for wanted, label in found)
    assert flips / len(found) <= 0.05


def test_the_model_shows_a_sentence_and_without_its_words_the_item_scores_otherwise() -> None:
    title = "Northmoor PCC under fire over closed desk"
    text = (
        "The desk in Wick shut on Friday. Residents accuse Ada Finch of breaking her promise, and"
        " called the decision shameful. It rained all day."
    )
    best = scorers(RULES.words).best
    assert best.reads_items
    found = tone(text, title, best)
    (evidence,) = found.evidence
    assert found.label == "negative"
    assert evidence.words
    for word in evidence.words:
        assert word in evidence.sentence
        text, title = text.replace(word, ""), title.replace(word, "")
    assert tone(text, title, best).score > found.score


def test_names_of_the_office_decide_nothing_for_the_model() -> None:
    text = "Northmoor PCC Ada Finch has failed us. Finch, Ada Finch and the PCC: all failed."
    (evidence,) = tone(text, "Ada Finch failed", scorers(RULES.words).best).evidence
    assert "failed" in evidence.words
    assert not {"Ada", "Finch", "PCC", "Northmoor"} & set(evidence.words)


def test_the_models_headline_is_shown_as_the_newspaper_wrote_it() -> None:
    found = tone("It rained.", "Northmoor PCC condemned as a disgrace", scorers(RULES.words).best)
    assert found.evidence[0].sentence == "Northmoor PCC condemned as a disgrace"
