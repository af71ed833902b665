"""Who does what: what is said of the target counts, what the target says of others does not."""

import pytest

from monitor.understand.tone.agency import clause_of, denies, speaks
from tests.understand.tone.northmoor import VADER, towards

CRITICAL = [
    "The panel slammed the PCC over the waste.",
    "PCC slammed over empty station.",
    "The PCC was condemned by firefighters.",
    "The PCC has been heavily criticised for missing meetings.",
    "Members passed a vote of no confidence in the PCC.",
    "The PCC is under fire after a U-turn.",
    "Victims say the PCC failed them.",
    "The PCC was not praised by anybody.",
]
NOT_CRITICAL = [
    "The PCC slammed the minister over the cuts.",
    "The minister was slammed by the PCC.",
    "The PCC, who took office in May, condemned the thugs as a disgrace.",
    "The PCC is appalled and furious at the attack.",
    "The PCC met officers after a murder, two rapes and a violent robbery.",
    "The PCC opened the inquest centre, but the council is a shambles.",
]


@pytest.mark.parametrize("sentence", CRITICAL)
def test_criticism_of_the_target_is_heard(sentence: str) -> None:
    assert VADER.shades([towards(sentence, "PCC")])[0].score < -0.3


@pytest.mark.parametrize("sentence", NOT_CRITICAL)
def test_what_the_target_says_of_others_and_crime_are_not(sentence: str) -> None:
    assert VADER.shades([towards(sentence, "PCC")])[0].score > -0.1


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Ada Finch said the desk would close.", True),
        ("Ada Finch, the PCC for Northmoor, condemned the attack.", True),
        ("Ada Finch was disappointed by the vote.", True),
        ("Ada Finch was warned by auditors.", False),
        ("Ada Finch condemned over waste.", False),
        ("Ada Finch opened the desk.", False),
        ("Ada Finch opened the desk. A baker said it was late.", False),
    ],
)
def test_the_target_speaks_where_a_verb_of_saying_is_its_own(sentence: str, wanted: bool) -> None:
    assert speaks(towards(sentence, "Ada Finch")) is wanted


def test_a_denial_repeats_what_is_denied() -> None:
    assert denies(towards("Ada Finch denies running a sham office.", "Ada Finch"))
    assert not denies(towards("Ada Finch left; a clerk denied it.", "Ada Finch"))


def test_the_clause_ends_where_another_begins() -> None:
    sentence = "While the council dithered, Ada Finch opened a desk, and critics raged."
    assert clause_of(towards(sentence, "Ada Finch")).split() == (
        ["While", "the", "council", "dithered,", "opened", "a", "desk"]
    )


@pytest.mark.parametrize("sentence", ["PCC", "’PCC’", "é PCC 😀", "PCC\ud800", "PCC said"])
def test_any_sentence_has_a_clause(sentence: str) -> None:
    clause_of(towards(sentence, "PCC"))
