"""Whom words are about and who says or does them, on sentences of our own about Ashvale."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.parts import about, doing
from monitor.records import Party, PartyKind, Sentence
from tests.understand.parties.ashvale import read

HERE = Path(__file__).parent
LINES: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "parts.jsonl").read_text(encoding="utf-8").splitlines()
]
EXAMPLES = HERE.parents[2] / "shared" / "requirements" / "rules_examples.jsonl"
NASTY = [
    "said ",
    "Helen Marsh said ",
    "who ",
    "officers who ",
    "and the chief constable ",
    ", ",
    ".",
    "'",
    "to ",
    "after she was ",
    "his office ",
    "told Aa Bb ",
    "the row between ",
    "not ",
    "calls for ",
]
WORDS = st.sampled_from(
    [
        "Helen Marsh",
        "the Ashvale PCC",
        "Tom Ridley",
        "officers",
        "councillors",
        "said",
        "told",
        "called on",
        "to resign",
        "resigned",
        "has been suspended",
        ",",
        ".",
        ";",
        "“",
        "”",
        "'",
        "who",
        "and",
        "but",
        "after",
        "by",
        "of",
        "complaint",
        "about",
        "her",
        "she",
        "they",
        "row",
        "between",
        "with",
        "over",
        "not",
        "is",
        "that",
        "Ashvale Police",
        "a man",
        "’s",
        "\n",
        "İ",
        "😀",
    ]
)


def found(sentence: Sentence, words: str) -> tuple[int, int]:
    start = sentence.text.lower().index(words.lower())
    return start, start + len(words)


def asked(line: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The kinds of whom the words are about, and of who says or does them."""
    sentences = read(line["text"], line.get("title", ""))
    sentence = next(one for one in sentences if line["words"].lower() in one.text.lower())
    span = found(sentence, line["words"])
    concerned, doers = about(sentence, *span), doing(sentence, *span)
    return [one.kind for one in concerned], [one.kind for one in doers]


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['words']}: {line['text'][:50]}")
def test_words_are_about_whom_the_sentence_says(line: dict[str, Any]) -> None:
    concerned, doers = asked(line)
    assert sorted(set(concerned)) == sorted(line["about"])
    assert set(line["doing"]) <= set(doers)


def test_the_table_holds_every_kind_of_party_that_somebody_can_be() -> None:
    kinds = {kind for line in LINES for kind in (*line["about"], *line["doing"])}
    assert kinds >= {
        *("commissioner", "deputy", "office", "staff", "chief", "force", "officer", "panel"),
        *("service", "MP", "council", "federation", "government", "watchdog", "inspectorate"),
        *("party", "victim", "charity", "campaigner", "public", "suspect", "other"),
    }


def made(text: str, *parties: tuple[str, PartyKind]) -> Sentence:
    """A sentence in which somebody found these."""
    placed = (
        Party(kind=kind, start=text.index(name), end=text.index(name) + len(name))
        for name, kind in parties
    )
    return Sentence(text=text, where="lead", names_us=True, parties=tuple(placed))


def test_where_nobody_stands_words_are_about_nobody() -> None:
    sentence = made("Three trees fell and a road was closed.")
    assert about(sentence, 12, 16) == () == doing(sentence, 12, 16)


def test_where_grammar_does_not_tell_it_is_the_nearest() -> None:
    sentence = made("Untenable, that seat of the deputy's", ("deputy", "deputy"))
    assert [one.kind for one in about(sentence, *found(sentence, "untenable"))] == ["deputy"]


def test_parties_among_the_words_are_whom_they_are_about() -> None:
    sentence = made("Somebody waits for her there.", ("Somebody", "other"), ("her", "commissioner"))
    concerned = about(sentence, *found(sentence, "waits for her"))
    assert [one.kind for one in concerned] == ["commissioner"]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (90, 99), (5, 2), (0, 10_000)])
def test_a_span_that_stands_nowhere_is_about_nobody_or_all(start: int, end: int) -> None:
    sentence = made("The panel met.", ("panel", "panel"))
    assert set(about(sentence, start, end)) <= set(sentence.parties)
    assert set(doing(sentence, start, end)) <= set(sentence.parties)


@given(st.lists(WORDS, max_size=40), st.integers(0, 400), st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_any_words_in_any_order_are_about_parties_of_their_sentence(
    words: list[str], start: int, length: int
) -> None:
    for sentence in read(" ".join(words)):
        for asked_of in (about, doing):
            answer = asked_of(sentence, start, start + length)
            assert set(answer) <= set(sentence.parties)
            assert len(answer) == len(set(answer))


@pytest.mark.parametrize("again", NASTY)
def test_ten_kilobytes_of_one_word_are_read_in_time(again: str) -> None:
    sentence = max(read(again * (10_000 // len(again))), key=lambda one: len(one.text))
    began = time.monotonic()
    for at in range(0, len(sentence.text), 1_000):
        about(sentence, at, at + 5)
        doing(sentence, at, at + 5)
    assert time.monotonic() - began < 5  # measured at 0.02 to 0.3 s


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the examples of the rules are not here")
def test_the_examples_of_the_first_rules_are_told_apart() -> None:
    words = {
        "R01": "resign",
        "R02": "conduct",
        "R03": "quit",
        "R05": "suspended",
        "R26": "comment",
    }
    ours = {"commissioner", "deputy", "office", "chief"}
    lines = map(json.loads, EXAMPLES.read_text(encoding="utf-8").splitlines())
    for line in (one for one in lines if one["rule"] in words):
        concerned, _ = asked({"text": line["text"], "words": words[line["rule"]]})
        assert bool(ours.intersection(concerned)) is line["fires"], line["text"]
