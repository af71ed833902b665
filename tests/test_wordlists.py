"""What a person may write as a word, and what it then finds."""

import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from monitor.wordlists import words_of

LINES = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40)


def found(text: str, *words: str) -> tuple[str, ...]:
    return words_of(words).found_in(text)


@pytest.mark.parametrize("text", ["a row over cuts", "Row!", "…the row", "row", "a (row) today"])
def test_a_word_is_found_where_it_stands_alone(text: str) -> None:
    assert found(text, "row")


@pytest.mark.parametrize("text", ["crops grow", "rowing", "arrows", "row_1", "2row", "", "ro w"])
def test_a_word_is_not_found_inside_another(text: str) -> None:
    assert found(text, "row") == ()


def test_case_does_not_matter_and_a_word_is_given_as_it_stands_each_once() -> None:
    text = "RESIGN! she must resign, resign now: Resign"
    assert found(text, "resign") == ("RESIGN", "resign", "Resign")


def test_a_word_with_a_star_is_found_inflected() -> None:
    text = "He resigned; a resignation, resigning, they resign. Presigned, re-signed."
    assert found(text, "resign*") == ("resigned", "resignation", "resigning", "resign")


def test_a_word_without_a_star_is_not_inflected() -> None:
    assert found("resigned, resignation", "resign") == ()


def test_every_word_of_a_list_is_found_the_longer_ones_too() -> None:
    assert found("no rows, one row: cut, cut budget", "row", "rows", "cut", "budget") == (
        "rows",
        "row",
        "cut",
        "budget",
    )


@pytest.mark.parametrize("space", [" ", "  ", "\n", "\r\n", "\t", " \n  "])
def test_a_space_in_a_word_may_be_any_space_in_the_text(space: str) -> None:
    assert found(f"a vote of no{space}confidence passed", "no confidence")


def test_a_space_in_a_word_must_be_there() -> None:
    assert found("noconfidence", "no confidence") == ()


@pytest.mark.parametrize("rule", ["won't", "won’t"])
@pytest.mark.parametrize("text", ["she won't go", "she won’t go"])
def test_an_apostrophe_may_be_curly_in_the_rule_and_in_the_text(rule: str, text: str) -> None:
    assert found(text, rule)


@pytest.mark.parametrize(
    ("word", "like_it"),
    [
        ("c.t", "cat"),
        ("colou?r", "color"),
        ("a|b", "a"),
        ("[abc]", "a"),
        ("(PCC)", "PCC"),
        ("x{2}", "xx"),
        (r"\d", "5"),
        ("^go", "go"),
        ("go$", "go"),
        ("no+", "noo"),
        (r"\bgo", "go"),
        ("(?i)go", "go"),
        ("go*n", "goon"),
    ],
)
def test_what_a_pattern_means_is_only_a_mark_in_a_word(word: str, like_it: str) -> None:
    assert found(f"they say {word} today", word) == (word,)
    assert found(f"they say {like_it} today", word) == ()


@pytest.mark.parametrize("word", ["£90,000", "(PCC)", "why?", "tŷ", "café", "Éire", "#resign"])
def test_a_word_may_begin_and_end_with_any_mark(word: str) -> None:
    assert found(f"on {word} again", word) == (word,)
    assert found(word, word) == (word,)


def test_letters_beyond_english_belong_to_their_word() -> None:
    assert found("the café is shut", "caf") == ()
    assert found("the café is shut", "caf", "café") == ("café",)
    assert found("Márquez spoke", "M") == ()
    assert found("y tŷhaf", "tŷ") == ()
    assert found("heddluoedd, heddlu’r, heddlŵ", "hedd*") == ("heddluoedd", "heddlu", "heddlŵ")


@given(LINES)
@example("*x")
@example("’")
@example("\\'")
@example("a*b")
def test_any_word_without_signs_is_found_in_a_text_that_says_it(word: str) -> None:
    parts = word.split()
    assume(parts and not any(part == "_" or part.endswith("*") for part in parts))
    said = " ".join(parts)
    assert found(f"they said {said} today", word) == (said,)


@given(LINES)
def test_any_list_can_be_made_ready_and_read_with(word: str) -> None:
    assert all(one in word for one in found(word, word, f"{word}*"))


@pytest.mark.parametrize("nothing", ["", " ", "*", " * "])
def test_an_empty_word_is_no_word(nothing: str) -> None:
    assert found("any text at all", nothing) == ()
    assert found("any row at all", nothing, "row") == ("row",)


def test_an_empty_list_finds_nothing() -> None:
    assert found("any text") == ()


@pytest.mark.parametrize("word", ["(a+)+$", r"^(\w+\s?)*$", "(a|aa)*", "a*", "a a a a*", "(.*)*x"])
def test_no_word_can_be_made_to_run_away(word: str) -> None:
    began = time.perf_counter()
    for text in ("a" * 50_000, "a " * 25_000, "aé" * 25_000):
        found(text + "!", word)
    assert time.perf_counter() - began < 10  # `re` would need longer than there is


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("step* down", "stepped down"),
        ("step* down", "stepping  down"),
        ("pack _ bags", "pack her bags"),
        ("pack _ bags", "pack Mrs-Marsh's bags"),
        ("_ must go", "Marsh must go"),
        ("give* _ the sack", "gives her the sack"),
    ],
)
def test_a_star_may_end_any_word_and_a_blank_stands_for_one(word: str, text: str) -> None:
    assert found(f"Will they {text} today?", word) == (text,)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("step* down", "steps further down"),
        ("pack _ bags", "pack bags"),
        ("pack _ bags", "pack all her bags"),
        ("pack _ bags", "pack. Her bags"),
    ],
)
def test_a_blank_is_one_word_of_the_same_sentence(word: str, text: str) -> None:
    assert found(text, word) == ()
