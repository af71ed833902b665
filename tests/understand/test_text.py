"""Sentences, words and fingerprints."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.text import passage, sentences, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Mr. Marsh spoke. Dr. Lowe left.", ["Mr. Marsh spoke.", "Dr. Lowe left."]),
        ("Cllr. A. Green voted. She won.", ["Cllr. A. Green voted.", "She won."]),
        ("It costs £2.5m a year. Nobody asked.", ["It costs £2.5m a year.", "Nobody asked."]),
        ("‘Enough.’ That was all.", ["‘Enough.’", "That was all."]),
        ("Is it over? £20 says no!", ["Is it over?", "£20 says no!"]),
        ("no capital. follows", ["no capital. follows"]),
        ("  ", []),
        ("", []),
    ],
)
def test_text_is_cut_where_a_reader_would_pause(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(st.text())
def test_sentences_cover_every_character_that_is_not_space(text: str) -> None:
    spans = list(sentences(text))
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(start < end for start, end in spans)


def test_words_are_lower_case_with_straight_apostrophes() -> None:
    assert words("The PCC’s £14 O'Brien_x") == ["the", "pcc's", "14", "o'brien", "x"]


def test_a_sentences_fingerprint_is_the_same_everywhere_and_in_any_dress() -> None:
    said = "one two three four five six seven eight"
    assert passage(said) == passage("One, two; three four FIVE – six? “Seven” eight!")
    assert passage(said) == 0x54290AA4B7182C24


def test_a_sentence_that_anybody_might_write_has_none() -> None:
    assert passage("The commissioner has today said so") == 0
    assert passage("") == 0


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    """Thirty thousand characters of initials once took 51 s."""
    before = time.process_time()
    assert len(list(sentences("A. " * 30_000))) == 1
    assert time.process_time() - before < 2
