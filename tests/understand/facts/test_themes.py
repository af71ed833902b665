"""What an item is about: themes of its day's plan, topics, and who answers for the subject."""

import json
import os
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.records import Context, Lead, Office, Tag, Theme, Topic
from monitor.settings import default_context, read_profile
from monitor.understand.article import make_article
from monitor.understand.facts.themes import (
    Tagger,
    any_of,
    leads_in,
    occurrences,
    tagger_of,
    themes_in,
    topics_in,
)

SHARED = Path(os.environ.get("MONITOR_SHARED", Path(__file__).parents[4] / "shared")) / "eval"
TODAY = date(2026, 10, 1)
CHANGE = date(2024, 9, 1)
NORTHMOOR = Office(
    id="northmoor",
    name="Northmoor",
    title="Police and Crime Commissioner for Northmoor",
    names=("Northmoor PCC",),
    themes=(
        Theme(
            id="old-safe",
            name="Safe",
            words=("burglar*", "beach patrol"),
            from_=date(2021, 9, 1),
            to=date(2024, 8, 31),
        ),
        Theme(id="safe", name="Safe", words=("burglar*", "knife crime", "rape"), from_=CHANGE),
        Theme(id="victims", name="Victims", words=("victims", "Victims First"), from_=CHANGE),
    ),
    topics=(Topic(id="harbour", name="The harbour", words=("harbour", "anti-social behaviour")),),
)
CONTEXT = Context(
    topics=(Topic(id="knives", name="Knives", words=("knife*",)),),
    leads=(
        Lead(id="money", lead="PCC", words=("precept", "hold & account")),
        Lead(id="operations", lead="force", words=("arrested",)),
    ),
)
TAGGER = tagger_of(NORTHMOOR, CONTEXT)
LONG = " ".join(["The fete was dry."] * 9)
HARD = ("burglar ", "knife ", "hare-", "victims\n", "rapé ", "anti-social ", "precept, ")


def themes(text: str, title: str = "", on: date = TODAY) -> list[str]:
    return _ids(themes_in(TAGGER, make_article(title, text), on))


def topics(text: str) -> list[str]:
    return _ids(topics_in(TAGGER, make_article("", text)))


def _ids(tags: Iterable[Tag]) -> list[str]:
    return [tag.id for tag in tags]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Burglary is down.", ["safe"]),
        ("Two BURGLARS were caught.", ["safe"]),
        ("A knife-crime summit was held.", ["safe"]),
        ("The knife\ncrime summit was held.", ["safe"]),
        ("The burglar’s bag was left.", ["safe"]),
        ("The catburglar was not.", []),
        ("The rapeseed is in flower, and rapé is a snuff.", []),
        ("A rape is being looked into.", ["safe"]),
        ("Victims First has moved.", ["victims"]),
        ("The victim came first.", []),
        ("Nothing of the kind.", []),
        ("", []),
    ],
)
def test_words_are_whole_in_any_case_and_inflect_at_a_star(text: str, found: list[str]) -> None:
    assert themes(text) == found


def test_the_words_that_showed_it_are_told_as_they_stand() -> None:
    article = make_article("Knife\ncrime up", "Burglars, too. A burglary, burglars: all of it.")
    (tag,) = themes_in(TAGGER, article, TODAY)
    assert tag.words == ("Knife crime", "Burglars", "burglary", "burglars")


def test_a_longer_word_has_the_shorter_ones_of_others_in_it() -> None:
    article = make_article("", "Knife crime is down.")
    assert _ids(themes_in(TAGGER, article, TODAY)) == ["safe"]
    assert _ids(topics_in(TAGGER, article)) == ["knives"]
    tagger = tagger_of(NORTHMOOR, Context(topics=(Topic(id="s", name="", words=("social b*",)),)))
    assert _ids(topics_in(tagger, make_article("", "Anti-social behaviour."))) == ["s", "harbour"]


def test_a_short_item_needs_a_word_and_a_long_one_two() -> None:
    assert themes("Rain fell. The talk was of burglary.") == ["safe"]
    assert themes(f"{LONG} The talk was of burglary.") == []
    assert themes(f"{LONG} The talk was of burglary. Rain fell. Burglars lurk.") == ["safe"]


def test_a_word_in_the_headline_or_the_first_sentence_is_enough() -> None:
    assert themes(LONG, title="Burglars at large") == ["safe"]
    assert themes(f"Burglars are at large. {LONG}") == ["safe"]


def test_an_item_has_the_themes_of_the_plan_of_its_day() -> None:
    assert themes("Burglary is down.", on=date(2021, 8, 31)) == []
    assert themes("Burglary is down.", on=date(2021, 9, 1)) == ["old-safe"]
    assert themes("Burglary is down.", on=date(2024, 8, 31)) == ["old-safe"]
    assert themes("Burglary is down.", on=CHANGE) == ["safe"]
    assert themes("A beach patrol began.", on=CHANGE) == []


@pytest.mark.parametrize(
    ("day", "plan"),
    [
        (date(2016, 6, 1), []),
        (date(2017, 3, 1), ["ca17-victims", "ca17-offenders"]),
        (date(2021, 11, 28), ["ca17-victims", "ca17-offenders"]),
        (date(2021, 11, 29), ["ca21-victims", "ca21-enforcement"]),
        (date(2024, 8, 31), ["ca21-victims", "ca21-enforcement"]),
        (date(2024, 9, 1), ["ca24-crime", "ca24-victims"]),
        (TODAY, ["ca24-crime", "ca24-victims"]),
    ],
)
def test_cambridgeshire_had_three_plans(day: date, plan: list[str]) -> None:
    (office,) = read_profile("cambridgeshire")
    article = make_article("Help for victims of burglary", "A grant was made.")
    assert _ids(themes_in(tagger_of(office, default_context()), article, day)) == plan


def test_topics_are_the_offices_own_and_those_of_all() -> None:
    assert topics("A knife was found in the harbour.") == ["knives", "harbour"]
    assert topics("Antisocial behaviour, some say.") == []


def test_who_answers_for_it_comes_from_what_all_share() -> None:
    article = make_article("", "Three were arrested. Hold and account: the precept rises.")
    leads = leads_in(TAGGER, article)
    assert [(tag.id, tag.words) for tag in leads] == [
        ("money", ("Hold and account", "precept")),
        ("operations", ("arrested",)),
    ]


def test_an_office_without_words_is_about_nothing() -> None:
    bare = tagger_of(Office(id="a", name="A", title="", names=("A PCC",)), Context())
    article = make_article("Burglary", "Burglary.")
    assert (themes_in(bare, article, TODAY), topics_in(bare, article), leads_in(bare, article)) == (
        (),
        (),
        (),
    )


@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(HARD), st.integers(0, 20))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it_and_every_word_stands_there(text: str, hard: str, times: int) -> None:
    article = make_article(text, text + hard * times + text)
    spaced = " ".join(article.whole.split())
    for found in (themes_in(TAGGER, article, TODAY), topics_in(TAGGER, article)):
        for tag in found:
            assert tag.words
            assert all(word in spaced for word in tag.words)


@given(st.text(alphabet="aé\u0301ſK-_’ \nמŵ", max_size=12))
def test_an_occurrence_is_never_a_piece_of_a_word(beside: str) -> None:
    text = f"{beside}rape{beside}"
    for start, end in occurrences(any_of(["rape"]), text):
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        assert not any(mark.isalnum() or mark in "_\u0301" for mark in around)


@pytest.mark.parametrize("hard", [*HARD, "\ud800 🚓 Ŵy שלום victims ", "-\u2011 \n"])
def test_ten_kilobytes_of_the_worst_take_no_tenth_of_a_second(hard: str) -> None:
    tagger = _ready("cambridgeshire")
    article = make_article("", hard * (1_000_000 // len(hard)))
    began = time.monotonic()
    themes_in(tagger, article, TODAY)
    topics_in(tagger, article)
    leads_in(tagger, article)
    assert time.monotonic() - began < 0.1 * len(article.whole) / 10_000


@pytest.mark.parametrize("area", ["thames-valley", "west-mercia"])
def test_three_items_in_four_have_a_theme(area: str) -> None:
    if not SHARED.exists():
        pytest.skip(f"the labelled pages are not in {SHARED}")
    (office,) = read_profile(area)
    tagger, first = _ready(area), min(theme.from_ for theme in office.themes)
    found = [
        bool(themes_in(tagger, make_article("", doc["text"]), on))
        for doc in _docs(area)
        if (on := _day(doc)) >= first
    ]
    assert len(found) > 75
    assert sum(found) / len(found) > 0.8


def _ready(area: str) -> Tagger:
    (office,) = read_profile(area)
    return tagger_of(office, default_context())


def _docs(area: str) -> list[dict[str, Any]]:
    labels = {row["id"] for row in _rows("labels.jsonl") if area in row["mentions"]}
    return [row for row in _rows("docs.jsonl") if row["id"] in labels]


def _rows(name: str) -> list[dict[str, Any]]:
    text = (SHARED / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _day(doc: dict[str, Any]) -> date:
    """A month is told by its middle, a year by the first of July."""
    day = doc["date"] or doc.get("date_inferred") or "2024-06"
    full = {4: f"{day}-07-01", 7: f"{day}-15"}.get(len(day), day[:10])
    return date.fromisoformat(full)
