"""VADER with the words of police news: crime says nothing, "slammed" does, and emoji are kept."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.records import ToneWords
from monitor.settings import default_tone
from monitor.understand.tone.lexicon import lexicon_of
from monitor.understand.tone.vader import shade_of, vader_scorer
from tests.understand.tone.northmoor import VADER, towards


def _score(sentence: str) -> float:
    return VADER.shades([towards(sentence, "Ada Finch")])[0].score


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Finch visited the scene of a brutal murder and violent robberies.",
        "Ada Finch oversees victims, rape, abuse, drugs, knives and fraud.",
        "Ada Finch published the safer, secure and strong communities plan.",
    ],
)
def test_words_of_crime_and_policing_say_nothing_of_the_office(sentence: str) -> None:
    assert abs(_score(sentence)) < 0.15


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        *[(word, -1) for word in ("slammed", "under fire", "grilled over a U-turn", "a disgrace")],
        *[(word, 1) for word in ("hailed", "praised", "tireless", "instrumental in the change")],
    ],
)
def test_the_fields_own_words_and_phrases_count(word: str, direction: int) -> None:
    assert _score(f"Ada Finch was {word} in Wick.") * direction > 0.3


def test_a_post_is_read_with_its_emoji() -> None:
    assert _score("Ada Finch 😠😠") < -0.2 < 0.2 < _score("Ada Finch ❤️😍")
    assert _score("Ada Finch is GREAT!!!") > _score("Ada Finch is great")


def test_words_of_the_configuration_win() -> None:
    words = ToneWords(neutral=("great*",), strength={"a safe pair": 3.0, "Dross": -3.0})
    own = vader_scorer(words)
    said = ("is greatest", "is A SAFE pair", "is dross")
    neutral, well, ill = own.shades([towards(f"Ada Finch {one}", "Ada Finch") for one in said])
    assert neutral.score == 0
    assert ill.score < -0.3 < 0.3 < well.score


LEXICON = lexicon_of(default_tone().words)
PIECES = st.sampled_from(
    [
        "Good",
        "BAD!",
        ":)",
        ":D",
        "not",
        "no",
        "but",
        "kind",
        "of",
        "very",
        "table",
        "a.m.",
        "😠",
        "£3",
        "slammed",
        "under",
        "fire",
        "murder",
        "🚓",
        "don't",
        "('great')",
        "x",
        "…",
    ]
)


@given(st.lists(PIECES, max_size=8).map(" ".join))
def test_nothing_is_passed_over_that_vader_would_have_counted(text: str) -> None:
    whole = LEXICON.analyser.polarity_scores(LEXICON.prepared(text))["compound"]
    assert LEXICON.compound(text) == whole


@pytest.mark.parametrize("compound", [-1.0, -0.3, 0.0, 0.4, 1.0])
def test_the_shares_add_up_to_one_and_lean_as_vader_does(compound: float) -> None:
    shade = shade_of(compound)
    assert shade.negative + shade.neutral + shade.positive == pytest.approx(1)
    assert shade.score * compound >= 0


def test_ten_thousand_sentences_do_not_take_long() -> None:
    """A tenth of the rate that is reached, so that a busy machine does not fail it."""
    sentences = [towards(f"Ada Finch was slammed in town {n}.", "Ada Finch") for n in range(1_000)]
    before = time.process_time()
    VADER.shades(sentences)
    assert time.process_time() - before < 1


def test_a_sentence_without_end_is_scored_in_no_time() -> None:
    sentence = "Ada Finch is good and bad and " * 30_000
    before = time.process_time()
    VADER.shades([towards(sentence, "Ada Finch")])
    assert time.process_time() - before < 2
