"""Words as numbers, made all at once, are the words that anybody would read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.pickup.reading import read, runs

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _words(text: str) -> list[str]:
    found = read(text)
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@given(st.text(st.sampled_from("ab1É'’ _-.\n£\U0001f600"), max_size=30))
def test_words_are_letters_and_digits_and_the_apostrophes_between_them(text: str) -> None:
    assert _words(text) == WORD.findall(text)


@pytest.mark.parametrize(
    ("one", "other"), [("Officers", "OFFICERS"), ("it's", "it’s"), ("été", "Été")]
)
def test_capitals_and_apostrophes_make_no_difference(one: str, other: str) -> None:
    assert read(one).numbers == read(f"and then {other}").numbers[-1:]


@pytest.mark.parametrize(("one", "other"), [("its", "it's"), ("abc", "acb"), ("a", "aa")])
def test_other_words_have_other_numbers(one: str, other: str) -> None:
    assert read(one).numbers != read(other).numbers


def test_a_word_has_its_number_on_every_machine() -> None:
    assert read("commissioner").numbers.tolist() == [1844945632]


def test_what_begins_with_a_capital_or_a_digit_is_marked() -> None:
    found = read("In Wick 94 lamps")
    assert found.capital.tolist() == [True, True, False, False]
    assert found.digit.tolist() == [False, False, True, False]


def test_a_run_is_known_wherever_it_stands_and_only_in_its_order() -> None:
    whole = runs(read("they came with brooms and with bin bags").numbers)
    assert len(whole) == 5
    assert runs(read("with brooms and with").numbers)[0] in whole
    assert runs(read("brooms with and with").numbers)[0] not in whole
