"""Where an item's news is, on sentences of our own: both ways for every trap."""

import json
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.records import Body, Force, Office, Place, Tag
from monitor.settings import read_profile, ready_areas
from monitor.understand.article import make_article
from monitor.understand.facts.places import (
    PATCH,
    Gazetteer,
    districts_in,
    gazetteer_of,
    places_in,
)

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "places.jsonl").read_text(encoding="utf-8").splitlines()
]
NORTHMOOR = Office(
    id="northmoor",
    name="Northmoor",
    title="Police and Crime Commissioner for Northmoor",
    names=("Northmoor PCC",),
    area=("Northmoor", "Saltshire"),
    force=Force(name="Northmoor Police"),
    bodies=(Body(id="refuge", name="Saltby Refuge", kind="service"),),
    places=(
        Place(name="Saltby", district="Saltby", also=("Saltby Borough Council",)),
        Place(name="April Cross", district="Saltby", not_when=("in April",)),
        Place(name="Wick", district="Wickshore", not_when=("Pellshire", "candle*")),
        Place(name="Stone", district="Stonefold"),
        Place(name="Battle", district="Battle Vale"),
        Place(name="Saltshire", district="Saltshire"),
    ),
    patches={"northmoor-gazette": ("Saltby", "Wickshore")},
)
HARD = ("March, Eye and ", "Reading ", "in March ", "Ely Cardiff ", "Mr Ramsey, ", "St Ives\n")


@cache
def gazetteers() -> Mapping[str, Gazetteer]:
    ready = {area: office for area in ready_areas() for office in read_profile(area)}
    return {area: gazetteer_of(one) for area, one in (ready | {"northmoor": NORTHMOOR}).items()}


def tags(area: str, text: str, source: str = "", title: str = "") -> tuple[Tag, ...]:
    return districts_in(gazetteers()[area], make_article(title, text), source)


def found(line: dict[str, Any]) -> list[str]:
    of_line = tags(line["area"], line["text"], line.get("source", ""), line.get("title", ""))
    return [tag.id for tag in of_line]


def test_the_sentences_are_many_and_go_both_ways_in_every_area() -> None:
    assert len(SENTENCES) >= 90
    for area in gazetteers():
        districts = [line["districts"] for line in SENTENCES if line["area"] == area]
        assert 0.3 < sum(map(bool, districts)) / len(districts) < 0.8


@pytest.mark.parametrize("line", SENTENCES, ids=lambda line: line["text"][:48])
def test_a_district_is_that_of_the_place_meant(line: dict[str, Any]) -> None:
    assert found(line) == line["districts"]


def test_the_words_that_name_a_district_are_told_once_each_in_reading_order() -> None:
    (first, second) = tags(
        "northmoor", "In Wick and Saltby, by Saltby\nBorough Council, and Saltby."
    )
    assert first == Tag(id="Wickshore", words=("Wick",))
    assert second == Tag(id="Saltby", words=("Saltby", "Saltby Borough Council"))


def test_the_outlets_patch_says_that_it_is_one() -> None:
    assert tags("northmoor", "Rain is due.", source="northmoor-gazette") == (
        Tag(id="Saltby", words=(PATCH,)),
        Tag(id="Wickshore", words=(PATCH,)),
    )
    (named,) = tags("northmoor", "Rain is due in Stone.", source="northmoor-gazette")
    assert named.words == ("Stone",)


@pytest.mark.parametrize(
    "text", ["Crime fell in Saltshire.", "Crime fell in Saltshire and in Wick."]
)
def test_a_county_counts_only_where_no_smaller_district_is_named(text: str) -> None:
    assert (found({"area": "northmoor", "text": text}) == ["Saltshire"]) is ("Wick" not in text)


def test_no_place_is_meant_inside_the_name_of_a_force_or_a_body() -> None:
    assert tags("northmoor", "Saltby Refuge and Northmoor Police have agreed.") == ()


def test_a_namesakes_word_speaks_against_a_name_beside_it_or_where_nothing_is_ours() -> None:
    far = "x " * 100
    assert places_in(gazetteers()["northmoor"], f"Wick in Pellshire. {far}") == {}
    assert places_in(gazetteers()["northmoor"], f"Wick. {far} Pellshire.") == {}
    ours = places_in(gazetteers()["northmoor"], f"Wick. {far} Pellshire. Northmoor Police.")
    assert ours == {"Wickshore": ("Wick",)}
    assert places_in(gazetteers()["northmoor"], "A Wick for candles.") == {}


def test_an_office_without_places_has_no_districts() -> None:
    bare = gazetteer_of(Office(id="a", name="A", title="", names=("A PCC",)))
    assert districts_in(bare, make_article("", "In Reading."), "gazette") == ()


@given(
    st.sampled_from(["cambridgeshire", "northmoor", "thames-valley"]),
    st.text(alphabet=st.characters(), max_size=200),
    st.sampled_from(HARD),
    st.integers(0, 20),
)
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it_and_every_word_stands_there(
    area: str, text: str, hard: str, times: int
) -> None:
    whole = make_article(text, text + hard * times + text).whole
    spaced = " ".join(whole.replace("’", "'").replace("&", " and ").split())
    for words in places_in(gazetteers()[area], whole).values():
        assert words
        assert all(word in spaced for word in words)


@pytest.mark.parametrize(
    "hard", [*HARD, "March   ", "Ely, ", "\ud800 🚓 Ŵy שלום Wisbech ", "Cambridge\n\n", "a "]
)
def test_a_megabyte_takes_no_longer_than_its_size_allows(hard: str) -> None:
    article = make_article("", hard * (1_000_000 // len(hard)))
    began = time.monotonic()
    districts_in(gazetteers()["cambridgeshire"], article, "")
    assert time.monotonic() - began < 0.1 * len(article.whole) / 10_000
