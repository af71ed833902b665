"""What holds for any text."""

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.understand.stories.fingerprints import fingerprint_of
from monitor.understand.stories.shelf import Shelf
from monitor.understand.text import sentences, words
from tests.understand.stories.reports import report, tell
from tests.understand.stories.scoring import read

LONG = [row["text"] for row in read("events.jsonl") if len(words(row["text"])) >= 60]
SAID = (274934831, 613422912, 458118882, 1037419720)
any_text = st.text(max_size=400)


@given(st.sampled_from(LONG), st.data())
@settings(max_examples=150, deadline=None)
def test_a_copy_without_any_one_of_its_sentences_stays_with_its_text(
    text: str, data: st.DataObject
) -> None:
    spans = list(sentences(text))
    out = data.draw(st.integers(0, len(spans) - 1))
    cut = " ".join(text[slice(*span)] for n, span in enumerate(spans) if n != out)
    shelf = Shelf()
    story = tell(shelf, report("a", text)).story_id
    assert tell(shelf, report("b", cut)).story_id == story


@given(st.sampled_from(LONG), st.permutations(("a", "b", "c")))
@settings(max_examples=50, deadline=None)
def test_copies_that_come_in_another_order_are_one_story_all_the_same(
    text: str, order: list[str]
) -> None:
    shelf = Shelf()
    titles = {"a": "Police", "b": "What we know so far", "c": ""}
    places = [tell(shelf, report(name, text, titles[name])) for name in order]
    assert [place.reason for place in places] == ["first", "copy", "copy"]
    assert len({place.story_id for place in places}) == 1


@given(any_text, any_text)
@settings(deadline=None)
def test_any_text_has_the_same_fingerprint_twice_in_numbers_of_32_bits(
    title: str, text: str
) -> None:
    said = fingerprint_of(title, text)
    assert said == fingerprint_of(title, text)
    for numbers in (said.runs, said.words, said.names, said.figures):
        assert all(0 <= number < 2**32 for number in numbers)
        assert all(one < other for one, other in pairwise(numbers))


@given(st.lists(any_text, max_size=6))
@settings(deadline=None)
def test_an_empty_text_begins_its_own_story_whatever_is_on_the_shelf(texts: list[str]) -> None:
    shelf = Shelf()
    for number, text in enumerate(texts):
        tell(shelf, report(str(number), text))
    assert tell(shelf, report("empty", "")).reason == "first"
    assert tell(shelf, report("empty, too", "")).reason == "first"


def test_the_numbers_are_the_same_on_every_machine() -> None:
    said = fingerprint_of("Three held", "Three men of 19 were held at Kestley in £2m raids.", "")
    assert (said.runs[0], said.words[0], said.names[0], said.figures[0]) == SAID


def test_hostile_texts_of_a_hundred_thousand_characters_are_read_in_bounded_time() -> None:
    hostile = ("a" * 100_000, "A b " * 25_000, "Mr A, 3, " * 11_000, "9" * 100_000, "_" * 100_000)
    began = time.process_time()
    shelf = Shelf()
    for number, text in enumerate((*hostile, "Aa of " * 17_000, ". " * 50_000, "twenty-" * 14_000)):
        tell(shelf, report(str(number), text, text))
    assert time.process_time() - began < 5
