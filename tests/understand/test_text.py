"""Sentences, words and fingerprints."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.text import containment, sentences, shingles, words


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


def test_a_fingerprint_is_the_same_everywhere() -> None:
    assert shingles("one two three four five") == {0x3E1DA6133E7D53E7}
    assert shingles("One, two; three four FIVE!") == shingles("one two three four five")


def test_a_text_shorter_than_five_words_has_a_fingerprint_too() -> None:
    assert len(shingles("Helen Marsh resigns")) == 1
    assert shingles("") == frozenset()


@given(st.text(), st.text())
def test_containment_is_a_share_and_does_not_depend_on_order(one: str, other: str) -> None:
    share = containment(shingles(one), shingles(other))
    assert 0 <= share <= 1
    assert share == containment(shingles(other), shingles(one))


def test_a_paragraph_copied_into_a_longer_report_is_wholly_contained() -> None:
    paragraph = "The commissioner will spend two million pounds on cameras in three market towns"
    longer = f"Readers will be pleased. {paragraph}. Critics were not."
    assert containment(shingles(paragraph), shingles(longer)) == 1.0


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    """Thirty thousand characters of initials once took 51 s."""
    before = time.process_time()
    assert len(list(sentences("A. " * 30_000))) == 1
    assert time.process_time() - before < 2
